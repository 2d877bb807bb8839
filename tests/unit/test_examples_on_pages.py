"""Worked examples: the YAML of a page goes through the engine and comes back in words."""

from decimal import Decimal
from fractions import Fraction

import pytest
from bs4 import BeautifulSoup

from ict_maturity.load.handwritten import read_example
from ict_maturity.model import (
    ChangeExample,
    KpiExample,
    OfficeExample,
    PaceExample,
    RecommendationExample,
    Thresholds,
)
from ict_maturity.problems import RefusedError
from ict_maturity.render.example_of_kpi import kpi_example
from ict_maturity.render.example_of_results import (
    change_example,
    office_example,
    pace_example,
    recommendation_example,
)
from ict_maturity.render.parts import WorkedExample, drawn
from ict_maturity.said import Sayable
from ict_maturity.score.example import score_kpi_example, score_recommendation_example
from tests.english import spoken
from tests.html import first
from tests.unit.made_up import minimal_content, site_of

PAGE = "method.md"
SECTION_6 = """
kpis:
  K1: {core: true, level: 3}
  K2: {core: true, level: 2.5}
  K3: {level: 2}
  K4: {level: 1}
  K5: {}
"""
RATIO = """
rule:
  type: ratio
  numerator: Books lent.
  denominator: All books.
  direction: higher
  floor: 0
  cut_points: {1: 0.25, 2: 0.5, 3: 0.75, 4: 1}
answer: {numerator: 3, denominator: 5, as_of: 2026-03-31, EVIDENCE}
reference_date: 2026-03-31
valid_for_months: 12
"""


def rows(example: WorkedExample, caption: str) -> list[tuple[Sayable, ...]]:
    """The rows of the table with this caption."""
    tables = (*example.facts, *example.outcome)
    return [row for table in tables if table.caption == caption for row in table.rows]


def english(example: WorkedExample) -> WorkedExample:
    said: WorkedExample = spoken(example)
    return said


def recommendation(text: str) -> WorkedExample:
    example = read_example(text, RecommendationExample, PAGE)
    return english(recommendation_example(example, Thresholds(), "t"))


def test_the_worked_example_of_the_method_comes_out_as_the_method_says() -> None:
    made = recommendation(SECTION_6)
    assert made.result == (
        "Level 1 shown, up to 2 possible, held by K4 and K5; 4 of 5 KPIs assessed; "
        "mean of its KPIs 42.5 to 62.5"
    )
    assert [row[-1] for row in rows(made, "The KPIs")] == [
        "75.0",
        "62.5",
        "50.0",
        "25.0",
        "0.0 to 100.0",
    ]
    assert "The mean: (75 + 62.5 + 50 + 25 + 0) / 5 = 42.5. " in "".join(
        f"{reason} " for reason in made.reasons
    )
    assert str(made.reasons[-1]).endswith("With what is unknown taken as met it is 62.5.")


def test_an_example_goes_through_the_engine_of_the_offices() -> None:
    example = read_example(SECTION_6, RecommendationExample, PAGE)
    scored = score_recommendation_example(example, Thresholds())
    assert scored.kpis["K2"].shown.progress == Fraction(1, 2)
    assert scored.result.coverage == Fraction(4, 5)
    assert scored.result.published
    assert scored.result.next_steps


def test_weights_and_what_does_not_apply_are_shown() -> None:
    made = recommendation(
        "kpis: {K1: {core: true, weight: 2, level: 3}, K2: {level: 2}, "
        "K3: {applies: false}, K4: {applies: false}}"
    )
    assert rows(made, "The KPIs")[0] == ("K1", "yes", "2", "3", "75.0")
    assert rows(made, "The KPIs")[2] == ("K3", "no", "1", "n/a", "–")
    assert str(made.result).endswith("profile-limited")
    assert "The mean: (2 × 75 + 1 × 50) / 3 = 66.7." in made.reasons


def test_evidence_is_shown_only_where_an_example_has_any() -> None:
    evidence = "[{title: Minutes, date: 2026-01-01, holder: U}]"
    backed = f"kpis: {{K1: {{core: true, level: 3, evidence: {evidence}}}}}"
    made = recommendation(backed)
    assert rows(made, "The KPIs")[0][-2:] == ("E1", "3")
    assert made.reasons[-1] == "By evidence the level is 3."
    assert not [reason for reason in recommendation(SECTION_6).reasons if "evidence" in str(reason)]


def test_a_ratio_shows_how_its_progress_is_worked_out() -> None:
    example = read_example(RATIO.replace(", EVIDENCE", ""), KpiExample, PAGE)
    assert score_kpi_example(example).shown.progress == Fraction(2, 5)
    made = english(kpi_example(example, "t"))
    percent = "\u202f%"
    assert made.result == "Level 2; score 60.0"
    assert made.reasons[-1] == (
        f"Progress: (60{percent} − 50{percent}) / (75{percent} − 50{percent}) = 0.4."
    )
    assert ("Books lent.", "3") in rows(made, "What the office reports")
    assert not [reason for reason in made.reasons if "evidence" in str(reason)]


def test_stale_evidence_backs_less_than_the_level_that_is_shown() -> None:
    evidence = "evidence: [{title: A page, url: 'https://example.org/', read_on: 2024-01-01}]"
    example = read_example(RATIO.replace("EVIDENCE", evidence), KpiExample, PAGE)
    made = english(kpi_example(example, "t"))
    assert rows(made, "Evidence") == [("A page", "read on 1 January 2024", "E2", "stale")]
    assert rows(made, "What the evidence is worth") == [("E2", "0.375", "2", "2")]


def test_an_open_check_leaves_two_readings() -> None:
    text = """
rule: {type: ladder, levels: {1: [{id: a, text: A.}], 2: [{id: b, text: B.}],
  3: [{id: c, text: C.}], 4: [{id: d, text: D.}]}}
answer: {checks: {a: met, b: unknown, c: not_met, d: not_met}}
"""
    made = english(kpi_example(read_example(text, KpiExample, PAGE), "t"))
    readings = rows(made, "What the engine makes of it")
    assert readings == [("Shown", "1", "0", "25.0"), ("Possible", "2", "0", "50.0")]


def test_an_office_as_a_whole_is_shown_only_when_enough_is_published() -> None:
    def office(text: str) -> WorkedExample:
        example = read_example(text, OfficeExample, PAGE)
        return english(office_example(example, Thresholds(), "t"))

    made = office("recommendations: {A: 2, B: 3, C: 1, D: 2, E: null}")
    assert made.result == "4 of 5 Recommendations are published"
    assert rows(made, "The Recommendations")[-1] == ("E", "0–4", "0.0 to 100.0")
    assert rows(made, "What the engine makes of it") == [
        ("Overall level", "1–2"),
        ("Mean of all Recommendations", "40.0 to 60.0"),
    ]
    assert made.reasons[-1] == "Lowest, at level 1: C."
    assert office("recommendations: {A: 2, B: null}").outcome == ()


def test_a_level_of_an_example_is_earned_as_an_office_earns_it() -> None:
    for level in ("0.5", "3", "3.25", "3.5", "3.75", "4"):
        text = f"kpis: {{K1: {{core: true, level: {level}}}}}"
        example = read_example(text, RecommendationExample, PAGE)
        shown = score_recommendation_example(example, Thresholds()).kpis["K1"].shown
        assert shown.level + shown.progress == Fraction(level)


def test_a_round_may_be_short() -> None:
    made = recommendation("kpis: {K1: {core: true, level: 3}, K2: {asked: false}}")
    assert str(made.result).endswith("short round")
    assert rows(made, "The KPIs")[-1][2] == "n/a"


def test_a_change_has_three_parts() -> None:
    text = """
kpis:
  K1: {core: true, before: 2, now: 3}
  K2: {core: true, before: 1, now: 1}
  K3: {now: 3}
  K4: {new: true, now: 3}
  K5: {before: 2, now: 2}
"""
    made = english(change_example(read_example(text, ChangeExample, PAGE), Thresholds(), "t"))
    assert rows(made, "The KPIs")[2:4] == [("K3", "unknown", "3"), ("K4", "not counted", "3")]
    parts = rows(made, "What the engine makes of it")
    assert [row[0] for row in parts] == ["by doing", "by looking", "by framework", "in all"]
    scores = [Decimal(str(row[2]).replace("−", "-")) for row in parts]
    assert sum(scores[:3]) == scores[3]
    assert all(scores)


def test_a_change_needs_two_published_results() -> None:
    text = "kpis: {K1: {core: true, now: 3}}"
    made = english(change_example(read_example(text, ChangeExample, PAGE), Thresholds(), "t"))
    assert (made.result, made.outcome) == ("not published", ())


def test_a_pace_needs_two_rounds() -> None:
    def pace(text: str) -> str:
        return str(english(pace_example(read_example(text, PaceExample, PAGE), "t")).result)

    target = "target: {level: 3, year: 2026}"
    one = "{reference_date: 2024-12-31, level: 1}"
    two = "{reference_date: 2025-12-31, level: 2}"
    assert pace(f"results: [{one}, {two}]\n{target}") == "On track"
    assert pace(f"results: [{two}]\n{target}") == "Not enough data"


def test_drawn_examples_cannot_be_broken_by_their_words() -> None:
    attack = "<script>alert(1)</script> {{ 7 }}"
    html = drawn(
        site_of(minimal_content()), WorkedExample(attack, attack, (), (), attack, (attack,)), PAGE
    )
    assert "<script" not in html
    assert html.count("\n") == 0
    page = BeautifulSoup(html, "html.parser")
    assert first(page, "figcaption").get_text() == f"Example: {attack}"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "file-empty"),
        ("kpis: &a {}", "alias-not-allowed"),
        ("kpis: {K1: {core: maybe}}", "method.md, in the example:1:19  wrong-type"),
        ("kpis: {K1: {stars: 5}}", "field-unknown"),
    ],
)
def test_a_broken_example_says_where_and_what_to_do(text: str, told: str) -> None:
    with pytest.raises(RefusedError) as refused:
        read_example(text, RecommendationExample, PAGE)
    assert told in spoken(refused.value.said)
