"""In: the source of a package; out: its mutants, and what makes Python import one of them."""

import ast
import importlib.util
import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.abc import InspectLoader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import CodeType, ModuleType

from tests.mutants.changes import Change, changes

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "ict_maturity"


@dataclass(frozen=True)
class Mutant:
    """A module with one change, the `number`-th of all that can be made of it."""

    package: str
    path: Path
    number: int
    change: Change

    @property
    def file(self) -> str:
        """Such as "check/locked.py"."""
        return self.path.relative_to(SOURCE).as_posix()

    @property
    def module(self) -> str:
        """Such as "ict_maturity.check.locked"."""
        return ".".join((SOURCE.name, *Path(self.file).with_suffix("").parts)).removesuffix(
            ".__init__"
        )

    def code(self) -> CodeType:
        """The changed module, compiled; the file stays as it is."""
        tree = ast.parse(self.path.read_bytes())
        for number, _ in enumerate(changes(tree)):
            if number == self.number:
                return compile(tree, self.path, "exec")
        raise IndexError(f"{self.file} has no change number {self.number}")


@cache
def mutants_of(package: str) -> tuple[Mutant, ...]:
    """All mutants of a package, in the order of its files and lines; no file changes meanwhile."""
    return tuple(
        Mutant(package, path, number, change)
        for path in sorted((SOURCE / package).rglob("*.py"))
        for number, change in enumerate(changes(ast.parse(path.read_bytes())))
    )


def sampled(packages: Sequence[str], number: int, seed: int) -> list[Mutant]:
    """As many mutants of the packages, chosen at random; the same ones for a seed and a source."""
    every = [mutant for package in packages for mutant in mutants_of(package)]
    return random.Random(seed).sample(every, min(number, len(every)))


class Importer(MetaPathFinder, InspectLoader):
    """Gives Python a mutant where it asks for the module; `used` tells whether it did."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant
        self.used = False

    def find_spec(
        self, fullname: str, path: object = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The mutant's module; nothing for all others."""
        if fullname != self.mutant.module:
            return None
        return importlib.util.spec_from_file_location(fullname, self.mutant.path, loader=self)

    def is_package(self, fullname: str) -> bool:
        """Whether the mutant is in the head of a package."""
        return self.mutant.path.name == "__init__.py"

    def get_source(self, fullname: str) -> str:
        """The text as it is on disk."""
        return self.mutant.path.read_text("utf-8")

    def get_code(self, fullname: str) -> CodeType:
        """The changed module."""
        self.used = True
        return self.mutant.code()
