"""A content root to attack, in two variants; what is typed there, and what is left of it."""

import os
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path

from tests import warm
from tests.copies import MINIMAL, copied

VARIANTS = ("one", "other")
Sites = Mapping[str, Mapping[str, bytes]]
"""The files of the site of each variant."""


@dataclass
class Root:
    """A copy of the example; its variants differ on every page and in the list of pages."""

    folder: Path

    @classmethod
    def made(cls, folder: Path) -> "Root":
        """A new copy at `folder`."""
        return cls(copied(folder))

    def become(self, variant: str) -> None:
        """Change the content to one of the variants."""
        text = (MINIMAL / "framework.yaml").read_text("utf-8")
        (self.folder / "framework.yaml").write_text(
            text.replace("Lending Maturity", f"Lending Maturity, {variant}"), "utf-8"
        )
        page = self.folder / "docs" / f"page-of-{variant}.md"
        for old in self.folder.glob("docs/page-of-*.md"):
            old.unlink()
        page.write_text("---\ntitle: A page\n---\n\n# A page\n", "utf-8")

    def built(self, variant: str) -> Mapping[str, bytes]:
        """The site of a variant, built without anybody who disturbs."""
        self.become(variant)
        ended = self.typed("build")
        assert ended.returncode == 0, ended.stderr
        return files(self.folder / "site")

    def typed(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        return warm.ended(warm.command, *arguments, "--root", str(self.folder))

    def begun(self, *arguments: str) -> BaseProcess:
        """Begin a command in a process group of its own, as a shell does."""
        return warm.begun(warm.command, *arguments, "--root", str(self.folder))

    def left(self) -> list[str]:
        """Hidden files and folders that no command should leave."""
        known = {".git", ".gitignore", ".build", ".staged.json", ".ict-maturity.json"}
        found = []
        for place, folders, names in os.walk(self.folder):
            hidden = [name for name in (*folders, *names) if name.startswith(".")]
            found += [str(Path(place, name)) for name in hidden if name not in known]
            folders[:] = [name for name in folders if name != ".git"]
        return found

    def processes(self) -> list[str]:
        """The processes that have this root among their arguments, or a file of it open."""
        return [found for place in Path("/proc").glob("[0-9]*") if (found := self._in(place))]

    def _in(self, process: Path) -> str:
        """The arguments of a process that works in this root; of all others nothing."""
        try:
            said = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            places = [said, *map(os.readlink, (process / "cwd", *(process / "fd").iterdir()))]
        except OSError:  # It has ended meanwhile.
            return ""
        return said if any(str(self.folder) in place for place in places) else ""

    def processes_after_a_while(self) -> list[str]:
        """Those that are still there when all that was told to end had time for it."""
        until = time.monotonic() + 5
        while (found := self.processes()) and time.monotonic() < until:
            time.sleep(0.05)
        return found


def clean_sites(folder: Path) -> Sites:
    """What a build makes of each variant that nobody disturbs, the same in every root."""
    root = Root.made(folder / "clean")
    return {variant: root.built(variant) for variant in VARIANTS}


def files(folder: Path) -> Mapping[str, bytes]:
    """Every file below a folder and its bytes."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def differing(found: Mapping[str, bytes], expected: Mapping[str, bytes]) -> str:
    """The files by which two folders differ, in words; nothing when they do not."""
    names = [name for name in sorted({*found, *expected}) if found.get(name) != expected.get(name)]
    return f"{len(names)} files differ: {', '.join(names[:3])}" if names else ""
