"""What is published is what its schemas say, on our own site and on the smallest one."""

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from io import BytesIO, StringIO
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zipfile import ZipFile

import pytest
from frictionless import Package
from jsonschema import Draft202012Validator, FormatChecker
from openpyxl import load_workbook

from ict_maturity.aggregate import Site
from ict_maturity.data.outputs import Output
from ict_maturity.export import FOLDER, SCHEMA, export, scores_workbook, xlsx_file
from ict_maturity.export.documents import DOCUMENTS
from ict_maturity.export.fields import Field, Record
from ict_maturity.export.health import HEALTH_FACTS
from ict_maturity.export.tables import SCORES, TABLES
from ict_maturity.load import load
from ict_maturity.model import Answer, AssessmentKey, Content, HistoryEntry, Was
from tests.english import ENGLISH
from tests.unit.made_up import minimal_content, site_of, with_kpi, with_office
from tests.unit.score_examples import cut

ROOT = Path(__file__).parents[2]
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
Schema = Mapping[str, Any]


def own_content() -> Content:
    content = load(ROOT).content
    assert content is not None
    return content


def two_editions() -> Content:
    """Results of an older edition, which are restated under the current one."""
    content = cut(minimal_content(), "2026.1")
    later = {"edition": "2027.1", "edition_date": date(2027, 6, 30)}
    return replace(content, framework=content.framework.model_copy(update=later))


def no_rounds() -> Content:
    return replace(minimal_content(), cycles={}, assessments={})


def corrected() -> Content:
    """A report of which something was corrected after it was submitted."""
    content = minimal_content()
    was = Was(answers={"K02": Answer(answer="unknown")})
    day = date(2026, 11, 1)
    entry = HistoryEntry(date=day, by="A role", change="Corrected.", why="It was wrong.", was=was)
    key = AssessmentKey("HV", "2026")
    report = content.assessments[key]
    report = report.model_copy(update={"history": (*report.history, entry)})
    return replace(content, assessments={**content.assessments, key: report})


CONTENTS: Mapping[str, Callable[[], Content]] = {
    "own": own_content,
    "minimal": minimal_content,
    "corrected": corrected,
    "two editions": two_editions,
    "no rounds": no_rounds,
}


@cache
def site_named(name: str) -> Site:
    return site_of(CONTENTS[name]())


@cache
def files_of(name: str) -> dict[str, Output]:
    return {file.path.removeprefix(f"{FOLDER}/"): file for file in export(site_named(name))}


def schema_of(files: Mapping[str, Output], file: str) -> Schema:
    """The JSON Schema of a JSON file, which the name of its folder or its own name leads to."""
    folder, _, name = file.rpartition("/")
    kind = {"offices": "office", "editions": "edition"}.get(folder, folder)
    found: Schema = json.loads(files[f"schemas/results/{kind or Path(name).stem}{SCHEMA}"].content)
    return found


@pytest.mark.parametrize("name", CONTENTS)
def test_every_json_file_is_what_its_schema_says(name: str) -> None:
    files = files_of(name)
    checked = set()
    for path, file in files.items():
        if not path.endswith(".json") or path.endswith((SCHEMA, "datapackage.json")):
            continue
        schema = schema_of(files, path)
        validator = Draft202012Validator(schema, format_checker=FormatChecker())
        errors = [
            f"{error.json_path}: {error.message}"
            for error in validator.iter_errors(json.loads(file.content))
        ]
        assert errors == [], path
        checked.add(schema["$id"])
    made = {document.kind for document in DOCUMENTS if list(document.files(site_named(name)))}
    assert len(checked) == len(made)


def test_every_kind_of_json_file_is_tried() -> None:
    assert all(list(document.files(site_named("own"))) for document in DOCUMENTS)


@pytest.mark.parametrize("name", CONTENTS)
def test_every_json_schema_is_one(name: str) -> None:
    schemas = [file for path, file in files_of(name).items() if path.startswith("schemas/")]
    assert len(schemas) >= len(DOCUMENTS)
    for schema in schemas:
        Draft202012Validator.check_schema(json.loads(schema.content))


def objects_in(schema: Any) -> Iterator[Schema]:
    """Every object that a schema describes, at any depth."""
    if isinstance(schema, dict):
        if schema.get("type") == "object":
            yield schema
        for part in schema.values():
            yield from objects_in(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from objects_in(part)


@pytest.mark.parametrize("kind", [document.kind for document in DOCUMENTS])
def test_a_schema_allows_nothing_else_and_explains_everything(kind: str) -> None:
    schema = json.loads(files_of("own")[f"schemas/results/{kind}{SCHEMA}"].content)
    found = list(objects_in(schema))
    assert found
    assert all(each["additionalProperties"] is False for each in found)
    for each in (schema, *(schema["$defs"][name] for name in records_in(kind))):
        assert all(field["description"] for field in each["properties"].values())
        assert each["required"] == [*each["properties"]]


def records_in(kind: str) -> set[str]:
    """The names of the objects that we describe ourselves."""
    document = next(document for document in DOCUMENTS if document.kind == kind)
    return {record.name for record in records_below(document.fields)}


def records_below(fields: tuple[Field, ...]) -> Iterator[Record]:
    for field in fields:
        if isinstance(field.shape, Record):
            yield field.shape
            yield from records_below(field.shape.fields)


def test_a_value_that_was_never_published_is_refused() -> None:
    files = files_of("minimal")
    data = json.loads(files["offices/hv.json"].content)
    validator = Draft202012Validator(schema_of(files, "offices/hv.json"))
    result = data["scorecards"][0]["recommendations"][0]
    for change in (
        {"level_shown": 5},
        {"secret": 1},
        {"published": 1},
        {"content_status": "draft"},
    ):
        harmed = {
            **data,
            "scorecards": [{**data["scorecards"][0], "recommendations": [result | change]}],
        }
        assert list(validator.iter_errors(harmed)), change


def test_facts_of_signals_are_those_of_the_schema() -> None:
    told = {
        fact
        for name in CONTENTS
        for id in site_named(name).health.queue
        for signal in site_named(name).health.of(id).signals
        for fact in signal.facts
    }
    assert told <= set(HEALTH_FACTS)
    assert told


def package(folder: Path, name: str, changed: Mapping[str, str] = MappingProxyType({})) -> Path:
    """All files of a site in a folder, some with another text; the path of their Data Package."""
    for path, file in files_of(name).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(changed[path].encode() if path in changed else file.content)
    return folder / "datapackage.json"


def misfits(package: Path) -> list[str]:
    """What a reader of Data Packages finds wrong in one, cell by cell."""
    limit = csv.field_size_limit()
    try:
        report = Package(str(package)).validate()
    finally:
        # What it imports meanwhile raises the limit of the whole process.
        csv.field_size_limit(limit)
    found = report.flatten(["type", "fieldName"])
    return sorted(f"{type} {field}".removesuffix(" None") for type, field in found)


@pytest.mark.parametrize("name", CONTENTS)
def test_every_table_is_what_the_data_package_says(name: str, tmp_path: Path) -> None:
    assert misfits(package(tmp_path, name)) == []
    described = json.loads(files_of(name)["datapackage.json"].content)
    assert [each["name"] for each in described["resources"]] == [table.name for table in TABLES]
    for table in TABLES:
        schema = json.loads(files_of(name)[f"{table.name}{SCHEMA}"].content)
        assert all(field["description"] for field in schema["fields"])
        text = files_of(name)[f"{table.name}.csv"].text
        is_empty = name == "no rounds" or table.name in ("responses", "changes")
        is_empty |= table.name == "corrections" and name != "corrected"
        assert text.count("\n") > 1 or is_empty
        rows = [tuple(row[key] for key in table.key) for row in csv.DictReader(StringIO(text))]
        assert schema["uniqueKeys"] == [[*table.key]]
        assert len({*rows}) == len(rows), table.name


def test_cells_and_files_that_do_not_fit_are_found(tmp_path: Path) -> None:
    header, first, *_ = files_of("minimal")["scores.csv"].text.splitlines()
    for name, cell, wrong in (
        ("office", "hv", "constraint-error"),
        ("office", "", "constraint-error"),
        ("level_shown", "5", "constraint-error"),
        ("level_shown", "1.5", "type-error"),
        ("score_shown", "high", "type-error"),
        ("fictional", "1", "type-error"),
        ("standing", "retired", ""),
    ):
        cells = first.split(",")
        cells[header.split(",").index(name)] = cell
        text = f"{header}\n{','.join(cells)}\n"
        found = misfits(package(tmp_path, "minimal", {"scores.csv": text}))
        assert [each for each in found if name in each] == [f"{wrong} {name}"] * bool(wrong)
        assert len(found) > bool(wrong), "bytes and digest are those of another file"


def test_the_data_package_says_who_publishes_under_which_licence() -> None:
    described = json.loads(files_of("own")["datapackage.json"].content)
    framework = site_named("own").content.framework
    assert framework.licence is not None
    (licence,) = described["licenses"]
    assert (licence["name"], licence["path"]) == (framework.licence.id, framework.licence.url)
    assert described["contributors"][0]["title"] == framework.publisher.name
    assert described["version"] == framework.edition
    assert framework.notice in described["description"]
    assert "licenses" not in json.loads(files_of("minimal")["datapackage.json"].content)


def test_tables_have_no_mark_of_the_byte_order() -> None:
    """The page of the data says how to import them; a mark would change the first name."""
    tables = [file for path, file in files_of("own").items() if path.endswith(".csv")]
    assert len(tables) == len(TABLES)
    for table in tables:
        assert re.match("[a-z_]+,", table.text), table.path


def test_one_archive_holds_every_other_file_and_no_trace_of_the_machine() -> None:
    files = files_of("own")
    with ZipFile(BytesIO(files["everything.zip"].content)) as archive:
        held = {about.filename: archive.read(about) for about in archive.infolist()}
        assert {(about.date_time, about.create_system) for about in archive.infolist()} == {
            ((1980, 1, 1, 0, 0, 0), 3)
        }
    assert held == {
        f"data-2026.1/{path}": file.content
        for path, file in files.items()
        if path != "everything.zip"
    }


def test_offices_and_kpis_can_be_joined_with_scores() -> None:
    files = files_of("own")

    def column(file: str, name: str) -> set[str]:
        return {row[name] for row in csv.DictReader(StringIO(files[file].text))}

    assert column("scores.csv", "office") <= column("offices.csv", "code")
    assert column("scores.csv", "kpi") - {""} <= column("kpis.csv", "id")
    offices = list(csv.DictReader(StringIO(files["offices.csv"].text)))
    for office in offices:
        code, content = office["code"], site_named("own").content
        said = {
            name.removeprefix("profile."): tuple(value.split())
            for name, value in office.items()
            if name.startswith("profile.") and value
        }
        assert said == content.offices[code].profile
        assert office["cycles"].split() == [
            key.cycle for key in content.assessments if key.office == code
        ]


def workbook_rows(content: bytes, sheet: int) -> list[list[Any]]:
    book = load_workbook(BytesIO(content))
    return [[cell.value for cell in row] for row in book.worksheets[sheet].iter_rows()]


def as_cell(value: Any) -> str:
    """A value of the workbook as the CSV writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


@pytest.mark.parametrize("name", CONTENTS)
def test_the_workbook_has_the_values_of_the_table(name: str) -> None:
    files = files_of(name)
    header, *rows = workbook_rows(files["scores.xlsx"].content, 0)
    table = list(csv.reader(StringIO(files["scores.csv"].text)))
    assert header == table[0]
    assert len(rows) == len(table) - 1
    for row, cells in zip(rows, table[1:], strict=True):
        for value, cell in zip(row, cells, strict=True):
            is_number = isinstance(value, int | float) and not isinstance(value, bool)
            assert Decimal(str(value)) == Decimal(cell) if is_number else as_cell(value) == cell


def test_the_workbook_says_what_each_column_means() -> None:
    content = files_of("minimal")["scores.xlsx"].content
    about = workbook_rows(content, 1)[1:]
    columns = SCORES.columns(site_named("minimal").content)
    assert [row[0] for row in about] == [column.name for column in columns]
    assert all(row[2] for row in about)
    assert ["score_shown", "points"] in [row[:2] for row in about]


def test_two_workbooks_are_byte_equal() -> None:
    one, two = (list(scores_workbook(site_of(minimal_content()))) for _ in range(2))
    assert one == two


def test_no_text_of_a_workbook_is_a_formula() -> None:
    texts = ["=1+1", "{=1+1}", "+1", "@SUM(A1)", "http://example.org", "007", "\t=1"]
    column = Field("text", {}, said="y")
    content = xlsx_file.xlsx_bytes("x", [column], [(text,) for text in texts], ENGLISH)
    sheet = load_workbook(BytesIO(content)).worksheets[0]
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row]
    assert [(cell.value, cell.data_type, cell.hyperlink) for cell in cells] == [
        (text, "s", None) for text in texts
    ]


def test_a_table_that_is_too_long_for_a_sheet_goes_on_on_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(xlsx_file, "MOST_ROWS", 3)
    column = Field("n", {"type": "integer", "unit": "things"}, said="y")
    content = xlsx_file.xlsx_bytes("x", [column], [(n,) for n in range(5)], ENGLISH)
    book = load_workbook(BytesIO(content))
    assert book.sheetnames == ["x", "x 2", "x 3", "columns"]
    assert [cell.value for cell in book["x 3"]["A"]] == ["n", 4]


def test_text_of_a_table_is_never_a_formula_for_a_spreadsheet() -> None:
    content = with_office(with_kpi(minimal_content(), title="=1+1"), "HV", name="@SUM(A1)")
    made = {file.path: file for file in export(site_of(content))}
    assert ",'=1+1," in made[f"{FOLDER}/kpis.csv"].text
    assert ",'@SUM(A1)," in made[f"{FOLDER}/offices.csv"].text
