"""In: the HTML that a hand-written page became; out: what the search finds of it.

A table is read row by row and a list item by item, so that what is shown reads as it was meant.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser

from ict_maturity.data.search import SearchEntry

HEADINGS = frozenset({"h1", "h2", "h3"})
CELLS = frozenset({"td", "th"})
INLINE = frozenset({"a", "abbr", "bdi", "code", "em", "img", "span", "strong", "sup", "time"})
UNREAD = frozenset({"pre", "script", "style", "svg"})
"""What is no sentence."""
SPACES = re.compile(r"[ \t\r\n]+")
PERMALINK = "headerlink"
"""The class of the sign beside a heading that leads to it."""


class Section:
    """A heading with its anchor and what stands below it, in lines."""

    def __init__(self, anchor: str) -> None:
        self.anchor = anchor
        self.title = ""
        self.lines = [""]

    @property
    def text(self) -> str:
        """What stands below the heading; spaces are as a reader sees them."""
        lines = (one_line(line).rstrip("; ") for line in self.lines)
        return "\n".join(filter(None, lines))


class Reader(HTMLParser):
    """Reads the sections of a page; the first one is what stands before any heading."""

    def __init__(self) -> None:
        super().__init__()
        self.sections = [Section("")]
        self.heading = False
        self.unread = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A heading begins a section, a block a line."""
        values = dict(attrs)
        if self.unread:
            return
        if tag in UNREAD or values.get("class") == PERMALINK:
            self.unread = tag
        elif tag in HEADINGS:
            self.heading = True
            if tag != "h1":
                self.sections.append(Section(values.get("id") or ""))
        elif tag == "br":
            self.handle_data(" ")
        elif tag not in INLINE and tag not in CELLS:
            self.sections[-1].lines.append("")

    def handle_endtag(self, tag: str) -> None:
        """A cell ends where the next one follows on its line, another block ends its line."""
        if self.unread:
            self.unread = "" if tag == self.unread else self.unread
        elif tag in HEADINGS:
            self.heading = False
        elif tag in CELLS:
            self.sections[-1].lines[-1] += "; "
        elif tag not in INLINE:
            self.sections[-1].lines.append("")

    def handle_data(self, data: str) -> None:
        """Text of the heading, or of the line that is being read."""
        section = self.sections[-1]
        if self.heading and not self.unread:
            section.title += data
        elif not self.unread:
            section.lines[-1] += data


def entries_of_html(html: str, page: SearchEntry) -> Iterator[SearchEntry]:
    """The page, as its head describes it, then its sections.

    Without a title it is called by its first heading.
    """
    reader = Reader()
    reader.feed(html)
    reader.close()
    first, *sections = reader.sections
    yield replace(
        page, title=page.title or one_line(first.title), text=f"{page.text}\n{first.text}"
    )
    for section in sections:
        location = f"{page.location}#{section.anchor}" if section.anchor else page.location
        yield replace(page, location=location, title=one_line(section.title), text=section.text)


def one_line(text: str) -> str:
    """A text with one space where a browser shows one."""
    return SPACES.sub(" ", text).strip()
