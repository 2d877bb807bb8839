"""In: the results of a cycle; out: the same as plain data, None where a figure is suppressed."""

from typing import Any

from ict_maturity.aggregate.results import CycleResults, Distribution
from ict_maturity.aggregate.site import Site
from ict_maturity.data.digest import digest_of
from ict_maturity.export.json_file import decimals
from ict_maturity.model import Content


def results_data(site: Site, results: CycleResults) -> dict[str, Any]:
    """Who was asked and answered, and how many offices are at each level."""
    cycle = site.content.cycles[results.cycle]
    content = site.content.answered_under(cycle.edition)
    return {
        "cycle": results.cycle,
        "title": cycle.title,
        "fictional": cycle.fictional,
        "cycle_edition": cycle.edition,
        "input_digest": public_input_digest(site, results.cycle),
        "reference_date": cycle.reference_date.isoformat(),
        "small_cell": content.framework.thresholds.small_cell,
        "asked": results.asked,
        "reporting": results.reporting,
        "named": list(results.named),
        "unnamed_left_out": results.unnamed_left_out,
        "recommendations": [
            distribution_data(content, one, "recommendation", one.id)
            for one in results.recommendations.values()
        ],
        "kpis": [
            distribution_data(content, one, "kpi", content.kpis[one.id].recommendation)
            for one in results.kpis.values()
        ],
        "since_other_edition": [
            {
                "recommendation": change.recommendation,
                "text_status": content.recommendations[change.recommendation].text_status,
                "median_before": decimals(change.before),
                "median_restated": decimals(change.restated),
                "median_now": decimals(change.now),
            }
            for change in results.since_other_edition
        ],
        "breakdowns": [
            {
                "field": field,
                "value": group.value,
                "label": group.label,
                "asked": group.asked,
                "reporting": group.reporting,
            }
            for field, groups in results.breakdowns.items()
            for group in groups
        ],
        "responses": [
            {
                "question": question,
                "option": option.option,
                "label": option.label,
                "offices": option.offices,
            }
            for question, options in results.responses.items()
            for option in options
        ],
    }


def public_input_digest(site: Site, cycle: str) -> str:
    """The digest of what public offices put into the results of a cycle.

    Offices without a name are left out: a digest of the little they report could be guessed.
    """
    content = site.content
    return digest_of(
        {
            "framework_digest": site.framework_digests[content.cycles[cycle].edition],
            "cycle": content.cycles[cycle].model_dump(mode="json", exclude_none=True),
            "offices": {
                code: office.model_dump(mode="json", include={"profile"})["profile"]
                for code, office in content.offices.items()
            },
            "inputs": {
                key.office: {
                    "input_digest": origin.input_digest,
                    "responses": content.assessments[key].responses,
                }
                for key, origin in site.provenance.items()
                if key.cycle == cycle
            },
        }
    )


def distribution_data(
    content: Content, one: Distribution, kind: str, recommendation: str
) -> dict[str, Any]:
    """The number of offices at each level of one Recommendation or KPI."""
    return {
        kind: one.id,
        "recommendation": recommendation,
        "text_status": content.recommendations[recommendation].text_status,
        "suppressed": one.suppressed,
        "offices": one.offices,
        "levels": None if one.levels is None else list(one.levels),
        "median": decimals(one.median),
        "unnamed": one.unnamed,
    }
