"""In: a binary rule and an answer; out: its one level or none."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import ClassVar, Literal

from ict_maturity.facts.answer import CHECKS
from ict_maturity.facts.values import Text
from ict_maturity.problems.finding import Finding
from ict_maturity.rules.answered import CheckReader, ids, meet
from ict_maturity.rules.reading import (
    NOTHING,
    CheckResult,
    Move,
    Reading,
    Reason,
)
from ict_maturity.rules.reasons import ReasonCode
from ict_maturity.rules.rule import Check, FieldChange, PlacedCheck, RuleType, Stair
from ict_maturity.said import Sayable, word


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
    level_if_met: Literal[1, 2, 3] = 3
    """The level when the check is met; level 4 takes more than one check."""
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

    def line(self) -> Sayable:
        """The level that the check decides."""
        return word("rule.line.binary", level=self.level_if_met)

    def stairs(self) -> Iterator[Stair]:
        """The one level."""
        yield Stair(self.level_if_met, word("answer.met"))

    def placed_checks(self) -> Iterator[PlacedCheck]:
        """The one check."""
        yield PlacedCheck(("check",), self.level_if_met, self.check)

    def reachable_levels(self) -> frozenset[int]:
        """No level but these two."""
        return frozenset({0, self.level_if_met})


class BinaryReader(CheckReader):
    """A binary rule made ready (docs/method.md, section 3)."""

    def __init__(self, rule: Binary) -> None:
        super().__init__(rule)
        self.if_met = Reading(rule.level_if_met, Fraction(0))

    def readings_of(self, checks: Sequence[CheckResult]) -> tuple[Reading, Reading, int]:
        """The level of the rule when the check is met, else 0."""
        answer = checks[0].answer
        shown = self.if_met if answer == "met" else NOTHING
        return shown, NOTHING if answer == "not_met" else self.if_met, 0

    def reasons(
        self, checks: Sequence[CheckResult], shown: Reading, possible: Reading
    ) -> Iterator[Reason]:
        """Whether the check is met, or open."""
        check, level = checks[0], self.if_met.level
        if check.answer == "met":
            yield Reason.of(ReasonCode.BINARY_MET, check=check.id, level=level)
        elif check.answer == "not_met":
            yield Reason.of(ReasonCode.BINARY_NOT_MET, check=check.id, level_if_met=level)
        else:
            yield Reason.of(ReasonCode.CHECKS_OPEN, checks=ids(checks), possible_level=level)

    def way(self, checks: Sequence[CheckResult], level: int) -> Move | None:
        """Meet the check, if that is enough."""
        return meet(checks, level) if self.if_met.level >= level else None
