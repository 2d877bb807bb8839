"""In: what an office answered, and a later round; out: what is proposed for each of its KPIs."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import reduce

from ict_maturity.compare.classes import found
from ict_maturity.compare.measurement import measurement_digest
from ict_maturity.facts.answer import (
    AS_OF,
    BEFORE,
    CHANGE,
    CHECKS,
    FACTS,
    Before,
    earlier_form,
    reported,
)
from ict_maturity.model import Answer, Assessment, CheckAnswer, Content, Cycle, Kpi, Office
from ict_maturity.order import natural_order
from ict_maturity.rules.second import lies_between
from ict_maturity.score import score_kpi
from ict_maturity.score.applies import respondent, unmet_fields

LOWEST_FIRST: tuple[CheckAnswer, ...] = ("not_met", "not_assessed", "unknown", "met")


@dataclass(frozen=True)
class Carried:
    """What is proposed for a KPI of the later round; the office takes it or leaves it.

    `answer` is the proposal, None where nothing fits, and `sources` are the KPIs that were
    answered for it. `clarified` has the fields that say something else than before. `too_old` is
    the day of a figure that is left out because the KPI's window has passed. `earlier` is what was
    reported, as the earlier fact beside a new one.
    """

    kpi: Kpi
    answer: Answer | None
    sources: tuple[str, ...]
    clarified: tuple[str, ...] = ()
    too_old: date | None = None
    earlier: Before | None = None


def carried_over(
    assessment: Assessment, office: Office, cycle: Cycle, before: Content, after: Content
) -> tuple[Carried, ...]:
    """Each KPI that the later round asks of the office or that it answered by choice, in the order
    of Recommendations.

    `before` is the content under the edition that was answered, `after` under that of the round.
    """
    return tuple(
        carried(kpi, assessment, cycle.reference_date, before, after)
        for kpi, chosen in kpis_for(office, assessment, after)
        if chosen or cycle.asks(kpi.id)
    )


def left_behind(
    assessment: Assessment, office: Office, before: Content, after: Content
) -> tuple[str, ...]:
    """The KPIs whose answers go nowhere, because nothing takes their place."""
    taken = kpis_for(office, assessment, after)
    used = {id for kpi, _ in taken for id in origins_of(kpi, before, after)}
    left = (id for id in assessment.answers if id in before.kpis and id not in used)
    return tuple(sorted(left, key=natural_order))


def kpis_for(
    office: Office, assessment: Assessment, content: Content
) -> Iterator[tuple[Kpi, bool]]:
    """The KPIs in use that the office is asked and that apply to it, and those that it answered by
    choice; with each, whether it is of the latter."""
    who = respondent(content.framework, office)
    for recommendation in content.recommendations:
        for kpi in content.kpis_of(recommendation):
            if kpi.lifecycle == "retired":
                continue
            chosen = who.chooses(kpi, assessment.answers.get(kpi.id))
            asked = kpi.addressee in who.addressees and not unmet_fields(kpi, office.profile)
            if asked or chosen:
                yield kpi, chosen


def carried(
    kpi: Kpi, assessment: Assessment, day: date, before: Content, after: Content
) -> Carried:
    """What is proposed for one KPI on the later round's reference date."""
    answers = assessment.answers
    origins = origins_of(kpi, before, after)
    given = {id: answers[id] for id in origins if says_something(answers.get(id))}
    fit = given
    if not measures_the_same(kpi, before):
        fit = {id: answer for id, each in given.items() if (answer := fitting(each, kpi))}
    if not fit:
        return Carried(kpi, None, tuple(given))
    answer = lower_of(tuple(fit.values()), kpi, assessment.reference_date)
    passed = {each.path[0] for each in kpi.rule.answer_findings(answer, day)}
    return Carried(
        kpi,
        still_accepted(answer, passed),
        tuple(fit),
        clarified_fields(kpi, before),
        answer.as_of if AS_OF.name in passed else None,
        earlier_fact(answer, kpi, assessment.reference_date, day),
    )


def still_accepted(answer: Answer, passed: Collection[str | int]) -> Answer | None:
    """An answer without the fields that `check` accepts no more, None when they are the fact."""
    second = {BEFORE.name, CHANGE.name}
    if set(passed) - second:
        return None
    gone = second if BEFORE.name in passed else passed
    return answer.model_copy(update=dict.fromkeys(map(str, gone)))


def earlier_fact(answer: Answer, kpi: Kpi, held_on: date, day: date) -> Before | None:
    """What an answer reported, as the earlier fact beside one of a later day.

    None where the rule asks for none, nothing was reported, or it lies too near or too far back.
    """
    if BEFORE not in kpi.rule.facts or not kpi.rule.is_whole(answer):
        return None
    values = {name: getattr(answer, name) for name in earlier_form(kpi.rule.facts)}
    if AS_OF.name in values:
        values[AS_OF.name] = answer.as_of or held_on
    fact = Before.model_validate(values)
    return fact if lies_between(fact.as_of or fact.date, day) else None


def measures_the_same(kpi: Kpi, before: Content) -> bool:
    """Whether the earlier edition has the KPI and asked for the same."""
    old = before.kpis.get(kpi.id)
    return old is not None and measurement_digest(old) == measurement_digest(kpi)


def origins_of(kpi: Kpi, before: Content, after: Content) -> Iterator[str]:
    """The KPIs of the earlier edition that it comes from, over editions in between as well."""
    if kpi.id in before.kpis:
        yield kpi.id
        return
    for replaced in kpi.replaces:
        if replaced.kpi in before.kpis:
            yield replaced.kpi
        elif replaced.kpi in after.kpis:
            yield from origins_of(after.kpis[replaced.kpi], before, after)


def clarified_fields(kpi: Kpi, before: Content) -> tuple[str, ...]:
    """What of a KPI that kept its id was said more clearly since."""
    old = before.kpis.get(kpi.id)
    paths = found(old, kpi).get("clarified", ()) if old else ()
    return tuple(".".join(path) for path in paths)


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
    known = kpi.rule.check_ids
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
