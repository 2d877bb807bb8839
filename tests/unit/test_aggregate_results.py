"""Results over offices: what is counted, what is suppressed, and what never gets out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given

from ict_maturity.aggregate import Site, publish
from ict_maturity.aggregate.cycle import median_of
from ict_maturity.aggregate.panel import panel
from ict_maturity.aggregate.results import CycleResults, Distribution
from ict_maturity.model import (
    AssessmentKey,
    Cycle,
    Target,
)
from ict_maturity.score import score_all
from tests.unit.every_field import whole
from tests.unit.round_examples import (
    CODES,
    SMALL,
    WORLDS,
    Report,
    in_region,
    levels,
    reported,
    results_of,
    site_of,
    unnamed,
    world,
)
from tests.unit.score_examples import (
    FEW,
    office,
    with_assessments,
)


def test_offices_are_counted_at_their_level_with_the_median() -> None:
    results = results_of(levels(1, 2, 2, 3, 4, 4))
    expected = Distribution("R01", 6, (0, 1, 2, 1, 2), Fraction(5, 2), unnamed=False)
    assert results.recommendations["R01"] == expected
    assert results.kpis["K03"].levels == (0, 1, 2, 1, 2)
    assert (results.asked, results.reporting, results.unnamed_left_out) == (6, 6, False)
    assert results.named == tuple(CODES[:6])
    assert results_of(levels(1, 2, 2, 3, 4)).recommendations["R01"].median == 2


def test_fewer_than_five_offices_are_suppressed_whole() -> None:
    results = results_of(levels(1, 2, 3, 4))
    assert results.recommendations["R01"] == Distribution("R01", None, None, None, unnamed=False)
    assert results.recommendations["R01"].suppressed
    assert (results.asked, results.reporting) == (4, None)
    assert results.named == tuple(CODES[:4])


def test_unpublished_and_profile_limited_results_are_left_out() -> None:
    reports = [*levels(1, 2, 3, 3, 4), Report(first=None), Report(second=None)]
    results = results_of(reports)
    assert results.reporting == 7
    assert results.recommendations["R01"].levels == (0, 1, 1, 2, 1)
    assert results.kpis["K02"].levels == (0, 1, 2, 2, 1)
    content = world(levels(1, 2, 3, 3, 4, 4))
    outside = content.kpis["K02"].model_copy(update={"applies_when": {"size": ("small",)}})
    limited = replace(content, kpis={**content.kpis, "K02": outside})
    found = publish(limited, score_all(limited)).results["2026"]
    assert found.recommendations["R01"].suppressed
    assert found.kpis["K01"].offices == 6
    assert found.kpis["K02"].suppressed


def test_who_did_not_report_is_asked_and_not_reporting() -> None:
    results = results_of([*levels(1, 2, 3, 3, 4), Report(status=None), Report(status="draft")])
    assert (results.asked, results.reporting) == (7, 5)
    assert results.named == tuple(CODES[:5])


def test_an_addressee_of_its_own_is_not_among_the_offices() -> None:
    content = world(levels(1, 2, 3, 3, 4))
    hub = office("HB")
    key = AssessmentKey("HB", "2026")
    grown = with_assessments(
        content,
        [*content.offices.values(), hub],
        {**content.assessments, key: reported(Report())},
    )
    site = publish(grown, score_all(grown))
    assert site.results["2026"] == results_of(levels(1, 2, 3, 3, 4))
    assert key in site.scorecards


@pytest.mark.parametrize("few", [[], [3], [3, 3, 2, 1]])
def test_too_few_unnamed_offices_are_left_out_whether_they_reported_or_not(few: list[int]) -> None:
    named = levels(1, 2, 3, 3, 4)
    silent = [Report("aggregate", status=None)]
    assert results_of([*named, *unnamed(*few), *silent]) == results_of([*named, *silent])
    found = results_of([*named, *unnamed(*few), *silent])
    assert found.unnamed_left_out
    assert (found.asked, found.reporting) == (5, 5)


def test_enough_unnamed_offices_are_counted() -> None:
    results = results_of(
        [*levels(1, 4), *unnamed(*[2] * 5, *[3] * 5), Report("aggregate", status=None)]
    )
    expected = Distribution("R01", 12, (0, 1, 5, 5, 1), Fraction(5, 2), unnamed=True)
    assert results.recommendations["R01"] == expected
    assert (results.asked, results.reporting, results.unnamed_left_out) == (12, 12, False)
    assert results.named == ("QA", "QB")


def test_small_levels_of_unnamed_offices_are_hidden_and_the_median_with_them() -> None:
    results = results_of([*levels(0, 4), *unnamed(1, 1, 2, 2, 2, 2, 2, 2, 3, 3, 3)])
    expected = Distribution("R01", 13, (None, None, 6, None, None), None, unnamed=True)
    assert results.recommendations["R01"] == expected


def test_unnamed_offices_that_all_agree_are_left_out() -> None:
    results = results_of([*levels(0, 1, 2, 3, 4), *unnamed(*[3] * 9)])
    assert results.recommendations["R01"].levels == (1, 1, 1, 1, 1)
    assert not results.recommendations["R01"].unnamed
    assert results.reporting == 14


def test_unnamed_offices_are_left_out_where_the_missing_ones_would_be_few() -> None:
    spread = unnamed(*[2] * 5, *[3] * 5)
    unpublished = [Report("aggregate", first=None, third=3)]
    results = results_of([*levels(0, 1, 2, 3, 4), *spread, *unpublished])
    assert results.recommendations["R01"].levels == (1, 1, 1, 1, 1)
    assert results.recommendations["R02"].levels == (1, 1, 6, 7, 1)


def test_the_only_kpi_of_a_recommendation_counts_named_offices_only() -> None:
    results = results_of([*levels(0, 1, 2, 3, 4), *unnamed(*[2] * 5, *[3] * 5)])
    assert results.recommendations["R02"].unnamed
    assert results.kpis["K03"].levels == (1, 1, 1, 1, 1)
    assert results.kpis["K01"].levels == (1, 1, 6, 6, 1)


def groups_of(reports: Sequence[Report]) -> dict[str, tuple[int | None, int | None]]:
    groups = results_of(reports).breakdowns["region"]
    assert [group.label for group in groups] == ["North", "South"]
    return {group.value: (group.asked, group.reporting) for group in groups}


def test_groups_count_who_was_asked_and_who_reported() -> None:
    silent = [Report(region="south", status=None)]
    found = groups_of([*in_region("north", 6), *in_region("south", 5), *silent])
    assert found == {"north": (6, 6), "south": (6, 5)}
    assert list(results_of(in_region("north", 6)).breakdowns) == ["region"]


def test_one_small_group_takes_the_next_smallest_with_it() -> None:
    assert groups_of([*in_region("north", 6), *in_region("south", 4)]) == {
        "north": (None, None),
        "south": (None, None),
    }


@pytest.mark.parametrize(
    ("north", "south", "blank", "counted"),
    [(5, 5, 0, True), (10, 0, 0, False), (6, 4, 0, False), (5, 5, 1, False), (5, 5, 5, True)],
)
def test_unnamed_offices_join_groups_when_no_group_of_them_is_small(
    north: int, south: int, blank: int, counted: bool
) -> None:
    named = [*in_region("north", 5), *in_region("south", 6)]
    more = [
        *in_region("north", north, "aggregate"),
        *in_region("south", south, "aggregate"),
        *in_region(None, blank, "aggregate"),
    ]
    expected = (5 + north, 6 + south) if counted else (5, 6)
    found = groups_of([*named, *more])
    assert (found["north"][0], found["south"][0]) == expected


def choosing(focus: str, number: int, visibility: str = "public") -> list[Report]:
    chosen = tuple(focus.split()) if focus else ()
    return [Report(visibility, focus=chosen) for _ in range(number)]


@pytest.mark.parametrize(
    ("reports", "counts"),
    [
        (choosing("data", 4), (None, None)),
        ([*choosing("data", 3), *choosing("data people", 2)], (5, 2)),
        ([*choosing("data", 5), *choosing("people", 4, "aggregate")], (5, 0)),
        (
            [
                *choosing("data", 5),
                *choosing("data", 5, "aggregate"),
                *choosing("people", 5, "aggregate"),
            ],
            (10, 5),
        ),
        (
            [
                *choosing("data", 5),
                *choosing("data", 5, "aggregate"),
                *choosing("people", 5, "aggregate"),
                *choosing("", 1, "aggregate"),
            ],
            (5, 0),
        ),
    ],
)
def test_options_are_counted_like_groups(
    reports: list[Report], counts: tuple[int | None, int | None]
) -> None:
    found = results_of(reports).responses["focus"]
    assert tuple(option.offices for option in found) == counts
    assert [option.label for option in found] == ["Data", "People"]


# --- what gets out ---------------------------------------------------------------------------


def test_only_public_offices_and_submitted_assessments_are_published() -> None:
    reports = [
        Report(),
        Report("aggregate"),
        Report("private"),
        Report(status="draft"),
        Report(status=None),
    ]
    site = site_of(reports)
    assert list(site.content.offices) == ["QA", "QD", "QE"]
    assert list(site.content.assessments) == [AssessmentKey("QA", "2026")]
    assert list(site.scorecards) == [AssessmentKey("QA", "2026")]
    assert list(site.trends) == ["QA", "QD", "QE"]
    assert site.trends["QD"] == {}
    assert sorted(site.content.files) == [
        ("assessment", "QA/2026"),
        ("office", "QA"),
        ("office", "QD"),
        ("office", "QE"),
    ]
    assert "Office QB" not in repr(site)
    assert "Office QC" not in repr(site)
    assert site.latest_cycle == "2026"
    assert site.latest_scorecard("QA") == site.scorecards[AssessmentKey("QA", "2026")]
    assert site.latest_scorecard("QE") is None


def test_a_cycle_in_which_nobody_may_be_counted_has_no_results() -> None:
    assert site_of([Report("private"), *unnamed(1, 2)]).results == {}
    assert site_of([]).latest_cycle is None
    assert list(site_of(unnamed(1, 2, 3, 4, 4)).results) == ["2026"]


def test_trends_run_over_submitted_cycles_with_the_newest_targets() -> None:
    content = world([Report()])
    older: Cycle = content.cycles["2026"].model_copy(update={"id": "2025"})
    target = {"R01": Target(level=4, year=2028)}
    old = reported(Report(first=1, second=1)).model_copy(
        update={"cycle": "2025", "reference_date": date(2025, 6, 30)}
    )
    new = reported(Report()).model_copy(update={"targets": target})
    both = with_assessments(
        replace(content, cycles={"2025": older, **content.cycles}),
        content.offices.values(),
        {AssessmentKey("QA", "2025"): old, AssessmentKey("QA", "2026"): new},
    )
    trend = publish(both, score_all(both)).trends["QA"]["R01"]
    assert [point.level for point in trend.points] == [1, 2]
    assert (trend.target_level, trend.pace) == (4, "on_track")


# --- attack ----------------------------------------------------------------------------------


def figures(results: CycleResults) -> Iterator[tuple[str, int | None]]:
    """Every count of a cycle's results, by a name."""
    yield from (("asked", results.asked), ("reporting", results.reporting))
    for kind, tables in (("R", results.recommendations), ("K", results.kpis)):
        for id, table in tables.items():
            yield f"{kind} {id}", table.offices
            for level, count in enumerate(table.levels or [None] * 5):
                yield f"{kind} {id} {level}", count
    for group in results.breakdowns["region"]:
        yield from ((f"G {group.value}", group.asked), (f"G {group.value} r", group.reporting))
    for option in results.responses["focus"]:
        yield f"O {option.option}", option.offices


def named_only(site: Site) -> CycleResults:
    """What a reader counts from the pages of offices with a name, nothing being too small."""
    framework = site.content.framework
    open_thresholds = framework.thresholds.model_copy(update={"small_cell": 0})
    content = replace(
        site.content,
        framework=framework.model_copy(update={"thresholds": open_thresholds}),
    )
    results = publish(content, site.scorecards).results
    return results["2026"]


def unnamed_parts(site: Site) -> Mapping[str, int]:
    """What is left of every published count when the named offices are taken away."""
    known = dict(figures(named_only(site)))
    return {
        name: count - (known[name] or 0)
        for name, count in figures(site.results["2026"])
        if count is not None
    }


@given(WORLDS)
@FEW
def test_taking_away_what_is_named_leaves_no_small_count(reports: list[Report]) -> None:
    site = site_of([Report(), *reports])
    parts = unnamed_parts(site)
    everybody = parts.get("reporting", 0)
    for name, part in parts.items():
        assert part == 0 or part >= SMALL, name
        rest = everybody - part
        if name in ("asked", "reporting") or (name.count(" ") == 1 and name[0] in "RK"):
            assert part == 0 or rest == 0 or rest >= SMALL, name
        else:
            assert part == 0 or rest >= SMALL, name


@given(WORLDS)
@FEW
def test_hidden_counts_cannot_be_found_from_the_total(reports: list[Report]) -> None:
    site = site_of([Report(), *reports])
    parts = unnamed_parts(site)
    results = site.results["2026"]
    for kind, tables in (("R", results.recommendations), ("K", results.kpis)):
        for id, table in tables.items():
            if table.levels is None:
                continue
            hidden = [level for level, count in enumerate(table.levels) if count is None]
            shown = sum(parts[f"{kind} {id} {level}"] for level in set(range(5)) - set(hidden))
            rest = parts[f"{kind} {id}"] - shown
            assert len(hidden) != 1
            assert (rest >= SMALL) if hidden else (rest == 0)
            assert (table.median is None) is bool(hidden)


@given(WORLDS)
@FEW
def test_private_offices_and_drafts_change_nothing(reports: list[Report]) -> None:
    everybody = world([Report(), *reports])
    dropped = {code for code, one in everybody.offices.items() if one.visibility == "private"}
    without = with_assessments(
        everybody,
        [one for code, one in everybody.offices.items() if code not in dropped],
        {
            key: one
            for key, one in everybody.assessments.items()
            if key.office not in dropped and one.status == "submitted"
        },
    )
    seen = publish(everybody, score_all(everybody))
    assert repr(seen) == repr(publish(without, score_all(without)))


@given(WORLDS)
@FEW
def test_an_unnamed_office_that_did_not_report_changes_nothing(reports: list[Report]) -> None:
    one = Report("aggregate", status=None)
    assert repr(site_of([*reports, one])) == repr(site_of([*reports, one, one]))


@given(WORLDS)
@FEW
def test_the_order_of_offices_never_matters(reports: list[Report]) -> None:
    content = world(reports)
    mixed = replace(
        content,
        offices=dict(reversed(list(content.offices.items()))),
        assessments=dict(reversed(list(content.assessments.items()))),
        files=dict(reversed(list(content.files.items()))),
    )
    assert repr(publish(content, score_all(content))) == repr(publish(mixed, score_all(mixed)))


def test_a_change_between_editions_is_told_of_offices_with_a_name() -> None:
    content = world([*levels(2, 2, 2, 2, 2), *unnamed(*[4] * 6, *[3] * 6)])
    members = panel(content, "2026", score_all(content))
    assert median_of("R01", members) == 2


def test_no_line_of_a_file_that_is_not_published_goes_with_the_content() -> None:
    content = whole()
    lines = publish(content, score_all(content)).content.lines
    assert "offices/XC/2026.yaml" in content.lines
    assert "offices/XA/2026.yaml" in lines
    assert [file for file in lines if file.startswith(("offices/XC", "offices/XD"))] == []


def test_unnamed_offices_are_added_to_large_groups() -> None:
    reports = [
        *(each for region in ("north", "south") for each in in_region(region, 6)),
        *in_region("north", 5, "aggregate"),
        *in_region("south", 7, "aggregate"),
    ]
    north, south = results_of(reports).breakdowns["region"]
    assert [(group.asked, group.reporting) for group in (north, south)] == [(11, 11), (13, 13)]


def test_a_distribution_is_suppressed_when_nobody_stands_behind_it() -> None:
    shown = Distribution("R01", 5, (5, 0, 0, 0, 0), Fraction(0), unnamed=False)
    assert not shown.suppressed
    assert replace(shown, offices=None, levels=None, median=None).suppressed


def test_what_all_unnamed_offices_chose_is_not_told() -> None:
    named = [Report(focus=("data",)) for _ in range(6)]
    alike = [Report("aggregate", focus=("data", "people")) for _ in range(8)]
    options = results_of([*named, *alike]).responses["focus"]
    assert [(each.option, each.offices) for each in options] == [("data", 6), ("people", 0)]
    apart = [Report("aggregate", focus=("data" if n < 5 else "people",)) for n in range(10)]
    options = results_of([*named, *apart]).responses["focus"]
    assert [(each.option, each.offices) for each in options] == [("data", 11), ("people", 5)]
