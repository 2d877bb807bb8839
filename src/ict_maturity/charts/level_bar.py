"""In: evidenced, shown and possible levels; out: one interval bar, and the scale above several."""

from functools import cache

from markupsafe import Markup

from ict_maturity.charts.svg import decoration, full_width, percent, shape, text
from ict_maturity.score.scorecard import Levels

HEIGHT = 18
BAR = 10
SCALE = 14
HIGHEST = 4


def position(level: int) -> float:
    """Where a level lies, in percent of the width."""
    return 100 * level / HIGHEST


def part(start: int, end: int, css: str) -> str:
    """The part of the bar between two levels; nothing when they are equal."""
    if start >= end:
        return ""
    x, width = percent(position(start)), percent(position(end - start))
    return shape("rect", x=x, y=(HEIGHT - BAR) // 2, width=width, height=BAR, rx=2, css=css)


@cache
def grid() -> str:
    """A line for each level, which meets that of the bar below."""
    places = (percent(position(level)) for level in range(HIGHEST + 1))
    return "".join(shape("line", x1=x, x2=x, y1=0, y2=HEIGHT, css="grid") for x in places)


def level_bar(levels: Levels | None, settled: bool = True) -> Markup:
    """Solid up to the evidenced level, hollow to the shown one, dotted to the possible one.

    It stands beside the level as a number. `levels` is None when nothing applies. A bar that is
    not `settled` is dotted up to the possible level, because none of it is published.
    """
    drawn = grid()
    if levels is not None:
        evidenced, shown = (levels.evidenced, levels.shown) if settled else (0, 0)
        drawn += part(0, evidenced, "evidenced")
        drawn += part(evidenced, shown, "declared")
        drawn += part(shown, levels.possible, "possible")
        if settled:
            drawn += shape("circle", cx=percent(position(shown)), cy=HEIGHT // 2, r=3.5, css="dot")
    return decoration("ictm-level-bar", drawn, full_width(HEIGHT))


@cache
def level_scale() -> Markup:
    """The five levels as numbers, each above its line."""
    numbers = "".join(
        text(str(level), x=percent(position(level)), y=SCALE - 3, css="axis mid")
        for level in range(HIGHEST + 1)
    )
    return decoration("ictm-level-bar", numbers, full_width(SCALE))
