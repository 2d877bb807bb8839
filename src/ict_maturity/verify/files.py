"""In: a published folder and the manifest in it; out: the files that are not as it lists them.

The folder is walked and its files are looked up in the manifest, so that no name in the manifest,
which anybody may have written, leads anywhere.
"""

import os
import re
import stat
from collections.abc import Iterator, Mapping
from hashlib import file_digest, sha256
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from ict_maturity.data.outputs import FOLDER, MANIFEST_FILE, MARKER
from ict_maturity.export import ARCHIVE
from ict_maturity.said import word
from ict_maturity.verify.folder import LARGEST_FILE, Folder, Place
from ict_maturity.verify.report import Changed

MANIFEST = PurePosixPath(MANIFEST_FILE).name
DIGEST = re.compile(r"[0-9a-f]{64}")


class Files(NamedTuple):
    """The manifest's own digest, empty without one; what it lists, by path; and what is changed.

    `elsewhere` are the listed files that lie outside of the folder that was looked at.
    """

    manifest: str
    listed: Mapping[str, str]
    changed: tuple[Changed, ...]
    elsewhere: int

    @property
    def compared(self) -> int:
        """How many listed files were looked for."""
        return len(self.listed) - self.elsewhere


def compared_files(folder: Folder, place: Place) -> Files:
    """Compare every file of a site, or of its data alone, with the manifest of its data.

    `folder` is that of the data; what is wrong with the manifest itself is noted there.
    """
    raw = folder.content(MANIFEST) if folder.has(MANIFEST) else None
    listed = files_listed(folder) if raw is not None else None
    if raw is None or listed is None:
        return Files("", {}, (), 0)
    top, below = (place.site, "") if place.site else (place.data, f"{FOLDER}/")
    here = {path: digest for path, digest in listed.items() if path.startswith(below)}
    if place.site is None and not folder.has(PurePosixPath(ARCHIVE).name):
        here.pop(ARCHIVE, None)  # It was unpacked.
    changed = tuple(changes(top, below, here))
    return Files(sha256(raw).hexdigest(), listed, changed, len(listed) - len(here))


def files_listed(folder: Folder) -> Mapping[str, str] | None:
    """The digests that the manifest lists, by path; None, and noted why, when it is not one."""
    data = folder.json(MANIFEST)
    if data is None:
        return None
    entries = data.get("files")
    if not isinstance(entries, list):
        folder.refuse(MANIFEST, word("verify.no_list", name="files"))
        return None
    found: dict[str, str] = {}
    for index, entry in enumerate(entries):
        path, digest = path_and_digest(entry)
        if not path or path in found:
            folder.refuse(MANIFEST, word("verify.no_listed_file", path=f"files.{index}"))
            return None
        found[path] = digest
    return found


def path_and_digest(entry: Any) -> tuple[str, str]:
    """What an entry of the manifest says; empty texts when it says something else."""
    values = (entry.get("path"), entry.get("sha256")) if isinstance(entry, dict) else ()
    match values:
        case (str(path), str(digest)) if path and DIGEST.fullmatch(digest):
            return path, digest
    return "", ""


def changes(top: Path, below: str, listed: Mapping[str, str]) -> Iterator[Changed]:
    """Every file that is not as it is listed, in the order of the paths; `below` begins them."""
    there = set(names_in(top, below)) - {MANIFEST_FILE, MARKER}
    for name in sorted({*there, *listed}):
        if name not in listed:
            yield Changed(name, "unlisted")
        elif name not in there:
            yield Changed(name, "missing")
        else:
            digest = digest_of(top / name.removeprefix(below))
            if digest != listed[name]:
                yield Changed(name, "changed" if digest else "unreadable")


def names_in(top: Path, below: str) -> Iterator[str]:
    """Every file and every link below a folder; no link is followed."""
    for place, folders, names in os.walk(top):
        here = Path(place)
        links = [name for name in folders if (here / name).is_symlink()]
        for name in (*names, *links):
            yield below + (here / name).relative_to(top).as_posix()


def digest_of(path: Path) -> str:
    """The SHA-256 of a file; empty for a link, no file, one too large and one kept from us."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return ""
    with os.fdopen(descriptor, "rb") as file:
        about = os.fstat(file.fileno())
        if not stat.S_ISREG(about.st_mode) or about.st_size > LARGEST_FILE:
            return ""
        return file_digest(file, "sha256").hexdigest()
