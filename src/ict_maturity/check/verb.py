"""In: a piece of an English sentence; out: whether a verb that says something stands in it.

A guess from the form of words, good enough for a warning: no dictionary is asked.
"""

import re

WORD = re.compile(r"[\w'-]+")
VERB = re.compile(
    "is|are|was|were|has|have|had|does|do|did|can|may|must|will|shall|"
    "asks?|gives?|knows?|needs?|runs?|says?|shows?|takes?|uses?|"
    "began|came|chose|gave|held|kept|knew|led|left|lost|made|met|paid|put|ran|read|said|saw|"
    "sent|set|stood|took|told|went|wrote"
)
"""Helping verbs, verbs that checks use often, and past forms that do not end in -ed."""

DETERMINER = re.compile("a|all|an|both|each|every|its|no|one|the|their|these|this|two")
"""A noun follows it: "the signed list" and "the checks" have no verb."""

OBJECT = re.compile(rf"{DETERMINER.pattern}|how|what|when|whether|which|who|whom|why")
"""What often follows a verb in -s: "names the owner", "says who decides"."""


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
