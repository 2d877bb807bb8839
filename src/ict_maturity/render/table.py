"""In: words; out: a Table, which `table.html.j2` draws."""

from dataclasses import dataclass

from ict_maturity.said import Sayable


@dataclass(frozen=True)
class Table:
    """Rows of words; the first cell of a row is its heading."""

    caption: Sayable
    columns: tuple[Sayable, ...]
    rows: tuple[tuple[Sayable, ...], ...]
