"""In: the place of what is private; out: its folders and files, which only their owner reads."""

import fcntl
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from ict_maturity.problems import RefusedError
from ict_maturity.said import word

OTHERS = 0o077
OWNER = 0o700
HALF = ".half"
"""What is being written; one name, so that what a killed command left is written over."""


class PrivateError(RefusedError, OSError):
    """A place where private files may not be; the words say why, and what to do."""


@dataclass(frozen=True)
class PrivateFolder:
    """The folder with all that only those who run a round may see."""

    path: Path

    def round(self, cycle: str) -> Path:
        """The folder of a round.

        Raises PrivateError when it was never made, or is not kept from others.
        """
        for folder in self._way_to(cycle):
            refuse_open(folder)
        return self.path / "rounds" / cycle

    def made_round(self, cycle: str) -> Path:
        """The same, made where it is missing."""
        for folder in self._way_to(cycle):
            make(folder)
        return self.path / "rounds" / cycle

    def _way_to(self, cycle: str) -> tuple[Path, ...]:
        return self.path / "rounds", self.path / "rounds" / cycle


def private_folder(path: Path, root: Path) -> PrivateFolder:
    """The private folder at `path`, beside the content root.

    Raises PrivateError when there is none, when others may read or write it, and when it lies
    where its files could be published.
    """
    refuse_published(path, root)
    refuse_open(path)
    return PrivateFolder(path.resolve())


def made_private_folder(path: Path, root: Path) -> PrivateFolder:
    """The same, made where it is missing; the folder around it must be there."""
    refuse_published(path, root)
    make(path)
    return PrivateFolder(path.resolve())


def refuse_published(path: Path, root: Path) -> None:
    """Keep private files out of every git work tree and away from the content root.

    Raises PrivateError with what is wrong and what to do.
    """
    where, top = path.resolve(), root.resolve()
    if where.is_relative_to(top) or top.is_relative_to(where):
        raise PrivateError(word("private.content", folder=str(path), root=str(root)))
    for folder in (where, *where.parents):
        if folder.name.casefold() == ".git" or os.path.lexists(folder / ".git"):
            raise PrivateError(word("private.git", folder=str(path), repository=str(folder)))


def refuse_open(folder: Path) -> None:
    """Take only a real folder to which nobody but its owner has a right.

    Raises PrivateError with what is wrong and what to do.
    """
    try:
        about = folder.lstat()
    except FileNotFoundError as error:
        raise PrivateError(word("private.missing", folder=str(folder))) from error
    if stat.S_ISLNK(about.st_mode):
        raise PrivateError(word("private.link", folder=str(folder)))
    if not stat.S_ISDIR(about.st_mode):
        raise PrivateError(word("private.file", folder=str(folder)))
    if about.st_mode & OTHERS:
        raise PrivateError(word("private.others", folder=str(folder)))


def make(folder: Path) -> None:
    """Make a folder for its owner alone, unless it is there.

    Raises PrivateError when what is there is not kept from others.
    """
    with suppress(FileExistsError):
        folder.mkdir(mode=OWNER)
    refuse_open(folder)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Let one program at a time write into a folder; the others wait."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC | os.O_NOFOLLOW)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file for its owner alone: it is as it was, or wholly new, also after a power cut.

    The caller holds the lock of the folder.
    """
    half = path.with_name(HALF)
    try:
        half.unlink(missing_ok=True)
        descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)
    settle(path.parent)


def settle(folder: Path) -> None:
    """Let the disk keep which files a folder has."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
