"""Data files: exact, stable, safe to open, and without anybody who is not public."""

import csv
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from ict_maturity import __version__
from ict_maturity.data.digest import digest_of, framework_digest, provenance
from ict_maturity.data.outputs import Output
from ict_maturity.export import SCHEMA, export, scorecard_data
from ict_maturity.export.fields import Value, decimals
from ict_maturity.export.scorecard import reason_data
from ict_maturity.export.text_files import csv_text, json_text
from ict_maturity.model import AssessmentKey, Content, Exchange, Target
from ict_maturity.rules.reading import FactValue, Reason
from ict_maturity.rules.reasons import ReasonCode
from tests.unit.made_up import minimal_content, results, site_of, with_kpi, with_recommendation


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
    table = csv_text(("before", "x"), [(1, value)])
    assert list(csv.reader(StringIO(table, newline="")))[1] == ["1", text]


def test_a_table_keeps_line_breaks_quotes_and_commas() -> None:
    text = 'a, "b"\nc'
    table = csv_text(("one", "two"), [(text, 1)])
    assert list(csv.reader(StringIO(table))) == [["one", "two"], [text, "1"]]
    assert "\r" not in table


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
        if path.endswith(SCHEMA):
            continue
        if path.endswith(".json"):
            data = json.loads(file.content)
            assert data["edition"] == "2026.1"
            assert data["edition_status"] in ("proposal", "adopted")
        elif path.endswith(".csv"):
            assert {"edition", "edition_status"} <= set(file.text.splitlines()[0].split(","))
        else:
            sheet = load_workbook(BytesIO(file.content)).worksheets[0]
            assert {"edition", "edition_status"} <= {cell.value for cell in sheet[1]}


def test_the_files_that_are_promised_are_there(files: dict[str, Output]) -> None:
    names = {path.removeprefix("data/v1/") for path in files}
    assert {
        "framework.json",
        "recommendations.json",
        "kpis.json",
        "scores.csv",
        "scores.xlsx",
        "scores.schema.json",
        "answers.csv",
        "progress.csv",
        "offices.csv",
        "kpis.csv",
        "health.csv",
        "offices/hv.json",
        "offices/lm.json",
        "results/2026.json",
        "schemas/kpi.schema.json",
        "schemas/results/office.schema.json",
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


def texts_of(file: Output) -> list[str]:
    """The text of a file, or of each part of a workbook."""
    if not file.path.endswith(".xlsx"):
        return [file.text]
    with ZipFile(BytesIO(file.content)) as parts:
        return [parts.read(name).decode() for name in parts.namelist()]


def test_a_private_office_is_in_no_file() -> None:
    content = minimal_content()
    office = content.offices["LM"]
    for visibility in ("private", "aggregate"):
        hidden = office.model_copy(update={"visibility": visibility})
        content.offices["LM"] = hidden  # type: ignore[index]
        for file in export(site_of(content)):
            assert "/lm." not in file.path
            for text in texts_of(file):
                assert office.name not in text
                assert '"LM"' not in text
                assert "LM," not in text
                assert ">LM<" not in text


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
    data = scorecard_data(content, site.scorecards[key], site.provenance[key])
    assert json.loads(json.dumps(data)) == data
    assert data["fictional"] is content.offices["HV"].fictional
    for result in (*data["recommendations"], *data["kpis"]):
        assert result["reasons"]
        assert result["text_status"]


def digest_from_the_files(files: dict[str, Output], office: str, cycle: str) -> str:
    """The input digest as docs/reference/digests.md tells a reader to take it."""
    named = ("framework", "recommendations", "kpis")
    framework = {name: json.loads(files[f"data/v1/{name}.json"].content)[name] for name in named}
    data = json.loads(files[f"data/v1/offices/{office.lower()}.json"].content)
    reported = next(each for each in data["assessments"] if each["cycle"] == cycle)
    return digest_of(
        {
            "framework_digest": digest_of(framework),
            "office": office,
            "profile": data["office"]["profile"],
            "cycle": cycle,
            "edition": reported["edition"],
            "reference_date": reported["reference_date"],
            "answers": reported["answers"],
        }
    )


def test_a_reader_of_the_files_finds_the_same_digests(files: dict[str, Output]) -> None:
    card = json.loads(files["data/v1/offices/hv.json"].content)["scorecards"][0]
    assert card["engine_version"] == __version__
    assert card["input_digest"] == digest_from_the_files(files, "HV", card["cycle"])
    rows = list(csv.DictReader(StringIO(files["data/v1/scores.csv"].text)))
    of_the_card = [row for row in rows if (row["office"], row["cycle"]) == ("HV", card["cycle"])]
    assert {row["input_digest"] for row in of_the_card} == {card["input_digest"]}
    assert {row["engine_version"] for row in rows} == {__version__}


def of_the_input(content: Content) -> str:
    key = AssessmentKey("HV", "2026")
    return provenance(content, key, framework_digest(content)).input_digest


def test_what_decides_a_result_is_in_its_digest_and_nothing_else() -> None:
    content = minimal_content()
    key = AssessmentKey("HV", "2026")
    before = of_the_input(content)
    office, reported = content.offices["HV"], content.assessments[key]

    def with_office(**changes: object) -> Content:
        return replace(content, offices={"HV": office.model_copy(update=changes)})

    def with_answers(**changes: object) -> Content:
        return replace(content, assessments={key: reported.model_copy(update=changes)})

    same = (with_office(name="Other", about="New"), with_answers(notes="Not a fact", targets={}))
    assert [of_the_input(each) for each in same] == [before, before]
    answers = {id: answer for id, answer in reported.answers.items() if id != "K01"}
    weight = content.kpis["K01"].weight + 1
    other = (
        with_office(profile={}),
        with_answers(answers=answers),
        with_answers(reference_date=date(2020, 1, 1)),
        with_kpi(content, weight=weight),
        with_recommendation(content, lifecycle="retired"),
    )
    assert len({before, *(of_the_input(each) for each in other)}) == 1 + len(other)


def test_the_digest_of_a_round_holds_nothing_of_offices_without_a_name() -> None:
    content = minimal_content()
    unnamed = content.offices["LM"].model_copy(update={"visibility": "aggregate"})

    def digest(content: Content) -> str:
        made = {file.path: file for file in export(site_of(content))}
        return str(json.loads(made["data/v1/results/2026.json"].content)["input_digest"])

    hidden = replace(content, offices={**content.offices, "LM": unnamed})
    without = replace(
        content,
        offices={code: each for code, each in content.offices.items() if code != "LM"},
        assessments={key: each for key, each in content.assessments.items() if key.office != "LM"},
    )
    assert digest(hidden) == digest(without) != digest(content)
