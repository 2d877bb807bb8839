"""In: what is in no language yet, also within tuples and tables; out: the same in English."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from typing import Any

import pytest

from ict_maturity.problems import Problem, RefusedError
from ict_maturity.render.parts import Table
from ict_maturity.texts.words import problem_text, words_of

ENGLISH = words_of("en")


@contextmanager
def refusing(match: str, kind: type[RefusedError] = RefusedError) -> Iterator[None]:
    """What runs in here is refused in words that match."""
    with pytest.raises(kind) as raised:
        yield
    assert re.search(match, spoken(raised.value.said))


def spoken(value: Any) -> Any:
    """The value with all that it holds in words."""
    if isinstance(value, Table):
        said = {each.name: spoken(getattr(value, each.name)) for each in fields(value)}
        return replace(value, **said)
    if isinstance(value, Problem):
        return problem_text(value, ENGLISH)
    if isinstance(value, tuple):
        parts = map(spoken, value)
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    return ENGLISH.spoken(value)
