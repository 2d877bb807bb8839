"""In: a ratio and an answer; out: numerator over denominator, held against cut points."""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import ClassVar, Literal

from ict_maturity.facts.answer import AS_OF, DENOMINATOR, NUMERATOR, Answer
from ict_maturity.facts.values import Flag, Line, Number, Text
from ict_maturity.problems.finding import Finding, finding
from ict_maturity.rules.levels import above
from ict_maturity.rules.measured import CHANGES, Figure, Measured, negative
from ict_maturity.rules.reading import Reason
from ict_maturity.rules.reasons import ReasonCode
from ict_maturity.rules.rule import Direction, FieldChange, Question


class Ratio(Measured):
    """The level follows from numerator / denominator by cut points."""

    facts = (NUMERATOR, DENOMINATOR, AS_OF)
    changes: ClassVar[Mapping[str, FieldChange]] = {
        **CHANGES,
        "numerator": "clarified",
        "denominator": "clarified",
        "may_exceed_one": "clarified",
    }

    type: Literal["ratio"]
    numerator: Text
    """What the office counts above the line."""
    denominator: Text
    """What the office counts below the line."""
    unit: Line = "share"
    """What one step of the figure is, for axes and exports."""
    direction: Direction
    """Which way is better."""
    floor: Number
    """The value that earns score 0."""
    may_exceed_one: Flag = False
    """Whether a numerator above its denominator makes sense."""

    def findings(self, kpi: str) -> Iterator[Finding]:
        """Also a share above one that nobody can reach."""
        yield from super().findings(kpi)
        if not self.may_exceed_one:
            yield from above(
                ("cut_points",), dict(self.cut_points.items()), 1, "threshold-unreachable.share"
            )

    def questions(self) -> Iterator[Question]:
        """Both counts."""
        yield Question(NUMERATOR, self.numerator)
        yield Question(DENOMINATOR, self.denominator)

    def figure(self, answer: Answer, reference_date: date | None) -> Figure | None:
        """Numerator over denominator; refused below 0 and, unless it may be, above 1."""
        if answer.numerator is None or answer.denominator is None:
            return None
        numerator, denominator = Fraction(answer.numerator), Fraction(answer.denominator)
        if denominator <= 0 or numerator < 0:
            return None
        if numerator > denominator and not self.may_exceed_one:
            return None
        value = numerator / denominator
        reason = Reason.of(
            ReasonCode.RATIO_FIGURE, figure=value, numerator=numerator, denominator=denominator
        )
        return Figure(value, reason)

    def answer_findings(self, answer: Answer) -> Iterator[Finding]:
        """The denominator is above zero and not below the numerator."""
        numerator, denominator = answer.numerator, answer.denominator
        if numerator is not None and numerator < 0:
            yield negative(("numerator",), "numerator")
        if denominator is None:
            return
        if denominator < 0:
            yield negative(("denominator",), "denominator")
        elif denominator == 0:
            yield finding(("denominator",), "denominator-zero")
        elif numerator is not None and numerator > denominator and not self.may_exceed_one:
            yield finding(
                ("numerator",),
                "numerator-above-denominator",
                numerator=numerator,
                denominator=denominator,
            )
