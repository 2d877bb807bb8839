"""In: docs/development/mutants.md; out: the mutants that no test can notice, with the reasons."""

import re
from functools import cache
from typing import NamedTuple

import yaml

from tests.mutants.mutant import ROOT, Mutant

PAGE = ROOT / "docs" / "development" / "mutants.md"
BLOCK = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Same(NamedTuple):
    """A mutant that does the same as the code, known by its code and not by its line."""

    file: str
    function: str
    before: str
    after: str
    reason: str


@cache
def all_same() -> tuple[Same, ...]:
    """Every mutant that the page lists.

    Raises ValueError when the page has no list.
    """
    block = BLOCK.search(PAGE.read_text("utf-8"))
    if block is None:
        raise ValueError(f"{PAGE} has no list of mutants")
    return tuple(Same(**entry) for entry in yaml.safe_load(block[1]) or ())


def is_same(mutant: Mutant, known: Same) -> bool:
    """Whether the page means this mutant."""
    change = mutant.change
    return (mutant.file, change.function, change.before, change.after) == known[:4]


def reason_of(mutant: Mutant) -> str:
    """Why no test can notice a mutant; nothing when nobody knows a reason."""
    return next((known.reason for known in all_same() if is_same(mutant, known)), "")
