"""In: a worked example; out: what the engine makes of it, by the same functions as of an office."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise

from ict_maturity.facts.record import record
from ict_maturity.model import (
    EXAMPLE_DAY,
    ChangeExample,
    GivenKpi,
    KpiExample,
    OfficeExample,
    PaceExample,
    RecommendationExample,
    Thresholds,
)
from ict_maturity.score.applies import Respondent
from ict_maturity.score.assessment import whole_shares
from ict_maturity.score.kpi import kpi_result, ready_kpi, score_kpi
from ict_maturity.score.overall import overall
from ict_maturity.score.recommendation import ReadyRecommendation, recommendation_result
from ict_maturity.score.scorecard import (
    NO_DIFFERENCE,
    KpiResult,
    Overall,
    RecommendationResult,
    Scorecard,
    Trend,
    TrendPoint,
    TrendStep,
)
from ict_maturity.score.split import Round, split_rounds
from ict_maturity.score.trend import points_of, trend


@record
class ScoredRecommendation:
    """An example made ready, its result and those of its KPIs, by name."""

    ready: ReadyRecommendation
    result: RecommendationResult
    kpis: Mapping[str, KpiResult]


def score_kpi_example(example: KpiExample) -> KpiResult:
    """One answer, read by its rule."""
    return score_kpi(example.kpi, example.answer, example.reference_date)


def score_recommendation_example(
    example: RecommendationExample, thresholds: Thresholds, name: str = "R01"
) -> ScoredRecommendation:
    """The KPIs of an example put together (docs/method.md, section 6)."""
    kpis = [ready_kpi(given.kpi(id)) for id, given in example.kpis.items()]
    asked = frozenset(id for id, given in example.kpis.items() if given.asked)
    who = Respondent(frozenset({"offices"}), profile={}, asked=asked)
    results = [
        kpi_result(kpi, given.answer, EXAMPLE_DAY, who)
        for kpi, given in zip(kpis, example.kpis.values(), strict=True)
    ]
    ready = ReadyRecommendation(
        id=name,
        counted=True,
        kpis=tuple(kpis),
        shares=whole_shares([kpi.weight for kpi in kpis]),
    )
    result = recommendation_result(ready, results, thresholds)
    return ScoredRecommendation(ready, result, {each.kpi: each for each in results})


def score_change_example(example: ChangeExample, thresholds: Thresholds) -> TrendStep | None:
    """The change between the two rounds of an example (section 9); None without two results."""
    older, newer = (
        score_recommendation_example(each, thresholds) for each in (example.before, example.now)
    )
    rounds = [
        round_of(each, scored, thresholds)
        for each, scored in ((example.before, older), (example.now, newer))
    ]
    points = points_of([each.card for each in rounds], newer.ready.id)
    if len(points) < 2:
        return None
    doing, looking = split_rounds((newer.ready,), *rounds)[newer.ready.id]
    return TrendStep(points[0], points[1], doing, looking)


def round_of(
    example: RecommendationExample, scored: ScoredRecommendation, thresholds: Thresholds
) -> Round:
    """One round of an example in which an office answers one Recommendation."""
    answers = {id: given.answer for id, given in example.kpis.items()}
    card = Scorecard(
        office="",
        cycle="",
        edition="",
        reference_date=EXAMPLE_DAY,
        kpis=scored.kpis,
        recommendations={scored.ready.id: scored.result},
        overall=overall((scored.result,), thresholds.overall_share),
    )
    kpis = {ready.kpi.id: ready.kpi for ready in scored.ready.kpis}
    return Round(answers, kpis, card)


def score_office_example(
    example: OfficeExample, thresholds: Thresholds
) -> tuple[Overall, Mapping[str, RecommendationResult]]:
    """The Recommendations of an example put together (section 7); each stands on one core KPI."""
    results = {
        name: score_recommendation_example(
            RecommendationExample(kpis={"K01": GivenKpi(core=True, level=level)}), thresholds, name
        ).result
        for name, level in example.recommendations.items()
    }
    return overall(results.values(), thresholds.overall_share), results


def score_pace_example(example: PaceExample) -> Trend:
    """The pace of an example (section 9)."""
    points = tuple(
        TrendPoint(
            cycle=str(each.reference_date.year),
            edition="",
            reference_date=each.reference_date,
            level=each.level,
            possible=each.level,
            score=25 * Fraction(each.level),
        )
        for each in example.results
    )
    steps = tuple(
        TrendStep(before, after, after - before, NO_DIFFERENCE)
        for before, after in pairwise(points)
    )
    return trend("R01", points, steps, example.target)
