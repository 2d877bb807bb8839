"""The tables of a round: the same numbers as its file, exact ones and rounded ones in one row."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from ict_maturity.aggregate import publish
from ict_maturity.aggregate.results import RoundChange
from ict_maturity.aggregate.site import Site
from ict_maturity.score import score_all
from tests.unit.made_up import results_data, rows_of
from tests.unit.round_examples import Report, world

MIXED = [
    *[
        Report(first=level, region=region, focus=("data",))
        for level, region in zip((0, 1, 2, 3, 4, 2), ("north", "south") * 3, strict=True)
    ],
    Report(status=None, region="south"),
    *[
        Report("counted", first=level, second=level, region=region, focus=("people",))
        for level, region in zip((1, 1, 2, 2, 3, 3), ("north", "south") * 3, strict=True)
    ],
]
LEVELS = [f"level_{level}" for level in range(5)]


@pytest.fixture(scope="module")
def site() -> Site:
    content = world(MIXED)
    return publish(content, score_all(content))


@pytest.fixture(scope="module")
def data(site: Site) -> dict[str, Any]:
    return results_data(site, "2026")


def written(value: object) -> str:
    return "" if value is None else str(value)


def test_participation_counts_all_of_a_round_and_then_each_group(
    site: Site, data: dict[str, Any]
) -> None:
    first, *groups = rows_of(site, "participation.csv")
    assert [first[name] for name in ("cycle", "field", "value")] == ["2026", "", ""]
    assert (first["asked"], first["reporting"], first["all_reporting"]) == ("7", "6", "10")
    rounded = {
        (each["field"], each["value"]): each["reporting"]
        for each in data["all_offices"]["breakdowns"]
    }
    assert rounded
    for row, told in zip(groups, data["breakdowns"], strict=True):
        names = ("field", "value", "label", "asked", "reporting")
        assert [row[name] for name in names] == [str(told[name]) for name in names]
        assert row["all_reporting"] == written(rounded.get((row["field"], row["value"])))
    assert {row["field"] for row in groups} == {"region", "size"}


def test_levels_are_those_of_the_file_and_only_recommendations_have_rounded_ones(
    site: Site, data: dict[str, Any]
) -> None:
    rows = rows_of(site, "levels.csv")
    told = [*data["recommendations"], *data["kpis"]]
    assert [row["kpi"] or row["recommendation"] for row in rows] == [
        each.get("kpi") or each["recommendation"] for each in told
    ]
    for row, each in zip(rows, told, strict=True):
        assert [row[name] for name in LEVELS] == [str(level) for level in each["levels"]]
        assert [row[name] for name in ("offices", "between", "below")] == [
            str(each[name]) for name in ("offices", "between", "below")
        ]
        assert float(row["mean_score"]) == each["mean_score"]
    for row, each in zip(rows, data["all_offices"]["recommendations"], strict=False):
        counts = each["levels"] or [None] * 5
        assert [row[f"all_{name}"] for name in LEVELS] == [written(count) for count in counts]
        assert (row["all_offices"], row["all_between"]) == (
            written(each["offices"]),
            written(each["between"]),
        )
    assert any(row["all_offices"] for row in rows)
    kpis = [row for row in rows if row["kpi"]]
    assert kpis
    assert not any(row[name] for row in kpis for name in row if name.startswith("all_"))


def test_responses_say_how_many_answered(site: Site, data: dict[str, Any]) -> None:
    rows = rows_of(site, "responses.csv")
    both = zip(rows, data["responses"], data["all_offices"]["responses"], strict=True)
    for row, named, all in both:
        assert [row[name] for name in ("question", "option", "offices", "answered")] == [
            str(named[name]) for name in ("question", "option", "offices", "answered")
        ]
        assert (row["all_offices"], row["all_answered"]) == (
            written(all["offices"]),
            written(all["answered"]),
        )
    assert [(row["offices"], row["answered"]) for row in rows] == [("6", "6"), ("0", "6")]


def test_changes_name_both_rounds(site: Site) -> None:
    change = RoundChange("R01", 8, 5, 2, 1, Fraction(5, 8))
    round = replace(site.results["2026"], compared_with="2025", changes={"R01": change})
    (row,) = rows_of(replace(site, results={"2026": round}), "changes.csv")
    assert [row[name] for name in ("cycle", "compared_with", "recommendation")] == [
        "2026",
        "2025",
        "R01",
    ]
    names = ("offices", "rose", "stayed", "fell", "mean")
    assert [row[name] for name in names] == ["8", "5", "2", "1", "0.6250"]
    assert rows_of(site, "changes.csv") == []
