"""In: one KPI and all content; out: what is wrong between it and the KPIs it replaces."""

from collections.abc import Iterator, Mapping

from ict_maturity.check.link import kpi_missing
from ict_maturity.compare.classes import REPLACING
from ict_maturity.model import ChangeClass, Content, Kpi
from ict_maturity.problems.finding import Finding, finding, repeated, some_of
from ict_maturity.said import word

SUCCESSORS: Mapping[ChangeClass, tuple[int, str]] = {
    "redefined": (1, "successor-missing.redefined"),
    "split": (2, "successor-missing.split"),
    "merged": (1, "successor-missing.merged"),
}
"""How many KPIs at least take the place of one that was retired so, and the words for it."""


def replaced_exist(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """A KPI replaces others that have a file, each once."""
    for i, replaced in enumerate(kpi.replaces):
        path = ("replaces", i, "kpi")
        if replaced.kpi == kpi.id:
            yield finding(path, "link-to-itself.replaces", kpi=kpi.id)
        else:
            yield from kpi_missing(
                path, "kpi-not-found.replaces", replaced.kpi, content, kpi=kpi.id
            )
    yield from repeated(
        (("replaces", i, "kpi"), replaced.kpi) for i, replaced in enumerate(kpi.replaces)
    )


def replaced_are_retired(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """When a KPI counts, what it replaces counts no longer."""
    for i, replaced in enumerate(kpi.replaces):
        other = content.kpis.get(replaced.kpi)
        if kpi.counted and other and other.counted and other is not kpi:
            yield finding(
                ("replaces", i, "kpi"), "replaced-still-counts", kpi=kpi.id, other=other.id
            )


def successors_exist(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """What was redefined, split or merged has the KPIs that take its place."""
    if kpi.lifecycle != "retired":
        return
    successors = content.successors_of(kpi.id)
    ids = [other.id for other in successors]
    for i, entry in enumerate(kpi.change_log):
        if entry.change_class not in REPLACING:
            continue
        merged = all(len(other.replaces) > 1 for other in successors)
        least, id = SUCCESSORS[entry.change_class]
        if len(successors) < least or (entry.change_class == "merged" and not merged):
            yield finding(
                ("change_log", i, "change_class"),
                id,
                word("problem.successor-missing.hint", kpi=kpi.id),
                kpi=kpi.id,
                found=some_of(ids) or word("problem.none"),
            )


RULES = (replaced_exist, replaced_are_retired, successors_exist)
