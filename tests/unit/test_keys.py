"""Which numbers and days a key may have, by what its case tells: where the lines lie."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from ict_maturity.load import load
from ict_maturity.model import (
    Answer,
    Binary,
    Case,
    Check,
    Content,
    Kpi,
    NumberRule,
    Ratio,
    Recency,
    Rule,
)
from tests.keys import agrees, days_told, numbers_told, untold, without_reference_date

BASE = Path(__file__).parent.parent / "examples" / "base"
CUTS = {1: Decimal(1), 2: Decimal(2), 3: Decimal(3), 4: Decimal(4)}
RATIO = Ratio(
    type="ratio",
    numerator="x",
    denominator="y",
    direction="higher",
    floor=Decimal(0),
    cut_points=CUTS,
)
NUMBER = NumberRule(
    type="number", value="x", unit="days", direction="higher", floor=Decimal(0), cut_points=CUTS
)
RECENCY = Recency(type="recency", date="x", floor=Decimal(48), cut_points=CUTS)


@pytest.fixture(scope="module")
def content() -> Content:
    content = load(BASE).content
    assert content is not None
    return content


def kpi_with(content: Content, rule: Rule, *cases: Case, scope: str = "All books.") -> Kpi:
    return content.kpis["K02"].model_copy(update={"rule": rule, "cases": cases, "scope": scope})


def case_of(facts: str, answer: Answer, reference_date: date | None = None) -> Case:
    return Case(
        title="x",
        facts=facts,
        answer=answer,
        reference_date=reference_date,
        level=0,
        reason="The reason says 77, which a reader sees too late.",
    )


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Of 1,000 books, 0.5 or 85 % were lent.", [1000, Fraction(1, 2), 85]),
        ("Nine of ten, and twenty-one. Both.", [9, 10, 21, 2]),
        ("On 2 March 2026 and in May 2025, seven.", [7]),
        ("After 3, 5 and 200 days.", [3, 5, 200]),
        ("K07 and ST.96 name nobody.", []),
        ("Someone, nobody, none.", []),
        ("Twenty One", [20, 1]),
    ],
)
def test_numbers_are_read_in_digits_and_in_words(text: str, numbers: list[Fraction]) -> None:
    assert list(numbers_told(text)) == numbers


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("On 2 March 2026.", {date(2026, 3, 2)}),
        ("In May 2026, by 30 may.", {date(2026, 5, 30)}),
        ("In 2025 and 2026: 1 June.", {date(2025, 6, 1), date(2026, 6, 1)}),
        ("On 31 June 2026 or in March 2026.", set()),
    ],
)
def test_days_are_read(text: str, days: set[date]) -> None:
    assert days_told(text) == days


@pytest.mark.parametrize(
    ("facts", "numerator", "denominator", "told"),
    [
        ("Of 9 books 4 were lent.", 4, 9, True),
        ("Nine books and four films, five of them lent.", 5, 13, True),
        ("All 9 books but two were lent.", 7, 9, True),
        ("None of 9 books was lent.", 0, 9, True),
        ("All 9 books were lent.", 9, 9, True),
        ("Some of 9 books were lent.", 4, 9, False),
        ("Each of 3 rooms lent 3 books.", 9, 9, False),
        ("The reason alone names it: 9 books.", 77, 77, False),
    ],
)
def test_a_keyed_count_follows_from_the_facts(
    facts: str, numerator: int, denominator: int, told: bool, content: Content
) -> None:
    answer = Answer(numerator=Decimal(numerator), denominator=Decimal(denominator))
    kpi = kpi_with(content, RATIO, case_of(facts, answer))
    assert (list(untold(kpi)) == []) is told


@pytest.mark.parametrize(
    ("facts", "value", "told"),
    [
        ("Of 31 books the middle one took 6 days.", "6", True),
        ("Six people had 38 days.", "6.333", True),
        ("Six people had 38 days.", "6.33", True),
        ("Six people had 38 days.", "6.4", False),
        ("Each of 3 rooms lent 3 books.", "9", True),
        ("They took 4, 12, 16 and 100 days.", "14", True),
        ("It was noted on 1 February 2026 and decided on 2 May.", "90", True),
        ("It has been open since 1 September 2026.", "90", True),
        ("There is no such book.", "720", True),
        ("There is no such book.", "719", False),
    ],
)
def test_a_keyed_value_follows_from_the_facts(
    facts: str, value: str, told: bool, content: Content
) -> None:
    case = case_of(facts, Answer(value=Decimal(value)), date(2026, 11, 30))
    kpi = kpi_with(content, NUMBER, case, scope="A library without a copy reports 720 hours.")
    assert (list(untold(kpi)) == []) is told


@pytest.mark.parametrize(
    ("facts", "day", "told"),
    [
        ("Counted on 20 April 2026.", date(2026, 4, 20), True),
        ("Counted in April 2026.", date(2026, 4, 20), False),
        ("Never counted.", date(2022, 11, 30), True),
        ("Never counted.", date(2022, 11, 29), False),
        ("Counted six months before.", date(2026, 5, 30), True),
    ],
)
def test_a_keyed_day_follows_from_the_facts(
    facts: str, day: date, told: bool, content: Content
) -> None:
    case = case_of(facts, Answer(date=day), date(2026, 11, 30))
    kpi = kpi_with(content, RECENCY, case, scope="Without a count, the day 48 months before.")
    assert (list(untold(kpi)) == []) is told


def test_numbers_of_the_scope_are_reported_as_they_are_and_not_reckoned_with(
    content: Content,
) -> None:
    case = case_of("All 5 were tested.", Answer(numerator=Decimal(4), denominator=Decimal(5)))
    assert list(untold(kpi_with(content, RATIO, case, scope="Within 9 days.")))


def test_a_rounded_key_is_off_by_half_of_its_last_decimal_at_most() -> None:
    third = Fraction(1, 3)
    assert agrees(Decimal("0.33"), third)
    assert agrees(Decimal("0.3"), third)
    assert not agrees(Decimal("0.34"), third)
    assert agrees(Decimal("1E+2"), Fraction(100))
    assert not agrees(Decimal(7), Fraction(13, 2))


@pytest.mark.parametrize(
    ("check", "facts", "given", "missing"),
    [
        ("It was changed in the last 24 months.", "It was changed in 2025.", False, True),
        ("It was changed in the last 24 months.", "It was changed in 2025.", True, False),
        ("It was changed in the last 24 months.", "It was changed.", False, False),
        ("It was changed.", "It was changed in 2025.", False, False),
        ("Figures of the last two years are kept.", "They begin in 2024.", False, True),
    ],
)
def test_a_day_to_look_back_from_is_needed_where_years_are_told(
    check: str, facts: str, given: bool, missing: bool, content: Content
) -> None:
    rule = Binary(type="binary", check=Check(id="changed", text=check), reason="One is enough.")
    case = case_of(facts, Answer(), date(2026, 11, 30) if given else None)
    kpi = kpi_with(content, rule, case)
    assert bool(list(without_reference_date(kpi))) is missing
