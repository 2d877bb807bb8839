"""In: a place; out: names beside it that only we give, and a file that is whole at every moment."""

import os
import re
from hashlib import sha256
from pathlib import Path

DIGITS = 16
OWN_NAME = re.compile(rf"(\..+\.[0-9a-z]+)-([0-9a-f]{{{DIGITS}}})", re.DOTALL)


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
