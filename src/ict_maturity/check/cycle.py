"""In: one assessment round and all content; out: what is wrong with it."""

from collections.abc import Iterator

from ict_maturity.check.edition import not_yet_out
from ict_maturity.check.markdown import markdown_is_safe
from ict_maturity.model import Content, Cycle, edition_order
from ict_maturity.problems.finding import Finding, finding, not_found, repeated, some_of
from ict_maturity.said import word


def days_are_in_order(cycle: Cycle, content: Content) -> Iterator[Finding]:
    """A round opens before it closes, and asks about a day that is past when it closes."""
    for field, day in (("opens", cycle.opens), ("reference_date", cycle.reference_date)):
        if day > cycle.closes:
            yield finding(
                (field,), "dates-out-of-order.round", field=field, day=day, closes=cycle.closes
            )


def edition_is_out(cycle: Cycle, content: Content) -> Iterator[Finding]:
    """A round asks about an edition that is out."""
    yield from not_yet_out(("edition",), cycle.edition, content)


def edition_exists(cycle: Cycle, content: Content) -> Iterator[Finding]:
    """A round asks about the edition that is being made, or about one that was cut."""
    known = {content.framework.edition, *(id for kind, id in content.files if kind == "edition")}
    current = edition_order(content.framework.edition)
    if cycle.edition not in known and edition_order(cycle.edition) < current:
        yield not_found(
            ("edition",),
            "edition-not-found",
            cycle.edition,
            known,
            "editions/ and framework.yaml",
            edition=cycle.edition,
        )


def kpis_count(cycle: Cycle, content: Content) -> Iterator[Finding]:
    """A round asks KPIs of its edition that count, each once."""
    kpis = content.answered_under(cycle.edition).kpis
    yield from repeated((("kpis", i), id) for i, id in enumerate(cycle.kpis))
    for i, id in enumerate(cycle.kpis):
        if id not in kpis:
            yield not_found(
                ("kpis", i), "kpi-not-found.cycle", id, kpis, "kpis/", kpi=id, cycle=cycle.id
            )
        elif not kpis[id].counted:
            yield finding(
                ("kpis", i), "kpi-not-counted", kpi=id, lifecycle=kpis[id].lifecycle, cycle=cycle.id
            )


def core_kpis_are_asked(cycle: Cycle, content: Content) -> Iterator[Finding]:
    """A round that asks about a Recommendation asks at least one of its core KPIs."""
    kpis = content.answered_under(cycle.edition).kpis
    asked = [kpis[id] for id in cycle.kpis if id in kpis]
    for recommendation in dict.fromkeys(kpi.recommendation for kpi in asked):
        of_it = [kpi for kpi in asked if kpi.recommendation == recommendation]
        if not any(kpi.core for kpi in of_it):
            core = [
                kpi.id
                for kpi in kpis.values()
                if kpi.recommendation == recommendation and kpi.core and kpi.counted
            ]
            yield finding(
                ("kpis",),
                "core-kpi-missing.cycle",
                recommendation=recommendation,
                core=some_of(core) or word("problem.none"),
            )


def those_who_report_were_invited(cycle: Cycle, content: Content) -> Iterator[Finding]:
    """A round that says how many were invited has no more reports than that, by name."""
    apart = {addressee.office for addressee in content.framework.addressees}
    number = sum(
        key.cycle == cycle.id
        and key.office not in apart
        and key.office in content.offices
        and content.shows(key)
        for key in content.assessments
    )
    if cycle.invited is not None and number > cycle.invited:
        yield finding(("invited",), "invited-too-few", reported=number, invited=cycle.invited)


def questions_are_listed_once(cycle: Cycle, content: Content) -> Iterator[Finding]:
    """No two questions share an id."""
    yield from repeated(
        (("questions", i, "id"), question.id) for i, question in enumerate(cycle.questions)
    )


RULES = (
    days_are_in_order,
    edition_is_out,
    edition_exists,
    kpis_count,
    core_kpis_are_asked,
    those_who_report_were_invited,
    questions_are_listed_once,
    markdown_is_safe,
)
