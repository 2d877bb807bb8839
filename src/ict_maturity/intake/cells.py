"""In: the bytes of a workbook from anywhere; out: its cells, or why it is not read.

No library of spreadsheets is asked: those that are kept well end the process at files that are in
order, or hide what an office has to be told, such as a percentage or a formula.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from ict_maturity.problems import Problem, wrong
from ict_maturity.said import Sayable

Oddity = Literal["formula", "uncomputed", "error", "percent", "long", "overlong", "time"]
"""What somebody has to be told before the value of a cell may be used."""
MOST_ROWS, MOST_COLUMNS = 5_000, 1_000
"""Of a sheet, as far as something stands there."""
MOST_CELLS = 100_000
"""Of all sheets together, the empty ones between others too."""
MOST_SHEETS = 200
MOST_DIGITS = 15
"""What a spreadsheet keeps of a number."""
MOST_SIGNS = 40_000
"""Of the text of a cell: more than Excel keeps, and than any field takes."""
MOST_SIGNS_OF_ALL = 5_000_000
MOST_SIGNS_OF_A_NAME = 100


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
    """Why a file is not read: the id of a problem and the values of its words."""

    def __init__(self, id: str, **values: Sayable) -> None:
        super().__init__(id)
        self.id, self.values = id, values

    def problems(self, file: str) -> tuple[Problem, ...]:
        """The same as what is wrong with a file."""
        return (wrong(self.id, **self.values).at(file),)


class FaultyFileError(UnreadableFileError):
    """Why a file is not read, by its problems."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        super().__init__("")
        self.found = tuple(problems)

    def problems(self, file: str) -> tuple[Problem, ...]:
        """All of them."""
        return self.found


class Text:
    """A text while it is read; what is longer than the text of any cell is not kept."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._left = MOST_SIGNS

    def add(self, part: str) -> None:
        """Read on."""
        if self._left:
            self._parts.append(part[: self._left])
            self._left -= len(self._parts[-1])

    def __str__(self) -> str:
        """All that was kept."""
        return "".join(self._parts)


class Grid:
    """The cells of one sheet while it is read."""

    def __init__(self) -> None:
        self.cells: dict[tuple[int, int], Cell] = {}
        self.height = self.width = 0
        self.signs = 0

    def put(self, row: int, column: int, cell: Cell) -> None:
        """Note a cell that holds something; raises UnreadableFileError far outside of any form."""
        if cell == Cell(None):
            return
        if row >= MOST_ROWS or column >= MOST_COLUMNS or len(self.cells) >= MOST_CELLS:
            raise UnreadableFileError("workbook-file.far")
        if isinstance(cell.value, str):
            self.signs += len(cell.value)
            if len(cell.value) >= MOST_SIGNS:
                cell = Cell(cell.value, "overlong")
        self.cells[row, column] = cell
        self.height, self.width = max(self.height, row + 1), max(self.width, column + 1)

    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """All rows up to the last one that holds something."""
        empty = Cell(None)
        return tuple(
            tuple(self.cells.get((row, column), empty) for column in range(self.width))
            for row in range(self.height)
        )


class Sheets:
    """The sheets of a workbook while it is read: a small file may name one a thousand times."""

    def __init__(self) -> None:
        self._sheets: list[Sheet] = []
        self._cells, self._signs = MOST_CELLS, MOST_SIGNS_OF_ALL

    def add(self, name: str, grid: Grid) -> None:
        """The next sheet; raises UnreadableFileError when all together are more than any form."""
        self._cells -= grid.height * grid.width
        self._signs -= grid.signs
        if min(self._cells, self._signs) < 0 or len(self._sheets) >= MOST_SHEETS:
            raise UnreadableFileError("workbook-file.far")
        self._sheets.append(Sheet(name[:MOST_SIGNS_OF_A_NAME], grid.rows()))

    def all(self) -> tuple[Sheet, ...]:
        """All sheets in their order."""
        return tuple(self._sheets)


def whole(text: str, other: int) -> int:
    """A number that counts something in the file; another one for what is none."""
    return int(text) if text.isdecimal() and len(text) < MOST_DIGITS else other


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
