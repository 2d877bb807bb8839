"""In: rows of values; out: a CSV Output that a spreadsheet opens without running anything."""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from io import StringIO
from types import NoneType
from typing import Any

from ict_maturity.data.outputs import Output
from ict_maturity.export.json_file import FOLDER, PLACES
from ict_maturity.texts.numbers import format_number

Value = str | int | bool | Fraction | Decimal | date | None
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_output(name: str, columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> Output:
    """The file `name` below the folder of the exports, with a header and UTF-8 text."""
    file = StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([cell(value) for value in row] for row in rows)
    return Output.of_text(f"{FOLDER}/{name}", file.getvalue())


def harmless(text: str) -> str:
    """Text that a spreadsheet would run as a formula gets an apostrophe, as OWASP advises."""
    return f"'{text}" if text.startswith(FORMULA) else text


WRITTEN: Mapping[type, Callable[[Any], str]] = {
    str: harmless,
    NoneType: lambda _: "",
    bool: lambda value: "true" if value else "false",
    int: str,
    Fraction: lambda value: format_number(value, PLACES),
    Decimal: lambda value: format(value.normalize(), "f"),
    date: date.isoformat,
}
"""How each type of value is written: true and false as in JSON, numbers to four decimals or as
they were reported."""


def cell(value: Value) -> str:
    """One value as text: nothing for None."""
    return WRITTEN[type(value)](value)
