"""Data files: exact, stable, safe to open, and without anybody who is not public."""

import csv
import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from io import StringIO
from typing import Any

import pytest

from ict_maturity.export import export, scorecard_data
from ict_maturity.export.csv_file import Value, cell, csv_output
from ict_maturity.export.json_file import decimals, json_text
from ict_maturity.export.scorecard import reason_data
from ict_maturity.model import AssessmentKey, Exchange, Target
from ict_maturity.outputs import Output
from ict_maturity.score.reasons import ReasonCode
from ict_maturity.score.scorecard import FactValue, Reason
from tests.unit.made_up import minimal_content, results, site_of, with_recommendation


@pytest.fixture(scope="module")
def files() -> dict[str, Output]:
    return {file.path: file for file in export(site_of(minimal_content()))}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        (-3, "-3"),
        (Fraction(-1, 3), "-0.3333"),
        (Fraction(1, 20000), "0.0001"),
        (Decimal("1500000"), "1500000"),
        (Decimal("0.250"), "0.25"),
        (date(2026, 3, 4), "2026-03-04"),
        ("plain", "plain"),
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
    ],
)
def test_cells_are_exact_and_text_is_never_a_formula(value: Value, text: str) -> None:
    assert cell(value) == text


def test_a_table_keeps_line_breaks_quotes_and_commas() -> None:
    text = 'a, "b"\nc'
    output = csv_output("x.csv", ("one", "two"), [(text, 1)])
    assert list(csv.reader(StringIO(str(output.content)))) == [["one", "two"], [text, "1"]]
    assert "\r" not in str(output.content)


def test_json_has_one_entry_a_line_and_the_same_data() -> None:
    data: dict[str, Any] = {"a": [{"b": 1}, {"b": "é\n"}], "c": [], "d": {"e": [1, 2]}, "f": None}
    text = json_text(data)
    assert json.loads(text) == data
    assert text.splitlines() == [
        "{",
        '"a": [',
        '{"b": 1},',
        '{"b": "é\\n"}',
        "],",
        '"c": [],',
        '"d": {"e": [1, 2]},',
        '"f": null',
        "}",
    ]


def test_computed_numbers_have_four_decimals_ties_away_from_zero() -> None:
    assert decimals(Fraction(200, 3)) == 66.6667
    assert decimals(Fraction(1, 20000)) == 0.0001
    assert decimals(None) is None


def test_facts_of_a_reason_are_plain_data() -> None:
    facts: dict[str, FactValue] = {
        "kpis": ("K01",),
        "coverage": Fraction(2, 3),
        "date": date(2026, 3, 4),
        "level": 2,
    }
    assert reason_data(Reason(ReasonCode.COVERAGE_COUNTED, facts)) == {
        "code": "coverage-counted",
        "kpis": ["K01"],
        "coverage": 0.6667,
        "date": "2026-03-04",
        "level": 2,
    }


def test_every_file_names_its_edition(files: dict[str, Output]) -> None:
    for path, file in files.items():
        if "/schemas/" in path:
            continue
        content = str(file.content)
        if path.endswith(".json"):
            data = json.loads(content)
            assert data["edition"] == "2026.1"
            assert data["edition_status"] in ("proposal", "adopted")
        else:
            assert {"edition", "edition_status"} <= set(content.splitlines()[0].split(","))


def test_the_files_that_are_promised_are_there(files: dict[str, Output]) -> None:
    names = {path.removeprefix("data/v1/") for path in files}
    assert {
        "framework.json",
        "recommendations.json",
        "kpis.json",
        "scores.csv",
        "answers.csv",
        "offices/hv.json",
        "offices/lm.json",
        "results/2026.json",
        "schemas/kpi.schema.json",
    } <= names


def test_an_office_file_holds_every_round_with_its_scorecard(files: dict[str, Output]) -> None:
    data = json.loads(files["data/v1/offices/hv.json"].content)
    assert [one["cycle"] for one in data["assessments"]] == ["2025", "2026"]
    assert [one["cycle"] for one in data["scorecards"]] == ["2025", "2026"]
    assert files["data/v1/offices/hv.json"].source == "offices/HV/office.yaml"


def test_offers_asks_and_targets_say_how_the_text_is_known() -> None:
    content = with_recommendation(minimal_content(), text_status="placeholder", source=None)
    key = AssessmentKey("HV", "2026")
    assessment = content.assessments[key].model_copy(
        update={
            "offers": (Exchange(recommendation="R01", text="x"),),
            "asks": (Exchange(recommendation="R01", text="y"),),
            "targets": {"R01": Target(level=4, year=2028)},
        }
    )
    content.assessments[key] = assessment  # type: ignore[index]
    made = {file.path: file.content for file in export(site_of(content))}
    reported = json.loads(made["data/v1/offices/hv.json"])["assessments"][-1]
    for exchange in (*reported["offers"], *reported["asks"], *reported["targets"].values()):
        assert exchange["text_status"] == "placeholder"


def test_a_private_office_is_in_no_file() -> None:
    content = minimal_content()
    office = content.offices["LM"]
    for visibility in ("private", "aggregate"):
        hidden = office.model_copy(update={"visibility": visibility})
        content.offices["LM"] = hidden  # type: ignore[index]
        for file in export(site_of(content)):
            assert office.name not in str(file.content)
            assert '"LM"' not in str(file.content)
            assert "LM," not in str(file.content)
            assert "/lm." not in file.path


def test_suppressed_results_carry_no_number() -> None:
    content = minimal_content()
    made = {file.path: file for file in export(site_of(content, results(content, "2026", None)))}
    data = json.loads(made["data/v1/results/2026.json"].content)
    assert data["reporting"] is None
    for one in (*data["recommendations"], *data["kpis"]):
        assert one["suppressed"] is True
        assert one["offices"] is one["levels"] is one["median"] is None


def test_two_exports_are_byte_equal(files: dict[str, Output]) -> None:
    assert {file.path: file for file in export(site_of(minimal_content()))} == files


def test_a_scorecard_is_plain_data_with_reasons() -> None:
    content = minimal_content()
    site = site_of(content)
    key = AssessmentKey("HV", "2026")
    data = scorecard_data(content, site.scorecards[key])
    assert json.loads(json.dumps(data)) == data
    assert data["fictional"] is content.offices["HV"].fictional
    for result in (*data["recommendations"], *data["kpis"]):
        assert result["reasons"]
        assert result["text_status"]
