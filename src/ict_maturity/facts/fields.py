"""In: nothing; out: every kind of fact that an office can report about a KPI.

Rules say which of them they ask for; answers, checks, questionnaires, tables and texts read them
here and nowhere else.
"""

from typing import Literal, NamedTuple

from ict_maturity.facts.answer import Answer

FactKind = Literal["checks", "number", "choice", "day"]


class FactField(NamedTuple):
    """A field of an answer that holds a fact, and what kind of value it takes.

    `dates` marks the day that says when another fact was true.
    """

    name: str
    kind: FactKind
    dates: bool = False


CHECKS = FactField("checks", "checks")
NUMERATOR = FactField("numerator", "number")
DENOMINATOR = FactField("denominator", "number")
VALUE = FactField("value", "number")
DATE = FactField("date", "day")
CHOICE = FactField("choice", "choice")
AS_OF = FactField("as_of", "day", dates=True)

FACTS = (CHECKS, NUMERATOR, DENOMINATOR, VALUE, DATE, CHOICE, AS_OF)


def reported(answer: Answer) -> tuple[FactField, ...]:
    """The facts that an answer holds, in the order in which they are listed."""
    return tuple(field for field in FACTS if getattr(answer, field.name) not in (None, {}))
