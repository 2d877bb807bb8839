"""In: plain data; out: a JSON text with one entry a line, so that changes can be read."""

import json
from collections.abc import Mapping
from typing import Any


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
