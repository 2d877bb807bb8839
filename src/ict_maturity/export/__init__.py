"""In: the Site; out: every file for other programs, below data/v1/."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from ict_maturity.aggregate.site import Site
from ict_maturity.data.outputs import FOLDER, MANIFEST_FILE, Output
from ict_maturity.export.archive import archive
from ict_maturity.export.documents import DOCUMENTS, MANIFEST, ROUND_DOCUMENT, Document
from ict_maturity.export.fields import Table
from ict_maturity.export.framework import HEAD
from ict_maturity.export.package import data_package
from ict_maturity.export.schemas import file_schema, table_schema
from ict_maturity.export.scorecard import scorecard_data
from ict_maturity.export.tables import SCORES, TABLES
from ict_maturity.export.text_files import csv_text, json_text
from ict_maturity.export.xlsx_file import xlsx_bytes
from ict_maturity.forms.schema import schemas
from ict_maturity.texts.words import Words, site_words

__all__ = ["ARCHIVE", "FOLDER", "SCHEMA", "export", "manifest", "scorecard_data", "unpacked"]

SCHEMA = ".schema.json"
ARCHIVE = f"{FOLDER}/everything.zip"
"""All other files in one."""


def export(site: Site) -> tuple[Output, ...]:
    """Every file, in the order of their paths, and before them one archive of all of them."""
    files = [*chain.from_iterable(make(site) for make in FORMATS)]
    files.sort(key=lambda file: file.path)
    every = Output(ARCHIVE, archive(files, FOLDER, unpacked(site)))
    return (every, *files)


def unpacked(site: Site) -> str:
    """The one folder in the archive: two editions are unpacked beside each other."""
    return f"data-{site.content.framework.edition}"


def json_files(site: Site) -> Iterator[Output]:
    """Results and what they rest on, as JSON."""
    return chain.from_iterable(files_of(site, document) for document in DOCUMENTS)


def round_files(site: Site) -> Iterator[Output]:
    """Each round's results as JSON."""
    return files_of(site, ROUND_DOCUMENT)


def files_of(site: Site, document: Document) -> Iterator[Output]:
    """All files of one kind."""
    content, head = site.content, HEAD.json(site.content, site)
    for file in document.files(site):
        text = json_text(head | document.record.json(content, file.result))
        yield Output.of_text(f"{FOLDER}/{file.name}.json", text, file.source)


def manifest(site: Site, files: Mapping[str, str]) -> Output:
    """The list of a finished site's files: the SHA-256 of each, by its path below the site."""
    listed = [{"path": path, "sha256": digest} for path, digest in sorted(files.items())]
    text = json_text(HEAD.json(site.content, site) | {"files": listed})
    return Output.of_text(MANIFEST_FILE, text)


def csv_files(site: Site) -> Iterator[Output]:
    """Every table as CSV, and the Data Package that describes them."""
    tables = [csv_file(site, table) for table in TABLES]
    yield from tables
    words = site_words(site.content.framework)
    yield written_in(words, "datapackage.json", data_package(site, tables, SCHEMA))


def csv_file(site: Site, table: Table) -> Output:
    """A table as CSV, without a mark of the byte order.

    Programs would take the mark for a part of the first column's name, and it would not help those
    whose spreadsheet expects semicolons and decimal commas: the page of the data says how to import
    the files, and there is a workbook.
    """
    columns = [column.name for column in table.columns(site.content)]
    return Output.of_text(f"{FOLDER}/{table.name}.csv", csv_text(columns, table.rows(site)))


def scores_workbook(site: Site) -> Iterator[Output]:
    """The scores for those who work with spreadsheets."""
    columns, words = SCORES.columns(site.content), site_words(site.content.framework)
    content = xlsx_bytes(SCORES.name, columns, SCORES.rows(site), words)
    yield Output(f"{FOLDER}/scores.xlsx", content)


def schema_files(site: Site) -> Iterator[Output]:
    """What content files may hold, what JSON files hold, and what columns hold."""
    words = site_words(site.content.framework)
    yield from (Output(f"{FOLDER}/{schema.path}", schema.content) for schema in schemas())
    for document in (*DOCUMENTS, MANIFEST):
        schema = file_schema(document.kind, document.fields)
        yield written_in(words, f"schemas/results/{document.kind}{SCHEMA}", schema)
    for table in TABLES:
        schema = table_schema(table.columns(site.content), table.key)
        yield written_in(words, f"{table.name}{SCHEMA}", schema)


def written_in(words: Words, name: str, data: Mapping[str, Any]) -> Output:
    """What describes other files, in one language."""
    text = json.dumps(data, ensure_ascii=False, indent=2, default=words.say) + "\n"
    return Output.of_text(f"{FOLDER}/{name}", text)


FORMATS: tuple[Callable[[Site], Iterable[Output]], ...] = (
    json_files,
    csv_files,
    scores_workbook,
    schema_files,
)
"""What makes files; a new format is one function and its name here."""
