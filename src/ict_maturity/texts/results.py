"""In: a Recommendation's result; out: the same in words, as docs/method.md prints it."""

from ict_maturity.said import Sayable, fixed_number, listed, word
from ict_maturity.score.scorecard import Bounds, Levels, RecommendationResult


def result_line(result: RecommendationResult) -> Sayable:
    """Level, score and coverage with their bounds, in one line."""
    if result.levels is None or result.score is None:
        return word("result.not_applicable")
    parts = [
        level_words(result.levels, result.published),
        score_words(result.score),
        assessed_words(result),
    ]
    if result.profile_limited:
        parts.append(word("result.profile_limited"))
    return listed(parts, "semicolons")


def level_words(levels: Levels, published: bool) -> Sayable:
    """The level, or why none is published, with what it could be."""
    shown, possible = levels.shown, levels.possible
    if shown == possible:
        return word("result.level" if published else "result.not_enough.level", shown=shown)
    return word(
        "result.level.bounds" if published else "result.not_enough.bounds",
        shown=shown,
        possible=possible,
    )


def level_range(levels: Levels) -> Sayable:
    """The level as short as it goes: `2`, or `1–3` when part of the answers is unknown."""
    if levels.shown == levels.possible:
        return str(levels.shown)
    return word("result.range", shown=levels.shown, possible=levels.possible)


def score_words(score: Bounds) -> Sayable:
    """The score with its bounds: `score 42.5 to 62.5`."""
    shown, possible = fixed_number(score.shown), fixed_number(score.possible)
    if shown == possible:
        return word("result.score", shown=shown)
    return word("result.score.bounds", shown=shown, possible=possible)


def score_range(score: Bounds) -> Sayable:
    """The score without the word: `42.5 to 62.5`."""
    if score.shown == score.possible:
        return fixed_number(score.shown)
    low, high = fixed_number(score.shown), fixed_number(score.possible)
    return word("result.to", low=low, high=high)


def assessed_words(result: RecommendationResult) -> Sayable:
    """How many of the applicable KPIs were assessed."""
    return word("result.assessed", assessed=result.assessed, applicable=result.applicable)
