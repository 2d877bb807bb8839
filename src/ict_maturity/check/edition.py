"""In: editions and days as content names them; out: findings where they cannot be meant."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from ict_maturity.model import Content, Kpi, Recommendation, edition_order
from ict_maturity.problems.finding import Finding, KeyPath, finding
from ict_maturity.said import listed


def not_yet_out(path: KeyPath, edition: str, content: Content) -> Iterator[Finding]:
    """An edition later than the one framework.yaml declares."""
    current = content.framework.edition
    if edition_order(edition) > edition_order(current):
        yield finding(path, "edition-not-out", edition=edition, current=current)


def not_due(path: KeyPath, edition: str, since: str, content: Content) -> Iterator[Finding]:
    """An edition before the one that first carries the thing, or after the framework's next."""
    if edition_order(edition) < edition_order(since):
        yield finding(path, "edition-not-due.before", edition=edition, since=since)
    nexts = following(content.framework.edition)
    if edition_order(edition) > edition_order(content.framework.edition) and edition not in nexts:
        yield finding(
            path,
            "edition-not-due.after",
            edition=edition,
            current=content.framework.edition,
            nexts=listed(nexts, "or"),
        )


def following(edition: str) -> tuple[str, str]:
    """What the next edition can be called: one more this year, or the first of the next year."""
    year, number = edition_order(edition)
    return f"{year}.{number + 1}", f"{year + 1}.1"


def not_ascending(days: Iterable[tuple[KeyPath, date]]) -> Iterator[Finding]:
    """Entries that are dated before the entry above them."""
    for (_, earlier), (path, later) in pairwise(days):
        if later < earlier:
            yield finding(path, "dates-out-of-order.list", later=later, earlier=earlier)


def edition_is_out(item: Kpi | Recommendation, content: Content) -> Iterator[Finding]:
    """What counts was first carried by an edition that is out."""
    if item.lifecycle != "upcoming":
        yield from not_yet_out(("since",), item.since, content)


def changes_are_in_order(item: Kpi | Recommendation, content: Content) -> Iterator[Finding]:
    """The change log has the oldest entry first."""
    yield from not_ascending(
        (("change_log", i, "date"), change.date) for i, change in enumerate(item.change_log)
    )
