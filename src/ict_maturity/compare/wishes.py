"""In: a report and the content before and after; out: its wishes that still fit."""

from typing import Any

from ict_maturity.compare.classes import found
from ict_maturity.model import Assessment, Content


def wishes_of(
    assessment: Assessment, before: Content, after: Content
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Targets, offers and asks on Recommendations that say the same, and those on others."""
    changed = {
        id
        for id, old in before.recommendations.items()
        if id not in after.recommendations
        or {"confirmed", "clarified", "retired"} & set(found(old, after.recommendations[id]))
    }
    written = assessment.model_dump(include={"targets", "offers", "asks"}, exclude_none=True)
    targets = {id: each for id, each in written["targets"].items() if id not in changed}
    offers, asks = (
        [each for each in written[name] if each["recommendation"] not in changed]
        for name in ("offers", "asks")
    )
    named = {*assessment.targets} | {
        each.recommendation for each in (*assessment.offers, *assessment.asks)
    }
    kept = {"targets": targets, "offers": offers, "asks": asks}
    return {name: each for name, each in kept.items() if each}, tuple(sorted(named & changed))
