"""In: two rounds of an office; out: what changed by doing and what by looking, by Recommendation.

Three states of the same facts are read by the newer edition's rules: *then*, the older ones;
*looked*, the older ones where they were decided in both rounds, else the newer; *now*, the newer
ones (docs/method.md, section 9).
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from ict_maturity.facts.answer import Answer, CheckAnswer, reported
from ict_maturity.facts.record import record
from ict_maturity.model import AssessmentKey, Content, Kpi
from ict_maturity.rules.reading import RuleReading
from ict_maturity.score.assessment import ready_editions, whole_shares
from ict_maturity.score.kpi import ReadyKpi
from ict_maturity.score.levels import Conditions, weighted_mean
from ict_maturity.score.recommendation import ReadyRecommendation
from ict_maturity.score.scorecard import NO_DIFFERENCE, Difference, KpiResult, Scorecard
from ict_maturity.score.trend import Split

DECIDED: frozenset[CheckAnswer] = frozenset({"met", "not_met"})


class States(NamedTuple):
    """One KPI, or several, in three states of the facts."""

    then: RuleReading
    looked: RuleReading
    now: RuleReading


@record
class Round:
    """What an office reported in a round, and what came out under the edition that it answered."""

    answers: Mapping[str, Answer]
    kpis: Mapping[str, Kpi]
    card: Scorecard


def splitting(content: Content, scorecards: Mapping[AssessmentKey, Scorecard]) -> Split:
    """What splits the change between two of the rounds that `scorecards` are of."""
    prepared = ready_editions(content)

    def round_of(key: AssessmentKey) -> Round:
        card = scorecards[key]
        kpis = content.answered_under(card.edition).kpis
        return Round(content.assessments[key].answers, kpis, card)

    @cache
    def split(
        before: AssessmentKey, after: AssessmentKey
    ) -> Mapping[str, tuple[Difference, Difference]]:
        recommendations = prepared[scorecards[after].edition].recommendations
        return split_rounds(recommendations, round_of(before), round_of(after))

    return split


def split_rounds(
    recommendations: Sequence[ReadyRecommendation], older: Round, newer: Round
) -> Mapping[str, tuple[Difference, Difference]]:
    """By Recommendation (as the newer edition has them), the change by doing and by looking.

    Only KPIs that counted in both rounds take part, whichever Recommendation they stood in.
    """
    found = {}
    for recommendation in recommendations:
        compared = [
            kpi
            for kpi in recommendation.kpis
            if counted(older.card, kpi.kpi.id) and counted(newer.card, kpi.kpi.id)
        ]
        found[recommendation.id] = split_kpis(
            compared, [states_of(kpi, older, newer) for kpi in compared]
        )
    return found


def counted(card: Scorecard, kpi: str) -> bool:
    """Whether a KPI counted in a round."""
    return kpi in card.kpis and card.kpis[kpi].standing == "counted"


def split_kpis(kpis: Sequence[ReadyKpi], states: Sequence[States]) -> tuple[Difference, Difference]:
    """The change by doing and by looking over some KPIs together."""
    if not kpis:
        return NO_DIFFERENCE, NO_DIFFERENCE
    rules = Conditions(tuple(kpi.kpi.core for kpi in kpis))
    shares = whole_shares([kpi.weight for kpi in kpis])

    def result(readings: Sequence[RuleReading]) -> Difference:
        return Difference(
            rules.level([each.shown.level for each in readings]),
            weighted_mean(shares, [each.shown.score for each in readings]),
        )

    then, looked, now = (result(readings) for readings in zip(*states, strict=True))
    return now - looked, looked - then


def states_of(kpi: ReadyKpi, older: Round, newer: Round) -> States:
    """One KPI in three states, each fact read at the reference date of its own round."""
    id = kpi.kpi.id
    now = newer.card.kpis[id]
    if kpi.kpi.rule.asks_checks:
        return checked_states(kpi, older.kpis[id], older.card.kpis[id], now)
    answer = older.answers.get(id)
    then = kpi.reader.read(answer, older.card.reference_date)
    is_asked = older.kpis[id].rule.facts == kpi.kpi.rule.facts
    is_refused = answer is not None and bool(reported(answer)) and not then.decided
    if not is_asked or is_refused:
        return States(now.reading, now.reading, now.reading)
    return States(then, then if then.decided and now.decided else now.reading, now.reading)


def checked_states(kpi: ReadyKpi, asked: Kpi, then: KpiResult, now: KpiResult) -> States:
    """A KPI with checks: each check is a fact of its own."""
    before = {check.id: check.answer for check in then.checks if asked.rule.asks_checks}
    after = {check.id: check.answer for check in now.checks}
    looked = {
        id: before[id] if {before.get(id), answer} <= DECIDED else answer
        for id, answer in after.items()
    }
    return States(
        kpi.reader.read(Answer.model_construct(checks=after | keep(before, after)), None),
        kpi.reader.read(Answer.model_construct(checks=looked), None),
        now.reading,
    )


def keep(
    before: Mapping[str, CheckAnswer], after: Mapping[str, CheckAnswer]
) -> dict[str, CheckAnswer]:
    """The older answers to checks that are still asked."""
    return {id: answer for id, answer in before.items() if id in after}
