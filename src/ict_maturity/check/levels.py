"""In: figures by level; out: findings where a level is missing, or where they do not rise."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from ict_maturity.check.finding import Finding, KeyPath, listed

ALL_LEVELS = (0, 1, 2, 3, 4)
STEPS = (1, 2, 3, 4)


def missing_levels(
    path: KeyPath, found: Iterable[int], expected: Sequence[int]
) -> Iterator[Finding]:
    """The levels that are expected and not there."""
    present = set(found)
    missing = [level for level in expected if level not in present]
    if missing:
        yield Finding(
            path,
            "level-missing",
            f"Level {listed(missing)} is missing; expected {listed(expected)}, "
            f"found {listed(sorted(present)) or 'none'}.",
            f"Add an entry for each missing level under `{path[-1]}`.",
        )


def not_rising(
    path: KeyPath, figures: Mapping[int, Decimal], better: str, worst: str = "level 0"
) -> Iterator[Finding]:
    """Neighbouring levels whose figures do not move strictly in the better direction."""
    sign = 1 if better == "higher" else -1
    for (lower, first), (upper, second) in pairwise(sorted(figures.items())):
        if sign * second <= sign * first:
            yield Finding(
                (*path, upper),
                "thresholds-not-rising",
                f"Level {upper} needs {second}, which is not {better} than the {first} "
                f"of {f'level {lower}' if lower else worst}.",
                f"Each level's figure must be {better} than the one before it.",
            )
