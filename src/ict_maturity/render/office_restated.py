"""In: a result under an older edition; out: what the same answers come to under the current one."""

from typing import NamedTuple

from ict_maturity.aggregate.site import Site
from ict_maturity.model import AssessmentKey, Recommendation
from ict_maturity.render.level_cell import LevelCell, recommendation_cell
from ict_maturity.render.office_levels import NOTHING
from ict_maturity.said import Sayable
from ict_maturity.score.scorecard import RecommendationResult, Scorecard
from ict_maturity.texts.results import score_range


class Restated(NamedTuple):
    """One Recommendation under both editions."""

    recommendation: Recommendation
    before: LevelCell
    score_before: Sayable
    after: LevelCell
    score_after: Sayable


def restated_rows(site: Site, scorecard: Scorecard) -> tuple[Restated, ...]:
    """The Recommendations whose result differs; empty for an answer to the current edition."""
    again = site.restated.get(AssessmentKey(scorecard.office, scorecard.cycle))
    if again is None:
        return ()
    pairs = (
        (id, scorecard.recommendations.get(id), result)
        for id, result in again.recommendations.items()
    )
    return tuple(
        Restated(
            recommendation=site.content.recommendations[id],
            before=recommendation_cell(before),
            score_before=score_of(before),
            after=recommendation_cell(after),
            score_after=score_of(after),
        )
        for id, before, after in pairs
        if before is None or (before.levels, before.score) != (after.levels, after.score)
    )


def score_of(result: RecommendationResult | None) -> Sayable:
    """The score with its bounds, a dash when there is none."""
    return NOTHING if result is None or result.score is None else score_range(result.score)
