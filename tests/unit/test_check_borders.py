"""Days between editions: what holds on the day that decides, the day before and the day after."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from ict_maturity.check.locked import announced_kpi_waits
from ict_maturity.model import Content
from ict_maturity.said import Said
from tests.unit.every_field import changed, found_in, whole
from tests.unit.score_examples import cut

FIRST = "kpis/K01-one.yaml"
CUT_ON = date(2026, 6, 30)
"""The day of the edition 2026.1 that was cut."""


def before(without: str = "", **fields: Any) -> Content:
    """Content whose edition 2026.1 was cut, with K01 as it was then or without it."""
    then = changed(FIRST, {(name,): value for name, value in fields.items()})
    then = replace(then, kpis={id: kpi for id, kpi in then.kpis.items() if id != without})
    return replace(whole(), editions=cut(then, "2026.1").editions)


def codes(content: Content, edition_date: date, **fields: Any) -> list[tuple[Any, str]]:
    """What is said of K01 in the edition that follows on a day."""
    next_one: dict[Any, Any] = {("edition",): "2026.2", ("edition_date",): str(edition_date)}
    values: dict[Any, Any] = {(name,): value for name, value in fields.items()}
    content = changed("framework.yaml", next_one, changed(FIRST, values, content))
    wanted = ("notice-too-short", "changed-twice-a-year")
    return [each for each in found_in(FIRST, content) if each[1] in wanted]


AROUND = [(-1, True), (0, False), (1, False)]
"""Days from the one that decides, and whether it is too early."""


@pytest.mark.parametrize(("days", "early"), AROUND)
def test_a_new_kpi_counts_two_months_after_its_edition(days: int, early: bool) -> None:
    counts_from = str(date(2026, 9, 15) + timedelta(days))
    found = codes(before("K01"), date(2026, 7, 15), lifecycle="upcoming", counts_from=counts_from)
    assert found == ([(("counts_from",), "notice-too-short")] if early else [])


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"lifecycle": "draft"}, True),
        ({"lifecycle": "adopted", "counts_from": "2027-01-01"}, True),
        ({"lifecycle": "upcoming"}, True),
        ({"lifecycle": "upcoming", "counts_from": "2027-01-01"}, False),
        ({"lifecycle": "retired"}, False),
    ],
)
def test_a_new_kpi_is_announced_with_a_day(fields: dict[str, str], told: bool) -> None:
    found = codes(before("K01"), date(2026, 7, 15), **fields)
    assert found == ([(("lifecycle",), "notice-too-short")] if told else [])


@pytest.mark.parametrize(("days", "early"), AROUND)
def test_an_announced_kpi_counts_from_its_day(days: int, early: bool) -> None:
    known = before(lifecycle="upcoming", counts_from="2026-12-15")
    found = codes(known, date(2026, 12, 15) + timedelta(days), lifecycle="draft")
    assert found == ([(("lifecycle",), "notice-too-short")] if early else [])


@pytest.mark.parametrize(("days", "early"), AROUND)
def test_a_kpi_that_was_announced_without_a_day_counts_after_two_months(
    days: int, early: bool
) -> None:
    two_months_later = date(2026, 8, 30)
    found = codes(
        before(lifecycle="upcoming"), two_months_later + timedelta(days), lifecycle="draft"
    )
    assert found == ([(("lifecycle",), "notice-too-short")] if early else [])


@pytest.mark.parametrize("lifecycle", ["upcoming", "retired"])
def test_what_was_announced_and_does_not_count_needs_no_notice(lifecycle: str) -> None:
    assert codes(before(lifecycle="upcoming"), CUT_ON, lifecycle=lifecycle) == []


@pytest.mark.parametrize(("days", "early"), AROUND)
@pytest.mark.parametrize("field", ["valid_for_months", "scope"])
def test_a_kpi_changes_after_a_quiet_year(days: int, early: bool, field: str) -> None:
    values: list[Any] = [12, 24, 36] if field == "valid_for_months" else ["One.", "Two.", "Three."]
    first = changed(FIRST, {(field,): values[0]})
    second = changed(FIRST, {(field,): values[1]})
    editions = {**cut(first, "2025.1").editions, **cut(second, "2026.1").editions}
    content = replace(whole(), editions=editions)
    day = date(2027, 6, 30) + timedelta(days)
    change = {"date": "2027-01-01", "edition": "2026.2", "summary": "Changed."}
    of_class = "recalibrated" if field == "valid_for_months" else "clarified"
    log = [change | {"change_class": of_class}]
    found = codes(content, day, **{field: values[2], "change_log": log})
    assert found == ([((field,), "changed-twice-a-year")] if early else [])
    # What did not change now, or not then, may change at once.
    assert codes(content, day, **{field: values[1]}) == []
    once = replace(whole(), editions=dict.fromkeys(("2026.1",), editions["2026.1"]))
    assert codes(once, day, **{field: values[2], "change_log": log}) == []


def test_release_notes_are_read_too() -> None:
    notes = "editions/2026.1.md"
    edition = replace(cut(whole(), "2026.1").editions["2026.1"], notes="Now <b>bold</b>.")
    files = {**whole().files, ("edition", "2026.1"): "editions/2026.1.lock.json"}
    content = replace(whole(), editions={"2026.1": edition}, files=files)
    assert found_in(notes, content) == []
    content = replace(content, files={**files, ("notes", "2026.1"): notes})
    assert found_in(notes, content) == [((), "html-in-markdown")]


@pytest.mark.parametrize("kind", ["kpi", "recommendation"])
def test_what_the_newest_edition_has_keeps_its_file(kind: str) -> None:
    lock, id = "editions/2026.1.lock.json", "K01" if kind == "kpi" else "R01"
    files = {**whole().files, ("edition", "2025.1"): "old", ("edition", "2026.1"): lock}
    files = {place: file for place, file in files.items() if place != (kind, id)}
    editions = cut(whole(), "2026.1").editions
    content = replace(whole(), editions=editions, files=files, kpis={}, recommendations={})
    assert found_in(lock, content) == [((f"{kind}s", id), "id-gone")]
    old = {"2025.1": editions["2026.1"], "2026.1": replace(editions["2026.1"], kpis={})}
    newest = replace(content, editions={id: replace(each) for id, each in old.items()})
    assert found_in("old", newest) == []


@pytest.mark.parametrize(
    ("counts_from", "announced"), [(date(2026, 12, 15), date(2026, 12, 15)), (None, CUT_ON)]
)
def test_what_was_announced_is_told_with_its_day(counts_from: date | None, announced: date) -> None:
    fields = {"counts_from": str(counts_from)} if counts_from else {}
    then = before(lifecycle="upcoming", **fields)
    next_one: dict[Any, Any] = {("edition",): "2026.2", ("edition_date",): "2026-07-30"}
    content = changed("framework.yaml", next_one, then)
    (finding,) = announced_kpi_waits(content.kpis["K01"], content)
    assert isinstance(finding.message, Said)
    values = dict(finding.message.values)
    assert (values["announced"], values["edition"]) == (announced, "2026.1")
    assert values["day"] == date(2026, 7, 30)
