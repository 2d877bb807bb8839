"""In: nothing; out: what a filled-in form is, whatever its kind: answers, each with its place.

Every kind of file becomes a Filled, and one taker makes the report of it.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from ict_maturity.facts.record import record
from ict_maturity.forms.asked import Item
from ict_maturity.intake.cells import Cell
from ict_maturity.problems import Problem, short, wrong
from ict_maturity.said import Sayable
from ict_maturity.texts.words import Words

EMPTY = Cell(None)


@record
class Spot:
    """The place of an answer and the question beside it, for whoever has to look there.

    `where` is a place as the kind of file names it, such as `R02!D6`, empty for the whole file.
    """

    file: str
    where: str = ""
    question: str = ""

    @property
    def words(self) -> str:
        """`survey.xlsx: 'Start here'!D4 (Who answered)`."""
        asked = f" ({short(self.question)})" if self.question else ""
        return f"{self.file}: {self.where}{asked}" if self.where else f"{self.file}{asked}"

    def problem(self, id: str, /, **values: Sayable) -> Problem:
        """What is wrong there."""
        return wrong(id, **values).at(self.words)


class Row(NamedTuple):
    """What was written beside one question: the answer, and whether the last one is still true."""

    answer: Cell
    still: Cell
    spot: Spot


class Entry(NamedTuple):
    """A line of a table: its cells by field, and the id of one that stood there last time."""

    cells: Mapping[str, tuple[Cell, Spot]]
    id: str
    still: Cell
    spot: Spot


class Rows(NamedTuple):
    """All of a form that can be read, by the id of each question, and what cannot."""

    rows: Mapping[str, Row]
    tables: Mapping[str, tuple[Entry, ...]]
    problems: tuple[Problem, ...] = ()


class Whose(NamedTuple):
    """What a form says of itself, by name, and why it cannot be believed."""

    witnesses: Mapping[str, str]
    problems: tuple[Problem, ...] = ()


@record
class Asked:
    """What was asked: the questions by their ids, and the fields of each table, in order."""

    items: Mapping[str, Item]
    tables: Mapping[str, Sequence[str]]
    words: Words


class Filled(Protocol):
    """A form as it came back, of one office."""

    @property
    def name(self) -> str:
        """What it is called where it is told of."""

    def whose(self) -> Whose:
        """Whose it is and of which round."""

    def rows(self, asked: Asked) -> Rows:
        """What was written beside each question."""


def folded(text: object) -> str:
    """A text as it is compared: without case, and whatever stands between its words."""
    return " ".join(str(text).split()).casefold()


def text_of(cell: Cell) -> str:
    """What a cell shows, as a text."""
    return "" if cell.value is None else " ".join(str(cell.value).split())


def is_empty(cell: Cell) -> bool:
    """Whether nothing was written."""
    return cell.odd is None and not text_of(cell)
