"""In: a place that somebody named for our files; out: why not there, and names of ours beside it.

What is said here needs no look into the folder; the seal tells whose the files in it are.
"""

import os
import re
from hashlib import sha256
from pathlib import Path

from ict_maturity.problems import RefusedError
from ict_maturity.said import word

ROOT_FILE = "framework.yaml"
PEOPLES_FOLDERS = frozenset(
    {"cycles", "docs", "editions", "kpis", "offices", "recommendations", "schemas"}
)
"""The folders of a content root that people write, or that stand beside what they write."""
DIGITS = 16
OWN_NAME = re.compile(rf"(\..+\.[0-9a-z]+)-([0-9a-f]{{{DIGITS}}})", re.DOTALL)


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


def own_name(place: Path, what: str) -> Path:
    """A hidden name beside `place`, on the same disk; `what` is small letters and digits.

    It ends with a digest of itself, so that a folder tells from its first moment whose it is.
    """
    name = f".{place.name}.{what}"
    return place.with_name(f"{name}-{_digest(name)}")


def is_own_name(name: str) -> bool:
    """Whether we gave this name, for whatever place."""
    match = OWN_NAME.fullmatch(name)
    return match is not None and match[2] == _digest(match[1])


def _digest(name: str) -> str:
    return sha256(b"ict-maturity " + os.fsencode(name)).hexdigest()[:DIGITS]


def write_if_changed(path: Path, content: bytes) -> None:
    """Replace the file in one step, or leave it alone when it holds this content already."""
    if path.is_file() and not path.is_symlink() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    half = _half_of(path)
    try:
        half.write_bytes(content)
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)


def _half_of(path: Path) -> Path:
    """The same name each time, so that a killed writer's file is written over, and a short one."""
    return own_name(path.with_name("half"), sha256(os.fsencode(path.name)).hexdigest()[:8])
