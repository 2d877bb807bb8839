"""In: the bytes of a table that a form wrote; out: its rows of cells, each with its place.

How a text is encoded and what stands between its cells is not guessed: a wrong guess is an answer
that nobody gave.
"""

import csv
from collections.abc import Iterator, Sequence
from functools import cached_property
from io import StringIO
from typing import NamedTuple, Protocol

from ict_maturity.facts.record import record
from ict_maturity.intake.book import OLE, ZIP, read_book
from ict_maturity.intake.cells import (
    MOST_ROWS,
    MOST_SIGNS,
    Cell,
    Sheet,
    UnreadableFileError,
)
from ict_maturity.intake.filled import EMPTY, Spot, folded
from ict_maturity.intake.rows import at, cell_spot
from ict_maturity.problems import short
from ict_maturity.said import Sayable

MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
"""What a text begins with that says itself how it is encoded."""
ENCODINGS = (
    "utf-8",
    "cp1250",
    "cp1251",
    "cp1252",
    "cp1253",
    "cp1254",
    "cp1256",
    "iso-8859-1",
    "iso-8859-2",
    "iso-8859-15",
    "koi8-r",
    "gb18030",
    "big5",
    "shift-jis",
    "euc-jp",
    "euc-kr",
)
MOST_HEADINGS, MOST_IN_TEXT = 5_000, 500_000
"""Columns and cells of a text: all questions of a round, answered by 500 offices."""
TAB = "tab"
"""How people type a separator that cannot be seen."""


class TableRow(NamedTuple):
    """A row: its cells, and its number in the file, from 0 in a sheet and from 1 in a text."""

    number: int
    cells: tuple[Cell, ...]


class Table(Protocol):
    """Rows that belong together, with names of places."""

    @property
    def file(self) -> str:
        """What the file is called."""

    @property
    def rows(self) -> Sequence[TableRow]:
        """All rows, also those above the headings."""

    def spot(self, row: TableRow, column: int, heading: str = "", question: str = "") -> Spot:
        """The place of a cell."""


@record
class TextTable:
    """A table that is a text: places are its lines."""

    file: str
    rows: tuple[TableRow, ...]

    def spot(self, row: TableRow, column: int, heading: str = "", question: str = "") -> Spot:
        """The line and the heading."""
        return Spot(f"{self.file}:{row.number}", short(heading), question)


@record
class SheetTable:
    """Sheets of a workbook, side by side: places are cells."""

    file: str
    sheets: tuple[Sheet, ...]

    @cached_property
    def rows(self) -> tuple[TableRow, ...]:
        """As many as the longest sheet has."""
        most = max((len(sheet.rows) for sheet in self.sheets), default=0)
        return tuple(TableRow(number, self.cells(number)) for number in range(most))

    def cells(self, number: int) -> tuple[Cell, ...]:
        """A row through all sheets."""
        return tuple(
            cell
            for sheet in self.sheets
            for cell in (sheet.rows[number] if number < len(sheet.rows) else [EMPTY] * width(sheet))
        )

    def spot(self, row: TableRow, column: int, heading: str = "", question: str = "") -> Spot:
        """The sheet and the cell."""
        for sheet in self.sheets:
            if column < width(sheet):
                return cell_spot(self.file, sheet.name, row.number, column, question or heading)
            column -= width(sheet)
        return Spot(self.file)


def width(sheet: Sheet) -> int:
    """How many columns a sheet has; all its rows are as long."""
    return len(sheet.rows[0]) if sheet.rows else 0


def read_table(
    content: bytes, file: str, sheets: Sequence[str], separator: str, encoding: str | None
) -> Table:
    """A workbook or a text as a table; raises UnreadableFileError.

    `encoding` is what somebody said of a text that does not say it itself.
    """
    if content.startswith((ZIP, OLE)):
        return SheetTable(file, tuple(named(read_book(content).sheets, sheets)))
    text = decoded(content, encoding)
    return TextTable(file, tuple(rows_of(text, separator)))


def named(found: Sequence[Sheet], names: Sequence[str]) -> Iterator[Sheet]:
    """The sheets with these names, or the first; raises UnreadableFileError without one."""
    known = {folded(sheet.name): sheet for sheet in found}
    for name in names:
        if folded(name) not in known:
            raise UnreadableFileError("table-column.sheet", sheet=short(name))
        yield known[folded(name)]
    if not names:
        yield from found[:1]


def decoded(content: bytes, encoding: str | None) -> str:
    """The text; raises UnreadableFileError for what neither it nor anybody else says."""
    marked = next((name for mark, name in MARKS if content.startswith(mark)), None)
    try:
        return content.decode(marked or encoding or "utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        values: dict[str, Sayable] = {"byte": f"0x{content[error.start]:02x}", "line": line}
        if marked or encoding:
            name = "UTF-16" if marked == "utf-16" else marked or encoding or ""
            raise UnreadableFileError("table-text.not", encoding=name, **values) from error
        raise UnreadableFileError("table-text.encoding", **values) from error


def rows_of(text: str, separator: str) -> Iterator[TableRow]:
    """The rows that say something, with the lines on which they begin.

    Raises UnreadableFileError for what is no table.
    """
    reader = csv.reader(
        StringIO(text, newline=""),
        delimiter="\t" if separator == TAB else separator,
        strict=True,
    )
    line, cells = 1, 0
    try:
        for number, row in enumerate(reader):
            cells += len(row)
            if number >= MOST_ROWS or len(row) > MOST_HEADINGS or cells > MOST_IN_TEXT:
                most = {"rows": MOST_ROWS, "columns": MOST_HEADINGS, "cells": MOST_IN_TEXT}
                raise UnreadableFileError("table-text.large", **most)
            yield TableRow(line, tuple(map(text_cell, row)))
            line = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableFileError("table-text.broken", line=line) from error


def text_cell(text: str) -> Cell:
    """A cell of a text."""
    if len(text) >= MOST_SIGNS:
        return Cell(text[:MOST_SIGNS], "overlong")
    return Cell(text.strip() or None)


def cell_in(row: TableRow, column: int | None) -> Cell:
    """A cell of a row, an empty one where the row is shorter."""
    return at(row.cells, column)
