"""In: a place that somebody named for our files; out: why they may not go there, if they may not.

What is said here needs no look into the folder; the seal tells whose the files in it are.
"""

from pathlib import Path

from ict_maturity.problems import RefusedError
from ict_maturity.said import word

ROOT_FILE = "framework.yaml"
PEOPLES_FOLDERS = frozenset(
    {"cycles", "docs", "editions", "kpis", "offices", "recommendations", "schemas"}
)
"""The folders of a content root that people write, or that stand beside what they write."""


class PlaceError(RefusedError, OSError):
    """A place where our files may not be; the words say why, and what to do."""


def refuse_place(place: Path, root: Path) -> None:
    """Keep our files away from content, from what is above it, and from what is no folder.

    Raises PlaceError with what is wrong and what to do.
    """
    if place.is_symlink():
        raise PlaceError(word("place.link", place=str(place)))
    where, top = _resolved(place), _resolved(root)
    for above in place.absolute().parents:
        # Outside of the root links are the machine's own, as /tmp is on some.
        if above.is_symlink() and _resolved(above.parent).is_relative_to(top):
            raise PlaceError(word("place.behind_link", place=str(place), link=str(above)))
    if where in (top, *top.parents):
        raise PlaceError(word("place.content", place=str(place)))
    if where.exists() and not where.is_dir():
        raise PlaceError(word("place.file", place=str(place)))
    if ".git" in _small(where):
        raise PlaceError(word("place.git", place=str(place)))
    for above in where.parents:
        inside = where.relative_to(above)
        if _small(inside)[0] in PEOPLES_FOLDERS and (above / ROOT_FILE).is_file():
            folder = f"{inside.parts[0]}/"
            raise PlaceError(word("place.among_content", place=str(place), folder=folder))


def _small(path: Path) -> tuple[str, ...]:
    """The parts of a path for a disk that ignores capital letters."""
    return tuple(part.casefold() for part in path.parts)


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except RuntimeError as error:  # what Python says before 3.13
        raise PlaceError(word("place.circle", place=str(path))) from error
