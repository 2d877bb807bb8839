"""In: a round's results as published and from public offices alone; out: what differs, what may.

Offices without a name are counted in a published round and stand in no file, so what they add to a
figure cannot be computed again. It must lie within its bounds.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ict_maturity.aggregate.cycle import (
    kpi_level,
    offices_of,
    recommendation_level,
    with_value,
)
from ict_maturity.aggregate.distribution import LevelOf, counted, levels_of
from ict_maturity.aggregate.panel import Panel, panel
from ict_maturity.aggregate.site import Site
from ict_maturity.export.results import FIGURES
from ict_maturity.said import Phrase, word
from ict_maturity.verify.bounds import Bounds, Breach, Entry
from ict_maturity.verify.differences import Pair, json_differences

WHETHER_MORE = word("verify.whether_more")
LEFT_OUT = "unnamed_left_out"


@dataclass(frozen=True)
class Found:
    """What differs in a round; and by path what public data do not suffice for, with the reason."""

    differences: tuple[Pair, ...]
    not_recomputable: tuple[tuple[str, Phrase], ...]


def compare_round(site: Site, published: dict[str, Any], recomputed: dict[str, Any]) -> Found:
    """Compare exactly what depends on public offices alone, and the rest with its bounds."""
    cycle = recomputed["cycle"]
    members = panel(site.asked_in(cycle).content, cycle, site.scorecards)
    unnamed = unnamed_behind(published, recomputed, members.small_cell)
    if unnamed:
        return with_unnamed(members, unnamed, published, recomputed)
    said = published.get(LEFT_OUT)
    expected = {**recomputed, LEFT_OUT: said if isinstance(said, bool) else False}
    return Found(tuple(json_differences(published, expected)), ((LEFT_OUT, WHETHER_MORE),))


def unnamed_behind(published: Entry, recomputed: Entry, small: int) -> int:
    """How many offices without a name are counted; fewer than `small` never are."""
    asked = published.get("asked")
    more = asked - recomputed["asked"] if type(asked) is int else 0
    return more if more >= small else 0


def with_unnamed(
    members: Panel, unnamed: int, published: dict[str, Any], recomputed: dict[str, Any]
) -> Found:
    """Compare a round in which offices without a name are counted."""
    bounds = Bounds(unnamed, members.small_cell)
    reason = word("verify.behind.number", number=unnamed)
    expected = {
        **recomputed,
        "asked": published["asked"],
        "reporting": len(members.named) + unnamed,
        LEFT_OUT: False,
    }
    differences: list[Pair] = []
    unclear = ["asked", "reporting"]
    for name in FIGURES:
        theirs, ours = published.get(name), expected[name]
        if isinstance(theirs, list) and len(theirs) == len(ours):
            # Judged here, entry by entry; what stays to be compared below is equal.
            expected[name] = theirs
            for path, pairs in judged(members, bounds, name, theirs, ours):
                differences += pairs
                unclear += [] if pairs else [path]
    differences += json_differences(published, expected)
    return Found(tuple(differences), tuple((path, reason) for path in unclear))


def judged(
    members: Panel, bounds: Bounds, name: str, published: list[Any], recomputed: list[Any]
) -> Iterator[tuple[str, list[Pair]]]:
    """Each entry that public offices alone do not make as it is: its path, and what is wrong."""
    for index, (theirs, ours) in enumerate(zip(published, recomputed, strict=True)):
        path = f"{name}.{label(ours) or index}"
        pairs = list(json_differences(theirs, ours, path))
        if not pairs:
            continue
        if isinstance(theirs, dict) and theirs.get("unnamed", True) is True:
            figures = tuple(f"{path}.{field}" for field in FIGURES[name])
            pairs = [pair for pair in pairs if not pair[0].startswith(figures)]
            breach = breach_of(members, bounds, name, theirs, ours)
            if breach:
                field, right = breach
                pairs.append((f"{path}.{field}", theirs.get(field), right))
        yield path, pairs


def label(entry: Entry) -> str:
    """What an entry of one of the lists is about."""
    names = (
        ("kpi",) if "kpi" in entry else ("recommendation", "field", "value", "question", "option")
    )
    return ".".join(str(entry[name]) for name in names if name in entry)


def breach_of(
    members: Panel, bounds: Bounds, name: str, theirs: Entry, ours: Entry
) -> Breach | None:
    """What of an entry lies out of its bounds."""
    if name == "recommendations":
        return bounds.distribution(
            theirs, at_levels(members, recommendation_level(ours["recommendation"]))
        )
    if name == "kpis":
        return bounds.distribution(theirs, at_levels(members, kpi_level(ours["kpi"])))
    if name == "breakdowns":
        field, value = ours["field"], ours["value"]
        asked = with_value(members.asked, field, value)
        return bounds.group(theirs, asked, with_value(offices_of(members.named), field, value))
    answers = [
        chosen
        for member in members.named
        if (chosen := member.assessment.responses.get(ours["question"]))
    ]
    return bounds.option(theirs, sum(ours["option"] in chosen for chosen in answers), len(answers))


def at_levels(members: Panel, level_of: LevelOf) -> list[int]:
    """How many public offices are at each level."""
    return counted(levels_of(members.named, level_of))
