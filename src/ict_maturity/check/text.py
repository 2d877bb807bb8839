"""In: the texts of one object; out: findings on words and sentences that strangers read apart."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from ict_maturity.facts.values import Model
from ict_maturity.model import Content, Kpi
from ict_maturity.problems.finding import Finding, KeyPath, finding

LONGEST_SENTENCE = 25
CLAIM_JOINT = re.compile(r",\s+and\s+")
SENTENCE_END = re.compile(r"(?<=[.!?;])\s+")
NUMBER = r"[0-9]+(?:[.,][0-9]+)?"
WORD = re.compile(r"[\w'-]+")
VERB = re.compile(
    "is|are|was|were|has|have|had|does|do|did|can|may|must|will|shall|"
    "asks?|gives?|knows?|needs?|runs?|says?|shows?|takes?|uses?|"
    "began|came|chose|gave|held|kept|knew|led|left|lost|made|met|paid|put|ran|read|said|saw|"
    "sent|set|stood|took|told|went|wrote"
)
"""Helping verbs, verbs that checks use often, and past forms that do not end in -ed.

Whether a word is one is guessed from its form, which is good enough for a warning.
"""

DETERMINER = re.compile("a|all|an|both|each|every|its|no|one|the|their|these|this|two")
"""A noun follows it: "the signed list" and "the checks" have no verb."""

OBJECT = re.compile(rf"{DETERMINER.pattern}|how|what|when|whether|which|who|whom|why")
"""What often follows a verb in -s: "names the owner", "says who decides"."""


def names_of(kind: type[Model]) -> Iterable[str]:
    """All fields of a kind of thing."""
    return kind.model_fields


def texts_in(
    value: Any, path: KeyPath = (), fields: Callable[[type[Model]], Iterable[str]] = names_of
) -> Iterator[tuple[KeyPath, str]]:
    """Every text of a value and of what is inside it, in these fields, with its key path."""
    match value:
        case str():
            yield path, value
        case Model():
            for name in fields(type(value)):
                yield from texts_in(getattr(value, name), (*path, name), fields)
        case Mapping():
            for key, each in value.items():
                yield from texts_in(each, (*path, key), fields)
        case tuple():
            for i, each in enumerate(value):
                yield from texts_in(each, (*path, i), fields)


def claims_of(kpi: Kpi) -> Iterator[tuple[KeyPath, str]]:
    """The texts that an office decides on: checks and choices."""
    for path, text in kpi.rule.claims():
        yield ("rule", *path), text


def counting_rules_of(kpi: Kpi) -> Iterator[tuple[KeyPath, str]]:
    """The texts that say what counts."""
    for field, texts in (("include", kpi.counting.include), ("exclude", kpi.counting.exclude)):
        for i, text in enumerate(texts):
            yield ("counting", field, i), text


def words_are_measurable(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """Checks, choices and counting rules use no word that framework.yaml lists as undefined."""
    pattern = any_of(content.framework.not_measurable)
    if pattern is None:
        return
    for path, text in (*claims_of(kpi), *counting_rules_of(kpi)):
        for word in dict.fromkeys(match.group().lower() for match in pattern.finditer(text)):
            yield finding(path, "word-not-measurable", word=word)


def facts_are_not_invented(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """No text tells an office to report a value that is not a fact."""
    pattern = any_of(content.framework.not_facts)
    if pattern is None:
        return
    texts: list[tuple[KeyPath, str]] = [
        (("measures",), kpi.measures),
        (("scope",), kpi.scope),
        *counting_rules_of(kpi),
        *((("rule", question.field.name), question.text) for question in kpi.rule.questions()),
    ]
    for path, text in texts:
        for phrase in dict.fromkeys(match.group() for match in pattern.finditer(text)):
            yield finding(path, "fact-invented", phrase=" ".join(phrase.split()))


@lru_cache(maxsize=8)
def any_of(words: tuple[str, ...]) -> re.Pattern[str] | None:
    """A pattern that finds each of the words as a whole, whatever its capital letters.

    A `#` among them stands for any number.
    """
    if not words:
        return None
    parts = (
        r"\s+".join(NUMBER.join(map(re.escape, part.split("#"))) for part in word.split())
        for word in words
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)


def sentences_are_short(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """No sentence of a check or choice has more than 25 words."""
    for path, text in claims_of(kpi):
        for sentence in SENTENCE_END.split(text):
            count = len(sentence.split())
            if count > LONGEST_SENTENCE:
                yield finding(path, "sentence-too-long", number=count, most=LONGEST_SENTENCE)


def claims_are_single(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """No sentence of a check joins two claims by ", and"."""
    for path, _, check in kpi.rule.placed_checks():
        if any(joins_two_claims(sentence) for sentence in SENTENCE_END.split(check.text)):
            yield finding(("rule", *path, "text"), "claims-joined", check=check.id)


def joins_two_claims(sentence: str) -> bool:
    """Whether a verb stands on both sides of a ", and"."""
    return any(
        has_verb(sentence[: joint.start()]) and has_verb(sentence[joint.end() :])
        for joint in CLAIM_JOINT.finditer(sentence)
    )


def has_verb(text: str) -> bool:
    """Whether a word is a known verb, or has the form and the neighbours of one."""
    words = [word.lower() for word in WORD.findall(text)]
    neighbours = zip(("", *words), words, (*words[1:], ""), strict=False)
    return any(is_verb(*each) for each in neighbours)


def is_verb(before: str, word: str, after: str) -> bool:
    """Whether a word between two others is a verb by its form."""
    if VERB.fullmatch(word):
        return True
    if DETERMINER.fullmatch(before):
        return False
    ends_in_s = word.endswith("s") and not word.endswith(("is", "ss", "us"))
    return word.endswith("ed") or (ends_in_s and OBJECT.fullmatch(after) is not None)


RULES = (words_are_measurable, facts_are_not_invented, sentences_are_short, claims_are_single)
