"""In: the answers of an office; out: the JSON file in which a form hands them over.

The form in the browser writes the same file, so all that a reader needs stands in it as texts: a
number that a program read and wrote again is perhaps not the same number.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field

from ict_maturity.data.digest import canonical_json
from ict_maturity.facts.values import CycleId, Digest, EditionId, Line, Model, OfficeCode, Text
from ict_maturity.forms.asked import Item, value_at
from ict_maturity.forms.layout import Paper, witnesses
from ict_maturity.model import Assessment, Content

FORMAT: Literal["ict-maturity answers 1"] = "ict-maturity answers 1"
MOST_ANSWERS, MOST_LINES = 5_000, 2_000
LONGEST_ANSWER = 40_000
Said = Annotated[str, Field(max_length=LONGEST_ANSWER)]
"""An answer as a text; what is wrong with it is told with its question."""


class HandedDocument(Model):
    """A document that backs the answers to a KPI."""

    kpi: Said
    """The KPI."""
    title: Said
    """What it is called."""
    date: Said | None = None
    """The day it was made, as 2026-05-31."""
    holder: Said | None = None
    """The unit or role that holds it."""
    url: Said | None = None
    """Its public address."""
    read_on: Said | None = None
    """The day that address was read."""
    note: Said | None = None
    """What a reader should know about it."""


class HandedExchange(Model):
    """An offer of help or a request for it."""

    kind: Said
    """`offers` or `asks`."""
    recommendation: Said
    """What it is about."""
    text: Said
    """What is offered or asked for."""


class Handover(Model):
    """The file in which a form hands over what an office answered."""

    format: Literal["ict-maturity answers 1"]
    """What kind of file it is, and its version."""
    office: OfficeCode
    """The code of the office."""
    cycle: CycleId
    """The round."""
    edition: EditionId
    """The edition that was asked."""
    framework: Digest
    """The digest of what was asked, as the kit of the form has it."""
    token: Line | Literal[""] = ""
    """The number of the invitation, empty without one."""
    answers: Annotated[dict[Line, Said], Field(max_length=MOST_ANSWERS)] = Field(
        default_factory=dict
    )
    """By the id of the question, such as `answers.K02.numerator`, `answers.K02.note` or
    `cover.audience`: the answer. A choice is an id, a number is written with a point, a day as
    2026-05-31, and an option of several is `yes`."""
    still_true: Annotated[tuple[Line, ...], Field(max_length=MOST_ANSWERS)] = ()
    """Questions whose last answer is true still."""
    evidence: Annotated[tuple[HandedDocument, ...], Field(max_length=MOST_LINES)] = ()
    """Documents."""
    exchange: Annotated[tuple[HandedExchange, ...], Field(max_length=MOST_LINES)] = ()
    """Offers and asks."""
    doubts: Annotated[dict[Line, Text], Field(max_length=MOST_ANSWERS)] = Field(
        default_factory=dict
    )
    """By the id of an answer that the form found odd: why it is so, in a sentence that is kept as a
    remark."""


def handover(
    content: Content,
    paper: Paper,
    items: Iterable[Item],
    report: Assessment,
    cover: Mapping[str, str],
) -> Handover:
    """What a form would hand over if an office answered `items` as a report has them.

    `cover` is what stands in no report: who may see it, and who answered.
    """
    data = report.model_dump(exclude_none=True, exclude_defaults=True)
    said = {**data, "cover": cover}
    found = {item.id: value for item in items if (value := answer_at(said, item)) is not None}
    documents = [
        {"kpi": kpi, **{name: spelled(value) for name, value in each.items()}}
        for kpi, answer in data.get("answers", {}).items()
        for each in answer.get("evidence", ())
    ]
    fields = HandedDocument.model_fields
    return Handover.model_validate(
        {
            "format": FORMAT,
            **witnesses(content, paper),
            "answers": {id: spelled(value) for id, value in found.items()},
            "evidence": [
                {name: value for name, value in each.items() if name in fields}
                for each in documents
            ],
            "exchange": [
                {"kind": kind, **each} for kind in ("offers", "asks") for each in data.get(kind, ())
            ],
        }
    )


def answer_at(data: Mapping[str, Any], item: Item) -> Any:
    """The answer to a question; None where it says that nobody looked, as an empty field does."""
    value = value_at(data, item.path)
    return value if not item.options or str(value) in item.options else None


def spelled(value: Any) -> str:
    """A value of a report as the file has it."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else str(value)


def handover_bytes(handed: Handover) -> bytes:
    """The file: canonical JSON (RFC 8785), so that the same answers are the same bytes."""
    data = handed.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    return canonical_json(data) + b"\n"
