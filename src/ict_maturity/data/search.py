"""In: what pages say of themselves; out: what the search finds, as text of a file."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from typing import Any

ENTRIES = "search/entries.json"
"""The file of all entries; a browser reads it when somebody searches, and never before."""


@dataclass(frozen=True)
class SearchEntry:
    """A page, or a part of one, as the search finds and shows it; all of it is plain text.

    `location` is its address from the top of the site, with the anchor of a part. `text` is whole
    sentences, on a line of their own where they do not read on from those before. `kinds` says
    what it is, the most telling first; `names` is what it is meant by when somebody types that: an
    id, a code, a name it had before. It counts `boost` times.
    """

    location: str
    title: str
    text: str = ""
    kinds: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    boost: float = 1


def entries_in(text: str) -> tuple[SearchEntry, ...]:
    """The entries that `entries_text` wrote.

    Raises ValueError or TypeError for another text.
    """

    def whole(values: dict[str, Any]) -> dict[str, Any]:
        return {key: tuple(v) if isinstance(v, list) else v for key, v in values.items()}

    return tuple(SearchEntry(**whole(each)) for each in json.loads(text))


def entries_text(entries: Iterable[SearchEntry]) -> str:
    """The entries as JSON on one line; what an entry does not say is left out."""
    usual = {each.name: each.default for each in fields(SearchEntry)}
    found = [
        {name: value for name, value in asdict(each).items() if value != usual[name]}
        for each in entries
    ]
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")) + "\n"
