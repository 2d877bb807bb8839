"""In: what an office answered, and two editions; out: a Carried for each KPI of the later one."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import reduce
from typing import Literal

from ict_maturity.compare.classes import found
from ict_maturity.compare.measurement import measurement_digest
from ict_maturity.facts.answer import CHECKS, FACTS, reported
from ict_maturity.model import (
    CARRIED,
    Answer,
    Assessment,
    CheckAnswer,
    Content,
    Kpi,
    Office,
    Relation,
)
from ict_maturity.score import score_kpi
from ict_maturity.score.applies import respondent, unmet_fields

Outcome = Literal["carried", "confirm", "suggested", "answer"]
"""carried: it stands; confirm: it stands once the office has read what was clarified; suggested:
it is a proposal; answer: there is none, so the KPI is to be answered."""
WIDEST_FIRST: tuple[Relation, ...] = ("equal", "superset", "subset", "intersect")
LOWEST_FIRST: tuple[CheckAnswer, ...] = ("not_met", "not_assessed", "unknown", "met")


@dataclass(frozen=True)
class Carried:
    """What becomes of the answers to a KPI of the later edition.

    `answer` is what is carried or proposed, `sources` are the KPIs of the earlier edition that it
    comes from. `clarified` has the fields that say something else than before.
    """

    kpi: Kpi
    outcome: Outcome
    answer: Answer | None
    sources: tuple[str, ...]
    clarified: tuple[str, ...] = ()


def carried_over(
    assessment: Assessment, office: Office, before: Content, after: Content
) -> tuple[Carried, ...]:
    """Each KPI that the later edition asks of the office, in the order of Recommendations.

    `before` is the content under the edition that was answered, `after` under the later one.
    """
    return tuple(carried(kpi, assessment, before, after) for kpi in asked_kpis(office, after))


def left_behind(
    assessment: Assessment, carried: tuple[Carried, ...], before: Content
) -> tuple[str, ...]:
    """The KPIs whose answers go nowhere, because nothing takes their place."""
    used = {source for each in carried for source in each.sources}
    return tuple(id for id in sorted(assessment.answers) if id in before.kpis and id not in used)


def asked_kpis(office: Office, content: Content) -> Iterator[Kpi]:
    """The KPIs in use that the office is asked and that apply to it."""
    who = respondent(content.framework, office)
    for recommendation in content.recommendations:
        for kpi in content.kpis_of(recommendation):
            addressed = kpi.addressee in who.addressees and kpi.lifecycle != "retired"
            if addressed and not unmet_fields(kpi, office.profile):
                yield kpi


def carried(kpi: Kpi, assessment: Assessment, before: Content, after: Content) -> Carried:
    """What becomes of the answers to one KPI."""
    origins = dict(origins_of(kpi, before, after))
    answers = assessment.answers
    given = {id: answers[id] for id in origins if says_something(answers.get(id))}
    if given and measures_the_same(kpi, before):
        return Carried(kpi, "carried", given[kpi.id], (kpi.id,))
    fit = {id: answer for id, each in given.items() if (answer := fitting(each, kpi))}
    if not fit:
        return Carried(kpi, "answer", None, tuple(given))
    answer = lower_of(tuple(fit.values()), kpi, assessment.reference_date)
    clarified = clarified_fields(kpi, before)
    return Carried(kpi, way_of(origins, fit, clarified), answer, tuple(fit), clarified)


def measures_the_same(kpi: Kpi, before: Content) -> bool:
    """Whether the earlier edition has the KPI and asked for the same."""
    old = before.kpis.get(kpi.id)
    return old is not None and measurement_digest(old) == measurement_digest(kpi)


def way_of(
    origins: Mapping[str, Relation], fit: Collection[str], clarified: Collection[str]
) -> Outcome:
    """The loosest relation decides; with a part of the answers missing it is a proposal only."""
    way = CARRIED[max(origins.values(), key=WIDEST_FIRST.index)]
    if way == "carried" and len(fit) < len(origins):
        return "suggested"
    return "confirm" if way == "carried" and clarified else way


def origins_of(
    kpi: Kpi, before: Content, after: Content, relation: Relation = "equal"
) -> Iterator[tuple[str, Relation]]:
    """The KPIs of the earlier edition that it comes from, over editions in between as well.

    On a way over several KPIs the loosest relation counts.
    """
    if kpi.id in before.kpis:
        yield kpi.id, relation
        return
    for replaced in kpi.replaces:
        loosest = max(relation, replaced.relation, key=WIDEST_FIRST.index)
        if replaced.kpi in before.kpis:
            yield replaced.kpi, loosest
        elif replaced.kpi in after.kpis:
            yield from origins_of(after.kpis[replaced.kpi], before, after, loosest)


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
