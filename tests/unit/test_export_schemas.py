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
from typing import Any

import pytest
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
from ict_maturity.model import Content
from tests.english import ENGLISH
from tests.unit.made_up import minimal_content, site_of, with_kpi
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


CONTENTS: Mapping[str, Callable[[], Content]] = {
    "own": own_content,
    "minimal": minimal_content,
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
        if not path.endswith(".json") or path.endswith(SCHEMA):
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


# A check of our own, because the packages that know Table Schema bring a dozen others along.


def misfits(schema: Schema, text: str) -> list[str]:
    """Each cell that is not what the Table Schema says."""
    header, *rows = csv.reader(StringIO(text, newline=""))
    fields = schema["fields"]
    assert header == [field["name"] for field in fields]
    found = [
        f"{field['name']}: {cell}"
        for row in rows
        for field, cell in zip(fields, row, strict=True)
        if not fits(field, cell)
    ]
    (key,) = schema["uniqueKeys"]
    names = [tuple(row[header.index(name)] for name in key) for row in rows]
    return found if len({*names}) == len(names) else [*found, "not unique"]


def fits(field: Schema, cell: str) -> bool:
    constraints = field["constraints"]
    if not cell:
        return constraints["required"] is False
    if not FITS[field["type"]](cell):
        return False
    value = Decimal(cell) if field["type"] in ("integer", "number") else None
    return (
        cell in constraints.get("enum", [cell])
        and bool(re.fullmatch(constraints.get("pattern", ".*"), cell, re.DOTALL))
        and (value is None or value >= constraints.get("minimum", value))
        and (value is None or value <= constraints.get("maximum", value))
    )


def is_day(cell: str) -> bool:
    try:
        return date.fromisoformat(cell).isoformat() == cell
    except ValueError:
        return False


FITS: Mapping[str, Callable[[str], object]] = {
    "any": bool,
    "string": bool,
    "boolean": {"true", "false"}.__contains__,
    "integer": re.compile("-?[0-9]+").fullmatch,
    "number": NUMBER.fullmatch,
    "date": is_day,
}


@pytest.mark.parametrize("table", [table.name for table in TABLES])
@pytest.mark.parametrize("name", CONTENTS)
def test_every_table_is_what_its_schema_says(name: str, table: str) -> None:
    files = files_of(name)
    schema = json.loads(files[f"{table}{SCHEMA}"].content)
    assert misfits(schema, files[f"{table}.csv"].text) == []
    assert files[f"{table}.csv"].text.count("\n") > 1 or name == "no rounds"
    assert all(field["description"] for field in schema["fields"])


def test_cells_that_do_not_fit_are_found() -> None:
    files = files_of("minimal")
    schema = json.loads(files[f"scores{SCHEMA}"].content)
    header, first, *_ = files["scores.csv"].text.splitlines()
    for name, cell in (
        ("office", "hv"),
        ("office", ""),
        ("level_shown", "5"),
        ("level_shown", "1.5"),
        ("score_shown", "high"),
        ("fictional", "1"),
        ("standing", "retired"),
    ):
        place = header.split(",").index(name)
        cells = first.split(",")
        cells[place] = cell
        fits_still = name == "standing"
        text = f"{header}\n{','.join(cells)}\n"
        assert (misfits(schema, text) == []) is fits_still, (name, cell)
    assert misfits(schema, f"{header}\n{first}\n{first}\n") == ["not unique"]


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
    content = with_kpi(minimal_content(), title="=1+1")
    office = content.offices["HV"].model_copy(update={"name": "@SUM(A1)"})
    content.offices["HV"] = office  # type: ignore[index]
    made = {file.path: file for file in export(site_of(content))}
    assert ",'=1+1," in made[f"{FOLDER}/kpis.csv"].text
    assert ",'@SUM(A1)," in made[f"{FOLDER}/offices.csv"].text
