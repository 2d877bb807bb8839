"""In: a recency and an answer; out: the whole months since a date, held against cut points."""

import datetime
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import ClassVar, Literal

from ict_maturity.facts.answer import BEFORE, CHANGE, DATE, Answer, Before, Reported
from ict_maturity.facts.values import Number, Text, whole_months
from ict_maturity.problems.finding import Finding, finding
from ict_maturity.rules.measured import CHANGES, Figure, Measured
from ict_maturity.rules.reading import Reason
from ict_maturity.rules.reasons import ReasonCode
from ict_maturity.rules.rule import Direction, FieldChange, Question
from ict_maturity.rules.second import EARLIER_AT_MOST


class Recency(Measured):
    """The level follows from the whole months since a date; fewer is better."""

    facts = (DATE, BEFORE, CHANGE)
    changes: ClassVar[Mapping[str, FieldChange]] = {**CHANGES, "date": "clarified"}
    needs_reference_date = True

    type: Literal["recency"]
    date: Text
    """Which date the office reports."""
    floor: Number
    """The number of months that earns score 0."""

    @property
    def direction(self) -> Direction:
        """Fewer months are better."""
        return "lower"

    @property
    def unit(self) -> str:
        """Whole months."""
        return "months"

    def questions(self) -> Iterator[Question]:
        """The date."""
        yield Question(DATE, self.date)

    def figure(self, facts: Reported, reference_date: datetime.date | None) -> Figure | None:
        """The whole months from the reported date to the reference date."""
        if facts.date is None or reference_date is None or facts.date > reference_date:
            return None
        months = whole_months(facts.date, reference_date)
        reason = Reason.of(ReasonCode.RECENCY_FIGURE, months=months, date=facts.date)
        return Figure(Fraction(months), reason)

    def day_of(self, facts: Reported) -> datetime.date | None:
        """A date is its own day."""
        return facts.date

    def before_counts(self, answer: Answer, before: Before) -> bool:
        """Whether the earlier date lies at least a month before the present one."""
        return self.may_count_later(before, answer.date)

    def may_count_later(self, before: Before, reference_date: datetime.date | None) -> bool:
        """Whether the earlier date lies at least a month before a day."""
        return (
            before.date is not None
            and reference_date is not None
            and whole_months(before.date, reference_date) >= 1
        )

    def before_findings(self, answer: Answer, before: Before) -> Iterator[Finding]:
        """An earlier date that lies less than a month before the present one."""
        if answer.date and before.date and not self.before_counts(answer, before):
            yield finding(
                ("before", "date"), "before-outside.date", day=before.date, present=answer.date
            )

    def holds(self, value: Fraction) -> bool:
        """What was done twice in so short a time was held, however long ago the last time is."""
        return True

    def before_is_at_top(self, value: Fraction) -> bool:
        """Whether the earlier date is at most twice as old as level 4 allows."""
        return value <= 2 * self.cut_points[4]

    def before_can_improve(self, value: Fraction) -> bool:
        """Whether the earlier date is not too old."""
        return value <= EARLIER_AT_MOST
