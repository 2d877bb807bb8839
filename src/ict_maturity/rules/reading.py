"""In: nothing; out: what a rule makes of an answer: a reading with its reasons, and a next move."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Literal, Protocol

from ict_maturity.facts.answer import Answer, CheckAnswer
from ict_maturity.facts.record import record
from ict_maturity.rules.reasons import ReasonCode

Held = Literal["held", "improved"]
"""Held at the top, or improved by what the office did (docs/method.md, section 3)."""

FactValue = str | int | Fraction | date | tuple[str, ...]


@record
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


@record
class Reading:
    """A KPI's level (0 to 4) and its progress to the next one (0 <= progress < 1)."""

    level: int
    progress: Fraction

    @cached_property
    def score(self) -> Fraction:
        """Score from 0 to 100 (docs/method.md, section 3)."""
        part, whole = self.progress.numerator, self.progress.denominator
        return Fraction(25 * (self.level * whole + part), whole)


@record
class CheckResult:
    """One check as it was answered; `level` is None for checks of a checklist."""

    id: str
    text: str
    level: int | None
    core: bool
    second_figure: bool
    public: bool
    answer: CheckAnswer


ZERO = Fraction(0)
ONE = Fraction(1)
NOTHING = Reading(0, ZERO)
EVERYTHING = Reading(4, ZERO)

NOT_ASSESSED = (Reason.of(ReasonCode.ANSWER_NOT_ASSESSED),)
WHOLE_ANSWERS: Mapping[str | None, tuple[Reason, ...]] = {
    None: NOT_ASSESSED,
    "not_assessed": NOT_ASSESSED,
    "unknown": (Reason.of(ReasonCode.ANSWER_UNKNOWN),),
    "not_applicable": (Reason.of(ReasonCode.CLAIM_OPEN),),
    "none": (Reason.of(ReasonCode.ANSWER_NONE),),
}


@record
class Second:
    """What a rule without checks asks beside its fact for level 4.

    `how` says in which way it is there, None when it is not; `follows` whether it is as soon as
    the present fact alone reaches the level.
    """

    how: Held | None
    follows: bool


NO_SECOND = Second(None, follows=False)


@record
class RuleReading:
    """An answer read by a rule: undecided parts taken as not met (`shown`) and as met (`possible`).

    `decided` is the decided part of its facts (0 to 1). `after_one` is the lowest level that would
    be shown if one decided fact changed for the worse. `figure` is what was held against the cut
    points, None when there is none; `few` marks a share of fewer than ten.
    """

    shown: Reading
    possible: Reading
    decided: Fraction
    after_one: int
    checks: tuple[CheckResult, ...]
    reasons: tuple[Reason, ...]
    figure: Fraction | None = None
    few: bool = False
    second: Second = NO_SECOND


@record
class Move:
    """What brings a KPI to a level: checks to meet, a figure to move, evidence to give.

    `effort` counts these, `do` those of them that are more than finding something out.
    `find_out` are the checks that nobody has decided on yet.
    """

    checks: tuple[str, ...]
    find_out: tuple[str, ...]
    reasons: tuple[Reason, ...]
    effort: int
    do: int


class Reader(Protocol):
    """A rule made ready to read many answers."""

    def read(self, answer: Answer | None, reference_date: date | None) -> RuleReading:
        """Read an answer; never raises, whatever the answer holds."""

    def move(self, reading: RuleReading, level: int) -> Move | None:
        """The least that brings the KPI from below `level` to it; None when nothing does."""


def whole_reasons(answer: Answer | None) -> tuple[Reason, ...]:
    """Why an answer that reports no facts is read as it is."""
    return WHOLE_ANSWERS[answer.answer if answer else None]


def undecided(
    answer: Answer | None, best: Reading, checks: tuple[CheckResult, ...] = ()
) -> RuleReading:
    """The reading of an answer without facts: anything up to the best reading is possible.

    Whatever the rule, a claim that the KPI does not apply leaves all open.
    """
    claimed = answer is not None and answer.answer == "not_applicable"
    possible = EVERYTHING if claimed else best
    return RuleReading(NOTHING, possible, ZERO, 0, checks, whole_reasons(answer))


NONE_READING = RuleReading(NOTHING, NOTHING, ONE, 0, (), WHOLE_ANSWERS["none"])
"""The reading of the fact that there is nothing of the kind."""

REFUSED = (Reason.of(ReasonCode.ANSWER_REFUSED),)


def refused(best: Reading) -> RuleReading:
    """The reading of facts that `check` refuses: not assessed."""
    return RuleReading(NOTHING, best, ZERO, 0, (), REFUSED)
