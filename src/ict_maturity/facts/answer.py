"""In: what an office wrote about a KPI; out: the Answer, and each kind of fact that it can hold."""

from functools import cache
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from ict_maturity.facts.values import Day, Line, Model, Number, OfficeCode, Slug, Text, WebAddress

CheckAnswer = Literal["met", "not_met", "unknown", "not_assessed"]
WholeAnswer = Literal["unknown", "not_assessed", "not_applicable", "none"]

TASK_FORCE = "TF"
"""Who may verify evidence beside other offices; the standard gives this code to no office."""


class Evidence(Model):
    """What backs an answer. Its grade (E0 to E3) is derived from the fields that are filled."""

    title: Line
    """What the document, page or figure is called."""
    date: Day | None = None
    """The day the evidence was made."""
    holder: Line | None = None
    """The unit or role that holds an internal document; never a person's name."""
    url: WebAddress | None = None
    """The public address, for evidence that anybody can read."""
    read_on: Day | None = None
    """The day the public address was read."""
    verified_by: OfficeCode | None = None
    """Who checked the evidence: the code of another office, or TF for the Task Force."""
    verified_on: Day | None = None
    """The day it was checked."""
    note: Text | None = None
    """What a reader should know about it."""


class Reported(Model):
    """What holds the facts of a rule without checks, the present ones or earlier ones."""

    numerator: Number | None = None
    """For a ratio: the count above the line."""
    denominator: Number | None = None
    """For a ratio: the count below the line."""
    value: Number | None = None
    """For a number: the value in the KPI's unit."""
    date: Day | None = None
    """For a recency: the date that the KPI asks for."""
    choice: Slug | None = None
    """For an ordered rule: the id of the chosen state."""
    as_of: Day | None = None
    """The day for which a fact holds; a recency's date is its own day."""


class Before(Reported):
    """An earlier fact of the same KPI, in the same form as the present one.

    It is 6 to 36 months older than the present fact, a recency's date at least one month.
    """


class Improvement(Model):
    """What the office changed because of the earlier fact."""

    what: Text
    """What was changed."""
    date: Day
    """The day of the change: not before the earlier fact, at most 24 months ago."""


class Answer(Reported):
    """One KPI's answer: facts for its rule, or one answer for the whole KPI."""

    answer: WholeAnswer | None = None
    """The answer for the whole KPI when no facts are reported; `none` says that there is nothing
    of the kind, which is a fact."""
    checks: Annotated[dict[Slug, CheckAnswer], Field(max_length=100)] = Field(default_factory=dict)
    """By check id: met, not_met, unknown (looked, cannot tell) or not_assessed (not looked)."""
    before: Before | None = None
    """An earlier fact: with it the KPI can show that it was held at the top or improved."""
    change: Improvement | None = None
    """What was changed between the earlier fact and this one."""
    reason: Text | None = None
    """Why the KPI is claimed not to apply."""
    accepted_on: Day | None = None
    """The day a not-applicable claim was accepted; until then it counts as unknown."""
    accepted_by: Line | None = None
    """Who accepted the claim."""
    evidence: tuple[Evidence, ...] = ()
    """What backs the answer."""
    note: Text | None = None
    """What the office wants readers to know about the answer."""


FactKind = Literal["checks", "number", "choice", "day", "before", "change"]


class FactField(NamedTuple):
    """A field of an answer that holds a fact, and what kind of value it takes.

    `dates` marks the day that says when another fact was true, `second` what is only asked for
    the highest level.
    """

    name: str
    kind: FactKind
    dates: bool = False
    second: bool = False


CHECKS = FactField("checks", "checks")
NUMERATOR = FactField("numerator", "number")
DENOMINATOR = FactField("denominator", "number")
VALUE = FactField("value", "number")
DATE = FactField("date", "day")
CHOICE = FactField("choice", "choice")
AS_OF = FactField("as_of", "day", dates=True)
BEFORE = FactField("before", "before", second=True)
CHANGE = FactField("change", "change", second=True)

FACTS = (CHECKS, NUMERATOR, DENOMINATOR, VALUE, DATE, CHOICE, AS_OF, BEFORE, CHANGE)


def reported(answer: Answer) -> tuple[FactField, ...]:
    """The facts that an answer holds, in the order in which they are listed."""
    given = answer.model_fields_set
    return tuple(
        field
        for field in FACTS
        if field.name in given and getattr(answer, field.name) not in (None, {})
    )


@cache
def needed(facts: tuple[FactField, ...]) -> tuple[FactField, ...]:
    """Those of a rule's facts without which it cannot be read."""
    return tuple(field for field in facts if not field.second)


def earlier_form(facts: tuple[FactField, ...]) -> tuple[str, ...]:
    """The fields of an earlier fact: those of the present one, with a day if they have none.

    A date is its own day.
    """
    form = tuple(field.name for field in needed(facts))
    return form if DATE in facts or AS_OF in facts else (*form, AS_OF.name)
