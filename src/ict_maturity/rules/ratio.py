"""In: a ratio and an answer; out: numerator over denominator, held against cut points."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from ict_maturity.facts.answer import (
    AS_OF,
    BEFORE,
    CHANGE,
    DENOMINATOR,
    NUMERATOR,
    Answer,
    Reported,
)
from ict_maturity.facts.values import Flag, Line, Number, Text
from ict_maturity.problems.finding import Finding, finding
from ict_maturity.rules.dated import DATED_CHANGES, Dated
from ict_maturity.rules.levels import above
from ict_maturity.rules.measured import Figure, negative
from ict_maturity.rules.reading import Reason
from ict_maturity.rules.reasons import ReasonCode
from ict_maturity.rules.rule import Direction, FieldChange, Question

FEWEST, MOST = 3, 6
"""A handful: with fewer a share says nothing, with more one missing part is no jump."""
FEW = 10
"""A share of fewer than so many is marked wherever it is shown."""


class Ratio(Dated):
    """The level follows from numerator / denominator by cut points."""

    facts = (NUMERATOR, DENOMINATOR, AS_OF, BEFORE, CHANGE)
    changes: ClassVar[Mapping[str, FieldChange]] = {
        **DATED_CHANGES,
        "numerator": "clarified",
        "denominator": "clarified",
        "may_exceed_one": "clarified",
        "denominator_at_least": "clarified",
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
    denominator_at_least: Annotated[int, Field(strict=True, ge=1, le=1000)] | None = None
    """The least that must be counted below the line for the share to say something."""

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

    def figure(self, facts: Reported, reference_date: date | None) -> Figure | None:
        """Numerator over denominator; refused below 0 and, unless it may be, above 1.

        Of three to six, all but one are as good as most (docs/method.md, section 3).
        """
        if facts.numerator is None or facts.denominator is None:
            return None
        return self.share(facts.numerator, facts.denominator)

    def worse(self, answer: Answer) -> Figure | None:
        """One less above the line, or one more where less is better."""
        if answer.numerator is None or answer.denominator is None:
            return None
        step = -1 if self.direction == "higher" else 1
        return self.share(max(answer.numerator + step, Decimal(0)), answer.denominator)

    def share(self, numerator: Decimal, denominator: Decimal) -> Figure | None:
        """One count over another, None where `check` refuses them."""
        if numerator < 0 or denominator <= 0 or denominator < (self.denominator_at_least or 0):
            return None
        if numerator > denominator and not self.may_exceed_one:
            return None
        above, below = Fraction(numerator), Fraction(denominator)
        value = above / below
        return Figure(
            value,
            Reason.of(ReasonCode.RATIO_FIGURE, figure=value, numerator=above, denominator=below),
            handful=self.direction == "higher"
            and not self.may_exceed_one
            and FEWEST <= denominator <= MOST
            and numerator >= denominator - 1,
            few=denominator < FEW,
        )

    def fact_findings(self, facts: Reported) -> Iterator[Finding]:
        """The denominator is above zero, large enough and not below the numerator."""
        numerator, denominator = facts.numerator, facts.denominator
        if numerator is not None and numerator < 0:
            yield negative(("numerator",), "numerator")
        if denominator is None:
            return
        if denominator < 0:
            yield negative(("denominator",), "denominator")
        elif denominator == 0:
            yield finding(("denominator",), "denominator-zero")
        elif denominator < (self.denominator_at_least or 0):
            yield finding(
                ("denominator",),
                "denominator-too-small",
                denominator=denominator,
                least=self.denominator_at_least or 0,
            )
        elif numerator is not None and numerator > denominator and not self.may_exceed_one:
            yield finding(
                ("numerator",),
                "numerator-above-denominator",
                numerator=numerator,
                denominator=denominator,
            )
