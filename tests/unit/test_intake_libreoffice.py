"""What LibreOffice makes of a workbook: opened, saved as it is and as another kind, read again."""

import subprocess
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from ict_maturity.intake.book import OLE, read_book
from ict_maturity.intake.cells import UnreadableFileError
from ict_maturity.problems import wrong
from tests.english import spoken
from tests.once import once
from tests.programs import program
from tests.unit.books import KEY, Written, beside, content, filled, place_of, taken
from tests.unit.office_macro import save_locked

SUFFIXES = ("xlsx", "ods")


def write(book: Workbook) -> None:
    """What an office types, some of it in ways that programs store differently."""
    sheet, row = place_of(book, "#table.evidence")
    written: tuple[Written, ...] = ("K01", "Shelf plan", date(2026, 1, 5), "Desk")
    for column, value in enumerate(written, start=2):
        sheet.cell(row + 2, column).value = value
    beside(book, "answers.K02.as_of", 3).value = date(2026, 6, 30)


ANSWERS: Mapping[str, Written] = {
    "cover.audience": "everybody, by name",
    "cover.by": "Lending desk",
    "answers.K01.checks.rules-written": "met",
    "answers.K01.checks.rules-dated": "not met",
    "answers.K01.note": "Two lines:\nthe second  one.",
    "answers.K02.numerator": 58940,
    "answers.K02.denominator": 100000.5,
    "answers.K02.note": "All branches are counted now, one book by halves.",
    "targets.R01.level": "3",
    "targets.R01.year": 2028,
    "notes": "Größe – ½",
}


@pytest.fixture(scope="module")
def libreoffice() -> str:
    """LibreOffice; missing, the test is skipped, or fails where CI is true."""
    return program("soffice", package="libreoffice-calc")


@pytest.fixture(scope="module")
def saved(libreoffice: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook as an office filled it in, and as LibreOffice saved that."""

    def make(folder: Path) -> None:
        (folder / "filled.xlsx").write_bytes(
            filled(ANSWERS, {"answers.K01.checks.rules-at-desk": "yes"}, write)
        )
        for suffix in SUFFIXES:
            command = [libreoffice, f"-env:UserInstallation={(folder / 'home').as_uri()}"]
            command += ["--headless", "--convert-to", suffix, "--outdir", str(folder / suffix)]
            subprocess.run([*command, str(folder / "filled.xlsx")], check=True, timeout=120)
        save_locked(libreoffice, folder / "filled.xlsx", folder / "home")

    return once(tmp_path_factory, "libreoffice", make)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_libreoffice_saves_is_read_as_what_was_typed(saved: Path, suffix: str) -> None:
    typed = taken((saved / "filled.xlsx").read_bytes())
    again = taken((saved / suffix / f"filled.{suffix}").read_bytes())
    assert typed.problems == again.problems == ()
    assert typed.report is not None
    assert (again.report, again.audience) == (typed.report, "public")
    answers = typed.report.answers
    assert str(answers["K02"].denominator) == "100000.5"
    assert answers["K01"].checks["rules-at-desk"] == "not_met"
    assert len(answers["K01"].evidence) == 1
    assert again.key == KEY
    assert content().offices[KEY.office]


@pytest.mark.parametrize(
    ("suffix", "begins", "said"),
    [
        ("xlsx", OLE, "locked with a password"),
        ("ods", b"PK", "locked with a password"),
        ("xls", OLE, "choose Save as, and there Excel Workbook (.xlsx)"),
    ],
)
def test_what_no_program_can_open_without_more_is_told(
    saved: Path, suffix: str, begins: bytes, said: str
) -> None:
    content = (saved / f"locked.{suffix}").read_bytes()
    assert content.startswith(begins)
    with pytest.raises(UnreadableFileError) as raised:
        read_book(content)
    assert said in spoken(wrong(raised.value.id).at("survey").told())
