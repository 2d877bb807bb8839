"""In: how many offices are at each level; out: five columns, large or the size of a card."""

from collections.abc import Sequence
from fractions import Fraction

from markupsafe import Markup

from ict_maturity.charts.svg import drawing, full_width, percent, shape, text

GAP = 2


def column(level: int, count: int | None, highest: int, height: int, of: int) -> str:
    """One level: its column, the count above it and the level below it.

    A suppressed count (None) is drawn as a dotted box of a fixed height, with a dash.
    """
    room = height - 32
    width = Fraction(100, of)
    middle = percent(width * level + width / 2)
    tall = room // 3 if count is None else Fraction(room * count, max(highest, 1))
    top = 16 + room - tall
    css = "hidden" if count is None else f"level-{level}"
    bar = shape(
        "rect",
        x=percent(width * level + GAP),
        y=top,
        width=percent(width - 2 * GAP),
        height=tall,
        css=css,
    )
    number = "–" if count is None else str(count)
    return (
        (bar if tall else "")
        + text(number, x=middle, y=top - 4, css="value mid")
        + text(str(level), x=middle, y=height - 2, css="axis mid")
    )


def columns(counts: Sequence[int | None], height: int) -> str:
    """All columns on one base line."""
    highest = max((count for count in counts if count is not None), default=0)
    base = height - 15.5
    drawn = (
        column(level, count, highest, height, len(counts)) for level, count in enumerate(counts)
    )
    return "".join(drawn) + shape("line", x1=0, x2="100%", y1=base, y2=base, css="grid")


def distribution(id: str, title: str, desc: str, counts: Sequence[int | None]) -> Markup:
    """Offices by level as five columns, for results and KPI pages."""
    body = columns(counts, 120)
    return drawing(id, title, desc, "ictm-distribution", body, full_width(120))


def small_distribution(id: str, title: str, desc: str, counts: Sequence[int | None]) -> Markup:
    """The same columns at the size of a card."""
    body = columns(counts, 64)
    return drawing(id, title, desc, "ictm-distribution small", body, full_width(64))
