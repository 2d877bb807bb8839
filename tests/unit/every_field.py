"""The content root in which every field stands, with values of one file replaced."""

import tempfile
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from ict_maturity.check import findings
from ict_maturity.forms.schema import KINDS, json_schema
from ict_maturity.model import AssessmentKey, Content
from ict_maturity.problems.finding import KeyPath
from tests.torture.every_text import ANY_KEY, EACH, FieldPath, everything, fields_of, kind_of, write
from tests.unit.cut_editions import loaded_content

FILES = {file: data for file, data in everything().items() if kind_of(file) in KINDS}


@cache
def whole() -> Content:
    """The content of all files, which has no problem."""
    with tempfile.TemporaryDirectory() as folder:
        write(everything(), Path(folder))
        return loaded_content(Path(folder))


def fields(**wanted: str) -> list[tuple[str, FieldPath]]:
    """Kind and path of every text field whose schema says all of this, but for an object's own."""
    return [
        (kind, path)
        for kind, schema in ((kind, json_schema(kind)) for kind in KINDS)
        for path, field in dict(fields_of(schema, schema.get("$defs", {}))).items()
        if wanted.items() <= field.items() and path != ("id",)
    ]


def places(data: Any, path: FieldPath) -> Iterator[KeyPath]:
    """Every place in a file to which the path of a field leads."""
    if not path:
        yield ()
        return
    keys: list[Any] = []
    if path[0] == EACH:
        keys = list(range(len(data))) if isinstance(data, list) else []
    elif isinstance(data, dict):
        keys = [key for key in data if path[0] == ANY_KEY or str(key) == path[0]]
    for key in keys:
        yield from ((key, *rest) for rest in places(data[key], path[1:]))


def last_places(kind: str, path: FieldPath) -> list[tuple[str, KeyPath]]:
    """The last place of a field in each file that has it, of a rule's; else in the first file."""
    found = [
        (file, placed[-1])
        for file, data in FILES.items()
        if kind_of(file) == kind and (placed := list(places(data, path)))
    ]
    assert found, f"no file has {kind}: {'.'.join(path)}"
    return found if path[0] == "rule" else found[:1]


def changed(file: str, values: Mapping[KeyPath, Any], content: Content | None = None) -> Content:
    """The content with values of a file replaced, or added where there was none."""
    data = deepcopy(FILES[file])
    for path, value in values.items():
        inside = data
        for key in path[:-1]:
            inside = inside.setdefault(key, {}) if isinstance(inside, dict) else inside[key]
        if isinstance(inside, list) and path[-1] == len(inside):
            inside.append(value)
        else:
            inside[path[-1]] = value
    return with_file(file, data, content or whole())


def with_file(file: str, data: Any, content: Content) -> Content:
    """The content with this in the place of a file, without what a check of it does not need."""
    kind = kind_of(file)
    thing: Any = KINDS[kind].model_validate(data)
    fields: dict[str, Any] = {} if kind in ("office", "assessment") else {"assessments": {}}
    if kind in ("framework", "glossary", "facts", "codes", "services"):
        return replace(content, **fields | {kind: thing})
    many = "offices" if kind == "office" else f"{kind}s"
    key: Any = data.get("id", data.get("code"))
    if kind == "assessment":
        key = AssessmentKey(*file.removesuffix(".yaml").split("/")[1:])
    others = {} if kind == "kpi" else getattr(content, many)
    return replace(content, **fields | {many: {**others, key: thing}})


def found_in(file: str, content: Content) -> list[tuple[KeyPath, str]]:
    """What `check` finds in a file: places and codes."""
    return [(each.path, each.code) for where, each in findings(content) if where == file]


def found(file: str, *path: str | int, value: Any) -> list[tuple[KeyPath, str]]:
    """What `check` finds in a file with one value replaced."""
    return found_in(file, changed(file, {path: value}))
