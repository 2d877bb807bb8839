"""Problems of a report that came from a form speak the form's words, not those of a file."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from ict_maturity.intake.report import Sent, take
from ict_maturity.said import Renamed, word
from tests.english import ENGLISH, spoken
from tests.unit.books import KEY, Typed, Written, content, last

COUNTED: Mapping[str, Written] = {
    "answers.K02.numerator": 710,
    "answers.K02.denominator": 1000,
    "answers.K02.as_of": "2026-06-30",
}
LINE = {"kpi": "K01", "title": "Rules"}


def told(answers: Mapping[str, Written], evidence: Sequence[Mapping[str, Written]] = ()) -> str:
    """All that is said of answers."""
    form = Typed(answers, "HV-2026.xlsx", evidence)
    made = take(content(), KEY, form, last(), Sent("x", "e" * 64, date(2026, 9, 1)))
    return "\n".join(spoken(problem.told()) for problem in made.problems)


def without(*names: str) -> Mapping[str, Written]:
    left = {f"answers.K02.{name}" for name in names}
    return {id: value for id, value in COUNTED.items() if id not in left}


CASES: Mapping[str, tuple[Mapping[str, Written], Sequence[Mapping[str, Written]], str]] = {
    "lacks": (
        without("as_of"),
        (),
        'K02 lacks "The day for which this holds".\n'
        '  Add what is missing, or answer the whole KPI with "unknown".',
    ),
    "lacks a figure": (without("denominator"), (), 'K02 lacks "All loans counted".'),
    "twofold": (
        {**COUNTED, "answers.K02.answer": "unknown"},
        (),
        '("Loans that ended within 60 days", "All loans counted", "The day for which this holds")',
    ),
    "too large": (
        {**COUNTED, "answers.K02.numerator": 10**15 + 1},
        (),
        '"Loans that ended within 60 days": expected a number between',
    ),
    "earlier": (
        {**COUNTED, "answers.K02.change.what": "More."},
        (),
        'The field "The day of that change" is missing.\n  Fill it in, or empty what goes with it.',
    ),
    "reason": (
        {"answers.K02.answer": "not_applicable"},
        (),
        'Add "If it does not apply: why" and say',
    ),
    "doubt": (
        {**COUNTED, "answers.K02.numerator": 7100, "answers.K02.denominator": 9000},
        (),
        'say in "Remark for readers" how it comes',
    ),
    "level": ({"targets.R01.year": 1900}, (), "greater than or equal to 2000"),
    "address": (
        {},
        [{**LINE, "url": "https://example.org/a"}],
        '"Public address" and "Read on" only count together.',
    ),
    "no address": ({}, [{**LINE, "url": "nowhere"}], '"Public address" takes'),
}


@pytest.mark.parametrize("kind", CASES)
def test_a_problem_speaks_as_the_form_does(kind: str) -> None:
    answers, evidence, said = CASES[kind]
    words = told(answers, evidence)
    assert said in words
    bare = re.sub(r"^HV-2026\.xlsx: \S+", "", words, flags=re.MULTILINE)
    assert "`" not in bare
    assert not re.search(
        r"\b(as_of|read_on|fields\.md|answers\.K|targets\.R|evidence\.[0-9])", bare
    )


def test_what_the_form_does_not_call_otherwise_stays_as_it_is() -> None:
    names = (("as_of", word("book.as_of")),)
    text = ENGLISH.say(Renamed(word("parts.remark", who="`as_of`", text="`other` a.as_of"), names))
    assert text == '"The day for which this holds": `other` a.as_of'
