"""Writes and takes in the workbooks of a round of many offices; the peer reads the same files.

Prints seconds of the processor, and the ratio to openpyxl, which reads the cells alone.
"""

import argparse
import resource
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TypeVar

from openpyxl import load_workbook

from ict_maturity.data.digest import framework_digest
from ict_maturity.forms.layout import Paper
from ict_maturity.forms.workbook import workbook
from ict_maturity.intake.book import read_book
from ict_maturity.intake.last import last_of
from ict_maturity.intake.report import Sent, take
from ict_maturity.intake.rows import WorkbookForm
from ict_maturity.load import load
from ict_maturity.model import AssessmentKey, Content

T = TypeVar("T")
ROOT = Path(__file__).parents[2]


def main() -> None:
    """Time one part after the other, each on the same workbooks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--offices", type=int, default=200)
    parser.add_argument("--cycle", help="[default: the newest round]")
    arguments = parser.parse_args()
    content = load(ROOT).content
    if content is None:
        raise SystemExit("the content cannot be read")
    cycle = arguments.cycle or max(content.cycles)
    before = replace(
        content,
        assessments={key: each for key, each in content.assessments.items() if key.cycle != cycle},
    )
    codes = [*content.offices]
    keys = [AssessmentKey(codes[i % len(codes)], cycle) for i in range(arguments.offices)]
    digest = framework_digest(before.answered_under(before.cycles[cycle].edition))
    books, written = timed(lambda: [packed(before, key, digest) for key in keys])
    _, taken = timed(
        lambda: [took(before, key, book) for key, book in zip(keys, books, strict=True)]
    )
    _, peer = timed(lambda: [cells(book) for book in books])
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(books)} workbooks of {sum(map(len, books)) / len(books) / 1024:.0f} KiB, {cycle}")
    print(f"written {written:.1f} s, taken in {taken:.1f} s, read by the peer {peer:.1f} s")
    print(f"taken in / peer {taken / peer:.2f}, most memory {most:.0f} MiB")


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """What some work makes, and the seconds of the processor that it took."""
    begun = time.process_time()
    made = work()
    return made, time.process_time() - begun


def packed(content: Content, key: AssessmentKey, digest: str) -> bytes:
    """One workbook, with what was reported before."""
    return workbook(content, Paper(key, digest, last=last_of(content, key)))


def took(content: Content, key: AssessmentKey, book: bytes) -> object:
    """What is read of one workbook, as `round ingest` does."""
    sent = Sent("x.xlsx", "0" * 64, date(2026, 1, 1))
    form = WorkbookForm(read_book(book), sent.file)
    return take(content, key, form, last_of(content, key), sent)


def cells(book: bytes) -> int:
    """How many cells the peer reads."""
    sheets = load_workbook(BytesIO(book)).worksheets
    return sum(1 for sheet in sheets for _ in sheet.iter_rows())


if __name__ == "__main__":
    main()
