"""In: a mapping file; out: which column of a table answers what, for forms that others made."""

from typing import Annotated, Literal

from pydantic import Field

from ict_maturity.facts.values import CycleId, EditionId, Line, Model, OfficeCode, Text

DayForm = Literal["YYYY-MM-DD", "YYYY/MM/DD", "DD.MM.YYYY", "DD/MM/YYYY", "MM/DD/YYYY"]

Separator = Literal[",", ";", "|", "tab"]
"""What stands between cells; a tab has a name, because nobody sees it."""


class MappedColumn(Model):
    """What a column of a table answers."""

    column: Text
    """Its heading, as it stands in the table; capitals and line breaks mean nothing."""
    answers: Line
    """The id of the question, such as `answers.K01.checks.owner-named`, `answers.K06.numerator` or
    `responses.focus`; `evidence.K06.url`, `offers.R02` and `asks.R02` make a line of their own."""
    values: dict[Line, Line | None] = Field(default_factory=dict)
    """What a cell says, and the answer it stands for; empty where it is no answer."""
    joined_with: Annotated[str, Field(min_length=1, max_length=5)] | None = None
    """What stands between several answers in one cell, such as `;`."""


class Mapping(Model):
    """A mapping file: how a table of answers is read, one row an office."""

    cycle: CycleId
    """The round that was answered."""
    edition: EditionId
    """The edition that was asked."""
    office: Text
    """The heading of the column that says which office answers, by its code."""
    offices: dict[Line, OfficeCode] = Field(default_factory=dict)
    """What that column says instead of a code, and the code."""
    token: Text | None = None
    """The heading of the column with the number of the invitation."""
    handed_in: Text | None = None
    """The heading of a column that is empty until an answer was handed in."""
    heading_row: Annotated[int, Field(strict=True, ge=1, le=100)] = 1
    """The row that holds the headings, 1 is the first."""
    sheets: tuple[Line, ...] = ()
    """Sheets of a workbook whose rows belong together, side by side; left out, the first sheet."""
    separator: Separator = ","
    """What stands between the cells of a table that is a text."""
    decimal: Literal[".", ","] | None = None
    """The sign before the decimals of a number; left out, a number with a sign is refused."""
    day: DayForm = "YYYY-MM-DD"
    """How days are written."""
    columns: Annotated[tuple[MappedColumn, ...], Field(min_length=1)]
    """What is read."""
    ignored: tuple[Text, ...] = ()
    """Headings of columns that are not read; a star at the end stands for anything."""
