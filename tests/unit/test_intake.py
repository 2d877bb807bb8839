"""Workbooks that come back: what is taken, and what is refused by sheet, cell and question."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from ict_maturity.forms.asked import Item, value_at
from ict_maturity.forms.layout import ANSWER, EVIDENCE, STILL, Paper, all_items
from ict_maturity.forms.workbook import workbook
from ict_maturity.intake.book import read_book
from ict_maturity.intake.cells import Book
from ict_maturity.intake.rows import column_name, whose
from ict_maturity.problems.codes import WORKBOOK
from tests.english import ENGLISH, spoken
from tests.unit.books import (
    DIGEST,
    KEY,
    TOKEN,
    Harm,
    Written,
    beside,
    blank,
    content,
    filled,
    last,
    place_of,
    taken,
)

ROOT = Path(__file__).parents[2]
CHECK = "answers.K01.checks.rules-written"
OTHER = "answers.K01.checks.rules-dated"
COUNT = "answers.K02.numerator"
DAY = "answers.K02.as_of"


def told(file: bytes) -> list[str]:
    return [spoken(problem.told()) for problem in taken(file).problems]


def codes(file: bytes) -> list[str]:
    return [problem.code for problem in taken(file).problems]


def test_an_empty_workbook_is_an_empty_report() -> None:
    made = taken(blank())
    assert (made.problems, made.answered, made.confirmed, made.audience) == ((), 0, 0, "own")
    assert made.report is not None
    assert (made.report.answers, made.report.status) == ({}, "submitted")


def test_answers_of_every_kind_are_read() -> None:
    made = taken(
        filled(
            {
                "cover.audience": "everybody, by name",
                "cover.by": "Head of  lending",
                CHECK: " Met ",
                OTHER: "not_met",
                "answers.K01.note": "First line\nSecond\xa0line",
                COUNT: 710,
                "answers.K02.denominator": "1000",
                DAY: datetime(2026, 6, 30),
                "answers.K02.before.numerator": 611,
                "answers.K02.before.denominator": 940,
                "answers.K02.before.as_of": "2025-06-30",
                "answers.K02.change.what": "Longer hours.",
                "answers.K02.change.date": date(2025, 10, 1),
                "targets.R01.level": "3",
                "targets.R01.year": 2028,
                "notes": "All of it.",
                "profile.size": "Large",
            }
        )
    )
    assert made.problems == ()
    report = made.report
    assert report is not None
    assert (made.audience, report.history[-1].by) == ("public", "Head of lending")
    first, second = report.answers["K01"], report.answers["K02"]
    assert first.checks == {"rules-written": "met", "rules-dated": "not_met"}
    assert first.note == "First line\nSecond line"
    assert (second.numerator, second.denominator) == (Decimal(710), Decimal(1000))
    assert second.as_of == date(2026, 6, 30)
    assert second.before is not None
    assert second.change is not None
    assert (second.before.as_of, second.change.date) == (date(2025, 6, 30), date(2025, 10, 1))
    assert (report.targets["R01"].level, report.targets["R01"].year) == (3, 2028)
    assert report.notes == "All of it."
    assert made.profile == {"size": ("large",)}
    assert made.answered == 15


def test_the_last_answer_counts_only_with_a_yes() -> None:
    assert value_at(last().data, ("answers", "K01", "checks", "rules-written")) == "met"
    for said, expected in (("yes", {"rules-written": "met"}), ("changed", {}), ("not looked", {})):
        report = taken(filled(still={CHECK: said})).report
        assert report is not None
        assert {id: dict(each.checks) for id, each in report.answers.items()} == (
            {"K01": expected} if expected else {}
        )


def still_there(book: Workbook) -> None:
    """The evidence of last time is true still."""
    beside(book, "evidence.0", len(EVIDENCE) + 1).value = "yes"


def test_all_last_answers_make_the_last_report_again() -> None:
    proposed = {
        item.id: "yes"
        for item in all_items(content(), KEY, last())
        if value_at(last().data, item.path) is not None
    }
    made = taken(filled({DAY: date(2026, 6, 1)}, still=proposed))
    assert "workbook-cell" in [problem.code for problem in made.problems]
    made = taken(filled(still=proposed, harm=still_there))
    # A figure of last year may be true still; the office is asked, and says so.
    assert [problem.code for problem in made.problems] == ["answer-doubtful"]
    why = "We count every second year."
    made = taken(filled({"answers.K02.note": why}, still=proposed, harm=still_there))
    assert made.problems == ()
    assert made.report is not None
    answer = last().answers["K02"].model_copy(update={"note": why})
    assert made.report.answers == {**last().answers, "K02": answer}
    assert made.confirmed == len(proposed)


def line(book: Workbook, table: str, *values: Written) -> None:
    """Fill the first line below those of last time, whose id would be in the first column."""
    sheet, row = place_of(book, f"#table.{table}")
    while sheet.cell(row + 1, 1).value:
        row += 1
    for column, value in enumerate(values, start=2):
        sheet.cell(row + 1, column).value = value


def test_evidence_offers_and_asks_have_a_line_each() -> None:
    def write(book: Workbook) -> None:
        line(book, "evidence", "K01", "Shelf plan", date(2026, 1, 5), "Desk")
        line(book, "exchange", "offer", "R01", "Our rules.")

    report = taken(filled({CHECK: "met"}, harm=write)).report
    assert report is not None
    (evidence,) = report.answers["K01"].evidence
    assert (evidence.title, evidence.date, evidence.holder) == (
        "Shelf plan",
        date(2026, 1, 5),
        "Desk",
    )
    assert [(offer.recommendation, offer.text) for offer in report.offers] == [
        ("R01", "Our rules.")
    ]


CELLS: Mapping[str, tuple[str, Written, str]] = {
    "choice": (CHECK, "perhaps", "perhaps is none of the answers."),
    "readings": (COUNT, "58.940", "58.940 is a text that may mean 58940 or 58.940."),
    "comma": (COUNT, "11,5", "11,5 is a text that may mean 115 or 11.5."),
    "number": (COUNT, "about 700", "about 700 is not a number."),
    "whole": ("targets.R01.year", 2028.5, "2028.5 is not a whole number."),
    "day": (DAY, "31.12.2025", "31.12.2025 is not a day."),
    "no month": (DAY, "2026-02-30", "2026-02-30 is not a day."),
    "time": (DAY, datetime(2026, 6, 30, 12, 30), "The cell holds a time of day."),
    "formula": (COUNT, "=1+1", "The cell holds a formula that was never computed."),
    "long": (COUNT, 1234567890123456789, "more digits than a spreadsheet keeps"),
    "no such level": ("targets.R01.level", 5, 'the level you want to reach" must be 1, 2, 3 or 4'),
    "rule of the report": (COUNT, -1, "The numerator is below 0."),
}


def spot(id: str, column: int = ANSWER) -> str:
    """How problems name the cell beside an id."""
    sheet, row = place_of(load_workbook(BytesIO(blank())), id)
    name = sheet.title if sheet.title.isalnum() else f"'{sheet.title}'"
    return f"HV-2026.xlsx: {name}!{column_name(column)}{row}"


@pytest.mark.parametrize("kind", CELLS)
def test_what_cannot_be_read_is_refused_by_sheet_cell_and_question(kind: str) -> None:
    id, value, said = CELLS[kind]
    others: dict[str, Written] = (
        {"answers.K02.denominator": 900, DAY: date(2026, 6, 1)} if id == COUNT else {}
    )
    made = taken(filled({**others, id: value, OTHER: "met"}))
    assert made.report is None
    places = [problem.file for problem in made.problems]
    assert [place for place in places if place.startswith(f"{spot(id)} (")]
    assert said in "".join(told(filled({**others, id: value})))


def percent(book: Workbook) -> None:
    cell = beside(book, COUNT, ANSWER)
    cell.value, cell.number_format = 0.87, "0%"


def error(book: Workbook) -> None:
    cell = beside(book, COUNT, ANSWER)
    cell.value, cell.data_type = "#DIV/0!", "e"


def sort_without_ids(book: Workbook) -> None:
    """Two questions change places, their ids do not."""
    (sheet, one), (_, other) = place_of(book, CHECK), place_of(book, OTHER)
    for column in range(2, STILL + 2):
        above, below = sheet.cell(one, column), sheet.cell(other, column)
        above.value, below.value = below.value, above.value


def sort_with_ids(book: Workbook) -> None:
    sort_without_ids(book)
    (sheet, one), (_, other) = place_of(book, CHECK), place_of(book, OTHER)
    sheet.cell(one, 1).value, sheet.cell(other, 1).value = OTHER, CHECK


def delete_ids(book: Workbook) -> None:
    sheet, _ = place_of(book, CHECK)
    sheet.delete_cols(1)


def delete_answers(book: Workbook) -> None:
    sheet, _ = place_of(book, CHECK)
    sheet.delete_cols(ANSWER + 1)


def delete_a_sheet(book: Workbook) -> None:
    del book["R02"]


def delete_a_row(book: Workbook) -> None:
    sheet, row = place_of(book, OTHER)
    sheet.delete_rows(row)


def copy_a_row(book: Workbook) -> None:
    sheet, row = place_of(book, CHECK)
    for column in range(1, STILL + 2):
        sheet.cell(sheet.max_row + (column == 1), column).value = sheet.cell(row, column).value


def answer_in_between(book: Workbook) -> None:
    sheet, row = place_of(book, CHECK)
    sheet.insert_rows(row)
    sheet.cell(row, ANSWER + 1).value = "met"


def another_id(book: Workbook) -> None:
    sheet, row = place_of(book, CHECK)
    sheet.cell(row, 1).value = "answers.K99.checks.gone"


def another_table(book: Workbook) -> None:
    """What marks the names of columns, of a table that nobody knows, beside an answer."""
    sheet, row = place_of(book, CHECK)
    sheet.cell(row, 1).value = "#table." + "x" * 9000


def still_twice(book: Workbook) -> None:
    beside(book, CHECK, STILL).value = "yes"
    beside(book, CHECK, ANSWER).value = "not met"


def evidence_of_no_kpi(book: Workbook) -> None:
    line(book, "evidence", "", "Plan")


def evidence_of_another_kpi(book: Workbook) -> None:
    line(book, "evidence", "K77", "Plan")


def ask_or_offer(book: Workbook) -> None:
    line(book, "exchange", "", "R01", "Our rules.")


HARMS: Mapping[Harm, tuple[str, str]] = {
    percent: ("workbook-cell", "shows a percentage"),
    error: ("workbook-cell", "shows an error"),
    still_twice: ("workbook-cell", "another one stands beside it"),
    sort_without_ids: ("workbook-row", "belong to another question"),
    copy_a_row: ("workbook-row", "stands twice"),
    answer_in_between: ("workbook-row", "in a row that asks nothing"),
    another_id: ("workbook-row workbook-sheet", "does not ask"),
    evidence_of_no_kpi: ("workbook-row", "which KPI"),
    evidence_of_another_kpi: ("workbook-row", "K77 is no KPI"),
    ask_or_offer: ("workbook-row", "an offer or an ask"),
    delete_ids: ("workbook-sheet", "first column"),
    delete_answers: ("workbook-sheet", "column answer is missing"),
    delete_a_sheet: ("workbook-sheet", "stand in no sheet"),
    delete_a_row: ("workbook-sheet", "1 question stands in no sheet"),
}


@pytest.mark.parametrize("harm", HARMS, ids=lambda harm: harm.__name__)
def test_what_is_done_to_a_workbook_is_told_and_nothing_of_it_taken(harm: Harm) -> None:
    code, said = HARMS[harm]
    file = filled({CHECK: "met", "answers.K01.note": "Kept."}, harm=harm)
    assert set(codes(file)) == set(code.split())
    assert said in "".join(told(file))
    assert max(map(len, told(file))) < 1000


def move_and_rename(book: Workbook) -> None:
    sort_with_ids(book)
    sheet, row = place_of(book, CHECK)
    sheet.insert_rows(row, 3)
    sheet.title = "Mine"
    book.move_sheet(sheet, -2)
    _, last_row = place_of(book, "notes")
    assert last_row


def test_what_means_nothing_changes_nothing() -> None:
    """Rows inserted, sorted with their ids, a sheet renamed and moved, one nobody needs deleted."""
    answers: dict[str, Written] = {CHECK: "met", OTHER: "not met"}

    def harm(book: Workbook) -> None:
        move_and_rename(book)
        del book["Offers and asks"]

    as_sent, harmed = taken(filled(answers)), taken(filled(answers, harm=harm))
    assert harmed.problems == ()
    assert harmed.report == as_sent.report


def test_a_workbook_says_whose_it_is() -> None:
    said = whose(read_book(blank()), "x.xlsx")
    assert said.problems == ()
    assert said.witnesses == {
        "office": "HV",
        "cycle": "2026",
        "edition": "2026.1",
        "framework": DIGEST,
        "token": TOKEN,
    }


def without_properties(book: Book) -> Book:
    return book._replace(properties={})


def test_either_witness_is_enough_and_two_that_disagree_are_none() -> None:
    book = read_book(blank())
    assert whose(without_properties(book), "x").witnesses["office"] == "HV"
    assert whose(Book((), book.properties), "x").witnesses["office"] == "HV"
    other = book._replace(properties={**book.properties, "office": "LM"})
    (problem,) = whose(other, "x.xlsx").problems
    assert "The line of the first sheet says HV, the properties of the document say LM." in spoken(
        problem.told()
    )
    (nothing,) = whose(Book((), {}), "x.xlsx").problems
    assert (nothing.file, nothing.code) == ("x.xlsx", "workbook-unknown")


def test_the_same_workbook_has_the_same_bytes_and_no_formula() -> None:
    again = workbook(content(), Paper(KEY, DIGEST, TOKEN, last()))
    assert again == blank()
    sheets = load_workbook(BytesIO(again)).worksheets
    cells = [cell for sheet in sheets for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"n", "s", "d"}
    assert all(sheet.protection.sheet for sheet in sheets)


def test_only_fields_are_open() -> None:
    sheet, row = place_of(load_workbook(BytesIO(blank())), CHECK)
    locked = [sheet.cell(row, column).protection.locked for column in range(1, STILL + 2)]
    assert locked == [True, True, True, False, True, False]
    assert sheet.column_dimensions["A"].hidden


SAMPLES: Mapping[str, st.SearchStrategy[Written]] = {
    "number": st.integers(0, 10**9).map(int),
    "whole": st.integers(2027, 2099),
    "day": st.dates(date(2025, 1, 1), date(2026, 6, 30)),
    "text": st.from_regex(r"[A-Za-z][a-z ]{0,20}[a-z]", fullmatch=True),
}


@given(st.data())
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_typed_is_what_is_read(data: st.DataObject) -> None:
    """Each answer by itself: no cell is read for another question."""
    items = [item for item in all_items(content(), KEY, last()) if item.path[0] == "answers"]
    item: Item = data.draw(st.sampled_from(items))
    if item.options:
        value: Written = data.draw(st.sampled_from(sorted(item.options)))
        typed: Written = ENGLISH.say(item.options[str(value)])
    else:
        typed = value = data.draw(SAMPLES[item.takes])
    made = taken(filled({item.id: typed}))
    if made.report is not None:
        kpi = str(item.path[1])
        read = value_at(made.report.model_dump(), item.path)
        assert read == value
        assert set(made.report.answers) == {kpi}
    else:
        # Alone it is no whole answer, or one that the rule refuses: the cell itself was read.
        assert made.problems
        assert not {problem.code for problem in made.problems} & WORKBOOK.keys()


def test_each_code_is_explained_as_it_is_told() -> None:
    page = (ROOT / "docs/reference/problems.md").read_text("utf-8")
    section = page.partition("## While taking in a workbook")[2].partition("\n## ")[0]
    entries = dict(re.findall(r"^### (\S+)\n(.*?)(?=^##|\Z)", section, re.MULTILINE | re.DOTALL))
    assert list(entries) == list(WORKBOOK)
    examples = {
        "workbook-cell": told(filled({COUNT: "58.940"}))[0],
        "workbook-row": told(filled(harm=sort_without_ids))[0],
        "workbook-sheet": told(filled(harm=delete_ids))[0],
    }
    for code, expected in examples.items():
        example = re.search(r"```text\n(.*?)\n```", entries[code], re.DOTALL)
        assert example is not None
        assert example[1] == expected


def test_an_odd_figure_is_asked_about_and_taken_with_a_remark() -> None:
    """The office counted 611 of 940 in the last round."""
    slip: dict[str, Written] = {COUNT: 7100, "answers.K02.denominator": 9000, DAY: "2026-06-30"}
    made = taken(filled(slip))
    (problem,) = made.problems
    assert (problem.code, problem.severity) == ("answer-doubtful", "warning")
    assert problem.file.startswith(f"{spot(COUNT)} (")
    assert made.report is None
    explained = taken(filled({**slip, "answers.K02.note": "Three more branches report."}))
    assert explained.report is not None
