"""In: the fields of results; out: JSON Schemas of files and Table Schemas, in no language yet."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from ict_maturity.data.written import ADDED, EACH
from ict_maturity.export.fields import Field, Record, Shape
from ict_maturity.export.scorecard import STATUS_OF_CONTENT
from ict_maturity.export.shapes import KPI_ID, TEXT, WORDING
from ict_maturity.forms.schema import EditorSchema, head_of

TABLE_SCHEMA = "https://datapackage.org/profiles/2.0/tableschema.json"
TRUTH = {"trueValues": ["true"], "falseValues": ["false"]}
"""How the tables write it; programs would take 1 and 0 for it as well."""
CONSTRAINTS = ("enum", "minimum", "maximum", "pattern")
"""What Table Schema calls as JSON Schema does."""
ADDED_FIELDS = {
    "content_status": STATUS_OF_CONTENT,
    "wording": Field("wording", WORDING),
    "kpis": Field("kpis", KPI_ID, many=True, meaning="its_kpis"),
}
"""What the published form of what people wrote says more, by name."""


def file_schema(kind: str, fields: Sequence[Field]) -> dict[str, Any]:
    """The JSON Schema of a file with these fields."""
    models = {shape for shape in shapes_below(fields) if isinstance(shape, type)}
    records = {shape.name: shape for shape in shapes_below(fields) if isinstance(shape, Record)}
    definitions = {name: object_schema(each.fields) for name, each in records.items()}
    definitions = model_definitions(frozenset(models)) | definitions
    return {**head_of(f"results:{kind}"), **object_schema(fields), "$defs": definitions}


def shapes_below(fields: Iterable[Field]) -> Iterator[Shape | Record | type[BaseModel]]:
    """Every shape of the fields and of the objects in them."""
    for field in fields:
        yield field.shape
        if isinstance(field.shape, Record):
            yield from shapes_below(field.shape.fields)


def object_schema(fields: Iterable[Field]) -> dict[str, Any]:
    """An object that has these fields and no other."""
    properties = {field.name: field_schema(field) for field in fields}
    return {
        "type": "object",
        "properties": properties,
        "required": [*properties],
        "additionalProperties": False,
    }


def field_schema(field: Field) -> dict[str, Any]:
    """A value: its type, and what it means."""
    shape = field.shape
    found = dict(shape) if isinstance(shape, Mapping) else {"$ref": f"#/$defs/{name_of(shape)}"}
    if field.many:
        found = {"type": "array", "items": found}
    if field.optional:
        found = {"anyOf": [found, {"type": "null"}]}
    return {**found, "description": field.words}


def name_of(shape: Record | type[BaseModel]) -> str:
    """What a shape is called in the definitions."""
    return shape.name if isinstance(shape, Record) else shape.__name__


@cache
def model_definitions(models: frozenset[type[BaseModel]]) -> dict[str, Any]:
    """The definitions of what people wrote, in the form in which it is published."""
    listed = sorted(models, key=lambda model: model.__name__)
    _, schema = models_json_schema(
        [(model, "validation") for model in listed], schema_generator=EditorSchema
    )
    definitions: dict[str, Any] = schema.get("$defs", {})
    for model in listed:
        for path in ADDED.get(model, ()):
            add(definitions, definitions[model.__name__], path)
    return definitions


def add(definitions: Mapping[str, Any], schema: Any, path: tuple[str, ...]) -> None:
    """Add what the path ends with to the object that it leads to."""
    schema = definitions[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
    first, rest = path[0], path[1:]
    if not rest:
        schema["properties"][first] = field_schema(ADDED_FIELDS[first])
        schema["required"] = sorted({*schema.get("required", ()), first})
    elif first == EACH:
        for part in (schema.get("items"), *schema.get("patternProperties", {}).values()):
            if part:
                add(definitions, part, rest)
    else:
        add(definitions, schema["properties"][first], rest)


def table_schema(columns: Sequence[Field], key: Sequence[str]) -> dict[str, Any]:
    """The Table Schema of a table with these columns, of which `key` tells rows apart."""
    return {
        "$schema": TABLE_SCHEMA,
        "fields": [column_schema(column) for column in columns],
        "missingValues": [""],
        "uniqueKeys": [[*key]],
    }


def column_schema(column: Field) -> dict[str, Any]:
    """A column: its type, what it may hold, and what it means."""
    shape = column.shape if isinstance(column.shape, Mapping) and not column.many else TEXT
    constraints = {name: shape[name] for name in CONSTRAINTS if name in shape}
    if "pattern" in shape:
        # Here a pattern is for the whole value without saying so.
        constraints["pattern"] = shape["pattern"].removeprefix("^").removesuffix("$")
    return {
        "name": column.name,
        "type": shape.get("format", shape.get("type", "any")),
        **({"unit": shape["unit"]} if shape.get("unit") else {}),
        **(TRUTH if shape.get("type") == "boolean" else {}),
        "description": column.words,
        "constraints": {"required": not (column.optional or column.many), **constraints},
    }
