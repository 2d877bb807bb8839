"""In: a folder that people fill; out: its files and folders, and what must not lie there.

The one walk for content and hand-written pages: no link is followed, hidden files are left out.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

from ict_maturity.facts.signs import INVISIBLE_SIGNS
from ict_maturity.load.one_file import symlink_problem
from ict_maturity.problems import Problem, Wrong, wrong
from ict_maturity.said import word

DEEPEST_FOLDER = 10
NOT_EVERYWHERE = re.compile(r'[\\:*?"<>|]|[ .]\Z|\A ')
"""What a name cannot have on every machine that the content is cloned to."""


class Entries(NamedTuple):
    """The names in one folder, in order; `refused` are links and what is no file, as a pipe is."""

    files: list[str]
    folders: list[str]
    refused: list[str]
    problems: list[Problem]


def entries_of(root: Path, folder: str) -> Entries:
    """What lies in `folder` (relative to `root`), nothing when there is no such folder.

    Raises OSError when it cannot be listed.
    """
    entries = Entries([], [], [], [])
    if (root / folder).is_symlink():
        entries.problems.append(symlink_problem(folder))
        return entries
    try:
        with os.scandir(root / folder) as listed:
            found = sorted(listed, key=lambda entry: entry.name)
    except FileNotFoundError:
        return entries
    except NotADirectoryError:
        entries.problems.append(wrong("unexpected-file.file").at(folder))
        return entries
    seen: dict[str, str] = {}
    for entry in found:
        if entry.name.startswith("."):
            continue
        path = f"{folder}/{entry.name}"
        fault = next(name_faults(entry.name, path, seen), None)
        if fault:
            entries.problems.append(fault)
        elif entry.is_symlink():
            entries.refused.append(entry.name)
            entries.problems.append(symlink_problem(path))
        elif entry.is_dir():
            entries.folders.append(entry.name)
        elif entry.is_file():
            entries.files.append(entry.name)
        else:
            entries.refused.append(entry.name)
            entries.problems.append(wrong("unexpected-file.special").at(path))
    return entries


def files_below(root: Path, folder: str) -> tuple[list[str], list[Problem]]:
    """Every file in `folder` and the folders inside it, by its path from the root.

    Raises OSError when a folder cannot be listed.
    """
    files: list[str] = []
    problems: list[Problem] = []
    waiting = [folder]
    while waiting:
        place = waiting.pop()
        found = entries_of(root, place)
        files += [f"{place}/{name}" for name in found.files]
        problems += found.problems
        inner = [f"{place}/{name}" for name in found.folders]
        if inner and place.removeprefix(folder).count("/") >= DEEPEST_FOLDER:
            deep = wrong("nested-too-deep.folders", most=DEEPEST_FOLDER)
            problems.append(deep.at(inner[0]))
        else:
            waiting += reversed(inner)
    return files, problems


def name_faults(name: str, path: str, seen: dict[str, str]) -> Iterator[Problem]:
    """What is wrong with a name; `seen` has the others, each as a careless disk compares it."""
    fault = name_fault(name)
    if fault:
        yield fault.at(path)
    other = seen.setdefault(normalize("NFC", name.casefold()), name)
    if other != name:
        yield wrong("file-name-not-allowed.same", name=name, other=other).at(path)


def name_fault(name: str) -> Wrong | None:
    """What is wrong with the name of a file or folder, None when it is the same everywhere."""
    hint = word("problem.file-name-not-allowed.hint")
    try:
        os.fsencode(name).decode("utf-8")
    except UnicodeDecodeError:
        return wrong("file-name-not-allowed.utf_8", hint)
    if not name.isprintable() or INVISIBLE_SIGNS.search(name):
        return wrong("file-name-not-allowed.unseen", hint)
    if normalize("NFC", name) != name:
        return wrong("file-name-not-allowed.accents", hint)
    match = NOT_EVERYWHERE.search(name)
    return wrong("file-name-not-allowed.sign", hint, sign=match[0]) if match else None
