"""In: workbooks as they come back, cut, changed and mixed; out: whether taking them in holds.

Everything runs in this process, so that a traceback is seen and the time of each file is its own.
"""

import random
import re
import time
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Literal
from xml.sax.saxutils import escape
from zipfile import ZipFile

from openpyxl import Workbook

from ict_maturity.forms.layout import ANSWER
from ict_maturity.intake.book import read_book
from ict_maturity.intake.cells import Cell, UnreadableFileError
from ict_maturity.intake.report import Sent, take
from ict_maturity.intake.rows import WorkbookForm
from ict_maturity.problems import wrong
from tests.english import spoken
from tests.torture.trial import Figures
from tests.unit.books import FILE, KEY, Written, beside, content, filled, last
from tests.unit.raw_books import ods, zipped

CHECK, COUNT = "answers.K01.checks.rules-written", "answers.K02.numerator"
WHOLE, DAY = "answers.K02.denominator", "answers.K02.as_of"
ANSWERS: Mapping[str, Written] = {
    "cover.by": "Desk",
    CHECK: "met",
    COUNT: 710,
    WHOLE: 1000,
    DAY: date(2026, 6, 30),
}
LONGEST = 20.0
"""Seconds of the processor for one file, on a machine that others use as well."""
LONGEST_WORDS = 3_000
"""Signs of what is said of one problem."""
PIECES = (
    "", "<", ">", "/>", "&", "&#0;", "&#x110000;", "]]>", "<!--", "-->", "<![CDATA[", "&b;",
    "<!DOCTYPE a [<!ENTITY b 'c'>]>", "<?xml version='1.0' encoding='foo'?>", "<?a ?>", "\ufeff",
    "\x00", "\u202e", "²", "٣", "_xD800_", "_x0000_", "_x202E_", "9" * 30, "9" * 5000, "-1", "nan",
    "1e999", "1E-400", "inf", "XFD1048576", "A0", "A1", "%", "[", '"', " ", "\r\n", "true", "s",
    "e", "d", "b", "<f/>", "<v>1</v>", "<c/>", "<row/>", "<si/>", " xmlns:a='b' ", "a:",
    '<row r="4999"><c r="AZ4999"><v>1</v></c></row>', "<x:p>a</x:p>", "<t:table/>", "a" * 50_000,
    ' t:number-columns-repeated="60"', ' t:number-rows-repeated="5000"', "2026-02-30", "K01",
)  # fmt: skip
VALUE = re.compile(r'(?<=>)[^<>]+(?=</)|(?<=")[^"<>]*(?=")')
ELEMENT = re.compile(r"<([a-zA-Z:-]+)\b[^<>]*?(?:/>|>(?:[^<>]|<(?!/?\1\b))*</\1>)")
"""One that holds no other of its own name."""


def trials(seed: int, short: bool) -> Iterator[Figures]:
    """Workbooks of both kinds, changed as files and in what is inside them."""
    figures = Figures("workbooks that come back, cut, changed and mixed")
    originals = (filled(ANSWERS), of_all_kinds(), as_ods())
    accepted, unread, slowest = 0, 0, 0.0
    for number in range(200 if short else 10_000):
        choose = random.Random(f"{seed}:{number}")
        file = changed(choose, choose.choice(originals), originals)
        begun = time.process_time()
        fault, reached = tried(file)
        took = time.process_time() - begun
        slow = f"took {took:.1f} s" if took > LONGEST else ""
        figures.count_first((fault, slow), f"seed {seed}, attempt {number}")
        accepted, unread = accepted + (reached == "taken"), unread + (reached == "unread")
        slowest = max(slowest, took)
    figures.notes += [
        f"accepted {accepted:,}",
        f"unreadable {unread:,}",
        f"slowest {slowest:.2f} s of CPU",
    ]
    yield figures


def of_all_kinds() -> bytes:
    """A workbook with a day, a percentage and a formula among its answers."""

    def write(book: Workbook) -> None:
        beside(book, DAY, ANSWER).value = date(2026, 6, 30)
        beside(book, COUNT, ANSWER).value = 0.87
        beside(book, COUNT, ANSWER).number_format = "0.0%"
        beside(book, WHOLE, ANSWER).value = "=1+1"

    return filled(harm=write)


def as_ods() -> bytes:
    """The rows of a workbook as an ods file, which has them all on one sheet."""
    book = read_book(filled(ANSWERS))
    lines = ("".join(map(ods_cell, row)) for sheet in book.sheets for row in sheet.rows)
    said = "".join(
        f'<m:user-defined m:name="{name}">{escape(value)}</m:user-defined>'
        for name, value in book.properties.items()
    )
    rows = "".join(f"<t:table-row>{line}</t:table-row>" for line in lines)
    return ods(rows, {"meta.xml": f'<d xmlns:m="m">{said}</d>'})


def ods_cell(cell: Cell) -> str:
    """A cell as an ods file has it."""
    match cell.value:
        case None:
            return "<t:table-cell/>"
        case Decimal():
            return f'<t:table-cell o:value-type="float" o:value="{cell.value}"/>'
        case date():
            return f'<t:table-cell o:value-type="date" o:date-value="{cell.value}"/>'
    text = f"<x:p>{escape(str(cell.value))}</x:p>"
    return f'<t:table-cell o:value-type="string">{text}</t:table-cell>'


def changed(choose: random.Random, file: bytes, originals: tuple[bytes, ...]) -> bytes:
    """The file with other bytes, or packed anew with other members; seldom both."""
    how = choose.random()
    if how < 0.25:
        return broken(choose, file)
    members = {
        name: ZipFile(BytesIO(file)).read(name) for name in ZipFile(BytesIO(file)).namelist()
    }
    for _ in range(choose.choice((1, 1, 1, 2, 4))):
        name = choose.choice(sorted(members))
        members[name] = inside(choose, members[name])
    if how > 0.95:
        other = ZipFile(BytesIO(choose.choice(originals)))
        name = choose.choice(other.namelist())
        members[choose.choice(sorted(members))] = other.read(name)
        members.pop(choose.choice(sorted(members)))
    return zipped(members)


def broken(choose: random.Random, file: bytes) -> bytes:
    """The bytes of the zip itself, cut or overwritten; its directory is at its end."""
    if choose.random() < 0.2:
        return file[: choose.randrange(len(file))]
    raw = bytearray(file)
    for _ in range(choose.choice((1, 2, 8))):
        far = len(raw) if choose.random() < 0.5 else 2000
        raw[-choose.randrange(1, min(far, len(raw)) + 1)] = choose.choice(
            (0, 1, 255, choose.randrange(256))
        )
    return bytes(raw)


def inside(choose: random.Random, member: bytes) -> bytes:
    """A member with other values or elements in their places, or with pieces anywhere."""
    text = member.decode("utf-8", "replace")
    pattern = choose.choice((VALUE, VALUE, ELEMENT, ELEMENT, None))
    places = [found.span() for found in pattern.finditer(text)] if pattern else []
    if not places:
        begin = choose.randrange(len(text) + 1)
        places = [(begin, begin + choose.choice((0, 0, 1, 5, 40, len(text))))]
    begin, end = choose.choice(places)
    first, last = choose.choice(places)
    piece = choose.choice(PIECES)
    news = [text[first:last]]
    if pattern is VALUE:
        news += [escape(piece, {'"': "&quot;"})] * 3
    elif pattern is ELEMENT:
        news += ["", text[begin:end] * choose.choice((2, 500)), text[begin:end] + text[first:last]]
    else:
        news += [piece] * 3
    return (text[:begin] + choose.choice(news) + text[end:]).encode("utf-8", "surrogatepass")


def tried(file: bytes) -> tuple[str, Literal["unread", "told", "taken"]]:
    """What gave way, if anything, and how far the file came."""
    try:
        book = read_book(file)
    except UnreadableFileError as error:
        return said(spoken(wrong(error.id).at(FILE).told())), "unread"
    except Exception as error:
        return f"reading: {error!r}", "unread"
    try:
        form = WorkbookForm(book, FILE)
        form.whose()
        taken = take(content(), KEY, form, last(), Sent(FILE, "e" * 64, date(2026, 9, 1)))
        faults = [said(spoken(problem.told())) for problem in taken.problems]
    except Exception as error:
        return f"taking in: {error!r}", "unread"
    if (taken.report is None) != bool(taken.problems):
        return "a report beside problems, or neither", "told"
    return next(filter(None, faults), ""), "told" if taken.problems else "taken"


def said(words: str) -> str:
    """What is wrong with the words of a problem: their place, their length, what is in them."""
    if not words.startswith(FILE):
        return f"no place in {words[:100]}"
    words.encode()
    return "too many words" if len(words) > LONGEST_WORDS else ""
