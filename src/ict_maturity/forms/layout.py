"""In: content, an office and a round; out: what its workbook holds, for who writes and reads it.

The first column, which is hidden, names each answer by its id; the words beside it, the document's
properties and the first sheet are the witnesses.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

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
)
from ict_maturity.model import WITHIN, AssessmentKey, Content
from ict_maturity.said import Sayable, word

ROWS, TABLE = "#rows", "#table"
"""What the hidden column says of the row that holds the names of columns."""
COLUMNS = ("question", "help", "answer", "last", "still")
"""The columns of a sheet of questions, behind that of the ids."""
WIDTHS = (4, 62, 50, 26, 22, 12)
ANSWER, LAST, STILL = 3, 4, 5
STILL_TRUE = ("yes", "changed", "not_looked")
COVER = "cover"
WITNESSES = ("office", "cycle", "edition", "framework", "token")
"""What says whose workbook it is: properties of the document, and lines of the first sheet."""
EVIDENCE = ("kpi", *(name for name in Evidence.model_fields if not name.startswith("verified_")))
EXCHANGE = ("kind", "recommendation", "text")
KINDS = ("offers", "asks")
TABLES = ("evidence", "exchange")


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


class Column(NamedTuple):
    """A column of a table: its field, its width, and among what is chosen."""

    field: str
    width: int
    options: tuple[str, ...] = ()
    is_day: bool = False


def witnesses(content: Content, paper: Paper) -> dict[str, str]:
    """What says whose workbook it is, by name."""
    cycle = content.cycles[paper.key.cycle]
    values = (*paper.key, cycle.edition, paper.framework, paper.token)
    return dict(zip(WITNESSES, values, strict=True))


def cover_items(content: Content, cycle: str) -> tuple[Item, ...]:
    """What the first sheet asks: who may see the answers, and who gave them.

    Who would only be counted is told how many that takes, and how many there are.
    """
    audiences: dict[str, Sayable] = {
        each: word(f"book.audience.{each}") for each in reversed(WITHIN["public"])
    }
    counted = sum(key.cycle == cycle and content.counts(key) for key in content.assessments)
    help = word(
        "book.audience.help", small=content.framework.thresholds.small_cell, counted=counted
    )
    return (
        Item(
            (COVER, "audience"),
            word("book.audience"),
            "choice",
            audiences,
            help,
        ),
        Item((COVER, "by"), word("book.by"), "text", help=word("book.by.help")),
        Item((COVER, "why"), word("book.why"), "text", help=word("book.why.help")),
    )


def all_items(content: Content, key: AssessmentKey, last: Last) -> tuple[Item, ...]:
    """Every answer that the workbook asks for, in the order of its sheets."""
    return (
        *cover_items(content, key.cycle),
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


def table_entries(name: str, last: Last) -> list[Mapping[str, Any]]:
    """The rows of a table of which an earlier report has the entries."""
    if name == "evidence":
        return [
            {"kpi": kpi, **each}
            for kpi, answer in last.data.get("answers", {}).items()
            for each in answer.get("evidence", ())
        ]
    return [{"kind": kind, **each} for kind in KINDS for each in last.data.get(kind, ())]
