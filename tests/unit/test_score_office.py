"""The office as a whole, and its trend towards its targets."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from ict_maturity.model import Answer, AssessmentKey, Content, FormerProfile, Target
from ict_maturity.rules.reasons import FACTS, ReasonCode
from ict_maturity.score import ready, regrouped, score_all, splitting, trends
from ict_maturity.score.scorecard import Bounds, Interval, Overall, Trend
from ict_maturity.score.trend import pace
from tests.unit.score_examples import (
    REFERENCE,
    assessment,
    content_of,
    kpi,
    level_answer,
    office,
    ordered,
    scored,
    with_assessments,
)

STATES = ordered(0, 1, 2, 3, 4)
HIGHER = ordered(0, 1, 2, 3)


def overall_of(levels: Sequence[int | None]) -> Overall:
    """The whole of an office with one core KPI a Recommendation; None is not assessed."""
    kpis = [
        kpi(f"K{n:02}", STATES, recommendation=f"R{n:02}", core=True)
        for n in range(1, len(levels) + 1)
    ]
    given = {
        f"K{n:02}": level_answer(STATES, level)
        for n, level in enumerate(levels, 1)
        if level is not None
    }
    return scored(content_of(*kpis), given).overall


@pytest.mark.parametrize(
    ("levels", "level", "score", "lowest"),
    [
        ([3, 3, 3, 3, 3], 3, "75", ("R01", "R02", "R03", "R04", "R05")),
        ([3, 3, 3, 3, 2], 3, "70", ("R05",)),
        ([3, 3, 3, 2, 2], 2, "65", ("R04", "R05")),
        ([4, 4, 4, 4, 1], 2, "85", ("R05",)),
        ([4, 4, 4, 4, 0], 1, "80", ("R05",)),
        ([4] * 5, 4, "100", ("R01", "R02", "R03", "R04", "R05")),
        ([2, 2, 2, 2, 2, 2, 2, 1, 1, 1], 1, "42.5", ("R08", "R09", "R10")),
        ([0] * 5, 0, "0", ("R01", "R02", "R03", "R04", "R05")),
    ],
)
def test_the_overall_level_and_mean(
    levels: list[int | None], level: int, score: str, lowest: tuple[str, ...]
) -> None:
    found = overall_of(levels)
    assert found.levels == Interval(level, level)
    assert found.score == Bounds(Fraction(score), Fraction(score))
    assert found.lowest == lowest
    assert (found.published, found.total) == (len(levels), len(levels))


def test_silence_does_not_pay() -> None:
    silent = overall_of([3, 3, 3, 3, None])
    assert silent.levels == Interval(1, 3)
    assert silent.score == Bounds(Fraction(60), Fraction(80))
    assert (silent.published, silent.total) == (4, 5)
    assert silent.lowest == ("R01", "R02", "R03", "R04")
    honest = overall_of([3, 3, 3, 3, 0])
    assert honest.levels == Interval(1, 1)


def test_a_recommendation_of_which_nothing_applies_takes_no_part() -> None:
    outside = kpi("K02", STATES, recommendation="R02", applies_when={"size": ("large",)})
    content = content_of(kpi("K01", STATES, core=True), outside)
    found = scored(content, {"K01": level_answer(STATES, 2)}).overall
    assert (found.levels, found.published, found.total) == (Interval(2, 2), 1, 1)


@pytest.mark.parametrize(
    ("until", "applies"), [(REFERENCE, False), (REFERENCE - timedelta(days=1), True)]
)
def test_a_result_rests_on_the_profile_of_its_day(until: date, applies: bool) -> None:
    content = content_of(kpi("K01", STATES, core=True, applies_when={"size": ("large",)}))
    former = FormerProfile(until=until, values={"size": ("small",)})
    who = office(size=("large",)).model_copy(update={"profile_formerly": (former,)})
    found = scored(content, {"K01": level_answer(STATES, 2)}, who).kpis["K01"]
    assert (found.standing != "not_applicable") == applies


@pytest.mark.parametrize("levels", [[4, 4, 4, None, None], [None] * 5, []])
def test_no_overall_result_while_too_few_are_published(levels: list[int | None]) -> None:
    found = overall_of(levels)
    assert (found.levels, found.score, found.lowest) == (None, None, ())
    assert found.reasons[0].code == ReasonCode.TOO_FEW_PUBLISHED
    assert found.reasons[0].facts["published"] == found.published


def test_upcoming_recommendations_are_shown_and_not_in_the_overall_result() -> None:
    content = content_of(kpi("K01", STATES), kpi("K02", STATES, recommendation="R02"))
    second = content.recommendations["R02"].model_copy(update={"lifecycle": "upcoming"})
    changed = type(content)(
        **{**vars(content), "recommendations": {**content.recommendations, "R02": second}}
    )
    card = scored(changed, {"K01": level_answer(STATES, 3), "K02": level_answer(STATES, 1)})
    assert card.recommendations["R02"].published
    assert card.overall.total == 1
    assert card.overall.score == Bounds(Fraction(75), Fraction(75))


def reports(levels: Sequence[tuple[date, int | None]], cycle: str | None = None) -> Content:
    """An office's rounds with one KPI; None is not assessed."""
    given = {
        AssessmentKey("QA", cycle or str(day.year)): assessment(
            {} if level is None else {"K01": Answer(choice=f"s{level}")},
            cycle or str(day.year),
            reference_date=day,
        )
        for day, level in levels
    }
    return with_assessments(content_of(kpi("K01", HIGHER, core=True)), [office()], given)


def trends_of(content: Content, target: Target | None) -> Mapping[str, Trend]:
    cards = score_all(content)
    targets = {"R01": target} if target else {}
    return trends(tuple(cards.values()), targets, splitting(content, cards))


def trend_of(levels: Sequence[tuple[date, int | None]], target: Target | None) -> Trend:
    found = trends_of(reports(levels), target)["R01"]
    for reason in found.reasons:
        assert tuple(sorted(reason.facts)) == FACTS[reason.code]
    return found


def june(year: int) -> date:
    return date(year, 6, 30)


@pytest.mark.parametrize(
    ("levels", "target", "gained", "needed", "pace"),
    [
        ([(june(2024), 1), (june(2026), 3)], Target(level=3, year=2026), "1", None, "reached"),
        ([(june(2026), 3)], Target(level=2, year=2030), None, None, "reached"),
        ([(june(2026), 2)], Target(level=3, year=2028), None, "2/5", "not_enough_data"),
        (
            [(june(2025), None), (june(2026), 2)],
            Target(level=3, year=2028),
            None,
            "2/5",
            "not_enough_data",
        ),
        ([(june(2024), 1), (june(2026), 2)], Target(level=3, year=2028), "1/2", "2/5", "on_track"),
        (
            [(june(2024), 1), (june(2026), 2)],
            Target(level=4, year=2029),
            "1/2",
            "4/7",
            "moderate",
        ),
        ([(june(2024), 1), (june(2026), 2)], Target(level=4, year=2027), "1/2", "4/3", "slow"),
        (
            [(june(2024), 2), (june(2026), 2)],
            Target(level=4, year=2027),
            "0",
            "4/3",
            "none_or_falling",
        ),
        (
            [(june(2024), 3), (june(2026), 2)],
            Target(level=4, year=2027),
            "-1/2",
            "4/3",
            "none_or_falling",
        ),
        (
            [(june(2024), 1), (june(2026), 2)],
            Target(level=3, year=2025),
            "1/2",
            None,
            "missed",
        ),
        ([(june(2026), 2)], Target(level=3, year=2025), None, None, "missed"),
        ([(date(2026, 12, 1), 2)], Target(level=3, year=2026), None, None, "missed"),
        (
            [(date(2025, 11, 30), 1), (date(2026, 11, 30), 2)],
            Target(level=3, year=2026),
            "1",
            "12",
            "slow",
        ),
        ([(june(2024), 1), (june(2026), 2)], None, "1/2", None, None),
        ([(june(2026), 2)], None, None, None, None),
    ],
)
def test_pace_is_what_was_gained_over_what_is_needed(
    levels: list[tuple[date, int | None]],
    target: Target | None,
    gained: str | None,
    needed: str | None,
    pace: str | None,
) -> None:
    found = trend_of(levels, target)
    assert found.gained_per_year == (None if gained is None else Fraction(gained))
    assert found.needed_per_year == (None if needed is None else Fraction(needed))
    assert found.pace == pace


def test_a_target_without_any_published_result_has_a_trend_that_says_so() -> None:
    found = trend_of([(june(2026), None)], Target(level=2, year=2027))
    assert (found.points, found.pace) == ((), "not_enough_data")
    assert found.reasons[0].facts == {"cycles": 0}
    assert trends_of(reports([(june(2026), None)]), None) == {}


def test_two_cycles_within_a_month_are_not_enough() -> None:
    first, second = (reports([(june(2026), 2)], cycle) for cycle in ("2025", "2026"))
    content = replace(
        first,
        assessments={**first.assessments, **second.assessments},
        files={**first.files, **second.files},
    )
    found = trends_of(content, Target(level=3, year=2030))["R01"]
    assert (found.gained_per_year, found.pace) == (None, "not_enough_data")
    assert [point.cycle for point in found.points] == ["2025", "2026"]


def test_counting_a_moved_kpi_elsewhere_is_scoring_anew() -> None:
    before = content_of(
        kpi("K01", STATES), kpi("K02", STATES), kpi("K03", STATES, "R02"), kpi("K04", STATES, "R02")
    )
    moved = before.kpis["K02"].model_copy(update={"recommendation": "R02"})
    after = replace(before, kpis={**before.kpis, "K02": moved})
    levels = {"K01": 4, "K02": 1, "K03": 3, "K04": 2}
    answers = {id: level_answer(STATES, level) for id, level in levels.items()}
    old, new = scored(before, answers), scored(after, answers)
    assert old.recommendations["R01"].levels != new.recommendations["R01"].levels
    assert regrouped(old, ready(after), ("R01", "R02")) == new


@pytest.mark.parametrize("level", [None, 0, 4])
def test_another_office_moves_nothing(level: int | None) -> None:
    content = content_of(kpi("K01", STATES, core=True), kpi("K02", STATES))
    mine = assessment({"K01": level_answer(STATES, 2), "K02": level_answer(STATES, 1)})
    reports = {AssessmentKey("QA", "2026"): mine}
    alone = score_all(with_assessments(content, [office("QA")], reports))
    if level is not None:
        answers = dict.fromkeys(("K01", "K02"), level_answer(STATES, level))
        reports[AssessmentKey("QB", "2026")] = assessment(answers)
    both = score_all(with_assessments(content, [office("QA"), office("QB")], reports))
    assert len(both) == len(reports)
    assert both[AssessmentKey("QA", "2026")] == alone[AssessmentKey("QA", "2026")]


def test_every_assessment_is_scored_in_order() -> None:
    given = {
        AssessmentKey(code, cycle): assessment({"K01": level_answer(STATES, 1)}, cycle)
        for code in ("QB", "QA")
        for cycle in ("2026", "2025")
    }
    content = with_assessments(
        content_of(kpi("K01", STATES)), [office("QB"), office("QA", "own")], given
    )
    found = score_all(content)
    assert [tuple(key) for key in found] == [
        ("QA", "2025"),
        ("QA", "2026"),
        ("QB", "2025"),
        ("QB", "2026"),
    ]
    assert {key: (card.office, card.cycle) for key, card in found.items()} == {
        key: tuple(key) for key in given
    }


@pytest.mark.parametrize(
    ("ratio", "word"),
    [
        (Fraction(95, 100), "on_track"),
        (Fraction(949, 1000), "moderate"),
        (Fraction(60, 100), "moderate"),
        (Fraction(599, 1000), "slow"),
        (Fraction(1, 1000), "slow"),
        (Fraction(0), "none_or_falling"),
        (Fraction(-1), "none_or_falling"),
    ],
)
def test_each_pace_begins_at_its_ratio(ratio: Fraction, word: str) -> None:
    assert pace(ratio) == word


def test_what_was_gained_is_counted_from_the_first_point_to_the_last() -> None:
    trend = trend_of([(june(2023), 0), (june(2024), 2), (june(2026), 3)], None)
    assert trend.gained_per_year == 1


def test_the_overall_level_is_told_with_its_bounds_and_the_lowest() -> None:
    share, lowest = overall_of([3, 3, 3, 2, None]).reasons
    facts = {"level": 1, "possible": 3, "needed": Fraction(4, 5)}
    assert (share.code, share.facts) == (ReasonCode.OVERALL_SHARE, facts)
    assert (lowest.code, lowest.facts) == (
        ReasonCode.OVERALL_LOWEST,
        {"level": 2, "recommendations": ("R04",)},
    )
