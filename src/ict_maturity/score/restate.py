"""In: content with several editions; out: an office's results as another edition would have them.

What an office reported stays as it is. Only the framework that it is read by changes.
"""

from collections.abc import Mapping

from ict_maturity.model import AssessmentKey, Content
from ict_maturity.score.assessment import ready_editions, score_assessment
from ict_maturity.score.scorecard import Scorecard


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
