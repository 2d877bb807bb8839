"""In: the HTML of a page of ours; out: what it says as blocks to print, without its pictures.

Beside each picture of a page stands a table or a list that says the same.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from html.parser import HTMLParser

from ict_maturity.model import Framework
from ict_maturity.paper import Block, Document, Grid, Heading, Item, Paragraph, Term
from ict_maturity.said import word
from ict_maturity.texts.words import site_words

LISTS = ("ul", "ol")
BREAKS = ("p", "div", "dl", "details", "section", "figure", "table", "main", *LISTS)
"""Elements before and after which a text ends."""
PIECES = ("h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "summary", "figcaption")
"""Elements whose text is a block of its own."""
CELLS = ("th", "td")
WITHOUT_END = ("br", "img", "input", "hr", "wbr")
APART = ("span", "b", "small", "strong")
"""Elements that a style sheet sets apart from the words around them."""
UNHEARD = ("svg", "script", "style")
DRAWN = frozenset({"ictm-legend", "ictm-chips"})
"""Classes of lists that explain a picture or are drawn as one, beside words that say the same."""
BOUNDARY = "\0"
"""Between the parts of a line that opens a fold."""
GLUED = re.compile(r" (?=[.,;:)])|(?<=\() ")
"""A space that no sentence has."""


def blocks_of(html: str) -> tuple[Block, ...]:
    """The blocks in the order of the page; a heading is one level below the last at most."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    reader.end_text()
    return tuple(reader.blocks)


def printed(framework: Framework, title: str, mark: str, blocks: Sequence[Block]) -> Document:
    """The blocks as a document in the language of the site; `mark` stands on every page."""
    page = site_words(framework).say(word("paper.page", page="{page}", pages="{pages}"))
    return Document(title, framework.language, mark, page, tuple(blocks))


def is_unseen(tag: str, attributes: Mapping[str, str | None]) -> bool:
    """Whether an element is drawn, or hidden from those who listen."""
    classes = (attributes.get("class") or "").split()
    hidden = attributes.get("aria-hidden") == "true"
    return tag in UNHEARD or hidden or not DRAWN.isdisjoint(classes)


class Reader(HTMLParser):
    """Reads a page from its beginning to its end."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self.text: list[str] = []
        self.around = ["p"]
        """The kinds of blocks that the text is in, the nearest last."""
        self.lists = 0
        self.level = 0
        self.term = ""
        self.silent = 0
        """How many elements around the place are not printed, or in one that is not."""
        self.caption = ""
        self.rows: list[list[str]] = []
        self.wide = 1
        """How many columns the cell is in."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block, or pass over what is not printed."""
        if tag in WITHOUT_END:
            self.text.append(" ")
        elif self.silent or is_unseen(tag, dict(attrs)):
            self.silent += 1
        elif tag in APART:
            self.set_apart()
        elif tag == "tr":
            self.rows.append([])
        elif tag in (*CELLS, "caption"):
            self.text.clear()
            self.wide = int(dict(attrs).get("colspan") or 1)
        elif not self.rows and tag in (*BREAKS, *PIECES):
            self.end_text()
            self.lists += tag in LISTS
            if tag in PIECES:
                self.around.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """End a block."""
        if self.silent:
            self.silent -= tag not in WITHOUT_END
        elif tag in APART:
            self.set_apart()
        elif tag == "caption":
            self.caption = self.said()
        elif tag in CELLS:
            self.rows[-1] += [self.said(), *[""] * (self.wide - 1)]
        elif tag == "table":
            self.end_table()
        elif not self.rows and tag in (*BREAKS, *PIECES):
            self.end_text()
            self.lists -= tag in LISTS
            if tag in PIECES:
                self.around.pop()

    def handle_data(self, data: str) -> None:
        """Words of the page."""
        if not self.silent:
            self.text.append(data)

    def said(self) -> str:
        """The text so far, which ends here."""
        parts = (" ".join(part.split()) for part in "".join(self.text).split(BOUNDARY))
        self.text.clear()
        return GLUED.sub("", " · ".join(filter(None, parts)))

    def set_apart(self) -> None:
        """Part what an element holds from the words around it."""
        self.text.append(BOUNDARY if self.around[-1] == "summary" else " ")

    def end_text(self) -> None:
        """Make a block of the text so far, if there is any."""
        text = self.said()
        if text:
            self.blocks.extend(self.block(self.around[-1], text))

    def block(self, tag: str, text: str) -> Iterator[Block]:
        """The block of a text in such an element; a term waits for what is said of it."""
        if tag[0] == "h":
            self.level = min(int(tag[1]), self.level + 1)
            yield Heading(text, self.level)
        elif tag == "dt":
            self.term = text
        elif tag == "dd":
            yield Term(self.term, text)
        elif tag == "li":
            yield Item(text, max(self.lists - 1, 0))
        else:
            yield Paragraph(text, strong=tag == "summary")

    def end_table(self) -> None:
        """Make a block of the rows; the first one names the columns."""
        if self.rows:
            columns, *rows = map(tuple, self.rows)
            self.blocks.append(Grid(self.caption, columns, tuple(rows)))
        self.rows, self.caption = [], ""
        self.text.clear()
