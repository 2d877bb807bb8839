"""Verifying rounds: offices without a name stand in no file, and what they add has its bounds."""

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from ict_maturity.aggregate import aggregate_cycle, publish
from ict_maturity.data.outputs import FOLDER, MANIFEST_FILE
from ict_maturity.model import AssessmentKey, Content
from ict_maturity.score import score_all
from ict_maturity.verify import Place, verify
from ict_maturity.verify.rounds import Found, all_offices_of, compare_round
from tests.english import ENGLISH, spoken
from tests.unit.made_up import minimal_content, results_data
from tests.unit.published import write_site
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


def with_counted(content: Content, copies: int) -> Content:
    """The content with so many copies of each office, which are counted without a name."""
    offices, assessments = dict(content.offices), dict(content.assessments)
    for code, office in content.offices.items():
        for number in range(copies):
            other = f"{code[0]}X{number}"
            offices[other] = office.model_copy(update={"code": other, "audience": "counted"})
            for key, each in content.assessments.items():
                if key.office == code:
                    report = each.model_copy(update={"audience": "counted"})
                    assessments[AssessmentKey(other, key.cycle)] = report
    return replace(content, offices=offices, assessments=assessments)


@given(WORLDS)
@FEW
def test_rounded_figures_are_read_as_they_were_written(reports: list[Report]) -> None:
    content = world([Report(), *reports])
    site = publish(content, score_all(content))
    data = results_data(site, "2026")
    read = replace(site.results["2026"], all_offices=all_offices_of(data["all_offices"]))
    assert results_data(replace(site, results={"2026": read}), "2026") == data


def test_rounded_figures_of_a_page_are_compared_with_the_file(tmp_path: Path) -> None:
    content = with_counted(minimal_content(), 6)
    write_site(tmp_path, publish(content, score_all(content)))
    place = Place(tmp_path / FOLDER, tmp_path)
    report = verify(place, sha256((tmp_path / MANIFEST_FILE).read_bytes()).hexdigest())
    assert (report.differences, report.changed, report.unreadable) == ((), (), ())
    assert (report.verdict, report.unverified) == ("unverified", {"figures": 6})
    page = tmp_path / "results/2026/index.html"
    text = page.read_text("utf-8")
    heading, _, after = text.partition(ENGLISH("results.all.note"))
    page.write_text(heading + ENGLISH("results.all.note") + after.replace(">15<", ">20<", 1))
    assert page.read_text("utf-8") != text
    (each,) = verify(place).differences
    assert (each.kind, each.published, each.recomputed) == ("pages", "20", "15")


def test_without_counted_offices_all_is_exact() -> None:
    found = compared(levels(0, 1, 2, 2, 3, 4))
    assert (found.differences, found.not_recomputable) == ((), ())


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
