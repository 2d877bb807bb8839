"""In: an ordered rule and an answer; out: the level that the chosen state maps to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from ict_maturity.model import Answer, Ordered
from ict_maturity.score.reasons import ReasonCode
from ict_maturity.score.rules.reading import REFUSED_READING, Move, RuleReading, unread
from ict_maturity.score.scorecard import CheckResult, Reading, Reason


@dataclass(frozen=True)
class OrderedYardstick:
    """An ordered rule made ready (docs/method.md, section 3)."""

    rule: Ordered

    @cached_property
    def readings(self) -> dict[str, RuleReading]:
        """By the id of the chosen state."""
        return {choice.id: chosen(choice.id, choice.level) for choice in self.rule.choices}

    def read(self, answer: Answer | None, reference_date: date | None) -> RuleReading:
        """The reading of the chosen state; a state that is not declared is refused."""
        if answer is None or answer.answer is not None or answer.choice is None:
            return unread(answer)
        return self.readings.get(answer.choice, REFUSED_READING)

    def move(self, checks: Sequence[CheckResult], level: int) -> Move | None:
        """Reach one of the states that map to the level or above."""
        enough = tuple(choice.id for choice in self.rule.choices if choice.level >= level)
        if not enough:
            return None
        reason = Reason.of(ReasonCode.CHOOSE_STATE, level=level, choices=enough)
        return Move((), reason, 1)


def chosen(choice: str, level: int) -> RuleReading:
    """The reading of one state."""
    reading = Reading(level, Fraction(0))
    reason = Reason.of(ReasonCode.CHOICE_MADE, choice=choice, level=level)
    return RuleReading(reading, reading, None, (), (reason,))
