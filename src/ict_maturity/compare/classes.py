"""In: what differs, and what the change log says; out: the classes found and those declared."""

from collections.abc import Mapping
from typing import get_args

from ict_maturity.compare.difference import FieldPath, differences
from ict_maturity.data.digest import plain
from ict_maturity.model import (
    COUNTED_LIFECYCLES,
    Change,
    ChangeClass,
    ContentStatus,
    Kpi,
    Lifecycle,
    Recommendation,
)
from ict_maturity.rules import TYPES

Item = Kpi | Recommendation
Classes = tuple[ChangeClass, ...]
Found = Mapping[ChangeClass, tuple[FieldPath, ...]]
CLASSES: Classes = get_args(ChangeClass)
REPLACING: frozenset[ChangeClass] = frozenset({"redefined", "split", "merged"})
NEED_NO_ENTRY: frozenset[ChangeClass] = frozenset({"added", "editorial", "moved", "counted"})
"""What the comparison finds by itself and no answer depends on."""

KPI_FIELDS: Mapping[str, ChangeClass] = {
    "recommendation": "moved",
    "actions": "moved",
    "core": "recalibrated",
    "weight": "recalibrated",
    "valid_for_months": "recalibrated",
    "measures": "clarified",
    "scope": "clarified",
    "counting": "clarified",
    "evidence_wanted": "clarified",
    "applies_when": "clarified",
    "addressee": "redefined",
}
"""The class of a change of each field; a field that is not here is editorial."""
RULE_FIELDS: Mapping[str, ChangeClass] = {
    field: each for rule in TYPES for field, each in rule.changes.items()
}
"""A field of a rule that is not here is redefined."""
CHECK_FIELDS: Mapping[str, ChangeClass] = {
    "id": "redefined",
    "level": "recalibrated",
    "core": "recalibrated",
    "text": "clarified",
    "evidence": "clarified",
}
CLARIFYING_FIELDS = frozenset({"statement", "actions", "content_status", "adopted_text"})
CONTENT_FIELDS = CLARIFYING_FIELDS | {"title", "source"}
CONTENT_STATUSES: tuple[ContentStatus, ...] = ("placeholder", "partial", "confirmed")
"""From the least known to the best known."""


def found(before: Item | None, after: Item) -> Found:
    """What happened to a KPI or Recommendation, and in which fields; empty when nothing did."""
    if before is None:
        return {"added": ()}
    paths = [change.path for change in differences(before, after)]
    classes = {path: _class_of(path, before, after) for path in paths}
    return {
        each: tuple(path for path in paths if classes[path] == each)
        for each in in_order(set(classes.values()))
    }


def declared(before: Item | None, after: Item) -> Classes:
    """The classes of the entries that the change log has gained."""
    entries = new_entries(before, after)
    return in_order({entry.change_class for entry in entries if entry.change_class})


def new_entries(before: Item | None, after: Item) -> tuple[Change, ...]:
    """The entries that the change log has gained; one that is worded anew is a new one."""
    known = [plain(entry) for entry in before.change_log] if before else []
    return tuple(entry for entry in after.change_log if plain(entry) not in known)


def undeclared(found: Found, declared: Classes) -> Classes:
    """What happened and must be declared, and is not."""
    said = set(declared)
    if said & REPLACING:
        said.add("retired")
    return tuple(each for each in found if each not in said | NEED_NO_ENTRY)


def unfounded(found: Found, declared: Classes) -> Classes:
    """What is declared and did not happen."""
    happened: set[ChangeClass] = {*found, "editorial"}
    if happened & {"retired", "added"}:
        happened |= REPLACING
    return tuple(each for each in declared if each not in happened)


def in_order(classes: set[ChangeClass]) -> Classes:
    """The classes in the order in which they are listed everywhere."""
    return tuple(each for each in CLASSES if each in classes)


def _class_of(path: FieldPath, before: Item, after: Item) -> ChangeClass:
    if path == ("lifecycle",):
        return _of_lifecycle(before.lifecycle, after.lifecycle)
    if isinstance(before, Recommendation) and isinstance(after, Recommendation):
        return _of_recommendation_field(path, before, after)
    return _of_kpi_field(path)


def _of_recommendation_field(
    path: FieldPath, before: Recommendation, after: Recommendation
) -> ChangeClass:
    """When adopted content takes the place of a working theme, the title is part of it."""
    rank = CONTENT_STATUSES.index
    if rank(after.content_status) > rank(before.content_status) and path[0] in CONTENT_FIELDS:
        return "confirmed"
    if path[0] == "adopted_text" and not before.adopted_text:
        return "confirmed"
    return "clarified" if path[0] in CLARIFYING_FIELDS else "editorial"


def _of_kpi_field(path: FieldPath) -> ChangeClass:
    if path[0] != "rule":
        return KPI_FIELDS.get(path[0], "editorial")
    if len(path) > 1 and path[1] in ("check", "checks", "choices"):
        # A path that ends with the id is a check or choice that came or went.
        names = path[3:] if path[1] != "check" else path[2:]
        return CHECK_FIELDS.get(names[0], "redefined") if names else "redefined"
    return RULE_FIELDS.get(path[1], "redefined") if len(path) > 1 else "redefined"


def _of_lifecycle(before: Lifecycle, after: Lifecycle) -> ChangeClass:
    """What a step in the life of a KPI or Recommendation means for results."""
    if after == "retired":
        return "retired"
    counted = [each in COUNTED_LIFECYCLES for each in (before, after)]
    if counted == [False, True]:
        return "counted"
    return "recalibrated" if counted == [True, False] else "editorial"
