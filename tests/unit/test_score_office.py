"""The office as a whole, and its trend towards its targets."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

import pytest

from ict_maturity.model import Answer, AssessmentKey, Target
from ict_maturity.rules.reasons import FACTS, ReasonCode
from ict_maturity.score import score_all, score_assessment, trends
from ict_maturity.score.scorecard import Overall, Scorecard, Trend
from ict_maturity.score.trend import pace
from tests.unit.score_examples import (
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
    ("levels", "level", "score", "lowest", "adjusted"),
    [
        ([3, 3, 3, 3, 3], 3, "75", "R01", "75"),
        ([3, 3, 3, 3, 2], 3, "70", "R05", "60"),
        ([3, 3, 3, 2, 2], 2, "65", "R04", "57.5"),
        ([4, 4, 4, 4, 1], 2, "85", "R05", "55"),
        ([4, 4, 4, 4, 0], 1, "80", "R05", "40"),
        ([4, 4, 4, 4, None], 4, "100", "R01", "100"),
        ([4] * 10, 4, "100", "R01", "100"),
        ([2, 2, 2, 2, 2, 2, 2, 1, 1, 1], 1, "42.5", "R08", "33.75"),
        ([0] * 5, 0, "0", "R01", "0"),
    ],
)
def test_the_overall_level_and_score(
    levels: list[int | None], level: int, score: str, lowest: str, adjusted: str
) -> None:
    found = overall_of(levels)
    assert (found.level, found.lowest) == (level, lowest)
    assert (found.score, found.balance_adjusted) == (Fraction(score), Fraction(adjusted))
    assert (found.published, found.total) == (
        len([n for n in levels if n is not None]),
        len(levels),
    )


@pytest.mark.parametrize("levels", [[4, 4, 4, None, None], [None] * 5, []])
def test_no_overall_result_while_too_few_are_published(levels: list[int | None]) -> None:
    found = overall_of(levels)
    assert (found.level, found.score, found.lowest, found.balance_adjusted) == (None,) * 4
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
    assert card.overall.score == 75


def reports(levels: Sequence[tuple[date, int | None]]) -> list[Scorecard]:
    """An office's scorecards with one KPI; None is not assessed."""
    content = content_of(kpi("K01", STATES, core=True))
    return [
        score_assessment(
            content,
            assessment(
                {} if level is None else {"K01": level_answer(STATES, level)},
                str(day.year),
                reference_date=day,
            ),
            office(),
        )
        for day, level in levels
    ]


def trend_of(levels: Sequence[tuple[date, int | None]], target: Target | None) -> Trend:
    found = trends(reports(levels), {"R01": target} if target else {})["R01"]
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
            "none_or_falling",
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
    assert trends(reports([(june(2026), None)]), {}) == {}


def test_two_cycles_within_a_month_are_not_enough() -> None:
    content = content_of(kpi("K01", STATES, core=True))
    cards = [
        score_assessment(
            content,
            assessment({"K01": level_answer(STATES, 2)}, cycle, reference_date=june(2026)),
            office(),
        )
        for cycle in ("2025", "2026")
    ]
    found = trends(cards, {"R01": Target(level=3, year=2030)})["R01"]
    assert (found.gained_per_year, found.pace) == (None, "not_enough_data")
    assert [point.cycle for point in found.points] == ["2025", "2026"]


def test_only_results_under_the_same_kpis_are_compared() -> None:
    content = content_of(kpi("K01", STATES), kpi("K02", STATES), kpi("K03", STATES, since="2027.1"))
    claim = Answer(
        answer="not_applicable",
        reason="None.",
        accepted_on=june(2024),
        accepted_by="The Task Force",
    )
    two = {"K01": level_answer(STATES, 2), "K02": level_answer(STATES, 2)}
    everything = two | {"K03": level_answer(STATES, 4)}
    given = [
        assessment({**two, "K02": claim}, "2024"),
        assessment(two, "2025"),
        assessment(two, "2026"),
    ]
    cards = [score_assessment(content, one, office()) for one in given]
    assert [point.cycle for point in trends(cards, {})["R01"].points] == ["2025", "2026"]
    later = score_assessment(content, assessment(everything, "2027", edition="2027.1"), office())
    found = trends([later, *cards], {"R01": Target(level=4, year=2030)})["R01"]
    assert [point.cycle for point in found.points] == ["2024", "2025", "2026", "2027"]
    assert [step.by_office is None for step in found.steps] == [True, False, True]
    assert (found.gained_per_year, found.pace) == (None, "not_enough_data")


def test_every_assessment_is_scored_in_order() -> None:
    given = {
        AssessmentKey(code, cycle): assessment({"K01": level_answer(STATES, 1)}, cycle)
        for code in ("QB", "QA")
        for cycle in ("2026", "2025")
    }
    content = with_assessments(
        content_of(kpi("K01", STATES)), [office("QB"), office("QA", "private")], given
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


@pytest.mark.parametrize("gone", [0, 1])
def test_a_step_cannot_be_split_where_one_result_is_not_published_again(gone: int) -> None:
    before, after = reports([(june(2025), 2), (june(2026), 3)])
    (hidden,) = reports([(june(2026), None)])

    def again(*cards: Scorecard) -> tuple[Scorecard, Scorecard]:
        first, second = (hidden if n == gone else card for n, card in enumerate(cards))
        return first, second

    (step,) = trends([before, after], {}, again)["R01"].steps
    assert step.by_office is None
    assert trends([before, after], {})["R01"].steps[0].by_office is not None


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
    trend = trend_of([(june(2023), 1), (june(2024), 3), (june(2026), 4)], None)
    assert trend.gained_per_year == 1


@pytest.mark.parametrize(("level", "lowest_allowed"), [(0, 0), (1, 0), (2, 1), (4, 3)])
def test_the_overall_level_is_told_with_what_it_allows(level: int, lowest_allowed: int) -> None:
    share, mean = overall_of([level] * 5).reasons
    facts = {"level": level, "needed": Fraction(4, 5), "lowest_allowed": lowest_allowed}
    assert (share.code, share.facts) == (ReasonCode.OVERALL_SHARE, facts)
    assert (mean.code, mean.facts) == (
        ReasonCode.OVERALL_MEAN,
        {"published": 5, "lowest": "R01"},
    )
