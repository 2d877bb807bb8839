"""In: a rule with checks and an answer; out: every check as it was answered, and a reading."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import TypeGuard, get_args

from ict_maturity.facts.answer import Answer, CheckAnswer
from ict_maturity.facts.record import record
from ict_maturity.rules.reading import (
    CheckResult,
    FactValue,
    Move,
    Reading,
    Reason,
    RuleReading,
    undecided,
    whole_reasons,
)
from ict_maturity.rules.reasons import ReasonCode
from ict_maturity.rules.rule import Check, RuleType

ANSWERS: tuple[CheckAnswer, ...] = get_args(CheckAnswer)
DECIDED = frozenset({"met", "not_met"})


@record
class CheckTable:
    """For each check of a rule, in order, its result for each of the four answers."""

    rows: tuple[tuple[str, Mapping[CheckAnswer, CheckResult]], ...]

    def answered(self, answer: Answer | None) -> tuple[CheckResult, ...]:
        """Every check as it was answered; a check left out is not assessed.

        An answer for the whole KPI goes before the checks: `none` is every check not met, and a
        claim that the KPI does not apply counts as unknown.
        """
        if answer is None or answer.answer == "not_assessed":
            return self.all("not_assessed")
        if answer.answer is not None:
            return self.all("not_met" if answer.answer == "none" else "unknown")
        given = answer.checks
        return tuple(results[given.get(id, "not_assessed")] for id, results in self.rows)

    def all(self, answer: CheckAnswer) -> tuple[CheckResult, ...]:
        """Every check with one answer."""
        return tuple(results[answer] for _, results in self.rows)


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
        second_figure=check.second_figure,
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
    return tuple([check.id for check in checks])


def meet(chosen: Sequence[CheckResult], level: int) -> Move:
    """The move of meeting all of these checks."""
    return meet_any(chosen, (), level)


def meet_any(chosen: Sequence[CheckResult], others: Sequence[CheckResult], level: int) -> Move:
    """The move of meeting these checks; each of the others would do as well."""
    checks, find_out = ids(chosen), ids(check for check in chosen if is_open(check))
    facts: dict[str, FactValue] = {"level": level, "checks": checks, "open": find_out}
    if others:
        reason = Reason.of(ReasonCode.MEET_CHECKS_ANY, **facts, others=ids(others))
    else:
        reason = Reason.of(ReasonCode.MEET_CHECKS, **facts)
    return Move(checks, find_out, (reason,), len(chosen), len(chosen) - len(find_out))


def easiest(checks: Iterable[CheckResult], number: int) -> tuple[CheckResult, ...]:
    """So many of the checks: open ones, which need only be looked at, before those not met."""
    return tuple(sorted(checks, key=lambda check: not is_open(check))[:number])


class CheckReader(ABC):
    """What the rules with checks share once they are made ready to read answers."""

    def __init__(self, rule: RuleType) -> None:
        self.table = check_table(rule.each_check())
        number = len(self.table.rows)
        self.shares = tuple(Fraction(decided, number) for decided in range(number + 1))

    def read(self, answer: Answer | None, reference_date: date | None) -> RuleReading:
        """Read the checks twice: those that are met, and those that are not ruled out."""
        checks = self.table.answered(answer)
        shown, possible, after_one = self.readings_of(checks)
        if answer is None or answer.answer not in (None, "none"):
            return undecided(answer, possible, checks)
        if reports_checks(answer):
            reasons = tuple(self.reasons(checks, shown, possible))
        else:
            reasons = whole_reasons(answer)
        decided = len([check for check in checks if check.answer in DECIDED])
        return RuleReading(shown, possible, self.shares[decided], after_one, checks, reasons)

    @abstractmethod
    def readings_of(self, checks: Sequence[CheckResult]) -> tuple[Reading, Reading, int]:
        """The reading with open checks taken as not met, and as met; and the lowest level that
        would be shown with one of the met checks not met."""

    @abstractmethod
    def reasons(
        self, checks: Sequence[CheckResult], shown: Reading, possible: Reading
    ) -> Iterator[Reason]:
        """Why the reading is so, where single checks were answered."""

    def move(self, reading: RuleReading, level: int) -> Move | None:
        """The least that brings the KPI from below `level` to it; None when nothing does."""
        return self.way(reading.checks, level)

    @abstractmethod
    def way(self, checks: Sequence[CheckResult], level: int) -> Move | None:
        """The fewest checks to meet for a level, among equally few those with most open ones."""
