"""In: a change log, and what a KPI replaces; out: changes, each with its class."""

from collections.abc import Mapping
from typing import Literal

from ict_maturity.facts.values import Day, EditionId, KpiId, Model, Text

ChangeClass = Literal[
    "added",
    "editorial",
    "clarified",
    "recalibrated",
    "redefined",
    "split",
    "merged",
    "moved",
    "counted",
    "retired",
    "confirmed",
]
Relation = Literal["equal", "superset", "subset", "intersect"]
CARRIED: Mapping[Relation, Literal["carried", "suggested"]] = {
    "equal": "carried",
    "superset": "carried",
    "subset": "suggested",
    "intersect": "suggested",
}
"""What becomes of the answers to a KPI whose place another one takes."""


class Change(Model):
    """One entry of a change log."""

    date: Day
    """The day of the change."""
    edition: EditionId
    """The first edition that carries it."""
    change_class: ChangeClass | None = None
    """What the change does to answers and results (docs/reference/editions.md)."""
    summary: Text
    """What changed and why, for an office to read."""


class Replaced(Model):
    """A KPI that another one takes the place of."""

    kpi: KpiId
    """The KPI that was there before."""
    relation: Relation
    """How much it asked, beside this KPI: equal, superset (more), subset (a part of it), or
    intersect (some of it and other things)."""
