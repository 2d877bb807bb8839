"""In: the Site; out: every file for other programs, below data/v1/."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from ict_maturity.aggregate.site import Site
from ict_maturity.data.outputs import Output
from ict_maturity.export.documents import DOCUMENTS
from ict_maturity.export.framework import HEAD
from ict_maturity.export.schemas import file_schema, table_schema
from ict_maturity.export.scorecard import scorecard_data
from ict_maturity.export.tables import SCORES, TABLES
from ict_maturity.export.text_files import csv_text, json_text
from ict_maturity.export.xlsx_file import xlsx_bytes
from ict_maturity.forms.schema import schemas
from ict_maturity.texts.words import Words, words_of

__all__ = ["FOLDER", "SCHEMA", "export", "scorecard_data"]

FOLDER = "data/v1"
SCHEMA = ".schema.json"


def export(site: Site) -> tuple[Output, ...]:
    """Every file, in the order of their paths."""
    files = chain.from_iterable(make(site) for make in FORMATS)
    return tuple(sorted(files, key=lambda file: file.path))


def json_files(site: Site) -> Iterator[Output]:
    """Results and what they rest on, as JSON."""
    content, head = site.content, HEAD.json(site.content, site)
    for document in DOCUMENTS:
        for file in document.files(site):
            text = json_text(head | document.record.json(content, file.result))
            yield Output.of_text(f"{FOLDER}/{file.name}.json", text, file.source)


def csv_files(site: Site) -> Iterator[Output]:
    """Every table as CSV."""
    for table in TABLES:
        columns = [column.name for column in table.columns(site.content)]
        yield Output.of_text(f"{FOLDER}/{table.name}.csv", csv_text(columns, table.rows(site)))


def scores_workbook(site: Site) -> Iterator[Output]:
    """The scores for those who work with spreadsheets."""
    columns, words = SCORES.columns(site.content), words_of(site.content.framework.language)
    content = xlsx_bytes(SCORES.name, columns, SCORES.rows(site), words)
    yield Output(f"{FOLDER}/scores.xlsx", content)


def schema_files(site: Site) -> Iterator[Output]:
    """What content files may hold, what JSON files hold, and what columns hold."""
    words = words_of(site.content.framework.language)
    yield from (Output(f"{FOLDER}/{schema.path}", schema.content) for schema in schemas())
    for document in DOCUMENTS:
        schema = file_schema(document.kind, document.fields)
        yield schema_output(f"schemas/results/{document.kind}", schema, words)
    for table in TABLES:
        schema = table_schema(table.columns(site.content), table.key)
        yield schema_output(table.name, schema, words)


def schema_output(name: str, schema: Mapping[str, Any], words: Words) -> Output:
    """A schema as a file."""
    text = json.dumps(schema, ensure_ascii=False, indent=2, default=words.say) + "\n"
    return Output.of_text(f"{FOLDER}/{name}{SCHEMA}", text)


FORMATS: tuple[Callable[[Site], Iterable[Output]], ...] = (
    json_files,
    csv_files,
    scores_workbook,
    schema_files,
)
"""What makes files; a new format is one function and its name here."""
