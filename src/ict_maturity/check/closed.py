"""In: closed rounds and all content; out: what is not as it was when they were closed."""

from collections.abc import Iterator

from ict_maturity.aggregate import publish
from ict_maturity.aggregate.closed import as_closed, closed_round, digest_of_closed
from ict_maturity.check.change import fields, key_path
from ict_maturity.check.withdrawal import misfits
from ict_maturity.compare.difference import differences
from ict_maturity.data.rewound import earlier_reports
from ict_maturity.model import AssessmentKey, ClosedRound, Content
from ict_maturity.problems.finding import Finding, finding
from ict_maturity.score import score_all


def its_round_exists(closed: ClosedRound, content: Content) -> Iterator[Finding]:
    """What is closed is a round."""
    if ("cycle", closed.id) not in content.files:
        yield finding((), "closed-round-changed.no_round", cycle=closed.id)


def it_is_unedited(closed: ClosedRound, content: Content) -> Iterator[Finding]:
    """Nobody edited what the command wrote."""
    if digest_of_closed(closed) != closed.digest:
        yield finding(("digest",), "closed-round-changed.edited", cycle=closed.id)


def its_rows_fit(closed: ClosedRound, content: Content) -> Iterator[Finding]:
    """The rounded rows have the cells that the tables of the round have."""
    if closed.id in content.cycles:
        for _, _, *path in misfits(closed.id, closed.all_offices, content):
            yield finding(("all_offices", *path), "kept-row-does-not-fit", cycle=closed.id)


def its_reports_are_there(closed: ClosedRound, content: Content) -> Iterator[Finding]:
    """What was counted is there, or its history tells what it said then."""
    for code, digest in closed.reports.items():
        report = content.assessments.get(AssessmentKey(code, closed.id))
        if ("assessment", f"{code}/{closed.id}") not in content.files:
            yield finding(("reports", code), "closed-round-changed.gone", office=code)
        elif report and digest not in earlier_reports(report):
            yield finding(("reports", code), "closed-round-changed.report", office=code)


DIGEST = ("digest",)
RULES = (its_round_exists, it_is_unedited, its_rows_fit, its_reports_are_there)


def tables_are_the_frozen_ones(content: Content) -> Iterator[tuple[str, Finding]]:
    """The reports of each closed round give its tables still, with the file of each that differs.

    For content in which no other rule finds anything wrong.
    """
    if not content.closed:
        return
    then = as_closed(content)
    results = publish(then, score_all(then)).results
    for id, closed in content.closed.items():
        now = closed_round(then, results[id], closed.history) if id in results else None
        changes = differences(closed, now) if now else ()
        paths = tuple(each.path for each in changes if each.path != DIGEST)
        file = content.source_of("closed", id)
        if now is None and closed.reports:
            yield file, finding((), "closed-round-changed.nothing", cycle=id)
        elif paths:
            values = {"cycle": id, "fields": fields(paths)}
            yield file, finding(key_path(paths[0]), "closed-round-changed.tables", **values)
