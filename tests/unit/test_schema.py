"""The committed schemas and the field reference are the ones that the model makes."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from ict_maturity.facts.values import FORMS
from ict_maturity.forms.field_reference import field_reference
from ict_maturity.forms.schema import KINDS, EditorSchema, json_schema, schemas
from ict_maturity.model import FrozenContent, Lock
from ict_maturity.model.settings import FORMS as SETTING_FORMS
from ict_maturity.model.settings import Settings

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize("output", [*schemas(), field_reference()], ids=lambda output: output.path)
def test_committed_file_is_current(output: Any) -> None:
    committed = (ROOT / output.path).read_text("utf-8")
    assert committed == output.text, "run: ict-maturity schema"


def test_there_is_no_other_schema() -> None:
    committed = {f"schemas/{path.name}" for path in (ROOT / "schemas").iterdir()}
    assert committed == {output.path for output in schemas()}


@pytest.mark.parametrize("kind", KINDS)
def test_schema_says_what_it_is(kind: str) -> None:
    schema = json_schema(kind)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"].endswith(f":{kind}")
    assert schema["additionalProperties"] is False


def fields_of(schema: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    parts = [schema, *schema.get("$defs", {}).values()]
    return [(name, field) for part in parts for name, field in part["properties"].items()]


def patterns_in(schema: Any) -> Iterator[str]:
    """Every form that a text or a name must have, at any depth."""
    if isinstance(schema, dict):
        found = schema.get("pattern")
        yield from [found] if isinstance(found, str) else []
        yield from schema.get("patternProperties", {})
        for part in schema.values():
            yield from patterns_in(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from patterns_in(part)


@pytest.mark.parametrize("model", [*KINDS.values(), Lock, FrozenContent], ids=lambda m: m.__name__)
def test_no_form_is_without_words(model: type[BaseModel]) -> None:
    """A message would show a regular expression to a person."""
    found = set(patterns_in(model.model_json_schema(schema_generator=EditorSchema)))
    assert found
    assert found <= set(FORMS)


def test_no_form_of_a_setting_is_without_words() -> None:
    assert set(patterns_in(Settings.model_json_schema())) <= {*FORMS, *SETTING_FORMS}


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_described(kind: str) -> None:
    without = [name for name, field in fields_of(json_schema(kind)) if "description" not in field]
    assert set(without) <= {"type"}


def test_levels_are_keys_that_an_editor_can_offer() -> None:
    ladder = json_schema("kpi")["$defs"]["Ladder"]["properties"]["levels"]
    assert list(ladder["properties"]) == ["1", "2", "3", "4"]
    assert ladder["additionalProperties"] is False


def test_names_in_a_mapping_must_have_their_form() -> None:
    applies_when = json_schema("kpi")["properties"]["applies_when"]
    assert applies_when["additionalProperties"] is False
    assert len(applies_when["patternProperties"]) == 1


def test_defaults_are_what_a_file_would_say() -> None:
    defaults = {name: field.get("default") for name, field in fields_of(json_schema("kpi"))}
    assert defaults["weight"] == 1
    assert defaults["core"] is False
    json.dumps(defaults)


def test_field_reference_words_are_for_people() -> None:
    page = field_reference().text
    assert "| `id` | yes | id such as K07 |" in page
    assert "| `levels` | yes | by level 1 to 4: list of [Check](#check) |" in page
    assert "| `weight` |  | number |" in page
    assert "`^" not in page
    assert "<" not in page
