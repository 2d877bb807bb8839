"""In: content; out: framework, Recommendations and KPIs as data, as they were written."""

from typing import Any

from ict_maturity.model import Content, Kpi, Recommendation


def framework_data(content: Content) -> dict[str, Any]:
    """The title page, the glossary and the cycles."""
    return {
        "framework": content.framework.model_dump(mode="json", exclude_none=True),
        "glossary": [
            term.model_dump(mode="json", exclude_none=True)
            for term in sorted(content.glossary.terms, key=lambda term: term.term.casefold())
        ],
        "cycles": [
            cycle.model_dump(mode="json", exclude_none=True) for cycle in content.cycles.values()
        ],
        "offices": [
            {"code": office.code, "name": office.name, "fictional": office.fictional}
            for office in content.offices.values()
        ],
    }


def recommendation_data(content: Content, recommendation: Recommendation) -> dict[str, Any]:
    """One Recommendation with the ids of its KPIs; `text_status` says what its text is."""
    data = recommendation.model_dump(mode="json", exclude_none=True)
    for other in data["related"]["recommendations"]:
        other["text_status"] = content.recommendations[other["id"]].text_status
    return {**data, "kpis": [kpi.id for kpi in content.kpis_of(recommendation.id)]}


def kpi_data(content: Content, kpi: Kpi) -> dict[str, Any]:
    """One KPI with the text status of its Recommendation."""
    return {
        **kpi.model_dump(mode="json", exclude_none=True),
        "text_status": content.recommendations[kpi.recommendation].text_status,
    }
