"""In: what people wrote; out: the same as plain data, in the form in which it is published.

Data files carry it and digests are taken of it, so that a reader of the files finds the same ones.
"""

from typing import Any

from ict_maturity.model import Assessment, Content, Kpi, Recommendation


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


def assessment_data(content: Content, assessment: Assessment) -> dict[str, Any]:
    """What the office reported, as it was written; what names a Recommendation says its status."""
    data = assessment.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    for id, target in data.get("targets", {}).items():
        target["text_status"] = content.recommendations[id].text_status
    for exchange in (*data.get("offers", ()), *data.get("asks", ())):
        recommendation = content.recommendations[exchange["recommendation"]]
        exchange["text_status"] = recommendation.text_status
    return data
