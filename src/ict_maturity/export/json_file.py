"""In: plain data; out: a JSON Output with one entry a line, so that changes can be read."""

import json
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ict_maturity.aggregate.site import Site
from ict_maturity.data.outputs import Output
from ict_maturity.texts.numbers import format_number

PLACES = 4
FOLDER = "data/v1"


def decimals(value: Fraction | Decimal | None) -> float | None:
    """A computed number as JSON carries it: four decimals, ties away from zero."""
    return None if value is None else float(format_number(value, PLACES))


def about(site: Site) -> dict[str, Any]:
    """What every file says of itself first."""
    framework = site.content.framework
    return {
        "name": framework.name,
        "edition": framework.edition,
        "edition_status": framework.edition_status,
        "notice": framework.notice,
        "engine_version": site.engine_version,
    }


def json_output(name: str, data: Mapping[str, Any], source: str | None = None) -> Output:
    """The file `name` below the folder of the exports."""
    return Output.of_text(f"{FOLDER}/{name}", json_text(data), source)


def json_text(data: Mapping[str, Any]) -> str:
    """An object with one key a line, and one line for each entry of a list of objects."""
    entries = ",\n".join(f"{_compact(key)}: {_lines(value)}" for key, value in data.items())
    return f"{{\n{entries}\n}}\n"


def _lines(value: object) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + ",\n".join(_compact(entry) for entry in value) + "\n]"
    return _compact(value)


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
