"""Rounded rows: what a reader who knows all the rules can be sure of, tried by every assignment."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations, combinations_with_replacement, product
from typing import NamedTuple, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ict_maturity.aggregate import rounded as module
from ict_maturity.aggregate.groups import NOBODY, groups
from ict_maturity.aggregate.results import Rounded
from ict_maturity.aggregate.rounded import Cells, rounded, rounded_row, tells
from tests.unit.score_examples import FEW

SMALL = 5
THREE = Cells((0, 1, 2))
OPTIONS = Cells((0, 1, 2), several=True)
Answer = tuple[object, ...] | None
"""The cells of one office; None when it does not stand behind the row."""
Row = Rounded


class Own(NamedTuple):
    """What the first office sees of two rounds."""

    first: Row
    second: Row
    answer: Answer
    next_answer: Answer


Seen = TypeVar("Seen")


def row(cells: Cells, counted: Sequence[Answer], named: Sequence[Collection[object]] = ()) -> Row:
    behind = [answer for answer in counted if answer is not None]
    return rounded_row("R01", cells, named, behind, SMALL)


def offices(counts: Iterable[int]) -> list[tuple[object, ...]]:
    """So many offices in each cell."""
    return [(cell,) for cell, count in enumerate(counts) for _ in range(count)]


@pytest.mark.parametrize(
    ("count", "told"), [(0, 0), (2, 0), (3, 5), (5, 5), (7, 5), (8, 10), (12, 10), (13, 15)]
)
def test_every_number_is_the_nearest_multiple_of_five(count: int, told: int) -> None:
    assert rounded(count) == told


def test_each_number_is_rounded_on_its_own() -> None:
    assert row(THREE, offices((3, 3, 3)), offices((1, 0, 0))) == Rounded("R01", 10, (5, 5, 5))
    assert row(THREE, offices((2, 2, 2))) == Rounded("R01", 5, (0, 0, 0))


def test_named_offices_alone_make_no_row() -> None:
    assert row(THREE, offices((1, 1, 2)), offices((20, 20, 20))).counts is None
    assert row(THREE, offices((1, 2, 2)), offices((20, 20, 20))).counts == (20, 20, 20)


def test_a_row_that_tells_what_all_answered_is_not_shown() -> None:
    assert row(THREE, offices((8, 0, 0))).counts is None
    assert row(THREE, offices((7, 0, 0))).counts == (5, 0, 0)


# What a reader can be sure of


def vectors(number: int, cells: int) -> Iterator[tuple[int, ...]]:
    """Every way to spread so many offices over the cells."""
    for found in combinations_with_replacement(range(cells), number):
        yield tuple(map(found.count, range(cells)))


def alone(vector: Sequence[int]) -> int | None:
    """The cell in which all offices are, if there is one."""
    inside = [cell for cell, count in enumerate(vector) if count]
    return inside[0] if len(inside) == 1 else None


def surely_one(found: Collection[Sequence[int]]) -> bool:
    """Whether all offices are in one cell, and in the same one whichever of these is true."""
    cells = {alone(vector) for vector in found}
    return len(cells) == 1 and None not in cells


def without(vector: Sequence[int], cell: int) -> tuple[int, ...]:
    return tuple(count - (place == cell) for place, count in enumerate(vector))


@pytest.mark.parametrize("number", range(5, 11))
def test_a_row_of_levels_is_left_out_exactly_where_somebody_could_be_sure(number: int) -> None:
    refused = 0
    for named in product(range(5), repeat=3):
        fitting = defaultdict[tuple[int, ...], list[tuple[int, ...]]](list)
        for vector in vectors(number, 3):
            published = tuple(rounded(a + b) for a, b in zip(named, vector, strict=True))
            fitting[published].append(vector)
        for published, found in fitting.items():
            insiders = (
                [without(vector, cell) for vector in found if vector[cell]] for cell in range(3)
            )
            sure = surely_one(found) or any(each and surely_one(each) for each in insiders)
            assert tells(THREE, named, published, number) is sure, (named, published)
            refused += sure
    assert refused


SUBSETS = [each for size in (1, 2, 3) for each in combinations(range(3), size)]


def chosen(answers: Iterable[Sequence[int]]) -> tuple[int, ...]:
    every = list(chain.from_iterable(answers))
    return tuple(map(every.count, range(3)))


def surely_chosen(found: Collection[Sequence[int]], number: int) -> bool:
    """Whether some option was chosen by all of so many offices, or by none, in each of these."""
    return any({vector[option] for vector in found} in ({0}, {number}) for option in range(3))


@pytest.mark.parametrize("number", [5, 6, 7])
def test_a_row_of_options_is_left_out_exactly_where_somebody_could_be_sure(number: int) -> None:
    whole = set(map(chosen, combinations_with_replacement(SUBSETS, number)))
    others = set(map(chosen, combinations_with_replacement(SUBSETS, number - 1)))
    joined = {
        own: [
            (vector, tuple(map(sum, zip(vector, chosen([own]), strict=True)))) for vector in others
        ]
        for own in SUBSETS
    }
    refused = 0
    for named in product((0, 1, 2, 3, 4), (0, 1, 2), (1, 3)):
        fitting = defaultdict[tuple[int, ...], set[tuple[int, ...]]](set)
        inside = defaultdict[tuple[int, ...], dict[Sequence[int], set[tuple[int, ...]]]](dict)
        for vector in whole:
            fitting[told(named, vector)].add(vector)
        for own, pairs in joined.items():
            for rest, vector in pairs:
                inside[told(named, vector)].setdefault(own, set()).add(rest)
        for published, found in fitting.items():
            sure = surely_chosen(found, number) or any(
                surely_chosen(each, number - 1) for each in inside[published].values()
            )
            assert tells(OPTIONS, named, published, number) is sure, (named, published)
            refused += sure
    assert refused


def told(named: Sequence[int], vector: Sequence[int]) -> tuple[int, ...]:
    return tuple(rounded(a + b) for a, b in zip(named, vector, strict=True))


# All that is published together: rows that are not shown, other rows, other rounds


def derived(
    worlds: Iterable[tuple[Answer, ...]], seen: Callable[[tuple[Answer, ...]], Seen]
) -> Iterator[Seen]:
    """What is seen where the answer of some other office follows from it.

    `worlds` are all that the offices may have answered. An outsider sees what is published, an
    office of them its own answer as well.
    """
    known = defaultdict[tuple[Seen, int | None, Answer], list[tuple[Answer, ...]]](list)
    for world in worlds:
        sight = seen(world)
        known[sight, None, None].append(world)
        for place, answer in enumerate(world):
            known[sight, place, answer].append(world)
    for (sight, own, _), found in known.items():
        for place in range(len(found[0])):
            if place != own and len({world[place] for world in found}) == 1:
                yield sight


LEVELS_OF_TWO: tuple[Answer, ...] = ((0,), (1,), None)


@pytest.mark.parametrize("number", range(5, 9))
@pytest.mark.parametrize("named", [(0, 0), (1, 0), (2, 0), (2, 3), (4, 1)])
def test_nothing_follows_from_a_row_nor_from_its_absence(
    number: int, named: tuple[int, int]
) -> None:
    """The number of counted offices is known, and not how many of them have no result."""
    cells, public = Cells((0, 1)), offices(named)
    worlds = product(LEVELS_OF_TWO, repeat=number)
    assert list(derived(worlds, lambda world: row(cells, world, public))) == []


def test_without_the_audit_answers_can_be_derived(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "tells", lambda *_: False)
    worlds = product(LEVELS_OF_TWO, repeat=8)
    found = set(derived(worlds, lambda world: row(Cells((0, 1)), world)))
    assert Rounded("R01", 10, (10, 0)) in found


def test_rows_of_two_rounds_tell_no_more_together_than_each() -> None:
    """Five offices, what they answered in one round and then in the next."""
    cells = Cells((0, 1))
    rows: Mapping[tuple[Answer, ...], Row] = {
        world: row(cells, world, offices((2, 1))) for world in product(LEVELS_OF_TWO, repeat=5)
    }
    known = defaultdict[object, list[set[Answer]]](lambda: [set() for _ in range(10)])
    for first, second in product(rows, repeat=2):
        sight = (rows[first], rows[second])
        keys: tuple[object, ...] = (sight, Own(*sight, first[0], second[0]))
        for key in keys:
            for found, answer in zip(known[key], (*first, *second), strict=True):
                found.add(answer)
    for key, every in known.items():
        own = (0, 5) if isinstance(key, Own) else ()
        assert all(len(found) > 1 for place, found in enumerate(every) if place not in own)


# Groups between rounds


def group(letters: str) -> frozenset[str]:
    return frozenset(letters)


@pytest.mark.parametrize(
    ("reported", "found"),
    [
        (["abcd"], [""]),
        (["abcde", "abcdef"], ["abcde", "abcde"]),
        (["abcde", "abcdefghij"], ["abcde", "abcdefghij"]),
        (["abcdef", "abcde"], ["abcdef", ""]),
        (["abcdefghij", "abcde"], ["abcdefghij", "abcde"]),
        (["abcde", "fghij"], ["abcde", "fghij"]),
        (["abcde", "abcdx", "abcdefghij"], ["abcde", "", "abcdefghij"]),
        (["abcde", "abcdefghij", "abcdefghijk"], ["abcde", "abcdefghij", "abcdefghij"]),
        (["abcde", "abcdefghij", "abcdef"], ["abcde", "abcdefghij", "abcde"]),
    ],
)
def test_none_or_five_offices_join_and_leave(reported: list[str], found: list[str]) -> None:
    assert list(groups(map_groups(reported), SMALL)) == map_groups(found)


def map_groups(texts: Iterable[str]) -> list[frozenset[str]]:
    return [group(text) for text in texts]


@given(st.lists(st.frozensets(st.sampled_from("abcdefghijklmno"), min_size=4), max_size=5))
@FEW
def test_any_two_groups_differ_by_none_or_by_five(reported: list[frozenset[str]]) -> None:
    found = list(groups(reported, SMALL))
    assert all(one <= now for one, now in zip(found, reported, strict=True))
    for one, other in combinations([each for each in found if each != NOBODY], 2):
        assert len(one - other) in {0, *range(SMALL, 20)}
        assert len(other - one) in {0, *range(SMALL, 20)}
