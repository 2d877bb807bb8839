"""In: the model; out: one JSON Schema a kind of content file, for editors and other programs."""

import json
from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from ict_maturity.data.outputs import Output
from ict_maturity.forms.handover import Handover
from ict_maturity.forms.mapping import Mapping
from ict_maturity.model import (
    Assessment,
    Cycle,
    Facts,
    Framework,
    Glossary,
    Kpi,
    Office,
    OfficeCodes,
    Recommendation,
    Services,
    Withdrawals,
)

KINDS: dict[str, type[BaseModel]] = {
    "framework": Framework,
    "glossary": Glossary,
    "facts": Facts,
    "services": Services,
    "withdrawals": Withdrawals,
    "codes": OfficeCodes,
    "recommendation": Recommendation,
    "kpi": Kpi,
    "cycle": Cycle,
    "office": Office,
    "assessment": Assessment,
}
"""Files of the content."""
BESIDE: dict[str, type[BaseModel]] = {"mapping": Mapping, "handover": Handover}
"""Files that are given to `round ingest`, and are no content."""
FOLDER = "schemas"


class EditorSchema(GenerateJsonSchema):
    """Pydantic's JSON Schema, made as strict about the names in a mapping as the model is."""

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        """List the levels that may be keys, as texts, because JSON knows no other keys.

        Pydantic 2.14 leaves number keys out and accepts any name beside a pattern.
        """
        made = super().dict_schema(schema)
        keys = schema.get("keys_schema", {})
        if keys.get("type") == "literal":
            values = made.pop("additionalProperties", {})
            made["properties"] = {str(key): values for key in keys["expected"]}
        made["additionalProperties"] = False
        return made

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Give a number's default as a number."""
        made = super().default_schema(schema)
        if made.get("type") == "number" and "default" in made:
            made["default"] = json.loads(made["default"])
        return made

    def tagged_union_schema(self, schema: core_schema.TaggedUnionSchema) -> JsonSchemaValue:
        """Leave out `discriminator`, which only OpenAPI knows."""
        made = super().tagged_union_schema(schema)
        made.pop("discriminator", None)
        return made

    def field_title_should_be_set(self, schema: Any) -> bool:
        """A field is called what it is called; pydantic's titles say nothing more."""
        return False


def json_schema(kind: str) -> JsonSchemaValue:
    """The JSON Schema (draft 2020-12) of one kind of content file."""
    return {**head_of(kind), **model_schema({**KINDS, **BESIDE}[kind])}


def head_of(kind: str) -> JsonSchemaValue:
    """What a JSON Schema says of itself."""
    return {"$schema": EditorSchema.schema_dialect, "$id": f"urn:ict-maturity:schema:v1:{kind}"}


def model_schema(model: type[BaseModel]) -> JsonSchemaValue:
    """The JSON Schema of one model."""
    return model.model_json_schema(schema_generator=EditorSchema)


@cache
def schemas() -> tuple[Output, ...]:
    """Every schema as a file, `schemas/<kind>.schema.json`."""
    return tuple(
        Output.of_text(
            f"{FOLDER}/{kind}.schema.json",
            json.dumps(json_schema(kind), ensure_ascii=False, indent=2) + "\n",
        )
        for kind in (*KINDS, *BESIDE)
    )
