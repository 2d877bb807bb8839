"""In: figures by level; out: whether they rise, and findings where one is missing or does not."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from ict_maturity.facts.values import Step
from ict_maturity.problems.finding import Finding, KeyPath, finding, some_of
from ict_maturity.said import Said, listed, word

ALL_LEVELS = (0, 1, 2, 3, 4)
STEPS: tuple[Step, ...] = (1, 2, 3, 4)


def missing_levels(
    path: KeyPath, found: Iterable[int], expected: Sequence[int]
) -> Iterator[Finding]:
    """The levels that are expected and not there."""
    present = set(found)
    missing = [level for level in expected if level not in present]
    if missing:
        yield finding(
            path,
            "level-missing.levels",
            missing=some_of(missing),
            expected=some_of(expected),
            found=some_of(sorted(present)) or word("problem.none"),
            field=path[-1],
        )


def not_rising(
    path: KeyPath,
    figures: Mapping[int, Decimal],
    better: str,
    worst: Said,
) -> Iterator[Finding]:
    """Neighbouring levels whose figures do not move strictly in the better direction."""
    sign = 1 if better == "higher" else -1
    for (lower, first), (upper, second) in pairwise(sorted(figures.items())):
        if sign * second <= sign * first:
            yield finding(
                (*path, upper),
                f"thresholds-not-rising.{better}",
                level=upper,
                figure=second,
                figure_before=first,
                before=word("problem.level", level=lower) if lower else worst,
            )


def without_reason(kpi: str, reasons: Iterable[int]) -> Iterator[Finding]:
    """The counts or cut points that do not say why they lie where they lie."""
    said = set(reasons)
    missing = [str(level) for level in STEPS if level not in said]
    if missing:
        yield finding(
            ("reasons",), "reason-missing.figure", kpi=kpi, levels=listed(missing, "commas")
        )


def above(path: KeyPath, figures: Mapping[int, Decimal], most: int, id: str) -> Iterator[Finding]:
    """Figures that nobody can reach, told in the words with this id."""
    for level, figure in figures.items():
        if figure > most:
            yield finding((*path, level), id, level=level, figure=figure, most=most)


def rises(points: Sequence[Decimal | int]) -> bool:
    """Whether each point is above the one before."""
    return all(before < after for before, after in pairwise(points))
