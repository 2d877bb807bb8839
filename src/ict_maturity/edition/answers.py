"""In: answers that were given to other KPIs or texts; out: what of them a KPI can be told."""

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from functools import reduce

from ict_maturity.facts.answer import CHECKS, FACTS, reported
from ict_maturity.model import Answer, CheckAnswer, Kpi
from ict_maturity.score import score_kpi

LOWEST_FIRST: tuple[CheckAnswer, ...] = ("not_met", "not_assessed", "unknown", "met")


def says_something(answer: Answer | None) -> bool:
    """Whether an office looked at all: a default is no answer."""
    if answer is None or answer.answer == "not_assessed":
        return False
    looked = any(each != "not_assessed" for each in answer.checks.values())
    return looked or answer.answer is not None or has_figures(answer)


def has_figures(answer: Answer) -> bool:
    """Whether it reports a count, a value, a date or a choice."""
    return any(field != CHECKS for field in reported(answer))


def fitting(answer: Answer, kpi: Kpi) -> Answer | None:
    """The part of an answer that the KPI asks for, with its evidence; None when there is none.

    A claim that a KPI does not apply stands, but who accepted it accepted it for the old text.
    """
    if answer.answer is not None:
        return answer.model_copy(update={"accepted_on": None, "accepted_by": None})
    known = {check.id for _, check in kpi.rule.each_check()}
    unwanted = {
        field.name: None for field in FACTS if field not in kpi.rule.facts and field != CHECKS
    }
    checks = {id: said for id, said in answer.checks.items() if id in known}
    fit = answer.model_copy(update={**unwanted, "checks": checks})
    return fit if is_whole(fit, kpi) else None


def is_whole(answer: Answer, kpi: Kpi) -> bool:
    """Whether every fact that the rule needs is there."""
    return says_something(answer) if kpi.rule.asks_checks else kpi.rule.is_whole(answer)


def lower_of(answers: Sequence[Answer], kpi: Kpi, reference_date: date) -> Answer:
    """One answer of several: each check as low as any says, or the figure that earns less."""

    def earns(answer: Answer) -> Fraction:
        return score_kpi(kpi, answer, reference_date).shown.score

    return reduce(lambda one, other: _lower(one, other, earns), answers)


def _lower(one: Answer, other: Answer, earns: Callable[[Answer], Fraction]) -> Answer:
    if one.checks and other.checks:
        ids = dict.fromkeys((*one.checks, *other.checks))
        checks = {
            id: min(
                (each.checks[id] for each in (one, other) if id in each.checks),
                key=LOWEST_FIRST.index,
            )
            for id in ids
        }
        evidence = tuple(dict.fromkeys((*one.evidence, *other.evidence)))
        return one.model_copy(update={"checks": checks, "evidence": evidence})
    return min(one, other, key=earns)
