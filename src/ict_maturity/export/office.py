"""In: one public office; out: its profile, every assessment with its scorecard, and its trends."""

from typing import Any

from ict_maturity.aggregate.site import Site
from ict_maturity.export.scorecard import scorecard_data, trend_data
from ict_maturity.model import Assessment, Content, Office


def office_data(site: Site, office: Office) -> dict[str, Any]:
    """Everything that is published about the office, the oldest cycle first."""
    content = site.content
    keys = [key for key in sorted(content.assessments) if key.office == office.code]
    return {
        "office": office.model_dump(mode="json", exclude_none=True),
        "fictional": office.fictional,
        "reported": bool(keys),
        "assessments": [assessment_data(content, content.assessments[key]) for key in keys],
        "scorecards": [scorecard_data(content, site.scorecards[key]) for key in keys],
        "trends": [
            trend_data(content, trend) for trend in site.trends.get(office.code, {}).values()
        ],
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
