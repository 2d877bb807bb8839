"""In: one KPI and all content; out: what is wrong between it and the KPIs it replaces."""

from collections.abc import Iterator, Mapping

from ict_maturity.check.link import kpi_missing
from ict_maturity.compare.classes import REPLACING
from ict_maturity.model import ChangeClass, Content, Kpi
from ict_maturity.problems.finding import Finding, listed, repeated

SUCCESSORS: Mapping[ChangeClass, int] = {"redefined": 1, "split": 2, "merged": 1}
"""How many KPIs at least take the place of one that was retired so."""
EXPECTED: Mapping[ChangeClass, str] = {
    "redefined": "a KPI that replaces it",
    "split": "two KPIs or more that replace it",
    "merged": "a KPI that replaces it and another one",
}


def replaced_exist(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """A KPI replaces others that have a file, each once."""
    for i, replaced in enumerate(kpi.replaces):
        path = ("replaces", i, "kpi")
        if replaced.kpi == kpi.id:
            yield Finding(path, "link-to-itself", f"{kpi.id} replaces itself.", "Name another KPI.")
        else:
            yield from kpi_missing(path, f"{kpi.id} replaces", replaced.kpi, content)
    yield from repeated(
        (("replaces", i, "kpi"), replaced.kpi) for i, replaced in enumerate(kpi.replaces)
    )


def replaced_are_retired(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """When a KPI counts, what it replaces counts no longer."""
    for i, replaced in enumerate(kpi.replaces):
        other = content.kpis.get(replaced.kpi)
        if kpi.counted and other and other.counted and other is not kpi:
            yield Finding(
                ("replaces", i, "kpi"),
                "replaced-still-counts",
                f"{kpi.id} counts and replaces {other.id}, which counts too.",
                f"Set `lifecycle: retired` in {other.id}, or leave {kpi.id} upcoming.",
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
        if len(successors) < SUCCESSORS[entry.change_class] or (
            entry.change_class == "merged" and not merged
        ):
            yield Finding(
                ("change_log", i, "change_class"),
                "successor-missing",
                f'{kpi.id} is said to be "{entry.change_class}". '
                f"Expected {EXPECTED[entry.change_class]}, found {listed(ids) or 'none'}.",
                f"Name {kpi.id} under `replaces` in the KPIs that take its place.",
            )


RULES = (replaced_exist, replaced_are_retired, successors_exist)
