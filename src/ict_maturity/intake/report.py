"""In: the rows of a workbook; out: the report that they make, checked as one written by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from pydantic import ValidationError

from ict_maturity.check import check_report
from ict_maturity.compare.history import corrected, replaced
from ict_maturity.facts.record import record
from ict_maturity.forms.asked import YES, Item, Last, value_at
from ict_maturity.forms.layout import (
    COVER,
    KINDS,
    STILL_TRUE,
    TABLES,
    Column,
    all_items,
    table_columns,
)
from ict_maturity.intake.cells import Book, Cell
from ict_maturity.intake.rows import Entry, Row, Rows, Spot, is_empty, rows_of
from ict_maturity.intake.values import UnreadableError, Value, value_of
from ict_maturity.load.faults import problems_of
from ict_maturity.load.places import Part
from ict_maturity.model import Assessment, AssessmentKey, Content
from ict_maturity.problems import Problem, short, sorted_once
from ict_maturity.problems.finding import KeyPath
from ict_maturity.said import word
from ict_maturity.texts.words import Words, site_words

DEFAULT_AUDIENCE = "own"
EVERYBODY: Final = "public"
WHY, AUDIENCE = f"{COVER}.why", f"{COVER}.audience"
STILL = Item(("still",), "", "choice", {each: word(f"book.still.{each}") for each in STILL_TRUE})
WITHOUT = {"kpi": "workbook-row.without_kpi", "kind": "workbook-row.without_kind"}
Data = dict[str, Any]


@record
class Sent:
    """Who sent it, when it came, and its name: what the report's history says of it."""

    file: str
    digest: str
    day: date


@record
class Taken:
    """What was read of a workbook.

    `report` is None while there are problems. `profile` is what the office says of itself,
    `answered` and `confirmed` count the questions that were answered and those whose last answer
    is still true.
    """

    key: AssessmentKey
    report: Assessment | None
    profile: Mapping[str, tuple[str, ...]]
    audience: str
    answered: int
    confirmed: int
    asked: int
    problems: tuple[Problem, ...]


def item_of(table: str, column: Column) -> Item:
    """What the field of a line takes."""
    if column.field == "kind":
        kinds = {kind: word(f"book.kind.{kind}") for kind in KINDS}
        return Item((table, column.field), "", "choice", kinds)
    return Item((table, column.field), "", "day" if column.is_day else "text")


class Spots:
    """Where each part of the report stands in the workbook, for problems of the report."""

    def __init__(self) -> None:
        self.spots: list[Spot] = []
        self.numbers: dict[KeyPath, int] = {}

    def note(self, path: KeyPath, spot: Spot) -> None:
        """A part of the report, and the cell that it comes from; what holds it begins there."""
        self.spots.append(spot)
        for length in range(len(path), 0, -1):
            self.numbers.setdefault(path[:length], len(self.spots))

    def at(self, file: str, path: Sequence[str | int], part: Part = "value") -> tuple[int, int]:
        """The number of the cell as a line; (0, 0) for what comes from no cell."""
        for length in range(len(path), 0, -1):
            if number := self.numbers.get(tuple(path[:length])):
                return number, 1
        return 0, 0

    def placed(self, problem: Problem) -> Problem:
        """A problem with the cell in the place of the file and its line."""
        if not problem.line:
            return problem
        return replace(problem, file=self.spots[problem.line - 1].words, line=0, column=0)


def take(content: Content, key: AssessmentKey, book: Book, last: Last, sent: Sent) -> Taken:
    """Read a workbook that was made for an office and a round from the same content.

    `last` is what it proposed. Raises KeyError when the content has no such office or round.
    """
    return Taker(content, key, last, sent).take(book)


class Taker:
    """Makes a report of the rows of one workbook."""

    def __init__(self, content: Content, key: AssessmentKey, last: Last, sent: Sent) -> None:
        self.content, self.key, self.last, self.sent = content, key, last, sent
        self.words: Words = site_words(content.framework)
        self.items = {item.id: item for item in all_items(content, key, last)}
        self.problems: list[Problem] = []
        self.spots = Spots()
        self.data: Data = {}
        self.answered = self.confirmed = 0
        self.why = Spot(sent.file, "", 0, 0)

    def take(self, book: Book) -> Taken:
        """All sheets, then the report as a whole."""
        tables = {
            name: [column.field for column in table_columns(name, self.content, ())]
            for name in TABLES
        }
        rows = rows_of(book, self.sent.file, self.items.values(), tables, self.words)
        self.problems += rows.problems
        for id, row in rows.rows.items():
            self.take_row(self.items[id], row)
            if id == WHY:
                self.why = row.spot
            if id == AUDIENCE:
                self.refuse_wider_audience(row.spot)
        self.take_tables(rows)
        cover = self.data.pop(COVER, {})
        profile = {name: as_values(value) for name, value in self.data.pop("profile", {}).items()}
        report = self.report(cover)
        return Taken(
            self.key,
            report if not self.problems else None,
            profile,
            cover.get("audience", DEFAULT_AUDIENCE),
            self.answered,
            self.confirmed,
            len(self.items),
            sorted_once(self.problems),
        )

    def take_row(self, item: Item, row: Row) -> None:
        """One answer: the one that was written, or the last one where it is still true."""
        still = self.value(STILL, row.still, row.spot)
        known = value_at(self.last.data, item.path)
        value = self.value(item, row.answer, row.spot)
        if still == YES:
            if known is None:
                self.problems.append(row.spot.problem("workbook-cell.nothing_before"))
                return
            if value is not None and value != known:
                self.problems.append(row.spot.problem("workbook-cell.twofold"))
                return
            value = known
            self.confirmed += 1
        elif value is not None and item.path[0] != COVER:
            self.answered += 1
        if value is not None:
            self.spots.note(item.path, row.spot)
            self.put(item, value)

    def refuse_wider_audience(self, spot: Spot) -> None:
        """What the profile allows is the most that a workbook may say."""
        visibility = self.content.offices[self.key.office].visibility
        said = self.data.get(COVER, {}).get("audience")
        if said == EVERYBODY and visibility != EVERYBODY:
            self.problems.append(spot.problem("workbook-cell.audience", visibility=visibility))

    def put(self, item: Item, value: Any) -> None:
        """Write a value where it stands in the file of a report."""
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

    def value(self, item: Item, cell: Cell, spot: Spot) -> Value | None:
        """What a cell says, None where it says nothing or cannot be told; why not is noted."""
        if is_empty(cell):
            return None
        try:
            return value_of(item, cell, self.words)
        except UnreadableError as error:
            self.problems.append(spot.problem(error.id, **error.values))
            return None

    def take_tables(self, rows: Rows) -> None:
        """Evidence goes to its KPI; offers and asks stand by themselves."""
        for name, entries in rows.tables.items():
            for entry in entries:
                fields = self.fields(name, entry)
                if fields is not None:
                    self.put_entry(name, fields, entry)

    def fields(self, name: str, entry: Entry) -> Data | None:
        """The fields of a line; None for one of last time that nobody said is still true."""
        still = self.value(STILL, entry.still, entry.spot)
        if entry.id.startswith(f"{name}.") and still != YES:
            return None
        found: Data = {}
        for column in table_columns(name, self.content, ()):
            cell, spot = entry.cells[column.field]
            value = self.value(item_of(name, column), cell, spot)
            if value is not None:
                found[column.field] = value
        return found

    def put_entry(self, name: str, fields: Data, entry: Entry) -> None:
        """Put a line where it stands in the file of a report."""
        key = "kpi" if name == "evidence" else "kind"
        owner = fields.pop(key, None)
        if owner is None:
            _, spot = entry.cells[key]
            self.problems.append(spot.problem(WITHOUT[key]))
            return
        if name == "evidence":
            if not any(id.startswith(f"answers.{owner}.") for id in self.items):
                _, spot = entry.cells[key]
                values = {"found": short(str(owner))}
                self.problems.append(spot.problem("workbook-row.kpi", **values))
                return
            place = self.data.setdefault("answers", {}).setdefault(owner, {})
            listing: list[Data] = place.setdefault("evidence", [])
            path: KeyPath = ("answers", owner, "evidence")
        else:
            listing, path = self.data.setdefault(owner, []), (owner,)
        for field, (_, spot) in entry.cells.items():
            self.spots.note((*path, len(listing), field), spot)
        listing.append(fields)

    def report(self, cover: Mapping[str, str]) -> Assessment | None:
        """The report, checked by every rule that a file of it has to keep."""
        cycle = self.content.cycles[self.key.cycle]
        by = cover.get("by") or self.words.say(word("book.by.nobody"))
        change = self.words.say(word("book.change_of", digest=self.sent.digest))
        entry: Data = {"date": self.sent.day, "by": by, "change": change}
        data = {
            "cycle": cycle.id,
            "edition": cycle.edition,
            "reference_date": cycle.reference_date,
            "status": "submitted",
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
        report = self.after_earlier(report, cover.get("why", ""))
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
