"""In: how many offices are at each level; out: six columns, large or the size of a card."""

from collections.abc import Sequence
from fractions import Fraction

from markupsafe import Markup

from ict_maturity.charts.svg import drawing, full_width, percent, shape, text

GAP = 2
BETWEEN = "…"
"""Below the dotted column of those between levels; the words beside the chart say what it is."""


def column(place: int, label: str, css: str, count: int, highest: int, height: int) -> str:
    """One column, the count above it and its label below it."""
    room = height - 32
    width = Fraction(100, 6)
    middle = percent(width * place + width / 2)
    tall = Fraction(room * count, max(highest, 1))
    top = 16 + room - tall
    bar = shape(
        "rect",
        x=percent(width * place + GAP),
        y=top,
        width=percent(width - 2 * GAP),
        height=tall,
        css=css,
    )
    return (
        (bar if tall else "")
        + text(str(count), x=middle, y=top - 4, css="value mid")
        + text(label, x=middle, y=height - 2, css="axis mid")
    )


def columns(levels: Sequence[int], between: int, height: int) -> str:
    """The five levels and those between them, on one base line."""
    highest = max(*levels, between)
    base = height - 15.5
    drawn = [
        column(level, str(level), f"level-{level}", count, highest, height)
        for level, count in enumerate(levels)
    ]
    drawn.append(column(len(levels), BETWEEN, "possible", between, highest, height))
    return "".join(drawn) + shape("line", x1=0, x2="100%", y1=base, y2=base, css="grid")


def distribution(id: str, title: str, desc: str, levels: Sequence[int], between: int) -> Markup:
    """Offices by level, and those between levels, for results and KPI pages."""
    body = columns(levels, between, 120)
    return drawing(id, title, desc, "ictm-distribution", body, full_width(120))


def small_distribution(
    id: str, title: str, desc: str, levels: Sequence[int], between: int
) -> Markup:
    """The same columns at the size of a card."""
    body = columns(levels, between, 64)
    return drawing(id, title, desc, "ictm-distribution small", body, full_width(64))
