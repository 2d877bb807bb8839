"""In: one office's assessment and all content; out: what is wrong with it."""

from collections.abc import Iterator
from typing import NamedTuple

from ict_maturity.check.answer import answer_findings
from ict_maturity.check.link import ids_of, kpi_missing, recommendation_missing
from ict_maturity.check.markdown import markdown_is_safe
from ict_maturity.check.order import not_ascending
from ict_maturity.model import Assessment, Content
from ict_maturity.problems.finding import Finding, not_found, repeated
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
            ("cycle",),
            "cycle-not-found",
            f'There is no round "{cycle}": no file cycles/{cycle}.yaml.',
            cycle,
            ids_of("cycle", content),
            "cycles/",
        )


def edition_is_the_cycles(report: Report, content: Content) -> Iterator[Finding]:
    """The office answered under the edition that the round asked about."""
    cycle = content.cycles.get(report.assessment.cycle)
    if cycle and report.assessment.edition != cycle.edition:
        yield Finding(
            ("edition",),
            "edition-disagrees",
            f"The office answered under edition {report.assessment.edition}, "
            f"but the round {cycle.id} asks about {cycle.edition}.",
            f'Write edition: "{cycle.edition}".',
        )


def answers_can_be_scored(report: Report, content: Content) -> Iterator[Finding]:
    """Each answer is for a KPI that exists, and gives what the KPI's rule asks for."""
    subject = f"{report.office} answers"
    for id, answer in report.assessment.answers.items():
        kpi = content.kpis.get(id)
        if kpi is None:
            yield from kpi_missing(("answers", id), subject, id, content)
            continue
        for finding in answer_findings(answer, kpi, report.assessment.reference_date):
            yield finding.under("answers", id)


def answers_are_asked_for(report: Report, content: Content) -> Iterator[Finding]:
    """An office answers the KPIs that address it."""
    office = content.offices.get(report.office)
    if office is None:
        return
    addressees = respondent(content.framework, office).addressees
    declared = {addressee.id for addressee in content.framework.addressees}
    for id in report.assessment.answers:
        kpi = content.kpis.get(id)
        if kpi and kpi.addressee in declared - addressees:
            yield Finding(
                ("answers", id),
                "kpi-not-asked",
                f'{id} addresses "{kpi.addressee}", which {report.office} is not.',
                "Remove the answer: it would count nowhere.",
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
            message = f'The round {cycle.id} has no question "{id}".'
            yield not_found(("responses", id), "question-not-found", message, id, questions, file)
            continue
        for i, option in enumerate(options):
            if option not in question.options:
                message = f'The question {id} has no option "{option}".'
                path = ("responses", id, i)
                yield not_found(path, "option-not-found", message, option, question.options, file)
        yield from repeated((("responses", id, i), option) for i, option in enumerate(options))
        if len(options) > 1 and not question.multiple:
            yield Finding(
                ("responses", id),
                "one-value-expected",
                f"The question {id} takes one option; found {', '.join(options)}.",
                "Keep the one that fits best.",
            )


def recommendations_exist(report: Report, content: Content) -> Iterator[Finding]:
    """Targets, offers and asks are about Recommendations that have a file."""
    for id in report.assessment.targets:
        yield from recommendation_missing(
            ("targets", id), f"{report.office} sets a target for", id, content
        )
    for field, verb, exchanges in (
        ("offers", "offers", report.assessment.offers),
        ("asks", "asks for", report.assessment.asks),
    ):
        for i, exchange in enumerate(exchanges):
            path = (field, i, "recommendation")
            subject = f"{report.office} {verb} help on"
            yield from recommendation_missing(path, subject, exchange.recommendation, content)


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
    answers_can_be_scored,
    answers_are_asked_for,
    responses_fit_questions,
    recommendations_exist,
    history_is_in_order,
    notes_are_safe,
)
