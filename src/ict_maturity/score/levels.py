"""In: KPI levels and weights; out: the level that they allow (docs/method.md, section 6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import compress
from typing import NamedTuple

MANY_KPIS = 5
"""Above so many KPIs that are not core, exceptions may also be measured by weight."""


class Obstacles(NamedTuple):
    """What stands against a level, as positions of KPIs: all are empty when it is reached."""

    core_below: tuple[int, ...]
    too_many_below: tuple[int, ...]
    below_floor: tuple[int, ...]


@dataclass(frozen=True)
class Conditions:
    """The three conditions of a level over the applicable KPIs of one Recommendation.

    `shares` are whole numbers in the proportion of the weights. `limit` is the share that
    exceptions may have together, None when there are too few KPIs to measure them by weight.
    """

    core: tuple[bool, ...]
    shares: tuple[int, ...]
    limit: int | None

    def excuse(self, exceptions: Sequence[int]) -> bool:
        """Whether these non-core KPIs may lie below a level together."""
        if len(exceptions) <= 1:
            return True
        return self.limit is not None and self.share_of(exceptions) <= self.limit

    def share_of(self, positions: Sequence[int]) -> int:
        """The share of some KPIs together."""
        return sum(self.shares[position] for position in positions)

    def level(self, levels: Sequence[int]) -> int:
        """The highest level that meets all three conditions."""
        highest = min(4, min(levels) + 1, *compress(levels, self.core))
        while not self.excuse(self.others_below(levels, highest)):
            highest -= 1
        return highest

    def others_below(self, levels: Sequence[int], level: int) -> tuple[int, ...]:
        """The non-core KPIs below a level."""
        return tuple(
            position
            for position, reached in enumerate(levels)
            if reached < level and not self.core[position]
        )

    def obstacles(self, levels: Sequence[int], level: int) -> Obstacles:
        """The KPIs that stand against a level."""
        below = tuple(position for position, reached in enumerate(levels) if reached < level)
        others = self.others_below(levels, level)
        return Obstacles(
            core_below=tuple(position for position in below if self.core[position]),
            too_many_below=() if self.excuse(others) else others,
            below_floor=tuple(position for position in below if levels[position] < level - 1),
        )


def conditions(
    core: Sequence[bool], shares: Sequence[int], exception_weight: Fraction
) -> Conditions:
    """The conditions for some applicable KPIs.

    `exception_weight` is the part of the non-core weight (0 to 1) that exceptions may have.
    """
    others = [share for share, is_core in zip(shares, core, strict=True) if not is_core]
    limit = None
    if len(others) > MANY_KPIS:
        limit = sum(others) * exception_weight.numerator // exception_weight.denominator
    return Conditions(tuple(core), tuple(shares), limit)


def weighted_mean(shares: Sequence[int], values: Sequence[Fraction]) -> Fraction:
    """The exact weighted mean; one fraction is made at the end, which is what makes it fast."""
    numerator, denominator = 0, 1
    for share, value in zip(shares, values, strict=True):
        if value.denominator == denominator:
            numerator += share * value.numerator
        else:
            numerator = numerator * value.denominator + share * value.numerator * denominator
            denominator *= value.denominator
    return Fraction(numerator, denominator * sum(shares))
