"""In: a binary rule and an answer; out: its one level or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from ict_maturity.model import Answer, Binary, checks_of
from ict_maturity.score.reasons import ReasonCode
from ict_maturity.score.rules.answered import CheckTable, check_table, ids, reports_checks
from ict_maturity.score.rules.ladder import meet
from ict_maturity.score.rules.reading import NOTHING, Move, RuleReading, whole_reasons
from ict_maturity.score.scorecard import CheckResult, Reading, Reason


@dataclass(frozen=True)
class BinaryYardstick:
    """A binary rule made ready (docs/method.md, section 3)."""

    rule: Binary

    @cached_property
    def table(self) -> CheckTable:
        """The one check."""
        return check_table(checks_of(self.rule))

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
