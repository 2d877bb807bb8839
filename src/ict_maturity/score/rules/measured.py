"""In: a rule with cut points and an answer; out: the level and progress that its figure earns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from ict_maturity.model import Answer, MeasuredRule, NumberRule, Ratio
from ict_maturity.score.months import whole_months
from ict_maturity.score.reasons import ReasonCode
from ict_maturity.score.rules.reading import REFUSED_READING, Move, RuleReading, unread
from ict_maturity.score.scorecard import CheckResult, Reading, Reason

ZERO = Fraction(0)


@dataclass(frozen=True)
class Figure:
    """The value that is held against the cut points, and where it came from."""

    value: Fraction
    reason: Reason


@dataclass(frozen=True)
class MeasuredYardstick:
    """A ratio, number or recency made ready (docs/method.md, section 3)."""

    rule: MeasuredRule

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
        if answer is None or answer.answer is not None or not is_reported(self.rule, answer):
            return unread(answer)
        figure = figure_of(self.rule, answer, reference_date)
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


def is_reported(rule: MeasuredRule, answer: Answer) -> bool:
    """Whether the answer holds any of the values that the rule asks for."""
    match rule:
        case Ratio():
            return answer.numerator is not None or answer.denominator is not None
        case NumberRule():
            return answer.value is not None
    return answer.date is not None


def figure_of(rule: MeasuredRule, answer: Answer, reference_date: date | None) -> Figure | None:
    """The figure of an answer, None when it is one that `check` refuses."""
    if answer.as_of and reference_date and answer.as_of > reference_date:
        return None
    match rule:
        case Ratio():
            return ratio_figure(rule, answer)
        case NumberRule():
            return number_figure(rule, answer.value or Decimal(0))
    return recency_figure(answer, reference_date)


def ratio_figure(rule: Ratio, answer: Answer) -> Figure | None:
    """Numerator over denominator; refused below 0 and, unless the rule allows it, above 1."""
    if answer.numerator is None or answer.denominator is None:
        return None
    numerator, denominator = Fraction(answer.numerator), Fraction(answer.denominator)
    if denominator <= 0 or numerator < 0 or (numerator > denominator and not rule.may_exceed_one):
        return None
    value = numerator / denominator
    return Figure(
        value,
        Reason.of(
            ReasonCode.RATIO_FIGURE, figure=value, numerator=numerator, denominator=denominator
        ),
    )


def number_figure(rule: NumberRule, reported: Decimal) -> Figure | None:
    """The reported value; refused below 0 where no point of the rule is below 0."""
    if reported < 0 <= min(rule.floor, *rule.cut_points.values()):
        return None
    value = Fraction(reported)
    return Figure(value, Reason.of(ReasonCode.NUMBER_FIGURE, figure=value, unit=rule.unit))


def recency_figure(answer: Answer, reference_date: date | None) -> Figure | None:
    """The whole months from the reported date to the reference date."""
    if answer.date is None or reference_date is None or answer.date > reference_date:
        return None
    months = whole_months(answer.date, reference_date)
    reason = Reason.of(ReasonCode.RECENCY_FIGURE, months=months, date=answer.date)
    return Figure(Fraction(months), reason)
