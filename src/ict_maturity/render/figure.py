"""In: a chart and the numbers it draws; out: a Figure, the chart beside a table that says the same.

`figure.html.j2` draws it.
"""

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True)
class Table:
    """Rows of words; the first cell of a row is its heading."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Figure:
    """A chart, what is said under it, and its numbers as a table."""

    chart: Markup
    caption: str
    table: Table
