"""In: days in the order of the file; out: findings where a later entry has an earlier day."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from ict_maturity.problems.finding import Finding, KeyPath, finding


def not_ascending(days: Iterable[tuple[KeyPath, date]]) -> Iterator[Finding]:
    """Entries that are dated before the entry above them."""
    for (_, earlier), (path, later) in pairwise(days):
        if later < earlier:
            yield finding(path, "dates-out-of-order.list", later=later, earlier=earlier)
