"""In: the files of the exports; out: the page that lists and describes them."""

from collections.abc import Iterable, Iterator, Sequence
from math import ceil
from pathlib import PurePosixPath
from typing import NamedTuple

from ict_maturity.aggregate.site import Site
from ict_maturity.data.outputs import MANIFEST_FILE, Output
from ict_maturity.export import ARCHIVE, FOLDER, SCHEMA, unpacked
from ict_maturity.export.fields import Table
from ict_maturity.export.tables import TABLES
from ict_maturity.model import Framework
from ict_maturity.render.address import DATA
from ict_maturity.render.page import Page, Part, body_of, labelled, lines, page_output
from ict_maturity.said import Sayable, grouped, word

KILOBYTE = 1000


class File(NamedTuple):
    """One download: where it is, what it holds, how large it is."""

    path: str
    what: Sayable
    size: Sayable


class Columns(NamedTuple):
    """The columns of a table, each with its meaning."""

    file: str
    anchor: str
    columns: tuple[tuple[str, Sayable], ...]


def data_page(site: Site, data: Sequence[Output]) -> Output:
    """All downloads; office files are only counted, because the page must not grow with them."""
    offices = [file for file in data if folder_of(file) == "offices"]
    files = [file_of(file) for file in data if folder_of(file) != "offices"]
    tables = [columns_of(site, table) for table in sorted(TABLES, key=lambda each: each.name)]
    body = body_of(
        site,
        "data.html.j2",
        DATA,
        files=files,
        folder=FOLDER,
        archive=next(file for file in files if file.path == ARCHIVE),
        unpacked=unpacked(site),
        offices=len(offices),
        offices_size=size(sum(len(file.content) for file in offices)),
        tables=tables,
        manifest=MANIFEST_FILE,
        framework=site.content.framework,
        latest_cycle=site.latest_cycle,
        engine_version=site.engine_version,
    )
    page = Page(
        DATA,
        title=word("data.title"),
        description=word("data.description"),
        kind=word("kind.data"),
        body=body,
        cycle=site.latest_cycle,
        names=tuple(sorted({PurePosixPath(file.path).suffix[1:] for file in files})),
        says=lines(word("data.description"), licence_words(site.content.framework)),
        parts=tuple(parts(files, tables)),
    )
    return page_output(site, page)


def licence_words(framework: Framework) -> Sayable:
    """Under which licence the data may be used."""
    if framework.licence is None:
        return word("data.licence.none")
    return labelled(word("data.licence"), framework.licence.title)


def parts(files: Iterable[File], tables: Iterable[Columns]) -> Iterator[Part]:
    """What the search finds: how to open the files, the list of them, and each table."""
    sheet = (word("data.spreadsheet.workbook"), word("data.spreadsheet.import"))
    yield Part("spreadsheet", word("data.spreadsheet"), lines(*sheet))
    named = (labelled(PurePosixPath(file.path).name, file.what) for file in files)
    yield Part("files", word("data.files"), lines(*named))
    yield Part("verify", word("data.verify"), word("data.verify.intro"))
    for table in tables:
        columns = (labelled(*column) for column in table.columns)
        yield Part(table.anchor, table.file, lines(*columns))


def folder_of(file: Output) -> str:
    """The folder of a file below data/v1/, empty for files that lie in it."""
    folder = PurePosixPath(file.path).parent.relative_to(FOLDER).as_posix()
    return "" if folder == "." else folder


def meaning(file: Output) -> Sayable:
    """What a file holds, in words."""
    folder, name = folder_of(file), PurePosixPath(file.path).name
    stem = name.removesuffix(".json").removesuffix(".schema")
    if folder:
        return word(f"data.folder.{folder}", name=stem)
    is_schema = name.endswith(SCHEMA)
    return word("data.table_schema", name=stem) if is_schema else word(f"data.file.{name}")


def file_of(file: Output) -> File:
    """One file as the page lists it."""
    return File(file.path, meaning(file), size(len(file.content)))


def size(bytes: int) -> Sayable:
    """A size for people, in whole kilobytes of 1000 bytes; no file is smaller than one."""
    return word("data.size", size=grouped(ceil(bytes / KILOBYTE)))


def columns_of(site: Site, table: Table) -> Columns:
    """The columns of a CSV file with the meaning of each."""
    return Columns(
        file=f"{table.name}.csv",
        anchor=f"{table.name}-csv",
        columns=tuple((column.name, column.words) for column in table.columns(site.content)),
    )
