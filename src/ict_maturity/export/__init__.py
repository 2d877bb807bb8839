"""In: the Site; out: every file for other programs, below data/v1/."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from ict_maturity.aggregate.site import Site
from ict_maturity.data.outputs import Output
from ict_maturity.export.csv_file import csv_text
from ict_maturity.export.documents import DOCUMENTS
from ict_maturity.export.framework import HEAD
from ict_maturity.export.json_file import json_text
from ict_maturity.export.scorecard import scorecard_data
from ict_maturity.export.tables import TABLES
from ict_maturity.forms.schema import schemas

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


def schema_files(site: Site) -> Iterator[Output]:
    """What content files may hold."""
    return (Output(f"{FOLDER}/{schema.path}", schema.content) for schema in schemas())


FORMATS: tuple[Callable[[Site], Iterable[Output]], ...] = (
    json_files,
    csv_files,
    schema_files,
)
"""What makes files; a new format is one function and its name here."""
