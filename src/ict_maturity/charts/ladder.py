"""In: what each level asks for; out: a KPI's rule drawn as stairs, or as cut points on an axis."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from ict_maturity.charts.svg import drawing, full_width, percent, shape, text

STEP = 18
FOOT = 34
TOP = 16
BAND = 24
MARGIN = Fraction(8)
LABEL_ROOM = 16


def stair(level: int, words: str, of: int) -> str:
    """One step of the stairs: the higher the level, the taller; number inside, words below."""
    width = Fraction(100, of)
    height = TOP + (of - 1) * STEP + 22
    tall = 22 + level * STEP
    middle = percent(width * level + width / 2)
    return "".join(
        (
            shape(
                "rect",
                x=percent(width * level),
                y=height - tall,
                width=percent(width),
                height=tall,
                css=f"level-{level}",
            ),
            text(str(level), x=middle, y=height - tall + 16, css=f"on-level-{level} mid"),
            text(words, x=middle, y=height + 16, css="axis mid"),
        )
    )


def ladder(id: str, title: str, desc: str, steps: Sequence[str]) -> Markup:
    """The five levels as stairs; `steps` says in two or three words what each level asks for."""
    height = TOP + (len(steps) - 1) * STEP + 22 + FOOT - 12
    body = "".join((stair(level, words, len(steps)) for level, words in enumerate(steps)))
    return drawing(id, title, desc, "ictm-ladder", body, full_width(height))


@dataclass(frozen=True)
class CutPoint:
    """The value from which a level is earned: exact for its place, worded for its label."""

    level: int
    value: Fraction
    label: str


def band(point: CutPoint, start: Fraction, end: Fraction) -> str:
    """The stretch of the axis on which one level is earned, with the level's number."""
    return "".join(
        (
            shape(
                "rect",
                x=percent(start),
                y=TOP,
                width=percent(end - start),
                height=BAND,
                css=f"level-{point.level}",
            ),
            text(
                str(point.level),
                x=percent((start + end) / 2),
                y=TOP + 16,
                css=f"on-level-{point.level} mid",
            ),
        )
    )


def tick(label: str, place: Fraction, lowered: bool) -> str:
    """The value at which a level begins."""
    foot = TOP + BAND + (20 if lowered else 6)
    x = percent(place)
    return "".join(
        (
            shape("line", x1=x, x2=x, y1=TOP + BAND, y2=foot, css="grid"),
            text(label, x=x, y=foot + 12, css="axis mid"),
        )
    )


def cut_points(id: str, title: str, desc: str, points: Sequence[CutPoint]) -> Markup:
    """An axis from the value that earns score 0 (`points[0]`) to that of level 4, to scale.

    Better is to the right, whichever way the values move; a label that would run into the one
    before it stands a line lower.
    """
    first, last = points[0].value, points[-1].value
    places = [
        MARGIN + (100 - 2 * MARGIN) * (point.value - first) / (last - first) for point in points
    ]
    starts = [Fraction(0), *places[1:]]
    ends = [*places[1:], Fraction(100)]
    bands = [band(*each) for each in zip(points, starts, ends, strict=True)]
    ticks: list[str] = []
    lowered = False
    for index, (point, place) in enumerate(zip(points, places, strict=True)):
        lowered = index > 0 and place - places[index - 1] < LABEL_ROOM and not lowered
        ticks.append(tick(point.label, place, lowered))
    body = "".join([*bands, *ticks])
    height = TOP + BAND + 38
    return drawing(id, title, desc, "ictm-cut-points", body, full_width(height))
