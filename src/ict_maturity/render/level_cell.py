"""In: the result of a Recommendation or KPI; out: a LevelCell, the level as a badge with words."""

from typing import NamedTuple

from ict_maturity.said import Sayable, listed, word
from ict_maturity.score.scorecard import KpiResult, Levels, RecommendationResult
from ict_maturity.texts.results import level_range, level_words


class LevelCell(NamedTuple):
    """A badge: what it prints, its colour (a level or `none`), and the whole in words."""

    text: Sayable
    colour: str
    words: Sayable


def recommendation_cell(result: RecommendationResult | None) -> LevelCell:
    """The badge of a Recommendation; without colour unless the level is published.

    There is no result for a Recommendation that is newer than the edition that was answered.
    """
    if result is None:
        return LevelCell(word("result.n_a"), "none", word("result.newer"))
    if result.levels is None:
        return LevelCell(word("result.n_a"), "none", word("result.not_applicable"))
    text = level_range(result.levels)
    words = level_words(result.levels, result.published)
    if result.profile_limited:
        text = word("result.limited", level=text)
        words = listed((words, word("result.profile_limited")), "semicolons")
    colour = str(result.levels.shown) if result.published else "none"
    return LevelCell(text, colour, words)


def kpi_cell(result: KpiResult) -> LevelCell:
    """The badge of a KPI; without colour when nothing of it is known or it does not apply."""
    if result.standing in ("not_applicable", "not_asked"):
        return LevelCell(word("result.n_a"), "none", "")
    levels = Levels(result.shown.level, result.possible.level, result.evidenced_level)
    colour = str(levels.shown) if result.assessed else "none"
    return LevelCell(level_range(levels), colour, "")
