"""Every threshold of framework.yaml: what holds at the very figure, and on both sides of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from ict_maturity.aggregate import Site, publish
from ict_maturity.aggregate.results import Health, SignalCode
from ict_maturity.model import Answer, Content, Kpi, Recommendation, Thresholds
from ict_maturity.rules.reasons import ReasonCode
from ict_maturity.score import score_all
from ict_maturity.score.scorecard import Interval, RecommendationResult, Scorecard
from tests.unit.round_examples import Report, levels, unnamed, world
from tests.unit.score_examples import content_of, kpi, level_answer, ordered, scored

STATES = ordered(0, 1, 2, 3, 4)
CLAIM = Answer.model_validate(
    {"answer": "not_applicable", "reason": "None.", "accepted_on": "2026-06-01"}
    | {"accepted_by": "A body"}
)
OTHERS = {"confidence_a": Fraction(1), "confidence_b": Fraction(0)}
"""What must not stand in the way when one threshold is moved."""


@dataclass(frozen=True)
class Border:
    """What holds of a situation in which a threshold is met exactly."""

    threshold: str
    what: str
    measured: Fraction | int
    holds: Callable[[Thresholds], bool]
    below: bool
    """Whether it holds when the threshold lies a little below what is measured."""
    at: bool
    """Whether it holds when the two are equal; above the threshold it is not `below`."""

    def __str__(self) -> str:
        return f"{self.threshold}: {self.what}"


def office(thresholds: Thresholds, *answers: Answer, apart: bool = False) -> Scorecard:
    """The scorecard of answers to as many KPIs of R01, or of a core KPI of R01, R02 … each."""
    kpis = [
        kpi(f"K{n:02}", STATES, recommendation=f"R{n if apart else 1:02}", core=apart)
        for n in range(1, len(answers) + 1)
    ]
    content = content_of(*kpis)
    framework = content.framework.model_copy(update={"thresholds": thresholds})
    given = {each.id: answer for each, answer in zip(kpis, answers, strict=True)}
    return scored(replace(content, framework=framework), given)


def of_one(
    told: Callable[[RecommendationResult], bool], *answers: Answer
) -> Callable[[Thresholds], bool]:
    """What holds of a Recommendation with these answers."""
    return lambda thresholds: told(office(thresholds, *answers).recommendations["R01"])


def at(*levels: int) -> list[Answer]:
    return [level_answer(STATES, level) for level in levels]


def is_at_level_3(result: RecommendationResult) -> bool:
    return result.levels is not None and result.levels.shown == 3


def has_confidence(letter: str) -> Callable[[RecommendationResult], bool]:
    """Whether the confidence is this one, or a better one."""
    return lambda result: (result.confidence or "C") <= letter


def says(code: ReasonCode) -> Callable[[RecommendationResult], bool]:
    return lambda result: any(reason.code == code for reason in result.reasons)


UNKNOWN = Answer(answer="unknown")
PAGE = {"title": "A page", "url": "https://a.example/", "read_on": "2026-06-01"}
WITH_PAGE = Answer.model_validate({"choice": "s2", "evidence": [PAGE]})


def round_site(thresholds: Thresholds, reports: list[Report], **of_r01: Any) -> Site:
    """The site of one round."""
    content = with_reviews(world(reports), **of_r01)
    framework = content.framework.model_copy(update={"thresholds": thresholds})
    content = replace(content, framework=framework)
    return publish(content, score_all(content))


def with_reviews(content: Content, **fields: Any) -> Content:
    """The content with these fields in every Recommendation and KPI."""
    recommendations: dict[str, Recommendation] = {
        id: each.model_copy(update=fields) for id, each in content.recommendations.items()
    }
    kpis: dict[str, Kpi] = {id: each.model_copy(update=fields) for id, each in content.kpis.items()}
    return replace(content, recommendations=recommendations, kpis=kpis)


def of_round(
    told: Callable[[Site], bool], reports: list[Report], **fields: Any
) -> Callable[[Thresholds], bool]:
    """What holds of the site of these reports."""
    return lambda thresholds: told(round_site(thresholds, reports, **fields))


def signals(code: SignalCode) -> Callable[[Site], bool]:
    def told(site: Site) -> bool:
        of_all: list[Health] = [site.health.recommendations["R02"], site.health.kpis["K03"]]
        return all(code in [signal.code for signal in each.signals] for each in of_all)

    return told


SIX = [Report(region="north", focus=("data",)) for _ in range(6)]
SIX_COUNTED = [Report(), *unnamed(1, 1, 2, 2, 3, 3)]
SEVEN_OF_TEN = levels(2, 2, 2, 2, 2, 2, 2, 0, 1, 3)
TWO_OF_TEN = [Report(third=None) for _ in range(2)] + [Report() for _ in range(8)]


def borders() -> Iterator[Border]:
    two_of_three = (*at(2, 2), UNKNOWN)
    yield Border(
        "coverage_to_publish",
        "published",
        Fraction(2, 3),
        of_one(lambda result: result.published, *two_of_three),
        below=True,
        at=True,
    )
    yield Border(
        "coverage_to_publish",
        "too low",
        Fraction(2, 3),
        of_one(says(ReasonCode.COVERAGE_TOO_LOW), *two_of_three),
        below=False,
        at=False,
    )
    for what, told in (
        ("limited", lambda result: result.profile_limited),
        ("reason", says(ReasonCode.PROFILE_LIMITED)),
    ):
        one_of_four = (*at(2, 2, 2), CLAIM)
        yield Border(
            "not_applicable_limit", what, Fraction(1, 4), of_one(told, *one_of_four), True, False
        )
    yield Border(
        "overall_share",
        "three of four published",
        Fraction(3, 4),
        lambda thresholds: (
            office(thresholds, *at(3, 3, 3), UNKNOWN, apart=True).overall.levels is not None
        ),
        below=True,
        at=True,
    )
    yield Border(
        "overall_share",
        "three of four at the level",
        Fraction(3, 4),
        lambda thresholds: (
            office(thresholds, *at(3, 3, 3, 2), apart=True).overall.levels == Interval(3, 3)
        ),
        below=True,
        at=True,
    )
    for letter in ("A", "B"):
        name = f"confidence_{letter.lower()}"
        yield Border(
            name,
            letter,
            Fraction(3, 4),
            of_one(has_confidence(letter), WITH_PAGE),
            below=True,
            at=True,
        )
    for what, about, reports in (
        ("answers", lambda site: site.health.kpis["K03"].answers is not None, SIX),
        ("crowd", lambda site: site.health.kpis["K03"].crowded is not None, SIX),
        ("all", lambda site: site.results["2026"].all_offices.shown, SIX_COUNTED),
        (
            "row",
            lambda site: site.results["2026"].all_offices.recommendations["R01"].counts is not None,
            SIX_COUNTED,
        ),
    ):
        yield Border("small_cell", what, 6, of_round(about, reports), below=True, at=True)
    yield Border(
        "one_level_share",
        "crowded",
        Fraction(7, 10),
        of_round(signals(SignalCode.ONE_LEVEL), SEVEN_OF_TEN),
        below=True,
        at=False,
    )
    yield Border(
        "undecided_share",
        "unknown",
        Fraction(2, 10),
        of_round(signals(SignalCode.UNKNOWN), TWO_OF_TEN),
        below=True,
        at=False,
    )
    yield Border(
        "review_after_months",
        "review due",
        12,
        of_round(signals(SignalCode.REVIEW_DUE), SIX, reviewed=date(2025, 6, 30)),
        below=True,
        at=False,
    )


BORDERS = list(borders())


def test_every_threshold_has_a_border() -> None:
    assert {border.threshold for border in BORDERS} == set(Thresholds.model_fields)


@pytest.mark.parametrize("border", BORDERS, ids=str)
def test_what_a_threshold_decides_changes_at_the_very_figure(border: Border) -> None:
    step = 1 if isinstance(border.measured, int) else Fraction(1, 1000)
    figures = (border.measured - step, border.measured, border.measured + step)
    told = [
        border.holds(Thresholds.model_validate(OTHERS | {border.threshold: figure}))
        for figure in figures
    ]
    assert told == [border.below, border.at, not border.below]
