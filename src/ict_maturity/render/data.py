"""In: the files of the exports; out: the page that lists and describes them."""

import csv
from collections.abc import Sequence
from fractions import Fraction
from pathlib import PurePosixPath
from typing import NamedTuple

from ict_maturity.aggregate.site import Site
from ict_maturity.data.outputs import Output
from ict_maturity.render.address import DATA
from ict_maturity.render.page import Page, body_of, page_output
from ict_maturity.said import Sayable, short_number, word

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
    single = [file for file in data if folder_of(file) != "offices"]
    body = body_of(
        site,
        "data.html.j2",
        DATA,
        files=[File(file.path, meaning(file), size(len(file.content))) for file in single],
        offices=len(offices),
        offices_size=size(sum(len(file.content) for file in offices)),
        tables=[columns_of(file) for file in data if file.path.endswith(".csv")],
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
    )
    return page_output(site, page)


def folder_of(file: Output) -> str:
    """The folder of a file below data/v1/, empty for files that lie in it."""
    path = PurePosixPath(file.path).relative_to("data/v1")
    return path.parts[0] if len(path.parts) > 1 else ""


def meaning(file: Output) -> Sayable:
    """What a file holds, in words."""
    folder = folder_of(file)
    name = PurePosixPath(file.path).name
    stem = name.removesuffix(".json").removesuffix(".schema")
    return word(f"data.folder.{folder}", name=stem) if folder else word(f"data.file.{name}")


def size(bytes: int) -> Sayable:
    """A size for people, in kilobytes of 1000 bytes."""
    return word("data.size", size=short_number(Fraction(bytes, KILOBYTE)))


def columns_of(file: Output) -> Columns:
    """The header of a CSV file with the meaning of each column."""
    header = next(csv.reader([file.text.partition("\n")[0]]))
    name = PurePosixPath(file.path).name
    return Columns(
        file=name,
        anchor=name.replace(".", "-"),
        columns=tuple((column, word(f"column.{column}")) for column in header),
    )
