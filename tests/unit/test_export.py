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
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import load_workbook

from ict_maturity import __version__
from ict_maturity.aggregate.results import AllOffices, Rounded
from ict_maturity.data.digest import digest_of, framework_digest, number_text, provenance
from ict_maturity.data.outputs import Output
from ict_maturity.export import SCHEMA, export, scorecard_data
from ict_maturity.export.fields import Value, decimals
from ict_maturity.export.office import STEP
from ict_maturity.export.scorecard import reason_data
from ict_maturity.export.text_files import csv_text, json_text
from ict_maturity.facts.answer import Before, Improvement, Reported
from ict_maturity.model import AdoptedText, Answer, AssessmentKey, Content, Exchange, Target
from ict_maturity.rules.reading import FactValue, Reason
from ict_maturity.rules.reasons import ReasonCode
from ict_maturity.score.scorecard import Difference, TrendPoint, TrendStep
from ict_maturity.texts.results import printed_change
from tests.english import ENGLISH, spoken
from tests.unit.made_up import (
    minimal_content,
    results,
    results_data,
    rows_of,
    site_of,
    with_assessment,
    with_kpi,
    with_office,
    with_recommendation,
)


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


@given(st.fractions(0, 10**27) | st.fractions(-1, 1) | st.integers(0, 10**15).map(Fraction))
@example(Fraction(32))
@example(Fraction(-1, 20000))
@example(Fraction(10) ** 16)
@example(Fraction(10) ** 21)
def test_computed_numbers_are_spelled_as_in_digests(number: Fraction) -> None:
    value = decimals(number)
    assert value is not None
    assert json_text({"n": value}) == f'{{\n"n": {number_text(value)}\n}}\n'


@given(st.decimals(-1, 1, places=12, allow_nan=False))
@example(Decimal("0.000001"))
@example(Decimal("0.0000001"))
def test_reported_decimals_are_spelled_as_in_digests(number: Decimal) -> None:
    data = Reported(value=number).model_dump(mode="json", exclude_none=True)
    words = 'from "1e-05" to 1.0e+16\\'
    spelled = f'{{\n"value": {number_text(number)},\n"words": {json.dumps(words)}\n}}\n'
    assert json_text(data | {"words": words}) == spelled


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
        if path.endswith((SCHEMA, ".zip")):
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


def test_columns_of_kpis_only_and_of_recommendations_only_are_empty_in_other_rows() -> None:
    rows = rows_of(site_of(minimal_content()), "scores.csv")
    assert {bool(row["kpi"]) for row in rows} == {True, False}
    for words, of_kpis in (("KPIs only.", True), ("Recommendations only.", False)):
        names = [name for name in rows[0] if ENGLISH(f"column.{name}").endswith(words)]
        assert names
        for row in rows:
            if bool(row["kpi"]) is not of_kpis:
                assert {name: row[name] for name in names} == dict.fromkeys(names, "")


def test_the_files_that_are_promised_are_there(files: dict[str, Output]) -> None:
    names = {path.removeprefix("data/v1/") for path in files}
    assert {
        "framework.json",
        "recommendations.json",
        "kpis.json",
        "scores.csv",
        "scores.xlsx",
        "scores.schema.json",
        "datapackage.json",
        "everything.zip",
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
    content = with_assessment(
        with_recommendation(minimal_content(), content_status="placeholder", source=None),
        AssessmentKey("HV", "2026"),
        offers=(Exchange(recommendation="R01", text="x"),),
        asks=(Exchange(recommendation="R01", text="y"),),
        targets={"R01": Target(level=4, year=2028)},
    )
    made = {file.path: file.content for file in export(site_of(content))}
    reported = json.loads(made["data/v1/offices/hv.json"])["assessments"][-1]
    for exchange in (*reported["offers"], *reported["asks"], *reported["targets"].values()):
        assert exchange["content_status"] == "placeholder"


def test_a_recommendation_says_whose_words_it_has() -> None:
    own = minimal_content()
    quoted = AdoptedText(
        language="en", statement="Lend.", source="https://example.org/a", digest="0" * 64
    )
    for content, wording in (
        (own, "own"),
        (with_recommendation(own, adopted_text=quoted), "adopted"),
    ):
        made = {file.path: file.content for file in export(site_of(content))}
        first, *others = json.loads(made["data/v1/recommendations.json"])["recommendations"]
        assert first["wording"] == wording
        assert {other["wording"] for other in others} == {"own"}


def texts_of(file: Output) -> list[str]:
    """The text of a file, or of each part of a workbook; those of the archive are files as well."""
    if not file.path.endswith((".xlsx", ".zip")):
        return [file.text]
    with ZipFile(BytesIO(file.content)) as parts:
        names = parts.namelist()
        texts = [] if file.path.endswith(".zip") else [parts.read(name).decode() for name in names]
    return [*names, *texts]


def test_a_private_office_is_in_no_file() -> None:
    content = minimal_content()
    name = content.offices["LM"].name
    for audience in ("own", "counted"):
        for file in export(site_of(with_office(content, "LM", audience=audience))):
            assert "/lm." not in file.path
            for text in texts_of(file):
                assert name not in text
                assert '"LM"' not in text
                assert "LM," not in text
                assert ">LM<" not in text


def test_rounded_rows_that_are_not_shown_carry_no_number(files: dict[str, Output]) -> None:
    found = json.loads(files["data/v1/results/2026.json"].content)["all_offices"]
    assert found["reporting"] is None
    for one in found["recommendations"]:
        assert one["offices"] is one["levels"] is one["between"] is None
    for one in found["responses"]:
        assert one["offices"] is one["answered"] is None


def test_rounded_rows_that_are_shown_carry_every_number() -> None:
    content = minimal_content()
    made = results(content, "2026", (1, 0, 0, 2, 0))
    row = Rounded("R01", 10, (0, 0, 5, 5, 0, 0))
    shown = replace(made, all_offices=AllOffices(10, {"R01": row}, {}, {}))
    found = results_data(site_of(content, shown), "2026")["all_offices"]
    assert found["reporting"] == 10
    (one,) = found["recommendations"]
    assert (one["offices"], one["levels"], one["between"]) == (10, [0, 0, 5, 5, 0], 0)


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
        assert result["content_status"]


def digest_from_the_files(files: dict[str, Output], office: str, cycle: str) -> str:
    """The input digest as docs/reference/digests.md tells a reader to take it."""
    named = ("framework", "recommendations", "kpis")
    framework = {name: json.loads(files[f"data/v1/{name}.json"].content)[name] for name in named}
    data = json.loads(files[f"data/v1/offices/{office.lower()}.json"].content)
    reported = next(each for each in data["assessments"] if each["cycle"] == cycle)
    cycles = json.loads(files["data/v1/framework.json"].content)["cycles"]
    return digest_of(
        {
            "framework_digest": digest_of(framework),
            "office": office,
            "profile": data["office"]["profile"],
            "cycle": cycle,
            "edition": reported["edition"],
            "reference_date": reported["reference_date"],
            "answers": reported["answers"],
            "kpis": next(each["kpis"] for each in cycles if each["id"] == cycle),
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


def asking(content: Content, *kpis: str) -> Content:
    """The content in which the newest round asks these KPIs and no others."""
    cycle = content.cycles["2026"].model_copy(update={"kpis": kpis})
    return replace(content, cycles={**content.cycles, "2026": cycle})


def answering(content: Content, **answers: Answer) -> Content:
    """What HV answers in the newest round to some KPIs, all else as it was."""
    key = AssessmentKey("HV", "2026")
    reported = content.assessments[key]
    changed = reported.model_copy(update={"answers": {**reported.answers, **answers}})
    return replace(content, assessments={**content.assessments, key: changed})


def test_facts_of_the_second_figure_and_none_are_rows_of_their_own() -> None:
    before = Before(numerator=Decimal(80), denominator=Decimal(100), as_of=date(2025, 6, 30))
    change = Improvement(what="A postcard reminds the reader.", date=date(2025, 9, 1))
    answer = Answer(numerator=Decimal(9), denominator=Decimal(9), before=before, change=change)
    content = answering(minimal_content(), K01=Answer(answer="none"), K02=answer)
    facts = {
        (row["kpi"], row["field"]): row["value"]
        for row in rows_of(site_of(content), "answers.csv")
        if (row["office"], row["cycle"]) == ("HV", "2026")
    }
    assert facts == {
        ("K01", "answer"): "none",
        ("K02", "numerator"): "9",
        ("K02", "denominator"): "9",
        ("K02", "before.numerator"): "80",
        ("K02", "before.denominator"): "100",
        ("K02", "before.as_of"): "2025-06-30",
        ("K02", "change.what"): "A postcard reminds the reader.",
        ("K02", "change.date"): "2025-09-01",
    }


def test_scores_say_what_a_level_rests_on() -> None:
    few = Answer(numerator=Decimal(5), denominator=Decimal(6), as_of=date(2026, 6, 30))
    content = answering(minimal_content(), K01=Answer(answer="none"), K02=few)
    rows = {
        (row["recommendation"], row["kpi"]): row
        for row in rows_of(site_of(content), "scores.csv")
        if (row["office"], row["cycle"]) == ("HV", "2026")
    }
    none, figure = rows["R01", "K01"], rows["R02", "K02"]
    assert (none["none"], none["level_shown"], none["decided"]) == ("true", "0", "1.0000")
    assert (figure["none"], figure["few"], figure["held"]) == ("false", "true", "")
    assert (figure["level_shown"], figure["figure"]) == ("3", "0.8333")
    assert (rows["R01", ""]["held_by"], rows["R01", ""]["short_round"]) == ("K01", "false")
    assert rows["R02", ""]["decided"] == rows["R02", ""]["few"] == ""


def test_what_a_short_round_leaves_out_is_marked() -> None:
    rows = rows_of(site_of(asking(minimal_content(), "K01")), "scores.csv")
    newest = {row["kpi"] or row["recommendation"]: row for row in rows if row["cycle"] == "2026"}
    assert newest["K02"]["standing"] == "not_asked_this_round"
    assert newest["R02"]["short_round"] == "true"
    assert newest["R01"]["short_round"] == "false"


CONTENT = minimal_content()
PARTS = st.tuples(st.integers(-4, 4), st.fractions(min_value=-100, max_value=100))


@given(PARTS, PARTS, PARTS)
def test_a_change_adds_up_as_it_is_written_and_as_it_is_printed(
    doing: tuple[int, Fraction], looking: tuple[int, Fraction], framework: tuple[int, Fraction]
) -> None:
    every = (doing, looking, framework)
    level, scores = sum(part[0] for part in every), [part[1] for part in every]
    total = sum(scores, Fraction(0))
    before = TrendPoint("2025", "2026.1", date(2025, 6, 30), 0, 0, Fraction(0))
    after = TrendPoint("2026", "2026.1", date(2026, 6, 30), level, level, total)
    step = TrendStep(before, after, Difference(*doing), Difference(*looking))
    written = {name: Decimal(repr(value)) for name, value in numbers(STEP.json(CONTENT, step))}
    parts = ("by_doing", "by_looking", "by_framework")
    assert sum(written[f"score_{part}"] for part in parts) == written["score_total"]
    assert sum(written[f"level_{part}"] for part in parts) == written["level_total"]
    printed = [
        Decimal(spoken(change.score).replace("\N{MINUS SIGN}", "-"))
        for change in printed_change(step)
    ]
    assert sum(printed[:3]) == printed[3]
    assert [part == "0" for part in map(spoken, (each.score for each in printed_change(step)))] == [
        score == 0 for score in (*scores, total)
    ]


def numbers(data: dict[str, Any]) -> list[tuple[str, float]]:
    return [(name, value) for name, value in data.items() if name.startswith(("level", "score"))]


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
        asking(content, "K01"),
    )
    assert len({before, *(of_the_input(each) for each in other)}) == 1 + len(other)


def test_the_digest_of_a_round_holds_nothing_of_offices_without_a_name() -> None:
    content = minimal_content()

    def digest(content: Content) -> str:
        made = {file.path: file for file in export(site_of(content))}
        return str(json.loads(made["data/v1/results/2026.json"].content)["input_digest"])

    hidden = with_office(content, "LM", audience="counted")
    without = replace(
        content,
        offices={code: each for code, each in content.offices.items() if code != "LM"},
        assessments={key: each for key, each in content.assessments.items() if key.office != "LM"},
    )
    assert digest(hidden) == digest(without) != digest(content)
