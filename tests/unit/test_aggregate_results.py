"""Results over offices: what is counted, what is rounded, and what never gets out."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ict_maturity.aggregate import Site, publish
from ict_maturity.aggregate.distribution import Place, distribution
from ict_maturity.aggregate.results import CycleResults, RoundChange, Rounded
from ict_maturity.model import (
    AssessmentKey,
    Cycle,
    Target,
)
from ict_maturity.score import score_all
from tests.unit.every_field import whole
from tests.unit.round_examples import (
    CODES,
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
    found = results.recommendations["R01"]
    assert (found.offices, found.levels, found.between) == (6, (0, 1, 2, 1, 2), 0)
    assert (found.median_shown, found.median_possible) == (Fraction(5, 2), Fraction(5, 2))
    assert (found.below, found.share_below) == (1, Fraction(1, 6))
    assert results.kpis["K03"].levels == (0, 1, 2, 1, 2)
    assert (results.asked, results.reporting) == (6, 6)
    assert results.named == tuple(CODES[:6])
    assert results_of(levels(1, 2, 2, 3, 4)).recommendations["R01"].median_shown == 2


def test_one_named_office_is_told_for_it_stands_on_its_page_already() -> None:
    results = results_of([Report(first=3, second=3, third=1)])
    assert results.recommendations["R01"].levels == (0, 0, 0, 1, 0)
    assert results.recommendations["R02"].below == 1
    assert (results.asked, results.reporting) == (1, 1)


def test_nobody_has_no_median() -> None:
    nobody = distribution("R01", [])
    assert (nobody.offices, nobody.levels, nobody.between) == (0, (0,) * 5, 0)
    assert (nobody.median_shown, nobody.median_possible, nobody.mean_score) == (None,) * 3
    assert nobody.share_below == 0


def test_who_is_between_levels_is_at_none_of_them() -> None:
    places = [Place(1, 3, Fraction(30)), Place(2, 2, Fraction(50)), Place(0, 1, Fraction(10))]
    found = distribution("R01", places)
    assert (found.levels, found.between, found.offices) == ((0, 0, 1, 0, 0), 2, 3)
    assert [found.median_shown, found.median_possible] == [1, 2]
    assert [found.below, found.mean_score] == [1, 30]


PLACES = st.lists(
    st.builds(
        lambda one, other, score: Place(min(one, other), max(one, other), score),
        st.integers(0, 4),
        st.integers(0, 4),
        st.fractions(0, 100),
    )
)


@given(PLACES)
@FEW
def test_printed_parts_add_up_and_the_median_lies_among_the_levels(places: list[Place]) -> None:
    found = distribution("R01", places)
    assert sum(found.levels) + found.between == found.offices == len(places)
    assert found.below <= found.offices
    if found.median_shown is not None and found.median_possible is not None:
        assert 0 <= found.median_shown <= found.median_possible <= 4


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
    assert found.recommendations["R01"].offices == 0
    assert found.kpis["K01"].offices == 6
    assert found.kpis["K02"].offices == 0


def test_a_cycle_names_the_recommendations_that_it_asked_in_part() -> None:
    content = world(levels(1, 2, 3, 3, 4))
    assert publish(content, score_all(content)).results["2026"].short_rounds == ()
    cycle: Cycle = content.cycles["2026"].model_copy(update={"kpis": ("K01", "K03")})
    short = replace(content, cycles={"2026": cycle})
    found = publish(short, score_all(short)).results["2026"]
    assert found.short_rounds == ("R01",)
    assert found.kpis["K02"].offices == 0
    assert found.recommendations["R01"].offices == 5


@pytest.mark.parametrize("invited", [None, 5, 21])
def test_those_invited_are_asked_whoever_they_are(invited: int | None) -> None:
    content = world([*levels(1, 2, 3, 3, 4), Report(status=None)])
    asked = content.cycles["2026"].model_copy(update={"invited": invited})
    content = replace(content, cycles={"2026": asked})
    results = publish(content, score_all(content)).results["2026"]
    assert (results.asked, results.reporting) == (invited or 6, 5)


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


# --- all offices, named or not -----------------------------------------------------------------


@pytest.mark.parametrize("few", [[], [3], [3, 3, 2, 1]])
def test_too_few_counted_offices_change_nothing_whether_they_reported_or_not(
    few: list[int],
) -> None:
    named = levels(1, 2, 3, 3, 4)
    silent = [Report("counted", status=None)]
    assert results_of([*named, *unnamed(*few), *silent]) == results_of([*named, *silent])
    assert not results_of([*named, *unnamed(*few), *silent]).all_offices.shown


def test_enough_counted_offices_are_counted_rounded_beside_the_exact_table() -> None:
    named = levels(1, 4)
    results = results_of([*named, *unnamed(*[2] * 5, *[3] * 5), Report("counted", status=None)])
    assert replace(results, all_offices=results_of(named).all_offices) == results_of(named)
    found = results.all_offices
    assert found.offices == 10
    assert found.recommendations["R01"] == Rounded("R01", 10, (0, 0, 5, 5, 0, 0))


def test_counted_offices_that_all_agree_are_not_told_where_that_would_show() -> None:
    alike = results_of(unnamed(*[3] * 8)).all_offices
    assert alike.offices == 10
    assert alike.recommendations["R01"] == Rounded("R01", None, None)
    blurred = results_of([*levels(1, 2, 3), *unnamed(*[3] * 5)]).all_offices
    assert blurred.recommendations["R01"] == Rounded("R01", 10, (0, 0, 0, 5, 0, 0))


def test_a_row_counts_those_with_a_result_only() -> None:
    unpublished = [Report("counted", first=None, third=3)]
    results = results_of([*unnamed(1, 2, 3, 3), *unpublished]).all_offices
    assert results.offices == 5
    assert results.recommendations["R01"].counts is None
    assert results.recommendations["R02"] == Rounded("R02", 5, (0, 0, 0, 5, 0, 0))


def test_no_kpi_counts_offices_without_a_name() -> None:
    results = results_of([*levels(0, 1, 2, 3, 4), *unnamed(*[2] * 5, *[3] * 5)])
    assert results.kpis["K01"].levels == (1, 1, 1, 1, 1)
    assert results.kpis["K01"].offices == 5


def test_groups_count_who_was_asked_and_who_reported_by_name() -> None:
    reports = [*in_region("north", 2), *in_region("south", 3), Report(region="south", status=None)]
    found = results_of(reports).breakdowns["region"]
    assert [(each.label, each.asked, each.reporting) for each in found] == [
        ("North", 2, 2),
        ("South", 4, 3),
    ]


def test_groups_of_all_offices_are_rounded_and_only_by_the_field_that_asks_for_it() -> None:
    reports = [*in_region("north", 6), *in_region("south", 4)]
    more = [*in_region("north", 3, "counted"), *in_region("south", 4, "counted")]
    found = results_of([*reports, *more]).all_offices
    assert found.breakdowns == {"region": Rounded("region", 15, (10, 10))}
    assert results_of(reports).all_offices.breakdowns == {"region": Rounded("region", None, None)}


def choosing(focus: str, number: int, audience: str = "public") -> list[Report]:
    chosen = tuple(focus.split()) if focus else ()
    return [Report(audience, focus=chosen) for _ in range(number)]


def test_options_are_counted_by_name_and_rounded_over_all() -> None:
    named = [*choosing("data", 3), *choosing("data people", 2)]
    counted = [*choosing("data", 3, "counted"), *choosing("people", 3, "counted")]
    results = results_of([*named, *counted, *choosing("", 2, "counted")])
    assert [(each.label, each.offices) for each in results.responses["focus"]] == [
        ("Data", 5),
        ("People", 2),
    ]
    assert results.all_offices.responses["focus"] == Rounded("focus", 10, (10, 5))
    few = results_of([*named, *counted[2:]]).all_offices
    assert few.responses["focus"] == Rounded("focus", None, None)


def test_what_nobody_of_them_chose_is_not_told() -> None:
    counted = choosing("data", 8, "counted")
    found = results_of([*choosing("people", 2), *counted]).all_offices.responses["focus"]
    assert found == Rounded("focus", None, None)


# --- rounds -----------------------------------------------------------------------------------


def two_rounds(before: Sequence[Report], after: Sequence[Report]) -> Site:
    """The same offices in two rounds; who is seen how follows the later one."""
    content, older = world(after), world(before)
    cycle: Cycle = content.cycles["2026"].model_copy(update={"id": "2025"})
    day = {"cycle": "2025", "reference_date": date(2025, 6, 30)}
    both = with_assessments(
        replace(content, cycles={"2025": cycle, **content.cycles}),
        content.offices.values(),
        {
            **{
                AssessmentKey(key.office, "2025"): one.model_copy(update=day)
                for key, one in older.assessments.items()
            },
            **content.assessments,
        },
    )
    return publish(both, score_all(both))


def test_one_office_more_is_not_added_to_the_group_of_the_round_before() -> None:
    silent = Report("counted", status=None)
    reports = unnamed(1, 2, 2, 3, 3)
    site = two_rounds([*reports, silent], [*reports, *unnamed(4)])
    assert site.results["2025"].all_offices == site.results["2026"].all_offices
    left = two_rounds([*reports, *unnamed(4)], [*reports, silent])
    assert left.results["2025"].all_offices.shown
    assert "2026" not in left.results


def test_what_a_group_answered_does_not_decide_who_is_counted_next() -> None:
    def eight(*first: int) -> list[Report]:
        others = (1, 1, 2, 2, 2, 3, 3, 3)
        return [
            Report("counted", one, one, other) for one, other in zip(first, others, strict=True)
        ]

    alike, mixed = eight(*[3] * 8), eight(2, 2, 2, 2, 3, 3, 3, 3)
    newcomer = Report("counted", third=1)
    silent = Report("counted", status=None)
    first, second = (two_rounds([*each, silent], [*each, newcomer]) for each in (alike, mixed))
    shown = [site.results["2025"].all_offices.recommendations["R01"] for site in (first, second)]
    assert [each.counts is None for each in shown] == [True, False]
    for site in (first, second):
        found = site.results["2026"].all_offices.recommendations["R02"]
        assert found == Rounded("R02", 10, (0, 0, 5, 5, 0, 0))


def test_a_change_counts_named_offices_by_what_they_did() -> None:
    before = [*levels(1, 1, 2, 2, 3), *unnamed(*[1] * 6)]
    after = [*levels(3, 2, 2, 2, 2), *unnamed(*[3] * 6)]
    results = two_rounds(before, after).results
    assert (results["2025"].compared_with, results["2025"].changes) == (None, {})
    assert results["2026"].compared_with == "2025"
    assert results["2026"].changes["R01"] == RoundChange("R01", 5, 2, 2, 1, Fraction(2, 5))


def test_nothing_is_told_of_fewer_than_five_that_can_be_compared() -> None:
    site = two_rounds(levels(1, 1, 2, 2), levels(3, 2, 2, 2))
    assert site.results["2026"].changes == {}
    newcomer = two_rounds([*levels(1, 1, 2, 2), Report(status=None)], levels(3, 2, 2, 2, 4))
    assert newcomer.results["2026"].changes == {}


def test_looking_for_the_first_time_is_no_rise() -> None:
    before = [*levels(2, 2, 2, 2), Report(first=2, second=2, third=2)]
    site = two_rounds(before, levels(2, 2, 2, 2, 2))
    assert site.results["2026"].changes["R01"] == RoundChange("R01", 5, 0, 5, 0, Fraction(0))


# --- what gets out ---------------------------------------------------------------------------


def test_only_public_offices_and_submitted_assessments_are_published() -> None:
    reports = [
        Report(),
        Report("counted"),
        Report("own"),
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
    assert site_of([Report("own"), *unnamed(1, 2)]).results == {}
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


def rows_of_all(results: CycleResults) -> list[Rounded]:
    found = results.all_offices
    kinds = (found.recommendations, found.breakdowns, found.responses)
    return [row for rows in kinds for row in rows.values()]


@given(WORLDS)
@FEW
def test_no_exact_count_holds_an_office_without_a_name(reports: list[Report]) -> None:
    named = [Report(), *(each for each in reports if each.audience == "public")]
    mine, all_of_them = results_of(named), results_of([Report(), *reports])
    told = replace(all_of_them, named=(), all_offices=mine.all_offices)
    assert told == replace(mine, named=())
    for row in rows_of_all(all_of_them):
        for count in (row.offices, *(row.counts or ())):
            assert count is None or count % 5 == 0


@given(WORLDS)
@FEW
def test_health_knows_named_offices_only(reports: list[Report]) -> None:
    named = [Report(), *(each for each in reports if each.audience == "public")]
    assert site_of([Report(), *reports]).health == site_of(named).health


@given(WORLDS)
@FEW
def test_private_offices_and_drafts_change_nothing(reports: list[Report]) -> None:
    everybody = world([Report(), *reports])
    dropped = {code for code, one in everybody.offices.items() if one.audience == "own"}
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
    one = Report("counted", status=None)
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


def test_no_line_of_a_file_that_is_not_published_goes_with_the_content() -> None:
    content = whole()
    lines = publish(content, score_all(content)).content.lines
    assert "offices/XC/2026.yaml" in content.lines
    assert "offices/XA/2026.yaml" in lines
    assert [file for file in lines if file.startswith(("offices/XC", "offices/XD"))] == []
