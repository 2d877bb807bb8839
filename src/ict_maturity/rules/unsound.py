"""In: a rule that `check` refuses, and an answer; out: a reading in which anything is possible."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ict_maturity.facts.answer import Answer
from ict_maturity.rules.reading import REFUSED_READING, CheckResult, Move, RuleReading


@dataclass(frozen=True)
class UnsoundReader:
    """Stands for a rule that cannot be read, so that scoring never raises."""

    def read(self, answer: Answer | None, reference_date: date | None) -> RuleReading:
        """Anything is possible."""
        return REFUSED_READING

    def move(self, checks: Sequence[CheckResult], level: int) -> Move | None:
        """Nothing leads to a level."""
        return None
