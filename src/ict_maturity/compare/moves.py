"""In: results before and after; out: whose published level moves, and why."""

from collections.abc import Iterator, Sequence

from ict_maturity.compare.report import Cause, KpiMove, KpiState, LevelMove, Levels
from ict_maturity.compare.results import Results
from ict_maturity.order import natural_order
from ict_maturity.rules.reading import Reason
from ict_maturity.rules.reasons import ReasonCode
from ict_maturity.score.scorecard import Scorecard

LEVELS = range(5)
HOLDING = frozenset(
    {
        ReasonCode.CORE_BELOW,
        ReasonCode.TOO_MANY_BELOW,
        ReasonCode.KPI_BELOW_FLOOR,
        ReasonCode.COVERAGE_TOO_LOW,
        ReasonCode.CORE_UNDECIDED,
        ReasonCode.NOTHING_APPLICABLE,
    }
)
"""Reasons that say what holds a level where it is."""


def published_level(scorecard: Scorecard | None, recommendation: str) -> int | None:
    """The level that a page shows, None when none is published."""
    result = scorecard.recommendations.get(recommendation) if scorecard else None
    if result is None or result.levels is None or not result.published:
        return None
    return result.levels.shown


def level_moves(results: Sequence[Results], recommendations: Sequence[str]) -> Iterator[LevelMove]:
    """Every published level of a public office that differs, by Recommendation and office."""
    for id in recommendations:
        for each in results:
            before, after = published_level(each.before, id), published_level(each.after, id)
            if each.before and before != after:
                yield LevelMove(
                    office=each.office.code,
                    name=each.office.name,
                    fictional=each.office.fictional,
                    cycle=each.assessment.cycle,
                    recommendation=id,
                    before=before,
                    after=after,
                    cause=cause(before, published_level(each.restated, id), after),
                    kpis=tuple(kpi_moves(each.before, each.after, id)),
                    reasons=reasons(each.after, id),
                )


def cause(before: int | None, restated: int | None, after: int | None) -> Cause:
    """Who moved a level: `restated` is the new report under the framework before."""
    if restated == before:
        return "framework"
    return "report" if restated == after else "both"


def kpi_moves(before: Scorecard, after: Scorecard, recommendation: str) -> Iterator[KpiMove]:
    """The KPIs of a Recommendation that stand otherwise than before."""
    for id in sorted(before.kpis.keys() | after.kpis.keys(), key=natural_order):
        states = (kpi_state(before, id), kpi_state(after, id))
        here = any(state and state.recommendation == recommendation for state in states)
        if here and states[0] != states[1]:
            yield KpiMove(id, *states)


def kpi_state(scorecard: Scorecard, id: str) -> KpiState | None:
    """How a KPI stands in a scorecard."""
    result = scorecard.kpis.get(id)
    if result is None:
        return None
    return KpiState(
        recommendation=result.recommendation,
        standing=result.standing,
        level=result.shown.level,
        decided=result.decided,
        core=result.core,
        weight=str(result.weight),
    )


def reasons(scorecard: Scorecard, recommendation: str) -> tuple[Reason, ...]:
    """What holds a level where it is."""
    result = scorecard.recommendations.get(recommendation)
    return tuple(each for each in result.reasons if each.code in HOLDING) if result else ()


def level_counts(
    results: Sequence[Results], recommendations: Sequence[str], apart: frozenset[str]
) -> Iterator[Levels]:
    """How many public offices are at each level before and after; those apart are not compared."""
    compared = [each for each in results if each.office.code not in apart]
    for id in recommendations:
        before = [published_level(each.before, id) for each in compared]
        after = [published_level(each.after, id) for each in compared]
        if any(level is not None for level in (*before, *after)):
            yield Levels(id, *(tuple(map(levels.count, LEVELS)) for levels in (before, after)))
