"""In: a panel and a level a member; out: the Distribution, suppressed where it would reveal."""

from collections.abc import Callable, Sequence
from fractions import Fraction

from ict_maturity.aggregate.disclosure import hidden_levels, may_join
from ict_maturity.aggregate.panel import Member, Panel
from ict_maturity.aggregate.results import Distribution

LEVELS = range(5)
LevelOf = Callable[[Member], int | None]
NOTHING_HIDDEN: frozenset[int] = frozenset()


def distribution(id: str, panel: Panel, level_of: LevelOf, with_unnamed: bool) -> Distribution:
    """How many members are at each level; `level_of` gives None for a member without a result.

    The figures are None when fewer than `small_cell` offices stand behind them. The median is
    None when a level is hidden, for it could be used to find the hidden count.
    """
    named = levels_of(panel.named, level_of)
    unnamed = levels_of(panel.unnamed, level_of) if with_unnamed else []
    hidden = hidden_in(unnamed, panel)
    levels = named + unnamed if hidden is not None else named
    if len(levels) < panel.small_cell:
        return Distribution(id, None, None, None, unnamed=False)
    counts = counted(levels)
    return Distribution(
        id=id,
        offices=len(levels),
        levels=tuple(None if level in (hidden or ()) else counts[level] for level in LEVELS),
        median=None if hidden else median(levels),
        unnamed=hidden is not None,
    )


def levels_of(members: Sequence[Member], level_of: LevelOf) -> list[int]:
    """The levels of the members that have one."""
    return [level for level in map(level_of, members) if level is not None]


def hidden_in(unnamed: Sequence[int], panel: Panel) -> frozenset[int] | None:
    """The levels to hide, None when the unnamed offices must be left out or there are none."""
    if not unnamed or not may_join(len(unnamed), len(panel.unnamed), panel.small_cell):
        return None
    return hidden_levels(counted(unnamed), panel.small_cell)


def counted(levels: Sequence[int]) -> list[int]:
    """How many of the levels are 0, 1, 2, 3 and 4."""
    return [levels.count(level) for level in LEVELS]


def median(levels: Sequence[int]) -> Fraction:
    """The middle level, or the mean of the two in the middle."""
    ordered = sorted(levels)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return Fraction(ordered[middle])
    return Fraction(ordered[middle - 1] + ordered[middle], 2)
