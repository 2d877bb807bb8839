"""Words: said in one language, whatever they hold, and every reason of the scoring has some."""

from datetime import date
from fractions import Fraction

import pytest
from babel import Locale, localedata
from markupsafe import escape

from ict_maturity.rules.reading import FactValue, Reason
from ict_maturity.rules.reasons import FACTS, ReasonCode
from ict_maturity.said import Sayable, Style, listed, long_date, percentage, word
from ict_maturity.texts.results import reason_text
from ict_maturity.texts.words import CLDR_STYLES, Text, Words, words_of
from tests.english import ENGLISH, spoken


def test_a_language_without_a_catalogue_speaks_english() -> None:
    assert words_of("xx")("fictional") == "Fictional"
    assert words_of("xx").direction == ENGLISH.direction == "ltr"


def test_a_missing_text_or_value_is_said_by_its_name_and_warned_of() -> None:
    with pytest.warns(UserWarning, match=r"no text no\.such\.word"):
        assert ENGLISH("no.such.word") == "no.such.word"
    with pytest.warns(UserWarning, match="kpi.asked_of has no value addressee"):
        assert ENGLISH("kpi.asked_of") == "asked of: {addressee}"


def test_a_value_is_never_read_as_a_text_with_braces() -> None:
    attack = "{0.__class__} {title} %s {"
    assert ENGLISH("titled", id=attack, title="T") == f"{attack} T"


def test_what_is_in_no_language_yet_cannot_be_printed() -> None:
    for value in (word("fictional"), listed(["a"]), percentage(1), long_date(date(2026, 3, 4))):
        with pytest.raises(TypeError, match="in no language yet"):
            str(value)
        with pytest.raises(TypeError, match="in no language yet"):
            f"{value}"
        with pytest.raises(TypeError, match="in no language yet"):
            escape(value)


def test_sentences_hold_sentences_numbers_and_days() -> None:
    said = word("result.of", id="R1", result=listed([word("level"), percentage(Fraction(1, 2))]))
    assert spoken(said) == "R1: Level and 50\u202f%"
    assert spoken(word("frame.data_date", date=long_date(date(2026, 3, 4)))).endswith(
        "4 March 2026"
    )
    assert spoken(word("frame.data_date", date=date(2026, 3, 4))).endswith("2026-03-04")


def test_the_plural_form_is_chosen_by_the_value_that_counts() -> None:
    forms = (("One office",), ("", "number", " offices"))
    texts = {"offices": Text(forms, "number", lambda number: int(number != 1))}
    words = Words(texts, Locale("en"))
    assert [words("offices", number=number) for number in (0, 1, 2)] == [
        "0 offices",
        "One office",
        "2 offices",
    ]


@pytest.mark.parametrize("code", ReasonCode)
def test_every_reason_has_a_sentence_that_uses_only_its_facts(code: ReasonCode) -> None:
    facts = {name: name for name in FACTS[code]}
    assert ENGLISH(f"reason.{code}", **facts)


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
    "grade": "E2",
}


@pytest.mark.parametrize("code", ReasonCode)
def test_every_reason_reads_as_a_sentence(code: ReasonCode) -> None:
    facts = {name: SAMPLES.get(name, 3) for name in FACTS[code]}
    text = spoken(reason_text(Reason(code, facts)))
    assert text.endswith(".")
    assert "{" not in text
    assert "Fraction" not in text


def test_a_reason_names_checks_by_their_text() -> None:
    reason = Reason(
        ReasonCode.MEET_CHECKS,
        {"checks": ("owner-named", "plan-approved"), "level": 2, "open": ("owner-named",)},
    )
    text = spoken(reason_text(reason, {"owner-named": "An owner is named."}))
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
    assert "85\u202f% or more" in spoken(reason_text(Reason(ReasonCode.CUT_POINT_NEXT, share)))
    assert "12 months or less" in spoken(reason_text(Reason(ReasonCode.CUT_POINT_NEXT, months)))


def test_rows_of_words_are_known_in_every_language() -> None:
    for language in localedata.locale_identifiers():
        words = Words({}, Locale.parse(language))
        for style in CLDR_STYLES:
            assert "b" in words.say(listed(["a", "b", "c"], style))


@pytest.mark.parametrize(
    ("items", "style", "text"),
    [
        ([], "and", ""),
        ([], "semicolons", ""),
        (["a"], "and", "a"),
        (["a"], "sentences", "a"),
        (["a", "b"], "and", "a and b"),
        (["a", "b", "c"], "and", "a, b and c"),
        (["a", "b", "c"], "or", "a, b or c"),
        (["a", "b", "c"], "commas", "a, b, c"),
        (["a", "b", "c"], "semicolons", "a; b; c"),
        (["a", "b", "c"], "points", "a. b. c"),
        (["a.", "b.", "c."], "sentences", "a. b. c."),
        ([1, 2, 3], "sum", "1 + 2 + 3"),
    ],
)
def test_rows_of_words(items: list[Sayable], style: Style, text: str) -> None:
    assert spoken(listed(items, style)) == text
    assert bool(listed(items, style)) is bool(items)
