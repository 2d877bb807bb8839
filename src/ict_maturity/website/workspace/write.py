"""In: a path and its content; out: the file, whole at every moment."""

import os
from hashlib import sha256
from pathlib import Path

from ict_maturity.website.workspace.names import own_name


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
