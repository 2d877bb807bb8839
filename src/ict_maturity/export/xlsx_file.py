"""In: a table; out: the same as a workbook, with a sheet that says what each column means."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from itertools import chain, islice
from typing import Any

from xlsxwriter.worksheet import Worksheet

from ict_maturity.data.xlsx import new_workbook
from ict_maturity.export.fields import Field, Value, decimals
from ict_maturity.texts.words import Words

MOST_ROWS = 1 << 20
"""Of a sheet, its header included."""


def xlsx_bytes(
    name: str, columns: Sequence[Field], rows: Iterable[Sequence[Value]], words: Words
) -> bytes:
    """The rows on a sheet called `name`, on several when they are too many for one.

    Values keep their types, so that no text is run as a formula.
    """
    file = BytesIO()
    with new_workbook(file) as book:
        header = [column.name for column in columns]
        left, number = iter(rows), 0
        while (part := [*islice(left, MOST_ROWS - 1)]) or not number:
            number += 1
            fill(book.add_worksheet(name if number == 1 else f"{name} {number}"), header, part)
        titles = [words("data.column"), words("data.unit"), words("data.meaning")]
        about = [(column.name, unit_of(column), words.say(column.words)) for column in columns]
        fill(book.add_worksheet(words("data.columns.sheet")), titles, about)
    return file.getvalue()


def unit_of(column: Field) -> str | None:
    """What a number counts."""
    unit = column.shape.get("unit") if isinstance(column.shape, Mapping) else None
    return unit or None


def fill(sheet: Worksheet, header: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    """Write the rows below their header."""
    for place, row in enumerate(chain([header], rows)):
        for column, value in enumerate(row):
            if value is not None:
                WRITE[type(value)](sheet, place, column, value)


WRITE: Mapping[type, Callable[[Worksheet, int, int, Any], object]] = {
    str: Worksheet.write_string,
    bool: Worksheet.write_boolean,
    int: Worksheet.write_number,
    Fraction: lambda sheet, row, column, value: sheet.write_number(row, column, decimals(value)),
    Decimal: Worksheet.write_number,
    date: Worksheet.write_datetime,
    tuple: lambda sheet, row, column, value: sheet.write_string(
        row, column, " ".join(map(str, value))
    ),
}
"""How each type of value is written; a computed number has the four decimals of the CSV."""
