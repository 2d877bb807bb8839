"""In: an ordered rule and an answer; out: the level that the chosen state maps to."""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from ict_maturity.facts.answer import BEFORE, CHANGE, CHOICE, Answer
from ict_maturity.facts.record import record
from ict_maturity.facts.values import Level, Model, Slug, Text
from ict_maturity.problems.finding import Finding, finding
from ict_maturity.rules.measured import move_to, second_reasons
from ict_maturity.rules.reading import (
    NO_SECOND,
    NONE_READING,
    ONE,
    ZERO,
    Move,
    Reading,
    Reason,
    RuleReading,
    Second,
    refused,
    undecided,
)
from ict_maturity.rules.reasons import ReasonCode
from ict_maturity.rules.rule import FieldChange, Option, Question, RuleType, Stair
from ict_maturity.rules.second import (
    change_findings,
    distance_findings,
    is_acted_on,
    lies_between,
    second,
)
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

    facts = (CHOICE, BEFORE, CHANGE)
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

    def answer_findings(self, answer: Answer, reference_date: date | None) -> Iterator[Finding]:
        """An earlier state of a day that does not count, or a change that does not."""
        if answer.before is not None:
            yield from distance_findings(answer.before.as_of, reference_date)
        yield from change_findings(answer, lambda facts: facts.as_of, reference_date)

    def is_whole(self, answer: Answer) -> bool:
        """Whether one of the states is chosen."""
        return answer.choice in {choice.id for choice in self.choices}


@record
class OrderedReader:
    """An ordered rule made ready (docs/method.md, section 3)."""

    rule: Ordered

    @cached_property
    def levels(self) -> dict[str, int]:
        """By state, the level that it maps to."""
        return {choice.id: choice.level for choice in self.rule.choices}

    @cached_property
    def best(self) -> Reading:
        """The best that any state can earn."""
        return Reading(max(self.levels.values()), ZERO)

    def read(self, answer: Answer | None, reference_date: date | None) -> RuleReading:
        """The reading of the chosen state; a state that is not declared is refused."""
        if answer is not None and answer.answer == "none":
            return NONE_READING
        if answer is None or answer.answer is not None or answer.choice is None:
            return undecided(answer, self.best)
        level = self.levels.get(answer.choice)
        if level is None:
            return refused(self.best)
        beside = self.second(answer, level, reference_date)
        reading = Reading(level, ZERO)
        if level == 4 and not beside.how:
            reading = AT_TOP_ALONE
        lower = max((each for each in self.levels.values() if each < level), default=level)
        return RuleReading(
            reading,
            reading,
            ONE,
            min(lower, reading.level - (reading.level == 4)),
            (),
            (
                Reason.of(ReasonCode.CHOICE_MADE, choice=answer.choice, level=level),
                *second_reasons(level, beside),
            ),
            second=beside,
        )

    def second(self, answer: Answer, level: int, reference_date: date | None) -> Second:
        """Whether the state was held at the top, or improved by something the office did."""
        before = answer.before
        earlier = self.levels.get(before.choice or "") if before else None
        if before is None or earlier is None or not lies_between(before.as_of, reference_date):
            return NO_SECOND
        return second(
            at_top=level == 4,
            before_at_top=earlier == 4,
            better=level > earlier,
            acted_on=is_acted_on(answer.change, before.as_of, reference_date),
        )

    def move(self, reading: RuleReading, level: int) -> Move | None:
        """Reach one of the states that map to the level; for level 4 also show that it was held."""
        enough = tuple(id for id, mapped in self.levels.items() if mapped >= level)
        if not enough:
            return None
        reason = Reason.of(ReasonCode.CHOOSE_STATE, level=level, choices=enough)
        is_there = reading.shown == AT_TOP_ALONE and level == 4
        return move_to(reason, reading, level, moves=not is_there)


AT_TOP_ALONE = Reading(3, Fraction(1, 2))
"""A state that maps to level 4 and was neither held nor improved."""
