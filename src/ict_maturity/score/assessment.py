"""In: content and one assessment; out: its Scorecard."""

import math
from collections.abc import Collection, Mapping
from dataclasses import replace
from fractions import Fraction

from ict_maturity.facts.record import record
from ict_maturity.model import Assessment, AssessmentKey, Content, Framework, Office
from ict_maturity.model.kpi import COUNTED_LIFECYCLES
from ict_maturity.order import natural_order
from ict_maturity.score.applies import respondent
from ict_maturity.score.kpi import ReadyKpi, kpi_result, ready_kpi
from ict_maturity.score.overall import overall
from ict_maturity.score.recommendation import ReadyRecommendation, recommendation_result
from ict_maturity.score.scorecard import KpiResult, RecommendationResult, Scorecard


@record
class Ready:
    """A framework made ready to score many assessments, in the order of ids."""

    framework: Framework
    recommendations: tuple[ReadyRecommendation, ...]


def ready(content: Content) -> Ready:
    """Prepare every rule of the content once."""
    kpis: dict[str, list[ReadyKpi]] = {id: [] for id in content.recommendations}
    for id in sorted(content.kpis, key=natural_order):
        kpi = content.kpis[id]
        if kpi.recommendation in kpis:
            kpis[kpi.recommendation].append(ready_kpi(kpi))
    return Ready(
        content.framework,
        tuple(
            ReadyRecommendation(
                id=id,
                counted=recommendation.lifecycle in COUNTED_LIFECYCLES,
                kpis=tuple(kpis[id]),
                shares=whole_shares([kpi.weight for kpi in kpis[id]]),
            )
            for id, recommendation in sorted(content.recommendations.items())
        ),
    )


def whole_shares(weights: list[Fraction]) -> tuple[int, ...]:
    """The smallest whole numbers in the proportion of the weights."""
    unit = math.lcm(*(weight.denominator for weight in weights))
    whole = [int(weight * unit) for weight in weights]
    factor = math.gcd(*whole)
    return tuple(share // factor for share in whole)


def score_assessment(
    content: Content, assessment: Assessment, office: Office, prepared: Ready | None = None
) -> Scorecard:
    """Score what one office reported in one cycle; never raises on content that `check` accepts.

    Pass `ready(content)` as `prepared` when many assessments follow.
    """
    prepared = prepared or ready(content)
    cycle = content.cycles.get(assessment.cycle)
    who = replace(
        respondent(prepared.framework, office.on(assessment.reference_date)),
        edition=assessment.edition,
        asked=frozenset(cycle.kpis if cycle else ()),
    )
    thresholds = prepared.framework.thresholds
    kpis: dict[str, KpiResult] = {}
    recommendations: dict[str, RecommendationResult] = {}
    counted: list[RecommendationResult] = []
    for recommendation in prepared.recommendations:
        results = [
            kpi_result(kpi, assessment.answers.get(kpi.kpi.id), assessment.reference_date, who)
            for kpi in recommendation.kpis
        ]
        result = recommendation_result(recommendation, results, thresholds)
        kpis.update((kpi.kpi, kpi) for kpi in results)
        recommendations[recommendation.id] = result
        if recommendation.counted:
            counted.append(result)
    return Scorecard(
        office=office.code,
        cycle=assessment.cycle,
        edition=assessment.edition,
        reference_date=assessment.reference_date,
        kpis={id: kpis[id] for id in sorted(kpis, key=natural_order)},
        recommendations=recommendations,
        overall=overall(counted, thresholds.overall_share),
    )


def regrouped(scorecard: Scorecard, prepared: Ready, ids: Collection[str]) -> Scorecard:
    """The same KPI results, counted for the Recommendations `ids` as `prepared` has them.

    For content in which KPIs moved and no more: neither rules nor answers are read again.
    """
    thresholds = prepared.framework.thresholds
    kpis = dict(scorecard.kpis)
    results = dict(scorecard.recommendations)
    for each in prepared.recommendations:
        if each.id in ids:
            mine = [replace(kpis[kpi.kpi.id], recommendation=each.id) for kpi in each.kpis]
            kpis.update((result.kpi, result) for result in mine)
            results[each.id] = recommendation_result(each, mine, thresholds)
    counted = [results[each.id] for each in prepared.recommendations if each.counted]
    total = overall(counted, thresholds.overall_share)
    return replace(scorecard, kpis=kpis, recommendations=results, overall=total)


def ready_editions(content: Content) -> Mapping[str, Ready]:
    """Every edition that an assessment answered, and the current one, made ready by id."""
    current = content.framework.edition
    answered = {assessment.edition for assessment in content.assessments.values()}
    now = ready(content)
    views = {edition: content.answered_under(edition) for edition in {*answered, current}}
    return {id: now if view is content else ready(view) for id, view in sorted(views.items())}


def score_all(content: Content) -> Mapping[AssessmentKey, Scorecard]:
    """Score every assessment under the edition that it answered, in order.

    Drafts and private ones are scored too.
    """
    prepared = ready_editions(content)
    return {
        key: score_assessment(
            content, assessment, content.offices[key.office], prepared[assessment.edition]
        )
        for key, assessment in sorted(content.assessments.items())
    }
