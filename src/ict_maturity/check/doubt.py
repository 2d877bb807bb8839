"""In: a report and all content; out: what is possible in it and odd, told as warnings.

A remark beside the answer says that the office looked, and ends the doubt.
"""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from ict_maturity.check.assessment import Report
from ict_maturity.compare.measurement import measurement_digest
from ict_maturity.facts.answer import DENOMINATOR, NUMERATOR, VALUE
from ict_maturity.model import Answer, Content
from ict_maturity.problems.finding import Finding, finding

TIMES = 10
"""A figure that is so many times the last one, or a part of it that small, is often a slip."""
COUNTS = (NUMERATOR, DENOMINATOR)
NEARLY = Fraction(2, 100)
FAR = Fraction(30, 100)
FEWEST_OPTIONS = 3


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


RULES = (figures_are_near_the_last, counts_are_whole, not_all_is_chosen)
