"""In: an office's scorecards over cycles and its targets; out: a Trend a Recommendation."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from ict_maturity.model import Target
from ict_maturity.score.months import whole_months
from ict_maturity.score.reasons import ReasonCode
from ict_maturity.score.scorecard import Pace, Reason, Scorecard, Trend, TrendPoint

ON_TRACK = Fraction(95, 100)
MODERATE = Fraction(60, 100)


def trends(scorecards: Sequence[Scorecard], targets: Mapping[str, Target]) -> Mapping[str, Trend]:
    """The trend of every Recommendation that has a published result or a target.

    `scorecards` are one office's submitted assessments, `targets` those of the newest of them.
    """
    ordered = sorted(scorecards, key=lambda scorecard: (scorecard.reference_date, scorecard.cycle))
    ids = sorted({id for scorecard in ordered for id in scorecard.recommendations})
    found = {id: (points(ordered, id), targets.get(id)) for id in ids}
    return {
        id: trend(id, published, target)
        for id, (published, target) in found.items()
        if published or target
    }


def points(ordered: Sequence[Scorecard], recommendation: str) -> tuple[TrendPoint, ...]:
    """The published results that can be compared with the newest one, oldest first.

    Two results can be compared when the same KPIs counted in both.
    """
    published = [
        (scorecard, result)
        for scorecard in ordered
        if (result := scorecard.recommendations[recommendation]).published
    ]
    if not published:
        return ()
    kpis = counted_kpis(published[-1][0], recommendation)
    return tuple(
        TrendPoint(
            scorecard.cycle, scorecard.reference_date, result.levels.shown, result.score.shown
        )
        for scorecard, result in published
        if result.levels and result.score and counted_kpis(scorecard, recommendation) == kpis
    )


def counted_kpis(scorecard: Scorecard, recommendation: str) -> frozenset[str]:
    """The KPIs that counted in a Recommendation's result."""
    return frozenset(
        id
        for id in scorecard.recommendations[recommendation].kpis
        if scorecard.kpis[id].standing == "counted"
    )


def trend(id: str, points: tuple[TrendPoint, ...], target: Target | None) -> Trend:
    """The trend of one Recommendation, with its pace when there is a target (section 9)."""
    gained = gained_per_year(points)
    needed = needed_per_year(points[-1], target) if points and target else None
    pace, reason = pace_of(points, target, gained, needed)
    return Trend(
        recommendation=id,
        points=points,
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


def gained_per_year(points: Sequence[TrendPoint]) -> Fraction | None:
    """Levels gained a year from the oldest point to the newest, None with fewer than two."""
    if len(points) < 2:
        return None
    years = years_between(points[0].reference_date, points[-1].reference_date)
    return (points[-1].level - points[0].level) / years if years > 0 else None


def needed_per_year(newest: TrendPoint, target: Target) -> Fraction | None:
    """Levels needed a year from the newest point to the end of the target year.

    None when the level is reached or the target year is over.
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
    """The pace towards the target and why; the pace is None without a target."""
    if target and points and points[-1].level >= target.level:
        return "reached", Reason.of(
            ReasonCode.TARGET_REACHED, level=points[-1].level, target_level=target.level
        )
    if gained is None:
        too_few = Reason.of(ReasonCode.TOO_FEW_CYCLES, cycles=len(points))
        return "not_enough_data" if target else None, too_few
    if target is None:
        return None, None
    if needed is None:
        return "none_or_falling", Reason.of(
            ReasonCode.TARGET_YEAR_OVER,
            level=points[-1].level,
            target_level=target.level,
            target_year=target.year,
        )
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
