"""In: an ordered rule and an answer; out: the level that the chosen state maps to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from ict_maturity.facts.answer import CHOICE, Answer
from ict_maturity.facts.values import Level, Model, Slug, Text
from ict_maturity.problems.finding import Finding, finding
from ict_maturity.rules.reading import (
    REFUSED_READING,
    CheckResult,
    Move,
    Reading,
    Reason,
    RuleReading,
    unread,
)
from ict_maturity.rules.reasons import ReasonCode
from ict_maturity.rules.rule import FieldChange, Option, Question, RuleType, Stair
from ict_maturity.said import Sayable, word


class Choice(Model):
    """One of the listed states of an `ordered` rule."""

    id: Slug
    """Stable id; answers refer to it."""
    text: Text
    """The state, decidable by two strangers alike."""
    level: Level
    """The level that this state maps to."""


class Ordered(RuleType):
    """The level is the one that the chosen state maps to."""

    facts = (CHOICE,)
    changes: ClassVar[Mapping[str, FieldChange]] = {"question": "clarified"}

    type: Literal["ordered"]
    question: Text
    """What is being chosen."""
    choices: Annotated[tuple[Choice, ...], Field(min_length=2)]
    """The states, from the lowest to the highest."""

    def is_sound(self) -> bool:
        """Whatever is chosen has a level."""
        return True

    def reader(self) -> "OrderedReader":
        """The rule made ready."""
        return OrderedReader(self)

    def findings(self, kpi: str) -> Iterator[Finding]:
        """Choices that are not listed from the lowest level to the highest."""
        highest = 0
        for i, choice in enumerate(self.choices):
            if choice.level < highest:
                yield finding(
                    ("choices", i, "level"),
                    "choices-not-rising",
                    choice=choice.id,
                    level=choice.level,
                    highest=highest,
                )
            highest = max(highest, choice.level)

    def line(self) -> Sayable:
        """How many states there are, and of what."""
        return word("rule.line.ordered", choices=len(self.choices), question=self.question)

    def stairs(self) -> Iterator[Stair]:
        """The number of the state that maps to each level."""
        for number, choice in enumerate(self.choices, start=1):
            yield Stair(choice.level, word("rule.step.state", number=number))

    def questions(self) -> Iterator[Question]:
        """Which of the states it is."""
        yield Question(CHOICE, self.question)

    def options(self) -> tuple[Option, ...]:
        """The states, in the order of the file."""
        return tuple(
            Option(("choices", i), choice.id, choice.text, choice.level)
            for i, choice in enumerate(self.choices)
        )

    def reachable_levels(self) -> frozenset[int]:
        """The levels that states map to."""
        return frozenset(choice.level for choice in self.choices)

    def is_whole(self, answer: Answer) -> bool:
        """Whether one of the states is chosen."""
        return answer.choice in {choice.id for choice in self.choices}


@dataclass(frozen=True)
class OrderedReader:
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
