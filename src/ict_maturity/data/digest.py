"""In: plain data; out: its canonical spelling, the SHA-256 of that, and what a result came from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from json.encoder import encode_basestring
from math import isfinite
from typing import Any

from pydantic import BaseModel

from ict_maturity import __version__
from ict_maturity.data.written import assessment_data, kpi_data, recommendation_data, written
from ict_maturity.model import AssessmentKey, Content

EXACT_INTEGERS = 1 << 53
POINT_UP_TO = 21
POINT_FROM = -6


def plain(value: Any) -> Any:
    """Plain data of a model: what says the same is the same.

    White space and line breaks in texts are folded, and a field at its default is left out, as
    people leave it out.
    """
    if isinstance(value, BaseModel):
        fields = type(value).model_fields.items()
        found = ((name, info, getattr(value, name)) for name, info in fields)
        return {
            name: plain(each)
            for name, info, each in found
            if info.is_required() or each != info.get_default(call_default_factory=True)
        }
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    return str(value) if isinstance(value, (date, Fraction)) else value


def digest_of(value: object) -> str:
    """The SHA-256 of the canonical JSON, as 64 small hexadecimal digits."""
    return sha256(canonical_json(value)).hexdigest()


def canonical_json(value: object) -> bytes:
    """The value as JSON that is spelled in one way only: RFC 8785, so that any program can do it.

    `value` is what JSON carries: None, bool, str, int, float, Decimal, mappings with texts as keys,
    and lists or tuples. The order of keys and the spelling of numbers (1, 1.0, 1e0) do not matter.
    Raises TypeError for anything else, and ValueError for what JSON cannot say.
    """
    return _spelled(value).encode()


def _spelled(value: object) -> str:
    if isinstance(value, str):
        return encode_basestring(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float, Decimal)):
        return number_text(value)
    if isinstance(value, Mapping):
        # Keys that are not texts fail in _key, so 1 and "1" can never become the same key twice.
        pairs = (
            f"{encode_basestring(key)}:{_spelled(value[key])}" for key in sorted(value, key=_key)
        )
        return f"{{{','.join(pairs)}}}"
    if isinstance(value, (list, tuple)):
        return f"[{','.join(map(_spelled, value))}]"
    raise TypeError(f"JSON cannot carry {type(value).__name__}")


def _key(key: object) -> bytes:
    """Keys are sorted by their UTF-16 code units, as RFC 8785 asks."""
    if not isinstance(key, str):
        raise TypeError(f"expected a text as key, found {type(key).__name__}")
    return key.encode("utf-16-be")


def number_text(number: float | Decimal) -> str:
    """A number as ECMAScript writes it: the shortest digits that give the same double.

    Raises ValueError for what is not finite.
    """
    if isinstance(number, int) and abs(number) < EXACT_INTEGERS:
        return str(number)
    double = float(Decimal(number))
    if not isfinite(double):
        raise ValueError(f"JSON cannot carry the number {number}")
    if not double:
        return "0"
    sign = "-" if double < 0 else ""
    return sign + _digits_with_point(abs(double))


def _digits_with_point(double: float) -> str:
    _, figures, exponent = Decimal(repr(double)).normalize().as_tuple()
    digits = "".join(map(str, figures))
    point = len(digits) + int(exponent)
    if len(digits) <= point <= POINT_UP_TO:
        return digits.ljust(point, "0")
    if 0 < point <= POINT_UP_TO:
        return f"{digits[:point]}.{digits[point:]}"
    if POINT_FROM < point <= 0:
        return f"0.{'0' * -point}{digits}"
    rest = f".{digits[1:]}" if digits[1:] else ""
    return f"{digits[0]}{rest}e{point - 1:+d}"


@dataclass(frozen=True)
class Provenance:
    """What a result was computed from, and by which version of the engine.

    `edition` is the one that was answered; `input_digest` is the digest of all that went in.
    """

    edition: str
    engine_version: str
    input_digest: str


def framework_digest(content: Content) -> str:
    """The digest of what every result rests on: the framework, its Recommendations and its KPIs."""
    return digest_of(
        {
            "framework": written(content.framework),
            "recommendations": [
                recommendation_data(content, each) for each in content.recommendations.values()
            ],
            "kpis": [kpi_data(content, each) for each in content.kpis.values()],
        }
    )


def provenance(
    content: Content, key: AssessmentKey, framework: str, engine_version: str = __version__
) -> Provenance:
    """The provenance of one assessment's result; `framework` is the digest of the framework.

    The input is what decides the result and nothing else, in its published form, so that readers
    of the data files can take the digest themselves (docs/reference/digests.md).
    """
    assessment = content.assessments[key]
    reported = assessment_data(content, assessment)
    office = content.offices[key.office].on(assessment.reference_date)
    profile = office.model_dump(mode="json", include={"profile"})
    decides = {
        name: reported.get(name, {}) for name in ("cycle", "edition", "reference_date", "answers")
    }
    cycle = content.cycles.get(key.cycle)
    asked = {"kpis": cycle.kpis if cycle else ()}
    digest = digest_of(
        {"framework_digest": framework, "office": key.office, **profile, **decides, **asked}
    )
    return Provenance(reported["edition"], engine_version, digest)
