"""In: the KPI results of one Recommendation; out: its RecommendationResult (section 6)."""

import math
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cached_property

from ict_maturity.facts.record import record
from ict_maturity.model import Thresholds
from ict_maturity.rules.reading import Reason
from ict_maturity.rules.reasons import ReasonCode
from ict_maturity.score.kpi import ReadyKpi
from ict_maturity.score.levels import Conditions, Obstacles, weighted_mean
from ict_maturity.score.next_steps import evidence_steps, next_steps
from ict_maturity.score.scorecard import Bounds, Confidence, KpiResult, Levels, RecommendationResult


@record
class ReadyRecommendation:
    """A Recommendation's KPIs made ready; `shares` are their weights as whole numbers."""

    id: str
    counted: bool
    kpis: tuple[ReadyKpi, ...]
    shares: tuple[int, ...]


@record
class Applicable:
    """The KPIs that count for one office, side by side with their shares and readers."""

    results: tuple[KpiResult, ...]
    shares: tuple[int, ...]
    kpis: tuple[ReadyKpi, ...]
    not_applicable: Fraction
    """The part of the weight (0 to 1) that does not apply to the office."""

    short_round: bool
    """Whether the round left out KPIs that count."""

    @cached_property
    def assessed(self) -> int:
        """How many KPIs are assessed."""
        return sum(result.assessed for result in self.results)

    @cached_property
    def rules(self) -> Conditions:
        """The conditions of a level over these KPIs."""
        return Conditions(tuple(result.core for result in self.results))

    @cached_property
    def levels(self) -> tuple[int, ...]:
        """The shown level of each KPI."""
        return tuple(result.reading.shown.level for result in self.results)

    @cached_property
    def is_open(self) -> bool:
        """Whether undecided facts could lead to other readings than are shown."""
        return any(each.reading.possible is not each.reading.shown for each in self.results)

    @cached_property
    def decided(self) -> tuple[tuple[int, ...], int]:
        """Each share times its decided part, as whole numbers, and the number that stands for 1."""
        parts = [result.reading.decided for result in self.results]
        unit = math.lcm(*(part.denominator for part in parts))
        shares = zip(self.shares, parts, strict=True)
        return tuple(s * part.numerator * (unit // part.denominator) for s, part in shares), unit

    @cached_property
    def coverage(self) -> Fraction:
        """The decided part of the applicable weight (0 to 1)."""
        shares, unit = self.decided
        return Fraction(sum(shares), unit * sum(self.shares))

    def core_undecided(self, needed: Fraction) -> tuple[str, ...]:
        """The ids of the core KPIs of which less than the needed share is decided."""
        undecided = (r for r in self.results if r.core and not r.assessed)
        return tuple(result.kpi for result in undecided if result.decided < needed)


def applicable(ready: ReadyRecommendation, results: Sequence[KpiResult]) -> Applicable:
    """Pick the KPIs that count from the results of all KPIs of a Recommendation."""
    counted = [i for i, result in enumerate(results) if result.standing == "counted"]
    inside = sum(ready.shares[i] for i in counted)
    outside = sum(
        share
        for share, result in zip(ready.shares, results, strict=True)
        if result.standing == "not_applicable"
    )
    return Applicable(
        results=tuple(results[i] for i in counted),
        shares=tuple(ready.shares[i] for i in counted),
        kpis=tuple(ready.kpis[i] for i in counted),
        not_applicable=Fraction(outside, inside + outside) if outside else Fraction(0),
        short_round=any(result.standing == "not_asked_this_round" for result in results),
    )


def recommendation_result(
    ready: ReadyRecommendation, results: Sequence[KpiResult], thresholds: Thresholds
) -> RecommendationResult:
    """Level, score, coverage, confidence and next steps of one Recommendation.

    `results` are those of all its KPIs, in the order of `ready.kpis`.
    """
    asked = tuple(
        result.kpi
        for result in results
        if result.standing not in ("not_asked", "not_asked_this_round")
    )
    chosen = applicable(ready, results)
    limited = chosen.not_applicable > thresholds.not_applicable_limit
    reasons = tuple(limit_reasons(chosen, thresholds))
    if not chosen.results:
        if chosen.short_round and not chosen.not_applicable:
            reasons = (Reason.of(ReasonCode.NOTHING_ASKED),)
        else:
            reasons = (Reason.of(ReasonCode.NOTHING_APPLICABLE), *reasons)
        return nothing_applicable(ready.id, chosen, asked, limited, reasons)
    rules = chosen.rules
    levels = levels_of(chosen)
    against = obstacles(chosen, levels.shown)
    against_publishing = tuple(unpublished_reasons(chosen, thresholds.coverage_to_publish))
    points = confidence_points(chosen)
    grade = confidence(points, thresholds)
    readers = [kpi.reader for kpi in chosen.kpis]
    steps, hindrance = next_steps(rules, chosen.results, readers, levels.shown)
    return RecommendationResult(
        recommendation=ready.id,
        levels=levels,
        score=score_of(chosen),
        coverage=chosen.coverage,
        applicable=len(chosen.results),
        assessed=chosen.assessed,
        confidence=grade,
        confidence_points=points,
        published=not against_publishing,
        profile_limited=limited,
        short_round=chosen.short_round,
        held_by=held_by(chosen, against),
        rests_on=rests_on(chosen, levels.shown),
        kpis=asked,
        reasons=(
            *level_reasons(chosen, against, levels.shown),
            Reason.of(ReasonCode.SCORE_MEAN, applicable=len(chosen.results)),
            coverage_reason(chosen),
            *against_publishing,
            *reasons,
            confidence_reason(grade, points),
            *hindrance,
        ),
        next_steps=steps,
        evidence_steps=evidence_steps(rules, chosen.results, levels.shown, levels.evidenced),
    )


def nothing_applicable(
    id: str,
    chosen: Applicable,
    asked: tuple[str, ...],
    limited: bool,
    reasons: tuple[Reason, ...],
) -> RecommendationResult:
    """The result of a Recommendation of which nothing applies: no figures, not zeros."""
    return RecommendationResult(
        recommendation=id,
        levels=None,
        score=None,
        coverage=None,
        applicable=0,
        assessed=0,
        confidence=None,
        confidence_points=None,
        published=False,
        profile_limited=limited,
        short_round=chosen.short_round,
        held_by=(),
        rests_on=(),
        kpis=asked,
        reasons=reasons,
        next_steps=(),
        evidence_steps=(),
    )


def levels_of(chosen: Applicable) -> Levels:
    """The level by what is shown, possible and evidenced."""
    level = chosen.rules.level
    shown = level(chosen.levels)
    possible = shown
    if chosen.is_open:
        possible = level([result.reading.possible.level for result in chosen.results])
    evidenced = level([result.level_evidenced for result in chosen.results])
    return Levels(shown, possible, evidenced)


def score_of(chosen: Applicable) -> Bounds:
    """The weighted mean of KPI scores, 0 to 100."""
    readings = [result.reading for result in chosen.results]
    shown = weighted_mean(chosen.shares, [reading.shown.score for reading in readings])
    if not chosen.is_open:
        return Bounds(shown, shown)
    possible = weighted_mean(chosen.shares, [reading.possible.score for reading in readings])
    return Bounds(shown, possible)


def obstacles(chosen: Applicable, reached: int) -> Obstacles:
    """What stands against the next level; nothing does where there is none."""
    if reached == 4:
        return Obstacles((), (), ())
    return chosen.rules.obstacles(chosen.levels, reached + 1)


def held_by(chosen: Applicable, against: Obstacles) -> tuple[str, ...]:
    """The KPIs that keep the shown level from the next one, in the order of ids."""
    positions = sorted({*against.core_below, *against.too_many_below, *against.below_floor})
    return tuple(chosen.results[position].kpi for position in positions)


def rests_on(chosen: Applicable, reached: int) -> tuple[str, ...]:
    """The KPIs of which one decided fact, changed for the worse, costs two levels or more."""
    if reached < 2:
        return ()
    levels, level = chosen.levels, chosen.rules.level
    return tuple(
        result.kpi
        for i, result in enumerate(chosen.results)
        if result.reading.after_one < levels[i]
        and level([*levels[:i], result.reading.after_one, *levels[i + 1 :]]) <= reached - 2
    )


def confidence_points(chosen: Applicable) -> Fraction | None:
    """The mean of evidence points (0 to 1), weighted by what is decided; None without any."""
    shares, _ = chosen.decided
    if not any(shares):
        return None
    return weighted_mean(shares, [result.evidence.points for result in chosen.results])


def confidence(points: Fraction | None, thresholds: Thresholds) -> Confidence | None:
    """The letter for the mean evidence points (docs/method.md, section 5)."""
    if points is None:
        return None
    if points >= thresholds.confidence_a:
        return "A"
    return "B" if points >= thresholds.confidence_b else "C"


def level_reasons(chosen: Applicable, against: Obstacles, reached: int) -> Iterator[Reason]:
    """Which exceptions the level rests on, and what stands against the next one."""
    excused = chosen.rules.others_below(chosen.levels, reached)
    for code, positions, level in (
        (ReasonCode.EXCEPTION_USED, excused, reached),
        (ReasonCode.CORE_BELOW, against.core_below, reached + 1),
        (ReasonCode.TOO_MANY_BELOW, against.too_many_below, reached + 1),
        (ReasonCode.KPI_BELOW_FLOOR, against.below_floor, reached + 1),
    ):
        if positions:
            kpis = tuple(chosen.results[position].kpi for position in positions)
            yield Reason.of(code, kpis=kpis, level=level)


def coverage_reason(chosen: Applicable) -> Reason:
    """How much is assessed."""
    return Reason.of(
        ReasonCode.COVERAGE_COUNTED,
        assessed=chosen.assessed,
        applicable=len(chosen.results),
        coverage=chosen.coverage,
    )


def unpublished_reasons(chosen: Applicable, needed: Fraction) -> Iterator[Reason]:
    """What keeps the result from being published: too little decided, in all or of a core KPI."""
    if chosen.coverage < needed:
        yield Reason.of(ReasonCode.COVERAGE_TOO_LOW, coverage=chosen.coverage, needed=needed)
    if missing := chosen.core_undecided(needed):
        yield Reason.of(ReasonCode.CORE_UNDECIDED, kpis=missing)


def limit_reasons(chosen: Applicable, thresholds: Thresholds) -> Iterator[Reason]:
    """Whether too much does not apply, or was not asked, for a comparison with others."""
    if chosen.short_round:
        yield Reason.of(ReasonCode.SHORT_ROUND, asked=len(chosen.results))
    if chosen.not_applicable > thresholds.not_applicable_limit:
        yield Reason.of(
            ReasonCode.PROFILE_LIMITED,
            share=chosen.not_applicable,
            limit=thresholds.not_applicable_limit,
        )


def confidence_reason(grade: Confidence | None, points: Fraction | None) -> Reason:
    """What the confidence follows from."""
    if grade is None or points is None:
        return Reason.of(ReasonCode.NOTHING_ASSESSED)
    return Reason.of(ReasonCode.CONFIDENCE_MEAN, points=points, confidence=grade)
