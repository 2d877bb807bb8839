"""In: an edition's id; out: findings where it cannot be meant."""

from collections.abc import Iterator

from ict_maturity.model import Content, edition_order
from ict_maturity.problems.finding import Finding, KeyPath


def not_yet_out(path: KeyPath, edition: str, content: Content) -> Iterator[Finding]:
    """An edition later than the one framework.yaml declares."""
    current = content.framework.edition
    if edition_order(edition) > edition_order(current):
        yield Finding(
            path,
            "edition-not-out",
            f"Edition {edition} is later than the framework's edition {current}.",
            "Correct the edition, or raise `edition` in framework.yaml when it comes out.",
        )


def not_due(path: KeyPath, edition: str, since: str, content: Content) -> Iterator[Finding]:
    """An edition before the one that first carries the thing, or after the framework's next."""
    if edition_order(edition) < edition_order(since):
        yield Finding(
            path,
            "edition-not-due",
            f"Edition {edition} is earlier than {since}, which first carries the KPI.",
            f"Name edition {since} or a later one.",
        )
    nexts = following(content.framework.edition)
    if edition_order(edition) > edition_order(content.framework.edition) and edition not in nexts:
        yield Finding(
            path,
            "edition-not-due",
            f"Edition {edition} is neither out nor the next one after {content.framework.edition}.",
            f"Name an edition that is out, or the next one: {' or '.join(nexts)}.",
        )


def following(edition: str) -> tuple[str, str]:
    """What the next edition can be called: one more this year, or the first of the next year."""
    year, number = edition_order(edition)
    return f"{year}.{number + 1}", f"{year + 1}.1"
