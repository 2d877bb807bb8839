"""In: a recency and an answer; out: the whole months since a date, held against cut points."""

import datetime
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import ClassVar, Literal

from ict_maturity.facts.answer import DATE, Answer
from ict_maturity.facts.values import Number, Text, whole_months
from ict_maturity.rules.measured import CHANGES, Figure, Measured
from ict_maturity.rules.reading import Reason
from ict_maturity.rules.reasons import ReasonCode
from ict_maturity.rules.rule import Direction, FieldChange, Question


class Recency(Measured):
    """The level follows from the whole months since a date; fewer is better."""

    facts = (DATE,)
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

    def figure(self, answer: Answer, reference_date: datetime.date | None) -> Figure | None:
        """The whole months from the reported date to the reference date."""
        if answer.date is None or reference_date is None or answer.date > reference_date:
            return None
        months = whole_months(answer.date, reference_date)
        reason = Reason.of(ReasonCode.RECENCY_FIGURE, months=months, date=answer.date)
        return Figure(Fraction(months), reason)
