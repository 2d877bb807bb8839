"""In: nothing; out: the types of a text to print; its words are spoken already.

All texts are only texts: nothing in them is read as markup, a field or an address.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Heading:
    """A heading; the title of the document is of level 1, its parts of level 2."""

    text: str
    level: int


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `strong` is a line that stands out, `quiet` one that explains."""

    text: str
    strong: bool = False
    quiet: bool = False


@dataclass(frozen=True)
class Item:
    """One entry of a list; `depth` is 0 for one that is in no other."""

    text: str
    depth: int = 0


@dataclass(frozen=True)
class Term:
    """A term and what is said of it."""

    term: str
    text: str


@dataclass(frozen=True)
class Grid:
    """A table; the first cell of a row is its heading. `caption` may be empty."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Bar:
    """One bar: what it is called, and how long each of its parts is."""

    label: str
    counts: tuple[int, ...]


@dataclass(frozen=True)
class Bars:
    """A figure of bars beside each other; the same numbers stand in a table.

    `parts` are the names of the parts of all bars, each with its colour as `#rrggbb`.
    """

    caption: str
    parts: tuple[tuple[str, str], ...]
    bars: tuple[Bar, ...]

    @property
    def longest(self) -> int:
        """The length of the longest bar, 1 where all are empty."""
        return max((sum(bar.counts) for bar in self.bars), default=0) or 1

    @property
    def described(self) -> str:
        """The numbers in one line, for those who cannot see the bars."""
        return "; ".join(f"{bar.label}: {' '.join(map(str, bar.counts))}" for bar in self.bars)


Block = Heading | Paragraph | Item | Term | Grid | Bars


@dataclass(frozen=True)
class Document:
    """A text to print.

    `language` is a tag such as `en`. `mark` stands at the head of every page, such as that it is a
    draft; it may be empty. `page` says which page it is, with `{page}` and `{pages}`.
    """

    title: str
    language: str
    mark: str
    page: str
    blocks: tuple[Block, ...]
