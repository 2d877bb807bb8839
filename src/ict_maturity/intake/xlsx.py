"""In: the members of an xlsx file; out: its cells (ECMA-376, part 1, chapter 18)."""

import posixpath
import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from ict_maturity.intake.cells import (
    Book,
    Cell,
    Grid,
    Oddity,
    Sheets,
    Text,
    UnreadableFileError,
    number_cell,
    whole,
)
from ict_maturity.intake.container import Attributes, Container, Elements

MACROS = re.compile(r"vbaProject|macrosheets|\.bas$", re.IGNORECASE)
OUTSIDE = "xl/externalLinks/"
PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
PERCENT = {9, 10}
DAYS = {14, 15, 16, 17, *range(27, 37), *range(50, 59)}
TIMES = {18, 19, 20, 21, 22, 45, 46, 47}
QUOTED = re.compile(r'"[^"]*"|[\\_*].|\[[^][]*\]')
"""What a format shows as it stands, or as a space, a colour or a condition."""
LASTING = re.compile(r"\[(h+|m+|s+)\]")
"""Hours, minutes or seconds beyond a day."""
ESCAPED = re.compile("_x(?!D[89A-F])([0-9A-F]{4})_", re.IGNORECASE)
"""A sign that XML cannot hold, or a text that looks like one; half a sign stays as it is."""
FIRST_DAY, FIRST_DAY_1904 = date(1899, 12, 30), date(1904, 1, 1)


def read_xlsx(container: Container) -> Book:
    """All sheets in their order; raises UnreadableFileError."""
    if any(MACROS.search(name) for name in container.names):
        raise UnreadableFileError("workbook-file.macros")
    if any(name.startswith(OUTSIDE) for name in container.names):
        raise UnreadableFileError("workbook-file.outside")
    workbook = Workbook(container)
    sheets = Sheets()
    for name, target in workbook.sheets:
        sheets.add(name, SheetReader(container, target, workbook).grid)
    return Book(sheets.all(), properties(container))


def properties(container: Container) -> dict[str, str]:
    """The custom properties of the document that are texts."""
    found: dict[str, str] = {}
    names: list[str] = []
    reader = Elements(
        {"property": lambda attributes: names.append(attributes.get("name", ""))},
        {"lpwstr": lambda text: found.update({names[-1]: text}) if names else None},
    )
    container.parse("docProps/custom.xml", reader)
    return found


class Workbook:
    """What the sheets of a workbook share: names, texts, formats and the first day."""

    def __init__(self, container: Container) -> None:
        self.first_day = FIRST_DAY
        self.texts: list[str] = []
        self.formats: list[str] = []
        """By style: `percent`, `day`, `time` or nothing."""
        self.sheets: list[tuple[str, str]] = []
        self._read_sheets(container)
        self._read_texts(container)
        self._read_formats(container)

    def _read_sheets(self, container: Container) -> None:
        targets: dict[str, str] = {}

        def related(attributes: Attributes) -> None:
            target = attributes.get("Target", "")
            if attributes.get("TargetMode") != "External":
                targets[attributes.get("Id", "")] = posixpath.normpath(
                    target.lstrip("/") if target.startswith("/") else f"xl/{target}"
                )

        def begun(attributes: Attributes) -> None:
            if attributes.get("date1904") in ("1", "true"):
                self.first_day = FIRST_DAY_1904

        def named(attributes: Attributes) -> None:
            target = targets.get(attributes.get("id", ""), "")
            if target in container.names:
                self.sheets.append((attributes.get("name", ""), target))

        container.parse("xl/_rels/workbook.xml.rels", Elements({"Relationship": related}, {}))
        container.parse("xl/workbook.xml", Elements({"workbookPr": begun, "sheet": named}, {}))

    def _read_texts(self, container: Container) -> None:
        kept = [Text()]
        reading = [True]

        def begins(_: Attributes) -> None:
            kept[0] = Text()

        def aside(_: Attributes) -> None:
            reading[0] = False

        def back(_: str) -> None:
            reading[0] = True

        def part(text: str) -> None:
            if reading[0]:
                kept[0].add(text)

        def ends(_: str) -> None:
            self.texts.append(unescaped(str(kept[0])))

        starts = {"si": begins, "rPh": aside}
        reader = Elements(starts, {"t": part, "rPh": back, "si": ends})
        container.parse("xl/sharedStrings.xml", reader)

    def _read_formats(self, container: Container) -> None:
        forms: dict[str, str] = {}
        within = [False]

        def code(attributes: Attributes) -> None:
            id = attributes.get("numFmtId", "")
            forms[id] = form_of(id, attributes.get("formatCode", ""))

        def styles(_: Attributes) -> None:
            within[0] = True

        def style(attributes: Attributes) -> None:
            if within[0]:
                id = attributes.get("numFmtId", "0")
                self.formats.append(forms[id] if id in forms else form_of(id))

        def styles_end(_: str) -> None:
            within[0] = False

        starts: dict[str, Callable[[Attributes], None]] = {
            "numFmt": code,
            "cellXfs": styles,
            "xf": style,
        }
        container.parse("xl/styles.xml", Elements(starts, {"cellXfs": styles_end}))

    def form_at(self, style: str) -> str:
        """What a style shows a number as."""
        number = whole(style, 0)
        return self.formats[number] if number < len(self.formats) else ""


def unescaped(text: str) -> str:
    """A text as it was typed: `_x000D_` is the end of a line in some programs."""
    return ESCAPED.sub(lambda escaped: chr(int(escaped[1], 16)), text)


def form_of(id: str, code: str = "") -> str:
    """What a number format shows: a percentage, a day, a time of day, or a number."""
    number = whole(id, 0)
    bare = QUOTED.sub("", code).lower()
    if number in PERCENT or "%" in bare:
        return "percent"
    if number in TIMES or re.search("[hs]", bare) or LASTING.search(code.lower()):
        return "time"
    return "day" if number in DAYS or re.search("[ymd]", bare) else ""


class SheetReader:
    """Reads one sheet."""

    def __init__(self, container: Container, target: str, workbook: Workbook) -> None:
        self.workbook = workbook
        self.grid = Grid()
        self.row = self.column = -1
        self.type = self.style = ""
        self.value = Text()
        self.formula = False
        starts = {"row": self._row, "c": self._cell, "f": self._formula}
        ends = {"v": self._value, "t": self._value, "c": self._end}
        container.parse(target, Elements(starts, ends))

    def _row(self, attributes: Attributes) -> None:
        self.row = whole(attributes.get("r", ""), self.row + 2) - 1
        self.column = -1

    def _cell(self, attributes: Attributes) -> None:
        self.type, self.style = attributes.get("t", "n"), attributes.get("s", "0")
        self.value, self.formula = Text(), False
        place = PLACE.fullmatch(attributes.get("r", ""))
        if place:
            self.column = column_of(place[1])
            self.row = int(place[2]) - 1
        else:
            self.column += 1

    def _formula(self, _: Attributes) -> None:
        self.formula = True

    def _value(self, text: str) -> None:
        self.value.add(text)

    def _end(self, _: str) -> None:
        self.grid.put(max(self.row, 0), max(self.column, 0), self._read())

    def _read(self) -> Cell:
        value = str(self.value)
        if self.type == "e":
            return Cell(value or None, "error")
        if self.formula:
            return Cell(value, "formula") if value else Cell(None, "uncomputed")
        if not value:
            return Cell(None)
        match self.type:
            case "s":
                texts = self.workbook.texts
                number = whole(value, len(texts))
                return Cell((texts[number] if number < len(texts) else "") or None)
            case "b":
                return Cell(value == "1")
            case "n":
                return self._number(value)
            case "d":
                return day_cell(value)
        return Cell(unescaped(value))

    def _number(self, text: str) -> Cell:
        cell, form = number_cell(text), self.workbook.form_at(self.style)
        if not isinstance(cell.value, Decimal) or not form:
            return cell
        if form == "percent":
            return Cell(cell.value, "percent")
        whole = int(cell.value)
        if form == "time" or whole != cell.value:
            return Cell(cell.value, "time")
        try:
            return Cell(self.workbook.first_day + timedelta(days=whole))
        except OverflowError:
            return cell


def day_cell(text: str) -> Cell:
    """A day as ISO 8601 writes it; with a time of day it is none."""
    odd: Oddity | None = None
    day, _, time = text.partition("T")
    if time.strip("0:.Z"):
        odd = "time"
    try:
        return Cell(date.fromisoformat(day), odd)
    except ValueError:
        return Cell(text)


def column_of(letters: str) -> int:
    """The number of a column, A is 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
