"""Verifying KPI health: unnamed offices' part has bounds, and what follows from it is exact."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from ict_maturity.aggregate import aggregate_cycle, publish
from ict_maturity.aggregate.health import health_report
from ict_maturity.score import score_all
from ict_maturity.verify.differences import json_differences
from ict_maturity.verify.health import take_over
from tests.unit.made_up import health_data, results_data
from tests.unit.round_examples import WORLDS, Report, levels, unnamed, world
from tests.unit.score_examples import FEW

Data = dict[str, Any]
MIXED = [*levels(0, 1, 2, 2, 3, 4), *unnamed(1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 3)]
MIXED += [Report("aggregate", first=None) for _ in range(6)]


def verified(
    reports: list[Report], change: Callable[[Data], object] = lambda _: None
) -> tuple[list[str], tuple[str, ...]]:
    """The paths that differ, and those taken over, when `change` was made to health.json."""
    content = world(reports)
    whole = publish(content, score_all(content))
    health = health_data(whole)
    change(health)
    site = publish(whole.content, score_all(whole.content))
    results = {"2026": aggregate_cycle(site.content, "2026", site.scorecards)}
    report = health_report(site.content, site.scorecards, results)
    site = replace(site, results=results, health=report)
    taken = take_over(site, health, results_data(whole, "2026"))
    again = health_data(taken.site)
    return [path for path, _, _ in json_differences(health, again)], taken.paths


@given(WORLDS)
@FEW
def test_what_was_published_comes_out(reports: list[Report]) -> None:
    differences, _ = verified([Report(), *reports])
    assert differences == []


def test_what_unnamed_offices_stand_behind_is_named() -> None:
    differences, paths = verified(MIXED)
    assert differences == []
    assert {"kpis.K01.answers", "kpis.K01.levels", "recommendations.R01.answers"} <= set(paths)
    assert verified(levels(0, 1, 2, 2, 3, 4)) == ([], ())


def put(part: str, **values: object) -> Callable[[Data], None]:
    def change(data: Data) -> None:
        data["kpis"][0][part].update(values)

    return change


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (put("answers", unknown=0), "kpis.K01.answers."),
        (put("answers", unknown=7), "kpis.K01.answers."),
        (put("answers", unknown=3), "kpis.K01.answers."),
        (put("answers", with_level=1000), "kpis.K01.answers."),
        (put("answers", with_level=None), "kpis.K01.answers."),
        (put("answers", asked=25), "kpis.K01.answers."),
        (put("answers", unknown_share=0.5), "kpis.K01.answers."),
        (put("levels", offices=19), "kpis.K01.levels."),
        (put("levels", levels=[]), "kpis.K01.levels."),
        (put("levels", levels="many"), "kpis.K01.levels."),
        (lambda data: data["kpis"][0].update(place=99), "kpis.K01.place"),
        (lambda data: data["kpis"][0].update(crowded=4), "kpis.K01.crowded"),
        (lambda data: data.update(queue=[]), "queue.0"),
        (lambda data: data.update(kpis=None), "kpis"),
    ],
)
def test_what_does_not_follow_differs(change: Callable[[Data], object], path: str) -> None:
    differences, _ = verified(MIXED, change)
    assert any(each.startswith(path) for each in differences)
