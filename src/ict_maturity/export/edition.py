"""In: an edition that was cut; out: its framework as data, so that its results can be checked."""

from typing import Any

from ict_maturity.aggregate.site import Site
from ict_maturity.data.written import framework_data, kpi_data, recommendation_data
from ict_maturity.model import Edition


def edition_data(site: Site, edition: Edition) -> dict[str, Any]:
    """What results under the edition rest on: its title page, Recommendations and KPIs."""
    content = site.content.under(edition)
    return {
        "cut": {
            "edition": edition.id,
            "status": edition.status,
            "date": edition.date.isoformat(),
            "engine_version": edition.lock.engine_version,
        },
        "framework_digest": site.framework_digests[edition.id],
        "framework": framework_data(content)["framework"],
        "recommendations": [
            recommendation_data(content, each) for each in content.recommendations.values()
        ],
        "kpis": [kpi_data(content, each) for each in content.kpis.values()],
    }
