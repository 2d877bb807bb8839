"""In: what an office is asked in a round; out: a workbook to be filled in and sent back.

It holds no formula, no macro and no score. The first column, which is hidden, names each answer by
its id; the words beside it, the document's properties and the first sheet are the witnesses.
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any, NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ict_maturity.facts.answer import Evidence
from ict_maturity.facts.record import record
from ict_maturity.forms.asked import (
    NEVER,
    Item,
    KpiAsked,
    Last,
    asked_of,
    further_items,
    kpis_asked,
    profile_items,
    value_at,
)
from ict_maturity.model import AssessmentKey, Content, Kpi
from ict_maturity.said import Sayable, listed, word
from ict_maturity.texts.words import Words, site_words

CREATED = datetime(2000, 1, 1, tzinfo=UTC)
"""Not the day on which it is made, so that the same workbook has the same bytes."""
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
ROWS, TABLE = "#rows", "#table"
"""What the hidden column says of the row that holds the names of columns."""
COLUMNS = ("question", "help", "answer", "last", "still")
"""The columns of a sheet of questions, behind that of the ids."""
WIDTHS = (4, 62, 50, 26, 22, 12)
ANSWER, LAST, STILL = 3, 4, 5
STILL_TRUE = ("yes", "changed", "not_looked")
AUDIENCES = ("own", "public")
COVER = "cover"
WITNESSES = ("office", "cycle", "edition", "framework", "token")
"""What says whose workbook it is: properties of the document, and lines of the first sheet."""
EVIDENCE = ("kpi", *(name for name in Evidence.model_fields if not name.startswith("verified_")))
EXCHANGE = ("kind", "recommendation", "text")
KINDS = ("offers", "asks")
TABLES = ("evidence", "exchange")
FREE_ROWS = 60
"""Empty rows of a table; whoever needs more goes on below them."""
TEXT_LINES = 3
LINE, AROUND = 13.5, 5.0
"""The height of a line of 10 points, and what is left free above and below."""
SIGNS = 1.05
"""How many signs stand in the width of a digit of the usual size, at the least."""
EMPHASIS = re.compile(r"\*([^*\n]+)\*")
TALLEST = 409.0
"""The height that no row may exceed, in points."""
DAYS = (date(2000, 1, 1), date(2100, 1, 1))


@record
class Paper:
    """What a workbook says of itself: whose it is, of which round, and what it was made from.

    `framework` is the digest of what is asked and `token` that of the invitation, empty without
    one. `last` is what the office reported before, as far as it may be proposed again.
    """

    key: AssessmentKey
    framework: str
    token: str = ""
    last: Last = NEVER


Text = tuple[int, Sayable, Format]
"""What is written: the column, the words, and how they look."""


class Column(NamedTuple):
    """A column of a table: its field, its width, and among what is chosen."""

    field: str
    width: int
    options: tuple[str, ...] = ()
    is_day: bool = False


def workbook(content: Content, paper: Paper) -> bytes:
    """The workbook of an office for a round; the same arguments give the same bytes.

    Raises KeyError for an office or a round that the content does not have.
    """
    file = BytesIO()
    with Workbook(file, OPTIONS) as book:
        book.set_properties({"created": CREATED, "title": content.framework.name})
        for name, value in witnesses(content, paper).items():
            book.set_custom_property(name, value, "text")
        Writer(book, content, paper).write()
    return file.getvalue()


def witnesses(content: Content, paper: Paper) -> dict[str, str]:
    """What says whose workbook it is, by name."""
    cycle = content.cycles[paper.key.cycle]
    values = (*paper.key, cycle.edition, paper.framework, paper.token)
    return dict(zip(WITNESSES, values, strict=True))


def cover_items() -> tuple[Item, ...]:
    """What the first sheet asks: who may see the answers, and who gave them."""
    audiences = {each: word(f"book.audience.{each}") for each in AUDIENCES}
    return (
        Item(
            (COVER, "audience"),
            word("book.audience"),
            "choice",
            audiences,
            word("book.audience.help"),
        ),
        Item((COVER, "by"), word("book.by"), "text", help=word("book.by.help")),
        Item((COVER, "why"), word("book.why"), "text", help=word("book.why.help")),
    )


def all_items(content: Content, key: AssessmentKey, last: Last) -> tuple[Item, ...]:
    """Every answer that the workbook asks for, in the order of its sheets."""
    return (
        *cover_items(),
        *profile_items(content),
        *(item for _, asked in parts(content, key, last) for kpi in asked for item in kpi.items),
        *further_items(content, content.cycles[key.cycle]),
    )


def parts(
    content: Content, key: AssessmentKey, last: Last
) -> Iterable[tuple[str, tuple[KpiAsked, ...]]]:
    """By Recommendation, what is asked for each of its KPIs."""
    office, cycle = content.offices[key.office], content.cycles[key.cycle]
    for recommendation, kpis in kpis_asked(content, office, cycle, last.answers):
        yield recommendation.id, tuple(asked_of(content, office, kpi) for kpi in kpis)


def table_columns(name: str, content: Content, kpis: Sequence[str]) -> tuple[Column, ...]:
    """The columns of the sheet of evidence, or of that of offers and asks."""
    if name == "evidence":
        widths = {"kpi": 10, "title": 42, "holder": 26, "url": 42, "note": 42}
        return tuple(
            Column(
                field,
                widths.get(field, 14),
                tuple(kpis) if field == "kpi" else (),
                field in ("date", "read_on"),
            )
            for field in EVIDENCE
        )
    return (
        Column("kind", 14, KINDS),
        Column("recommendation", 18, tuple(content.recommendations)),
        Column("text", 90),
    )


class Writer:
    """Writes the sheets of one workbook."""

    def __init__(self, book: Workbook, content: Content, paper: Paper) -> None:
        self.book, self.content, self.paper = book, content, paper
        self.words: Words = site_words(content.framework)
        self.last = paper.last
        self.cycle = content.cycles[paper.key.cycle]
        self.office = content.offices[paper.key.office]
        base = {"text_wrap": True, "valign": "top", "font_size": 10, "font_name": "Calibri"}
        field = {**base, "locked": False, "border": 1, "border_color": "#8a94a6"}
        field["bg_color"] = "#fffbe6"
        grey = {"font_color": "#5a6472"}
        self.plain = self.format(base)
        self.before = self.format({**base, **grey, "italic": True, "indent": 1})
        self.across = self.format({**base, **grey, "text_wrap": False})
        self.grey = self.format({**base, **grey, "italic": True})
        self.heading = self.format({**base, "bold": True, "font_size": 14})
        self.bold = self.format({**base, "bold": True, "bg_color": "#e8edf5"})
        self.columns = self.format({**base, "bold": True, "bottom": 2})
        self.field = self.format({**field, "num_format": "@"})
        self.number = self.format({**field, "num_format": "General", "align": "left"})
        self.day = self.format({**field, "num_format": "yyyy-mm-dd", "align": "left"})

    def format(self, properties: Mapping[str, object]) -> Format:
        """A format of the workbook."""
        made: Format = self.book.add_format(dict(properties))
        return made

    def write(self) -> None:
        """All sheets, the first one first."""
        asked = list(parts(self.content, self.paper.key, self.last))
        self.cover()
        profile, further = word("book.sheet.profile"), word("book.sheet.further")
        about = profile_items(self.content)
        self.questions(profile, word("book.intro.profile"), about)
        for id, kpis in asked:
            self.recommendation(id, kpis)
        ids = [each.kpi.id for _, kpis in asked for each in kpis if each.items]
        evidence, exchange = TABLES
        self.table(evidence, table_columns(evidence, self.content, ids))
        beyond = further_items(self.content, self.cycle)
        self.questions(further, word("book.intro.further"), beyond)
        self.table(exchange, table_columns(exchange, self.content, ids))

    def sheet(self, name: str, widths: Sequence[int]) -> Worksheet:
        """An empty sheet, locked but for answers, which prints as wide as a page."""
        sheet: Worksheet = self.book.add_worksheet(name)
        sheet.set_column(0, 0, widths[0], None, {"hidden": True})
        for column, width in enumerate(widths[1:], start=1):
            sheet.set_column(column, column, width)
        sheet.protect("", {"format_columns": True, "format_rows": True, "insert_rows": True})
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(0.4, 0.4, 0.6, 0.6)
        sheet.set_footer(f"&L{self.paper.key.office} {self.cycle.id}&C&A&R&P / &N")
        sheet.hide_gridlines(2)
        return sheet

    def place(self, name: Sayable, widths: Sequence[int] = WIDTHS) -> "Place":
        """An empty sheet and its first row."""
        return Place(self.sheet(self.words.say(name), widths), widths, self.words)

    def cover(self) -> None:
        """The first sheet: whose workbook it is, how to fill it in, who may see it."""
        place = self.place(word("book.sheet.start"))
        place.row("", [(1, self.content.framework.name, self.heading)])
        place.row("", [(1, self.cycle.title, self.plain)])
        for number in range(1, 6):
            how = word(f"book.how.{number}", closes=self.cycle.closes)
            place.row("", [(1, how, self.plain)])
        place.skip()
        self.column_names(place)
        for name, value in witnesses(self.content, self.paper).items():
            shown = f"{value}  {self.office.name}" if name == "office" else value
            title = word(f"book.witness.{name}")
            place.row(f"{COVER}.{name}", [(1, title, self.grey), (ANSWER, shown, self.grey)])
        for item in cover_items():
            self.item(place, item)

    def questions(self, name: Sayable, intro: Sayable, items: Iterable[Item]) -> None:
        """A sheet of questions that belong to no KPI."""
        place = self.place(name)
        place.row("", [(1, intro, self.plain)])
        self.column_names(place)
        for item in items:
            self.item(place, item)

    def recommendation(self, id: str, kpis: Sequence[KpiAsked]) -> None:
        """A sheet with all that is asked about one Recommendation."""
        place, recommendation = self.place(id), self.content.recommendations[id]
        place.row("", [(1, f"{id}  {recommendation.title}", self.heading)])
        if recommendation.is_working_theme:
            place.row("", [(1, word("book.working_theme"), self.grey)])
        self.column_names(place)
        place.keep_in_sight()
        for kpi, items, unmet in kpis:
            place.row("", [(1, f"{kpi.id}  {kpi.title}", self.bold), (2, "", self.bold)])
            if unmet:
                why = word("book.not_asked", fields=listed(unmet, "commas"))
                place.row("", [(1, why, self.grey)])
                continue
            measures = unmarked(kpi.measures)
            place.row("", [(1, measures, self.plain), (2, self.counting(kpi), self.plain)])
            for item in items:
                self.item(place, item)
            place.skip()

    def counting(self, kpi: Kpi) -> str:
        """How to count, in short."""
        lines: list[Sayable] = [kpi.scope] if kpi.scope else []
        include, exclude = kpi.counting.include, kpi.counting.exclude
        for heading, texts in ((word("book.counts"), include), (word("book.not"), exclude)):
            if texts:
                lines += [heading, *(f"- {' '.join(text.split())}" for text in texts)]
        return unmarked("\n".join(map(self.words.say, lines)))

    def column_names(self, place: "Place") -> None:
        """The row that names the columns of questions."""
        names = enumerate(COLUMNS, start=1)
        place.row(ROWS, [(at, word(f"book.column.{name}"), self.columns) for at, name in names])

    def item(self, place: "Place", item: Item) -> None:
        """One question with its field, and what was answered last time."""
        said = value_at(self.last.data, item.path)
        style = self.grey if item.second else self.plain
        cells: list[Text] = [(1, item.asks, style), (2, item.help, self.grey)]
        if said is not None:
            cells.append((LAST, item.options.get(str(said), said), self.before))
        row = place.row(item.id, cells, TEXT_LINES if item.takes == "text" else 1)
        self.answer(place.sheet, row, ANSWER, item)
        if said is not None:
            self.still(place.sheet, row, STILL)

    def still(self, sheet: Worksheet, row: int, column: int) -> None:
        """The field that says whether the last answer is true still."""
        said = [self.words.say(word(f"book.still.{each}")) for each in STILL_TRUE]
        self.choice(sheet, row, column, said)

    def answer(self, sheet: Worksheet, row: int, column: int, item: Item) -> None:
        """An empty field that takes what the question asks for."""
        if item.options:
            labels = [self.words.say(label) for label in item.options.values()]
            self.choice(sheet, row, column, labels)
            return
        match item.takes:
            case "day":
                self.take_day(sheet, row, column)
            case "number" | "whole":
                sheet.write_blank(row, column, None, self.number)
                kind = "decimal" if item.takes == "number" else "integer"
                bounds = {"criteria": "between", "minimum": -(10**15), "maximum": 10**15}
                self.validate(sheet, row, column, {"validate": kind, **bounds}, item.takes)
            case _:
                sheet.write_blank(row, column, None, self.field)

    def take_day(self, sheet: Worksheet, row: int, column: int) -> None:
        """An empty field for a day."""
        sheet.write_blank(row, column, None, self.day)
        bounds = dict(zip(("minimum", "maximum"), DAYS, strict=True))
        self.validate(
            sheet, row, column, {"validate": "date", "criteria": "between", **bounds}, "day"
        )

    def choice(self, sheet: Worksheet, row: int, column: int, labels: Sequence[str]) -> None:
        """An empty field with a list to choose from."""
        sheet.write_blank(row, column, None, self.field)
        self.validate(sheet, row, column, {"validate": "list", "source": list(labels)}, "choice")

    def validate(
        self, sheet: Worksheet, row: int, column: int, rule: Mapping[str, object], takes: str
    ) -> None:
        """What a field takes, and what is said of anything else."""
        title, text = word("book.refused"), word(f"book.takes.{takes}")
        said = {"error_title": self.words.say(title), "error_message": self.words.say(text)}
        sheet.data_validation(row, column, row, column, {**rule, **said})

    def table(self, name: str, columns: Sequence[Column]) -> None:
        """A sheet with one line for each entry, those of last time first."""
        widths = (WIDTHS[0], *(column.width for column in columns), WIDTHS[STILL])
        place = self.place(word(f"book.sheet.{name}"), widths)
        place.row("", [(1, word(f"book.intro.{name}"), self.across)])
        titles = [word(f"book.{name}.{column.field}") for column in columns]
        names = enumerate((*titles, word("book.column.still")), start=1)
        place.row(f"{TABLE}.{name}", [(at, title, self.columns) for at, title in names])
        place.keep_in_sight()
        entries = table_entries(name, self.last)
        for number in range(len(entries) + FREE_ROWS):
            entry = entries[number] if number < len(entries) else {}
            row = place.row(f"{name}.{number}" if entry else "", [], 2)
            for at, column in enumerate(columns, start=1):
                self.table_field(place.sheet, row, at, column, entry.get(column.field))
            if entry:
                self.still(place.sheet, row, len(columns) + 1)

    def table_field(
        self, sheet: Worksheet, row: int, at: int, column: Column, value: object
    ) -> None:
        """A field of a table with what stood there last time."""
        if column.is_day:
            self.take_day(sheet, row, at)
        elif column.options:
            kinds = {kind: self.words.say(word(f"book.kind.{kind}")) for kind in KINDS}
            labels = [kinds.get(option, option) for option in column.options]
            self.choice(sheet, row, at, labels)
            value = kinds.get(str(value), value)
        else:
            sheet.write_blank(row, at, None, self.field)
        if isinstance(value, date):
            sheet.write_datetime(row, at, datetime.combine(value, datetime.min.time()), self.day)
        elif value is not None:
            sheet.write_string(row, at, str(value), self.field)


def table_entries(name: str, last: Last) -> list[Mapping[str, Any]]:
    """The rows of a table of which an earlier report has the entries."""
    if name == "evidence":
        return [
            {"kpi": kpi, **each}
            for kpi, answer in last.data.get("answers", {}).items()
            for each in answer.get("evidence", ())
        ]
    return [{"kind": kind, **each} for kind in KINDS for each in last.data.get(kind, ())]


class Place:
    """A sheet and its next free row."""

    def __init__(self, sheet: Worksheet, widths: Sequence[int], words: Words) -> None:
        self.sheet, self.widths, self.words, self.next = sheet, widths, words, 0

    def skip(self) -> None:
        """Leave a row empty."""
        self.next += 1

    def keep_in_sight(self) -> None:
        """The last row stays where it is on the screen, and stands on every printed page."""
        self.sheet.freeze_panes(self.next, 0)
        self.sheet.repeat_rows(self.next - 1)

    def row(self, id: str, cells: Iterable[Text], least: int = 1) -> int:
        """Write texts in their columns, in a row that is high enough for all of them."""
        row, lines = self.next, least
        if id:
            self.sheet.write_string(row, 0, id)
        for at, said, style in cells:
            text = self.words.say(said)
            if style.text_wrap:
                lines = max(lines, lines_of(text, self.widths[at]))
            self.sheet.write_string(row, at, text, style)
        self.sheet.set_row(row, min(TALLEST, LINE * lines + AROUND))
        self.next += 1
        return row


def unmarked(text: str) -> str:
    """A text without the signs that pages show as emphasis."""
    return EMPHASIS.sub(r"\1", text)


def lines_of(text: str, width: int) -> int:
    """How many lines a text takes in a column that is so many digits wide, at the most."""
    return sum(max(1, math.ceil(len(line) / (SIGNS * width))) for line in text.split("\n"))
