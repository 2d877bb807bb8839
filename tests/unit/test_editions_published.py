"""Two editions on one site: what pages, data and checks make of answers to the older one."""

import csv
import json
from dataclasses import replace
from io import StringIO
from typing import Any

import pytest
from bs4 import BeautifulSoup

from ict_maturity.aggregate import publish
from ict_maturity.aggregate.site import Site
from ict_maturity.check import check
from ict_maturity.export import export
from ict_maturity.load import Places
from ict_maturity.model import Answer, AssessmentKey, Content
from ict_maturity.render.data import data_page
from ict_maturity.render.office import office_pages
from ict_maturity.render.offices import offices_page
from ict_maturity.render.results import results_pages
from ict_maturity.score import score_all
from tests.copies import MINIMAL
from tests.unit.score_examples import (
    assessment,
    content_of,
    cut,
    kpi,
    ladder,
    number,
    office,
    with_assessments,
)

OLD, NEW = "2025.1", "2026.1"
NAMED = ("QA", "QB", "QC", "QD", "QE")
STRICT = number(20, 15, 10, 5, floor="30")
LOOSE = number(40, 30, 20, 10, floor="50")


def days(value: int, year: int) -> dict[str, Answer]:
    return {"K01": Answer.model_validate({"value": value, "as_of": f"{year}-06-30"})}


def recalibrated(*more: str, audience: str = "own") -> Content:
    """Public offices, and others in `more`; all answered 20 days before and 15 days now."""
    content = content_of(kpi("K01", STRICT, core=True, since=OLD))
    framework = content.framework.model_copy(update={"edition": NEW})
    content = cut(
        replace(content, framework=framework), OLD, kpi("K01", LOOSE, core=True, since=OLD)
    )
    cycle = content.cycles["2026"].model_copy(update={"questions": ()})
    cycles = {
        "2025": cycle.model_copy(update={"id": "2025", "edition": OLD}),
        "2026": cycle.model_copy(update={"edition": NEW}),
    }
    offices = [office(code) for code in NAMED] + [office(code, audience) for code in more]
    reports = {}
    for each in offices:
        reports[AssessmentKey(each.code, "2025")] = assessment(days(20, 2025), "2025", edition=OLD)
        reports[AssessmentKey(each.code, "2026")] = assessment(days(15, 2026), "2026", edition=NEW)
    content = with_assessments(replace(content, cycles=cycles), offices, reports)
    files = {("cycle", id): f"cycles/{id}.yaml" for id in cycles}
    files |= {("kpi", "K01"): "kpis/K01-a.yaml", ("recommendation", "R01"): "R01-a.yaml"}
    files |= {(name, name): f"{name}.yaml" for name in ("framework", "glossary", "codes")}
    return replace(content, files={**content.files, **files})


def published(content: Content) -> Site:
    return publish(content, score_all(content))


def text_of(html: str) -> str:
    return " ".join(BeautifulSoup(html, "html.parser").get_text(" ").split())


def without_the_newer_round(content: Content) -> Content:
    kept = {key: each for key, each in content.assessments.items() if key.cycle == "2025"}
    return replace(content, assessments=kept)


def data(site: Site, path: str) -> str:
    return next(file.text for file in export(site) if file.path == f"data/v1/{path}")


def test_a_change_of_edition_is_no_change_of_the_offices() -> None:
    site = published(recalibrated())
    assert site.results["2025"].changes == {}
    change = site.results["2026"].changes["R01"]
    step = site.trends["QA"]["R01"].steps[0]
    assert step.total.level != step.by_doing.level
    assert (change.offices, change.rose) == (5, 5)
    assert change.mean == step.by_doing.level
    page = text_of(list(results_pages(site))[1].text)
    assert "5 0 0 5 +1.0" in page
    results = json.loads(data(site, "results/2026.json"))
    assert results["compared_with"] == "2025"
    assert results["changes"][0]["rose"] == 5


def test_an_office_sees_its_answers_under_both_editions() -> None:
    content = without_the_newer_round(recalibrated())
    site = published(content)
    page = json.loads(next(office_pages(site)).text)
    said = text_of(page["body"])
    assert "Under edition 2026.1" in said
    assert "Nearest gain under edition 2026.1: R01 to level 2, by K01." in said
    assert "The results above stand as they were answered, under edition 2025.1." in said
    assert site.scorecards[AssessmentKey("QA", "2025")].kpis["K01"].shown.level == 3
    assert site.restated[AssessmentKey("QA", "2025")].kpis["K01"].shown.level == 1
    assert "They lead to the levels of edition 2026.1, which asks now." in said
    assert "Now 20 days. Level 2 wants 15 days or less." in said
    again = json.loads(data(site, "offices/qa.json"))["restated"]
    assert [each["restated_under"] for each in again] == [NEW]
    assert again[0]["recommendations"][0]["level_shown"] == 1


def test_a_break_is_drawn_and_named_on_the_page_of_the_office() -> None:
    body = json.loads(next(office_pages(published(recalibrated()))).text)["body"]
    trend = BeautifulSoup(body, "html.parser").select(".ictm-change-of")[0]
    assert trend.select_one("line.break")
    words = " ".join(trend.get_text(" ").split())
    assert "2025 to 2026: level -1 (by doing +1, by looking 0, by the framework -2)" in words
    assert "mean -25.0 (by doing +25.0, by looking 0, by the framework -50.0)" in words


def test_progress_stands_in_csv_and_json_alike() -> None:
    site = published(recalibrated())
    row = next(iter(csv.DictReader(StringIO(data(site, "progress.csv")))))
    step: dict[str, Any] = json.loads(data(site, "offices/qa.json"))["trends"][0]["steps"][0]
    for name, value in step.items():
        if name.startswith("score"):
            assert float(row[name]) == value
        elif name != "breaks":
            assert row[name] == str(value)
    assert (row["breaks"], step["breaks"]) == ("true", True)


def test_a_recommendation_newer_than_the_answers_has_an_empty_cell() -> None:
    content = recalibrated()
    newer = content.recommendations["R01"].model_copy(update={"id": "R02"})
    content = replace(content, recommendations={**content.recommendations, "R02": newer})
    page = text_of(offices_page(published(without_the_newer_round(content))).text)
    assert "Newer than the edition that the office answered" in page


def test_the_frozen_edition_is_published() -> None:
    frozen = json.loads(data(published(recalibrated()), f"editions/{OLD}.json"))
    assert frozen["kpis"][0]["rule"]["cut_points"] == {"1": 40, "2": 30, "3": 20, "4": 10}
    assert frozen["cut"]["edition"] == OLD


def test_the_data_page_calls_the_edition_by_its_whole_number() -> None:
    site = published(recalibrated())
    page = text_of(data_page(site, export(site)).text)
    assert f"Edition {OLD} as it was cut" in page
    assert "JSON Schema of the content file “kpi”" in page


@pytest.mark.parametrize("audience", ["own", "counted"])
def test_offices_that_are_not_named_are_restated_nowhere(audience: str) -> None:
    alone = published(recalibrated())
    with_others = published(recalibrated("QX", "QY", audience=audience))
    assert {key.office for key in with_others.restated} == set(NAMED)
    assert with_others.results == alone.results
    assert export(with_others) == export(alone)


def test_answers_are_checked_against_the_edition_that_they_answered() -> None:
    content = recalibrated()
    changed = kpi("K01", ladder(1, 1, 1, 1), core=True, since=OLD)
    content = replace(content, kpis={"K01": changed})
    found = check(content, Places(MINIMAL))
    about = {each.file for each in found if each.code == "answer-does-not-fit"}
    assert about == {f"offices/{code}/2026.yaml" for code in NAMED}
