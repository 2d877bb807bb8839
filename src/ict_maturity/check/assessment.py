"""In: one office's assessment and all content; out: what is wrong with it."""

from collections.abc import Iterator
from typing import NamedTuple

from ict_maturity.check.answer import answer_findings
from ict_maturity.check.edition import not_ascending
from ict_maturity.check.link import ids_of, kpi_missing, recommendation_missing
from ict_maturity.check.markdown import markdown_is_safe
from ict_maturity.data.rewound import rewound
from ict_maturity.facts.answer import TASK_FORCE
from ict_maturity.model import WITHIN, Assessment, Content, Was
from ict_maturity.problems.finding import Finding, KeyPath, finding, not_found, repeated
from ict_maturity.said import listed
from ict_maturity.score.applies import respondent


class Report(NamedTuple):
    """An assessment and the office that made it."""

    office: str
    assessment: Assessment


def cycle_exists(report: Report, content: Content) -> Iterator[Finding]:
    """The assessment is for a round that has a file."""
    cycle = report.assessment.cycle
    if ("cycle", cycle) not in content.files:
        yield not_found(
            ("cycle",), "cycle-not-found", cycle, ids_of("cycle", content), "cycles/", cycle=cycle
        )


def edition_is_the_cycles(report: Report, content: Content) -> Iterator[Finding]:
    """The office answered under the edition that the round asked about."""
    cycle = content.cycles.get(report.assessment.cycle)
    if cycle and report.assessment.edition != cycle.edition:
        yield finding(
            ("edition",),
            "edition-disagrees",
            answered=report.assessment.edition,
            cycle=cycle.id,
            edition=cycle.edition,
        )


def audience_is_allowed(report: Report, content: Content) -> Iterator[Finding]:
    """A report lets no more people see it than the office allows since it was handed in.

    A correction leaves that as it was.
    """
    office, handed_in = content.offices.get(report.office), report.assessment.handed_in
    if office is None or (office.audience_since and handed_in < office.audience_since):
        return
    if report.assessment.audience not in WITHIN[office.audience]:
        yield finding(
            ("audience",),
            "audience-too-wide",
            audience=report.assessment.audience,
            allowed=listed(WITHIN[office.audience], "or"),
            office=office.code,
        )


def answers_can_be_scored(report: Report, content: Content) -> Iterator[Finding]:
    """Each answer is for a KPI that exists, and gives what the KPI's rule asks for."""
    for id, answer in report.assessment.answers.items():
        kpi = content.kpis.get(id)
        if kpi is None:
            yield from kpi_missing(
                ("answers", id), "kpi-not-found.answers", id, content, office=report.office
            )
            continue
        for each in answer_findings(answer, kpi, report.assessment.reference_date):
            yield each.under("answers", id)


def corrections_can_be_read(report: Report, content: Content) -> Iterator[Finding]:
    """A correction says why, and what it replaced was an answer to a KPI that exists."""
    for i, entry in enumerate(report.assessment.history):
        if entry.was is None:
            continue
        if entry.why is None:
            yield finding(("history", i), "reason-missing.correction")
        day = rewound(report.assessment, i).reference_date
        for id, answer in entry.was.answers.items():
            path = ("history", i, "was", "answers", id)
            kpi = content.kpis.get(id)
            if kpi is None:
                yield from kpi_missing(
                    path, "kpi-not-found.answers", id, content, office=report.office
                )
                continue
            for each in answer_findings(answer, kpi, day):
                yield each.under(*path)


def evidence_is_verified_by_others(report: Report, content: Content) -> Iterator[Finding]:
    """Who verified evidence is another office, or the Task Force."""
    known = {*content.codes.codes, *content.codes.fictional, TASK_FORCE}
    for id, answer in report.assessment.answers.items():
        for i, evidence in enumerate(answer.evidence):
            path = ("answers", id, "evidence", i, "verified_by")
            who = evidence.verified_by
            if who is None:
                continue
            if who == report.office:
                yield finding(path, "verified-by-itself", office=who)
            elif who not in known:
                yield finding(path, "office-code-unknown.verified_by", code=who)


def answers_are_asked_for(report: Report, content: Content) -> Iterator[Finding]:
    """An office answers the KPIs that address it, or those that it may answer by choice."""
    office = content.offices.get(report.office)
    if office is None:
        return
    who = respondent(content.framework, office)
    others = {addressee.id for addressee in content.framework.addressees} - who.addressees
    for id, answer in report.assessment.answers.items():
        kpi = content.kpis.get(id)
        if kpi and kpi.addressee in others and not who.chooses(kpi, answer):
            yield finding(
                ("answers", id),
                "kpi-not-asked",
                kpi=id,
                addressee=kpi.addressee,
                office=report.office,
            )


def responses_fit_questions(report: Report, content: Content) -> Iterator[Finding]:
    """Responses answer the round's questions with its options."""
    cycle = content.cycles.get(report.assessment.cycle)
    if cycle is None:
        return
    file = content.source_of("cycle", cycle.id)
    questions = {question.id: question for question in cycle.questions}
    for id, options in report.assessment.responses.items():
        question = questions.get(id)
        if question is None:
            yield not_found(
                ("responses", id),
                "question-not-found",
                id,
                questions,
                file,
                cycle=cycle.id,
                question=id,
            )
            continue
        for i, option in enumerate(options):
            if option not in question.options:
                path = ("responses", id, i)
                yield not_found(
                    path,
                    "option-not-found",
                    option,
                    question.options,
                    file,
                    question=id,
                    option=option,
                )
        yield from repeated((("responses", id, i), option) for i, option in enumerate(options))
        if len(options) > 1 and not question.multiple:
            yield finding(
                ("responses", id),
                "one-value-expected.question",
                question=id,
                options=listed(options, "commas"),
            )


def recommendations_exist(report: Report, content: Content) -> Iterator[Finding]:
    """Targets, offers and asks are about Recommendations that have a file, corrected ones too."""
    said = report.assessment
    stated: list[tuple[KeyPath, Assessment | Was]] = [((), said)]
    stated += [
        (("history", i, "was"), entry.was) for i, entry in enumerate(said.history) if entry.was
    ]
    for path, wishes in stated:
        for each in wishes_with_recommendations(wishes, report.office, content):
            yield each.under(*path)


def wishes_with_recommendations(
    wishes: Assessment | Was, office: str, content: Content
) -> Iterator[Finding]:
    """Targets, offers and asks that are about Recommendations without a file."""
    for id in wishes.targets or ():
        yield from recommendation_missing(
            ("targets", id), "recommendation-not-found.targets", id, content, office=office
        )
    for field, words, exchanges in (
        ("offers", "recommendation-not-found.offers", wishes.offers),
        ("asks", "recommendation-not-found.asks", wishes.asks),
    ):
        for i, exchange in enumerate(exchanges or ()):
            path = (field, i, "recommendation")
            yield from recommendation_missing(
                path, words, exchange.recommendation, content, office=office
            )


def notes_are_safe(report: Report, content: Content) -> Iterator[Finding]:
    """The office's Markdown holds no raw HTML, and its links run nothing."""
    yield from markdown_is_safe(report.assessment, content)


def history_is_in_order(report: Report, content: Content) -> Iterator[Finding]:
    """History is written from the oldest entry to the newest."""
    yield from not_ascending(
        (("history", i, "date"), entry.date) for i, entry in enumerate(report.assessment.history)
    )


RULES = (
    cycle_exists,
    edition_is_the_cycles,
    audience_is_allowed,
    answers_can_be_scored,
    corrections_can_be_read,
    evidence_is_verified_by_others,
    answers_are_asked_for,
    responses_fit_questions,
    recommendations_exist,
    history_is_in_order,
    notes_are_safe,
)
