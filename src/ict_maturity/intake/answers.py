"""In: the rows of a filled-in form; out: its answers as values, and what cannot be told."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ict_maturity.facts.record import record
from ict_maturity.forms.asked import YES, Item, Last, value_at
from ict_maturity.forms.layout import (
    COVER,
    KINDS,
    STILL_TRUE,
    TABLES,
    Column,
    all_items,
    table_columns,
)
from ict_maturity.intake.cells import Cell
from ict_maturity.intake.filled import Asked, Entry, Filled, Row, Rows, Spot, is_empty
from ict_maturity.intake.values import UnreadableError, Value, value_of
from ict_maturity.model import AssessmentKey, Content
from ict_maturity.problems import Problem, short
from ict_maturity.said import word
from ict_maturity.texts.words import Words, site_words

STILL = Item(("still",), "", "choice", {each: word(f"book.still.{each}") for each in STILL_TRUE})
WITHOUT = {"kpi": "workbook-row.without_kpi", "kind": "workbook-row.without_kind"}


class Answered(NamedTuple):
    """One answer and where it stands; `is_last` says that it is the last one, still true."""

    item: Item
    value: Value
    spot: Spot
    is_last: bool = False

    @property
    def counts(self) -> bool:
        """Whether it answers a question of the round."""
        return self.item.path[0] != COVER


@record
class Line:
    """A line of a table: a document of a KPI, an offer or an ask.

    `owner` is the KPI or the kind, `spots` has the place of each field.
    """

    table: str
    owner: str
    fields: Mapping[str, Value]
    spots: Mapping[str, Spot]


@record
class Answers:
    """All that a form says: answers by id, and lines of its tables.

    `spots` has the place of each question that stands in it, answered or not.
    """

    answered: Mapping[str, Answered]
    lines: tuple[Line, ...]
    spots: Mapping[str, Spot]
    problems: tuple[Problem, ...] = ()


def asked_in(content: Content, key: AssessmentKey, last: Last) -> Asked:
    """What an office is asked in a round; `last` is what was proposed."""
    fields = {
        name: [column.field for column in table_columns(name, content, ())] for name in TABLES
    }
    items = {item.id: item for item in all_items(content, key, last)}
    return Asked(items, fields, site_words(content.framework))


def answers_of(content: Content, filled: Filled, asked: Asked, last: Last) -> Answers:
    """What a form says."""
    return Reading(content, asked, last).answers(filled.rows(asked))


class Reading:
    """Reads row by row and gathers what is wrong."""

    def __init__(self, content: Content, asked: Asked, last: Last) -> None:
        self.items, self.last = asked.items, last
        self.words: Words = asked.words
        self.columns = {name: table_columns(name, content, ()) for name in asked.tables}
        self.problems: list[Problem] = []

    def answers(self, rows: Rows) -> Answers:
        """All rows and lines."""
        found = {id: self.answer(self.items[id], row) for id, row in rows.rows.items()}
        lines = tuple(self.lines(rows))
        return Answers(
            {id: each for id, each in found.items() if each},
            lines,
            {id: row.spot for id, row in rows.rows.items()},
            (*rows.problems, *self.problems),
        )

    def answer(self, item: Item, row: Row) -> Answered | None:
        """One answer: the one that was written, or the last one where it is still true."""
        still = self.value(STILL, row.still, row.spot)
        known = value_at(self.last.data, item.path)
        value = self.value(item, row.answer, row.spot)
        if still != YES:
            return None if value is None else Answered(item, value, row.spot)
        if known is None:
            self.problems.append(row.spot.problem("workbook-cell.nothing_before"))
            return None
        if value is not None and value != known:
            self.problems.append(row.spot.problem("workbook-cell.twofold"))
            return None
        return Answered(item, known, row.spot, is_last=True)

    def value(self, item: Item, cell: Cell, spot: Spot) -> Value | None:
        """What a cell says, None where it says nothing or cannot be told; why not is noted."""
        if is_empty(cell):
            return None
        try:
            return value_of(item, cell, self.words)
        except UnreadableError as error:
            self.problems.append(spot.problem(error.id, **error.values))
            return None

    def lines(self, rows: Rows) -> Iterator[Line]:
        """Lines that say what they belong to; of last time, those that are still true."""
        for name, entries in rows.tables.items():
            for entry in entries:
                still = self.value(STILL, entry.still, entry.spot)
                if entry.id.startswith(f"{name}.") and still != YES:
                    continue
                if line := self.line(name, entry):
                    yield line

    def line(self, name: str, entry: Entry) -> Line | None:
        """The fields of a line; None where it belongs to nothing, which is noted."""
        fields: dict[str, Any] = {}
        for column in self.columns[name]:
            if column.field in entry.cells:
                cell, spot = entry.cells[column.field]
                value = self.value(item_of(name, column), cell, spot)
                if value is not None:
                    fields[column.field] = value
        key = "kpi" if name == "evidence" else "kind"
        owner = fields.pop(key, None)
        spots = {field: spot for field, (_, spot) in entry.cells.items()}
        spot = spots.get(key, entry.spot)
        if owner is None:
            self.problems.append(spot.problem(WITHOUT[key]))
            return None
        if key == "kpi" and not any(id.startswith(f"answers.{owner}.") for id in self.items):
            self.problems.append(spot.problem("workbook-row.kpi", found=short(str(owner))))
            return None
        return Line(name, owner, fields, spots)


def item_of(table: str, column: Column) -> Item:
    """What the field of a line takes."""
    if column.field == "kind":
        kinds = {kind: word(f"book.kind.{kind}") for kind in KINDS}
        return Item((table, column.field), "", "choice", kinds)
    return Item((table, column.field), "", "day" if column.is_day else "text")
