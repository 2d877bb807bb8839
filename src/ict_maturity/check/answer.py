"""In: one answer, its KPI and the reference date; out: why the engine could not score it."""

from collections.abc import Iterator
from datetime import date

from ict_maturity.facts.answer import reported
from ict_maturity.model import Answer, Kpi
from ict_maturity.problems.finding import Finding, KeyPath, finding, not_found, some_of

CLAIM = ("reason", "accepted_on", "accepted_by")


def answer_findings(answer: Answer, kpi: Kpi, reference: date | None) -> Iterator[Finding]:
    """All that is wrong with one answer; `reference` is None where no date can be compared."""
    yield from facts_fit_the_rule(answer, kpi, dated=reference is not None)
    yield from checks_exist(answer, kpi)
    yield from choice_exists(answer, kpi)
    yield from kpi.rule.answer_findings(answer)
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
            ("answer",), "answer-twofold", kpi=kpi.id, answer=answer.answer, facts=some_of(facts)
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
    needed = [field.name for field in kpi.rule.facts if dated or not field.dates]
    missing = [field for field in needed if field not in facts]
    if facts and missing and set(facts) & set(wanted):
        yield finding(
            (),
            "answer-incomplete.facts",
            kpi=kpi.id,
            missing=some_of(f"`{each}`" for each in missing),
        )


def checks_exist(answer: Answer, kpi: Kpi) -> Iterator[Finding]:
    """The answered checks are checks of the KPI."""
    if not answer.checks:
        return
    known = {check.id for _, check in kpi.rule.each_check()}
    for id in answer.checks:
        if known and id not in known:
            yield not_found(
                ("checks", id), "check-not-found", id, known, kpi.id, kpi=kpi.id, check=id
            )


def choice_exists(answer: Answer, kpi: Kpi) -> Iterator[Finding]:
    """The choice is one of the listed ones."""
    known = [option.id for option in kpi.rule.options()]
    if answer.choice is not None and known and answer.choice not in known:
        yield not_found(
            ("choice",),
            "choice-not-found",
            answer.choice,
            known,
            kpi.id,
            kpi=kpi.id,
            choice=answer.choice,
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
    """Nothing that an answer reports happened after the reference date.

    `accepted_on` is left out: claims are decided on after the round.
    """
    days: list[tuple[KeyPath, date | None]] = [
        (("date",), answer.date),
        (("as_of",), answer.as_of),
    ]
    for i, evidence in enumerate(answer.evidence):
        for field in ("date", "read_on", "verified_on"):
            days.append((("evidence", i, field), getattr(evidence, field)))
    for path, day in days:
        if day is not None and day > reference:
            yield finding(path, "date-after-reference", day=day, reference=reference)
