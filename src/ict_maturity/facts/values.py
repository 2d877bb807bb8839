"""In: raw scalars; out: small checked types, and the full months between two days."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Literal
from unicodedata import normalize

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from ict_maturity.facts.address import (
    REPOSITORY_ADDRESS,
    SITE_ADDRESS,
    mended_repository,
    mended_site,
)
from ict_maturity.facts.signs import UNSEEN_SIGNS
from ict_maturity.said import Said, word

LARGEST_NUMBER = Decimal(10) ** 15
SMALLEST_STEP = -12
MOST_DIGITS = 15
"""A number of more digits is not the same number any more once a program has read it from JSON."""
SHARE_PATTERN = r"^[0-9]{1,13}/[1-9][0-9]{0,12}$"
ONE_LINE = r"^[^\r\n]*$"
SLUG = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
RECOMMENDATION = r"^R[0-9]{2}$"
KPI = r"^K([0-9]{2}|[1-9][0-9]{2})$"
OFFICE = r"^[A-Z]{2}[A-Z0-9]{0,2}$"
CYCLE = r"^[0-9]{4}(-[1-9])?$"
"""One digit after the year, so that the order of rounds is the order of their ids."""
EDITION = r"^[0-9]{4}\.[0-9]{1,2}$"
LANGUAGE = r"^[a-z]{2,3}(-[A-Za-z]{2,4})?$"
WEB_ADDRESS = r"^https?://[A-Za-z0-9.-]+(:[0-9]+)?(/[^\s<>\"'`]*)?$"
LICENCE = r"^[A-Za-z0-9][A-Za-z0-9.-]{0,63}$"
LETTER = r"^[a-z]$"
DIGEST = r"^[0-9a-f]{64}$"
UNMISTAKABLE = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No two of them are read as one another."""
TOKEN_GROUPS, TOKEN_GROUP = 7, 4
"""28 of 30 signs are 137 bits."""
TOKEN = "^" + "-".join([f"[{UNMISTAKABLE}]{{{TOKEN_GROUP}}}"] * TOKEN_GROUPS) + "$"

FORMS: Mapping[str, Said] = {
    SHARE_PATTERN: word("form.share"),
    ONE_LINE: word("form.one_line"),
    SLUG: word("form.slug"),
    RECOMMENDATION: word("form.recommendation"),
    KPI: word("form.kpi"),
    OFFICE: word("form.office"),
    CYCLE: word("form.cycle"),
    EDITION: word("form.edition"),
    LANGUAGE: word("form.language"),
    WEB_ADDRESS: word("form.web_address"),
    LICENCE: word("form.licence"),
    SITE_ADDRESS: word("form.site_address"),
    REPOSITORY_ADDRESS: word("form.repository_address"),
    LETTER: word("form.letter"),
    DIGEST: word("form.digest"),
    TOKEN: word("form.token"),
}
"""What a text of each form is, in words: no regular expression is shown to a person."""


class Model(BaseModel):
    """What every content type is: frozen, nothing extra allowed, each field described."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


def refusal(type: str, expected: Said) -> PydanticCustomError:
    """What pydantic carries to where a problem is made of it: words that begin with `expected.`.

    Their values are texts, because pydantic prints them.
    """
    return PydanticCustomError(type, expected.id, dict(expected.values))


def refuse_number_out_of_range(number: Decimal) -> Decimal:
    """Keep exact arithmetic affordable: at most 10^15 in size, 12 decimals and 15 digits."""
    if not number.is_finite() or number.copy_abs() > LARGEST_NUMBER:
        raise refusal("number_out_of_range", word("expected.size"))
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and exponent < SMALLEST_STEP:
        raise refusal("number_out_of_range", word("expected.decimals"))
    if len(number.normalize().as_tuple().digits) > MOST_DIGITS:
        raise refusal("number_out_of_range", word("expected.digits"))
    return number


def parse_number(value: Any) -> Decimal:
    """Only a number is a number: not a quoted text, not true or false."""
    if isinstance(value, Decimal):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return Decimal(str(value))
    raise refusal("not_a_number", word("expected.number"))


def refuse_unreadable(text: str) -> str:
    """A text says something, in signs that can be seen; two ways to write a letter are one."""
    if not text.strip():
        raise refusal("blank_text", word("expected.text"))
    if UNSEEN_SIGNS.search(text):
        raise refusal("control_character", word("expected.seen"))
    return normalize("NFC", text)


def parse_share(value: Any) -> Fraction:
    """Read `2/3` (quoted or not) or a decimal as an exact fraction between 0 and 1."""
    is_number = isinstance(value, (int, Decimal, Fraction)) and not isinstance(value, bool)
    is_division = isinstance(value, str) and re.fullmatch(SHARE_PATTERN, value)
    if not (is_number or is_division):
        raise refusal("not_a_share", word("expected.share"))
    # As a fraction, 1e-999999999 would be written out digit by digit.
    share = Fraction(refuse_number_out_of_range(value) if isinstance(value, Decimal) else value)
    if not 0 <= share <= 1:
        raise refusal("not_a_share", word("expected.share_size"))
    return share


def parse_day(value: Any) -> Any:
    """Only a date written YYYY-MM-DD is a day; numbers are not read as timestamps."""
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise refusal("not_a_day", word("expected.day")) from error
    if type(value) is date:
        return value
    raise refusal("not_a_day", word("expected.day_form"))


Text = Annotated[str, Field(strict=True, max_length=4000), AfterValidator(refuse_unreadable)]
"""Plain text: shown as it is, never as Markdown or HTML."""

Line = Annotated[
    str,
    Field(strict=True, max_length=300, pattern=ONE_LINE),
    AfterValidator(refuse_unreadable),
]
"""Plain text on one line: titles, names, labels."""

Markdown = Annotated[
    str,
    Field(strict=True, max_length=5000, json_schema_extra={"contentMediaType": "text/markdown"}),
    AfterValidator(refuse_unreadable),
]
"""Text that may hold Markdown; raw HTML and `javascript:` links are refused by `check`."""

Flag = Annotated[bool, Field(strict=True)]
"""true or false; YAML 1.1's yes and no are texts."""

Count = Annotated[int, Field(strict=True)]
"""A whole number without quotes."""

Slug = Annotated[str, Field(strict=True, pattern=SLUG, max_length=60)]
LicenceId = Annotated[str, Field(strict=True, pattern=LICENCE)]
"""A stable id in small letters, digits and hyphens."""

Day = Annotated[date, BeforeValidator(parse_day)]
"""A day, written YYYY-MM-DD."""

RecommendationId = Annotated[str, Field(strict=True, pattern=RECOMMENDATION)]
KpiId = Annotated[str, Field(strict=True, pattern=KPI)]
OfficeCode = Annotated[str, Field(strict=True, pattern=OFFICE)]
CycleId = Annotated[str, Field(strict=True, pattern=CYCLE)]
EditionId = Annotated[str, Field(strict=True, pattern=EDITION)]
Language = Annotated[str, Field(strict=True, pattern=LANGUAGE)]
Digest = Annotated[str, Field(strict=True, pattern=DIGEST)]
"""A SHA-256 as 64 small hexadecimal digits."""
Token = Annotated[str, Field(strict=True, pattern=TOKEN)]
"""What only an office and those who run a round know."""
WebAddress = Annotated[str, Field(strict=True, pattern=WEB_ADDRESS, max_length=500)]


def own_address(form: str, mended: Callable[[str], str]) -> AfterValidator:
    """An address is written in one way only; a refusal carries that way."""

    def refuse_other_ways(address: str) -> str:
        right = mended(address)
        if not right or address != right:
            raise PydanticCustomError("address_form", "{form}", {"form": form, "mended": right})
        return address

    return AfterValidator(refuse_other_ways)


SiteAddress = Annotated[
    str,
    Field(strict=True, max_length=500, json_schema_extra={"pattern": SITE_ADDRESS}),
    own_address(SITE_ADDRESS, mended_site),
]
RepositoryAddress = Annotated[
    str,
    Field(strict=True, max_length=500, json_schema_extra={"pattern": REPOSITORY_ADDRESS}),
    own_address(REPOSITORY_ADDRESS, mended_repository),
]

Number = Annotated[
    Decimal,
    BeforeValidator(parse_number),
    AfterValidator(refuse_number_out_of_range),
    PlainSerializer(lambda number: int(number) if number == int(number) else float(number)),
    WithJsonSchema({"type": "number", "minimum": -1e15, "maximum": 1e15}),
]
"""A number read exactly as written; JSON carries it as a number."""

Share = Annotated[
    Fraction,
    BeforeValidator(
        parse_share,
        json_schema_input_type=Annotated[float, Field(ge=0, le=1)]
        | Annotated[str, Field(pattern=SHARE_PATTERN)],
    ),
    PlainSerializer(lambda share: f"{share.numerator}/{share.denominator}", return_type=str),
]
"""An exact share between 0 and 1."""

Level = Literal[0, 1, 2, 3, 4]
Step = Literal[1, 2, 3, 4]


def whole_months(start: date, end: date) -> int:
    """Full months passed from `start` to `end` (docs/method.md, section 3).

    A month is full on the first day that has the same number as `start` or, in a month that is
    too short for it, on the first day of the next month. Negative when `end` lies before.
    """
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (end.day < start.day)


def is_older(start: date, end: date, months: int) -> bool:
    """Whether more than `months` full months have passed from `start` to `end`."""
    return whole_months(start, end) > months
