"""In: a report with its history; out: the report as it was submitted earlier, and its digest.

A correction keeps what it replaced under `was`, so that a file alone tells what it said before.
"""

from ict_maturity.data.digest import digest_of, plain
from ict_maturity.model import Answer, Assessment, Was

NOT_ASSESSED = Answer(answer="not_assessed")
"""Says the same as an answer that is left out."""
NOTHING = "none"
"""What `was` says of notes that were not there."""
WHOLE = ("reference_date", "responses", "targets", "offers", "asks")
"""Fields that a correction keeps as a whole."""


def rewound(report: Assessment, entries: int) -> Assessment:
    """The report as it was when its history had so many entries: later corrections are undone."""
    for entry in reversed(report.history[entries:]):
        if entry.was:
            report = undone(report, entry.was)
    return report.model_copy(update={"history": report.history[:entries]})


def undone(report: Assessment, was: Was) -> Assessment:
    """The report with what a correction replaced in its place again."""
    before = {name: getattr(was, name) for name in WHOLE}
    update = {name: value for name, value in before.items() if value is not None}
    if was.notes is not None:
        update["notes"] = None if was.notes.strip() == NOTHING else was.notes
    answers = {**report.answers, **was.answers}
    return report.model_copy(update={**update, "answers": answers})


def without_gaps(report: Assessment) -> Assessment:
    """The report without answers that say no more than one that is left out.

    Who may see it is none of what it says.
    """
    answers = {id: answer for id, answer in report.answers.items() if answer != NOT_ASSESSED}
    return report.model_copy(update={"answers": answers, "audience": "own"})


def report_digest(report: Assessment) -> str:
    """The digest of all that a report says, its history included."""
    return digest_of(plain(without_gaps(report)))


def earlier_reports(report: Assessment) -> dict[str, Assessment]:
    """The report as it is and as it was after each entry of its history, by its digest."""
    entries = range(1, len(report.history) + 1)
    states = (rewound(report, number) for number in entries)
    return {report_digest(each): each for each in states}
