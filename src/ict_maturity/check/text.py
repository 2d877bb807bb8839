"""In: the texts of one object; out: findings on words and sentences that strangers read apart."""

import re
from collections.abc import Iterator
from functools import lru_cache

from ict_maturity.check.verb import has_verb
from ict_maturity.model import Content, Kpi
from ict_maturity.problems.finding import Finding, KeyPath

LONGEST_SENTENCE = 25
CLAIM_JOINT = re.compile(r",\s+and\s+")
SENTENCE_END = re.compile(r"(?<=[.!?;])\s+")


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
            yield Finding(
                path,
                "word-not-measurable",
                f'"{word}" is not measurable: two readers would decide it differently.',
                "Name the number, the date or the document that shows it. "
                "The list is `not_measurable` in framework.yaml.",
            )


@lru_cache(maxsize=8)
def any_of(words: tuple[str, ...]) -> re.Pattern[str] | None:
    """A pattern that finds each of the words as a whole, whatever its capital letters."""
    if not words:
        return None
    parts = (r"\s+".join(map(re.escape, word.split())) for word in words)
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)


def sentences_are_short(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """No sentence of a check or choice has more than 25 words."""
    for path, text in claims_of(kpi):
        for sentence in SENTENCE_END.split(text):
            count = len(sentence.split())
            if count > LONGEST_SENTENCE:
                yield Finding(
                    path,
                    "sentence-too-long",
                    f"A sentence has {count} words; at most {LONGEST_SENTENCE} are read alike.",
                    "Make two sentences of it, or two checks.",
                )


def claims_are_single(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """No sentence of a check joins two claims by ", and"."""
    for path, _, check in kpi.rule.placed_checks():
        if any(joins_two_claims(sentence) for sentence in SENTENCE_END.split(check.text)):
            yield Finding(
                ("rule", *path, "text"),
                "claims-joined",
                f"The check {check.id} may hold two claims: "
                'a verb stands on both sides of ", and".',
                "Make two checks of it, so that an office can meet one and not the other.",
            )


def joins_two_claims(sentence: str) -> bool:
    """Whether a verb stands on both sides of a ", and"."""
    return any(
        has_verb(sentence[: joint.start()]) and has_verb(sentence[joint.end() :])
        for joint in CLAIM_JOINT.finditer(sentence)
    )


RULES = (words_are_measurable, sentences_are_short, claims_are_single)
