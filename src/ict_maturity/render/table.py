"""In: words; out: a Table, which `table.html.j2` draws."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """Rows of words; the first cell of a row is its heading."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
