"""In: the sheet of promises; out: who holds each, what is wrong with the sheet, and the page."""

import ast
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import yaml

from ict_maturity.problems.codes import MEANINGS
from tests.promises.sentences import ROOT

SHEET = Path(__file__).with_name("sheet")
PAGE = ROOT / "docs/development/promises.md"
REASONS = {
    "advice": "ask or advise a person, and bind no program",
    "world": "tell of the world outside, which facts.yaml holds with its sources",
    "words": "use the word in another sense, such as *only* for *no more than*",
    "repeats": "give the reason for a promise, or sum promises up that stand beside them",
}
"""Why a sentence with a strict word can be no promise of this project, as the page says it."""


@dataclass(frozen=True)
class Entry:
    """One sentence of the sheet: who holds it, or why nobody needs to."""

    says: str
    held_by: tuple[str, ...] = ()
    """Tests, as pytest names them without parameters, and checks: the codes of problems."""
    no_promise: str = ""
    """A key of REASONS, where it is none."""


def entries() -> tuple[Entry, ...]:
    """All entries of the sheet, which lies in several files."""
    parts = (yaml.safe_load(file.read_text("utf-8")) for file in sorted(SHEET.glob("*.yaml")))
    rows = [row for part in parts for row in part]
    return tuple(Entry(**{**row, "held_by": tuple(row.get("held_by", ()))}) for row in rows)


def faults(listed: Sequence[Entry], said: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """What is wrong with the entries for these sentences, each in words."""
    counted = Counter(entry.says for entry in listed)
    yield from (f"{said[text][0]}: in no entry: {text}" for text in said if not counted[text])
    yield from (f"in two entries: {text}" for text, number in counted.items() if number > 1)
    for entry in listed:
        if entry.says not in said:
            yield f"said nowhere any more: {entry.says}"
        if bool(entry.held_by) == bool(entry.no_promise):
            yield f"say who holds it, or why it is no promise: {entry.says}"
        if entry.no_promise and entry.no_promise not in REASONS:
            yield f"no such reason, {entry.no_promise}: {entry.says}"
        yield from (f"no such test or check, {held}" for held in entry.held_by if not is_held(held))


def is_held(holder: str) -> bool:
    """Whether there is such a test, or such a check."""
    path, found, name = holder.partition("::")
    return name in tests_of(path) if found else holder in MEANINGS


@cache
def tests_of(path: str) -> frozenset[str]:
    """The names of the tests in a file, none when there is no such file."""
    file = ROOT / path
    if not (path.startswith("tests/") and file.is_file()):
        return frozenset()
    tree = ast.parse(file.read_text("utf-8"))
    names = (node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    return frozenset(name for name in names if name.startswith("test_"))


def page(listed: Sequence[Entry], said: Mapping[str, Sequence[str]]) -> str:
    """The page of the promises, in Markdown: a part for each place that makes some."""
    of = {entry.says: entry for entry in listed}
    places: dict[str, list[Entry]] = {}
    for text, (place, *_) in said.items():
        places.setdefault(place, []).append(of[text])
    parts = [HEAD.format(number=sum(bool(of[text].held_by) for text in said))]
    for place, found in places.items():
        told = [f"> {each.says}\n\n{shown(each.held_by)}" for each in found if each.held_by]
        if told:
            parts += [f"## {place}", *told]
    asides = Counter(of[text].no_promise for text in said if of[text].no_promise)
    lines = [f"- {asides[reason]} {words}" for reason, words in REASONS.items() if asides[reason]]
    parts.append("\n".join(["## Strict words that promise nothing", "", *lines]))
    return "\n\n".join(parts) + "\n"


HEAD = """---
title: Promises
description: Every sentence with a strict word, and the test or check that holds it.
tags: [Development]
---

# Promises

This page is written by `scripts/promises` from `tests/promises/sheet/`.
A promise is executed or it is not made.
Below are all {number} sentences of the pages, the fields and the help that promise something
with a strict word (*never*, *always*, *must*, *only*, *cannot*).
Below each stand the checks and the tests that fail when it is broken: a test by its file in
`tests/` and its name, in words.
A check has the name of its problem; what the [list of problems](../reference/problems.md) says
of a problem is held by that check.
A test finds strict sentences that are not in the sheet, entries that nobody says any more, and
names of tests and checks that are gone."""


def shown(held_by: Sequence[str]) -> str:
    """Checks with a link to what they say, and tests by their file, their names as words."""
    checks = [held for held in held_by if "::" not in held]
    parts = [f"[{check}](../reference/problems.md#{check})" for check in checks]
    tests = sorted(held.partition("::")[::2] for held in held_by if "::" in held)
    for path, names in groupby(tests, itemgetter(0)):
        words = "; ".join(name.removeprefix("test_").replace("_", " ") for _, name in names)
        parts.append(f"`{path.removeprefix('tests/')}`: {words}")
    return ". ".join(parts)
