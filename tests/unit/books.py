"""Workbooks of the example, filled in as an office would, and what becomes of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from ict_maturity.forms.asked import Last
from ict_maturity.forms.layout import ANSWER, STILL, Paper
from ict_maturity.forms.workbook import workbook
from ict_maturity.intake.book import read_book
from ict_maturity.intake.cells import Cell as InCell
from ict_maturity.intake.filled import EMPTY, Asked, Entry, Row, Rows, Spot, Whose
from ict_maturity.intake.last import last_of
from ict_maturity.intake.report import Sent, Taken, take
from ict_maturity.intake.rows import WorkbookForm
from ict_maturity.model import AssessmentKey, Content
from tests.unit.made_up import minimal_content

KEY = AssessmentKey("HV", "2026")
TOKEN, DIGEST = "THETOKEN", "d" * 64
FILE = "HV-2026.xlsx"
Written = str | int | float | date
Harm = Callable[[Workbook], object]


@cache
def content() -> Content:
    """The example before the office has reported in the last round."""
    whole = minimal_content()
    left = {key: each for key, each in whole.assessments.items() if key != KEY}
    return replace(whole, assessments=left)


def last() -> Last:
    return last_of(content(), KEY)


@cache
def blank() -> bytes:
    """The workbook as it is sent."""
    return workbook(content(), Paper(KEY, DIGEST, TOKEN, last()))


def filled(
    answers: Mapping[str, Written] | None = None,
    still: Mapping[str, str] | None = None,
    harm: Harm = lambda book: None,
    sent: bytes = b"",
) -> bytes:
    """The workbook as it comes back: answers and confirmations by id, then some harm."""
    book = load_workbook(BytesIO(sent or blank()))
    for id, value in (answers or {}).items():
        beside(book, id, ANSWER).value = value
    for id, said in (still or {}).items():
        beside(book, id, STILL).value = said
    harm(book)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def place_of(book: Workbook, id: str) -> tuple[Worksheet, int]:
    """The sheet and the row that carry an id."""
    for sheet in book.worksheets:
        for row in range(1, sheet.max_row + 1):
            if sheet.cell(row, 1).value == id:
                return sheet, row
    raise AssertionError(f"{id} is in no sheet")


def beside(book: Workbook, id: str, column: int) -> Cell:
    """The cell in a column of the row that carries an id."""
    sheet, row = place_of(book, id)
    cell = sheet.cell(row, column + 1)
    assert isinstance(cell, Cell)
    return cell


def taken(file: bytes, name: str = FILE) -> Taken:
    """What is read of a file."""
    sent = Sent(name, "e" * 64, date(2026, 9, 1))
    return take(content(), KEY, WorkbookForm(read_book(file), name), last(), sent)


class Typed:
    """A form that says what a test says, by the id of each question, without any file."""

    def __init__(
        self,
        answers: Mapping[str, Written],
        file: str = FILE,
        evidence: Sequence[Mapping[str, Written]] = (),
        still: Mapping[str, str] | None = None,
    ) -> None:
        self.answers, self.file, self.evidence = answers, file, evidence
        self.still = still or {}

    @property
    def name(self) -> str:
        """What it is called."""
        return self.file

    def whose(self) -> Whose:
        """Nobody asks."""
        return Whose({})

    def rows(self, asked: Asked) -> Rows:
        """A row for each question, and lines of evidence."""
        rows = {
            id: Row(
                typed(self.answers.get(id)),
                typed(self.still.get(id)),
                Spot(self.file, id, asked.words.say(item.asks)),
            )
            for id, item in asked.items.items()
        }
        return Rows(rows, {"evidence": tuple(map(self.entry, self.evidence))})

    def entry(self, line: Mapping[str, Written]) -> Entry:
        """A line of evidence."""
        spot = Spot(self.file, "evidence")
        cells = {field: (typed(value), spot) for field, value in line.items()}
        return Entry(cells, "", EMPTY, spot)


def typed(value: Written | None) -> InCell:
    """A cell in which something was typed."""
    return InCell(Decimal(str(value)) if isinstance(value, (int, float)) else value)
