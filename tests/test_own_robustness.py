"""Our levels stand what slips and other choices do to them, and the page tells how well."""

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from ict_maturity.model import Content
from ict_maturity.rules import reader_of
from tests.robustness.__main__ import PAGE, SECTION, SEED, section
from tests.robustness.trials import (
    MISREAD,
    Figures,
    Moved,
    Part,
    easier,
    harder,
    levels_misread,
    measured,
    published_in,
)
from tests.unit.score_examples import REFERENCE, checks, kpi, ladder, number, ratio

ROOT = Path(__file__).parent.parent
ONE_CHECK = Fraction(37, 113)
"""Which part of the levels one misread check lowered when the second method began."""
SOME_CHECKS = Fraction("0.096")
"""Which part of the levels one misread check in twenty moved then, to a tenth of a percent."""


@pytest.fixture(scope="module")
def figures(content: Content) -> Figures:
    return measured(content, SEED)


@pytest.mark.no_cover
def test_the_page_is_what_the_script_writes_but_for_its_figures(figures: Figures) -> None:
    def form(text: str) -> str:
        return re.sub(r"\d+ [A-Z][a-z]+ \d{4}|\d[\d.e+-]*", "#", text)

    found = SECTION.search(PAGE.read_text("utf-8"))
    assert found
    assert form(found[0]) == form(section(figures, date(2026, 11, 27), SEED))


@pytest.mark.no_cover
def test_no_more_levels_move_than_when_the_method_began(figures: Figures) -> None:
    assert figures.one_check.lowered <= ONE_CHECK
    assert figures.one_check.by_two == 0
    assert round(figures.some_checks.lowered + figures.some_checks.raised, 3) <= SOME_CHECKS


@pytest.mark.no_cover
def test_no_weight_moves_a_level(figures: Figures) -> None:
    assert figures.weights == Moved(Fraction(0), Fraction(0), Fraction(0))


def test_no_office_is_looked_at_that_is_real(content: Content) -> None:
    assert next(published_in(content, "2025"), None)
    real = {
        code: office.model_copy(update={"fictional": False})
        for code, office in content.offices.items()
    }
    assert next(published_in(replace(content, offices=real), "2025"), None) is None


def test_what_is_to_be_expected_is_worked_out_over_all_cases() -> None:
    rule = ladder(1, 1, 1, 1)
    one = kpi("K01", rule)
    part = Part(one, reader_of(rule), checks(l1a="met", l2a="met"), REFERENCE, 2)
    # Both right: level 2. The second one wrong: the first alone, level 1. The first one wrong: the
    # second stands for level 2 and one missing check is forgiven. Both wrong: none is met.
    right = 1 - MISREAD
    assert levels_misread(part) == {
        2: right * right + MISREAD * right,
        1: right * MISREAD,
        0: MISREAD * MISREAD,
    }


def test_cut_points_move_by_a_fifth_of_a_step() -> None:
    share = ratio("0.2", "0.4", "0.8", "0.95")
    assert [str(each) for each in harder(share).values()] == ["0.24", "0.48", "0.830", "0.980"]
    assert [str(each) for each in easier(share).values()] == ["0.16", "0.36", "0.72", "0.920"]
    assert [int(each * 10) for each in harder(number(40, 30, 20, 10, floor="50")).values()] == [
        380,
        280,
        180,
        80,
    ]
    assert max(harder(ratio("0.2", "0.4", "0.8", "1")).values()) == 1
