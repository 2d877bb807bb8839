"""In: any model object; out: findings on Markdown that a page would not show as it is written."""

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from typing import Any, get_args, get_type_hints
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ict_maturity.check.link import kpi_missing, recommendation_missing
from ict_maturity.check.text import texts_in
from ict_maturity.facts.signs import UNSEEN_SIGNS
from ict_maturity.facts.values import Markdown, Model
from ict_maturity.model import Content
from ict_maturity.problems import short
from ict_maturity.problems.finding import Finding, finding
from ict_maturity.said import grouped

SCHEME = re.compile(r"^([^/?#]*?):")
OWN_PAGE = re.compile(r"(kpis|recommendations)/([kr][0-9]+)\.md(?:#|$)")
LINKED = {
    "kpis": (kpi_missing, "kpi-not-found.link"),
    "recommendations": (recommendation_missing, "recommendation-not-found.link"),
}
"""What a link to a page of each folder is looked up by, and the words where it leads nowhere."""
ALLOWED_SCHEMES = frozenset({"http", "https"})
INVISIBLE = re.compile(r"[\s\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\u2060\ufeff]+")
NOT_ESCAPED = r"(?<!\\)(?:\\\\)*"
ALMOST_TAG = re.compile(NOT_ESCAPED + r"(<[A-Za-z][A-Za-z0-9-]*[/\s][^<>]*>)")
# Readers of Markdown differ in what they take for a link, so that one is refused even where
# CommonMark sees only text.
ALMOST_LINK = re.compile(
    NOT_ESCAPED + r"(?:\]\(|\]:|<)<?(?:javascript|vbscript|data):", re.IGNORECASE
)


BLANK_LINE = re.compile(r"\n[ \t>]*\n")
CELL_END = re.compile(r"(?<!\\)\|")
TABLE_LINE = re.compile(r"[-\d.)*+>:| \t]*-[-:| \t]*\Z")
FEW_CELLS = 100
LONGEST_BLOCK = 5_000
"""As much as a field may have; of a longer paragraph every bracket is compared with all others."""

MOST_NESTED = 12
"""Levels of blocks; a list makes two, and from 20 on a reader leaves out what stands there."""


class Reader(MarkdownIt):
    """A parser that reports raw HTML and every link instead of leaving them out.

    What defines a link elsewhere in the text is text, as on pages: it would be shown nowhere.
    """

    def __init__(self) -> None:
        super().__init__("commonmark", {"html": True})
        self.enable("table").disable("reference")

    def validateLink(self, url: str) -> bool:
        """Whatever is linked is a link, and is judged later."""
        return True


READER = Reader()


def markdown_is_safe(thing: Model, content: Content) -> Iterator[Finding]:
    """Markdown holds no raw HTML, heading, picture or unseen sign, and links run nothing.

    Pages leave such parts out; saying so here keeps them from being lost in silence.
    """
    for path, text in texts_in(thing, fields=fields_with_markdown):
        for each in text_is_safe(text, content):
            yield each.under(*path)


def text_is_safe(text: str, content: Content) -> Iterator[Finding]:
    """The same for one text, such as the release notes of an edition."""
    blocks = BLANK_LINE.split(text)
    if any(len(block) > LONGEST_BLOCK for block in blocks):
        yield finding((), "markdown-not-allowed.paragraph", most=grouped(LONGEST_BLOCK))
        return
    if any(table_is_ragged(block) for block in blocks):
        yield finding((), "markdown-not-allowed.ragged")
        return
    tokens = list(all_tokens(READER.parse(text)))
    links = [str(token.attrs["href"]) for token in tokens if token.type == "link_open"]
    yield from (*unsafe_parts(text, tokens, links), *parts_not_shown(text, tokens))
    yield from (*unseen_parts(text), *links_to_nothing(links, content))


def table_is_ragged(block: str) -> bool:
    """Whether a table would be filled up with more empty cells than it has of its own.

    A few signs can make very many of them.
    """
    lines = block.splitlines()
    columns = max((line.count("|") for line in lines if TABLE_LINE.match(line)), default=0)
    return columns * len(lines) > max(len(block) / 2, FEW_CELLS)


def unsafe_parts(text: str, tokens: list[Token], links: list[str]) -> Iterator[Finding]:
    """What one Markdown text must not hold."""
    html = next(raw_html(tokens), None)
    if html is not None:
        yield finding((), "html-in-markdown.field", html=short(html))
    if any(token.type in ("heading_open", "image") for token in tokens):
        yield finding((), "markdown-not-allowed.heading")
    unsafe = next((link for link in links if not is_allowed(link)), None)
    if unsafe is None and ALMOST_LINK.search(INVISIBLE.sub("", unescape(text))):
        unsafe = text
    if unsafe is not None:
        yield finding((), "link-not-allowed.field", link=short(unsafe))


def parts_not_shown(text: str, tokens: list[Token]) -> Iterator[Finding]:
    """What readers of Markdown leave out without a word."""
    if any(token.type == "fence" and token.info.strip() for token in tokens):
        yield finding((), "markdown-not-allowed.fence")
    if any(token.nesting > 0 and token.level > MOST_NESTED for token in tokens):
        yield finding((), "markdown-not-allowed.nested", most=MOST_NESTED // 2)
    if any(rows_are_cut(text, tokens)):
        yield finding((), "markdown-not-allowed.row")


def rows_are_cut(text: str, tokens: list[Token]) -> Iterator[bool]:
    """For each row of a table, whether it has cells for which the head has no column."""
    lines, columns = text.splitlines(), 0
    for token in tokens:
        if token.type == "thead_open":
            columns = 0
        elif token.type == "th_open":
            columns += 1
        elif token.type == "tr_open" and columns and token.map:
            row = lines[token.map[0]].strip(" \t>").removeprefix("|").removesuffix("|")
            yield len(CELL_END.split(row)) > columns


def unseen_parts(text: str) -> Iterator[Finding]:
    """Signs that a file must not hold, written as `&shy;` or `%C2%AD`.

    In code they stay as they are written, but some fields are drawn as part of a sentence, where
    less is code.
    """
    unseen = UNSEEN_SIGNS.search(unquote(unescape(text)))
    if unseen is not None:
        yield finding((), "control-character.markdown", sign=f"U+{ord(unseen[0]):04X}")


def raw_html(tokens: list[Token]) -> Iterator[str]:
    """HTML as CommonMark sees it, and tags that only browsers take for such."""
    for token in tokens:
        if token.type.startswith("html_"):
            yield token.content
        if token.type == "inline":
            text = token.content
            for child in token.children or []:
                if child.type == "code_inline":
                    text = text.replace(child.content, "", 1)
            yield from ALMOST_TAG.findall(text)


def links_to_nothing(links: list[str], content: Content) -> Iterator[Finding]:
    """Links to the page of a Recommendation or KPI that has no file."""
    for link in links:
        match = OWN_PAGE.match(link)
        if match:
            missing, words = LINKED[match[1]]
            yield from missing((), words, match[2].upper(), content)


def all_tokens(tokens: list[Token]) -> Iterator[Token]:
    """Tokens with those inside them."""
    for token in tokens:
        yield token
        yield from all_tokens(token.children or [])


def is_allowed(link: str) -> bool:
    """Whether a link leads to a web page or within the site, once decoded as browsers do."""
    decoded = INVISIBLE.sub("", unescape(link))
    scheme = SCHEME.match(decoded)
    return scheme[1].lower() in ALLOWED_SCHEMES if scheme else not decoded.startswith("/")


@cache
def fields_with_markdown(model: type[Model]) -> tuple[str, ...]:
    """The fields that hold Markdown, themselves or in the objects inside them."""
    hints = get_type_hints(model, include_extras=True)
    return tuple(name for name in model.model_fields if holds_markdown(hints[name]))


def holds_markdown(hint: Any) -> bool:
    """Whether a type is Markdown or is made of a type that is."""
    if hint == Markdown:
        return True
    if isinstance(hint, type) and issubclass(hint, Model):
        return bool(fields_with_markdown(hint))
    return any(holds_markdown(part) for part in get_args(hint))
