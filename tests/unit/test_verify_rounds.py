"""Verifying rounds: offices without a name stand in no file, and what they add has its bounds."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from ict_maturity.aggregate import aggregate_cycle, publish
from ict_maturity.score import score_all
from ict_maturity.verify.rounds import Found, compare_round
from tests.english import spoken
from tests.unit.made_up import results_data
from tests.unit.round_examples import WORLDS, Report, levels, unnamed, world
from tests.unit.score_examples import FEW

Data = dict[str, Any]


def made(reports: list[Report]) -> tuple[Data, Data]:
    """The round as published, and as computed from public offices alone."""
    content = world(reports)
    whole = publish(content, score_all(content))
    site = publish(whole.content, score_all(whole.content))
    site = replace(site, results={"2026": aggregate_cycle(site.content, "2026", site.scorecards)})
    return results_data(whole, "2026"), results_data(site, "2026")


def compared(reports: list[Report], change: Callable[[Data], object] = lambda _: None) -> Found:
    published, recomputed = made(reports)
    change(published)
    return compare_round(published, recomputed)


MIXED = [
    replace(each, focus=("data",) if place % 2 else ("people",))
    for place, each in enumerate([*levels(0, 1, 2, 2, 3, 4), *unnamed(*[1] * 5, *[2] * 6, 3)])
]


@given(WORLDS)
@FEW
def test_every_round_lies_within_its_bounds(reports: list[Report]) -> None:
    assert compared([Report(), *reports]).differences == ()


def test_without_counted_offices_all_is_exact() -> None:
    found = compared(levels(0, 1, 2, 2, 3, 4))
    assert found == Found((), ())


def test_what_counted_offices_add_is_listed_with_the_reason() -> None:
    """All of them are in one region, so that row is not shown."""
    found = compared(MIXED)
    assert found.differences == ()
    assert {path for path, _ in found.not_recomputable} == {
        "all_offices.reporting",
        "all_offices.recommendations.R01",
        "all_offices.recommendations.R02",
        "all_offices.responses.focus.data",
        "all_offices.responses.focus.people",
    }
    assert {spoken(reason) for _, reason in found.not_recomputable} == {
        "offices without a name stand behind it; it lies within its bounds"
    }


def set_in(name: str, index: int, **values: object) -> Callable[[Data], None]:
    def change(data: Data) -> None:
        data[name][index].update(values)

    return change


def set_in_all(name: str, index: int, **values: object) -> Callable[[Data], None]:
    def change(data: Data) -> None:
        data["all_offices"][name][index].update(values)

    return change


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (lambda data: data.update(reporting=17), "reporting"),
        (lambda data: data.update(asked=8), "asked"),
        (lambda data: data.update(named=["QA"]), "named.1"),
        (lambda data: data["kpis"].pop(), "kpis.K03"),
        (lambda data: data.update(kpis="all"), "kpis"),
        (lambda data: data.pop("all_offices"), "all_offices"),
        (lambda data: data.update(all_offices=3), "all_offices"),
        (set_in("kpis", 0, offices=17), "kpis.K01.offices"),
        (set_in("kpis", 0, levels=[1, 6, 8, 2, 1]), "kpis.K01.levels.1"),
        (set_in("kpis", 0, median_shown=1), "kpis.K01.median_shown"),
        (set_in("breakdowns", 0, asked=7), "breakdowns.0.asked"),
        (set_in("responses", 0, offices=1), "responses.0.offices"),
        (lambda data: data["all_offices"].update(reporting=17), "all_offices.reporting"),
        (lambda data: data["all_offices"].update(reporting=0), "all_offices.reporting"),
        (lambda data: data["all_offices"].update(reporting=None), "all_offices.recommendations"),
        (lambda data: data["all_offices"].update(more=1), "all_offices.more"),
        (set_in_all("recommendations", 0, offices=18), "all_offices.recommendations.R01.offices"),
        (set_in_all("recommendations", 0, offices=25), "all_offices.recommendations.R01.offices"),
        (set_in_all("recommendations", 0, between=None), "all_offices.recommendations.R01.levels"),
        (set_in_all("recommendations", 0, levels=[5]), "all_offices.recommendations.R01.levels"),
        (set_in_all("recommendations", 0, recommendation="R09"), "all_offices.recommendations.R09"),
        (lambda data: data["all_offices"].update(responses=3), "all_offices.responses"),
        (set_in_all("responses", 0, offices=0), "all_offices.responses.0.offices"),
        (set_in_all("responses", 0, offices=True), "all_offices.responses.0.offices"),
    ],
)
def test_what_is_out_of_its_bounds_differs(change: Callable[[Data], object], path: str) -> None:
    found = compared(MIXED, change)
    assert any(each == path or each.startswith(f"{path}.") for each, _, _ in found.differences), (
        found.differences
    )


def test_counts_that_may_not_be_told_differ() -> None:
    found = compared(levels(0, 1, 2, 2, 3, 4), set_in_all("recommendations", 0, offices=5))
    assert [path for path, _, _ in found.differences] == ["all_offices.recommendations.R01.offices"]
