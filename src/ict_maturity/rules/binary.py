"""In: a binary rule and an answer; out: its one level or none."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any, ClassVar, Literal

from ict_maturity.facts.answer import Answer
from ict_maturity.facts.fields import CHECKS
from ict_maturity.facts.values import Step, Text
from ict_maturity.finding import Finding
from ict_maturity.rules.answered import CheckTable, check_table, ids, meet, reports_checks
from ict_maturity.rules.reading import (
    NOTHING,
    CheckResult,
    Move,
    Reading,
    Reason,
    RuleReading,
    whole_reasons,
)
from ict_maturity.rules.reasons import ReasonCode
from ict_maturity.rules.rule import Check, FieldChange, PlacedCheck, RuleType, Stair


class Binary(RuleType):
    """One check decides between level 0 and one other level."""

    facts = (CHECKS,)
    changes: ClassVar[Mapping[str, FieldChange]] = {
        "level_if_met": "recalibrated",
        "reason": "editorial",
    }

    type: Literal["binary"]
    check: Check
    """The one check."""
    level_if_met: Step = 3
    """The level when the check is met."""
    reason: Text
    """Why one check is enough here."""

    def is_sound(self) -> bool:
        """One check is always enough."""
        return True

    def reader(self) -> "BinaryReader":
        """The rule made ready."""
        return BinaryReader(self)

    def findings(self, kpi: str) -> Iterator[Finding]:
        """Nothing can be wrong beyond single fields."""
        yield from ()

    def line(self) -> Mapping[str, Any]:
        """The level that the check decides."""
        return {"level": self.level_if_met}

    def stairs(self) -> Iterator[Stair]:
        """The one level."""
        yield Stair(self.level_if_met, "answer.met")

    def placed_checks(self) -> Iterator[PlacedCheck]:
        """The one check."""
        yield PlacedCheck(("check",), self.level_if_met, self.check)

    def reachable_levels(self) -> frozenset[int]:
        """No level but these two."""
        return frozenset({0, self.level_if_met})


@dataclass(frozen=True)
class BinaryReader:
    """A binary rule made ready (docs/method.md, section 3)."""

    rule: Binary

    @cached_property
    def table(self) -> CheckTable:
        """The one check."""
        return check_table(self.rule.each_check())

    @cached_property
    def if_met(self) -> Reading:
        """The reading when the check is met."""
        return Reading(self.rule.level_if_met, Fraction(0))

    def read(self, answer: Answer | None, reference_date: date | None) -> RuleReading:
        """The level of the rule when the check is met, else 0."""
        checks = self.table.answered(answer)
        check = checks[0]
        if check.answer == "met":
            met = Reason.of(ReasonCode.BINARY_MET, check=check.id, level=self.if_met.level)
            return RuleReading(self.if_met, self.if_met, None, checks, (met,))
        if check.answer == "not_met":
            return RuleReading(
                NOTHING,
                NOTHING,
                None,
                checks,
                (
                    Reason.of(
                        ReasonCode.BINARY_NOT_MET, check=check.id, level_if_met=self.if_met.level
                    ),
                ),
            )
        if reports_checks(answer):
            reasons: tuple[Reason, ...] = (
                Reason.of(
                    ReasonCode.CHECKS_OPEN, checks=ids(checks), possible_level=self.if_met.level
                ),
            )
        else:
            reasons = whole_reasons(answer)
        return RuleReading(NOTHING, self.if_met, None, checks, reasons)

    def move(self, checks: Sequence[CheckResult], level: int) -> Move | None:
        """Meet the check, if that is enough."""
        return meet(checks, level) if self.if_met.level >= level else None
