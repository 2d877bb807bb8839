"""In: what offices with and without a name answered; out: a rounded row that tells of no office.

A row counts offices by cell: the levels of a Recommendation, the options of a question. Who reads
it knows the named offices, how many others stand behind it, this rule and, being one of these
others, one answer. So a row is shown only where nobody can be sure of another office's answer
(docs/method.md, section 8).
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from ict_maturity.aggregate.results import Rounded

ROUND_TO = 5
MARGIN = ROUND_TO // 2


class Cells(NamedTuple):
    """What a row counts by.

    An office may be in `several` of the `ids`, otherwise it is in one at most; `every` office is in
    one at least, otherwise it may be in none.
    """

    ids: Sequence[object]
    several: bool = False
    every: bool = True

    def counts(self, offices: Sequence[Collection[object]]) -> tuple[int, ...]:
        """How many of the offices are in each cell."""
        return tuple(sum(id in cells for cells in offices) for id in self.ids)


def rounded(count: int) -> int:
    """The nearest multiple of five."""
    return (count + MARGIN) // ROUND_TO * ROUND_TO


def rounded_row(
    id: str,
    cells: Cells,
    named: Sequence[Collection[object]],
    counted: Sequence[Collection[object]],
    small: int,
) -> Rounded:
    """One row; `named` and `counted` have, an office each, the cells that it is in.

    Nothing is shown with fewer than `small` counted offices.
    """
    counts = tuple(map(rounded, cells.counts([*named, *counted])))
    if len(counted) < small or tells(cells, cells.counts(named), counts, len(counted)):
        return Rounded(id, None, None)
    return Rounded(id, rounded(len(named) + len(counted)), counts)


def tells(cells: Cells, named: Sequence[int], published: Sequence[int], counted: int) -> bool:
    """Whether a row would tell somebody the answer of another counted office.

    It does where all of the counted offices but one must be in one cell, for that one then knows
    the others, and where an office may choose several, also where one at most can be in a cell.
    Everywhere else two of the offices that a reader does not know can change places. The counts of
    a row stand in no other row and no other round, so no row helps to read another one.
    """
    low = [max(count - MARGIN - part, 0) for count, part in zip(published, named, strict=True)]
    high = [
        min(count + MARGIN - part, counted) for count, part in zip(published, named, strict=True)
    ]
    elsewhere = sum(high) if cells.every else sum(high) + counted
    least = (
        max(least, counted - (elsewhere - most)) for least, most in zip(low, high, strict=True)
    )
    return max(least, default=0) >= counted - 1 or (cells.several and min(high, default=2) <= 1)
