"""A body that is an addressee of its own may answer what offices are asked: shown, not counted."""

import csv
import json
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from ict_maturity.build import Build, build
from ict_maturity.export import FOLDER, export
from ict_maturity.forms.questionnaire import Given, new_assessment
from ict_maturity.model import AssessmentKey
from ict_maturity.verify import Place, verify
from ict_maturity.website.stage import write
from tests.copies import copied

HUB = """\
code: HB
name: The hub of libraries
fictional: true
audience: public
profile:
  size: [small]
"""
KEY = AssessmentKey("HB", "2026")


def world(root: Path, reports: bool) -> Path:
    """The tiny site with a hub that no KPI addresses; it may report what High Valley did."""
    copied(root)
    framework = root / "framework.yaml"
    text = framework.read_text()
    first = "    title: Village libraries\n"
    assert text.count(first) == 1
    hub = "  - id: hub\n    title: The hub\n    office: HB\n"
    framework.write_text(text.replace(first, first + hub))
    codes = root / "offices/codes.yaml"
    text = codes.read_text()
    assert text.count("fictional: [") == 1
    codes.write_text(text.replace("fictional: [", "fictional: [HB, "))
    (root / "offices/HB").mkdir()
    (root / "offices/HB/office.yaml").write_text(HUB)
    if reports:
        (root / "offices/HB/2026.yaml").write_text((root / "offices/HV/2026.yaml").read_text())
    return root


@pytest.fixture(scope="module")
def silent(tmp_path_factory: pytest.TempPathFactory) -> Build:
    return build(world(tmp_path_factory.mktemp("silent") / "root", reports=False))


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> Build:
    return build(world(tmp_path_factory.mktemp("answered") / "root", reports=True))


def files(of: Build, start: str) -> dict[str, str]:
    return {each.path: each.text for each in of.outputs if each.path.startswith(start)}


def body(of: Build) -> BeautifulSoup:
    stamp = json.loads(files(of, "_stamp/offices/hb.json")["_stamp/offices/hb.json"])
    return BeautifulSoup(stamp["body"], "html.parser")


def told(data: Any) -> Any:
    """A file without the digests of what it was made from."""
    if isinstance(data, dict):
        return {key: told(each) for key, each in data.items() if "digest" not in key}
    return [told(each) for each in data] if isinstance(data, list) else data


def test_its_answers_are_accepted(answered: Build) -> None:
    assert answered.problems == ()
    assert answered.site is not None
    card = answered.site.scorecards[KEY]
    assert {kpi.standing for kpi in card.kpis.values()} == {"by_choice"}
    assert [kpi.shown.level for kpi in card.kpis.values()] == [3, 3]


def test_its_page_shows_each_answer_with_its_level(answered: Build) -> None:
    page = body(answered)
    for id in ("k01", "k02"):
        (kpi,) = page.select(f"details#{id}")
        said = " ".join(kpi.get_text(" ").split())
        assert said.startswith(f"3 {id.upper()}")
        assert "By choice, not counted" in said
        assert "asked of: Village libraries. It is answered by choice" in said
    facts = " ".join(page.select("#k02")[0].get_text(" ").split())
    assert "822" in facts
    assert "960" in facts


def test_it_has_no_level_of_a_recommendation_and_no_overall_one(answered: Build) -> None:
    assert answered.site is not None
    card = answered.site.scorecards[KEY]
    assert [result.levels for result in card.recommendations.values()] == [None, None]
    assert [result.kpis for result in card.recommendations.values()] == [("K01",), ("K02",)]
    assert card.overall.levels is None


def test_it_is_in_no_aggregate(silent: Build, answered: Build) -> None:
    assert silent.site is not None
    assert answered.site is not None
    assert answered.site.results == silent.site.results
    assert answered.site.health == silent.site.health
    pages = [files(each, "results/") for each in (silent, answered)]
    assert pages[0]
    assert pages[0].keys() == pages[1].keys()
    for path, page in pages[0].items():
        assert tables(pages[1][path]) == tables(page), path
    for name in ("data/v1/results/2026.json", "data/v1/health.json"):
        before, after = (json.loads(files(each, name)[name]) for each in (silent, answered))
        assert told(after) == told(before), name


def tables(page: str) -> list[str]:
    return [str(table) for table in BeautifulSoup(page, "html.parser").find_all("table")]


def test_its_rows_are_marked(answered: Build) -> None:
    rows = list(
        csv.DictReader(StringIO(files(answered, "data/v1/scores.csv")["data/v1/scores.csv"]))
    )
    mine = {row["kpi"]: row["standing"] for row in rows if row["office"] == "HB" and row["kpi"]}
    assert mine == {"K01": "by_choice", "K02": "by_choice"}


def test_before_it_reports_its_page_says_that_it_may(silent: Build) -> None:
    assert "It may answer any other KPI too" in body(silent).get_text()


def test_its_file_begins_without_questions_and_keeps_what_it_answered(answered: Build) -> None:
    assert answered.site is not None
    content, today = answered.site.content, date(2026, 7, 1)
    empty = new_assessment(content, KEY, today).text
    assert "You may answer any other KPI too" in empty
    assert "K01" not in empty
    answers = content.assessments[KEY].answers
    again = new_assessment(content, KEY, today, Given(answers={"K02": answers["K02"]})).text
    assert "numerator: 822" in again
    assert "K01" not in again
    asked = new_assessment(content, AssessmentKey("HV", "2026"), today).text
    assert "any other KPI" not in asked


def test_what_is_published_of_it_can_be_computed_again(answered: Build, tmp_path: Path) -> None:
    assert answered.site is not None
    write(tmp_path, export(answered.site))
    report = verify(Place(tmp_path / FOLDER, None))
    assert (report.differences, report.unreadable) == ((), ())


def test_a_claim_about_what_nobody_asked_is_refused(tmp_path: Path) -> None:
    root = world(tmp_path / "root", reports=True)
    report = root / "offices/HB/2026.yaml"
    start, end = report.read_text().split("  K02:\n")
    rest = end[end.index("# Where") :]
    claim = "  K02:\n    answer: not_applicable\n    reason: We lend nothing.\n"
    report.write_text(start + claim + rest)
    assert [problem.code for problem in build(root).problems] == ["kpi-not-asked"]


def test_other_offices_are_offered_nothing(silent: Build) -> None:
    stamp = json.loads(files(silent, "_stamp/offices/hv.json")["_stamp/offices/hv.json"])
    assert "by choice" not in stamp["body"].lower()
