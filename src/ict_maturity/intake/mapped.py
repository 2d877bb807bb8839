"""In: a table of answers and its mapping; out: a form for each row, or what is wrong with both."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from io import StringIO
from typing import NamedTuple

from ict_maturity.facts.record import record
from ict_maturity.forms.asked import YES, Item, further_items, kpi_items, profile_items
from ict_maturity.forms.layout import EVIDENCE, KINDS, cover_items
from ict_maturity.forms.mapping import MappedColumn
from ict_maturity.forms.mapping import Mapping as MappingFile
from ict_maturity.intake.cells import Cell, FaultyFileError
from ict_maturity.intake.filled import (
    EMPTY,
    Asked,
    Entry,
    Row,
    Rows,
    Spot,
    Whose,
    folded,
    is_empty,
    text_of,
)
from ict_maturity.intake.table import Table, TableRow, cell_in
from ict_maturity.intake.values import exact_number
from ict_maturity.model import Content
from ict_maturity.problems import Problem, short, wrong
from ict_maturity.problems.finding import Finding, finding, not_found
from ict_maturity.said import listed
from ict_maturity.texts.words import Words

MIDNIGHT = re.compile(r"[ T]00:00(:00(\.0+)?)?$")
LONGEST_CHOICE = 4_000
"""Signs of a cell in which several answers are joined."""
MOST_WAYS = 2
"""Two ways to read a cell are as many as a thousand."""
MOST_HEADINGS = 5
"""Of those that are told."""
Columns = Mapping[str, int]


class Target(NamedTuple):
    """A field of a line that an id of a mapping names: of a document, an offer or an ask."""

    table: str
    owner: str
    number: str
    field: str


def target_of(id: str) -> Target | None:
    """The field of a line, None for the id of a question."""
    kind, *rest = id.split(".")
    if kind == "evidence" and len(rest) in (2, 3):
        return Target(kind, rest[0], rest[1] if rest[2:] else "", rest[-1])
    if kind in KINDS and len(rest) == 1:
        return Target("exchange", kind, rest[0], "text")
    return None


def mapping_findings(content: Content, mapping: MappingFile) -> Iterator[Finding]:
    """Ids that no round asks for, answers that no question has, and headings that stand twice.

    Raises KeyError for a round that the content does not have.
    """
    items = {item.id: item for item in every_item(content, mapping)}
    file = content.source_of("cycle", mapping.cycle)
    several = ticks_of(items)
    headings = Counter(folded(each.column) for each in mapping.columns)
    answers = Counter(each.answers for each in mapping.columns)
    for number, each in enumerate(mapping.columns):
        path = ("columns", number)
        if headings[folded(each.column)] > 1 or answers[each.answers] > 1:
            yield finding((*path, "column"), "mapping-wrong.twice", column=short(each.column))
        if target := target_of(each.answers):
            if not is_target(content, target):
                yield finding((*path, "answers"), "mapping-wrong.line", id=each.answers)
        elif each.answers not in items and each.answers not in several:
            yield not_found(
                (*path, "answers"), "mapping-wrong.id", each.answers, items, file, id=each.answers
            )
        else:
            options = options_of(items, each.answers)
            for value in each.values.values():
                if value is not None and options and value not in options:
                    known = listed(options, "commas")
                    yield finding(
                        (*path, "values"), "mapping-wrong.value", value=short(value), known=known
                    )


def is_target(content: Content, target: Target) -> bool:
    """Whether there is such a field."""
    if target.table == "evidence":
        return target.owner in content.kpis and target.field in EVIDENCE[1:]
    return target.number in content.recommendations


def every_item(content: Content, mapping: MappingFile) -> Iterator[Item]:
    """Every question that any office is asked in the round."""
    yield from cover_items(content, mapping.cycle)
    yield from profile_items(content)
    for kpi in content.kpis.values():
        yield from kpi_items(kpi)
    yield from further_items(content, content.cycles[mapping.cycle])


def options_of(items: Mapping[str, Item], id: str) -> Mapping[str, object]:
    """The answers of a question, also of one of which several may be chosen."""
    if id in items:
        return items[id].options
    return {
        each.rpartition(".")[2]: item for each, item in items.items() if each.startswith(f"{id}.")
    }


def forms_of(table: Table, mapping: MappingFile) -> tuple["MappedForm", ...]:
    """A form for each row below the headings; raises FaultyFileError."""
    rows = table.rows
    if len(rows) < mapping.heading_row:
        raise FaultyFileError([wrong("table-column.none").at(table.file)])
    heading = rows[mapping.heading_row - 1]
    columns = places(table, heading, mapping)
    return tuple(
        MappedForm(table, row, mapping, columns)
        for row in rows[mapping.heading_row :]
        if not all(map(is_empty, row.cells))
    )


def places(table: Table, heading: TableRow, mapping: MappingFile) -> Columns:
    """Where each column is, by its folded heading; raises FaultyFileError."""
    texts = [text_of(cell) for cell in heading.cells]
    found = [folded(text) for text in texts]
    needed = [mapping.office, mapping.token, mapping.handed_in]
    wanted = [each for each in needed if each] + [each.column for each in mapping.columns]
    names = {folded(each): each for each in wanted}
    spot = table.spot(heading, 0)
    if len(found) == 1 and len(names) > 1:
        seen = wrong("table-text.separator", separator=mapping.separator, seen=short(texts[0]))
        raise FaultyFileError([seen.at(spot.words)])
    problems = [
        wrong("table-column.twice", column=short(names[name])).at(spot.words)
        for name, times in Counter(found).items()
        if times > 1 and name in names
    ]
    others = [
        text
        for text, name in zip(texts, found, strict=True)
        if name and name not in names and not is_ignored(name, mapping.ignored)
    ]
    more = listed([short(each) for each in others[:MOST_HEADINGS]], "semicolons")
    for name, said in names.items():
        if name not in found:
            kind = "table-column.other" if others else "table-column.missing"
            missing = wrong(kind, column=short(said), **({"others": more} if others else {}))
            problems.append(missing.at(spot.words))
    if others and not problems:
        unknown = wrong("table-column.unknown", number=len(others), columns=more)
        problems.append(unknown.at(spot.words))
    if problems:
        raise FaultyFileError(problems)
    return {name: found.index(name) for name in names}


def is_ignored(name: str, ignored: Sequence[str]) -> bool:
    """Whether a heading is one of those that are not read."""
    for each in ignored:
        begins, star, _ = folded(each).partition("*")
        if name.startswith(begins) if star else name == begins:
            return True
    return False


@record
class MappedForm:
    """One row of a table: the answers of one office."""

    table: Table
    row: TableRow
    mapping: MappingFile
    columns: Columns

    def whose(self) -> Whose:
        """The office that the row names, the round and edition that the mapping names."""
        mapping = self.mapping
        said, spot = self.said(mapping.office)
        if mapping.handed_in and is_empty(self.said(mapping.handed_in)[0]):
            _, place = self.said(mapping.handed_in)
            return Whose({}, (place.problem("table-row.unfinished"),))
        codes = {folded(name): code for name, code in mapping.offices.items()}
        office = codes.get(folded(text_of(said)), text_of(said))
        if not office:
            return Whose({}, (spot.problem("table-row.nobody"),))
        token = text_of(self.said(mapping.token)[0]) if mapping.token else ""
        return Whose(
            {
                "office": short(office),
                "cycle": mapping.cycle,
                "edition": mapping.edition,
                "token": token,
            }
        )

    @property
    def name(self) -> str:
        """What the row is called."""
        return self.table.spot(self.row, 0).words

    def kept(self) -> bytes:
        """The headings and the row, as a table of its own: nothing of another office."""
        text = StringIO(newline="")
        writer = csv.writer(text)
        for row in (self.table.rows[self.mapping.heading_row - 1], self.row):
            writer.writerow(map(text_of, row.cells))
        return text.getvalue().encode()

    def said(self, heading: str, question: str = "") -> tuple[Cell, Spot]:
        """The cell below a heading, and its place."""
        column = self.columns[folded(heading)]
        return cell_in(self.row, column), self.table.spot(self.row, column, heading, question)

    def rows(self, asked: Asked) -> Rows:
        """What stands in the columns that the mapping reads."""
        rows: dict[str, Row] = {}
        lines: dict[tuple[str, str, str], dict[str, tuple[Cell, Spot]]] = {}
        problems: list[Problem] = []
        reader = Reader(self.mapping, asked.words)
        ticks = ticks_of(asked.items)
        for column in self.mapping.columns:
            target = target_of(column.answers)
            item = asked.items.get(column.answers)
            cell, spot = self.said(column.column, asked.words.say(item.asks) if item else "")
            several = ticks.get(column.answers)
            if target:
                if not is_empty(cell):
                    line = lines.setdefault(target[:3], {})
                    line[target.field] = reader.read(cell, column, item_of(target)), spot
            elif item:
                rows[item.id] = Row(reader.read(cell, column, item), EMPTY, spot)
            elif several:
                chosen, problem = reader.several(cell, column, several)
                problems += [spot.problem(problem, found=short(text_of(cell)))] if problem else []
                rows |= {
                    id: Row(Cell(YES) if id in chosen else EMPTY, EMPTY, spot) for id in several
                }
            elif not is_empty(cell):
                problems.append(spot.problem("workbook-row.unknown", id=short(column.answers)))
        tables: dict[str, list[Entry]] = {}
        for (table, owner, number), cells in lines.items():
            spot = next(spot for _, spot in cells.values())
            said = {"kpi": owner} if table == "evidence" else {"kind": owner, **about(number)}
            whole = {field: (Cell(value), spot) for field, value in said.items()} | cells
            tables.setdefault(table, []).append(Entry(whole, "", EMPTY, spot))
        found = {name: tuple(entries) for name, entries in tables.items()}
        return Rows(rows, found, tuple(problems))


def ticks_of(items: Mapping[str, Item]) -> Mapping[str, Mapping[str, Item]]:
    """The options of which several may be true, by their id, under that of their question."""
    found: dict[str, dict[str, Item]] = {}
    for id, item in items.items():
        if item.takes == "tick":
            found.setdefault(id.rpartition(".")[0], {})[id] = item
    return found


def about(recommendation: str) -> Mapping[str, str]:
    """What an offer or an ask is about."""
    return {"recommendation": recommendation}


def item_of(target: Target) -> Item:
    """What a field of a line takes."""
    return Item((target.field,), "", "day" if target.field in ("date", "read_on") else "text")


@record
class Reader:
    """Reads cells as the mapping says that they are written."""

    mapping: MappingFile
    words: Words

    def read(self, cell: Cell, column: MappedColumn, item: Item) -> Cell:
        """The cell with its answer, a number or a day where it holds one; else as it is."""
        if is_empty(cell) or cell.odd:
            return cell
        text = text_of(cell)
        values = {folded(said): answer for said, answer in column.values.items()}
        if folded(text) in values:
            return Cell(values[folded(text)])
        if not isinstance(cell.value, str):
            return cell
        if item.takes in ("number", "whole") and (sign := self.mapping.decimal):
            return exact_number(text, sign) or cell
        if item.takes == "day" and (day := self.day(text)):
            return Cell(day)
        return cell

    def day(self, text: str) -> date | None:
        """A day as the mapping says that days are written; None for what is none."""
        form = re.escape(self.mapping.day)
        for part, digits in (("YYYY", "(?P<y>[0-9]{4})"), ("MM", "(?P<m>[0-9]{1,2})")):
            form = form.replace(part, digits)
        form = form.replace("DD", "(?P<d>[0-9]{1,2})")
        found = re.fullmatch(form, MIDNIGHT.sub("", text))
        try:
            return date(*(int(found[part]) for part in "ymd")) if found else None
        except ValueError:
            return None

    def several(
        self, cell: Cell, column: MappedColumn, items: Mapping[str, Item]
    ) -> tuple[set[str], str]:
        """The ids of what is chosen in one cell, and the id of a problem with it."""
        text = text_of(cell)
        if is_empty(cell):
            return set(), ""
        known = {folded(said): answer for said, answer in column.values.items()}
        if not known:
            for id, item in items.items():
                option = id.rpartition(".")[2]
                known |= {option: option, folded(self.words.say(item.label)): option}
        between = column.joined_with or ""
        ways = readings(folded(text), known, folded(between) or between)
        if len(ways) != 1:
            return set(), "table-row.several" if ways else "table-row.chosen"
        return {f"{column.answers}.{each}" for each in ways[0] if each is not None}, ""


def readings(
    text: str, known: Mapping[str, str | None], between: str
) -> list[tuple[str | None, ...]]:
    """The ways to read a text as known answers with a sign between them; two at the most.

    An answer may hold the sign itself, and the last one may have it behind it.
    """
    if len(text) > LONGEST_CHOICE:
        return []
    ways: dict[int, list[tuple[str | None, ...]]] = {len(text): [()]}
    for begin in range(len(text) - 1, -1, -1):
        found: dict[tuple[str | None, ...], None] = {}
        for said, answer in known.items():
            if said and text.startswith(said, begin):
                end = begin + len(said)
                nexts = {end} if end == len(text) else set()
                if between and text.startswith(between, end):
                    gap = end + len(between)
                    nexts.add(gap + (text[gap : gap + 1] == " "))
                for after in sorted(nexts):
                    for rest in ways.get(after, []):
                        found[(answer, *rest)] = None
        ways[begin] = [*found][:MOST_WAYS]
    return ways.get(0, [])
