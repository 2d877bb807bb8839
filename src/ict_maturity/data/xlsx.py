"""In: a title; out: an empty workbook, whose bytes depend on what is written into it alone."""

from datetime import UTC, datetime
from typing import IO

from xlsxwriter import Workbook

CREATED = datetime(2000, 1, 1, tzinfo=UTC)
"""Not the day on which it is made, so that two that hold the same are equal."""
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "default_date_format": "yyyy-mm-dd",
}
"""No text is run as a formula, read as a number or opened as an address."""


def new_workbook(file: IO[bytes], title: str = "") -> Workbook:
    """A workbook that is written to `file` when it is closed; it is a context that closes it."""
    book = Workbook(file, OPTIONS)
    book.set_properties({"created": CREATED, **({"title": title} if title else {})})
    return book
