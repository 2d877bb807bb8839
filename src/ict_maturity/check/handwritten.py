"""In: the files of docs/; out: Problems of what could run in a browser or while a site is built."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import islice
from pathlib import PurePosixPath

from markdown_it.token import Token

from ict_maturity.check.markdown import (
    BLANK_LINE,
    Reader,
    all_tokens,
    is_allowed,
    raw_html,
    table_is_ragged,
)
from ict_maturity.check.page_template import template_fault
from ict_maturity.data.outputs import Output
from ict_maturity.facts.signs import UNSEEN_SIGNS
from ict_maturity.load.handwritten import read_page
from ict_maturity.load.one_file import decode
from ict_maturity.problems import Problem, Wrong, short, wrong
from ict_maturity.said import grouped, listed, word

SIGN = re.compile(r"[\\*_`&<\[]")
LEADING = re.compile(r"^(?:[ \t>]|[*+:-](?=[ \t])|[0-9]+[.)](?=[ \t]))+", re.MULTILINE)
MARK = re.compile(r" {4}|\t|>|[*+:-](?=[ \t])|[0-9]+[.)]")
MOST_LINES = 2000
MOST_SIGNS = 4000
MOST_OPENINGS = 500
MOST_LINES_OF_PART = 150
LONGEST_PART = 5000
MOST_SIGNS_OF_PART = 200
DEEPEST = 10
"""Ours have 1,323 lines, 1,347 signs and 46 openings in a page at most, 122 lines, 4,394 characters
and 86 signs in a part, and 8 marks before a line."""
TEXTS = ("inline", "html_block")
LINE = re.compile(r"^", re.MULTILINE)
OPENING = re.compile(r"[\[<]")
BOUNDS_OF_PAGE = (
    (LINE, MOST_LINES, "lines"),
    (SIGN, MOST_SIGNS, "marks"),
    (OPENING, MOST_OPENINGS, "openings"),
)
"""Each use of a footnote is compared with all others, so that 3,000 took nine seconds."""
UNREADABLE = re.compile(rf"[\\\t\n]|{UNSEEN_SIGNS.pattern}")
"""What browsers read as a slash, leave out or do not show."""
PAGE = ".md"
SHOWN = frozenset({PAGE, ".csv", ".gif", ".jpeg", ".jpg", ".json", ".pdf", ".png", ".txt", ".webp"})
"""Files that a browser shows or saves, and never runs in the name of the site."""


class PageReader(Reader):
    """The parser of pages, in which an address may be defined elsewhere, told as it is written."""

    def __init__(self) -> None:
        super().__init__()
        self.enable("reference")

    def normalizeLink(self, url: str) -> str:
        """An address as somebody wrote it, so that a problem can name it."""
        return url


PAGE_READER = PageReader()


def check_handwritten(files: Iterable[Output]) -> Iterator[Problem]:
    """What is wrong with hand-written pages and the files beside them."""
    for each in files:
        file = each.source or each.path
        suffix = PurePosixPath(file).suffix
        if suffix == PAGE:
            yield from page_problems(decode(each.content)[0], file)
        elif suffix.lower() == PAGE or suffix.lower() not in SHOWN:
            endings = listed(sorted(SHOWN), "commas")
            yield wrong("unexpected-file.ending", ending=suffix[:20], endings=endings).at(file)


def page_problems(text: str, file: str) -> Iterator[Problem]:
    """What is wrong with one page."""
    page, problems = read_page(text, file)
    yield from problems
    if page is None:
        return
    for line, what in costly_faults(page.markdown) or markdown_faults(page.markdown):
        yield what.at(file, line)
    fault = template_fault(page.markdown) if page.head.render_macros else None
    if fault:
        yield fault.what.at(file, fault.line)


def costly_faults(text: str) -> list[tuple[int, Wrong]]:
    """What a reader of Markdown might sit over for minutes, or never come back from.

    Its work grows with the square of a part, and with each list or quote within another: so it is
    lines, signs and depth that have bounds, whatever they are written for.
    """
    for form, most, things in BOUNDS_OF_PAGE:
        found = [*islice(form.finditer(text), most + 1)]
        if len(found) > most:
            hint = word("problem.markdown-not-allowed.hint")
            what = wrong(f"markdown-not-allowed.{things}", hint, most=grouped(most))
            return [fault_at(text, found[-1].start(), what)]
    faults = []
    for leading in LEADING.finditer(text):
        if len(MARK.findall(leading[0])) > DEEPEST:
            what = wrong("markdown-not-allowed.deep", most=DEEPEST)
            faults.append(fault_at(text, leading.start(), what))
    end = 0
    for part in BLANK_LINE.split(text):
        start = text.index(part, end)
        end = start + len(part)
        much = too_much(part)
        if much:
            faults.append(fault_at(text, start, much))
    return faults


def too_much(part: str) -> Wrong | None:
    """Why what stands between two empty lines is not read; None when it is."""
    hint = word("problem.markdown-not-allowed.part")
    if part.count("\n") >= MOST_LINES_OF_PART:
        return wrong("markdown-not-allowed.part_lines", hint, most=MOST_LINES_OF_PART)
    if len(part) > LONGEST_PART:
        return wrong("markdown-not-allowed.part_size", hint, most=grouped(LONGEST_PART))
    if len(SIGN.findall(part)) > MOST_SIGNS_OF_PART:
        return wrong("markdown-not-allowed.part_marks", hint, most=MOST_SIGNS_OF_PART)
    if table_is_ragged(part):
        return wrong("markdown-not-allowed.part_table", hint)
    return None


def fault_at(text: str, start: int, what: Wrong) -> tuple[int, Wrong]:
    """A fault of this place in the text, with its line."""
    return text.count("\n", 0, start) + 1, what


def markdown_faults(text: str) -> Iterator[tuple[int, Wrong]]:
    """Raw HTML, unseen signs, links that lead to no web page, and pictures of other sites."""
    for line, token in with_lines(PAGE_READER.parse(text)):
        html = next(raw_html([*all_tokens([token])]), None) if token.type in TEXTS else None
        if html is not None:
            yield line, wrong("html-in-markdown.page", html=short(html))
        unseen = unseen_in(token)
        if unseen:
            yield line, wrong("control-character.page", sign=f"U+{ord(unseen):04X}")
        for attribute, is_fine, id in ADDRESSES:
            address = str(token.attrs.get(attribute, ""))
            if not is_fine(address):
                yield line, wrong(id, link=short(address))


def unseen_in(token: Token) -> str:
    """A sign in what the token shows that no screen does."""
    words = (token.content if token.type == "text" else "", *map(str, token.attrs.values()))
    match = UNSEEN_SIGNS.search("\n".join(words))
    return match[0] if match else ""


def is_safe_link(address: str) -> bool:
    """Whether all browsers take an address for the same one, and it is of the web or the site."""
    return not UNREADABLE.search(unescape(address)) and is_allowed(address)


def is_own_file(address: str) -> bool:
    """Whether an address names a file of this site, seen from the page."""
    return is_safe_link(address) and ":" not in unescape(address)


ADDRESSES = (
    ("href", is_safe_link, "link-not-allowed.page"),
    ("src", is_own_file, "link-not-allowed.picture"),
)
"""What a token may lead to or show: the attribute, what holds for it, and the words if not."""


def with_lines(tokens: Iterable[Token]) -> Iterator[tuple[int, Token]]:
    """Each token and those inside it, with the line of the text, from 1."""
    for token in tokens:
        line = token.map[0] + 1 if token.map else 0
        yield line, token
        for child in token.children or ():
            yield line, child
            line += child.type in ("softbreak", "hardbreak")
