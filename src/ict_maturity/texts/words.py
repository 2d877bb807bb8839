"""In: the id of an interface text; out: its words in the wanted language, English when missing."""

from collections.abc import Mapping
from types import MappingProxyType

from ict_maturity.texts import (
    english,
    english_changes,
    english_data,
    english_examples,
    english_frame,
    english_health,
    english_pages,
    english_reasons,
    english_results,
)

SOURCES = (
    english,
    english_changes,
    english_data,
    english_examples,
    english_frame,
    english_health,
    english_pages,
    english_reasons,
    english_results,
)
ENGLISH: Mapping[str, str] = MappingProxyType(
    {id: text for source in SOURCES for id, text in source.WORDS.items()}
)
LANGUAGES: Mapping[str, Mapping[str, str]] = MappingProxyType({"en": ENGLISH})


def word(id: str, /, language: str = "en", **facts: object) -> str:
    """The interface text with its `{facts}` filled in.

    Raises KeyError for an id that English does not have, because English is the source.
    """
    text = LANGUAGES.get(language, ENGLISH).get(id)
    text = ENGLISH[id] if text is None else text
    return text.format_map(facts) if facts else text
