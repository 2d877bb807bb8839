"""Digits in print: exact, ties away from zero."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ict_maturity.said import (
    adding_up,
    fixed_number,
    long_date,
    percentage,
    short_number,
    signed_number,
)
from ict_maturity.texts.words import format_number
from tests.english import spoken


@pytest.mark.parametrize(
    ("value", "places", "digits"),
    [
        (Fraction(17, 4), 1, "4.3"),
        (Fraction(-17, 4), 1, "-4.3"),
        (Fraction(85, 2), 1, "42.5"),
        (Fraction(2, 3), 4, "0.6667"),
        (Fraction(1, 8), 2, "0.13"),
        (Decimal("0.05"), 1, "0.1"),
        (Fraction(-1, 100), 1, "0.0"),
        (Fraction(999, 1000), 1, "1.0"),
        (7, 0, "7"),
    ],
)
def test_ties_go_away_from_zero(value: Fraction | Decimal | int, places: int, digits: str) -> None:
    assert format_number(value, places) == spoken(fixed_number(value, places)) == digits


@given(st.fractions(min_value=-1000, max_value=1000), st.integers(0, 6))
def test_print_is_never_further_off_than_half_a_digit(value: Fraction, places: int) -> None:
    printed = Fraction(format_number(value, places))
    assert abs(printed - value) <= Fraction(1, 2 * 10**places)


@given(
    st.lists(st.fractions(min_value=-100, max_value=100), min_size=1, max_size=5),
    st.integers(0, 4),
)
def test_parts_add_up_as_they_are_printed(parts: list[Fraction], places: int) -> None:
    printed = adding_up(parts, places)
    alone = [Fraction(format_number(part, places)) for part in parts]
    assert sum(printed) == Fraction(format_number(sum(parts, Fraction(0)), places))
    assert [Fraction(format_number(part, places)) for part in printed] == [*printed]
    last = max((i for i, part in enumerate(parts) if part), default=None)
    differing = [i for i, part in enumerate(printed) if part != alone[i]]
    assert differing in ([], [last])


def test_the_last_part_that_is_not_nothing_takes_what_is_missing() -> None:
    third = Fraction(1, 3)
    assert adding_up([third, third, third], 1) == (
        Fraction(3, 10),
        Fraction(3, 10),
        Fraction(4, 10),
    )
    assert adding_up([third, 2 * third, Fraction(0)], 0) == tuple(map(Fraction, (0, 1, 0)))
    assert adding_up([Fraction(1, 4), Fraction(1, 4), Fraction(0)], 1) == (
        Fraction(3, 10),
        Fraction(1, 5),
        Fraction(0),
    )


def test_short_numbers_drop_zeros_behind_the_point_only() -> None:
    assert spoken(tuple(short_number(Fraction(n, 2)) for n in (20, 5, 0))) == ("10", "2.5", "0")
    assert spoken(short_number(100, 0)) == "100"


@pytest.mark.parametrize("share", [Fraction(4, 5), Decimal("0.8")])
def test_a_percentage_has_a_thin_space(share: Fraction | Decimal) -> None:
    assert spoken(percentage(share)) == "80\u202f%"
    assert spoken(percentage(Fraction(2, 3))) == "66.7\u202f%"


def test_a_rise_carries_its_sign() -> None:
    changes = (Fraction(1, 2), Fraction(-1, 2), Fraction(0))
    assert spoken(tuple(map(signed_number, changes))) == ("+0.5", "-0.5", "0.0")


def test_a_day_in_words() -> None:
    assert spoken(long_date(date(2026, 3, 4))) == "4 March 2026"
