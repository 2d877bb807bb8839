"""In: the text of a hand-written page; out: what its first lines say, and the Markdown below."""

import re
from dataclasses import replace
from typing import NamedTuple

from pydantic import ValidationError

from ict_maturity.load.faults import problems_of
from ict_maturity.load.places import Places
from ict_maturity.load.yaml_text import parse_yaml
from ict_maturity.model.page import PageHead
from ict_maturity.problems import Problem, wrong
from ict_maturity.said import listed, word

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
