"""In: one public office; out: its profile, every assessment with its scorecard, and its trends."""

from typing import Any

from ict_maturity.aggregate.site import Site
from ict_maturity.data.written import assessment_data
from ict_maturity.export.scorecard import recommendation_result_data, scorecard_data, trend_data
from ict_maturity.model import AssessmentKey, Office


def office_data(site: Site, office: Office) -> dict[str, Any]:
    """Everything that is published about the office, the oldest cycle first."""
    content = site.content
    keys = [key for key in sorted(content.assessments) if key.office == office.code]
    return {
        "office": office.model_dump(mode="json", exclude_none=True),
        "fictional": office.fictional,
        "reported": bool(keys),
        "assessments": [
            assessment_data(content.answered_under(each.edition), each)
            for each in (content.assessments[key] for key in keys)
        ],
        "scorecards": [own_edition_data(site, key) for key in keys],
        "restated": [restated_data(site, key) for key in keys if key in site.restated],
        "trends": [
            trend_data(site, office.code, trend)
            for trend in site.trends.get(office.code, {}).values()
        ],
    }


def own_edition_data(site: Site, key: AssessmentKey) -> dict[str, Any]:
    """A result under the edition that the office answered."""
    scorecard = site.scorecards[key]
    content = site.content.answered_under(scorecard.edition)
    return scorecard_data(content, scorecard, site.provenance[key])


def restated_data(site: Site, key: AssessmentKey) -> dict[str, Any]:
    """An older edition's result again, under the current one."""
    again = site.restated[key]
    return {
        "cycle": key.cycle,
        "edition": again.edition,
        "restated_under": site.content.framework.edition,
        "recommendations": [
            recommendation_result_data(site.content, result)
            for result in again.recommendations.values()
        ],
    }
