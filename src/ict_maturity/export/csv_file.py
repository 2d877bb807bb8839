"""In: rows of values; out: a CSV Output that a spreadsheet opens without running anything."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from io import StringIO

from ict_maturity.export.json_file import FOLDER, PLACES
from ict_maturity.outputs import Output
from ict_maturity.texts.numbers import format_number

Value = str | int | bool | Fraction | Decimal | date | None
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_output(name: str, columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> Output:
    """The file `name` below the folder of the exports, with a header and UTF-8 text."""
    file = StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([cell(value) for value in row] for row in rows)
    return Output(f"{FOLDER}/{name}", file.getvalue())


def cell(value: Value) -> str:
    """One value: nothing for None, true and false as in JSON, numbers exactly or to four decimals.

    Text that a spreadsheet would run as a formula gets an apostrophe in front, as OWASP advises.
    """
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA) else value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Fraction):
        return format_number(value, PLACES)
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return str(value)
