"""Interpretation rulings and open questions: on the KPI's page, in the data, and never as HTML."""

import json
from datetime import date

import pytest
from bs4 import BeautifulSoup

from ict_maturity.check.edition import following, not_due
from ict_maturity.export import export
from ict_maturity.model import Change, Content, OpenQuestion, Ruling
from ict_maturity.render.kpis import kpi_pages
from tests.unit.made_up import minimal_content, site_of, with_kpi

DAY = date(2026, 5, 4)
SCRIPT = "<script>alert(1)</script>"
RULING = Ruling(
    number=1,
    date=DAY,
    edition="2026.1",
    by="The readers' council",
    question=f"Does a map count as a book? {SCRIPT}",
    ruling="No, because a map is not lent.",
)
QUESTION = OpenQuestion(date=DAY, question=f"Does a loan by post count? {SCRIPT}")


def ruled(content: Content) -> Content:
    return with_kpi(content, rulings=(RULING,), open_questions=(QUESTION,))


def page(content: Content) -> BeautifulSoup:
    outputs = {output.path: output.text for output in kpi_pages(site_of(content))}
    return BeautifulSoup(outputs["kpis/k01.md"].split("---\n\n", 1)[1], "html.parser")


def test_a_page_tells_each_ruling_with_its_number_day_edition_and_who_ruled() -> None:
    body = page(ruled(minimal_content()))
    ruling = body.find(id="ruling-1")
    assert ruling is not None
    said = " ".join(ruling.get_text(" ").split())
    for words in (
        "Ruling 1",
        "4 May 2026",
        "edition 2026.1",
        RULING.by,
        RULING.question,
        RULING.ruling,
    ):
        assert words in said
    assert body.find("script") is None


def test_a_page_tells_what_nobody_has_ruled_on() -> None:
    body = page(with_kpi(minimal_content(), open_questions=(QUESTION,)))
    heading = body.find(id="open-questions")
    assert heading is not None
    found = heading.find_next("li")
    assert found is not None
    assert found.get_text() == f"4 May 2026: {QUESTION.question}"
    assert "Nobody has ruled" in body.get_text()


def test_a_page_without_rulings_says_how_to_ask() -> None:
    body = page(minimal_content())
    assert "No question on how to read this KPI has been put yet." in body.get_text()
    assert body.find(id="open-questions") is None


def test_rulings_are_exported_as_they_were_written() -> None:
    files = {file.path: file for file in export(site_of(ruled(minimal_content())))}
    kpi = json.loads(files["data/v1/kpis.json"].text)["kpis"][0]
    assert kpi["rulings"] == [
        {
            "number": 1,
            "date": "2026-05-04",
            "edition": "2026.1",
            "by": RULING.by,
            "question": RULING.question,
            "ruling": RULING.ruling,
        }
    ]
    assert kpi["open_questions"] == [{"date": "2026-05-04", "question": QUESTION.question}]


@pytest.mark.parametrize(
    ("edition", "due"),
    [("2026.1", True), ("2026.2", True), ("2027.1", True), ("2026.3", False), ("2027.2", False)],
)
def test_a_ruling_holds_from_an_edition_that_is_out_or_next(edition: str, due: bool) -> None:
    content = minimal_content()
    assert content.framework.edition == "2026.1"
    assert following("2026.9") == ("2026.10", "2027.1")
    assert (list(not_due((), edition, "2026.1", content)) == []) is due
    assert list(not_due((), "2026.1", "2026.2", content)) != []


def test_the_last_review_is_the_day_given_or_else_the_newest_change() -> None:
    kpi = minimal_content().kpis["K01"]
    changes = tuple(
        Change(date=date(2026, month, 1), edition="2026.1", summary="Changed.") for month in (2, 3)
    )
    changed = kpi.model_copy(update={"change_log": changes, "reviewed": None})
    assert changed.last_review == date(2026, 3, 1)
    assert changed.model_copy(update={"reviewed": DAY}).last_review == DAY
    assert changed.model_copy(update={"change_log": ()}).last_review is None
