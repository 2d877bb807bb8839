"""In: plain data, or rows of values; out: a JSON or CSV text that is read and compared safely."""

import csv
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from io import StringIO
from typing import Any

from ict_maturity.data.digest import number_text
from ict_maturity.export.fields import PLACES, Value
from ict_maturity.texts.words import format_number

FORMULA = ("=", "+", "-", "@", "\t", "\r")
MAY_HAVE_EXPONENT = re.compile(r"[0-9]e[+-]")
TEXT_OR_EXPONENT = re.compile(r'"(?:[^"\\]|\\.)*"|(-?[0-9.]+e[+-][0-9]+)')


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> str:
    """The rows below their header."""
    file = StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([*map(cell, row)] for row in rows)
    return file.getvalue()


def cell(value: Value) -> Value:
    """A value as it is written; numbers of things and nothing are written as they are."""
    write = WRITTEN.get(type(value))
    return value if write is None else write(value)


def harmless(text: str) -> str:
    """Text that a spreadsheet would run as a formula gets an apostrophe, as OWASP advises."""
    return f"'{text}" if text.startswith(FORMULA) else text


WRITTEN: Mapping[type, Callable[[Any], Value]] = {
    str: harmless,
    bool: lambda value: "true" if value else "false",
    Fraction: lambda value: format_number(value, PLACES),
    Decimal: lambda value: format(value.normalize(), "f"),
    date: date.isoformat,
    tuple: lambda values: harmless(" ".join(map(str, values))),
}
"""How each type of value is written: true and false as in JSON, numbers to four decimals or as
they were reported, and several values with a space between."""


def json_text(data: Mapping[str, Any]) -> str:
    """An object with one key a line, and one line for each entry of a list of objects.

    Numbers are spelled as in digests (RFC 8785), so that every engine writes the same ones.
    """
    entries = ",\n".join(f"{compact_json(key)}: {_lines(value)}" for key, value in data.items())
    return f"{{\n{entries}\n}}\n"


def _lines(value: object) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + ",\n".join(compact_json(entry) for entry in value) + "\n]"
    return compact_json(value)


def compact_json(value: object) -> str:
    """A value on one line."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    # Python spells only these otherwise; to look at every text takes long, and few have one.
    return TEXT_OR_EXPONENT.sub(_exponent, text) if MAY_HAVE_EXPONENT.search(text) else text


def _exponent(found: re.Match[str]) -> str:
    return found[0] if found[1] is None else number_text(float(found[1]))
