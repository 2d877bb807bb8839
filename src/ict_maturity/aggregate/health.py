"""In: content, scorecards and results; out: the HealthReport of the newest whole cycle."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from ict_maturity.aggregate.distribution import LEVELS, distribution, in_trial, places
from ict_maturity.aggregate.health_answers import (
    answers_to_all,
    answers_to_kpi,
    items_of_all,
    items_of_kpi,
)
from ict_maturity.aggregate.health_signals import GRAVITY, signals
from ict_maturity.aggregate.panel import Member, panel
from ict_maturity.aggregate.results import CycleResults, Distribution, Health, HealthReport
from ict_maturity.facts.values import whole_months
from ict_maturity.model import AssessmentKey, Content, Kpi, Recommendation, Thresholds
from ict_maturity.order import natural_order
from ict_maturity.score.scorecard import Scorecard


@dataclass(frozen=True)
class Round:
    """The cycle that is looked at: its day, the named offices that reported, and their results."""

    reference_date: date
    members: tuple[Member, ...]
    results: CycleResults


def health_report(
    content: Content,
    scorecards: Mapping[AssessmentKey, Scorecard],
    results: Mapping[str, CycleResults],
) -> HealthReport:
    """How each KPI and Recommendation in use fares, and which to look at first.

    The cycle is the newest one that asked every KPI, or the newest one when none did. Without a
    cycle that has results, only reviews and open questions are known.
    """
    whole = [id for id in results if not content.cycles[id].kpis]
    cycle = max(whole or results, default=None)
    newest = None
    if cycle is not None:
        asked = content.cycles[cycle]
        content = with_reviews_of(content.answered_under(asked.edition), content)
        members = panel(content, cycle, scorecards).named
        newest = Round(asked.reference_date, members, results[cycle])
    thresholds = content.framework.thresholds
    kpis = {
        id: with_signals(kpi_health(content.kpis[id], newest, thresholds), thresholds)
        for id in sorted(content.kpis, key=natural_order)
        if content.kpis[id].lifecycle != "retired"
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
    levels, small = levels_of_kpi(kpi, newest), thresholds.small_cell
    return Health(
        recommendation=kpi.recommendation,
        kpi=kpi.id,
        answers=answers_to_kpi(kpi.id, newest.members, small) if newest else None,
        levels=levels,
        crowded=crowded(levels, thresholds),
        items=items_of_kpi(kpi, newest.members, small) if newest else None,
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
    levels = newest.results.recommendations[one.id] if newest else distribution(one.id, [])
    return Health(
        recommendation=one.id,
        kpi=None,
        answers=answers_to_all(health.answers for health in counting.values()),
        levels=levels,
        crowded=crowded(levels, content.framework.thresholds),
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
    """The levels of a KPI that counts as the round has them; of an upcoming one, of its trial."""
    if newest is None:
        return distribution(kpi.id, [])
    if kpi.counted:
        return newest.results.kpis[kpi.id]
    return distribution(kpi.id, places(newest.members, in_trial(kpi.id)))


def crowded(levels: Distribution, thresholds: Thresholds) -> int | None:
    """The level at which nearly all offices are; few offices do not make a crowd."""
    if levels.offices < thresholds.small_cell:
        return None
    fullest = max(LEVELS, key=lambda level: levels.levels[level])
    share = Fraction(levels.levels[fullest], levels.offices)
    return fullest if share > thresholds.one_level_share else None


def review_age(reviewed: date | None, newest: Round | None) -> int | None:
    """Whole months from the last review to the cycle's reference date, 0 when it came later."""
    if reviewed is None or newest is None:
        return None
    return max(whole_months(reviewed, newest.reference_date), 0)


def queue(every: Iterable[Health]) -> tuple[str, ...]:
    """The ids of what has a reason to be looked at, the neediest first."""
    return tuple(health.id for health in sorted((one for one in every if one.signals), key=need))


def need(health: Health) -> tuple[list[tuple[int, Fraction]], object]:
    """A key that sorts by the weightiest reason, by how far it goes, then by the next reason.

    Where all is equal, more reasons go before fewer, and then the id decides.
    """
    reasons = [(GRAVITY[signal.code], -signal.extent) for signal in health.signals]
    return [*reasons, (len(GRAVITY), Fraction(0))], natural_order(health.id)
