"""In: a rule that `check` refuses, and an answer; out: a reading in which anything is possible."""

from datetime import date

from ict_maturity.facts.answer import Answer
from ict_maturity.facts.record import record
from ict_maturity.rules.reading import EVERYTHING, Move, RuleReading, refused


@record
class UnsoundReader:
    """Stands for a rule that cannot be read, so that scoring never raises."""

    def read(self, answer: Answer | None, reference_date: date | None) -> RuleReading:
        """Anything is possible."""
        return refused(EVERYTHING)

    def move(self, reading: RuleReading, level: int) -> Move | None:
        """Nothing leads to a level."""
        return None
