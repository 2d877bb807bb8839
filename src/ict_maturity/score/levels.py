"""In: KPI levels and weights; out: the level that they allow (docs/method.md, section 6)."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import compress
from typing import NamedTuple

from ict_maturity.facts.record import record


class Obstacles(NamedTuple):
    """What stands against a level, as positions of KPIs: all are empty when it is reached."""

    core_below: tuple[int, ...]
    too_many_below: tuple[int, ...]
    below_floor: tuple[int, ...]


@record
class Conditions:
    """The conditions of a level over the applicable KPIs of one Recommendation.

    `core` marks the core KPIs. Weights take no part: a level is never bought with weight.
    """

    core: tuple[bool, ...]

    def level(self, levels: Sequence[int]) -> int:
        """The highest level that meets all conditions."""
        others = sorted([level for level, core in zip(levels, self.core, strict=True) if not core])
        # One KPI that is not core may be below, so the second lowest of them is the limit.
        return min(min(levels) + 1, max(levels), *compress(levels, self.core), *others[1:2])

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
        excused = len(others) <= 1 and len(below) < len(levels)
        return Obstacles(
            core_below=tuple(position for position in below if self.core[position]),
            too_many_below=() if excused else others,
            below_floor=tuple(position for position in below if levels[position] < level - 1),
        )


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
