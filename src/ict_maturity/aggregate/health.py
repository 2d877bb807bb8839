"""In: content, scorecards and results; out: the HealthReport of the newest cycle."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from ict_maturity.aggregate.distribution import LevelOf, distribution
from ict_maturity.aggregate.health_answers import (
    answers_to_all,
    answers_to_kpi,
    items_of_all,
    items_of_kpi,
)
from ict_maturity.aggregate.health_signals import GRAVITY, signals
from ict_maturity.aggregate.panel import Member, Panel, panel
from ict_maturity.aggregate.results import CycleResults, Distribution, Health, HealthReport
from ict_maturity.facts.values import whole_months
from ict_maturity.model import AssessmentKey, Content, Kpi, Recommendation, Thresholds
from ict_maturity.score.scorecard import Scorecard


@dataclass(frozen=True)
class Round:
    """The newest cycle: its day, who takes part and the results that are published."""

    reference_date: date
    members: Panel
    results: CycleResults


def health_report(
    content: Content,
    scorecards: Mapping[AssessmentKey, Scorecard],
    results: Mapping[str, CycleResults],
) -> HealthReport:
    """How each KPI and Recommendation in use fares, and which to look at first.

    Without a cycle that has results, only reviews and open questions are known.
    """
    cycle = max(results, default=None)
    newest = None
    if cycle is not None:
        asked = content.cycles[cycle]
        content = with_reviews_of(content.answered_under(asked.edition), content)
        newest = Round(asked.reference_date, panel(content, cycle, scorecards), results[cycle])
    thresholds = content.framework.thresholds
    kpis = {
        id: with_signals(kpi_health(kpi, newest, thresholds), thresholds)
        for id, kpi in sorted(content.kpis.items())
        if kpi.lifecycle != "retired"
    }
    recommendations = {
        id: with_signals(recommendation_health(one, content, kpis, newest), thresholds)
        for id, one in sorted(content.recommendations.items())
        if one.lifecycle != "retired"
    }
    return HealthReport(
        cycle=cycle,
        recommendations=recommendations,
        kpis=kpis,
        queue=queue([*recommendations.values(), *kpis.values()]),
    )


def with_reviews_of(asked: Content, now: Content) -> Content:
    """What an edition asked, with the reviews, rulings and open questions that there are now.

    They do not change what is measured, so they need not wait for the next edition.
    """
    about = ("reviewed", "rulings", "open_questions", "change_log")
    kpis = {
        id: kpi.model_copy(update={name: getattr(now.kpis[id], name) for name in about})
        for id, kpi in asked.kpis.items()
        if id in now.kpis
    }
    return asked if asked is now else replace(asked, kpis=kpis)


def kpi_health(kpi: Kpi, newest: Round | None, thresholds: Thresholds) -> Health:
    """The figures of one KPI."""
    levels = levels_of_kpi(kpi, newest)
    return Health(
        recommendation=kpi.recommendation,
        kpi=kpi.id,
        answers=answers_to_kpi(kpi.id, newest.members) if newest else None,
        levels=levels,
        crowded=crowded(levels, thresholds.one_level_share),
        items=items_of_kpi(kpi, newest.members) if newest else None,
        reviewed=kpi.last_review,
        review_age=review_age(kpi.last_review, newest),
        open_questions=len(kpi.open_questions),
        open_since=min((each.date for each in kpi.open_questions), default=None),
    )


def recommendation_health(
    one: Recommendation, content: Content, kpis: Mapping[str, Health], newest: Round | None
) -> Health:
    """The figures of one Recommendation; answers and checks are those of its KPIs that count."""
    mine = {id: health for id, health in kpis.items() if health.recommendation == one.id}
    counting = {id: health for id, health in mine.items() if content.kpis[id].counted}
    levels = newest.results.recommendations[one.id] if newest else suppressed(one.id)
    return Health(
        recommendation=one.id,
        kpi=None,
        answers=answers_to_all(health.answers for health in counting.values()),
        levels=levels,
        crowded=crowded(levels, content.framework.thresholds.one_level_share),
        items=items_of_all({id: health.items for id, health in counting.items()}),
        reviewed=one.reviewed,
        review_age=review_age(one.reviewed, newest),
        open_questions=sum(health.open_questions for health in mine.values()),
        open_since=min(filter(None, (h.open_since for h in mine.values())), default=None),
    )


def with_signals(health: Health, thresholds: Thresholds) -> Health:
    """The same figures with the reasons that follow from them."""
    return replace(health, signals=signals(health, thresholds))


def levels_of_kpi(kpi: Kpi, newest: Round | None) -> Distribution:
    """The published levels of a KPI that counts; of an upcoming one those of its trial."""
    if newest is None:
        return suppressed(kpi.id)
    if kpi.counted:
        return newest.results.kpis[kpi.id]
    return distribution(kpi.id, newest.members, trial_level(kpi.id), with_unnamed=True)


def trial_level(id: str) -> LevelOf:
    """The shown level of an upcoming KPI that an office answered all the same."""

    def level_of(member: Member) -> int | None:
        result = member.scorecard.kpis[id]
        tried = result.standing == "upcoming" and result.claim is None and result.assessed
        return result.shown.level if tried else None

    return level_of


def suppressed(id: str) -> Distribution:
    """A distribution that nothing is told of."""
    return Distribution(id, None, None, None, unnamed=False)


def crowded(levels: Distribution, limit: Fraction) -> int | None:
    """The level at which more than this share of the offices are; hidden counts tell nothing."""
    if levels.levels is None or not levels.offices:
        return None
    counts = [count or 0 for count in levels.levels]
    fullest = counts.index(max(counts))
    return fullest if Fraction(counts[fullest], levels.offices) > limit else None


def review_age(reviewed: date | None, newest: Round | None) -> int | None:
    """Whole months from the last review to the cycle's reference date, 0 when it came later."""
    if reviewed is None or newest is None:
        return None
    return max(whole_months(reviewed, newest.reference_date), 0)


def queue(every: Iterable[Health]) -> tuple[str, ...]:
    """The ids of what has a reason to be looked at, the neediest first."""
    return tuple(health.id for health in sorted((one for one in every if one.signals), key=need))


def need(health: Health) -> tuple[list[tuple[int, Fraction]], str]:
    """A key that sorts by the weightiest reason, by how far it goes, then by the next reason.

    Where all is equal, more reasons go before fewer, and then the id decides.
    """
    reasons = [(GRAVITY[signal.code], -signal.extent) for signal in health.signals]
    return [*reasons, (len(GRAVITY), Fraction(0))], health.id
