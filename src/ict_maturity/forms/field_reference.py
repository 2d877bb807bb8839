"""In: the JSON Schemas; out: docs/reference/fields.md, every field that content files may have."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ict_maturity.data.outputs import Output
from ict_maturity.facts.values import FORMS
from ict_maturity.forms.schema import BESIDE, KINDS, json_schema
from ict_maturity.texts.words import ENGLISH, words_of

PATH = "docs/reference/fields.md"
Schema = Mapping[str, Any]
FILES = {
    "framework": "framework.yaml",
    "glossary": "glossary.yaml",
    "facts": "facts.yaml",
    "services": "services.yaml",
    "withdrawals": "withdrawals.yaml",
    "codes": "offices/codes.yaml",
    "recommendation": "recommendations/R02-….yaml",
    "kpi": "kpis/K07-….yaml",
    "cycle": "cycles/2026.yaml",
    "office": "offices/QM/office.yaml",
    "assessment": "offices/QM/2026.yaml",
    "mapping": "mapping.yaml",
    "handover": "QM-2026.json",
}
ARTICLE = re.compile("an? ")
OPENING = """\
---
title: Fields of the content files
description: Every field that a content file may have, and what it holds.
tags: [Reference]
search:
  boost: 0.3
---

# Fields of the content files

This page is written by `ict-maturity schema` from the model in `src/ict_maturity/model/`.
A field that is not listed here is refused, so that a misspelt name is never lost in silence.
Fields marked "yes" must be there.
Texts are plain unless the table says Markdown.
"""


def field_reference() -> Output:
    """The page with a table for each kind of file and for each part that such files share."""
    schemas = {kind: json_schema(kind) for kind in (*KINDS, *BESIDE)}
    parts: dict[str, Schema] = {}
    for schema in schemas.values():
        parts.update(schema.get("$defs", {}))
    sections = [OPENING]
    for kind, schema in schemas.items():
        sections.append(section(f"{FILES[kind]}", kind, schema))
    sections.append("## Parts\n\nThese are used inside the files above.\n")
    for name in sorted(parts):
        sections.append(section(name, name.lower(), parts[name], level="###"))
    return Output.of_text(PATH, "\n".join(sections))


def section(heading: str, anchor: str, schema: Schema, level: str = "##") -> str:
    """One heading, what the thing is, and a table of its fields."""
    rows = "\n".join(rows_of(schema))
    return (
        f"{level} {heading} {{#{anchor}}}\n\n{plain(schema.get('description', ''))}\n\n"
        f"| field | needed | what it holds | meaning |\n|---|---|---|---|\n{rows}\n"
    )


def rows_of(schema: Schema) -> Iterator[str]:
    """One table row a field, in the order in which files have them."""
    required = schema.get("required", ())
    for name, field in schema.get("properties", {}).items():
        needed = "yes" if name in required else ""
        meaning = plain(field.get("description", ""))
        yield f"| `{name}` | {needed} | {words_for(field)} | {meaning} |"


def plain(text: str) -> str:
    """A description on one line of a table, its signs taken as text."""
    return " ".join(text.replace("<", "&lt;").replace("|", "\\|").split())


def words_for(field: Schema) -> str:
    """What a field holds, in words."""
    if "$ref" in field:
        name = field["$ref"].rsplit("/", 1)[-1]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in field or "oneOf" in field:
        choices = [words_for(each) for each in field.get("anyOf", field.get("oneOf", ()))]
        return " or ".join(dict.fromkeys(choice for choice in choices if choice))
    if "enum" in field or "const" in field:
        return ", ".join(f"`{value}`" for value in field.get("enum", (field.get("const"),)))
    match field.get("type"):
        case "array":
            return f"list of {words_for(field['items'])}"
        case "object":
            return mapping_words(field)
        case "string":
            return text_words(field)
        case "null":
            return ""
        case "boolean":
            return "`true` or `false`"
        case kind:
            return {"integer": "whole number"}.get(str(kind), str(kind))


def mapping_words(field: Schema) -> str:
    """What a mapping holds under which names."""
    if "properties" in field:
        names = list(field["properties"])
        return f"by level {names[0]} to {names[-1]}: {words_for(field['properties'][names[0]])}"
    values = next(iter(field.get("patternProperties", {}).values()))
    return f"by id: {words_for(values)}"


def text_words(field: Schema) -> str:
    """What a text looks like."""
    if field.get("format") == "date":
        return "day, YYYY-MM-DD"
    if "contentMediaType" in field:
        return "Markdown"
    if "pattern" not in field:
        return "text"
    return ARTICLE.sub("", words_of(ENGLISH).say(FORMS[field["pattern"]]), count=1)
