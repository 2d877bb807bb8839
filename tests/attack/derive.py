"""In: rounded rows that were published and what a reader knows; out: the answers that follow.

An integer program, solved by HiGHS, looks for an assignment of cells to the offices that fits every
row and in which they are not all in one cell. Nothing of the audit of the product is used.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from highspy import Highs, HighsModelStatus

ROUNDING = 2
"""A count of so many more or fewer looks the same."""
Offices = frozenset[str]
Answers = Mapping[str, frozenset[int]]
"""By office: the cells that it is in."""


@dataclass(frozen=True)
class Told:
    """A rounded row as it was published.

    `subject` is what it counts: rows of one subject count the same answers. `named` are the
    exact counts of offices with a name, `behind` the others that it counts. An office may be in
    `several` cells, and must be in one when the row has `every` one.
    """

    subject: str
    named: tuple[int, ...]
    behind: Offices
    counts: tuple[int, ...]
    several: bool = False
    every: bool = True


@dataclass(frozen=True)
class Derived:
    """What must be true of offices: they are in a cell, or are not."""

    subject: str
    offices: Offices
    cell: int
    inside: bool


class Program:
    """All assignments that fit the rows of one subject; `known` are answers that are no secret.

    Offices that stand behind the same rows are alike, so it is counted how many of them are in
    which cell.
    """

    def __init__(self, rows: Sequence[Told], known: Answers) -> None:
        patterns = defaultdict[tuple[bool, ...], set[str]](set)
        for office in frozenset[str]().union(*(row.behind for row in rows)) - known.keys():
            patterns[tuple(office in row.behind for row in rows)].add(office)
        cells = range(len(rows[0].counts))
        self.alike = {pattern: frozenset(some) for pattern, some in patterns.items()}
        self._solver = Highs()
        self._solver.silent()
        self._inside = {
            (pattern, cell): self._solver.addIntegral(0, len(some))
            for pattern, some in self.alike.items()
            for cell in cells
        }
        for pattern, some in self.alike.items():
            total = sum(self._inside[pattern, cell] for cell in cells)
            if rows[0].every:
                self._solver.addConstr(total >= len(some))
            if not rows[0].several:
                self._solver.addConstr(total <= len(some))
        for place, row in enumerate(rows):
            seen = [known[office] for office in row.behind if office in known]
            for cell in cells:
                rest = row.counts[cell] - row.named[cell] - sum(cell in each for each in seen)
                parts = [self._inside[each, cell] for each in self.alike if each[place]]
                if parts:
                    self._solver.addConstr(sum(parts) <= rest + ROUNDING)
                    self._solver.addConstr(sum(parts) >= rest - ROUNDING)

    def least(self, pattern: tuple[bool, ...], cell: int) -> int:
        """The fewest of alike offices that can be in a cell."""
        self._solver.minimize(self._inside[pattern, cell] * 1)
        return self._solved()

    def most(self, pattern: tuple[bool, ...], cell: int) -> int:
        """The most of alike offices that can be in a cell."""
        self._solver.maximize(self._inside[pattern, cell] * 1)
        return self._solved()

    def _solved(self) -> int:
        """The value that was looked for. What is true fits, so there is one."""
        status = self._solver.getModelStatus()
        assert status == HighsModelStatus.kOptimal, status
        return round(self._solver.getObjectiveValue())


def follows(rows: Sequence[Told], truth: Answers, known: Collection[str]) -> Iterator[Derived]:
    """What the rows of one subject tell to whoever knows the answers of the `known` offices.

    The truth is one of the assignments that fit, so only what is true of it is tried. That an
    office is not at a level is no answer; that it did not choose an option is one.
    """
    first = rows[0]
    program = Program(rows, {office: truth[office] for office in known if office in truth})
    for pattern, some in program.alike.items():
        for cell in range(len(first.counts)):
            inside = sum(cell in truth[office] for office in some)
            if inside == len(some) and program.least(pattern, cell) == inside:
                yield Derived(first.subject, some, cell, inside=True)
            elif first.several and not inside and program.most(pattern, cell) == 0:
                yield Derived(first.subject, some, cell, inside=False)
