"""In: a figure that holds for a day; out: whether that day lies in the window of the rule."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated

from pydantic import Field

from ict_maturity.facts.answer import Answer
from ict_maturity.facts.values import whole_months
from ict_maturity.problems.finding import Finding, finding
from ict_maturity.rules.measured import CHANGES, Measured
from ict_maturity.rules.rule import FieldChange

DATED_CHANGES: Mapping[str, FieldChange] = {**CHANGES, "as_of_within_months": "recalibrated"}


class Dated(Measured):
    """What the rules share whose figure is reported with the day on which it held."""

    as_of_within_months: Annotated[int, Field(strict=True, ge=1, le=120)] = 12
    """How many months before the reference date the day of the figure may lie."""

    def in_window(self, answer: Answer, reference_date: date | None) -> bool:
        """Whether the day lies in the window; without a reference date there is none."""
        if reference_date is None:
            return True
        day = answer.as_of
        return (
            day is not None
            and day <= reference_date
            and whole_months(day, reference_date) <= self.as_of_within_months
        )

    def answer_findings(self, answer: Answer, reference_date: date | None) -> Iterator[Finding]:
        """Also a day that lies too long before the reference date."""
        yield from super().answer_findings(answer, reference_date)
        day = answer.as_of
        if day is None or reference_date is None or day > reference_date:
            return
        if not self.in_window(answer, reference_date):
            yield finding(
                ("as_of",),
                "figure-too-old",
                day=day,
                months=self.as_of_within_months,
                reference=reference_date,
            )
