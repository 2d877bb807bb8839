"""In: an office's scorecards over cycles and its targets; out: a Trend a Recommendation."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise

from ict_maturity.facts.values import whole_months
from ict_maturity.model import Target
from ict_maturity.rules.reading import Reason
from ict_maturity.rules.reasons import ReasonCode
from ict_maturity.score.scorecard import Difference, Pace, Scorecard, Trend, TrendPoint, TrendStep

ON_TRACK = Fraction(95, 100)
MODERATE = Fraction(60, 100)

Restate = Callable[[Scorecard, Scorecard], tuple[Scorecard, Scorecard]]
"""Two rounds of an office, the older first; both again under the edition of the newer one, over
the KPIs that both were asked."""


def as_they_are(before: Scorecard, after: Scorecard) -> tuple[Scorecard, Scorecard]:
    """What restates where all rounds answered one edition."""
    return before, after


def trends(
    scorecards: Sequence[Scorecard],
    targets: Mapping[str, Target],
    restate: Restate = as_they_are,
) -> Mapping[str, Trend]:
    """The trend of every Recommendation that has a published result or a target.

    `scorecards` are one office's submitted assessments, each under the edition that it answered;
    `targets` are those of the newest of them.
    """
    ordered = sorted(scorecards, key=lambda scorecard: (scorecard.reference_date, scorecard.cycle))
    ids = sorted({id for scorecard in ordered for id in scorecard.recommendations})
    rounds = {id: comparable(ordered, id) for id in ids}
    return {
        id: trend(id, points_of(rounds[id], id), steps_of(rounds[id], id, restate), target)
        for id, target in ((id, targets.get(id)) for id in ids)
        if rounds[id] or target
    }


def comparable(ordered: Sequence[Scorecard], recommendation: str) -> tuple[Scorecard, ...]:
    """The rounds with a published result, without those that differ by nothing but their KPIs.

    Under one edition, two results can be compared when the same KPIs counted in both.
    """
    published = [card for card in ordered if point_of(card, recommendation)]
    if not published:
        return ()
    newest = published[-1]
    kpis = counted_kpis(newest, recommendation)
    return tuple(
        card
        for card in published
        if card.edition != newest.edition or counted_kpis(card, recommendation) == kpis
    )


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
        score=result.score.shown,
    )


def counted_kpis(scorecard: Scorecard, recommendation: str) -> frozenset[str]:
    """The KPIs that counted in a Recommendation's result."""
    return frozenset(
        id
        for id in scorecard.recommendations[recommendation].kpis
        if scorecard.kpis[id].standing == "counted"
    )


def points_of(rounds: Sequence[Scorecard], recommendation: str) -> tuple[TrendPoint, ...]:
    """The published results of rounds."""
    return tuple(point for card in rounds if (point := point_of(card, recommendation)))


def steps_of(
    rounds: Sequence[Scorecard], recommendation: str, restate: Restate
) -> tuple[TrendStep, ...]:
    """From each published result to the next."""
    pairs = pairwise(rounds)
    return tuple(step for pair in pairs if (step := step_of(*pair, recommendation, restate)))


def step_of(
    before: Scorecard, after: Scorecard, recommendation: str, restate: Restate
) -> TrendStep | None:
    """From one round to the next; what the office changed is seen under one edition for both."""
    start, end = point_of(before, recommendation), point_of(after, recommendation)
    if start is None or end is None:
        return None
    cards = restate(before, after)
    again_start, again_end = (point_of(card, recommendation) for card in cards)
    if again_start is None or again_end is None or not same_kpis(*cards, recommendation):
        return TrendStep(start, end, None)
    return TrendStep(start, end, again_end - again_start)


def same_kpis(before: Scorecard, after: Scorecard, recommendation: str) -> bool:
    """Whether the same KPIs counted in both."""
    return counted_kpis(before, recommendation) == counted_kpis(after, recommendation)


def trend(
    id: str, points: tuple[TrendPoint, ...], steps: tuple[TrendStep, ...], target: Target | None
) -> Trend:
    """The trend of one Recommendation, with its pace when there is a target (section 9).

    `steps` lead from each point to the next one.
    """
    run = unbroken(points, steps)
    gained = gained_per_year(*run)
    needed = needed_per_year(points[-1], target) if points and target else None
    pace, reason = pace_of(run[0], target, gained, needed)
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


def unbroken(
    points: Sequence[TrendPoint], steps: Sequence[TrendStep]
) -> tuple[Sequence[TrendPoint], Sequence[Difference]]:
    """The newest points between which the office's part is known, and those parts."""
    known: list[Difference] = []
    for step in reversed(steps):
        if step.by_office is None:
            break
        known.append(step.by_office)
    return points[-len(known) - 1 :], known


def gained_per_year(
    points: Sequence[TrendPoint], by_office: Sequence[Difference]
) -> Fraction | None:
    """Levels a year that the office itself gained, None with fewer than two points."""
    if len(points) < 2:
        return None
    years = years_between(points[0].reference_date, points[-1].reference_date)
    gained = sum(part.level for part in by_office)
    return gained / years if years > 0 else None


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
