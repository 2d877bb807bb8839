"""In: nothing; out: what every yardstick gives: a reading of an answer, and a move to a level."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Protocol

from ict_maturity.model import Answer
from ict_maturity.score.reasons import ReasonCode
from ict_maturity.score.scorecard import CheckResult, Reading, Reason

NOTHING = Reading(0, Fraction(0))
EVERYTHING = Reading(4, Fraction(0))

NOT_ASSESSED = (Reason.of(ReasonCode.ANSWER_NOT_ASSESSED),)
WHOLE_ANSWERS: Mapping[str | None, tuple[Reason, ...]] = {
    None: NOT_ASSESSED,
    "not_assessed": NOT_ASSESSED,
    "unknown": (Reason.of(ReasonCode.ANSWER_UNKNOWN),),
    "not_applicable": (Reason.of(ReasonCode.CLAIM_OPEN),),
}


@dataclass(frozen=True)
class RuleReading:
    """An answer read by a rule: unknown parts taken as not met (`shown`) and as met (`possible`).

    `figure` is what was held against the cut points, None when there is none.
    """

    shown: Reading
    possible: Reading
    figure: Fraction | None
    checks: tuple[CheckResult, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Move:
    """What brings a KPI to a level: the checks to meet, or one figure; `effort` counts them."""

    checks: tuple[str, ...]
    reason: Reason
    effort: int


class Yardstick(Protocol):
    """A rule made ready to read many answers."""

    def read(self, answer: Answer | None, reference_date: date | None) -> RuleReading:
        """Read an answer; never raises, whatever the answer holds."""

    def move(self, checks: Sequence[CheckResult], level: int) -> Move | None:
        """The least that brings the KPI from below `level` to it; None when nothing does."""


def whole_reasons(answer: Answer | None) -> tuple[Reason, ...]:
    """Why an answer that reports no facts is read as it is."""
    return WHOLE_ANSWERS[answer.answer if answer else None]


def unread(answer: Answer | None) -> RuleReading:
    """The reading of an answer without facts for a rule without checks: anything is possible."""
    return RuleReading(NOTHING, EVERYTHING, None, (), whole_reasons(answer))


REFUSED_READING = RuleReading(
    NOTHING, EVERYTHING, None, (), (Reason.of(ReasonCode.ANSWER_REFUSED),)
)
"""The reading of facts that `check` refuses: no value, so anything is possible."""
