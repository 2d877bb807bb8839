"""In: published levels by cycle, and a target; out: a small line of levels over time."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import pairwise

from markupsafe import Markup

from ict_maturity.charts.svg import coordinate, drawing, scaled, shape, text

WIDTH = 320
HEIGHT = 76
LEFT = 16
RIGHT = 304
TOP = 4
BOTTOM = 56
STEP = 11
HIGHEST = 4


@dataclass(frozen=True)
class Moment:
    """A level on one day, counted as an ordinal, which only sets the place.

    With `after_break` it was not measured like the one before, so that no line leads to it. It may
    be as high as `possible`, where that is known.
    """

    day: int
    level: int
    label: str
    after_break: bool = False
    possible: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether the level may be higher than it is shown."""
        return self.possible not in (None, self.level)


@dataclass(frozen=True)
class Frame:
    """The first and the last day of the drawing, which set where a day lies."""

    first: int
    last: int

    def x(self, moment: Moment) -> Fraction:
        """From left to right by day; a single day stands in the middle."""
        if self.first == self.last:
            return Fraction(LEFT + RIGHT, 2)
        passed = Fraction(moment.day - self.first, self.last - self.first)
        return LEFT + (RIGHT - LEFT) * passed

    def y(self, moment: Moment) -> int:
        """The higher the level, the further up."""
        return BOTTOM - STEP * moment.level

    def path(self, moments: Sequence[Moment]) -> str:
        """A line through the moments."""
        return "M" + "L".join(f"{coordinate(self.x(each))} {self.y(each)}" for each in moments)

    def lines(self, moments: Sequence[Moment]) -> str:
        """A line through the moments up to each break, and a mark where the line is broken."""
        body, run = "", list(moments[:1])
        for before, moment in pairwise(moments):
            if moment.after_break:
                body += self.line(run) + self.gap(before, moment)
                run = []
            run.append(moment)
        return body + self.line(run)

    def line(self, run: Sequence[Moment]) -> str:
        """The line through moments that were measured alike, if there are two of them."""
        return shape("path", d=self.path(run), css="line") if len(run) > 1 else ""

    def gap(self, before: Moment, after: Moment) -> str:
        """An upright mark halfway between two moments that were not measured alike."""
        x = (self.x(before) + self.x(after)) / 2
        return shape("line", x1=x, x2=x, y1=TOP, y2=BOTTOM + 4, css="break")

    def dot(self, moment: Moment, css: str) -> str:
        """A moment with its level above and its label below; dotted up to what is possible."""
        x, y = self.x(moment), self.y(moment)
        level, top = str(moment.level), moment.possible or moment.level
        end = BOTTOM - STEP * top
        above = shape("line", x1=x, x2=x, y1=y, y2=end, css="possible") if moment.is_open else ""
        said = f"{level}–{top}" if moment.is_open else level
        return (
            above
            + shape("circle", cx=x, cy=y, r=4, css=css)
            + text(said, x=x, y=end - 7, css="value mid")
            + text(moment.label, x=x, y=HEIGHT - 6, css="axis mid")
        )


@cache
def rings() -> str:
    """A dotted line for each level."""
    heights = (BOTTOM - STEP * level for level in range(HIGHEST + 1))
    return "".join(shape("line", x1=4, x2=WIDTH - 4, y1=y, y2=y, css="ring") for y in heights)


def trend(
    id: str, title: str, desc: str, moments: Sequence[Moment], target: Moment | None = None
) -> Markup:
    """Levels as dots on a line in the order of time, with the target as a ring at its day.

    At least one moment or a target is needed.
    """
    days = [moment.day for moment in (*moments, *([target] if target else []))]
    frame = Frame(min(days), max(days))
    body = rings() + frame.lines(moments)
    if moments and target:
        body += shape("path", d=frame.path([moments[-1], target]), css="way")
    body += "".join(frame.dot(moment, "dot") for moment in moments)
    if target:
        body += frame.dot(target, "goal")
    return drawing(id, title, desc, "ictm-trend", body, scaled(WIDTH, HEIGHT))
