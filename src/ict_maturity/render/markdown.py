"""In: a Markdown field or plain text; out: safe HTML."""

import re
from functools import cache

from markdown_it import MarkdownIt
from markupsafe import Markup, escape

from ict_maturity.render.address import url_from

SCHEME = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]*:")
BLANK_LINES = re.compile(r"\n\s*\n")


def is_safe_link(address: str) -> bool:
    """Only http, https and addresses within the site may be linked."""
    if address.startswith(("//", "/", "\\")):
        return False
    return not SCHEME.match(address) or address.lower().startswith(("https://", "http://"))


class Parser(MarkdownIt):
    """CommonMark with tables, without raw HTML, pictures, headings and definitions of links.

    Pictures could load from elsewhere, headings would break the order of the page's own, and
    `[Note]: binding` would be shown nowhere.
    """

    def __init__(self) -> None:
        super().__init__("commonmark", {"html": False})
        self.enable("table")
        self.disable(["image", "heading", "lheading", "html_block", "html_inline", "reference"])

    def validateLink(self, url: str) -> bool:
        """Only what may be linked becomes a link."""
        return is_safe_link(url)


@cache
def parser() -> Parser:
    """The parser, made once and only where something is rendered."""
    return Parser()


def html_of(text: str, path: str) -> Markup:
    """Render a Markdown field for the page at `path`.

    Addresses without a scheme are read from the top of the site: `kpis/k07.md`.
    """
    return Markup(rendered(text, path, inline=False))


def inline_html_of(text: str, path: str) -> Markup:
    """Render a Markdown field as part of a sentence: emphasis and links, no paragraphs."""
    return Markup(rendered(text, path, inline=True))


def plain(text: str) -> str:
    """A Markdown field as plain text on one line, for descriptions and search entries."""
    return inline_html_of(text, "index.md").striptags()


def rendered(text: str, path: str, inline: bool) -> str:
    """A Markdown field as HTML: the parser escapes text and refuses raw HTML."""
    markdown = parser()
    tokens = markdown.parseInline(text) if inline else markdown.parse(text)
    for token in tokens:
        for child in token.children or ():
            address = child.attrGet("href") if child.type == "link_open" else None
            if isinstance(address, str) and not SCHEME.match(address) and address[:1] != "#":
                child.attrSet("href", url_from(path, address))
    html: str = markdown.renderer.render(tokens, markdown.options, {})
    return html


def paragraphs(text: str) -> Markup:
    """Plain text as paragraphs, split at blank lines."""
    parts = (part.strip() for part in BLANK_LINES.split(text))
    return Markup("").join(Markup("<p>{}</p>").format(escape(part)) for part in parts if part)
