"""In: one content file; out: its YAML mapping, or the Problems that keep it from being read."""

import os
import re
import stat
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from ict_maturity.facts.signs import UNSEEN_SIGNS
from ict_maturity.load.yaml_text import Fault, Parsed, parse_yaml
from ict_maturity.model import Lines
from ict_maturity.problems import MOST_OF_A_FILE, Problem, shortened

LARGEST_FILE = 1 << 17
LARGEST_EDITION = 1 << 21
"""An edition holds all KPIs and Recommendations in one file."""
PASTED = "Content files have 20 to 600 lines; look for text that was pasted by mistake."
NO_FILE = ("This is not an ordinary file.", "Remove it; only files and folders are read.")
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
    raw, faults = read_bytes(path, largest, PASTED)
    return ("", faults) if faults else decode(raw)


def read_bytes(path: Path, largest: int, too_large: str) -> tuple[bytes, list[Fault]]:
    """The bytes of an ordinary file, or why they are not read; `too_large` says what to do then.

    Raises OSError when the file is gone or cannot be read.
    """
    about = path.lstat()
    if stat.S_ISLNK(about.st_mode):
        problem = symlink_problem(path.name)
        return b"", [Fault(0, 0, problem.code, problem.message, problem.hint)]
    if stat.S_ISDIR(about.st_mode):
        message, hint = "Expected a file here.", "Move the folder elsewhere."
        return b"", [Fault(0, 0, "unexpected-file", message, hint)]
    if not stat.S_ISREG(about.st_mode):
        return b"", [Fault(0, 0, "unexpected-file", *NO_FILE)]
    if about.st_size > largest:
        message = f"The file has {about.st_size:,} bytes; at most {largest:,} are read."
        return b"", [Fault(0, 0, "file-too-large", message, too_large)]
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
                "not-utf-8",
                f"The byte 0x{raw[error.start]:02x} is not UTF-8 text.",
                "Save the file with the encoding UTF-8.",
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
        "control-character",
        f"There is a sign that cannot be seen: U+{ord(match[0]):04X}.",
        "Delete it, or type the line anew.",
    )


def shape_faults(data: Any) -> list[Fault]:
    """A content file is a mapping with at least one field."""
    if data is None or data == {}:
        return [
            Fault(
                1,
                1,
                "file-empty",
                "The file is empty.",
                "Fill it, or delete it; `ict-maturity new` writes a skeleton to start from.",
            )
        ]
    if isinstance(data, dict):
        return []
    found = "a list" if isinstance(data, list) else "a single value"
    return [
        Fault(
            1,
            1,
            "not-a-mapping",
            f"Expected fields with names, found {found}.",
            "Start each line with a field's name and a colon.",
        )
    ]


def symlink_problem(file: str) -> Problem:
    """Links are refused, because they could lead out of the content folder."""
    return Problem(
        file,
        0,
        0,
        "symlink-not-allowed",
        "This is a symbolic link; content is read from real files only.",
        "Put a copy of the file in its place.",
    )
