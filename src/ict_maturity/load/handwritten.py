"""In: docs/ of a content root; out: its files as published, page heads and worked examples read."""

import re
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import NamedTuple, TypeVar

from pydantic import ValidationError

from ict_maturity.data.outputs import Output
from ict_maturity.data.shell import NAME, STAMPS
from ict_maturity.facts.values import Model
from ict_maturity.load.faults import problems_of
from ict_maturity.load.one_file import bytes_of, decode, shape_faults
from ict_maturity.load.places import Places
from ict_maturity.load.walk import files_below
from ict_maturity.load.yaml_text import parse_yaml
from ict_maturity.model.settings import PageHead
from ict_maturity.problems import Problem, RefusedError, first_ones, wrong
from ict_maturity.said import listed, word

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
        raw, faults = bytes_of(root / file, largest, word("problem.file-too-large.docs"))
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


HEAD = re.compile(r"-{3}[ \t]*\n(.*?\n)(?:-{3}|\.{3})[ \t]*\n", re.DOTALL)
"""As the site engine finds it."""
LOOSE = re.compile(r"-{3}|[ ]{0,3}[A-Za-z0-9_-]+:")
"""What the site engine might take for fields although no lines of hyphens stand around them."""

KNOWN = word("problem.field-unknown.page", fields=listed(PageHead.model_fields, "commas"))


class PageText(NamedTuple):
    """A page: what its head says, and its Markdown on the lines where it stands in the file."""

    head: PageHead
    markdown: str


def read_page(text: str, file: str) -> tuple[PageText | None, list[Problem]]:
    """The page, or everything that is wrong with its head."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    match = HEAD.match(text)
    if not match:
        return (None, [loose(file)]) if LOOSE.match(text) else (PageText(PageHead(), text), [])
    # The first line stands for the hyphens, so that lines are those of the file.
    head = f"\n{match[1]}"
    data, faults, _ = parse_yaml(head)
    problems = [fault.within(file) for fault in faults]
    if problems:
        return None, problems
    try:
        read = PageHead.model_validate({} if data is None else data)
    except ValidationError as error:
        found = problems_of(error, PageHead, file, Places.of_text(file, head))
        return None, [
            replace(each, hint=KNOWN) if each.code == "field-unknown" else each for each in found
        ]
    blank = "\n" * match[0].count("\n")
    return PageText(read, blank + text[match.end() :]), []


def loose(file: str) -> Problem:
    """A page that begins like one with fields, and has none."""
    return wrong("wrong-form.page").at(file, 1, 1)


AnyModel = TypeVar("AnyModel", bound=Model)


def read_example(text: str, model: type[AnyModel], page: str) -> AnyModel:
    """The example; lines count from its own first one.

    Raises RefusedError with every problem.
    """
    place = f"{page}, in the example"
    data, faults, _ = parse_yaml(text)
    faults = faults or shape_faults(data)
    if faults:
        raise refused([fault.within(place) for fault in faults])
    try:
        return model.model_validate(data)
    except ValidationError as error:
        places = Places.of_text(place, text)
        raise refused(problems_of(error, model, place, places)) from error


def refused(problems: list[Problem]) -> RefusedError:
    """All problems, as the check prints them."""
    return RefusedError(listed([problem.told() for problem in first_ones(problems)], "paragraphs"))
