"""In: the cells of a workbook; out: its rows by the id of what they ask, and what is wrong there.

A row is read when its id and its words belong together. What one program or hand may do to a
workbook, such as sorting one column or deleting another, is told and nothing of it is taken.
"""

from collections.abc import Mapping

from ict_maturity.facts.record import record
from ict_maturity.forms.layout import COLUMNS, COVER, ROWS, TABLE, WITNESSES
from ict_maturity.intake.cells import Book, Cell, Sheet
from ict_maturity.intake.filled import (
    EMPTY,
    Asked,
    Entry,
    Row,
    Rows,
    Spot,
    Whose,
    folded,
    is_empty,
    text_of,
)
from ict_maturity.problems import Problem, short, wrong
from ict_maturity.said import word

LETTERS = 26
MUST = ("question", "answer")
"""The columns without which no row can be read."""


@record
class WorkbookForm:
    """A workbook as it came back; `file` is what it is called."""

    book: Book
    file: str

    @property
    def name(self) -> str:
        """The name of the file."""
        return self.file

    def whose(self) -> Whose:
        """Whose it is and of which round."""
        return whose(self.book, self.file)

    def rows(self, asked: Asked) -> Rows:
        """The rows of all sheets; names and the order of sheets mean nothing."""
        reader = Reader(self.file, asked)
        for sheet in self.book.sheets:
            reader.read(sheet)
        return reader.result()


def cell_spot(file: str, sheet: str, row: int, column: int, question: str = "") -> Spot:
    """A cell, as spreadsheets name it."""
    name = sheet if sheet.isalnum() else f"'{sheet}'"
    return Spot(file, f"{name}!{column_name(column)}{row + 1}", question)


def column_name(number: int) -> str:
    """The letters of a column, 0 is A."""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, LETTERS)
        name = chr(ord("A") + rest) + name
    return name


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
                lines[name] = (
                    shown,
                    cell_spot(file, sheet.name, number, place, text_of(at(row, 1))),
                )
    found: dict[str, str] = {}
    problems = []
    for name in WITNESSES:
        line, spot = lines.get(name, ("", Spot(file)))
        told = " ".join(book.properties.get(name, "").split())
        if name in lines and name in book.properties and line != told:
            values = {"line": short(line) or "-", "property": short(told) or "-"}
            problems.append(spot.problem("workbook-unknown.disagrees", **values))
        found[name] = told or line
    if not problems and not (found["office"] and found["cycle"]):
        problems.append(wrong("workbook-unknown.nothing").at(file))
    return Whose(found, tuple(problems))


class Reader:
    """Reads sheet by sheet and gathers what is wrong."""

    def __init__(self, file: str, asked: Asked) -> None:
        self.file, self.items, self.words = file, asked.items, asked.words
        self.fields = tables = asked.tables
        self.heads = {ROWS: "", **{f"{TABLE}.{name}": name for name in tables}}
        self.names = {folded(self.words.say(word(f"book.column.{name}"))): name for name in COLUMNS}
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
                spot = cell_spot(self.file, sheet.name, number, 0)
                self.problems.append(spot.problem("workbook-sheet.column", column=title))
                return {}
        return columns

    def refuse_without_ids(self, sheet: Sheet, number: int, row: tuple[Cell, ...]) -> None:
        """The names of columns without the hidden mark beside them: its column was deleted."""
        there = {self.names.get(folded(text_of(cell))) for cell in row}
        if set(MUST) <= there:
            spot = cell_spot(self.file, sheet.name, number, 0)
            self.problems.append(spot.problem("workbook-sheet.ids"))

    def read_row(
        self, sheet: Sheet, number: int, row: tuple[Cell, ...], columns: Mapping[str, int]
    ) -> None:
        """A question with its answer, when its id and its words belong together."""
        id = text_of(at(row, 0))
        asked = text_of(at(row, columns["question"]))
        answer, still = at(row, columns["answer"]), at(row, columns.get("still"))
        spot = cell_spot(self.file, sheet.name, number, columns["answer"], asked)
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
            field: (at(row, place), cell_spot(self.file, sheet.name, number, place))
            for field, place in columns.items()
            if field != "still"
        }
        if all(is_empty(cell) for cell, _ in cells.values()):
            return
        spot = cell_spot(self.file, sheet.name, number, min(columns.values()))
        still = at(row, columns.get("still"))
        self.entries[table].append(Entry(cells, text_of(at(row, 0)), still, spot))
