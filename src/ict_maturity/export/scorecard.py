"""In: a Scorecard; out: the same as plain data, every number with its reasons."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from fractions import Fraction
from typing import Any

from ict_maturity.aggregate.site import Site
from ict_maturity.data.provenance import Provenance
from ict_maturity.export.json_file import decimals
from ict_maturity.model import AssessmentKey, Content
from ict_maturity.rules.reading import FactValue, Reason
from ict_maturity.score.scorecard import (
    KpiResult,
    NextStep,
    Overall,
    RecommendationResult,
    Scorecard,
    Trend,
    TrendStep,
)


def scorecard_data(content: Content, scorecard: Scorecard, origin: Provenance) -> dict[str, Any]:
    """All results of one assessment; also what `ict-maturity score --format json` prints."""
    return {
        "office": scorecard.office,
        "fictional": content.offices[scorecard.office].fictional,
        "cycle": scorecard.cycle,
        **provenance_data(origin),
        "reference_date": scorecard.reference_date.isoformat(),
        "overall": overall_data(content, scorecard.overall),
        "recommendations": [
            recommendation_result_data(content, result)
            for result in scorecard.recommendations.values()
        ],
        "kpis": [kpi_result_data(content, result) for result in scorecard.kpis.values()],
    }


def provenance_data(origin: Provenance) -> dict[str, str]:
    """What a result was computed from, and by which version of the engine."""
    return asdict(origin)


def overall_data(content: Content, overall: Overall) -> dict[str, Any]:
    """The office as a whole."""
    lowest = overall.lowest
    return {
        "published": overall.published,
        "total": overall.total,
        "level": overall.level,
        "score": decimals(overall.score),
        "lowest": lowest,
        "lowest_text_status": lowest and content.recommendations[lowest].text_status,
        "balance_adjusted": decimals(overall.balance_adjusted),
        "reasons": reasons_data(overall.reasons),
    }


def recommendation_result_data(content: Content, result: RecommendationResult) -> dict[str, Any]:
    """One Recommendation's result."""
    levels, score = result.levels, result.score
    return {
        "recommendation": result.recommendation,
        "text_status": content.recommendations[result.recommendation].text_status,
        "level_shown": levels.shown if levels else None,
        "level_possible": levels.possible if levels else None,
        "level_evidenced": levels.evidenced if levels else None,
        "score_shown": decimals(score.shown) if score else None,
        "score_possible": decimals(score.possible) if score else None,
        "coverage": decimals(result.coverage),
        "applicable": result.applicable,
        "assessed": result.assessed,
        "confidence": result.confidence,
        "confidence_points": decimals(result.confidence_points),
        "published": result.published,
        "profile_limited": result.profile_limited,
        "kpis": list(result.kpis),
        "reasons": reasons_data(result.reasons),
        "next_steps": [next_step_data(step) for step in result.next_steps],
    }


def kpi_result_data(content: Content, result: KpiResult) -> dict[str, Any]:
    """One KPI's result; the answers that it was read from stand in the assessment."""
    return {
        "kpi": result.kpi,
        "recommendation": result.recommendation,
        "text_status": content.recommendations[result.recommendation].text_status,
        "core": result.core,
        "weight": decimals(result.weight),
        "standing": result.standing,
        "claim": result.claim,
        "level_shown": result.shown.level,
        "level_possible": result.possible.level,
        "level_evidenced": result.evidenced_level,
        "score_shown": decimals(result.shown.score),
        "score_possible": decimals(result.possible.score),
        "assessed": result.assessed,
        "figure": decimals(result.figure),
        "evidence_grade": result.evidence.grade,
        "evidence_points": decimals(result.evidence.points),
        "evidence_cap": result.evidence.cap,
        "evidence_all_stale": result.evidence.all_stale,
        "reasons": reasons_data(result.reasons),
    }


def next_step_data(step: NextStep) -> dict[str, Any]:
    """One thing to do for the next level."""
    return {
        "kpi": step.kpi,
        "from_level": step.from_level,
        "to_level": step.to_level,
        "checks": list(step.checks),
        "effort": step.effort,
        "reason": reason_data(step.reason),
    }


def trend_data(site: Site, office: str, trend: Trend) -> dict[str, Any]:
    """One Recommendation of one office over cycles, with target and pace."""
    return {
        "recommendation": trend.recommendation,
        "text_status": site.content.recommendations[trend.recommendation].text_status,
        "points": [
            {
                "cycle": point.cycle,
                **provenance_data(site.provenance[AssessmentKey(office, point.cycle)]),
                "reference_date": point.reference_date.isoformat(),
                "level": point.level,
                "score": decimals(point.score),
            }
            for point in trend.points
        ],
        "steps": [step_data(step) for step in trend.steps],
        "target_level": trend.target_level,
        "target_year": trend.target_year,
        "gained_per_year": decimals(trend.gained_per_year),
        "needed_per_year": decimals(trend.needed_per_year),
        "pace": trend.pace,
        "reasons": reasons_data(trend.reasons),
    }


def step_data(step: TrendStep) -> dict[str, Any]:
    """From one published result to the next: what the office changed and what the framework did."""
    parts = {
        "total": step.total,
        "by_office": step.by_office,
        "by_framework": step.by_framework,
    }
    return {
        "from_cycle": step.before.cycle,
        "cycle": step.after.cycle,
        "from_edition": step.before.edition,
        "edition": step.after.edition,
        **{f"level_{name}": part and part.level for name, part in parts.items()},
        **{f"score_{name}": decimals(part.score) if part else None for name, part in parts.items()},
        "breaks": step.breaks,
    }


def reasons_data(reasons: Iterable[Reason]) -> list[dict[str, Any]]:
    """Reasons in their order."""
    return [reason_data(reason) for reason in reasons]


def reason_data(reason: Reason) -> dict[str, Any]:
    """A reason's code, and its facts as numbers, texts and lists."""
    return {"code": str(reason.code)} | {
        name: fact_data(value) for name, value in reason.facts.items()
    }


def fact_data(value: FactValue) -> float | str | list[str] | None:
    """A fact as JSON can carry it."""
    if isinstance(value, Fraction):
        return decimals(value)
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
