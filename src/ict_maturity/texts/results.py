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
    known = levels.shown == levels.possible
    if published:
        id = "result.level" if known else "result.level.bounds"
    else:
        id = "result.not_enough.level" if known else "result.not_enough.bounds"
    return word(id, shown=levels.shown, possible=levels.possible)


def level_range(levels: Levels) -> Sayable:
    """The level as short as it goes: `2`, or `1–3` when part of the answers is unknown."""
    if levels.shown == levels.possible:
        return str(levels.shown)
    return word("result.range", shown=levels.shown, possible=levels.possible)


def score_words(score: Bounds) -> Sayable:
    """The score with its bounds: `score 42.5 to 62.5`."""
    id = "result.score" if score.shown == score.possible else "result.score.bounds"
    return word(id, shown=fixed_number(score.shown), possible=fixed_number(score.possible))


def score_range(score: Bounds) -> Sayable:
    """The score without the word: `42.5 to 62.5`."""
    if score.shown == score.possible:
        return fixed_number(score.shown)
    low, high = fixed_number(score.shown), fixed_number(score.possible)
    return word("result.to", low=low, high=high)


def assessed_words(result: RecommendationResult) -> Sayable:
    """How many of the applicable KPIs were assessed."""
    return word("result.assessed", assessed=result.assessed, applicable=result.applicable)
