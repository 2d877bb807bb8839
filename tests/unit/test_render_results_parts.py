"""Badges, evidence and next steps: the parts that pages are put together from."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from ict_maturity.model import Choice, Evidence, Kpi, Ordered
from ict_maturity.render.office_kpis import evidence_line
from ict_maturity.render.office_steps import step_line
from ict_maturity.render.parts import LevelCell, recommendation_cell
from ict_maturity.render.results import reporting_words
from ict_maturity.rules.reading import FactValue, Reason
from ict_maturity.rules.reasons import ReasonCode
from ict_maturity.score.scorecard import (
    Bounds,
    GradedEvidence,
    Levels,
    NextStep,
    RecommendationResult,
)
from ict_maturity.texts.results import result_line
from tests.english import spoken
from tests.unit.made_up import minimal_content, results, with_kpi


def result(
    levels: Levels | None, published: bool = True, limited: bool = False
) -> RecommendationResult:
    return RecommendationResult(
        recommendation="R01",
        levels=levels,
        score=Bounds(Fraction(50), Fraction(50)) if levels else None,
        coverage=Fraction(1) if levels else None,
        applicable=2,
        assessed=2,
        confidence=None,
        confidence_points=None,
        published=published,
        profile_limited=limited,
        kpis=(),
        reasons=(),
        next_steps=(),
    )


def badge(result: RecommendationResult) -> LevelCell:
    cell: LevelCell = spoken(recommendation_cell(result))
    return cell


def test_a_badge_prints_the_level_and_takes_its_colour() -> None:
    cell = badge(result(Levels(2, 2, 2)))
    assert (cell.text, cell.colour, cell.words) == ("2", "2", "Level 2")


def test_a_badge_of_an_unpublished_result_has_no_colour() -> None:
    cell = badge(result(Levels(0, 3, 0), published=False))
    assert (cell.text, cell.colour) == ("0–3", "none")
    assert cell.words == "Not enough assessed, level between 0 and 3"
    known = badge(result(Levels(1, 1, 1), published=False))
    assert known.words == "Not enough assessed, level 1 on what is known"


def test_a_profile_limited_badge_carries_a_star_and_says_why() -> None:
    cell = badge(result(Levels(2, 2, 2), limited=True))
    assert cell.text == "2*"
    assert cell.words == "Level 2; profile-limited"
    line = spoken(result_line(result(Levels(2, 2, 2), limited=True)))
    assert line.endswith("; profile-limited")


def test_a_badge_where_nothing_applies_says_so() -> None:
    cell = badge(result(None))
    assert (cell.text, cell.colour) == ("n/a", "none")
    assert cell.words == spoken(result_line(result(None))) == "No KPI applies to this office"


@pytest.mark.parametrize(
    ("evidence", "facts"),
    [
        (Evidence(title="Minutes", date=date(2026, 3, 4)), "dated 4 March 2026"),
        (Evidence(title="Minutes", holder="Registry"), "held by Registry"),
        (
            Evidence(title="Page", url="https://example.org/", read_on=date(2026, 3, 5)),
            "read on 5 March 2026",
        ),
        (
            Evidence(title="Plan", verified_by="QM", verified_on=date(2026, 3, 6)),
            "checked by QM on 6 March 2026",
        ),
        (Evidence(title="Plan", verified_by="QM"), "checked by QM"),
        (Evidence(title="Told"), ""),
    ],
)
def test_evidence_says_what_is_known_of_it(evidence: Evidence, facts: str) -> None:
    assert spoken(evidence_line(GradedEvidence(evidence, "E1", stale=False)).facts) == facts


def ordered_kpi() -> Kpi:
    rule = Ordered(
        type="ordered",
        question="Which state?",
        choices=(
            Choice(id="none", text="Nothing exists.", level=0),
            Choice(id="draft", text="A draft exists.", level=2),
            Choice(id="rule", text="A rule is in force.", level=3),
        ),
    )
    return with_kpi(minimal_content(), rule=rule).kpis["K01"]


def test_of_several_states_the_nearest_is_named_first() -> None:
    reason = Reason(ReasonCode.CHOOSE_STATE, {"choices": ("draft", "rule"), "level": 2})
    line = step_line(ordered_kpi(), NextStep("K01", 0, 2, (), reason, 1))
    assert spoken(line.words) == "Reach this state for level 2:"
    assert [check.text for check in line.checks] == ["A draft exists."]
    assert line.others == ("A rule is in force.",)


def test_a_figure_to_move_is_said_in_one_sentence() -> None:
    facts: dict[str, FactValue] = {
        "cut_point": Fraction(1, 2),
        "direction": "higher",
        "level": 2,
        "unit": "share",
    }
    step = NextStep("K02", 1, 2, (), Reason(ReasonCode.MOVE_FIGURE, facts), 1)
    line = step_line(minimal_content().kpis["K02"], step)
    assert spoken(line.words) == "Bring the figure to 50\u202f% or more for level 2."
    assert not line.checks


def test_checks_that_were_not_decided_are_marked() -> None:
    ids = ("rules-at-desk", "days-stated")
    reason = Reason(ReasonCode.MEET_CHECKS, {"checks": ids, "level": 2, "open": ("days-stated",)})
    line = step_line(minimal_content().kpis["K01"], NextStep("K01", 1, 2, ids, reason, 2))
    assert [check.undecided for check in line.checks] == [False, True]


def test_how_many_answered_is_said_with_their_share() -> None:
    found = results(minimal_content(), "2026", (1, 2, 1, 1, 1))
    assert spoken(reporting_words(replace(found, asked=8, reporting=6), 5)) == (
        "6 (75\u202f% of those asked)"
    )
    assert reporting_words(replace(found, asked=0, reporting=0), 5) == "0"
