"""In: a folder; out: the files in it that we wrote, by a marker that lists their digests.

The marker has no time, no chance and no place in it: equal folders have equal markers. Of a site it
vouches for the manifest, and the manifest for all other files: no digest is listed twice.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from hashlib import file_digest, sha256
from itertools import islice
from pathlib import Path
from stat import S_IMODE

from ict_maturity.data.outputs import MANIFEST_FILE, MARKER
from ict_maturity.problems import RefusedError
from ict_maturity.said import listed, word
from ict_maturity.website.workspace.place import is_own_name, write_if_changed

ABOUT = "ict-maturity wrote these files and replaces the folder as long as it holds no others."
LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""What file managers leave in a folder that somebody only looked at."""

NAMED = 3
FILE_MODE, FOLDER_MODE = 0o644, 0o755


class StrangersError(RefusedError, FileExistsError):
    """A folder holds files that are not ours, or not as we wrote them."""


def seal(folder: Path) -> None:
    """Say that all files of the folder are ours, and let everybody read them."""
    listed = _listed_in(folder)
    mark(folder, (each for each in digests_in(folder).items() if each not in listed.items()))
    let_everybody_read(folder)


def digests_in(folder: Path) -> Mapping[str, str]:
    """The digest of each file in a folder but its marker, by its path there; links are left out."""
    files = {path.relative_to(folder).as_posix(): path for path in entries_of(folder)}
    return {
        name: _digest(path) for name, path in files.items() if is_real_file(path) and name != MARKER
    }


def mark(folder: Path, files: Iterable[tuple[str, str]]) -> None:
    """Write the marker: each file of ours by its path and digest, a changing one with both."""
    lines = [f"{digest} {path}" for path, digest in sorted(set(files))]
    said = {"about": ABOUT, "files": lines, "digest": _digest_of_lines(lines)}
    write_if_changed(folder / MARKER, f"{json.dumps(said, indent=1)}\n".encode())


def sealed(folder: Path) -> Mapping[str, frozenset[str]]:
    """The digests that each file of ours may have; nothing when the marker is not as we wrote it.

    A marker that was copied, or written by hand, vouches for no file that differs.
    """
    files: dict[str, frozenset[str]] = {MARKER: frozenset()}
    try:
        said = json.loads((folder / MARKER).read_text("utf-8"))
        if said["digest"] != _digest_of_lines(said["files"]):
            return {}
        for line in said["files"]:
            digest, _, path = line.partition(" ")
            files[path] = files.get(path, frozenset()) | {digest}
        if MANIFEST_FILE in files and _digest(folder / MANIFEST_FILE) in files[MANIFEST_FILE]:
            for path, digest in _listed_in(folder).items():
                files[path] = files.get(path, frozenset()) | {digest}
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return {}
    return files


def _listed_in(folder: Path) -> Mapping[str, str]:
    """The files of a site that its manifest lists; nothing where there is none."""
    path = folder / MANIFEST_FILE
    if not is_real_file(path):
        return {}
    return {each["path"]: each["sha256"] for each in json.loads(path.read_bytes())["files"]}


def strangers(folder: Path) -> Iterator[str]:
    """The files of a folder that are not as we wrote them, in order; links are never ours."""
    ours = sealed(folder)
    for path in entries_of(folder):
        name = path.relative_to(folder).as_posix()
        if not is_real_file(path):
            if not is_real_folder(path):
                yield name
        elif path.name in LITTER or is_own_name(path.name):
            continue
        elif name not in ours or (name != MARKER and _digest(path) not in ours[name]):
            yield name


def refuse_strangers(folder: Path, called: Path | None = None) -> None:
    """Keep a folder in which anybody else has a file, or changed one of ours.

    `called` is the name by which people know it.
    Raises StrangersError that names the first of them.
    """
    found = list(islice(strangers(folder), NAMED + 1))
    if found:
        names = listed(found[:NAMED], "commas")
        files = word("place.and_more", files=names) if found[NAMED:] else names
        raise StrangersError(word("place.strangers", place=str(called or folder), files=files))


def let_everybody_read(folder: Path) -> None:
    """Whatever the machine's umask is: a server often runs as somebody else."""
    for path in (folder, *entries_of(folder)):
        if not path.is_symlink():
            mode = FOLDER_MODE if path.is_dir() else FILE_MODE
            if S_IMODE(path.stat().st_mode) != mode:
                path.chmod(mode)


def entries_of(folder: Path) -> Iterator[Path]:
    """All files, links and folders below a folder, in order; no link is followed.

    Raises OSError for a folder that cannot be looked into.
    """
    for place, folders, names in os.walk(folder, onerror=_raise):
        folders.sort()
        for name in sorted((*names, *folders)):
            yield Path(place, name)


def _raise(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError):
        raise error


def is_real_file(path: Path) -> bool:
    """Whether the path is an ordinary file itself and not a link to one."""
    return path.is_file() and not path.is_symlink()


def is_real_folder(path: Path) -> bool:
    """Whether the path is a folder itself and not a link to one."""
    return path.is_dir() and not path.is_symlink()


def content_digest(content: bytes) -> str:
    """The SHA-256 of a file's content, as a marker lists it."""
    return sha256(content).hexdigest()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _digest_of_lines(lines: Iterable[str]) -> str:
    return sha256(json.dumps(lines).encode()).hexdigest()
