"""In: evidenced, shown and possible levels by row; out: one interval bar a row."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from markupsafe import Markup

from ict_maturity.charts.svg import drawing, full_width, percent, shape, span, text
from ict_maturity.score.scorecard import Levels

LABELS_END = 24
TRACK_END = 84
ROW = 26
BAR = 12
TOP = 20
HIGHEST = 4


@dataclass(frozen=True)
class LevelBar:
    """One row: `label` and its `mark` on the left, the bar, and `value` in words on the right.

    `levels` is None when nothing applies; then only the words are drawn. A row that is not
    `settled` is dotted up to the possible level, because none of it is published.
    """

    label: str
    value: str
    levels: Levels | None
    settled: bool = True
    mark: str = ""


def position(level: int) -> float:
    """Where a level lies, in percent of the width."""
    return LABELS_END + (TRACK_END - LABELS_END) * level / HIGHEST


def part(start: int, end: int, y: int, css: str) -> str:
    """The part of a bar between two levels; nothing when they are equal."""
    if start >= end:
        return ""
    width = position(end) - position(start)
    return shape(
        "rect", x=percent(position(start)), y=y, width=percent(width), height=BAR, rx=2, css=css
    )


@cache
def scale(height: int) -> str:
    """The five levels: numbers at the top, a line down through all rows."""
    places = [(level, percent(position(level))) for level in range(HIGHEST + 1)]
    return "".join(
        shape("line", x1=x, x2=x, y1=TOP - 4, y2=height, css="grid")
        + text(str(level), x=x, y=11, css="axis mid")
        for level, x in places
    )


def interval(levels: Levels, settled: bool, middle: int) -> str:
    """Solid up to the evidenced level, hollow to the shown one, dotted to the possible one."""
    top = middle - BAR // 2
    evidenced, shown = (levels.evidenced, levels.shown) if settled else (0, 0)
    dot = shape("circle", cx=percent(position(shown)), cy=middle, r=3.5, css="dot")
    return (
        part(0, evidenced, top, "evidenced")
        + part(evidenced, shown, top, "declared")
        + part(shown, levels.possible, top, "possible")
        + (dot if settled else "")
    )


def row(bar: LevelBar, y: int) -> str:
    """One row: label, bar, value."""
    middle = y + ROW // 2
    base = middle + 4
    mark = span(bar.mark, dx=5, css="mark") if bar.mark else ""
    drawn = text(bar.label, mark, x=0, y=base, css="label")
    drawn += text(bar.value, x="100%", y=base, css="value end")
    if bar.levels is not None:
        drawn += interval(bar.levels, bar.settled, middle)
    return drawn


def level_bars(id: str, title: str, desc: str, bars: Sequence[LevelBar]) -> Markup:
    """Interval bars of levels 0 to 4 under each other, as wide as the page lets them be."""
    height = TOP + ROW * len(bars)
    rows = (row(bar, TOP + ROW * index) for index, bar in enumerate(bars))
    body = scale(height) + "".join(rows)
    return drawing(id, title, desc, "ictm-level-bars", body, full_width(height))
