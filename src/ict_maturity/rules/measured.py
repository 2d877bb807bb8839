"""In: a rule with cut points and an answer; out: the level that the reported figure earns.

What a figure is made of, each type of rule with cut points says itself.
"""

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from ict_maturity.facts.answer import Answer, Before, Reported
from ict_maturity.facts.record import record
from ict_maturity.facts.values import Number, Step, Text
from ict_maturity.problems.finding import Finding, KeyPath, finding
from ict_maturity.rules.levels import STEPS, missing_levels, not_rising, rises, without_reason
from ict_maturity.rules.reading import (
    EVERYTHING,
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
from ict_maturity.rules.rule import Direction, FieldChange, RuleType
from ict_maturity.rules.second import (
    change_findings,
    distance_findings,
    is_acted_on,
    lies_between,
    second,
)
from ict_maturity.said import Exact, Sayable, listed, percentage, short_number, word

SHARE = "share"
MONTHS = "months"
CHANGES: Mapping[str, FieldChange] = {
    "cut_points": "recalibrated",
    "floor": "recalibrated",
    "reasons": "editorial",
}


@record
class Figure:
    """The value that is held against the cut points, and where it came from.

    `handful` says that all but one of a few make the whole, `few` that it is a share of fewer
    than ten.
    """

    value: Fraction
    reason: Reason
    handful: bool = False
    few: bool = False


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
    def figure(self, facts: Reported, reference_date: date | None) -> Figure | None:
        """The figure of an answer or an earlier one, None when it is one that `check` refuses."""

    def worse(self, answer: Answer) -> Figure | None:
        """What a ratio comes to with one more above the line, or less, for the worse."""
        return None

    def fact_findings(self, facts: Reported) -> Iterator[Finding]:
        """What is wrong with the facts of a figure; paths begin where they stand."""
        yield from ()

    def answer_findings(self, answer: Answer, reference_date: date | None) -> Iterator[Finding]:
        """What is wrong with the present figure, with the earlier one and with the days."""
        yield from self.fact_findings(answer)
        if answer.before is not None:
            for found in self.fact_findings(answer.before):
                yield found.under("before")
            yield from self.before_findings(answer, answer.before)
        yield from change_findings(answer, self.day_of, reference_date)

    def before_findings(self, answer: Answer, before: Before) -> Iterator[Finding]:
        """An earlier figure that lies too near to the present one, or too far from it."""
        yield from distance_findings(before.as_of, answer.as_of)

    def in_window(self, answer: Answer, reference_date: date | None) -> bool:
        """Whether the figure is of a day that the rule accepts."""
        return True

    def before_counts(self, answer: Answer, before: Before) -> bool:
        """Whether an earlier fact lies far enough before the present one, and not too far."""
        return lies_between(before.as_of, answer.as_of)

    def may_count_later(self, before: Before, reference_date: date | None) -> bool:
        """Whether an earlier fact would count beside a newer present one."""
        return False

    def holds(self, value: Fraction) -> bool:
        """Whether the present figure is one that can be held."""
        return self.reaches(value, self.cut_points[4])

    def before_is_at_top(self, value: Fraction) -> bool:
        """Whether an earlier figure shows that the top was held."""
        return self.reaches(value, self.cut_points[4])

    def before_can_improve(self, value: Fraction) -> bool:
        """Whether an earlier figure is recent enough to be improved on."""
        return True

    def day_of(self, facts: Reported) -> date | None:
        """The day for which a fact holds."""
        return facts.as_of

    def reaches(self, value: Fraction | Decimal, point: Fraction | Decimal) -> bool:
        """Whether a value is at a cut point or better."""
        return value >= point if self.direction == "higher" else value <= point

    def is_reported(self, answer: Answer) -> bool:
        """Whether the answer holds any of the facts that make the figure."""
        return any(
            getattr(answer, field.name) is not None
            for field in self.facts
            if not field.dates and not field.second
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


@record
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
    def limits(self) -> tuple[tuple[int, int], ...]:
        """The points as numerators and denominators, so turned that more is better.

        Comparing whole numbers takes a tenth of the time that comparing fractions takes.
        """
        sign = 1 if self.rule.direction == "higher" else -1
        return tuple((sign * point.numerator, point.denominator) for point in self.points)

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
        if answer is not None and answer.answer == "none":
            return NONE_READING
        if answer is None or answer.answer is not None or not self.rule.is_reported(answer):
            return undecided(answer, EVERYTHING)
        figure = self.rule.figure(answer, reference_date)
        if figure is None or not self.rule.in_window(answer, reference_date):
            return refused(EVERYTHING)
        beside = self.second(answer, figure.value, reference_date)
        at = self.level_of(figure.value)
        reading = self.reading(figure, at, beside)
        lowest = max(0, reading.level - 1)
        if lowest and (worse := self.rule.worse(answer)):
            less = self.second(answer, worse.value, reference_date)
            lowest = min(lowest, self.reading(worse, self.level_of(worse.value), less).level)
        return RuleReading(
            reading,
            reading,
            ONE,
            lowest,
            (),
            tuple(self.reasons_for(figure, at, reading, beside)),
            figure.value,
            figure.few,
            beside,
        )

    def reasons_for(
        self, figure: Figure, at: int, reading: Reading, beside: Second
    ) -> Iterator[Reason]:
        """What the figure is, which cut points it reaches, and what level 4 still asks for."""
        yield figure.reason
        yield from self.reasons[at]
        if at < reading.level:
            yield Reason.of(ReasonCode.ALL_BUT_ONE, level=reading.level)
        yield from second_reasons(at, beside)

    def second(self, answer: Answer, value: Fraction, reference_date: date | None) -> Second:
        """Whether the figure was held at the top, or improved by something the office did."""
        before = answer.before
        earlier = self.rule.figure(before, reference_date) if before else None
        if before is None or earlier is None:
            return NO_SECOND
        found = second(
            at_top=self.rule.holds(value),
            before_at_top=self.rule.before_is_at_top(earlier.value),
            better=value != earlier.value and self.rule.reaches(value, earlier.value),
            acted_on=self.rule.before_can_improve(earlier.value)
            and is_acted_on(answer.change, self.rule.day_of(before), reference_date),
        )
        if self.rule.before_counts(answer, before):
            return found
        return Second(None, found.follows and self.rule.may_count_later(before, reference_date))

    def level_of(self, value: Fraction) -> int:
        """The level by inclusive cut points alone."""
        numerator, denominator = value.numerator, value.denominator
        if self.rule.direction == "lower":
            numerator = -numerator
        level = 4
        while level and numerator * self.limits[level][1] < self.limits[level][0] * denominator:
            level -= 1
        return level

    def reading(self, figure: Figure, level: int, beside: Second) -> Reading:
        """The level, of one that the figure reaches by cut points, and progress to the next."""
        if level == 4 and beside.how:
            return EVERYTHING
        if level == 4 or (figure.handful and level < 3):
            level = 3
        progress = (figure.value - self.points[level]) / self.gaps[level]
        if progress.numerator < 0:
            progress = ZERO
        if level == 3:
            progress = min(progress, ONE)
            progress = (progress + bool(beside.how)) / 2
        return Reading(level, progress)

    def move(self, reading: RuleReading, level: int) -> Move:
        """Move the figure to the level's cut point; for level 4 also show that it was held."""
        return move_to(
            self.cut_reason(ReasonCode.MOVE_FIGURE, level),
            reading,
            level,
            reading.figure is None or self.level_of(reading.figure) < level,
        )


def move_to(reason: Reason, reading: RuleReading, level: int, moves: bool) -> Move:
    """The move of one fact, if it `moves`, and of what is asked beside it for level 4."""
    beside = reading.second
    lacks = level == 4 and not (beside.follows if moves else beside.how)
    reasons = (*((reason,) if moves else ()), *((HOLD,) if lacks else ()))
    return Move((), (), reasons, len(reasons), len(reasons) - (moves and not reading.decided))


HOLD = Reason.of(ReasonCode.HOLD_OR_IMPROVE)


def second_reasons(level: int, beside: Second) -> Iterator[Reason]:
    """Whether a fact that reaches level 3 or 4 by itself was held or improved."""
    if beside.how:
        yield Reason.of(ReasonCode.WAS_HELD if beside.how == "held" else ReasonCode.WAS_IMPROVED)
    elif level == 4:
        yield Reason.of(ReasonCode.SECOND_MISSING)


def negative(path: KeyPath, field: str) -> Finding:
    """A count below zero."""
    return finding(path, "count-negative", field=field)
