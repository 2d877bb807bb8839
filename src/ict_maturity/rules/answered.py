"""In: a rule with checks and an answer; out: every check as it was answered, and a reading."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeGuard, get_args

from ict_maturity.facts.answer import Answer, CheckAnswer
from ict_maturity.rules.reading import (
    CheckResult,
    Move,
    Reading,
    Reason,
    RuleReading,
    whole_reasons,
)
from ict_maturity.rules.reasons import ReasonCode
from ict_maturity.rules.rule import Check, RuleType

ANSWERS: tuple[CheckAnswer, ...] = get_args(CheckAnswer)


@dataclass(frozen=True)
class CheckTable:
    """For each check of a rule, in order, its result for each of the four answers."""

    rows: tuple[tuple[str, Mapping[CheckAnswer, CheckResult]], ...]

    def answered(self, answer: Answer | None) -> tuple[CheckResult, ...]:
        """Every check as it was answered; a check left out is not assessed.

        An answer for the whole KPI goes before the checks; a claim that the KPI does not apply
        counts as unknown.
        """
        if answer is None or answer.answer == "not_assessed":
            return tuple(results["not_assessed"] for _, results in self.rows)
        if answer.answer is not None:
            return tuple(results["unknown"] for _, results in self.rows)
        given = answer.checks
        return tuple(results[given.get(id, "not_assessed")] for id, results in self.rows)


def check_table(checks: Iterable[tuple[int | None, Check]]) -> CheckTable:
    """Prepare the results of all checks, each with the level it stands under."""
    return CheckTable(
        tuple(
            (check.id, {answer: check_result(level, check, answer) for answer in ANSWERS})
            for level, check in checks
        )
    )


def check_result(level: int | None, check: Check, answer: CheckAnswer) -> CheckResult:
    """One check with one answer."""
    return CheckResult(
        id=check.id,
        text=check.text,
        level=level,
        core=check.core,
        public=check.evidence == "public",
        answer=answer,
    )


def reports_checks(answer: Answer | None) -> TypeGuard[Answer]:
    """Whether an answer says something on single checks."""
    return answer is not None and answer.answer is None and bool(answer.checks)


def is_open(check: CheckResult) -> bool:
    """Whether a check is undecided: nobody looked, or nobody can tell."""
    return check.answer in ("unknown", "not_assessed")


def not_met(checks: Iterable[CheckResult]) -> tuple[CheckResult, ...]:
    """The checks that are not met yet, open ones among them."""
    return tuple(check for check in checks if check.answer != "met")


def ids(checks: Iterable[CheckResult]) -> tuple[str, ...]:
    """The ids of checks, in order."""
    return tuple(check.id for check in checks)


def meet(missing: Sequence[CheckResult], level: int) -> Move:
    """The move of meeting all of these checks."""
    undecided = ids(check for check in missing if is_open(check))
    return Move(
        ids(missing),
        Reason.of(ReasonCode.MEET_CHECKS, level=level, checks=ids(missing), open=undecided),
        len(missing),
    )


class CheckReader(ABC):
    """What the rules with checks share once they are made ready to read answers."""

    def __init__(self, rule: RuleType) -> None:
        self.table = check_table(rule.each_check())

    def read(self, answer: Answer | None, reference_date: date | None) -> RuleReading:
        """Read the checks twice: those that are met, and those that are not ruled out."""
        checks = self.table.answered(answer)
        shown, possible = self.readings_of(checks)
        if reports_checks(answer):
            reasons = tuple(self.reasons(checks, shown, possible))
        else:
            reasons = whole_reasons(answer)
        return RuleReading(shown, possible, None, checks, reasons)

    @abstractmethod
    def readings_of(self, checks: Sequence[CheckResult]) -> tuple[Reading, Reading]:
        """The reading with open checks taken as not met, and as met."""

    @abstractmethod
    def reasons(
        self, checks: Sequence[CheckResult], shown: Reading, possible: Reading
    ) -> Iterator[Reason]:
        """Why the reading is so, where single checks were answered."""

    @abstractmethod
    def move(self, checks: Sequence[CheckResult], level: int) -> Move | None:
        """The least that brings the KPI from below `level` to it; None when nothing does."""
