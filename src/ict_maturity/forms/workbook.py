"""In: what an office is asked in a round; out: a workbook to be filled in and sent back.

It holds no formula, no macro and no score. The first column, which is hidden, names each answer by
its id; the words beside it, the document's properties and the first sheet are the witnesses.
"""

import re
from collections.abc import Iterable, Sequence
from io import BytesIO

from xlsxwriter import Workbook

from ict_maturity.data.xlsx import new_workbook
from ict_maturity.forms.asked import Item, KpiAsked, further_items, profile_items, value_at
from ict_maturity.forms.layout import (
    ANSWER,
    COLUMNS,
    COVER,
    KINDS,
    LAST,
    ROWS,
    STILL,
    TABLE,
    TABLES,
    WIDTHS,
    Column,
    Paper,
    cover_items,
    parts,
    table_columns,
    table_entries,
    witnesses,
)
from ict_maturity.forms.sheet import TEXT_LINES, Place, Styles, Text
from ict_maturity.model import Content, Kpi
from ict_maturity.said import Sayable, listed, word
from ict_maturity.texts.words import Words, site_words

FREE_ROWS = 60
"""Empty rows of a table; whoever needs more goes on below them."""
EMPHASIS = re.compile(r"\*([^*\n]+)\*")


def workbook(content: Content, paper: Paper) -> bytes:
    """The workbook of an office for a round; the same arguments give the same bytes.

    Raises KeyError for an office or a round that the content does not have.
    """
    file = BytesIO()
    with new_workbook(file, content.framework.name) as book:
        for name, value in witnesses(content, paper).items():
            book.set_custom_property(name, value, "text")
        Writer(book, content, paper).write()
    return file.getvalue()


class Writer:
    """Writes the sheets of one workbook."""

    def __init__(self, book: Workbook, content: Content, paper: Paper) -> None:
        self.book, self.content, self.paper = book, content, paper
        self.words: Words = site_words(content.framework)
        self.last = paper.last
        self.cycle = content.cycles[paper.key.cycle]
        self.office = content.offices[paper.key.office]
        self.styles = Styles(book)

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

    def place(self, name: Sayable, widths: Sequence[int] = WIDTHS) -> Place:
        """An empty sheet and its first row."""
        sheet = self.book.add_worksheet(self.words.say(name))
        sheet.set_footer(f"&L{self.paper.key.office} {self.cycle.id}&C&A&R&P / &N")
        return Place(sheet, widths, self.styles, self.words)

    def cover(self) -> None:
        """The first sheet: whose workbook it is, how to fill it in, who may see it."""
        styles = self.styles
        place = self.place(word("book.sheet.start"))
        place.row("", [(1, self.content.framework.name, styles.heading)])
        place.row("", [(1, self.cycle.title, styles.plain)])
        for number in range(1, 6):
            how = word(f"book.how.{number}", closes=self.cycle.closes)
            place.row("", [(1, how, styles.plain)])
        place.skip()
        self.column_names(place)
        for name, value in witnesses(self.content, self.paper).items():
            shown = f"{value}  {self.office.name}" if name == "office" else value
            title = word(f"book.witness.{name}")
            place.row(f"{COVER}.{name}", [(1, title, styles.grey), (ANSWER, shown, styles.grey)])
        for item in cover_items(self.content, self.paper.key.cycle):
            self.item(place, item)

    def questions(self, name: Sayable, intro: Sayable, items: Iterable[Item]) -> None:
        """A sheet of questions that belong to no KPI."""
        place = self.place(name)
        place.row("", [(1, intro, self.styles.plain)])
        self.column_names(place)
        for item in items:
            self.item(place, item)

    def recommendation(self, id: str, kpis: Sequence[KpiAsked]) -> None:
        """A sheet with all that is asked about one Recommendation."""
        styles = self.styles
        place, recommendation = self.place(id), self.content.recommendations[id]
        place.row("", [(1, f"{id}  {recommendation.title}", styles.heading)])
        if recommendation.is_working_theme:
            place.row("", [(1, word("book.working_theme"), styles.grey)])
        self.column_names(place)
        place.keep_in_sight()
        for kpi, items, unmet in kpis:
            place.row("", [(1, f"{kpi.id}  {kpi.title}", styles.bold), (2, "", styles.bold)])
            if unmet:
                why = word("book.not_asked", fields=listed(unmet, "commas"))
                place.row("", [(1, why, styles.grey)])
                continue
            measures = unmarked(kpi.measures)
            place.row("", [(1, measures, styles.plain), (2, self.counting(kpi), styles.plain)])
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

    def column_names(self, place: Place) -> None:
        """The row that names the columns of questions."""
        styles = self.styles
        names = enumerate(COLUMNS, start=1)
        place.row(ROWS, [(at, word(f"book.column.{name}"), styles.columns) for at, name in names])

    def item(self, place: Place, item: Item) -> None:
        """One question with its field, and what was answered last time."""
        said = value_at(self.last.data, item.path)
        style = self.styles.grey if item.second else self.styles.plain
        cells: list[Text] = [(1, item.asks, style), (2, item.help, self.styles.grey)]
        if said is not None:
            cells.append((LAST, item.options.get(str(said), said), self.styles.before))
        row = place.row(item.id, cells, TEXT_LINES if item.takes == "text" else 1)
        place.answer(row, ANSWER, item)
        if said is not None:
            place.still(row, STILL)

    def table(self, name: str, columns: Sequence[Column]) -> None:
        """A sheet with one line for each entry, those of last time first."""
        widths = (WIDTHS[0], *(column.width for column in columns), WIDTHS[STILL])
        place = self.place(word(f"book.sheet.{name}"), widths)
        place.row("", [(1, word(f"book.intro.{name}"), self.styles.across)])
        titles = [word(f"book.{name}.{column.field}") for column in columns]
        names = enumerate((*titles, word("book.column.still")), start=1)
        place.row(f"{TABLE}.{name}", [(at, title, self.styles.columns) for at, title in names])
        place.keep_in_sight()
        entries = table_entries(name, self.last)
        for number in range(len(entries) + FREE_ROWS):
            entry = entries[number] if number < len(entries) else {}
            row = place.row(f"{name}.{number}" if entry else "", [], 2)
            for at, column in enumerate(columns, start=1):
                self.table_field(place, row, at, column, entry.get(column.field))
            if entry:
                place.still(row, len(columns) + 1)

    def table_field(self, place: Place, row: int, at: int, column: Column, value: object) -> None:
        """A field of a table with what stood there last time."""
        if column.is_day:
            place.take_day(row, at)
        elif column.options:
            kinds = {kind: self.words.say(word(f"book.kind.{kind}")) for kind in KINDS}
            place.choice(row, at, [kinds.get(option, option) for option in column.options])
            value = kinds.get(str(value), value)
        else:
            place.take_text(row, at)
        place.was(row, at, value)


def unmarked(text: str) -> str:
    """A text without the signs that pages show as emphasis."""
    return EMPHASIS.sub(r"\1", text)
