"""In: content with several editions; out: an office's results as another edition would have them.

What an office reported stays as it is. Only the framework that it is read by changes.
"""

from collections.abc import Mapping
from functools import cache

from ict_maturity.model import AssessmentKey, Content
from ict_maturity.score.assessment import ready_editions, score_assessment
from ict_maturity.score.scorecard import Scorecard
from ict_maturity.score.trend import Restate


def restating(content: Content) -> Restate:
    """What puts two rounds of an office under the newer one's edition (docs/method.md, section 9).

    KPIs that are newer than the older round's edition were not asked in it. They are left out of
    both, for their answers say nothing about a change.
    """
    prepared = ready_editions(content)

    @cache
    def again(key: AssessmentKey, edition: str, asked: str) -> Scorecard:
        assessment = content.assessments[key].model_copy(update={"edition": asked})
        return score_assessment(content, assessment, content.offices[key.office], prepared[edition])

    def restated(before: Scorecard, after: Scorecard) -> tuple[Scorecard, Scorecard]:
        if before.edition == after.edition:
            return before, after
        older, newer = (AssessmentKey(card.office, card.cycle) for card in (before, after))
        return (
            again(older, after.edition, before.edition),
            again(newer, after.edition, before.edition),
        )

    return restated


def restated_results(content: Content) -> Mapping[AssessmentKey, Scorecard]:
    """What older editions' assessments come to under the current one, in order.

    Those that answered the current edition, or one that was never cut, are left out: they have
    one result only.
    """
    older = {
        key: assessment
        for key, assessment in sorted(content.assessments.items())
        if content.answered_under(assessment.edition) is not content
    }
    if not older:
        return {}
    prepared = ready_editions(content)[content.framework.edition]
    return {
        key: score_assessment(content, assessment, content.offices[key.office], prepared)
        for key, assessment in older.items()
    }
