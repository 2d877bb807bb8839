"""In: the text of a JSON file; out: plain data with exact numbers, or what is wrong with it."""

import json
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ict_maturity.load.yaml_text import Fault, parse_yaml
from ict_maturity.problems import short, wrong
from ict_maturity.said import Said, grouped

MOST_VALUES = 50_000
"""Of a file: five times what an edition of 53 KPIs has; each can be wrong in several ways."""
LEVEL_KEYS: Mapping[str, int] = {str(level): level for level in range(5)}


class ListedTwiceError(ValueError):
    """A name that stands twice in one JSON object."""


class NoNumberError(ValueError):
    """A word that Python takes for a number."""


def parse_json(text: str, hint: Said) -> tuple[Any, list[Fault]]:
    """A JSON object with exact numbers; levels, which JSON writes as texts, are numbers again.

    `hint` says what to do when it cannot be read.
    """
    if text.count(",") > MOST_VALUES:
        return None, [Fault(1, 1, wrong("file-too-large.values", hint, most=grouped(MOST_VALUES)))]
    try:
        data = json.loads(
            text,
            parse_float=Decimal,
            parse_constant=refuse_constant,
            object_pairs_hook=read_object,
        )
    except json.JSONDecodeError as error:
        why = f"{error.msg[:1].lower()}{error.msg[1:]}"
        return None, [Fault(error.lineno, error.colno, wrong("not-json", hint, reason=why))]
    except ListedTwiceError as error:
        # JSON's reader knows no lines; the other one reads JSON as well.
        twice = (each for each in parse_yaml(text).faults if each.what.code == "duplicate-key")
        place = next(((each.line, each.column) for each in twice), (0, 0))
        return None, [Fault(*place, wrong("duplicate-key.json", hint, name=short(str(error))))]
    except RecursionError:
        return None, [Fault(0, 0, wrong("nested-too-deep.json", hint))]
    except NoNumberError as error:
        return None, [Fault(0, 0, wrong("not-json.word", hint, word=str(error)))]
    except ValueError as error:
        return None, [Fault(0, 0, wrong("not-json", hint, reason=str(error)))]
    if isinstance(data, dict):
        return data, []
    return None, [Fault(1, 1, wrong("not-a-mapping.json", hint))]


def refuse_constant(name: str) -> None:
    """Python reads NaN and Infinity, which are not JSON."""
    raise NoNumberError(name)


def read_object(pairs: list[tuple[str, Any]]) -> dict[Any, Any]:
    """One JSON object, in which no name may stand twice."""
    found = {LEVEL_KEYS.get(key, key): value for key, value in pairs}
    if len(found) < len(pairs):
        ((name, _),) = Counter(key for key, _ in pairs).most_common(1)
        raise ListedTwiceError(name)
    return found
