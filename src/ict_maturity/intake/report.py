"""In: the answers of an office; out: the report that they make, checked as one written by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from pydantic import ValidationError

from ict_maturity.check import check_report
from ict_maturity.compare.history import corrected, replaced
from ict_maturity.facts.record import record
from ict_maturity.forms.asked import Item, Last
from ict_maturity.forms.layout import COVER
from ict_maturity.intake.answers import Answered, Answers, Line, answers_of, asked_in
from ict_maturity.intake.filled import Asked, Filled, Spot
from ict_maturity.intake.naming import names_at
from ict_maturity.load.faults import problems_of
from ict_maturity.load.places import Part
from ict_maturity.model import Assessment, AssessmentKey, Audience, Content
from ict_maturity.problems import Problem, sorted_once
from ict_maturity.problems.finding import KeyPath
from ict_maturity.said import Phrase, Renamed, word
from ict_maturity.texts.words import Words, site_words

DEFAULT_AUDIENCE: Final = "own"
WHY, AUDIENCE = f"{COVER}.why", f"{COVER}.audience"
MEND: Mapping[str, Phrase] = {
    "field-missing": word("book.mend.missing"),
    "wrong-type": word("book.mend.type"),
}
"""What to do in a form, where in a file one would look at its fields."""
Data = dict[str, Any]


@record
class Sent:
    """Who sent it, when it came, and its name: what the report's history says of it."""

    file: str
    digest: str
    day: date


@record
class Taken:
    """What was read of what an office sent.

    `report` is None while there are problems. `profile` is what the office says of itself,
    `answered` and `confirmed` count the questions that were answered and those whose last answer
    is still true.
    """

    key: AssessmentKey
    report: Assessment | None
    profile: Mapping[str, tuple[str, ...]]
    audience: Audience
    answered: int
    confirmed: int
    asked: int
    problems: tuple[Problem, ...]


class Spots:
    """Where each part of the report stands in what was sent, for problems of the report."""

    def __init__(self, items: Mapping[str, Item]) -> None:
        self.items = items
        self.spots: list[tuple[Spot, KeyPath]] = []
        self.numbers: dict[KeyPath, int] = {}

    def note(self, path: KeyPath, spot: Spot) -> None:
        """A part of the report, and the place that it comes from; what holds it begins there."""
        self.spots.append((spot, path))
        for length in range(len(path), 0, -1):
            self.numbers.setdefault(path[:length], len(self.spots))

    def at(self, file: str, path: Sequence[str | int], part: Part = "value") -> tuple[int, int]:
        """The number of the place as a line; (0, 0) for what comes from nowhere."""
        for length in range(len(path), 0, -1):
            if number := self.numbers.get(tuple(path[:length])):
                return number, 1
        return 0, 0

    def placed(self, problem: Problem) -> Problem:
        """A problem at the place it comes from, in the words of the form and not of a file."""
        if not problem.line:
            return problem
        spot, path = self.spots[problem.line - 1]
        mend = MEND.get(problem.code, problem.hint)
        names = names_at(path, self.items)
        message, hint = Renamed(problem.message, names), Renamed(mend, names)
        return replace(problem, file=spot.words, line=0, column=0, message=message, hint=hint)


def take(content: Content, key: AssessmentKey, filled: Filled, last: Last, sent: Sent) -> Taken:
    """Read a form that was made for an office and a round from the same content.

    `last` is what it proposed. Raises KeyError when the content has no such office or round.
    """
    asked = asked_in(content, key, last)
    answers = answers_of(content, filled, asked, last)
    return reported(content, key, answers, asked, sent)


def reported(
    content: Content, key: AssessmentKey, answers: Answers, asked: Asked, sent: Sent
) -> Taken:
    """The report that answers to what was asked make."""
    made = Reporter(content, key, answers, asked, sent)
    report = made.report()
    problems = (*answers.problems, *made.problems)
    counted = [each for each in answers.answered.values() if each.counts and not each.is_last]
    return Taken(
        key,
        report if not problems else None,
        made.profile,
        made.audience,
        len(counted),
        sum(each.is_last for each in answers.answered.values()),
        len(asked.items),
        sorted_once(problems),
    )


class Reporter:
    """Writes answers where they stand in the file of a report, and checks what came of it."""

    def __init__(
        self,
        content: Content,
        key: AssessmentKey,
        answers: Answers,
        asked: Asked,
        sent: Sent,
    ) -> None:
        self.content, self.key, self.sent = content, key, sent
        self.words: Words = site_words(content.framework)
        self.why = answers.spots.get(WHY, Spot(sent.file))
        self.problems: list[Problem] = []
        self.spots = Spots(asked.items)
        self.data: Data = {}
        for answered in answers.answered.values():
            self.put(answered)
        for line in answers.lines:
            self.put_line(line)
        self.cover: Mapping[str, Any] = self.data.pop(COVER, {})
        profile = self.data.pop("profile", {})
        self.profile = {name: as_values(value) for name, value in profile.items()}
        if AUDIENCE in answers.spots:
            self.spots.note(("audience",), answers.spots[AUDIENCE])

    @property
    def audience(self) -> Audience:
        """Who may see it, as the office says."""
        said: Audience = self.cover.get("audience", DEFAULT_AUDIENCE)
        return said

    def put(self, answered: Answered) -> None:
        """Write a value where it stands in the file of a report."""
        item, value, spot, _ = answered
        self.spots.note(item.path, spot)
        *folders, name = item.path
        place: Any = self.data
        for folder in folders[:-1]:
            place = place.setdefault(folder, {})
        if item.takes == "tick":
            place.setdefault(folders[-1], []).append(name)
        elif folders:
            place.setdefault(folders[-1], {})[name] = value
        else:
            place[name] = value

    def put_line(self, line: Line) -> None:
        """Evidence goes to its KPI; offers and asks stand by themselves."""
        if line.table == "evidence":
            path: KeyPath = ("answers", line.owner, line.table)
            answer = self.data.setdefault("answers", {}).setdefault(line.owner, {})
            listing: list[Data] = answer.setdefault(line.table, [])
        else:
            path, listing = (line.owner,), self.data.setdefault(line.owner, [])
        for field, spot in line.spots.items():
            self.spots.note((*path, len(listing), field), spot)
        listing.append(dict(line.fields))

    def report(self) -> Assessment | None:
        """The report, checked by every rule that a file of it has to keep."""
        cycle = self.content.cycles[self.key.cycle]
        by = self.cover.get("by") or self.words.say(word("book.by.nobody"))
        change = self.words.say(word("book.change_of", digest=self.sent.digest))
        entry: Data = {"date": self.sent.day, "by": by, "change": change}
        data = {
            "cycle": cycle.id,
            "edition": cycle.edition,
            "reference_date": cycle.reference_date,
            "status": "submitted",
            "audience": self.audience,
            **self.responses_listed(),
            "history": [entry],
        }
        file = self.sent.file
        try:
            report = Assessment.model_validate(data)
        except ValidationError as error:
            found = problems_of(error, Assessment, file, self.spots)
            self.problems += map(self.spots.placed, found)
            return None
        report = self.after_earlier(report, self.cover.get("why", ""))
        checked = check_report(self.content, self.key, report, file, self.spots)
        self.problems += map(self.spots.placed, checked)
        return report

    def after_earlier(self, report: Assessment, why: str) -> Assessment:
        """The report with the history of the one before, which it corrects when that was handed in.

        Such a correction says why.
        """
        before = self.content.assessments.get(self.key)
        if before is None:
            return report
        if before.status == "draft":
            return report.model_copy(update={"history": (*before.history, *report.history)})
        if not why and replaced(before, report) is not None:
            self.problems.append(self.why.problem("workbook-cell.why"))
        return corrected(before, report, why or self.words.say(word("book.why")))

    def responses_listed(self) -> Data:
        """What was read, with each response in a list, as the file of a report has it."""
        responses = {id: as_values(each) for id, each in self.data.get("responses", {}).items()}
        return {**self.data, **({"responses": responses} if responses else {})}


def as_values(value: Any) -> tuple[str, ...]:
    """One value or several, as several."""
    return (value,) if isinstance(value, str) else tuple(value)
