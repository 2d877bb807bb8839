"""In: the checks of a rule and an answer; out: every check as it was answered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeGuard, get_args

from ict_maturity.facts.answer import Answer, CheckAnswer
from ict_maturity.rules.reading import CheckResult, Move, Reason
from ict_maturity.rules.reasons import ReasonCode
from ict_maturity.rules.rule import Check

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
