"""In: the bytes of a workbook from anywhere; out: its cells, or why it is not read.

No library of spreadsheets is asked: those that are kept well end the process at files that are in
order, or hide what an office has to be told, such as a percentage or a formula.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

Oddity = Literal["formula", "uncomputed", "error", "percent", "long", "time"]
"""What somebody has to be told before the value of a cell may be used."""
MOST_ROWS, MOST_COLUMNS = 5_000, 60
"""Of a sheet, as far as something stands there."""
MOST_CELLS = 200_000
MOST_DIGITS = 15
"""What a spreadsheet keeps of a number."""


class Cell(NamedTuple):
    """What was written, None where nothing was; a text as it stands, a number as it was typed."""

    value: str | Decimal | bool | date | None
    odd: Oddity | None = None


class Sheet(NamedTuple):
    """A sheet with its rows from the first one on, each from the first column on."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]


class Book(NamedTuple):
    """All sheets of a workbook, and what the properties of the document say."""

    sheets: tuple[Sheet, ...]
    properties: Mapping[str, str]


class UnreadableFileError(Exception):
    """Why a file is not read: the id of a problem."""

    def __init__(self, id: str) -> None:
        super().__init__(id)
        self.id = id


class Grid:
    """The cells of one sheet while it is read."""

    def __init__(self) -> None:
        self.cells: dict[tuple[int, int], Cell] = {}

    def put(self, row: int, column: int, cell: Cell) -> None:
        """Note a cell that holds something; raises UnreadableFileError far outside of any form."""
        if cell == Cell(None):
            return
        if row >= MOST_ROWS or column >= MOST_COLUMNS or len(self.cells) >= MOST_CELLS:
            raise UnreadableFileError("workbook-file.far")
        self.cells[row, column] = cell

    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """All rows up to the last one that holds something."""
        height = max((row for row, _ in self.cells), default=-1) + 1
        width = max((column for _, column in self.cells), default=-1) + 1
        empty = Cell(None)
        return tuple(
            tuple(self.cells.get((row, column), empty) for column in range(width))
            for row in range(height)
        )


def number_cell(text: str) -> Cell:
    """A number as it was typed: files hold the nearest one that a machine can have."""
    try:
        number = Decimal(repr(float(text)))
    except (ValueError, ArithmeticError):
        return Cell(text)
    if not number.is_finite():
        return Cell(text)
    if len(number.normalize().as_tuple().digits) > MOST_DIGITS or abs(number) >= 10**MOST_DIGITS:
        return Cell(number, "long")
    return Cell(Decimal(int(number)) if number == number.to_integral_value() else number)
