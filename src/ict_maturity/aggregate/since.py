"""In: two rounds about different editions; out: their medians, under one edition."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from ict_maturity.aggregate.cycle import recommendation_level
from ict_maturity.aggregate.distribution import distribution
from ict_maturity.aggregate.panel import Panel, panel
from ict_maturity.aggregate.results import MedianChange
from ict_maturity.model import AssessmentKey, Content, Cycle
from ict_maturity.score import ready, score_assessment
from ict_maturity.score.scorecard import Scorecard


def since_other_edition(
    content: Content,
    earlier: Cycle,
    later: Cycle,
    scorecards: Mapping[AssessmentKey, Scorecard],
) -> tuple[MedianChange, ...]:
    """The medians of every Recommendation that both editions have; empty under one edition.

    Offices without a name are left out: three figures about them could tell what one would not.
    """
    if earlier.edition == later.edition:
        return ()
    older = content.answered_under(earlier.edition)
    newer = content.answered_under(later.edition)
    before = panel(older, earlier.id, scorecards)
    again = restated(newer, before)
    now = panel(newer, later.id, scorecards)
    return tuple(
        MedianChange(id, *(median_of(id, members) for members in (before, again, now)))
        for id in sorted(older.recommendations.keys() & newer.recommendations.keys())
    )


def restated(content: Content, members: Panel) -> Panel:
    """The same offices with the same answers, scored under the content's edition."""
    prepared = ready(content)
    named = tuple(
        replace(
            member,
            scorecard=score_assessment(content, member.assessment, member.office, prepared),
        )
        for member in members.named
    )
    return replace(members, named=named)


def median_of(recommendation: str, members: Panel) -> Fraction | None:
    """The median over offices with a name, None when too few stand behind it."""
    level_of = recommendation_level(recommendation)
    return distribution(recommendation, members, level_of, with_unnamed=False).median
