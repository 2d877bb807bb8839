"""In: a sheet of a workbook; out: rows of words, as high as these, and fields that take answers."""

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ict_maturity.forms.asked import Item
from ict_maturity.forms.layout import STILL_TRUE
from ict_maturity.said import Sayable, word
from ict_maturity.texts.words import Words

TEXT_LINES = 3
LINE, AROUND = 13.5, 5.0
"""The height of a line of 10 points, and what is left free above and below."""
SIGNS = 1.05
"""How many signs stand in the width of a digit of the usual size, at the least."""
TALLEST = 409.0
"""The height that no row may exceed, in points."""
DAYS = (date(2000, 1, 1), date(2100, 1, 1))

Text = tuple[int, Sayable, Format]
"""What is written: the column, the words, and how they look."""


class Styles:
    """How the cells of a workbook look; those that take answers are open, the others locked."""

    def __init__(self, book: Workbook) -> None:
        base = {"text_wrap": True, "valign": "top", "font_size": 10, "font_name": "Calibri"}
        field = {**base, "locked": False, "border": 1, "border_color": "#8a94a6"}
        field["bg_color"] = "#fffbe6"
        grey = {"font_color": "#5a6472"}
        self.plain = self._add(book, base)
        self.before = self._add(book, {**base, **grey, "italic": True, "indent": 1})
        self.across = self._add(book, {**base, **grey, "text_wrap": False})
        self.grey = self._add(book, {**base, **grey, "italic": True})
        self.heading = self._add(book, {**base, "bold": True, "font_size": 14})
        self.bold = self._add(book, {**base, "bold": True, "bg_color": "#e8edf5"})
        self.columns = self._add(book, {**base, "bold": True, "bottom": 2})
        self.field = self._add(book, {**field, "num_format": "@"})
        self.number = self._add(book, {**field, "num_format": "General", "align": "left"})
        self.day = self._add(book, {**field, "num_format": "yyyy-mm-dd", "align": "left"})

    def _add(self, book: Workbook, properties: Mapping[str, object]) -> Format:
        made: Format = book.add_format(dict(properties))
        return made


class Place:
    """A sheet and its next free row; `styles` are those of its workbook."""

    def __init__(
        self, sheet: Worksheet, widths: Sequence[int], styles: Styles, words: Words
    ) -> None:
        """An empty sheet: the first column is hidden, and it prints as wide as a page."""
        self.sheet, self.widths, self.styles, self.words = sheet, widths, styles, words
        self.next = 0
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width, None, {"hidden": not column})
        sheet.protect("", {"format_columns": True, "format_rows": True, "insert_rows": True})
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(0.4, 0.4, 0.6, 0.6)
        sheet.hide_gridlines(2)

    def skip(self) -> None:
        """Leave a row empty."""
        self.next += 1

    def keep_in_sight(self) -> None:
        """The last row stays where it is on the screen, and stands on every printed page."""
        self.sheet.freeze_panes(self.next, 0)
        self.sheet.repeat_rows(self.next - 1)

    def row(self, id: str, cells: Iterable[Text], least: int = 1) -> int:
        """Write texts in their columns, in a row that is high enough for all of them."""
        row, lines = self.next, least
        if id:
            self.sheet.write_string(row, 0, id)
        for at, said, style in cells:
            text = self.words.say(said)
            if style.text_wrap:
                lines = max(lines, lines_of(text, self.widths[at]))
            self.sheet.write_string(row, at, text, style)
        self.sheet.set_row(row, min(TALLEST, LINE * lines + AROUND))
        self.next += 1
        return row

    def still(self, row: int, column: int) -> None:
        """A field that says whether the last answer is true still."""
        said = [self.words.say(word(f"book.still.{each}")) for each in STILL_TRUE]
        self.choice(row, column, said)

    def answer(self, row: int, column: int, item: Item) -> None:
        """An empty field that takes what the question asks for."""
        if item.options:
            labels = [self.words.say(label) for label in item.options.values()]
            self.choice(row, column, labels)
            return
        match item.takes:
            case "day":
                self.take_day(row, column)
            case "number" | "whole":
                self.sheet.write_blank(row, column, None, self.styles.number)
                kind = "decimal" if item.takes == "number" else "integer"
                bounds = {"criteria": "between", "minimum": -(10**15), "maximum": 10**15}
                self.validate(row, column, {"validate": kind, **bounds}, item.takes)
            case _:
                self.take_text(row, column)

    def take_text(self, row: int, column: int) -> None:
        """An empty field for words."""
        self.sheet.write_blank(row, column, None, self.styles.field)

    def take_day(self, row: int, column: int) -> None:
        """An empty field for a day."""
        self.sheet.write_blank(row, column, None, self.styles.day)
        bounds = dict(zip(("minimum", "maximum"), DAYS, strict=True))
        self.validate(row, column, {"validate": "date", "criteria": "between", **bounds}, "day")

    def choice(self, row: int, column: int, labels: Sequence[str]) -> None:
        """An empty field with a list to choose from."""
        self.sheet.write_blank(row, column, None, self.styles.field)
        self.validate(row, column, {"validate": "list", "source": list(labels)}, "choice")

    def validate(self, row: int, column: int, rule: Mapping[str, object], takes: str) -> None:
        """What a field takes, and what is said of anything else."""
        title, text = word("book.refused"), word(f"book.takes.{takes}")
        said = {"error_title": self.words.say(title), "error_message": self.words.say(text)}
        self.sheet.data_validation(row, column, row, column, {**rule, **said})

    def was(self, row: int, column: int, value: object) -> None:
        """Put what stood there last time into a field."""
        if isinstance(value, date):
            moment = datetime.combine(value, datetime.min.time())
            self.sheet.write_datetime(row, column, moment, self.styles.day)
        elif value is not None:
            self.sheet.write_string(row, column, str(value), self.styles.field)


def lines_of(text: str, width: int) -> int:
    """How many lines a text takes in a column that is so many digits wide, at the most."""
    return sum(max(1, math.ceil(len(line) / (SIGNS * width))) for line in text.split("\n"))
