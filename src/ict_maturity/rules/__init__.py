"""In: a KPI's rule; out: all that depends on its type, one module a type.

`TYPES` is the only list of them: whoever needs another one writes a module beside these.
"""

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from ict_maturity.rules.binary import Binary
from ict_maturity.rules.checklist import Checklist
from ict_maturity.rules.ladder import Ladder
from ict_maturity.rules.measured import Measured
from ict_maturity.rules.number import NumberRule
from ict_maturity.rules.ordered import Choice, Ordered
from ict_maturity.rules.ratio import Ratio
from ict_maturity.rules.reading import Reader
from ict_maturity.rules.recency import Recency
from ict_maturity.rules.rule import Check, Direction, RuleType
from ict_maturity.rules.unsound import UnsoundReader

__all__ = [
    "TYPES",
    "Binary",
    "Check",
    "Checklist",
    "Choice",
    "Direction",
    "Ladder",
    "Measured",
    "NumberRule",
    "Ordered",
    "Ratio",
    "Reader",
    "Recency",
    "Rule",
    "RuleType",
    "reader_of",
]

TYPES: tuple[type[RuleType], ...] = (
    Ladder,
    Checklist,
    Ratio,
    NumberRule,
    Recency,
    Ordered,
    Binary,
)

if TYPE_CHECKING:
    Rule = RuleType
else:
    # A union of what is listed, which no type checker could read.
    Rule = Annotated[
        reduce(or_, TYPES),
        Field(discriminator="type"),
    ]


def reader_of(rule: RuleType) -> Reader:
    """The rule made ready to read answers; one that `check` refuses reads as no value."""
    return rule.reader() if rule.is_sound() else UnsoundReader()
