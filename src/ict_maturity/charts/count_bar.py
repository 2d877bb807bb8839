"""In: a count and the largest one beside it; out: a bar for the cell of a table."""

from fractions import Fraction

from markupsafe import Markup

from ict_maturity.charts.svg import decoration, full_width, percent, shape

HEIGHT = 12


def count_bar(count: int, most: int) -> Markup:
    """The count as a part of the largest one; it stands beside the count as a number."""
    width = percent(Fraction(100 * count, max(most, 1)))
    bar = shape("rect", x=0, y=0, width=width, height=HEIGHT, rx=2, css="evidenced")
    return decoration("ictm-count-bar", bar if count else "", full_width(HEIGHT))
