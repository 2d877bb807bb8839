"""In: docs/ of a content root; out: its files as they will be published, and their Problems."""

from pathlib import Path, PurePosixPath

from ict_maturity.data.outputs import Output
from ict_maturity.data.shell import NAME, STAMPS
from ict_maturity.load.one_file import decode, read_bytes
from ict_maturity.load.walk import files_below
from ict_maturity.problems import Problem, wrong
from ict_maturity.said import word

HANDWRITTEN = "docs"
LARGEST_PAGE = 1 << 16
LARGEST_PICTURE = 1 << 23


def handwritten(root: Path) -> tuple[tuple[Output, ...], tuple[Problem, ...]]:
    """The files of docs/, except hidden ones; a page is UTF-8 text.

    Raises OSError when something cannot be read.
    """
    outputs: list[Output] = []
    files, problems = files_below(root, HANDWRITTEN)
    for file in files:
        is_page = PurePosixPath(file).suffix == ".md"
        largest = LARGEST_PAGE if is_page else LARGEST_PICTURE
        if is_kept_for_the_machine(file):
            problems.append(kept(file))
            continue
        raw, faults = read_bytes(root / file, largest, word("problem.file-too-large.docs"))
        faults = faults or (decode(raw)[1] if is_page else [])
        problems += [fault.within(file) for fault in faults]
        if not faults:
            outputs.append(Output(file.removeprefix(f"{HANDWRITTEN}/"), raw, file))
    return tuple(outputs), tuple(problems)


def is_kept_for_the_machine(file: str) -> bool:
    """Whether a file would be taken for what pages are stamped with, and not be checked."""
    path = PurePosixPath(file).relative_to(HANDWRITTEN)
    return path.parts[0].casefold() == STAMPS or NAME in (path.stem, *path.parts[:-1])


def kept(file: str) -> Problem:
    """A file with such a name."""
    return wrong("unexpected-file.kept").at(file)
