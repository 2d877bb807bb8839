"""Who may see a report: what the report says, as far as its office allows."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given

from ict_maturity.aggregate import publish
from ict_maturity.check import check_report
from ict_maturity.export import export
from ict_maturity.model import WITHIN, AssessmentKey, Audience, Content, HistoryEntry, Was
from ict_maturity.score import score_all
from tests.unit.made_up import minimal_content, with_assessment, with_office
from tests.unit.round_examples import WORLDS, Report, world
from tests.unit.score_examples import FEW
from tests.unit.test_history import NoPlaces

CONTENT = minimal_content()
KEY = AssessmentKey("HV", "2026")
ALL: tuple[Audience, ...] = WITHIN["public"]


def handed_in(day: date, said: Audience, *later: HistoryEntry) -> Content:
    entry = CONTENT.assessments[KEY].history[0].model_copy(update={"date": day, "was": None})
    return with_assessment(CONTENT, KEY, audience=said, history=(entry, *later))


def refused(content: Content) -> bool:
    report = content.assessments[KEY]
    found = check_report(content, KEY, report, "HV-2026.xlsx", NoPlaces())
    return "audience-too-wide" in {each.code for each in found}


def allowing(content: Content, audience: Audience, since: date | None = None) -> Content:
    update = {"audience": audience, "audience_since": since}
    office = content.offices["HV"].model_copy(update=update)
    return replace(content, offices={**content.offices, "HV": office})


@pytest.mark.parametrize("allowed", ALL)
@pytest.mark.parametrize("said", ALL)
def test_a_report_says_no_more_than_its_office_allows(allowed: Audience, said: Audience) -> None:
    content = allowing(handed_in(date(2026, 7, 1), said), allowed)
    assert refused(content) == (said not in WITHIN[allowed])


def test_neither_members_nor_totals_allow_the_other() -> None:
    assert "counted" not in WITHIN["members"]
    assert "members" not in WITHIN["counted"]
    assert all("own" in each for each in WITHIN.values())


@pytest.mark.parametrize(("days", "expected"), [(-1, False), (0, True), (1, True)])
def test_what_an_office_allows_acts_from_its_day_on(days: int, expected: bool) -> None:
    since = date(2026, 7, 1)
    content = allowing(handed_in(since + timedelta(days), "public"), "own", since)
    assert refused(content) == expected


def test_a_correction_after_that_day_leaves_who_may_see_it() -> None:
    since = date(2026, 7, 1)
    after = HistoryEntry(
        date=since + timedelta(9), by="ICT", change="Corrected.", why="A slip.", was=Was(notes="x")
    )
    assert not refused(allowing(handed_in(since - timedelta(1), "public", after), "own", since))
    anew = after.model_copy(update={"was": None})
    assert refused(allowing(handed_in(since - timedelta(1), "public", anew), "own", since))


def test_an_office_is_named_while_one_of_its_reports_is() -> None:
    narrowed = allowing(CONTENT, "own", date(2030, 1, 1))
    assert "HV" in narrowed.named
    shown = publish(narrowed, score_all(narrowed)).content
    assert {key.cycle for key in shown.assessments if key.office == "HV"} == {"2025", "2026"}
    # What the office will allow is for those who run the rounds.
    assert (shown.offices["HV"].audience, shown.offices["HV"].audience_since) == ("public", None)
    hidden = with_assessment(narrowed, KEY, audience="own")
    again = publish(hidden, score_all(hidden)).content
    assert {key.cycle for key in again.assessments if key.office == "HV"} == {"2025"}
    assert "HV" not in with_office(CONTENT, "HV", audience="own").named


@pytest.mark.parametrize("audience", ["members", "counted", "own"])
def test_no_public_byte_holds_a_report_for_others(audience: Audience) -> None:
    secret = with_assessment(CONTENT, KEY, notes="CANARY in the notes")
    assert b"CANARY" in all_bytes(secret)
    for hidden in (
        with_assessment(secret, KEY, audience=audience),
        with_office(secret, "HV", audience=audience),
    ):
        assert b"CANARY" not in all_bytes(hidden)
        seen = all_bytes(replace(hidden, seen_by="members"))
        assert (b"CANARY" in seen) == (audience == "members")


def all_bytes(content: Content) -> bytes:
    return b"".join(file.content for file in export(publish(content, score_all(content))))


@given(WORLDS)
@FEW
def test_rounded_tables_are_the_same_for_whoever_looks(reports: Sequence[Report]) -> None:
    content = world([Report("members"), *reports])
    scorecards = score_all(content)
    everybody = publish(content, scorecards).results
    members = publish(replace(content, seen_by="members"), scorecards).results
    for cycle, results in everybody.items():
        assert members[cycle].all_offices == results.all_offices
        assert set(results.named) <= set(members[cycle].named)
