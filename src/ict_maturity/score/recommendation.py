"""In: the KPI results of one Recommendation; out: its RecommendationResult (section 6)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from ict_maturity.model import Thresholds
from ict_maturity.rules.reading import Reason
from ict_maturity.rules.reasons import ReasonCode
from ict_maturity.score.kpi import ReadyKpi
from ict_maturity.score.levels import Conditions, conditions, weighted_mean
from ict_maturity.score.next_steps import next_steps
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

    @cached_property
    def assessed(self) -> tuple[int, ...]:
        """The positions of the assessed KPIs."""
        return tuple(i for i, result in enumerate(self.results) if result.assessed)

    @cached_property
    def core_not_assessed(self) -> tuple[str, ...]:
        """The ids of the core KPIs that are not assessed."""
        return tuple(r.kpi for r in self.results if r.core and not r.assessed)

    @cached_property
    def coverage(self) -> Fraction:
        """The assessed part of the applicable weight (0 to 1)."""
        return Fraction(sum(self.shares[i] for i in self.assessed), sum(self.shares))


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
    )


def recommendation_result(
    ready: ReadyRecommendation, results: Sequence[KpiResult], thresholds: Thresholds
) -> RecommendationResult:
    """Level, score, coverage, confidence and next steps of one Recommendation.

    `results` are those of all its KPIs, in the order of `ready.kpis`.
    """
    asked = tuple(result.kpi for result in results if result.standing != "not_asked")
    chosen = applicable(ready, results)
    limited = chosen.not_applicable > thresholds.not_applicable_limit
    reasons = list(limit_reasons(chosen, thresholds))
    if not chosen.results:
        reasons.insert(0, Reason.of(ReasonCode.NOTHING_APPLICABLE))
        return nothing_applicable(ready.id, asked, limited, tuple(reasons))
    rules = conditions(
        [result.core for result in chosen.results], chosen.shares, thresholds.exception_weight
    )
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
        assessed=len(chosen.assessed),
        confidence=grade,
        confidence_points=points,
        published=is_published(chosen, thresholds),
        profile_limited=limited,
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
    )


def nothing_applicable(
    id: str, asked: tuple[str, ...], limited: bool, reasons: tuple[Reason, ...]
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
        kpis=asked,
        reasons=reasons,
        next_steps=(),
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


def confidence_points(chosen: Applicable) -> Fraction | None:
    """The weighted mean of evidence points (0 to 1) over assessed KPIs, None without any."""
    assessed = chosen.assessed
    if not assessed:
        return None
    return weighted_mean(
        [chosen.shares[i] for i in assessed], [chosen.results[i].evidence.points for i in assessed]
    )


def confidence(points: Fraction | None, thresholds: Thresholds) -> Confidence | None:
    """The letter for the mean evidence points (docs/method.md, section 5)."""
    if points is None:
        return None
    if points >= thresholds.confidence_a:
        return "A"
    return "B" if points >= thresholds.confidence_b else "C"


def is_published(chosen: Applicable, thresholds: Thresholds) -> bool:
    """Whether enough is assessed, every core KPI among it."""
    return chosen.coverage >= thresholds.coverage_to_publish and not chosen.core_not_assessed


def level_reasons(
    rules: Conditions, results: Sequence[KpiResult], reached: int
) -> Iterator[Reason]:
    """Which exceptions the level rests on, and what stands against the next one."""

    def named(code: ReasonCode, positions: Sequence[int], level: int) -> Iterator[Reason]:
        if positions:
            kpis = tuple(results[position].kpi for position in positions)
            yield Reason.of(code, kpis=kpis, level=level)

    levels = [result.shown.level for result in results]
    yield from named(ReasonCode.EXCEPTIONS_USED, rules.others_below(levels, reached), reached)
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
        assessed=len(chosen.assessed),
        applicable=len(chosen.results),
        coverage=coverage,
    )
    if coverage < thresholds.coverage_to_publish:
        yield Reason.of(
            ReasonCode.COVERAGE_TOO_LOW, coverage=coverage, needed=thresholds.coverage_to_publish
        )
    if missing := chosen.core_not_assessed:
        yield Reason.of(ReasonCode.CORE_NOT_ASSESSED, kpis=missing)


def limit_reasons(chosen: Applicable, thresholds: Thresholds) -> Iterator[Reason]:
    """Whether too much does not apply for a comparison with other offices."""
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
