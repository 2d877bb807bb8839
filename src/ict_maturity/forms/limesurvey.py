"""In: content and a round; out: a survey for LimeSurvey, and the mapping that reads its answers.

The survey is LimeSurvey's tab-separated structure. Its codes are short and made of letters and
digits, so they are made from our ids, and the mapping leads back.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from io import StringIO
from typing import NamedTuple

from ict_maturity.forms.asked import Item, Takes, further_items, kpi_items, profile_items
from ict_maturity.forms.layout import EVIDENCE, TABLES, cover_items
from ict_maturity.forms.mapping import MappedColumn
from ict_maturity.forms.mapping import Mapping as MappingFile
from ict_maturity.model import Content, Kpi
from ict_maturity.said import Sayable, word
from ict_maturity.texts.words import Words, site_words

COLUMNS = (
    "class",
    "type/scale",
    "name",
    "relevance",
    "text",
    "help",
    "language",
    "validation",
    "mandatory",
    "other",
    "date_format",
    "num_value_int_only",
)
OFFICE, NUMBER, HANDED_IN = "office", "number", "submitdate"
LONGEST_CODE, LONGEST_TITLE = 20, 200
TYPES: Mapping[Takes, str] = {
    "choice": "L",
    "number": "N",
    "whole": "N",
    "day": "D",
    "text": "T",
    "tick": "M",
}
SHORT_TEXT, SEVERAL_TEXTS = "S", "Q"
DOCUMENT = tuple(name for name in EVIDENCE if name not in ("kpi", "note"))
ADDED = (
    "id",
    "lastpage",
    "startlanguage",
    "seed",
    "token",
    "startdate",
    "datestamp",
    "ipaddr",
    "refurl",
    "interviewtime",
    "groupTime*",
)
"""What LimeSurvey adds to each answer."""


class Survey(NamedTuple):
    """A survey and what reads its answers."""

    structure: str
    mapping: MappingFile


def survey(content: Content, cycle: str) -> Survey:
    """The survey of a round, with all that any office is asked; raises KeyError without one."""
    asked = content.cycles[cycle]
    writer = Writer(site_words(content.framework), content.framework.language)
    writer.head(f"{content.framework.name}: {asked.title}")
    writer.group(word("book.sheet.start"))
    writer.question(OFFICE, SHORT_TEXT, word("survey.office"), mandatory="Y")
    writer.question(NUMBER, SHORT_TEXT, word("survey.number"))
    writer.items(cover_items(content, cycle))
    writer.group(word("book.sheet.profile"))
    writer.items(profile_items(content))
    for recommendation in content.recommendations.values():
        kpis = [
            kpi
            for kpi in content.kpis_of(recommendation.id)
            if kpi.lifecycle != "retired" and asked.asks(kpi.id)
        ]
        if kpis:
            writer.group(f"{recommendation.id} {recommendation.title}")
        for kpi in kpis:
            writer.kpi(kpi)
    writer.group(word("book.sheet.further"))
    writer.items(further_items(content, asked))
    mapping = MappingFile(
        cycle=cycle,
        edition=asked.edition,
        office=OFFICE,
        token=NUMBER,
        handed_in=HANDED_IN,
        separator=";",
        decimal=".",
        columns=tuple(writer.columns),
        ignored=(*ADDED, *writer.ignored),
    )
    return Survey(writer.text(), mapping)


@dataclass
class Writer:
    """Writes row by row, and notes what each question answers."""

    words: Words
    language: str
    rows: list[Mapping[str, str]] = field(default_factory=list)
    columns: list[MappedColumn] = field(default_factory=list)
    codes: set[str] = field(default_factory=set)
    ignored: list[str] = field(default_factory=list)

    def text(self) -> str:
        """The structure with the mark by which LimeSurvey knows UTF-8."""
        text = StringIO(newline="")
        writer = csv.DictWriter(text, COLUMNS, restval="", dialect="excel-tab")
        writer.writeheader()
        writer.writerows(self.rows)
        return f"\ufeff{text.getvalue()}"

    def row(self, kind: str, name: str, text: Sayable, **others: str) -> None:
        """One row; nothing of a text is taken as HTML or as an expression."""
        said = self.words.say(text)
        row = {"class": kind, "name": name, "text": safe(said), "language": self.language}
        self.rows.append({**row, **others})

    def head(self, title: str) -> None:
        """What it is called, and how it is shown: a page a group, days as 2026-05-31."""
        for name, value in (("language", self.language), ("format", "G"), ("allowsave", "Y")):
            self.row("S", name, value)
        for name, value in (
            ("surveyls_title", title[:LONGEST_TITLE]),
            ("surveyls_dateformat", "6"),
            ("surveyls_numberformat", "0"),
        ):
            self.row("SL", name, value)

    def group(self, name: Sayable) -> None:
        """A page of the survey."""
        self.row("G", self.words.say(name)[:LONGEST_TITLE], "", relevance="1")

    def kpi(self, kpi: Kpi) -> None:
        """What is asked about a KPI: its facts, remarks and one document."""
        name = f"{kpi.id} {kpi.title}"
        about = self.code(f"{kpi.id}about")
        self.question(about, "X", name, self.words.say(kpi.measures))
        self.ignored.append(about)
        self.items(kpi_items(kpi))
        code = self.code(f"{kpi.id}evidence")
        self.question(code, SEVERAL_TEXTS, word("survey.evidence", kpi=name))
        evidence, _ = TABLES
        for number, each in enumerate(DOCUMENT, start=1):
            self.row("SQ", f"S{number}", word(f"book.{evidence}.{each}"))
            self.reads(f"{code}[S{number}]", f"{evidence}.{kpi.id}.{each}")

    def items(self, items: Iterable[Item]) -> None:
        """Questions with their answers; options of which several may be true make one question."""
        several: dict[str, str] = {}
        for item in items:
            if item.takes != "tick":
                self.item(item)
                continue
            parent = item.id.rpartition(".")[0]
            if parent not in several:
                several[parent] = self.code(code_of(parent))
                self.question(several[parent], TYPES["tick"], item.group)
            number = sum(each.answers.startswith(f"{parent}.") for each in self.columns) + 1
            self.row("SQ", f"S{number}", item.label)
            values = {"Y": "yes", "N": None}
            self.reads(f"{several[parent]}[S{number}]", item.id, values)

    def item(self, item: Item) -> None:
        """One question; answers have numbers, because their codes may have five signs."""
        code = self.code(code_of(item.id))
        attributes = {"date_format": "yyyy-mm-dd"} if item.takes == "day" else {}
        attributes |= {"num_value_int_only": "1"} if item.takes == "whole" else {}
        kind = TYPES["choice"] if item.options else TYPES[item.takes]
        self.question(code, kind, item.asks, self.words.say(item.help), **attributes)
        values = {}
        for number, (answer, label) in enumerate(item.options.items(), start=1):
            self.row("A", f"A{number}", label)
            values[f"A{number}"] = answer
        self.reads(code, item.id, values)

    def question(
        self,
        code: str,
        kind: str,
        text: Sayable,
        help: str = "",
        **attributes: str,
    ) -> None:
        """A row that asks something."""
        others = {"type/scale": kind, "relevance": "1", "help": safe(help), "mandatory": "N"}
        self.row("Q", code, text, **{**others, **attributes})

    def reads(self, column: str, id: str, values: Mapping[str, str | None] | None = None) -> None:
        """Note what a column of the answers answers."""
        self.columns.append(MappedColumn(column=column, answers=id, values=dict(values or {})))

    def code(self, wanted: str) -> str:
        """A code that no question has yet, whatever its capitals; as long as it may be."""
        code, number = wanted[:LONGEST_CODE], 1
        while code.casefold() in self.codes:
            number += 1
            code = f"{wanted[: LONGEST_CODE - len(str(number))]}{number}"
        self.codes.add(code.casefold())
        return code


def code_of(id: str) -> str:
    """An id in letters and digits: `answers.K01.checks.owner-named` is K01ownernamed."""
    parts = id.split(".")
    if parts[0] == "answers":
        parts = [each for each in parts[1:] if each != "checks"]
    return "".join(sign for sign in "".join(parts) if sign.isalnum() and sign.isascii())


def safe(text: str) -> str:
    """A text as HTML in which nothing begins an expression of LimeSurvey."""
    lines = escape(text, quote=False).replace("{", "&#123;").replace("}", "&#125;").splitlines()
    return "<br />".join(lines)
