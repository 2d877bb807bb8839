"""Verifying rounds: offices without a name stand in no file, and what they add has its bounds."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ict_maturity.aggregate import Site, aggregate_cycle, publish
from ict_maturity.score import score_all
from ict_maturity.verify.bounds import Bounds, median_of
from ict_maturity.verify.rounds import Found, compare_round
from tests.english import spoken
from tests.unit.made_up import results_data
from tests.unit.round_examples import WORLDS, Report, in_region, levels, unnamed, world
from tests.unit.score_examples import FEW

Data = dict[str, Any]


def made(reports: list[Report]) -> tuple[Site, Data, Data]:
    """What a reader can compute from public offices; the round as published, and as computed."""
    content = world(reports)
    whole = publish(content, score_all(content))
    site = publish(whole.content, score_all(whole.content))
    site = replace(site, results={"2026": aggregate_cycle(site.content, "2026", site.scorecards)})
    return (
        site,
        results_data(whole, "2026"),
        results_data(site, "2026"),
    )


def compared(reports: list[Report], change: Callable[[Data], object] = lambda _: None) -> Found:
    site, published, recomputed = made(reports)
    change(published)
    return compare_round(site, published, recomputed)


def paths(found: Found) -> list[str]:
    return [path for path, _ in found.not_recomputable]


MIXED = [*levels(0, 1, 2, 2, 3, 4), *unnamed(1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 3)]


@given(WORLDS)
@FEW
def test_every_round_lies_within_its_bounds(reports: list[Report]) -> None:
    found = compared([Report(), *reports])
    assert found.differences == ()


@given(WORLDS, st.data())
@FEW
def test_a_count_below_the_named_is_told(reports: list[Report], data: st.DataObject) -> None:
    site, published, recomputed = made([*levels(2, 2, 2, 3, 3), *reports])
    name = data.draw(st.sampled_from(["recommendations", "kpis"]))
    entries = [each for each in published[name] if each["levels"] and each["levels"][2]]
    assume(entries)
    entry = data.draw(st.sampled_from(entries))
    ours = next(each for each in recomputed[name] if named(each) == named(entry))
    entry["levels"][2] = ours["levels"][2] - 1
    assert compare_round(site, published, recomputed).differences


def named(entry: Mapping[str, Any]) -> str:
    return str(entry.get("kpi", entry["recommendation"]))


def test_without_unnamed_offices_all_is_exact() -> None:
    found = compared(levels(0, 1, 2, 2, 3, 4))
    assert found.differences == ()
    assert paths(found) == ["unnamed_left_out"]
    changed = compared(levels(0, 1, 2, 2, 3, 4), lambda data: data.update(unnamed_left_out=1))
    assert [path for path, _, _ in changed.differences] == ["unnamed_left_out"]


def test_what_unnamed_offices_add_is_listed_with_the_reason() -> None:
    found = compared(MIXED)
    assert found.differences == ()
    assert {"asked", "reporting", "recommendations.R01", "kpis.K01"} <= set(paths(found))
    # The only KPI of a Recommendation counts offices with a name only.
    assert "kpis.K03" not in paths(found)
    assert {spoken(reason) for _, reason in found.not_recomputable} == {
        "12 offices without a name stand behind it; it lies within its bounds"
    }


def set_in(name: str, index: int, **values: object) -> Callable[[Data], None]:
    def change(data: Data) -> None:
        data[name][index].update(values)

    return change


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (lambda data: data.update(reporting=17), "reporting"),
        (lambda data: data.update(asked=8), "asked"),
        (lambda data: data.update(asked=None), "asked"),
        (lambda data: data.update(unnamed_left_out=True), "unnamed_left_out"),
        (lambda data: data.update(named=["QA"]), "named.1"),
        (lambda data: data["kpis"].pop(), "kpis.K03"),
        (lambda data: data.update(kpis="all"), "kpis"),
        (set_in("kpis", 0, offices=17), "kpis.K01.offices"),
        (set_in("kpis", 0, offices=1000), "kpis.K01.offices"),
        (set_in("kpis", 0, levels=[1, 6, 8, 2, 1]), "kpis.K01.levels"),
        (set_in("kpis", 0, levels=[1, 1, 2, None, None]), "kpis.K01.levels"),
        (set_in("kpis", 0, levels=[True]), "kpis.K01.levels"),
        (set_in("kpis", 0, median=1), "kpis.K01.median"),
        (set_in("kpis", 0, suppressed=True), "kpis.K01.suppressed"),
        (set_in("kpis", 0, unnamed=False), "kpis.K01.offices"),
        (set_in("kpis", 0, text_status="placeholder"), "kpis.K01.text_status"),
        (lambda data: data["kpis"].__setitem__(0, 3), "kpis.K01"),
        (set_in("breakdowns", 0, asked=7), "breakdowns.region.north.asked"),
        (set_in("breakdowns", 0, asked=12, reporting=11), "breakdowns.region.north.reporting"),
        (set_in("responses", 0, offices=1), "responses.focus.data.offices"),
    ],
)
def test_what_is_out_of_its_bounds_differs(change: Callable[[Data], object], path: str) -> None:
    found = compared(MIXED, change)
    assert path in [each for each, _, _ in found.differences]


def test_a_group_that_unnamed_offices_join_has_bounds() -> None:
    reports = [*in_region("north", 6), *in_region("south", 6)]
    reports += [*in_region("north", 5, "aggregate"), *in_region("south", 5, "aggregate")]
    found = compared(reports)
    assert found.differences == ()
    assert {"breakdowns.region.north", "breakdowns.region.south"} <= set(paths(found))


BOUNDS = Bounds(unnamed=12, small=5)


@pytest.mark.parametrize(
    ("levels", "offices", "median", "broken"),
    [
        ([1, 6, 2, 1, 1], 11, 1, None),
        ([1, 6, 7, 1, 1], 16, 2, "offices"),
        ([1, 6, 8, 1, 1], 18, 2, "levels"),
        ([1, 6, 8, 2, 1], 18, 2, "levels"),
        ([None, 6, None, None, None], 16, None, "offices"),
        ([None, 6, None, None, None], 18, None, None),
        ([None, 6, None, None, None], 18, 2, "median"),
        ([None, 5, None, None, None], 18, None, "levels"),
        ([None, 9, None, None, None], 18, None, "levels"),
        ([1, 6, 9, 1, 1], 18, 2, None),
    ],
)
def test_the_bounds_of_counts(
    levels: list[int | None], offices: int, median: int | None, broken: str | None
) -> None:
    entry = {"suppressed": False, "offices": offices, "levels": levels, "median": median}
    breach = BOUNDS.distribution(entry, [1, 1, 2, 1, 1])
    assert (breach and breach[0]) == broken


def test_the_bounds_of_options() -> None:
    assert BOUNDS.option({"offices": None}, chosen=2, answered=4) is None
    assert BOUNDS.option({"offices": None}, chosen=2, answered=5)
    assert BOUNDS.option({"offices": 2}, chosen=2, answered=5) is None
    assert BOUNDS.option({"offices": 4}, chosen=2, answered=5)
    assert BOUNDS.option({"offices": 7}, chosen=2, answered=5) is None
    assert BOUNDS.option({"offices": 15}, chosen=2, answered=5)
    assert BOUNDS.option({"offices": True}, chosen=1, answered=5)


def test_a_suppressed_group_has_no_number() -> None:
    assert BOUNDS.group({"asked": None, "reporting": None}, 3, 3) is None
    assert BOUNDS.group({"asked": None, "reporting": 3}, 3, 3)
    assert BOUNDS.group({"asked": 3, "reporting": 3}, 3, 3)


@given(st.lists(st.integers(0, 4), min_size=1, max_size=30))
def test_a_median_needs_no_list_of_all_offices(found: list[int]) -> None:
    ordered = sorted(found)
    middle = Fraction(ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2], 2)
    assert median_of([found.count(level) for level in range(5)]) == middle


def test_counts_of_any_size_take_no_time() -> None:
    assert median_of([0, 10**15, 0, 0, 10**15 + 1]) == 4
