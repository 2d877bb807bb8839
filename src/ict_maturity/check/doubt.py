"""In: a report and all content; out: what is possible in it and odd, told as warnings.

A remark beside the answer says that the office looked, and ends the doubt.
"""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from ict_maturity.check.assessment import Report
from ict_maturity.compare.measurement import measurement_digest
from ict_maturity.facts.answer import AS_OF, DENOMINATOR, NUMERATOR, VALUE
from ict_maturity.model import Answer, Content
from ict_maturity.problems.finding import Finding, finding
from ict_maturity.said import Sayable

TIMES = 10
"""A figure that is so many times the last one, or a part of it that small, is often a slip."""
COUNTS = (NUMERATOR, DENOMINATOR)
NEARLY = Fraction(2, 100)
FAR = Fraction(30, 100)
FEWEST_OPTIONS = 3
HALF = 2
FEWEST_SAID = 20
"""A report with less says so little that a part of it is easily left out."""
NOT_LOOKED = "not_assessed"


def figures_are_near_the_last(report: Report, content: Content) -> Iterator[Finding]:
    """A figure ten times as large as in the round before, or as small, or the rest of the share."""
    before = content.report_before(report.office, report.assessment.reference_date)
    if before is None:
        return
    then = content.answered_under(before.edition)
    for id, answer in report.assessment.answers.items():
        last, kpi, old = before.answers.get(id), content.kpis.get(id), then.kpis.get(id)
        if answer.note or not (last and kpi and old):
            continue
        if measurement_digest(kpi) == measurement_digest(old):
            for each in far_from(last, answer, before.cycle):
                yield each.under("answers", id)


def far_from(last: Answer, answer: Answer, cycle: str) -> Iterator[Finding]:
    """The figures of an answer that are far from those of the round before."""
    found = False
    for field in (*COUNTS, VALUE):
        old, new = getattr(last, field.name), getattr(answer, field.name)
        if old and new and not Fraction(1, TIMES) < Fraction(new) / Fraction(old) < TIMES:
            found = True
            values = {"field": field.name, "now": new, "last": old, "cycle": cycle}
            yield finding((field.name,), "answer-doubtful.times", **values)
    old, new = share_of(last), share_of(answer)
    if found or old is None or new is None:
        return
    if abs(old + new - 1) <= NEARLY and abs(old - new) >= FAR:
        yield finding((NUMERATOR.name,), "answer-doubtful.rest", cycle=cycle)


def share_of(answer: Answer) -> Fraction | None:
    """One count over the other."""
    if answer.numerator is None or not answer.denominator:
        return None
    return Fraction(answer.numerator) / Fraction(answer.denominator)


def counts_are_whole(report: Report, content: Content) -> Iterator[Finding]:
    """What is counted has no decimals."""
    for id, answer in report.assessment.answers.items():
        for field in () if answer.note else COUNTS:
            count: Decimal | None = getattr(answer, field.name)
            if count is not None and count != count.to_integral_value():
                path = ("answers", id, field.name)
                yield finding(path, "answer-doubtful.whole", field=field.name, count=count)


def not_all_is_chosen(report: Report, content: Content) -> Iterator[Finding]:
    """Who ticks every option of a question has often not read them."""
    cycle = content.cycles.get(report.assessment.cycle)
    if cycle is None or report.assessment.notes:
        return
    for question in cycle.questions:
        chosen = set(report.assessment.responses.get(question.id, ()))
        if len(chosen) >= FEWEST_OPTIONS and chosen >= set(question.options):
            path = ("responses", question.id)
            yield finding(path, "answer-doubtful.all", question=question.id)


def figures_are_new(report: Report, content: Content) -> Iterator[Finding]:
    """A figure is of a day after the one that the round before asked about."""
    before = content.report_before(report.office, report.assessment.reference_date)
    if before is None:
        return
    for id, answer in report.assessment.answers.items():
        day = answer.as_of
        if day and not answer.note and day <= before.reference_date:
            values: dict[str, Sayable] = {
                "day": day,
                "cycle": before.cycle,
                "asked": before.reference_date,
            }
            yield finding(("answers", id, AS_OF.name), "answer-doubtful.old", **values)


def as_much_is_said_as_before(report: Report, content: Content) -> Iterator[Finding]:
    """At least half of what was said in the round before is said again, of what is asked still."""
    before = content.report_before(report.office, report.assessment.reference_date)
    cycle = content.cycles.get(report.assessment.cycle)
    if before is None or cycle is None or report.assessment.notes:
        return
    asked = {id for id in before.answers if id in content.kpis and cycle.asks(id)}
    last, now = (
        sum(said(answer) for id, answer in each.answers.items() if id in asked)
        for each in (before, report.assessment)
    )
    if now * HALF < last >= FEWEST_SAID:
        values: dict[str, Sayable] = {"now": now, "last": last, "cycle": before.cycle}
        yield finding(("answers",), "answer-doubtful.half", **values)


def said(answer: Answer) -> int:
    """How much an answer says: each check that was looked at, or one figure, day or word."""
    if answer.checks:
        return sum(each != NOT_LOOKED for each in answer.checks.values())
    return int(answer.answer != NOT_LOOKED)


def the_day_is_that_of_the_round(report: Report, content: Content) -> Iterator[Finding]:
    """All answer for one day, or the figures of two offices cannot stand side by side."""
    cycle, day = content.cycles.get(report.assessment.cycle), report.assessment.reference_date
    if cycle and day != cycle.reference_date and not report.assessment.notes:
        values: dict[str, Sayable] = {"day": day, "asked": cycle.reference_date, "cycle": cycle.id}
        yield finding(("reference_date",), "answer-doubtful.day", **values)


def nothing_is_left_a_draft(report: Report, content: Content) -> Iterator[Finding]:
    """What was not handed in before its round was closed counts nowhere."""
    cycle = report.assessment.cycle
    if report.assessment.status == "draft" and cycle in content.closed:
        yield finding(("status",), "answer-doubtful.draft", cycle=cycle)


RULES = (
    figures_are_near_the_last,
    figures_are_new,
    counts_are_whole,
    as_much_is_said_as_before,
    not_all_is_chosen,
    the_day_is_that_of_the_round,
    nothing_is_left_a_draft,
)
