"""The rules of suppression, attacked by a reader who knows them."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

import pytest

from ict_maturity.aggregate.disclosure import hidden_levels, may_join, may_split

SMALL = 5
LEVELS = range(5)


@pytest.mark.parametrize(
    ("part", "whole", "allowed"),
    [(0, 7, True), (7, 7, True), (4, 9, False), (5, 9, False), (5, 10, True), (6, 10, False)],
)
def test_a_part_may_join_when_neither_it_nor_the_rest_is_small(
    part: int, whole: int, allowed: bool
) -> None:
    assert may_join(part, whole, SMALL) is allowed


@pytest.mark.parametrize(
    ("parts", "whole", "allowed"),
    [
        ((5, 5), 10, True),
        ((10, 0), 10, False),
        ((0, 0), 10, True),
        ((5, 6), 11, True),
        ((7, 7), 11, False),
        ((4, 7), 11, False),
    ],
)
def test_groups_may_be_told_when_none_is_small_and_none_is_everybody(
    parts: tuple[int, ...], whole: int, allowed: bool
) -> None:
    assert may_split(parts, whole, SMALL) is allowed


@pytest.mark.parametrize(
    ("unnamed", "hidden"),
    [
        ((0, 0, 0, 0, 0), None),
        ((0, 0, 9, 0, 0), None),
        ((0, 2, 6, 0, 0), None),
        ((0, 5, 5, 0, 0), set()),
        ((2, 3, 6, 0, 0), {0, 1, 3, 4}),
        ((0, 7, 6, 1, 0), {0, 1, 3, 4}),
        ((4, 4, 6, 7, 8), {0, 1, 2}),
        ((4, 3, 6, 7, 8), {0, 1}),
    ],
)
def test_small_levels_are_hidden_with_others(
    unnamed: tuple[int, ...], hidden: set[int] | None
) -> None:
    assert hidden_levels(unnamed, SMALL) == hidden


def counts_of(total: int, cells: int = 5) -> Iterator[tuple[int, ...]]:
    """Every way to spread so many offices over the levels."""
    if cells == 1:
        yield (total,)
        return
    for first in range(total + 1):
        yield from ((first, *rest) for rest in counts_of(total - first, cells - 1))


@pytest.mark.parametrize("total", [*range(5, 21), 23])
def test_a_reader_who_knows_the_rule_finds_no_small_count(total: int) -> None:
    """All that looks alike when published must differ in every small count that is hidden."""
    alike: dict[tuple[int | None, ...], list[tuple[int, ...]]] = defaultdict(list)
    for counts in counts_of(total):
        hidden = hidden_levels(counts, SMALL)
        if hidden is not None:
            shown = tuple(None if level in hidden else counts[level] for level in LEVELS)
            alike[shown].append(counts)
    for shown, worlds in alike.items():
        assert not all(max(counts) == total for counts in worlds), "everybody's level is known"
        hidden_at = [level for level in LEVELS if shown[level] is None]
        for size in range(1, len(hidden_at) + 1):
            for levels in combinations(hidden_at, size):
                sums = {sum(counts[level] for level in levels) for counts in worlds}
                assert len(sums) > 1 or min(sums) == 0 or min(sums) >= SMALL, (shown, levels)


@pytest.mark.parametrize("total", range(5, 24))
def test_hidden_levels_hold_enough_offices(total: int) -> None:
    for counts in counts_of(total):
        hidden = hidden_levels(counts, SMALL)
        if hidden:
            assert len(hidden) >= 2
            assert sum(counts[level] for level in hidden) >= SMALL


@pytest.mark.parametrize(
    ("unnamed", "hidden"),
    [
        ((9, 2, 5, 0, 0), {0, 1, 3, 4}),
        ((5, 2, 8, 0, 0), {0, 1, 3, 4}),
        ((5, 5, 5, 0, 0), set()),
        ((10, 0, 0, 0, 0), None),
    ],
)
def test_a_level_with_just_enough_offices_is_shown(
    unnamed: tuple[int, ...], hidden: set[int] | None
) -> None:
    assert hidden_levels(unnamed, 5) == hidden
