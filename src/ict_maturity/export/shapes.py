"""In: nothing; out: what values of results may be, as JSON Schema says it."""

from typing import Any, get_args

from ict_maturity.export.fields import Shape
from ict_maturity.facts.values import CYCLE, DIGEST, EDITION, KPI, OFFICE, RECOMMENDATION, SLUG
from ict_maturity.model import ContentStatus, Framework, Kpi, Wording


def text_of(pattern: str) -> Shape:
    """A text of this form."""
    return {"type": "string", "pattern": pattern}


def one_of(literal: Any) -> Shape:
    """One of the texts of a Literal type."""
    return {"type": "string", "enum": list(get_args(literal))}


def number(unit: str, least: int | None, most: int | None = None) -> Shape:
    """A computed number between these bounds, with four decimals."""
    return {"type": "number", "unit": unit, **bounds(least, most)}


def count(unit: str, least: int | None = 0, most: int | None = None) -> Shape:
    """A whole number between these bounds."""
    return {"type": "integer", "unit": unit, **bounds(least, most)}


def bounds(least: int | None, most: int | None) -> Shape:
    """The least and the largest value, where there is one."""
    found = {"minimum": least, "maximum": most}
    return {name: value for name, value in found.items() if value is not None}


TEXT: Shape = {"type": "string"}
FLAG: Shape = {"type": "boolean"}
DAY: Shape = {"type": "string", "format": "date"}
SLUG_ID = text_of(SLUG)
OFFICE_CODE = text_of(OFFICE)
CYCLE_ID = text_of(CYCLE)
EDITION_ID = text_of(EDITION)
RECOMMENDATION_ID = text_of(RECOMMENDATION)
KPI_ID = text_of(KPI)
DIGEST_HEX = text_of(DIGEST)
CONTENT_STATUS = one_of(ContentStatus)
WORDING = one_of(Wording)
EDITION_STATUS = one_of(Framework.model_fields["edition_status"].annotation)
LIFECYCLE = one_of(Kpi.model_fields["lifecycle"].annotation)
LEVEL = count("level", 0, 4)
LEVELS = count("levels", -4, 4)
MEAN_LEVEL = number("level", 0, 4)
MEAN_CHANGE = number("levels", -4, 4)
SCORE = number("points", 0, 100)
POINTS = number("points", -100, 100)
SHARE = number("share", 0, 1)
OFFICES = count("offices")
KPIS = count("KPIs")
CHECKS = count("checks")
ANSWERS = count("answers")
MONTHS = count("months")
