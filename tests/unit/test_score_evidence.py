"""Months, evidence grades, staleness and what evidence backs."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from ict_maturity.facts.values import is_older, whole_months
from ict_maturity.model import Answer, Evidence
from ict_maturity.rules.reasons import ReasonCode
from ict_maturity.score import score_kpi
from ict_maturity.score.evidence import evidence_result, grade
from tests.unit.score_examples import REFERENCE, kpi, level_answer, ordered

STATED = Evidence(title="Said so")
DATED = Evidence(title="Said so", date=date(2026, 1, 1))
MINUTES = Evidence(title="Minutes", date=date(2026, 1, 1), holder="ICT unit")
OLD_MINUTES = Evidence(title="Minutes", date=date(2020, 1, 1), holder="ICT unit")
PAGE = Evidence(title="Page", url="https://office.example/", read_on=date(2026, 6, 1))
OLD_PAGE = Evidence(
    title="Page", url="https://office.example/", read_on=date(2026, 6, 1), date=date(2020, 6, 1)
)
LONG_READ = Evidence(title="Page", url="https://office.example/", read_on=date(2020, 6, 1))
UNREAD = Evidence(title="Page", url="https://office.example/", date=date(2026, 6, 1))
VERIFIED = {"verified_by": "QB", "verified_on": date(2026, 6, 1)}
CHECKED = MINUTES.model_copy(update=VERIFIED)
OLD_CHECKED = OLD_MINUTES.model_copy(update=VERIFIED)


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2025-01-31", "2025-02-28", 0),
        ("2025-01-31", "2025-03-01", 1),
        ("2025-01-31", "2025-03-31", 2),
        ("2024-02-29", "2025-02-28", 11),
        ("2024-02-29", "2025-03-01", 12),
        ("2025-05-15", "2025-05-15", 0),
        ("2025-05-15", "2025-06-14", 0),
        ("2025-05-15", "2025-06-15", 1),
        ("2023-11-30", "2026-11-29", 35),
        ("2025-06-15", "2025-05-15", -1),
        ("2025-06-15", "2025-06-14", -1),
    ],
)
def test_whole_months_are_months_that_are_full(start: str, end: str, months: int) -> None:
    assert whole_months(date.fromisoformat(start), date.fromisoformat(end)) == months


@pytest.mark.parametrize(
    ("start", "end", "older"),
    [
        ("2024-06-30", "2026-06-30", False),
        ("2024-06-29", "2026-06-30", False),
        ("2024-05-31", "2026-06-30", False),
        ("2024-05-30", "2026-06-30", True),
        ("2024-02-29", "2026-03-28", False),
        ("2024-02-29", "2026-03-29", True),
        ("2026-07-01", "2026-06-30", False),
    ],
)
def test_older_than_two_years_begins_with_the_next_whole_month(
    start: str, end: str, older: bool
) -> None:
    assert is_older(date.fromisoformat(start), date.fromisoformat(end), 24) is older


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        (STATED, "E0"),
        (DATED, "E0"),
        (Evidence(title="Minutes", holder="ICT unit"), "E0"),
        (UNREAD, "E0"),
        (MINUTES, "E1"),
        (PAGE, "E2"),
        (CHECKED, "E3"),
        (CHECKED.model_copy(update={"verified_by": None}), "E1"),
        (CHECKED.model_copy(update={"verified_on": None}), "E1"),
        (CHECKED.model_copy(update={"verified_by": "TF"}), "E3"),
        (CHECKED.model_copy(update={"verified_by": "QA"}), "E1"),
        (DATED.model_copy(update=VERIFIED), "E0"),
        (PAGE.model_copy(update=VERIFIED), "E3"),
    ],
)
def test_the_grade_follows_from_the_filled_fields(evidence: Evidence, expected: str) -> None:
    assert grade(evidence, office="QA") == expected


@pytest.mark.parametrize(
    ("evidence", "expected", "points", "cap", "all_stale"),
    [
        ([], "E0", "1/4", 2, False),
        ([STATED], "E0", "1/4", 2, True),
        ([DATED], "E0", "1/4", 2, False),
        ([STATED, MINUTES, PAGE], "E2", "3/4", 4, False),
        ([MINUTES, OLD_PAGE], "E1", "1/2", 3, False),
        ([STATED, OLD_PAGE], "E2", "3/8", 2, True),
        ([OLD_PAGE], "E2", "3/8", 2, True),
        ([LONG_READ], "E2", "3/8", 2, True),
        ([UNREAD], "E0", "1/4", 2, False),
        ([OLD_MINUTES, OLD_PAGE], "E2", "3/8", 2, True),
        ([MINUTES, OLD_CHECKED], "E3", "1/2", 3, False),
        ([OLD_CHECKED], "E3", "1/2", 2, True),
        ([CHECKED], "E3", "1", 4, False),
    ],
)
def test_the_best_points_and_the_best_cap_count(
    evidence: list[Evidence], expected: str, points: str, cap: int, all_stale: bool
) -> None:
    found = evidence_result(evidence, REFERENCE, 24)
    assert (found.grade, found.points, found.cap) == (expected, Fraction(points), cap)
    assert found.all_stale is all_stale
    assert [item.evidence for item in found.items] == evidence


def test_evidence_without_a_reference_date_is_never_stale() -> None:
    assert not evidence_result([OLD_PAGE], None, 1).all_stale


def test_a_document_of_a_later_day_is_no_more_than_stated() -> None:
    for days, expected in ((0, "E1"), (1, "E0")):
        late = MINUTES.model_copy(update={"date": REFERENCE + timedelta(days)})
        assert evidence_result([late], REFERENCE, 24).grade == expected


def test_more_evidence_never_counts_less() -> None:
    for one in (STATED, DATED, MINUTES, OLD_MINUTES, PAGE, OLD_PAGE, CHECKED, OLD_CHECKED):
        alone = evidence_result([one], REFERENCE, 24)
        for other in (STATED, OLD_MINUTES, OLD_CHECKED):
            both = evidence_result([other, one], REFERENCE, 24)
            assert both.points >= alone.points
            assert both.cap >= alone.cap


def test_an_office_does_not_verify_its_own_evidence() -> None:
    own = CHECKED.model_copy(update={"verified_by": "QA"})
    assert evidence_result([own], REFERENCE, 24, "QA").grade == "E1"
    assert evidence_result([own], REFERENCE, 24, "QB").grade == "E3"


@pytest.mark.parametrize(
    ("evidence", "level", "evidenced", "codes"),
    [
        ((), 4, 2, [ReasonCode.EVIDENCE_NONE, ReasonCode.EVIDENCE_CAPS]),
        ((), 1, 1, [ReasonCode.EVIDENCE_NONE]),
        ((MINUTES,), 4, 3, [ReasonCode.EVIDENCE_GRADE, ReasonCode.EVIDENCE_CAPS]),
        ((PAGE,), 4, 4, [ReasonCode.EVIDENCE_GRADE]),
        ((OLD_CHECKED,), 3, 2, [ReasonCode.EVIDENCE_STALE, ReasonCode.EVIDENCE_CAPS]),
    ],
)
def test_evidence_caps_what_is_evidenced(
    evidence: tuple[Evidence, ...], level: int, evidenced: int, codes: list[ReasonCode]
) -> None:
    rule = ordered(0, 1, 2, 3, 4)
    facts = level_answer(rule, level)
    answer = Answer.model_validate(facts.model_dump() | {"evidence": evidence})
    found = score_kpi(kpi("K01", rule), answer, REFERENCE)
    assert (found.shown.level, found.level_evidenced) == (level, evidenced)
    told = [reason.code for reason in found.reasons if reason.code.startswith("evidence")]
    assert told == codes


@pytest.mark.parametrize("facts", [{"level": 1}, {"level": 4}, None])
def test_evidence_moves_neither_the_level_nor_what_is_decided(facts: dict[str, int] | None) -> None:
    rule = ordered(0, 1, 2, 3, 4)
    answer = level_answer(rule, facts["level"]) if facts else Answer(answer="unknown")
    given = Evidence(title="Minutes", date=REFERENCE, holder="ICT unit")
    more = answer.model_copy(update={"evidence": (given,)})
    without, with_it = (score_kpi(kpi("K01", rule), each, REFERENCE) for each in (answer, more))
    assert (without.shown, without.possible) == (with_it.shown, with_it.possible)
    assert without.decided == with_it.decided
    assert with_it.evidence != without.evidence
