"""In: a place that somebody named for our files; out: why they may not go there, if they may not.

What is said here needs no look into the folder; the seal tells whose the files in it are.
"""

import errno
from pathlib import Path

ROOT_FILE = "framework.yaml"
PEOPLES_FOLDERS = frozenset(
    {"cycles", "docs", "editions", "kpis", "offices", "recommendations", "schemas"}
)
"""The folders of a content root that people write, or that stand beside what they write."""

INSTEAD = "Name another folder"


def refuse_place(place: Path, root: Path) -> None:
    """Keep our files away from content, from what is above it, and from what is no folder.

    Raises OSError with what is wrong and what to do.
    """
    if place.is_symlink():
        raise OSError(f"{place} is a link. Name the folder itself")
    where, top = _resolved(place), _resolved(root)
    for above in place.absolute().parents:
        # Outside of the root links are the machine's own, as /tmp is on some.
        if above.is_symlink() and _resolved(above.parent).is_relative_to(top):
            raise OSError(f"{place} lies behind {above}, which is a link. Remove the link")
    if where in (top, *top.parents):
        raise OSError(f"{place} is the folder of the content or lies above it. {INSTEAD}")
    if where.exists() and not where.is_dir():
        raise OSError(f"{place} is a file and not a folder. {INSTEAD}")
    if ".git" in _small(where):
        raise OSError(f"{place} lies in git's own folder. {INSTEAD}")
    for above in where.parents:
        inside = where.relative_to(above)
        if _small(inside)[0] in PEOPLES_FOLDERS and (above / ROOT_FILE).is_file():
            raise OSError(f"{place} lies in {inside.parts[0]}/, among content. {INSTEAD}")


def _small(path: Path) -> tuple[str, ...]:
    """The parts of a path for a disk that ignores capital letters."""
    return tuple(part.casefold() for part in path.parts)


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except RuntimeError as error:  # what Python says before 3.13
        raise OSError(errno.ELOOP, "its links lead round in a circle", str(path)) from error
