"""In: a place; out: a folder beside it in which one build works alone, and which takes its place.

The lock is held by whoever writes: its descriptor goes to the processes that work in the folder,
and the system frees it when the last of them is gone. What a killed build left is cleared by the
next one, and a site that it had moved away is put back.
"""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ict_maturity.website.workspace.lock import alone, ended_by_signals
from ict_maturity.website.workspace.place import is_own_name, own_name
from ict_maturity.website.workspace.seal import refuse_strangers, strangers

LAST, REPLACED = "last", "replaced"
SITE, STAGED = "site", "staged"
PARTS = frozenset({LAST, REPLACED, SITE, STAGED})
"""All that a build puts into its folder, but for locks."""


@dataclass(frozen=True)
class Workshop:
    """A folder of our own for the files of one build; `lock` is the descriptor that keeps it."""

    place: Path
    folder: Path
    lock: int

    @property
    def site(self) -> Path:
        """Where the site engine draws."""
        return self.folder / SITE

    @property
    def staged(self) -> Path:
        """Where the site engine reads."""
        return self.folder / STAGED

    def put(self, made: Path) -> None:
        """Put what was made in the place of what is there, which must be ours.

        Raises FileExistsError for a place with other files, which are then there as before.
        """
        last = self.folder / LAST
        if self.place.exists():
            self.place.rename(last)
            # Asked once more, now that nobody finds the folder by its name to put a file in.
            refuse_strangers(last, called=self.place)
        made.rename(self.place)
        if last.exists():
            last.rename(self.folder / REPLACED)


@contextmanager
def working_beside(place: Path) -> Iterator[Workshop]:
    """A new folder beside `place`, gone afterwards, also when a signal ends the program.

    Raises BlockingIOError when another build does not end within `PATIENCE`, OSError for a disk
    that does not allow it.
    """
    with ended_by_signals(), alone(place) as lock:
        sweep(place)
        folder = own_name(place, secrets.token_hex(8))
        folder.mkdir(mode=0o700)
        try:
            yield Workshop(place, folder, lock)
        finally:
            clear(folder, place)


def sweep(place: Path) -> None:
    """Clear what killed builds left beside a place; only its lock's holder may."""
    for path in sorted(place.parent.iterdir()):
        what = path.name.removeprefix(f".{place.name}.").rpartition("-")[0]
        ours = what.isalnum() and path == own_name(place, what)
        if ours and path.is_dir() and not path.is_symlink():
            clear(path, place)


def clear(folder: Path, place: Path) -> None:
    """Remove a workshop; what it took away from the place and did not replace is put back.

    One in which somebody keeps anything beside the parts of a build stays as it is.
    """
    names = (path.name for path in folder.iterdir())
    if any(name not in PARTS and not is_own_name(name) for name in names):
        return
    last = folder / LAST
    if last.exists():
        if not os.path.lexists(place):
            last.rename(place)
        elif any(strangers(last)):
            return
        else:
            # Half removed, it would look like somebody else's.
            last.rename(folder / REPLACED)
    shutil.rmtree(folder, ignore_errors=True)
