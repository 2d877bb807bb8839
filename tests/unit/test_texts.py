"""Interface words: one place for each, and every reason of the scoring has its sentence."""

import string
from collections import Counter
from datetime import date
from fractions import Fraction

import pytest

from ict_maturity.rules.reading import FactValue, Reason
from ict_maturity.rules.reasons import FACTS, ReasonCode
from ict_maturity.texts.reasons import listed, reason_text
from ict_maturity.texts.words import ENGLISH, SOURCES, word


def test_each_word_is_defined_once() -> None:
    counted = Counter(id for source in SOURCES for id in source.WORDS)
    assert [id for id, times in counted.items() if times > 1] == []


def test_an_unknown_language_falls_back_to_english() -> None:
    assert word("fictional", "xx") == "Fictional"


def test_an_unknown_id_is_refused() -> None:
    with pytest.raises(KeyError):
        word("no.such.word")


@pytest.mark.parametrize("code", ReasonCode)
def test_every_reason_has_a_sentence_that_uses_only_its_facts(code: ReasonCode) -> None:
    text = ENGLISH[f"reason.{code}"]
    wanted = {name for _, name, _, _ in string.Formatter().parse(text) if name}
    assert wanted <= set(FACTS[code])


SAMPLES: dict[str, FactValue] = {
    "checks": ("owner-named", "plan-approved"),
    "open": ("owner-named",),
    "others": ("budget-set",),
    "kpis": ("K01", "K02", "K03"),
    "choices": ("yearly",),
    "fields": ("region",),
    "accepted_on": date(2026, 3, 4),
    "date": date(2026, 3, 4),
    "coverage": Fraction(2, 3),
    "cut_point": Fraction(85, 100),
    "unit": "share",
    "direction": "higher",
}


@pytest.mark.parametrize("code", ReasonCode)
def test_every_reason_reads_as_a_sentence(code: ReasonCode) -> None:
    facts = {name: SAMPLES.get(name, 3) for name in FACTS[code]}
    text = reason_text(Reason(code, facts))
    assert text.endswith(".")
    assert "{" not in text
    assert "Fraction" not in text


def test_a_reason_names_checks_by_their_text() -> None:
    reason = Reason(
        ReasonCode.MEET_CHECKS,
        {"checks": ("owner-named", "plan-approved"), "level": 2, "open": ("owner-named",)},
    )
    text = reason_text(reason, {"owner-named": "An owner is named."})
    assert text == (
        "Meet for level 2: “An owner is named” and plan-approved. "
        "Not decided yet: “An owner is named”."
    )


def test_a_share_is_read_as_a_percentage_and_a_number_with_its_unit() -> None:
    share: dict[str, FactValue] = {
        "cut_point": Fraction(17, 20),
        "direction": "higher",
        "level": 3,
        "unit": "share",
    }
    months: dict[str, FactValue] = {
        "cut_point": Fraction(12),
        "direction": "lower",
        "level": 4,
        "unit": "months",
    }
    assert "85\u202f% or more" in reason_text(Reason(ReasonCode.CUT_POINT_NEXT, share))
    assert "12 months or less" in reason_text(Reason(ReasonCode.CUT_POINT_NEXT, months))


@pytest.mark.parametrize(
    ("words", "text"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_lists_in_sentences(words: list[str], text: str) -> None:
    assert listed(words) == text
