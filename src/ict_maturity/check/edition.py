"""In: an edition's id; out: findings where it is later than the framework's edition."""

from collections.abc import Iterator

from ict_maturity.check.finding import Finding, KeyPath
from ict_maturity.model import Content


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


def edition_order(edition: str) -> tuple[int, ...]:
    """Editions compare as numbers: 2026.10 comes after 2026.9."""
    return tuple(int(part) for part in edition.split("."))
