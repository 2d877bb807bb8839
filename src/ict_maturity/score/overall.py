"""In: all RecommendationResults of one assessment; out: the office as a whole (section 7)."""

from collections.abc import Collection, Sequence
from fractions import Fraction

from ict_maturity.rules.reading import Reason
from ict_maturity.rules.reasons import ReasonCode
from ict_maturity.score.scorecard import Bounds, Interval, Overall, RecommendationResult


def overall(results: Collection[RecommendationResult], needed: Fraction) -> Overall:
    """Overall level and mean over the counted Recommendations, published or not.

    `needed` is the share (0 to 1) of Recommendations that must be published, and of those that
    must be at the overall level or above. Recommendations of which nothing applies are left out.
    """
    short = tuple(result.recommendation for result in results if result.short_round)
    taking_part = [result for result in results if result.levels or result.short_round]
    published = [result for result in taking_part if result.published]
    counts = len(published), len(taking_part)
    if short:
        reason = Reason.of(ReasonCode.OVERALL_SHORT_ROUND, recommendations=short)
        return Overall(*counts, None, None, (), (reason,))
    if not published or len(published) < needed * len(taking_part):
        reason = Reason.of(
            ReasonCode.TOO_FEW_PUBLISHED, published=counts[0], total=counts[1], needed=needed
        )
        return Overall(*counts, None, None, (), (reason,))
    levels = [result.levels for result in taking_part if result.levels]
    scores = [result.score for result in taking_part if result.score]
    interval = Interval(
        overall_level([each.shown for each in levels], needed),
        overall_level([each.possible for each in levels], needed),
    )
    least = min(result.levels.shown for result in published if result.levels)
    lowest = tuple(
        result.recommendation
        for result in published
        if result.levels and result.levels.shown == least
    )
    return Overall(
        *counts,
        levels=interval,
        score=Bounds(
            mean([each.shown for each in scores]), mean([each.possible for each in scores])
        ),
        lowest=lowest,
        reasons=(
            Reason.of(
                ReasonCode.OVERALL_SHARE,
                level=interval.shown,
                possible=interval.possible,
                needed=needed,
            ),
            Reason.of(ReasonCode.OVERALL_LOWEST, recommendations=lowest, level=least),
        ),
    )


def mean(scores: Sequence[Fraction]) -> Fraction:
    """The plain mean."""
    return sum(scores, Fraction(0)) / len(scores)


def overall_level(levels: Sequence[int], needed: Fraction) -> int:
    """The highest level that enough Recommendations reach and none misses by more than one."""
    return max(
        k
        for k in range(min(4, min(levels) + 1) + 1)
        if sum(level >= k for level in levels) >= needed * len(levels)
    )
