"""In: content before and after; out: each Recommendation and KPI that changed, and how."""

from collections.abc import Iterator

from ict_maturity.compare.classes import declared, found
from ict_maturity.compare.difference import differences
from ict_maturity.compare.measurement import measurement_digest
from ict_maturity.compare.report import ItemChange
from ict_maturity.model import Content, Kpi, Recommendation


def item_changes(before: Content, after: Content) -> Iterator[ItemChange]:
    """What changed, Recommendations first; a file that cannot be read is passed over."""
    for id, recommendation in after.recommendations.items():
        old = before.recommendations.get(id)
        unreadable = old is None and ("recommendation", id) in before.files
        if not unreadable and old != recommendation:
            change = recommendation_change(old, recommendation)
            if change.fields or change.found or change.declared:
                yield change
    for id, kpi in after.kpis.items():
        old_kpi = before.kpis.get(id)
        unreadable = old_kpi is None and ("kpi", id) in before.files
        theme = is_working_theme(after, kpi.recommendation)
        if not unreadable and old_kpi != kpi:
            kpi_found = kpi_change(old_kpi, kpi, theme)
            if kpi_found.fields or kpi_found.found or kpi_found.declared:
                yield kpi_found


def recommendation_change(before: Recommendation | None, after: Recommendation) -> ItemChange:
    """How a Recommendation changed."""
    return ItemChange(
        kind="recommendation",
        id=after.id,
        title=after.title,
        recommendation=after.id,
        working_theme=after.is_working_theme,
        found=tuple(found(before, after)),
        declared=declared(before, after),
        fields=differences(before, after) if before else (),
        digest_before=None,
        digest_after=None,
    )


def kpi_change(before: Kpi | None, after: Kpi, working_theme: bool) -> ItemChange:
    """How a KPI changed."""
    return ItemChange(
        kind="kpi",
        id=after.id,
        title=after.title,
        recommendation=after.recommendation,
        working_theme=working_theme,
        found=tuple(found(before, after)),
        declared=declared(before, after),
        fields=differences(before, after) if before else (),
        digest_before=measurement_digest(before) if before else None,
        digest_after=measurement_digest(after),
    )


def is_working_theme(content: Content, recommendation: str) -> bool:
    """Whether a Recommendation is a working theme; one that cannot be read is not known to be."""
    found_ = content.recommendations.get(recommendation)
    return found_ is not None and found_.is_working_theme
