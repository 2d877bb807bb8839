"""In: evidenced, shown and possible levels by axis; out: a radar with a ring for each level."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import cos, pi, sin

from markupsafe import Markup

from ict_maturity.charts.svg import coordinate, drawing, scaled, shape, span, text
from ict_maturity.score.scorecard import Levels

WIDTH = 316
HEIGHT = 292
RING = 27
LABEL_AT = 4.62
HIGHEST = 4
FEWEST_AXES = 3


@dataclass(frozen=True)
class Axis:
    """One axis: its label, its level in words, and an optional mark under it.

    `levels` is None where nothing is published, which leaves a gap.
    """

    label: str
    value: str
    levels: Levels | None
    mark: str = ""


@dataclass(frozen=True)
class Point:
    """A place in the drawing."""

    x: float
    y: float

    def __str__(self) -> str:
        return f"{coordinate(self.x)} {coordinate(self.y)}"


CENTRE = Point(WIDTH / 2, HEIGHT / 2)


def point(index: int, of: int, level: float) -> Point:
    """Where a level lies on an axis; the first axis points up, the others follow clockwise."""
    angle = 2 * pi * index / of
    return Point(
        round(CENTRE.x + RING * level * sin(angle), 2),
        round(CENTRE.y - RING * level * cos(angle), 2),
    )


def area(levels: Sequence[int | None], css: str) -> str:
    """One wedge for each two neighbours with a level; an axis without one leaves a gap.

    A gap is not drawn to the centre, because not assessed is not zero.
    """
    of = len(levels)
    neighbours = [(index, (index + 1) % of) for index in range(of)]
    known = [
        (point(i, of, first), point(j, of, second))
        for i, j in neighbours
        if (first := levels[i]) is not None and (second := levels[j]) is not None
    ]
    wedges = "".join(f"M{CENTRE}L{start}L{end}z" for start, end in known)
    edges = "".join(f"M{start}L{end}" for start, end in known)
    return shape("path", d=wedges, css=css) + shape("path", d=edges, css=f"{css} edge")


def label(index: int, of: int, axis: Axis) -> str:
    """The axis's name with its level, and its mark in a second line."""
    place = point(index, of, LABEL_AT)
    side = place.x - CENTRE.x
    anchor = "mid" if abs(side) < RING / 2 else "start" if side > 0 else "end"
    words = [axis.label, span(axis.value, dx=4, css="number")]
    if axis.mark:
        words.append(span(axis.mark, x=place.x, dy=11, css="mark"))
    return text(*words, x=place.x, y=place.y + 4, css=f"label {anchor}")


@cache
def web(of: int) -> str:
    """A dotted ring for each level and a spoke for each axis."""
    rings = (
        shape("circle", cx=CENTRE.x, cy=CENTRE.y, r=RING * level, css="ring")
        for level in range(1, HIGHEST + 1)
    )
    spokes = "".join(f"M{CENTRE}L{point(index, of, HIGHEST)}" for index in range(of))
    return "".join(rings) + shape("path", d=spokes, css="grid")


def radar(id: str, title: str, desc: str, axes: Sequence[Axis]) -> Markup:
    """A radar of levels 0 to 4; empty with fewer than three axes, which have no area."""
    if len(axes) < FEWEST_AXES:
        return Markup("")
    of = len(axes)
    levels = [axis.levels for axis in axes]
    is_open = any(each and each.possible != each.shown for each in levels)
    dots = (
        shape("circle", cx=place.x, cy=place.y, r=3, css="dot")
        for index, each in enumerate(levels)
        if each
        for place in [point(index, of, each.shown)]
    )
    body = "".join(
        (
            web(of),
            area([each.possible if each else None for each in levels], "possible")
            if is_open
            else "",
            area([each.shown if each else None for each in levels], "declared"),
            area([each.evidenced if each else None for each in levels], "evidenced"),
            *dots,
            *(label(index, of, axis) for index, axis in enumerate(axes)),
        )
    )
    return drawing(id, title, desc, "ictm-radar", body, scaled(WIDTH, HEIGHT))
