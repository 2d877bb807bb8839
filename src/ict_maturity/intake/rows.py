"""In: the cells of a workbook; out: its rows by the id of what they ask, and what is wrong there.

A row is read when its id and its words belong together. What one program or hand may do to a
workbook, such as sorting one column or deleting another, is told and nothing of it is taken.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ict_maturity.facts.record import record
from ict_maturity.forms.asked import Item
from ict_maturity.forms.layout import COLUMNS, COVER, ROWS, TABLE, WITNESSES
from ict_maturity.intake.cells import Book, Cell, Sheet
from ict_maturity.problems import Problem, short, wrong
from ict_maturity.said import Sayable, word
from ict_maturity.texts.words import Words

EMPTY = Cell(None)
LETTERS = 26
MUST = ("question", "answer")
"""The columns without which no row can be read."""


@record
class Spot:
    """A cell, and the question beside it, for whoever has to look there."""

    file: str
    sheet: str
    row: int
    column: int
    question: str = ""

    @property
    def words(self) -> str:
        """`survey.xlsx: 'Start here'!D4 (Who answered)`, as spreadsheets name a cell."""
        sheet = self.sheet if self.sheet.isalnum() else f"'{self.sheet}'"
        asked = f" ({short(self.question)})" if self.question else ""
        return f"{self.file}: {sheet}!{column_name(self.column)}{self.row + 1}{asked}"

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
    """All of a workbook that can be read, and what cannot."""

    rows: Mapping[str, Row]
    tables: Mapping[str, tuple[Entry, ...]]
    problems: tuple[Problem, ...]


class Whose(NamedTuple):
    """What a workbook says of itself, by name, and why it cannot be believed."""

    witnesses: Mapping[str, str]
    problems: tuple[Problem, ...]


def column_name(number: int) -> str:
    """The letters of a column, 0 is A."""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, LETTERS)
        name = chr(ord("A") + rest) + name
    return name


def folded(text: object) -> str:
    """A text as it is compared: without case, and whatever stands between its words."""
    return " ".join(str(text).split()).casefold()


def text_of(cell: Cell) -> str:
    """What a cell shows, as a text."""
    return "" if cell.value is None else " ".join(str(cell.value).split())


def is_empty(cell: Cell) -> bool:
    """Whether nothing was written."""
    return cell.odd is None and not text_of(cell)


def at(row: tuple[Cell, ...], column: int | None) -> Cell:
    """The cell of a row, an empty one where the row or the column is missing."""
    return row[column] if column is not None and column < len(row) else EMPTY


def whose(book: Book, file: str) -> Whose:
    """Whose workbook it is: the document's properties and the lines of the first sheet agree."""
    lines: dict[str, tuple[str, Spot]] = {}
    for sheet in book.sheets:
        for number, row in enumerate(sheet.rows):
            id = text_of(at(row, 0))
            name = id.removeprefix(f"{COVER}.")
            if name in WITNESSES and name != id:
                cells = [(text_of(cell), place) for place, cell in enumerate(row) if place > 1]
                text, place = next(((t, p) for t, p in cells if t), ("", 1))
                shown = text.split(" ")[0]
                lines[name] = (shown, Spot(file, sheet.name, number, place, text_of(at(row, 1))))
    found: dict[str, str] = {}
    problems = []
    for name in WITNESSES:
        line, spot = lines.get(name, ("", Spot(file, "", 0, 0)))
        told = " ".join(book.properties.get(name, "").split())
        if name in lines and name in book.properties and line != told:
            values = {"line": short(line) or "-", "property": short(told) or "-"}
            problems.append(spot.problem("workbook-unknown.disagrees", **values))
        found[name] = told or line
    if not problems and not (found["office"] and found["cycle"]):
        problems.append(wrong("workbook-unknown.nothing").at(file))
    return Whose(found, tuple(problems))


def rows_of(
    book: Book,
    file: str,
    items: Iterable[Item],
    tables: Mapping[str, Sequence[str]],
    words: Words,
) -> Rows:
    """The rows of all sheets; names and the order of sheets mean nothing.

    `items` are what was asked, `tables` the fields of each table, in order.
    """
    reader = Reader(file, {item.id: item for item in items}, tables, words)
    for sheet in book.sheets:
        reader.read(sheet)
    return reader.result()


class Reader:
    """Reads sheet by sheet and gathers what is wrong."""

    def __init__(
        self,
        file: str,
        items: Mapping[str, Item],
        tables: Mapping[str, Sequence[str]],
        words: Words,
    ) -> None:
        self.file, self.items, self.words = file, items, words
        self.fields = tables
        self.heads = {ROWS: "", **{f"{TABLE}.{name}": name for name in tables}}
        self.names = {folded(words.say(word(f"book.column.{name}"))): name for name in COLUMNS}
        self.found: dict[str, list[Row]] = {}
        self.seen: set[str] = set()
        self.entries: dict[str, list[Entry]] = {name: [] for name in tables}
        self.problems: list[Problem] = []

    def result(self) -> Rows:
        """All that was read; of what stands twice, nothing."""
        rows = {}
        for id, found in self.found.items():
            if len(found) == 1:
                rows[id] = found[0]
                continue
            first, *others = (row.spot for row in found)
            self.problems += [
                spot.problem("workbook-row.twice", other=first.words) for spot in others
            ]
        if not any(problem.code == "workbook-sheet" for problem in self.problems):
            self.refuse_without_rows()
        entries = {name: tuple(found) for name, found in self.entries.items()}
        return Rows(rows, entries, tuple(self.problems))

    def refuse_without_rows(self) -> None:
        """Questions that stand in no sheet: a sheet or rows of one were deleted."""
        gone = [item for id, item in self.items.items() if id not in self.seen]
        if gone:
            first = short(self.words.say(gone[0].asks))
            missing = wrong("workbook-sheet.gone", number=len(gone), question=first)
            self.problems.append(missing.at(self.file))

    def read(self, sheet: Sheet) -> None:
        """One sheet: below the names of its columns, rows of questions or lines of a table."""
        columns: dict[str, int] = {}
        table = ""
        for number, row in enumerate(sheet.rows):
            id = text_of(at(row, 0))
            if id in self.heads:
                table = self.heads[id]
                columns = self.columns(sheet, number, row, table)
            elif not columns:
                self.refuse_without_ids(sheet, number, row)
            elif table:
                self.read_entry(sheet, number, row, columns, table)
            else:
                self.read_row(sheet, number, row, columns)

    def columns(
        self, sheet: Sheet, number: int, row: tuple[Cell, ...], table: str
    ) -> dict[str, int]:
        """Where each column is; one that is needed and missing is told, and the sheet left."""
        names = self.names
        if table:
            fields = {
                field: self.words.say(word(f"book.{table}.{field}")) for field in self.fields[table]
            }
            still = self.words.say(word("book.column.still"))
            names = {folded(name): field for field, name in (*fields.items(), ("still", still))}
        places = {names.get(folded(text_of(cell))): place for place, cell in enumerate(row)}
        columns = {name: place for name, place in places.items() if name}
        for name in self.fields[table] if table else MUST:
            if name not in columns:
                title = next(title for title, each in names.items() if each == name)
                spot = Spot(self.file, sheet.name, number, 0)
                self.problems.append(spot.problem("workbook-sheet.column", column=title))
                return {}
        return columns

    def refuse_without_ids(self, sheet: Sheet, number: int, row: tuple[Cell, ...]) -> None:
        """The names of columns without the hidden mark beside them: its column was deleted."""
        there = {self.names.get(folded(text_of(cell))) for cell in row}
        if set(MUST) <= there:
            spot = Spot(self.file, sheet.name, number, 0)
            self.problems.append(spot.problem("workbook-sheet.ids"))

    def read_row(
        self, sheet: Sheet, number: int, row: tuple[Cell, ...], columns: Mapping[str, int]
    ) -> None:
        """A question with its answer, when its id and its words belong together."""
        id = text_of(at(row, 0))
        asked = text_of(at(row, columns["question"]))
        answer, still = at(row, columns["answer"]), at(row, columns.get("still"))
        spot = Spot(self.file, sheet.name, number, columns["answer"], asked)
        item = self.items.get(id)
        self.seen.add(id)
        if item is not None:
            if folded(asked) != folded(self.words.say(item.asks)):
                self.problems.append(spot.problem("workbook-row.question", id=id))
            else:
                self.found.setdefault(id, []).append(Row(answer, still, spot))
        elif id.partition(".")[0] != COVER and not (is_empty(answer) and is_empty(still)):
            kind = "workbook-row.unknown" if id else "workbook-row.nameless"
            self.problems.append(spot.problem(kind, id=short(id)))

    def read_entry(
        self,
        sheet: Sheet,
        number: int,
        row: tuple[Cell, ...],
        columns: Mapping[str, int],
        table: str,
    ) -> None:
        """A line of a table, unless it is empty."""
        cells = {
            field: (at(row, place), Spot(self.file, sheet.name, number, place))
            for field, place in columns.items()
            if field != "still"
        }
        if all(is_empty(cell) for cell, _ in cells.values()):
            return
        spot = Spot(self.file, sheet.name, number, min(columns.values()))
        still = at(row, columns.get("still"))
        self.entries[table].append(Entry(cells, text_of(at(row, 0)), still, spot))
