"""In: a rule with cut points and an answer; out: the level that the reported figure earns.

What a figure is made of, each type of rule with cut points says itself.
"""

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from ict_maturity.facts.answer import Answer
from ict_maturity.facts.values import Number, Step, Text
from ict_maturity.problems.finding import Finding, KeyPath, finding
from ict_maturity.rules.levels import STEPS, missing_levels, not_rising, rises, without_reason
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
from ict_maturity.rules.rule import Direction, FieldChange, RuleType
from ict_maturity.said import Exact, Sayable, listed, percentage, short_number, word

ZERO = Fraction(0)
SHARE = "share"
MONTHS = "months"
CHANGES: Mapping[str, FieldChange] = {
    "cut_points": "recalibrated",
    "floor": "recalibrated",
    "reasons": "editorial",
}


@dataclass(frozen=True)
class Figure:
    """The value that is held against the cut points, and where it came from."""

    value: Fraction
    reason: Reason


class Measured(RuleType):
    """What the rules with cut points share."""

    changes: ClassVar[Mapping[str, FieldChange]] = CHANGES

    cut_points: dict[Step, Number]
    """The value that earns each level, 1 to 4, inclusive."""
    reasons: dict[Step, Text] = Field(default_factory=dict)
    """One line for each cut point: why it lies there."""

    if TYPE_CHECKING:
        floor: Decimal

        @property
        def direction(self) -> Direction:
            """Which way is better."""

        @property
        def unit(self) -> str:
            """What one step of the figure is."""

    @abstractmethod
    def figure(self, answer: Answer, reference_date: date | None) -> Figure | None:
        """The figure of an answer, None when it is one that `check` refuses."""

    def is_reported(self, answer: Answer) -> bool:
        """Whether the answer holds any of the facts that make the figure."""
        return any(
            getattr(answer, field.name) is not None for field in self.facts if not field.dates
        )

    def is_sound(self) -> bool:
        """Whether the cut points move strictly towards the better side, away from the floor."""
        if set(self.cut_points) != set(STEPS):
            return False
        points = [self.floor, *(self.cut_points[step] for step in STEPS)]
        return rises(points if self.direction == "higher" else [-point for point in points])

    def reader(self) -> "MeasuredReader":
        """The rule made ready."""
        return MeasuredReader(self)

    def findings(self, kpi: str) -> Iterator[Finding]:
        """Cut points that are missing, without reason or out of order."""
        points: dict[int, Decimal] = dict(self.cut_points.items())
        yield from missing_levels(("cut_points",), points, STEPS)
        yield from without_reason(kpi, self.reasons)
        figures = {0: self.floor, **points}
        yield from not_rising(("cut_points",), figures, self.direction, word("problem.floor"))

    def line(self) -> Sayable:
        """All cut points, the unit said once."""
        points = [figure for _, figure in self.points_in_order()]
        if self.unit == SHARE:
            said: Sayable = listed(map(percentage, points), "commas")
        else:
            said = with_unit(listed(map(short_number, points), "commas"), self.unit)
        return word(f"rule.line.{self.name()}.{self.direction}", points=said)

    def points_in_order(self) -> tuple[tuple[Step, Decimal], ...]:
        """Levels 1 to 4 with the figure that earns each."""
        return tuple(sorted(self.cut_points.items()))

    def said(self, figure: Exact) -> Sayable:
        """A figure in the unit of the rule."""
        return figure_said(figure, self.unit)


def figure_said(figure: Exact, unit: str) -> Sayable:
    """A figure with its unit; a share is read as a percentage."""
    return percentage(figure) if unit == SHARE else with_unit(short_number(figure), unit)


def with_unit(number: Sayable, unit: str) -> Sayable:
    """Months are words of ours, and any other unit those of who wrote the rule."""
    if unit == MONTHS:
        return word("figure.months", number=number)
    return word("figure", number=number, unit=unit)


@dataclass(frozen=True)
class MeasuredReader:
    """A ratio, number or recency made ready (docs/method.md, section 3)."""

    rule: Measured

    @cached_property
    def points(self) -> tuple[Fraction, ...]:
        """The value that earns score 0, then those that earn levels 1 to 4."""
        steps = (self.rule.cut_points[level] for level in (1, 2, 3, 4))
        return (Fraction(self.rule.floor), *(Fraction(step) for step in steps))

    @cached_property
    def gaps(self) -> tuple[Fraction, ...]:
        """From each point to the next one; negative when lower is better."""
        return tuple(self.points[level + 1] - self.points[level] for level in range(4))

    @cached_property
    def reasons(self) -> tuple[tuple[Reason, ...], ...]:
        """By level: the cut point that is reached and the next one."""
        reached = [self.cut_reason(ReasonCode.CUT_POINT_REACHED, level) for level in range(1, 5)]
        coming = [self.cut_reason(ReasonCode.CUT_POINT_NEXT, level) for level in range(1, 5)]
        return (
            (coming[0],),
            *((reached[level - 1], coming[level]) for level in (1, 2, 3)),
            (reached[3],),
        )

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """The moves to levels 1 to 4."""
        return tuple(
            Move((), self.cut_reason(ReasonCode.MOVE_FIGURE, level), 1) for level in range(1, 5)
        )

    def cut_reason(self, code: ReasonCode, level: int) -> Reason:
        """A reason about the cut point of one level."""
        return Reason.of(
            code,
            level=level,
            cut_point=self.points[level],
            direction=self.rule.direction,
            unit=self.rule.unit,
        )

    def read(self, answer: Answer | None, reference_date: date | None) -> RuleReading:
        """The reading of the reported figure; a figure that `check` refuses is no value."""
        if answer is None or answer.answer is not None or not self.rule.is_reported(answer):
            return unread(answer)
        is_later = answer.as_of and reference_date and answer.as_of > reference_date
        figure = None if is_later else self.rule.figure(answer, reference_date)
        if figure is None:
            return REFUSED_READING
        reading = self.reading(figure.value)
        reasons = (figure.reason, *self.reasons[reading.level])
        return RuleReading(reading, reading, figure.value, (), reasons)

    def reading(self, value: Fraction) -> Reading:
        """The level by inclusive cut points, and the linear progress to the next one."""
        level = 4
        while level and not self.reaches(value, level):
            level -= 1
        if level == 4:
            return Reading(4, ZERO)
        progress = (value - self.points[level]) / self.gaps[level]
        return Reading(level, max(progress, ZERO))

    def reaches(self, value: Fraction, level: int) -> bool:
        """Whether a value is at the level's cut point or better."""
        if self.rule.direction == "higher":
            return value >= self.points[level]
        return value <= self.points[level]

    def move(self, checks: Sequence[CheckResult], level: int) -> Move:
        """Move the figure to the level's cut point."""
        return self.moves[level - 1]


def negative(path: KeyPath, field: str) -> Finding:
    """A count below zero."""
    return finding(path, "count-negative", field=field)
