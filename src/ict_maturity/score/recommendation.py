"""In: the KPI results of one Recommendation; out: its RecommendationResult (section 6)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from ict_maturity.model import Thresholds
from ict_maturity.rules.reading import Reason
from ict_maturity.rules.reasons import ReasonCode
from ict_maturity.score.kpi import ReadyKpi
from ict_maturity.score.levels import Conditions, weighted_mean
from ict_maturity.score.next_steps import evidence_steps, next_steps
from ict_maturity.score.scorecard import Bounds, Confidence, KpiResult, Levels, RecommendationResult


@dataclass(frozen=True)
class ReadyRecommendation:
    """A Recommendation's KPIs made ready; `shares` are their weights as whole numbers."""

    id: str
    counted: bool
    kpis: tuple[ReadyKpi, ...]
    shares: tuple[int, ...]


@dataclass(frozen=True)
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
    def coverage(self) -> Fraction:
        """The decided part of the applicable weight (0 to 1)."""
        return weighted_mean(self.shares, [result.decided for result in self.results])

    def core_undecided(self, needed: Fraction) -> tuple[str, ...]:
        """The ids of the core KPIs of which less than the needed share is decided."""
        return tuple(r.kpi for r in self.results if r.core and r.decided < needed)


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
    reasons = list(limit_reasons(chosen, thresholds))
    if not chosen.results:
        reasons.insert(0, Reason.of(ReasonCode.NOTHING_APPLICABLE))
        return nothing_applicable(ready.id, chosen, asked, limited, tuple(reasons))
    rules = Conditions(tuple(result.core for result in chosen.results))
    levels = levels_of(rules, chosen.results)
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
        published=is_published(chosen, thresholds),
        profile_limited=limited,
        short_round=chosen.short_round,
        held_by=held_by(rules, chosen.results, levels.shown),
        rests_on=rests_on(rules, chosen.results, levels.shown),
        kpis=asked,
        reasons=(
            *level_reasons(rules, chosen.results, levels.shown),
            Reason.of(ReasonCode.SCORE_MEAN, applicable=len(chosen.results)),
            *coverage_reasons(chosen, thresholds),
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


def levels_of(rules: Conditions, results: Sequence[KpiResult]) -> Levels:
    """The level by what is shown, possible and evidenced."""
    return Levels(
        shown=rules.level([result.shown.level for result in results]),
        possible=rules.level([result.possible.level for result in results]),
        evidenced=rules.level([result.level_evidenced for result in results]),
    )


def score_of(chosen: Applicable) -> Bounds:
    """The weighted mean of KPI scores, 0 to 100."""
    return Bounds(
        shown=weighted_mean(chosen.shares, [result.shown.score for result in chosen.results]),
        possible=weighted_mean(chosen.shares, [result.possible.score for result in chosen.results]),
    )


def held_by(rules: Conditions, results: Sequence[KpiResult], reached: int) -> tuple[str, ...]:
    """The KPIs that keep the shown level from the next one, in the order of ids."""
    if reached == 4:
        return ()
    against = rules.obstacles([result.shown.level for result in results], reached + 1)
    return tuple(
        results[position].kpi for position in sorted({*against[0], *against[1], *against[2]})
    )


def rests_on(rules: Conditions, results: Sequence[KpiResult], reached: int) -> tuple[str, ...]:
    """The KPIs of which one decided fact, changed for the worse, costs two levels or more."""
    levels = [result.shown.level for result in results]
    return tuple(
        result.kpi
        for i, result in enumerate(results)
        if result.reading.after_one < levels[i]
        and rules.level([*levels[:i], result.reading.after_one, *levels[i + 1 :]]) <= reached - 2
    )


def confidence_points(chosen: Applicable) -> Fraction | None:
    """The mean of evidence points (0 to 1), weighted by what is decided; None without any."""
    shares = [
        share * result.decided for share, result in zip(chosen.shares, chosen.results, strict=True)
    ]
    total = sum(shares)
    if not total:
        return None
    points = (result.evidence.points for result in chosen.results)
    return sum((a * b for a, b in zip(shares, points, strict=True)), Fraction(0)) / total


def confidence(points: Fraction | None, thresholds: Thresholds) -> Confidence | None:
    """The letter for the mean evidence points (docs/method.md, section 5)."""
    if points is None:
        return None
    if points >= thresholds.confidence_a:
        return "A"
    return "B" if points >= thresholds.confidence_b else "C"


def is_published(chosen: Applicable, thresholds: Thresholds) -> bool:
    """Whether enough is decided, in all and of every core KPI."""
    needed = thresholds.coverage_to_publish
    return chosen.coverage >= needed and not chosen.core_undecided(needed)


def level_reasons(
    rules: Conditions, results: Sequence[KpiResult], reached: int
) -> Iterator[Reason]:
    """Which exceptions the level rests on, and what stands against the next one."""

    def named(code: ReasonCode, positions: Sequence[int], level: int) -> Iterator[Reason]:
        if positions:
            kpis = tuple(results[position].kpi for position in positions)
            yield Reason.of(code, kpis=kpis, level=level)

    levels = [result.shown.level for result in results]
    yield from named(ReasonCode.EXCEPTION_USED, rules.others_below(levels, reached), reached)
    if reached < 4:
        obstacles = rules.obstacles(levels, reached + 1)
        yield from named(ReasonCode.CORE_BELOW, obstacles.core_below, reached + 1)
        yield from named(ReasonCode.TOO_MANY_BELOW, obstacles.too_many_below, reached + 1)
        yield from named(ReasonCode.KPI_BELOW_FLOOR, obstacles.below_floor, reached + 1)


def coverage_reasons(chosen: Applicable, thresholds: Thresholds) -> Iterator[Reason]:
    """How much is assessed, and what keeps the result from being published."""
    coverage = chosen.coverage
    yield Reason.of(
        ReasonCode.COVERAGE_COUNTED,
        assessed=chosen.assessed,
        applicable=len(chosen.results),
        coverage=coverage,
    )
    if coverage < thresholds.coverage_to_publish:
        yield Reason.of(
            ReasonCode.COVERAGE_TOO_LOW, coverage=coverage, needed=thresholds.coverage_to_publish
        )
    if missing := chosen.core_undecided(thresholds.coverage_to_publish):
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
