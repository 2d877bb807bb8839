"""In: a number rule and an answer; out: the reported value, held against cut points."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Literal

from ict_maturity.facts.answer import AS_OF, BEFORE, CHANGE, VALUE, Reported
from ict_maturity.facts.values import Line, Number, Text
from ict_maturity.problems.finding import Finding
from ict_maturity.rules.dated import DATED_CHANGES, Dated
from ict_maturity.rules.measured import Figure, negative
from ict_maturity.rules.reading import Reason
from ict_maturity.rules.reasons import ReasonCode
from ict_maturity.rules.rule import Direction, FieldChange, Question


class NumberRule(Dated):
    """The level follows from one value by cut points."""

    facts = (VALUE, AS_OF, BEFORE, CHANGE)
    changes: ClassVar[Mapping[str, FieldChange]] = {**DATED_CHANGES, "value": "clarified"}

    type: Literal["number"]
    value: Text
    """What the office counts or measures."""
    unit: Line
    """The unit of the value."""
    direction: Direction
    """Which way is better."""
    floor: Number
    """The value that earns score 0."""

    def questions(self) -> Iterator[Question]:
        """The value."""
        yield Question(VALUE, self.value, self.unit)

    def figure(self, facts: Reported, reference_date: date | None) -> Figure | None:
        """The reported value; refused below 0 where no point of the rule is below 0."""
        if facts.value is None or facts.value < 0 <= self.lowest:
            return None
        value = Fraction(facts.value)
        return Figure(value, Reason.of(ReasonCode.NUMBER_FIGURE, figure=value, unit=self.unit))

    def fact_findings(self, facts: Reported) -> Iterator[Finding]:
        """A value below 0 where no point of the rule is below 0."""
        if facts.value is not None and facts.value < 0 <= self.lowest:
            yield negative(("value",), "value")

    @property
    def lowest(self) -> Decimal:
        """The lowest point of the rule."""
        return min(self.floor, *self.cut_points.values())
