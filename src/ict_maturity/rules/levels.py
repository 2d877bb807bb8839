"""In: figures by level; out: whether they rise, and findings where one is missing or does not."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from ict_maturity.facts.values import Step
from ict_maturity.problems.finding import Finding, KeyPath, listed

ALL_LEVELS = (0, 1, 2, 3, 4)
STEPS: tuple[Step, ...] = (1, 2, 3, 4)


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


def without_reason(kpi: str, reasons: Iterable[int]) -> Iterator[Finding]:
    """The counts or cut points that do not say why they lie where they lie."""
    said = set(reasons)
    missing = [str(level) for level in STEPS if level not in said]
    if missing:
        yield Finding(
            ("reasons",),
            "reason-missing",
            f"{kpi} does not say why the figure of level {', '.join(missing)} lies there.",
            "Add one line for each level under `reasons`.",
        )


def above(path: KeyPath, figures: Mapping[int, Decimal], most: int, what: str) -> Iterator[Finding]:
    """Figures that nobody can reach."""
    for level, figure in figures.items():
        if figure > most:
            yield Finding(
                (*path, level),
                "threshold-unreachable",
                f"Level {level} needs {figure} {what}, but there can be {most} at most.",
                "Lower the figure, or widen what is counted.",
            )


def rises(points: Sequence[Decimal | int]) -> bool:
    """Whether each point is above the one before."""
    return all(before < after for before, after in pairwise(points))
