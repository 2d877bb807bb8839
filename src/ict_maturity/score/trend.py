"""In: an office's scorecards over cycles and its targets; out: a Trend a Recommendation."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise

from ict_maturity.facts.values import whole_months
from ict_maturity.model import AssessmentKey, Target
from ict_maturity.rules.reading import Reason
from ict_maturity.rules.reasons import ReasonCode
from ict_maturity.score.scorecard import (
    NO_DIFFERENCE,
    Difference,
    Pace,
    Scorecard,
    Trend,
    TrendPoint,
    TrendStep,
)

ON_TRACK = Fraction(95, 100)
MODERATE = Fraction(60, 100)

Split = Callable[[AssessmentKey, AssessmentKey], Mapping[str, tuple[Difference, Difference]]]
"""Two rounds of an office, the older first; by Recommendation, what changed by doing and by
looking."""


def trends(
    scorecards: Sequence[Scorecard], targets: Mapping[str, Target], split: Split
) -> Mapping[str, Trend]:
    """The trend of every Recommendation that has a published result or a target.

    `scorecards` are one office's submitted assessments, each under the edition that it answered;
    `targets` are those of the newest of them.
    """
    ordered = sorted(scorecards, key=lambda scorecard: (scorecard.reference_date, scorecard.cycle))
    ids = sorted({id for scorecard in ordered for id in scorecard.recommendations})
    rounds = {id: [card for card in ordered if point_of(card, id)] for id in ids}
    return {
        id: trend(id, points_of(rounds[id], id), steps_of(rounds[id], id, split), target)
        for id, target in ((id, targets.get(id)) for id in ids)
        if rounds[id] or target
    }


def point_of(scorecard: Scorecard, recommendation: str) -> TrendPoint | None:
    """A round's published result, None when it has none."""
    result = scorecard.recommendations.get(recommendation)
    if not (result and result.published and result.levels and result.score):
        return None
    return TrendPoint(
        cycle=scorecard.cycle,
        edition=scorecard.edition,
        reference_date=scorecard.reference_date,
        level=result.levels.shown,
        possible=result.levels.possible,
        score=result.score.shown,
    )


def points_of(rounds: Sequence[Scorecard], recommendation: str) -> tuple[TrendPoint, ...]:
    """The published results of rounds."""
    return tuple(point for card in rounds if (point := point_of(card, recommendation)))


def steps_of(
    rounds: Sequence[Scorecard], recommendation: str, split: Split
) -> tuple[TrendStep, ...]:
    """From each published result to the next."""
    points = points_of(rounds, recommendation)
    keys = [AssessmentKey(card.office, card.cycle) for card in rounds]
    parts = [
        split(before, after).get(recommendation, (NO_DIFFERENCE, NO_DIFFERENCE))
        for before, after in pairwise(keys)
    ]
    return tuple(
        TrendStep(start, end, *part)
        for (start, end), part in zip(pairwise(points), parts, strict=True)
    )


def trend(
    id: str, points: tuple[TrendPoint, ...], steps: tuple[TrendStep, ...], target: Target | None
) -> Trend:
    """The trend of one Recommendation, with its pace when there is a target (section 9).

    `steps` lead from each point to the next one.
    """
    gained = gained_per_year(points, steps)
    needed = needed_per_year(points[-1], target) if points and target else None
    pace, reason = pace_of(points, target, gained, needed)
    return Trend(
        recommendation=id,
        points=points,
        steps=steps,
        target_level=target.level if target else None,
        target_year=target.year if target else None,
        gained_per_year=gained,
        needed_per_year=needed,
        pace=pace if target else None,
        reasons=(reason,) if reason else (),
    )


def years_between(start: date, end: date) -> Fraction:
    """Years from one day to another, as twelfths for whole months."""
    return Fraction(whole_months(start, end), 12)


def gained_per_year(points: Sequence[TrendPoint], steps: Sequence[TrendStep]) -> Fraction | None:
    """Levels a year gained by doing, None with fewer than two points."""
    if len(points) < 2:
        return None
    years = years_between(points[0].reference_date, points[-1].reference_date)
    return sum(step.by_doing.level for step in steps) / years if years > 0 else None


def needed_per_year(newest: TrendPoint, target: Target) -> Fraction | None:
    """Levels needed a year from the newest point to the end of the target year.

    None when the level is reached or no whole month of the target year is left.
    """
    years = years_between(newest.reference_date, date(target.year, 12, 31))
    missing = target.level - newest.level
    return missing / years if missing > 0 and years > 0 else None


def pace_of(
    points: Sequence[TrendPoint],
    target: Target | None,
    gained: Fraction | None,
    needed: Fraction | None,
) -> tuple[Pace | None, Reason | None]:
    """The pace towards the target and why; the pace is None without a target.

    A target is missed when no whole month of its year is left.
    """
    if target and points and points[-1].level >= target.level:
        return "reached", Reason.of(
            ReasonCode.TARGET_REACHED, level=points[-1].level, target_level=target.level
        )
    if target and points and needed is None:
        return "missed", Reason.of(
            ReasonCode.TARGET_YEAR_OVER,
            level=points[-1].level,
            target_level=target.level,
            target_year=target.year,
        )
    if gained is None:
        too_few = Reason.of(ReasonCode.TOO_FEW_CYCLES, cycles=len(points))
        return "not_enough_data" if target else None, too_few
    if target is None or needed is None:
        return None, None
    ratio = gained / needed
    return pace(ratio), Reason.of(
        ReasonCode.PACE_COMPARED, gained_per_year=gained, needed_per_year=needed, ratio=ratio
    )


def pace(ratio: Fraction) -> Pace:
    """The word for gained / needed (docs/method.md, section 9)."""
    if ratio >= ON_TRACK:
        return "on_track"
    if ratio >= MODERATE:
        return "moderate"
    return "slow" if ratio > 0 else "none_or_falling"
