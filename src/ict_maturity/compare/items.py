"""In: content before and after; out: what changed, and what offices have to answer again."""

from collections.abc import Iterator, Sequence

from ict_maturity.compare.classes import declared, found
from ict_maturity.compare.difference import differences
from ict_maturity.compare.measurement import measurement_digest
from ict_maturity.compare.report import Again, ItemChange, What
from ict_maturity.compare.results import Results
from ict_maturity.model import CARRIED, Content, Kpi, Recommendation


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


def answered_again(before: Content, after: Content, results: Sequence[Results]) -> Iterator[Again]:
    """What is to be done, KPI by KPI; a KPI that nobody has to look at is not here."""
    for id, kpi in after.kpis.items():
        old = before.kpis.get(id)
        if old is None and ("kpi", id) in before.files:
            continue
        if old is None or (kpi.counted and not old.counted and old.lifecycle == "upcoming"):
            yield from begins(old, kpi, results)
        elif kpi.counted:
            happened = found(old, kpi)
            if "clarified" in happened:
                yield Again(id, "confirm", None, offices_with(id, results), None)
            elif "redefined" in happened:
                yield Again(id, "answer", None, offices_with(id, results), None)
            elif "recalibrated" in happened:
                yield Again(id, "scored_again", None, offices_with(id, results), None)


def begins(old: Kpi | None, kpi: Kpi, results: Sequence[Results]) -> Iterator[Again]:
    """A KPI that is new or begins to count: answers come from what it replaces, or are asked."""
    if kpi.lifecycle == "retired":
        return
    for replaced in kpi.replaces:
        yield Again(
            kpi.id,
            CARRIED[replaced.relation],
            replaced.kpi,
            offices_with(replaced.kpi, results),
            kpi.counts_from if not kpi.counted else None,
        )
    if not kpi.replaces:
        what: What = "answer" if kpi.counted else "answer_later"
        day = None if kpi.counted else kpi.counts_from
        yield Again(kpi.id, what, None, offices_with(kpi.id, results), day)


def offices_with(kpi: str, results: Sequence[Results]) -> int:
    """How many offices answered a KPI in their newest report."""
    return sum(kpi in each.assessment.answers for each in results)
