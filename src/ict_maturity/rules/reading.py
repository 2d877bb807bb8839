"""In: nothing; out: what a rule makes of an answer: a reading with its reasons, and a next move."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Protocol

from ict_maturity.facts.answer import Answer, CheckAnswer
from ict_maturity.rules.reasons import ReasonCode

FactValue = str | int | Fraction | date | tuple[str, ...]


@dataclass(frozen=True)
class Reason:
    """Why a number is what it is: a code that `texts` words, and the facts that fill the words.

    `reasons.FACTS` lists the facts of every code.
    """

    code: ReasonCode
    facts: Mapping[str, FactValue]

    @classmethod
    def of(cls, code: ReasonCode, **facts: FactValue) -> "Reason":
        """A reason with its facts by name."""
        return cls(code, facts)


@dataclass(frozen=True)
class Reading:
    """A KPI's level (0 to 4) and its progress to the next one (0 <= progress < 1)."""

    level: int
    progress: Fraction

    @cached_property
    def score(self) -> Fraction:
        """Score from 0 to 100 (docs/method.md, section 3)."""
        return 100 * (self.level + self.progress) / 4


@dataclass(frozen=True)
class CheckResult:
    """One check as it was answered; `level` is None for checks of a checklist."""

    id: str
    text: str
    level: int | None
    core: bool
    public: bool
    answer: CheckAnswer


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


class Reader(Protocol):
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
