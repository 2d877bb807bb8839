"""In: a round's results as published and from public offices alone; out: what differs, what may.

Offices without a name stand in no file, so rounded figures that they are counted in cannot be
computed again. They must be what such figures can be: multiples of five that hold the named offices
and are no larger than all that reported.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from ict_maturity.aggregate.results import AllOffices, Rounded
from ict_maturity.aggregate.rounded import ROUND_TO, rounded
from ict_maturity.said import Phrase, word
from ict_maturity.verify.differences import Pair, json_differences

ALL_OFFICES = "all_offices"
TOTAL = "reporting"
ROWS: Mapping[str, Mapping[str, str]] = {
    "recommendations": {"offices": "offices", "levels": "levels", "between": "between"},
    "breakdowns": {"reporting": "reporting"},
    "responses": {"offices": "offices", "answered": "answered"},
}
"""By list: its rounded figures, and the figures of the named offices that these hold."""
Entry = Mapping[str, Any]


@dataclass(frozen=True)
class Found:
    """What differs in a round; and by path what public data do not suffice for, with the reason.

    `all_offices` are the rounded figures, those that may be true as they were published.
    """

    differences: tuple[Pair, ...]
    not_recomputable: tuple[tuple[str, Phrase], ...]
    all_offices: AllOffices


def compare_round(published: dict[str, Any], recomputed: dict[str, Any]) -> Found:
    """Compare exactly what depends on public offices alone, and the rest with its bounds."""
    paths: list[str] = []
    theirs = published.get(ALL_OFFICES)
    if isinstance(theirs, dict):
        found = dict(recomputed[ALL_OFFICES])
        most = theirs.get(TOTAL)
        if isinstance(most, int) and may_be(most, recomputed[TOTAL], most):
            found[TOTAL] = most
            paths.append(f"{ALL_OFFICES}.{TOTAL}")
            for name in ROWS:
                found[name] = [
                    {**ours, **told} for ours, told in rows(name, theirs, recomputed, most, paths)
                ]
        recomputed = {**recomputed, ALL_OFFICES: found}
    reason = word("verify.behind")
    return Found(
        tuple(json_differences(published, recomputed)),
        tuple((path, reason) for path in paths),
        all_offices_of(recomputed[ALL_OFFICES]),
    )


def all_offices_of(found: Entry) -> AllOffices:
    """The rounded figures of a round's file."""

    def cells(rows: str, name: str, count: str, total: str) -> Mapping[str, Rounded]:
        groups = groupby(found[rows], key=itemgetter(name))
        entries = {id: tuple(group) for id, group in groups}
        return {
            id: Rounded(id, each[0].get(total), counts_of([one[count] for one in each]))
            for id, each in entries.items()
        }

    return AllOffices(
        found[TOTAL],
        {
            row["recommendation"]: Rounded(
                row["recommendation"],
                row["offices"],
                counts_of([*(row["levels"] or [None]), row["between"]]),
            )
            for row in found["recommendations"]
        },
        cells("breakdowns", "field", "reporting", ""),
        cells("responses", "question", "offices", "answered"),
    )


def counts_of(counts: Sequence[int | None]) -> tuple[int, ...] | None:
    """The counts of a row that is shown; None for one that is not."""
    shown = tuple(count for count in counts if count is not None)
    return shown if len(shown) == len(counts) else None


def rows(
    name: str, published: Entry, recomputed: Entry, most: int, paths: list[str]
) -> Iterator[tuple[Entry, Entry]]:
    """Each row that public offices make, with what of the published one may be true.

    The paths of these rows are added to `paths`.
    """
    listed = published.get(name)
    ours = recomputed[ALL_OFFICES][name]
    named = {label(row): row for row in recomputed[name]}
    if not isinstance(listed, list) or len(listed) != len(ours):
        listed = [{}] * len(ours)
    figures = ROWS[name]
    for index, (theirs, row) in enumerate(zip(listed, ours, strict=True)):
        part = named[label(row)]
        told = {each: theirs.get(each) for each in figures} if isinstance(theirs, dict) else {}
        right = bool(told) and all(
            may_be(told[each], part[of], most) for each, of in figures.items()
        )
        if right:
            paths.append(f"{ALL_OFFICES}.{name}.{label(row) or index}")
        yield row, told if right else {}


def may_be(value: object, named: Any, most: int) -> bool:
    """Whether so many offices, of which these are named, can be told so; the same of a list."""
    if isinstance(value, list) and isinstance(named, list) and len(value) == len(named):
        return all(may_be(one, part, most) for one, part in zip(value, named, strict=True))
    return (
        type(value) is int
        and type(named) is int
        and value % ROUND_TO == 0
        and rounded(named) <= value <= most
    )


def label(entry: Entry) -> str:
    """What a row is about."""
    names = ("recommendation", "field", "value", "question", "option")
    return ".".join(str(entry[name]) for name in names if name in entry)
