"""In: one content file; out: its YAML mapping, or the Problems that keep it from being read."""

import os
import re
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from ict_maturity.facts.signs import UNSEEN_SIGNS
from ict_maturity.load.yaml_text import Fault, Parsed, parse_yaml
from ict_maturity.model import Lines
from ict_maturity.problems import MOST_OF_A_FILE, Problem, shortened, wrong
from ict_maturity.said import Phrase, grouped, word

LARGEST_FILE = 1 << 17
LARGEST_EDITION = 1 << 21
"""An edition holds all KPIs and Recommendations in one file."""
CAREFULLY = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
"""What was a file a moment ago may be a link or a pipe by now."""
Data = dict[Any, Any]


class FileData(NamedTuple):
    """The mapping in a file, empty when there are problems, and the line of each field."""

    data: Data
    lines: Lines
    problems: list[Problem]


def read_data(root: Path, file: str) -> FileData:
    """Read `file` (relative to `root`); no folder on the way is a link."""
    for folder in PurePosixPath(file).parents:
        if folder.name and (root / folder).is_symlink():
            return FileData({}, {}, [symlink_problem(folder.as_posix())])
    text, faults = read_text(root / file)
    data, faults, lines = Parsed(None, faults, {}) if faults else parse_yaml(text)
    faults = faults or shape_faults(data)
    problems = list(shortened([fault.within(file) for fault in faults], MOST_OF_A_FILE))
    return FileData({} if problems else data, lines, problems)


def read_text(path: Path, largest: int = LARGEST_FILE) -> tuple[str, list[Fault]]:
    """The file as text, or why it is not a text that may be read."""
    raw, faults = bytes_of(path, largest, word("problem.file-too-large.content"))
    return ("", faults) if faults else decode(raw)


def texts_of(root: Path, files: Iterable[str]) -> Mapping[str, str]:
    """The text of each file, empty for one that is not a text that may be read."""
    return {file: read_text(root / file)[0] for file in files}


def bytes_of(path: Path, largest: int, too_large: Phrase) -> tuple[bytes, list[Fault]]:
    """The bytes of an ordinary file, or why they are not read; `too_large` says what to do then.

    Raises OSError when the file is gone or cannot be read.
    """
    about = path.lstat()
    if stat.S_ISLNK(about.st_mode):
        return b"", [Fault(0, 0, wrong("symlink-not-allowed"))]
    if stat.S_ISDIR(about.st_mode):
        return b"", [Fault(0, 0, wrong("unexpected-file.folder"))]
    if not stat.S_ISREG(about.st_mode):
        return b"", [Fault(0, 0, wrong("unexpected-file.special"))]
    if about.st_size > largest:
        size, most = grouped(about.st_size), grouped(largest)
        return b"", [Fault(0, 0, wrong("file-too-large.bytes", too_large, size=size, most=most))]
    with os.fdopen(os.open(path, CAREFULLY), "rb") as file:
        return file.read(largest), []


def decode(raw: bytes) -> tuple[str, list[Fault]]:
    """UTF-8 text of signs that can be seen, with or without a byte order mark."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        return "", [
            Fault(
                before.count(b"\n") + 1,
                len(before) - before.rfind(b"\n"),
                wrong("not-utf-8", byte=f"0x{raw[error.start]:02x}"),
            )
        ]
    # Machines write the end of a line in two ways; within a line, the sign would hide what follows.
    unseen = UNSEEN_SIGNS.search(text.replace("\r\n", " \n"))
    return ("", [unseen_sign(text, unseen)]) if unseen else (text, [])


def unseen_sign(text: str, match: re.Match[str]) -> Fault:
    """What a screen obeys or leaves out instead of showing it, also where no text is read."""
    start = match.start()
    return Fault(
        text.count("\n", 0, start) + 1,
        start - text.rfind("\n", 0, start),
        wrong("control-character.file", sign=f"U+{ord(match[0]):04X}"),
    )


def shape_faults(data: Any) -> list[Fault]:
    """A content file is a mapping with at least one field."""
    if data is None or data == {}:
        return [Fault(1, 1, wrong("file-empty"))]
    if isinstance(data, dict):
        return []
    found = "list" if isinstance(data, list) else "value"
    return [Fault(1, 1, wrong(f"not-a-mapping.{found}"))]


def symlink_problem(file: str) -> Problem:
    """Links are refused, because they could lead out of the content folder."""
    return wrong("symlink-not-allowed").at(file)
