"""In: the members of an ods file; out: its cells (ISO/IEC 26300, chapters 9 and 19)."""

from ict_maturity.intake.cells import (
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_SIGNS,
    Book,
    Cell,
    Grid,
    Sheets,
    Text,
    UnreadableFileError,
    number_cell,
    whole,
)
from ict_maturity.intake.container import Attributes, Container, Elements
from ict_maturity.intake.xlsx import day_cell

MACROS = ("Basic/", "Scripts/")
ERRORS = ("#", "Err:")
"""How what a cell shows begins where its formula went wrong."""


def read_ods(container: Container) -> Book:
    """All sheets in their order; raises UnreadableFileError."""
    if any(name.startswith(MACROS) for name in container.names):
        raise UnreadableFileError("workbook-file.macros")
    refuse_locked(container)
    reader = OdsReader()
    container.parse("content.xml", reader)
    return Book(reader.sheets.all(), properties(container))


def refuse_locked(container: Container) -> None:
    """A file that is encrypted has members that nobody can read without a password."""

    def locked(_: Attributes) -> None:
        raise UnreadableFileError("workbook-file.password")

    container.parse("META-INF/manifest.xml", Elements({"encryption-data": locked}, {}))


def properties(container: Container) -> dict[str, str]:
    """The properties of the document that its writer named."""
    found: dict[str, str] = {}
    names: list[str] = []
    reader = Elements(
        {"user-defined": lambda attributes: names.append(attributes.get("name", ""))},
        {"user-defined": lambda text: found.update({names[-1]: text})},
    )
    container.parse("meta.xml", reader)
    return found


class OdsReader:
    """Reads the one member that holds all sheets."""

    def __init__(self) -> None:
        self.sheets = Sheets()
        self.grid = Grid()
        self.name = ""
        self.row = self.column = 0
        self.rows_repeated = self.columns_repeated = 1
        self.cell: Attributes = {}
        self.shown = Text()
        self.lines = 0
        """How many paragraphs of the cell have begun."""
        self.aside = 0
        """How deep within a remark or a drawing beside the cell."""
        self.in_cell = self.in_line = False

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        if name in ("annotation", "shapes", "frame"):
            self.aside += 1
        if self.aside:
            return
        match name:
            case "table":
                self.name, self.grid, self.row = attributes.get("name", ""), Grid(), 0
            case "table-row":
                self.column = 0
                self.rows_repeated = times(attributes.get("number-rows-repeated"))
            case "table-cell" | "covered-table-cell":
                self.cell, self.in_cell = attributes, True
                self.shown, self.lines = Text(), 0
                self.columns_repeated = times(attributes.get("number-columns-repeated"))
            case "p" if self.in_cell:
                self.shown.add("\n" if self.lines else "")
                self.lines += 1
                self.in_line = True
            case "s" if self.in_line:
                self.shown.add(" " * min(times(attributes.get("c")), MOST_SIGNS))
            case "line-break" if self.in_line:
                self.shown.add("\n")
            case "tab" if self.in_line:
                self.shown.add("\t")

    def text(self, text: str) -> None:
        """A part of a text."""
        if self.in_line and not self.aside:
            self.shown.add(text)

    def end(self, name: str) -> None:
        """An element ends."""
        if name in ("annotation", "shapes", "frame"):
            self.aside -= 1
        if self.aside:
            return
        match name:
            case "p":
                self.in_line = False
            case "table-cell" | "covered-table-cell":
                self._put()
                self.in_cell = False
            case "table-row":
                self.row += self.rows_repeated
            case "table":
                self.sheets.add(self.name, self.grid)

    def _put(self) -> None:
        cell = cell_of(self.cell, str(self.shown))
        if cell != Cell(None):
            if self.rows_repeated > MOST_ROWS or self.columns_repeated > MOST_COLUMNS:
                raise UnreadableFileError("workbook-file.far")
            for row in range(self.rows_repeated):
                for column in range(self.columns_repeated):
                    self.grid.put(self.row + row, self.column + column, cell)
        self.column += self.columns_repeated


def cell_of(attributes: Attributes, text: str) -> Cell:
    """A cell by its type; what it shows is the value of a text alone."""
    kind = attributes.get("value-type", "")
    if attributes.get("formula"):
        if text.startswith(ERRORS):
            return Cell(text, "error")
        return Cell(text, "formula") if kind and text else Cell(None, "uncomputed")
    match kind:
        case "float" | "currency":
            return number_cell(attributes.get("value", ""))
        case "percentage":
            return Cell(number_cell(attributes.get("value", "")).value, "percent")
        case "date":
            return day_cell(attributes.get("date-value", ""))
        case "time":
            return Cell(text or None, "time")
        case "boolean":
            return Cell(attributes.get("boolean-value") == "true")
    return Cell(attributes.get("string-value", text) or None)


def times(text: str | None) -> int:
    """How often something is repeated."""
    return max(1, whole(text or "", 1))
