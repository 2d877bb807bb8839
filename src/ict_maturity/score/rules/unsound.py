"""In: a rule that `check` refuses, and an answer; out: a reading in which anything is possible."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from ict_maturity.model import Answer, Binary, Checklist, Ladder, Ordered, Rule
from ict_maturity.model.values import Step
from ict_maturity.score.rules.reading import REFUSED_READING, Move, RuleReading
from ict_maturity.score.scorecard import CheckResult

STEPS: tuple[Step, ...] = (1, 2, 3, 4)


@dataclass(frozen=True)
class UnsoundYardstick:
    """Stands for a rule that cannot be read, so that scoring never raises."""

    def read(self, answer: Answer | None, reference_date: date | None) -> RuleReading:
        """Anything is possible."""
        return REFUSED_READING

    def move(self, checks: Sequence[CheckResult], level: int) -> Move | None:
        """Nothing leads to a level."""
        return None


def is_sound(rule: Rule) -> bool:
    """Whether a rule has all four levels and moves strictly from each one to the next."""
    match rule:
        case Ladder():
            return set(rule.levels) == set(STEPS)
        case Checklist():
            return set(rule.at_least) == set(STEPS) and rises(
                [0, *(rule.at_least[step] for step in STEPS)]
            )
        case Ordered() | Binary():
            return True
    if set(rule.cut_points) != set(STEPS):
        return False
    points = [rule.floor, *(rule.cut_points[step] for step in STEPS)]
    return rises(points if rule.direction == "higher" else [-point for point in points])


def rises(points: Sequence[Decimal | int]) -> bool:
    """Whether each point is above the one before."""
    return all(before < after for before, after in pairwise(points))
