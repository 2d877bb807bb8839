"""In: one answer, its KPI and the reference date; out: why the engine could not score it."""

from collections.abc import Iterator
from datetime import date

from ict_maturity.facts.answer import BEFORE, Before, earlier_form, needed, reported
from ict_maturity.model import Answer, Kpi
from ict_maturity.problems.finding import Finding, KeyPath, finding, not_found, some_of

CLAIM = ("reason", "accepted_on", "accepted_by")


def answer_findings(answer: Answer, kpi: Kpi, reference: date | None) -> Iterator[Finding]:
    """All that is wrong with one answer; `reference` is None where no date can be compared."""
    yield from facts_fit_the_rule(answer, kpi, dated=reference is not None)
    yield from checks_exist(answer, kpi)
    yield from choice_exists(answer, kpi)
    yield from earlier_facts_fit_the_rule(answer, kpi)
    yield from kpi.rule.answer_findings(answer, reference)
    yield from claim_is_complete(answer)
    yield from evidence_is_complete(answer)
    if reference is not None:
        yield from dates_are_not_after(reference, answer)


def given(answer: Answer, fields: tuple[str, ...]) -> list[str]:
    """Those of the fields that the answer fills."""
    return [field for field in fields if getattr(answer, field) not in (None, {})]


def facts_fit_the_rule(answer: Answer, kpi: Kpi, dated: bool) -> Iterator[Finding]:
    """Facts are those that the rule asks for, all of them, and stand in for a whole answer.

    `as_of` is only needed where answers are `dated`: cases have no reference date to compare with.
    """
    wanted = [field.name for field in kpi.rule.facts]
    facts = [field.name for field in reported(answer)]
    if answer.answer and facts:
        yield finding(
            ("answer",),
            "answer-twofold",
            kpi=kpi.id,
            answer=answer.answer,
            facts=some_of(f"`{each}`" for each in facts),
        )
        return
    for field in facts:
        if field not in wanted:
            yield finding(
                (field,),
                "answer-does-not-fit.rule",
                kpi=kpi.id,
                type=kpi.rule.type,
                field=field,
                wanted=some_of(f"`{each}`" for each in wanted),
            )
    must = [field.name for field in needed(kpi.rule.facts) if dated or not field.dates]
    missing = [field for field in must if field not in facts]
    if facts and missing and set(facts) & set(wanted):
        yield finding(
            (),
            "answer-incomplete.facts",
            kpi=kpi.id,
            missing=some_of(f"`{each}`" for each in missing),
        )


def earlier_facts_fit_the_rule(answer: Answer, kpi: Kpi) -> Iterator[Finding]:
    """An earlier fact has the form of the present one and a day; what changed stands beside it."""
    if BEFORE not in kpi.rule.facts:
        return
    if answer.before is None:
        if answer.change is not None:
            yield finding(("change",), "answer-incomplete.change", kpi=kpi.id)
        return
    must = earlier_form(kpi.rule.facts)
    given = [name for name in Before.model_fields if getattr(answer.before, name) is not None]
    for name in given:
        if name not in must:
            yield finding(
                ("before", name),
                "answer-does-not-fit.before",
                kpi=kpi.id,
                type=kpi.rule.type,
                field=name,
                wanted=some_of(f"`{each}`" for each in must),
            )
    if missing := [name for name in must if name not in given]:
        yield finding(
            ("before",),
            "answer-incomplete.before",
            kpi=kpi.id,
            missing=some_of(f"`{each}`" for each in missing),
        )


def checks_exist(answer: Answer, kpi: Kpi) -> Iterator[Finding]:
    """The answered checks are checks of the KPI."""
    if not answer.checks:
        return
    known = kpi.rule.check_ids
    for id in answer.checks:
        if known and id not in known:
            yield not_found(
                ("checks", id), "check-not-found", id, known, kpi.id, kpi=kpi.id, check=id
            )


def choice_exists(answer: Answer, kpi: Kpi) -> Iterator[Finding]:
    """The choice is one of the listed ones."""
    choices: list[tuple[KeyPath, str]] = []
    if answer.choice is not None:
        choices.append((("choice",), answer.choice))
    if answer.before is not None and answer.before.choice is not None:
        choices.append((("before", "choice"), answer.before.choice))
    for path, choice in choices:
        known = [option.id for option in kpi.rule.options()]
        if known and choice not in known:
            yield not_found(
                path, "choice-not-found", choice, known, kpi.id, kpi=kpi.id, choice=choice
            )


def claim_is_complete(answer: Answer) -> Iterator[Finding]:
    """A claim that the KPI does not apply has a reason, and nothing else has parts of a claim."""
    if answer.answer == "not_applicable":
        if answer.reason is None:
            yield finding(("answer",), "reason-missing.claim")
        if (answer.accepted_on is None) != (answer.accepted_by is None):
            yield finding((), "answer-incomplete.claim")
        return
    for field in given(answer, CLAIM):
        yield finding((field,), "answer-does-not-fit.claim", field=field)


def evidence_is_complete(answer: Answer) -> Iterator[Finding]:
    """A public link says when it was read, and a verification says by whom and when."""
    for i, evidence in enumerate(answer.evidence):
        for first, second in (("url", "read_on"), ("verified_by", "verified_on")):
            if (getattr(evidence, first) is None) != (getattr(evidence, second) is None):
                yield finding(("evidence", i), "evidence-incomplete", first=first, second=second)


def dates_are_not_after(reference: date, answer: Answer) -> Iterator[Finding]:
    """No fact and no document is of a day after the reference date.

    What happens after the round may be later: a link is read, evidence checked, a claim accepted.
    """
    days: list[tuple[KeyPath, date | None]] = [
        (("date",), answer.date),
        (("as_of",), answer.as_of),
        *((("evidence", i, "date"), each.date) for i, each in enumerate(answer.evidence)),
    ]
    if answer.before is not None:
        days.append((("before", "date"), answer.before.date))
        days.append((("before", "as_of"), answer.before.as_of))
    if answer.change is not None:
        days.append((("change", "date"), answer.change.date))
    for path, day in days:
        if day is not None and day > reference:
            yield finding(path, "date-after-reference", day=day, reference=reference)
