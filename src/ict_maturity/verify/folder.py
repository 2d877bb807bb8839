"""In: a folder of published data files; out: their content, read with care: anybody wrote it."""

import json
import os
import stat
from pathlib import Path
from typing import Any, NamedTuple

from ict_maturity.data.outputs import FOLDER as DATA
from ict_maturity.problems import RefusedError
from ict_maturity.said import Phrase, grouped, listed, word
from ict_maturity.verify.report import Unreadable

FIRST_FILE = "framework.json"
LARGEST_FILE = 64 << 20


class NoDataError(RefusedError):
    """There is no published data at a place; the words say what to name instead."""


class Place(NamedTuple):
    """The folder `data/v1` of a published site, and the site, None when only the data are there."""

    data: Path
    site: Path | None


def published_at(place: str) -> Place:
    """What is published at a place: a site, an edition of it, or its folder `data/v1` alone.

    Raises NoDataError when there is none.
    """
    if "://" in place:
        raise NoDataError(word("verify.address", place=place, folder=DATA))
    root = Path(place)
    if not root.is_dir():
        raise NoDataError(word("verify.no_folder", place=place))
    inside = root / DATA
    if (inside / FIRST_FILE).is_file():
        for link in (inside, inside.parent):
            if link.is_symlink():
                raise NoDataError(word("verify.link", folder=str(link)))
        return Place(inside, root)
    if (root / FIRST_FILE).is_file():
        return Place(root, None)
    editions = sorted(path.parents[2].name for path in root.glob(f"*/{DATA}/{FIRST_FILE}"))
    if editions:
        known = listed(editions, "commas")
        raise NoDataError(word("verify.several_editions", place=place, editions=known))
    raise NoDataError(word("verify.no_data", place=place, folder=DATA, file=FIRST_FILE))


class Folder:
    """Reads files of one folder and gathers which of them cannot be read, and why.

    No link is followed, so nothing outside of the folder is read.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.unreadable: list[Unreadable] = []

    def refuse(self, file: str, message: Phrase) -> None:
        """Note why a file cannot be used."""
        self.unreadable.append(Unreadable(file, message, word("verify.fetch_again")))

    def files(self) -> tuple[str, ...]:
        """Every file, relative to the folder, in order; hidden ones are left out."""
        found = []
        for place, folders, names in os.walk(self.root):
            folders[:] = [name for name in folders if not name.startswith(".")]
            here = Path(place).relative_to(self.root)
            found += [(here / name).as_posix() for name in names if not name.startswith(".")]
        return tuple(sorted(found))

    def has(self, file: str) -> bool:
        """Whether there is something of this name, readable or not."""
        return os.path.lexists(self.root / file)

    def text(self, file: str) -> str | None:
        """A file's text, None when it cannot be read."""
        raw = self.content(file)
        if raw is None:
            return None
        try:
            return raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            byte = f"0x{raw[error.start]:02x}"
            self.refuse(file, word("verify.not_utf_8", byte=byte, place=error.start))
            return None

    def json(self, file: str) -> dict[str, Any] | None:
        """The object in a JSON file, None when it cannot be read."""
        text = self.text(file)
        if text is None:
            return None
        try:
            data = json.loads(
                text,
                object_pairs_hook=with_keys_once,
                parse_constant=no_number,
                parse_float=number,
            )
        except json.JSONDecodeError as error:
            place = {"line": error.lineno, "column": error.colno}
            self.refuse(file, word("verify.grammar", reason=error.msg, **place))
        except RecursionError:
            self.refuse(file, word("verify.nested_too_deep"))
        except RefusedError as error:
            self.refuse(file, word("verify.not_json", reason=error.said))
        except ValueError as error:
            self.refuse(file, word("verify.not_json", reason=str(error)))
        else:
            if isinstance(data, dict):
                return data
            self.refuse(file, word("verify.no_object"))
        return None

    def content(self, file: str) -> bytes | None:
        """A file's bytes, None when it cannot be read."""
        path = self.root / file
        parts = [
            self.root.joinpath(*Path(file).parts[: n + 1]) for n in range(len(Path(file).parts))
        ]
        if any(part.is_symlink() for part in parts):
            self.refuse(file, word("verify.symlink"))
            return None
        try:
            about = path.lstat()
        except OSError:
            self.refuse(file, word("verify.missing"))
            return None
        if not stat.S_ISREG(about.st_mode):
            self.refuse(file, word("verify.no_file"))
            return None
        if about.st_size > LARGEST_FILE:
            size, most = grouped(about.st_size), grouped(LARGEST_FILE)
            self.refuse(file, word("verify.too_large", size=size, most=most))
            return None
        try:
            return path.read_bytes()
        except OSError as error:
            self.refuse(file, word("verify.not_allowed", reason=str(error.strerror)))
            return None


def with_keys_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object; with a key given twice, readers would see different values."""
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise RefusedError(word("verify.key_twice", key=twice[:60]))
    return found


def number(text: str) -> float:
    """A number; 1.0 is the whole number 1, as it is for JavaScript."""
    found = float(text)
    return int(found) if found.is_integer() else found


def no_number(name: str) -> Any:
    """NaN and Infinity are not JSON."""
    raise RefusedError(word("verify.no_number", word=name))
