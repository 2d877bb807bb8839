"""In: published levels by cycle, and a target; out: a small line of levels over time."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from ict_maturity.charts.svg import coordinate, drawing, element, joined

WIDTH = 168
HEIGHT = 76
LEFT = 16
RIGHT = 152
BOTTOM = 56
STEP = 11
HIGHEST = 4


@dataclass(frozen=True)
class Moment:
    """A level on one day, counted as an ordinal, which only sets the place."""

    day: int
    level: int
    label: str


def trend(
    id: str, title: str, desc: str, moments: Sequence[Moment], target: Moment | None = None
) -> Markup:
    """Levels as dots on a line in the order of time, with the target as a ring at its year."""
    everything = [*moments, *([target] if target else [])]
    first = min(moment.day for moment in everything)
    last = max(moment.day for moment in everything)

    def x(moment: Moment) -> Fraction:
        if first == last:
            return Fraction(LEFT + RIGHT, 2)
        return LEFT + Fraction((RIGHT - LEFT) * (moment.day - first), last - first)

    def y(moment: Moment) -> int:
        return BOTTOM - STEP * moment.level

    lines = (
        element("line", x1=4, x2=WIDTH - 4, y1=height, y2=height, css="ring")
        for level in range(HIGHEST + 1)
        for height in [BOTTOM - STEP * level]
    )
    path = "M" + "L".join(f"{coordinate(x(moment))} {y(moment)}" for moment in moments)
    parts: list[Markup] = [*lines, element("path", d=path, css="line") if moments else Markup("")]
    if moments and target:
        latest = moments[-1]
        way = f"M{coordinate(x(latest))} {y(latest)}L{coordinate(x(target))} {y(target)}"
        parts.append(element("path", d=way, css="way"))
    for moment in everything:
        css = "goal" if moment is target else "dot"
        parts += [
            element("circle", cx=x(moment), cy=y(moment), r=4, css=css),
            element("text", str(moment.level), x=x(moment), y=y(moment) - 7, css="value mid"),
            element("text", moment.label, x=x(moment), y=HEIGHT - 6, css="axis mid"),
        ]
    view = f"0 0 {WIDTH} {HEIGHT}"
    return drawing(id, title, desc, "ictm-trend", joined(*parts), viewBox=view)
