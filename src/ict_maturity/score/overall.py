"""In: all RecommendationResults of one assessment; out: the office as a whole (section 7)."""

from collections.abc import Collection, Sequence
from fractions import Fraction

from ict_maturity.rules.reading import Reason
from ict_maturity.rules.reasons import ReasonCode
from ict_maturity.score.scorecard import Overall, RecommendationResult


def overall(results: Collection[RecommendationResult], needed: Fraction) -> Overall:
    """Overall level and score over the counted Recommendations.

    `needed` is the share (0 to 1) of Recommendations that must be published, and of published
    ones that must be at the overall level or above.
    """
    levels: list[int] = []
    scores: list[tuple[Fraction, str]] = []
    for result in results:
        if result.published and result.levels and result.score:
            levels.append(result.levels.shown)
            scores.append((result.score.shown, result.recommendation))
    published, total = len(scores), len(results)
    if not published or published < needed * total:
        reason = Reason.of(
            ReasonCode.TOO_FEW_PUBLISHED, published=published, total=total, needed=needed
        )
        return Overall(published, total, None, None, None, None, (reason,))
    level = overall_level(levels, needed)
    mean = sum((score for score, _ in scores), Fraction(0)) / published
    lowest_score, lowest = min(scores)
    return Overall(
        published=published,
        total=total,
        level=level,
        score=mean,
        lowest=lowest,
        balance_adjusted=mean - (mean - lowest_score) / 2,
        reasons=(
            Reason.of(
                ReasonCode.OVERALL_SHARE,
                level=level,
                needed=needed,
                lowest_allowed=max(0, level - 1),
            ),
            Reason.of(ReasonCode.OVERALL_MEAN, published=published, lowest=lowest),
        ),
    )


def overall_level(levels: Sequence[int], needed: Fraction) -> int:
    """The highest level that enough Recommendations reach and none misses by more than one."""
    return max(
        k
        for k in range(min(4, min(levels) + 1) + 1)
        if sum(level >= k for level in levels) >= needed * len(levels)
    )
