"""In: the results of a cycle; out: the same as plain data, None where a figure is suppressed."""

from typing import Any

from ict_maturity.aggregate.results import CycleResults, Distribution
from ict_maturity.export.json_file import decimals
from ict_maturity.model import Content


def results_data(content: Content, results: CycleResults) -> dict[str, Any]:
    """Who was asked and answered, and how many offices are at each level."""
    cycle = content.cycles[results.cycle]
    return {
        "cycle": results.cycle,
        "title": cycle.title,
        "fictional": cycle.fictional,
        "cycle_edition": cycle.edition,
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
