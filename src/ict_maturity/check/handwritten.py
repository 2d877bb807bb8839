"""In: the files of docs/; out: Problems of what could run in a browser or while a site is built."""

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from markdown_it.token import Token

from ict_maturity.check.markdown import (
    BLANK_LINE,
    READER,
    all_tokens,
    is_allowed,
    raw_html,
    table_is_ragged,
)
from ict_maturity.check.page_template import HINT, template_fault
from ict_maturity.load.one_file import decode
from ict_maturity.load.page_head import read_page
from ict_maturity.outputs import Output
from ict_maturity.problems import Problem, short

OPENING = re.compile(r"[\[<]")
MOST_OPENINGS = 200
MARK = re.compile(r"^[ \t>]*(?:#|~{3}|`{3}|=|-+[ \t]*$)", re.MULTILINE)
MOST_MARKS = 1000
"""Ours have 24 openings in a part and 303 marks in a page at most."""
TEXTS = ("inline", "html_block")
PAGE = ".md"
SHOWN = frozenset({PAGE, ".csv", ".gif", ".jpeg", ".jpg", ".json", ".pdf", ".png", ".txt", ".webp"})
"""Files that a browser shows or saves, and never runs in the name of the site."""


def check_handwritten(files: Iterable[Output]) -> Iterator[Problem]:
    """What is wrong with hand-written pages and the files beside them."""
    for each in files:
        file = each.source or each.path
        suffix = PurePosixPath(file).suffix
        if suffix == PAGE:
            raw = each.content if isinstance(each.content, bytes) else each.content.encode()
            yield from page_problems(decode(raw)[0], file)
        elif suffix.lower() == PAGE or suffix.lower() not in SHOWN:
            yield Problem(
                file,
                0,
                0,
                "unexpected-file",
                f'A file that ends in "{suffix[:20]}" is not published: it might run in a browser.',
                f"Files of docs/ end in {', '.join(sorted(SHOWN))}.",
            )


def page_problems(text: str, file: str) -> Iterator[Problem]:
    """What is wrong with one page."""
    page, problems = read_page(text, file)
    yield from problems
    if page is None:
        return
    for line, code, message, hint in costly_faults(page.markdown) or markdown_faults(page.markdown):
        yield Problem(file, line, 0, code, message, hint)
    fault = template_fault(page.markdown) if page.head.render_macros else None
    if fault:
        yield Problem(file, fault.line, 0, "template-not-allowed", fault.message, HINT)


def costly_faults(text: str) -> list[tuple[int, str, str, str]]:
    """Paragraphs and tables over which a reader of Markdown would sit for minutes."""
    marks = list(MARK.finditer(text))
    if len(marks) > MOST_MARKS:
        line = text.count("\n", 0, marks[MOST_MARKS].start()) + 1
        message = f"This page has more than {MOST_MARKS} headings and beginnings of code."
        return [(line, "markdown-not-allowed", message, "Make two pages of it.")]
    faults = []
    end = 0
    for block in BLANK_LINE.split(text):
        start = text.index(block, end)
        end = start + len(block)
        if len(OPENING.findall(block)) > MOST_OPENINGS or table_is_ragged(block):
            line = text.count("\n", 0, start) + 1
            message = (
                f"This part has more than {MOST_OPENINGS} signs that may open a link or a tag, "
            )
            message += "or a table whose rows are much shorter than its head."
            hint = (
                "Put empty lines between its parts, and as many cells in each row as in the head."
            )
            faults.append((line, "markdown-not-allowed", message, hint))
    return faults


def markdown_faults(text: str) -> Iterator[tuple[int, str, str, str]]:
    """Raw HTML, links that lead elsewhere than to web pages, and pictures of other sites."""
    for line, token in with_lines(READER.parse(text)):
        html = next(raw_html([*all_tokens([token])]), None) if token.type in TEXTS else None
        if html is not None:
            yield (
                line,
                "html-in-markdown",
                f"Raw HTML is not allowed in a page: {short(html)}",
                "Use Markdown instead; put `backquotes` around a sign that is meant as text.",
            )
        link = str(token.attrs.get("href", ""))
        if not is_allowed(link):
            yield (
                line,
                "link-not-allowed",
                f"This link is not allowed: {short(link)}",
                "Links begin with https:// or http://, or name a page from here: ../kpis/k07.md.",
            )
        picture = str(token.attrs.get("src", ""))
        if not is_own_file(picture):
            yield (
                line,
                "link-not-allowed",
                f"This picture is not one of this site: {short(picture)}",
                "Put the picture into docs/assets/ and name it from this page: assets/picture.png.",
            )


def is_own_file(address: str) -> bool:
    """Whether an address names a file of this site, seen from the page."""
    return is_allowed(address) and ":" not in address and not address.startswith("\\")


def with_lines(tokens: Iterable[Token]) -> Iterator[tuple[int, Token]]:
    """Each token and those inside it, with the line of the text, from 1."""
    for token in tokens:
        line = token.map[0] + 1 if token.map else 0
        yield line, token
        for child in token.children or ():
            yield line, child
            line += child.type in ("softbreak", "hardbreak")
