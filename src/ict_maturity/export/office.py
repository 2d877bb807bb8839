"""In: one public office; out: its profile, every assessment with its scorecard, and its trends."""

from typing import Any

from ict_maturity.aggregate.site import Site
from ict_maturity.export.scorecard import scorecard_data, trend_data
from ict_maturity.model import Office
from ict_maturity.published import assessment_data


def office_data(site: Site, office: Office) -> dict[str, Any]:
    """Everything that is published about the office, the oldest cycle first."""
    content = site.content
    keys = [key for key in sorted(content.assessments) if key.office == office.code]
    return {
        "office": office.model_dump(mode="json", exclude_none=True),
        "fictional": office.fictional,
        "reported": bool(keys),
        "assessments": [assessment_data(content, content.assessments[key]) for key in keys],
        "scorecards": [
            scorecard_data(content, site.scorecards[key], site.provenance[key]) for key in keys
        ],
        "trends": [
            trend_data(site, office.code, trend)
            for trend in site.trends.get(office.code, {}).values()
        ],
    }
