"""Whole outputs beside this file: a change of the look is read as a diff, not waved through.

`pytest tests/golden --write-expected` writes them anew.
"""

import json
import re
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from ict_maturity import charts
from ict_maturity.render.office import office_pages
from ict_maturity.score.scorecard import Levels
from tests.unit.made_up import minimal_content, site_of

HERE = Path(__file__).parent


def readable(html: str) -> str:
    """One element a line, so that a diff shows what changed."""
    return re.sub(r">\s*<", ">\n<", html) + "\n"


def office() -> str:
    pages = {output.path: output for output in office_pages(site_of(minimal_content()))}
    return str(json.loads(pages["_stamp/offices/lm.json"].content)["body"])


def level_bars() -> str:
    bars = [
        charts.level_scale(),
        charts.level_bar(Levels(2, 3, 1)),
        charts.level_bar(Levels(0, 3, 0), settled=False),
        charts.level_bar(None),
    ]
    return "".join(bars)


def radar() -> str:
    axes = [
        charts.Axis("R01", "2–3", Levels(2, 3, 1)),
        charts.Axis("R02", "–", None, mark="theme"),
        charts.Axis("R03", "4", Levels(4, 4, 4)),
        charts.Axis("R04", "1", Levels(1, 1, 1)),
    ]
    return charts.radar("radar", "Levels", "R01: 2–3, R02: –, R03: 4, R04: 1", axes)


def distribution() -> str:
    said = "0, 2, 4, 7, 1, between 3"
    return charts.distribution("columns", "Offices at each level", said, (0, 2, 4, 7, 1), 3)


def small_distribution() -> str:
    said = "0, 2, 4, 7, 1, between 3"
    return charts.small_distribution("card", "Offices at each level", said, (0, 2, 4, 7, 1), 3)


def ladder() -> str:
    steps = ("", "1 check", "2 checks", "2 checks", "1 check")
    return charts.ladder("ladder", "The rule", "One check for level 1", steps)


def cut_points() -> str:
    values = (Fraction(0), Fraction(1, 4), Fraction(1, 2), Fraction(17, 20), Fraction(19, 20))
    points = [
        charts.CutPoint(level, value, f"{float(value):.0%}") for level, value in enumerate(values)
    ]
    return charts.cut_points("axis", "The rule", "Level 1 from 25 %", points)


def trend() -> str:
    moments = [charts.Moment(0, 1, "2025"), charts.Moment(365, 2, "2026")]
    return charts.trend("trend", "R01", "1, then 2", moments, charts.Moment(1200, 4, "2028"))


def broken_trend() -> str:
    moments = [
        charts.Moment(0, 1, "2025"),
        charts.Moment(365, 2, "2026"),
        charts.Moment(730, 1, "2027", after_break=True),
    ]
    return charts.trend("trend", "R01", "1, then 2; 1 under another edition", moments)


@pytest.mark.parametrize(
    "make",
    [
        office,
        level_bars,
        radar,
        distribution,
        small_distribution,
        ladder,
        cut_points,
        trend,
        broken_trend,
    ],
)
def test_output_is_as_expected(make: Callable[[], str], write_expected: bool) -> None:
    expected = HERE / f"{make.__name__}.html"
    if write_expected:
        expected.write_text(readable(make()), "utf-8", newline="\n")
    assert readable(make()) == expected.read_text("utf-8")
