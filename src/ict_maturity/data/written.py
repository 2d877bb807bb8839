"""In: what people wrote; out: the same as plain data, in the form in which it is published.

Data files carry it and digests are taken of it, so that a reader of the files finds the same ones.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from ict_maturity.model import Assessment, Content, Kpi, Recommendation

EACH = "*"
ADDED: Mapping[type[BaseModel], tuple[tuple[str, ...], ...]] = {
    Recommendation: (
        ("kpis",),
        ("wording",),
        ("related", "recommendations", EACH, "content_status"),
    ),
    Kpi: (("content_status",),),
    Assessment: tuple((name, EACH, "content_status") for name in ("targets", "offers", "asks")),
}
"""Where the published form says more than what was written, so that each file speaks for itself."""
LEVEL_KEYS = frozenset("01234")


def written(model: BaseModel) -> dict[str, Any]:
    """What people wrote, without what they left out."""
    return model.model_dump(mode="json", exclude_none=True)


def recommendation_data(content: Content, recommendation: Recommendation) -> dict[str, Any]:
    """One Recommendation with the ids of its KPIs; `wording` says whose words it has."""
    data = written(recommendation)
    for other in data["related"]["recommendations"]:
        other["content_status"] = content.recommendations[other["id"]].content_status
    kpis = [kpi.id for kpi in content.kpis_of(recommendation.id)]
    return {**data, "wording": recommendation.wording, "kpis": kpis}


def kpi_data(content: Content, kpi: Kpi) -> dict[str, Any]:
    """One KPI with the content status of its Recommendation."""
    return {
        **written(kpi),
        "content_status": content.recommendations[kpi.recommendation].content_status,
    }


def assessment_data(content: Content, assessment: Assessment) -> dict[str, Any]:
    """What the office reported, as it was written; what names a Recommendation says its status."""
    data = assessment.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    for id, target in data.get("targets", {}).items():
        target["content_status"] = content.recommendations[id].content_status
    for exchange in (*data.get("offers", ()), *data.get("asks", ())):
        recommendation = content.recommendations[exchange["recommendation"]]
        exchange["content_status"] = recommendation.content_status
    return data


def as_written(model: type[BaseModel], data: Any) -> Any:
    """The way back: data in its published form as the model reads it; misfits stay as they are."""
    for path in ADDED.get(model, ()):
        data = without(data, path)
    return with_levels_as_numbers(data) if model in (Recommendation, Kpi) else data


def without(data: Any, path: tuple[str, ...]) -> Any:
    """The data without what the path leads to."""
    key, rest = path[0], path[1:]
    if key == EACH and isinstance(data, list):
        return [without(part, rest) for part in data]
    if not isinstance(data, dict):
        return data
    if key == EACH:
        return {name: without(part, rest) for name, part in data.items()}
    if not rest:
        return {name: part for name, part in data.items() if name != key}
    return {**data, key: without(data[key], rest)} if key in data else data


def with_levels_as_numbers(data: Any) -> Any:
    """JSON has texts only as keys; where all of them are levels, they are numbers again."""
    if isinstance(data, list):
        return [with_levels_as_numbers(part) for part in data]
    if not isinstance(data, dict):
        return data
    are_levels = data.keys() <= LEVEL_KEYS
    return {
        int(key) if are_levels else key: with_levels_as_numbers(part) for key, part in data.items()
    }
