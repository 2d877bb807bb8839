"""Badges, evidence and next steps: the parts that pages are put together from."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from ict_maturity.model import (
    Answer,
    AssessmentKey,
    Binary,
    Check,
    Choice,
    Evidence,
    Kpi,
    Ordered,
)
from ict_maturity.render.office_kpis import evidence_line
from ict_maturity.render.office_steps import StepLine, step_groups, step_line
from ict_maturity.render.parts import LevelCell, recommendation_cell
from ict_maturity.render.results import reporting_words
from ict_maturity.rules import reader_of
from ict_maturity.score import score_all, score_kpi
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
        short_round=False,
        held_by=(),
        rests_on=(),
        kpis=(),
        reasons=(),
        next_steps=(),
        evidence_steps=(),
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


def line_of(kpi: Kpi, answer: Answer, level: int) -> StepLine:
    """What is said of the way to a level, with the engine's own move."""
    result = score_kpi(kpi, answer, date(2026, 6, 30))
    move = reader_of(kpi.rule).move(result.reading, level)
    assert move is not None
    step = NextStep(
        kpi=kpi.id,
        from_level=result.shown.level,
        to_level=level,
        checks=move.checks,
        find_out=move.find_out,
        reasons=move.reasons,
        effort=move.effort,
    )
    line: StepLine = spoken(step_line(kpi, result, step))
    return line


def test_of_several_states_the_nearest_is_named_first() -> None:
    line = line_of(ordered_kpi(), Answer(choice="none"), 2)
    assert line.words == f"{ordered_kpi().to_do} Level 0 now; for level 2:"
    assert line.state == "A draft exists."
    assert line.others == ("A rule is in force.",)


def test_a_figure_to_move_is_said_with_what_to_do_and_where_it_stands() -> None:
    kpi = minimal_content().kpis["K02"]
    answer = Answer(numerator=Decimal(51), denominator=Decimal(100), as_of=date(2026, 6, 30))
    line = line_of(kpi, answer, 2)
    now, needed = "Now 51 of 100, which is 51\u202f%.", "Level 2 wants 70\u202f% or more."
    assert line.words == f"{kpi.to_do} {now} {needed}"
    assert not line.checks
    assert not line.holds
    assert line_of(kpi, answer, 4).holds


def test_checks_that_were_not_decided_are_marked() -> None:
    kpi = minimal_content().kpis["K01"]
    met = ("rules-written", "rules-dated", "rules-at-desk")
    line = line_of(kpi, Answer(checks={**dict.fromkeys(met, "met"), "no-fee": "not_met"}), 4)
    assert {check.undecided for check in line.checks} == {False, True}
    assert kpi.to_do in str(line.words)
    found = line_of(kpi, Answer(checks=dict.fromkeys(met, "met")), 3)
    assert [check.undecided for check in found.checks] == [True] * len(found.checks)
    assert kpi.to_do not in str(found.words)


def test_a_level_that_no_set_reaches_names_the_kpis_whose_rule_ends_below_it() -> None:
    rule = Binary(
        type="binary",
        check=Check(id="rules-written", text="Rules are written."),
        level_if_met=1,
        reason="They are or they are not.",
    )
    content = with_kpi(minimal_content(), rule=rule)
    card = score_all(content)[AssessmentKey("HV", "2026")]
    (group,) = step_groups(content, {"R01": card})
    assert group.lines == ()
    assert spoken(group.hindrance) == (
        "The rules of these KPIs do not reach level 2: K01 Rules of lending that everyone can read."
    )


def test_how_many_answered_is_said_with_their_share() -> None:
    found = results(minimal_content(), "2026", (1, 2, 1, 1, 1))
    assert spoken(reporting_words(replace(found, asked=8, named=tuple("ABCDEF")))) == (
        "6 (75\u202f% of those asked)"
    )
    assert reporting_words(replace(found, asked=0, named=())) == "0"
