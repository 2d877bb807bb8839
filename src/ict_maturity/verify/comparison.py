"""In: a folder of published data files and the Site computed from it; out: the Report."""

import csv
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from io import BytesIO, StringIO
from pathlib import PurePosixPath
from typing import Any
from zipfile import ZipFile

from ict_maturity.aggregate.results import AllOffices
from ict_maturity.aggregate.site import Site
from ict_maturity.data.outputs import Output
from ict_maturity.export import ARCHIVE as ARCHIVE_FILE
from ict_maturity.export import FOLDER, SCHEMA, export, manifest, round_files
from ict_maturity.export.tables import TABLES
from ict_maturity.render import render
from ict_maturity.render.page import is_page
from ict_maturity.said import word
from ict_maturity.verify.differences import (
    Pair,
    archive_differences,
    csv_differences,
    json_differences,
)
from ict_maturity.verify.files import Files
from ict_maturity.verify.folder import Folder
from ict_maturity.verify.pages import page_differences
from ict_maturity.verify.report import (
    NOTHING,
    Difference,
    NotRecomputable,
    Report,
    Verified,
    in_order,
)
from ict_maturity.verify.rounds import compare_round

ARCHIVE = PurePosixPath(ARCHIVE_FILE).name
ROUNDS = "results"
HEALTH = "health.json"
OURS = ("offices", ROUNDS)
"""Folders in which every file must be one that the data give."""
DIGEST = "input_digest"
PAGES = "pages"
KIND_OF_FOLDER = {ROUNDS: "rounds", "offices": "offices"}
KIND_OF_PART = {"scorecards": "scorecards", "trends": "trends"}
KEYS = {f"{table.name}.csv": table.key for table in TABLES}
"""By file of a table: the columns by which rows are told apart."""
KINDS = (
    "framework files",
    "offices",
    "input digests",
    "scorecards",
    "trends",
    *(f"rows of {file}" for file in KEYS),
    "rounds",
    "KPI health",
    "other files",
    "schemas",
    PAGES,
)
"""What is verified, in the order in which it is told."""
NOT_PUBLISHED = word("verify.not_published")


class Comparison:
    """Compares each file with the one that the engine makes now, and gathers what it finds."""

    def __init__(self, folder: Folder, files: Files, pages: Folder | None, site: Site) -> None:
        self.folder = folder
        self.files = files
        self.pages = pages
        self.site = site
        self.rounded: dict[str, AllOffices] = {}
        self.differences: list[Difference] = []
        self.not_recomputable: list[NotRecomputable] = []
        self.unknown: list[str] = []
        self.counts: Counter[str] = Counter()

    def report(self) -> Report:
        """Compare all files; rounds come first, whose rounded figures stand in others as well."""
        for output in round_files(self.site):
            self.compare_round(name_of(output), json.loads(output.content))
        self.site = self.with_rounded()
        made = {name_of(output): output for output in self.outputs()}
        for file, recomputed in made.items():
            self.compare(file, recomputed)
        self.look_for_others(made)
        if self.pages:
            self.compare_pages(self.pages)
        framework = self.site.content.framework
        return Report(
            edition=framework.edition,
            edition_status=framework.edition_status,
            engine_version=self.site.engine_version,
            framework_digest=self.site.framework_digest,
            verified=tuple(self.verified()),
            differences=tuple(self.differences),
            not_recomputable=tuple(self.not_recomputable),
            unreadable=in_order(
                (*self.folder.unreadable, *(self.pages.unreadable if self.pages else ()))
            ),
            unknown_files=tuple(self.unknown),
        )

    def outputs(self) -> Iterator[Output]:
        """Every data file, and the manifest as it would be written of the files that it lists."""
        yield from export(self.site)
        if self.files.manifest:
            yield manifest(self.site, self.files.listed)

    def compare(self, file: str, recomputed: Output) -> None:
        """Compare one file; equal bytes need no further look, but bounds do."""
        if not self.folder.has(file):
            if file == ARCHIVE and not self.pages:
                return  # Who unpacked it has all that is in it, and need not keep it.
            self.add(file, [("", NOTHING, "a file")])
            return
        if not recomputed.recomputable:
            self.not_recomputable.append(NotRecomputable(file, "all of it", NOT_PUBLISHED))
            return
        published = self.folder.content(file)
        if published is None:
            return
        self.counts += things_in(self.site, file, recomputed)
        was_compared = file.startswith(f"{ROUNDS}/")
        if not was_compared and published != recomputed.content:
            self.add(file, self.pairs(file, published, recomputed))

    def pairs(self, file: str, published: bytes, recomputed: Output) -> Iterator[Pair]:
        """What differs in a file that is not the same byte for byte."""
        match PurePosixPath(file).suffix:
            case ".json":
                if (data := self.folder.json(file)) is not None:
                    yield from json_differences(data, json.loads(recomputed.content))
            case ".csv":
                if (text := self.folder.text(file)) is not None:
                    yield from self.rows(file, text, recomputed.text)
            case ".xlsx":
                yield from archive_differences(published, recomputed.content)
            case ".zip":
                yield from archive_differences(
                    published, recomputed.content, self.beside(recomputed)
                )
            case _:
                yield "", "other bytes", f"{len(recomputed.content):,} bytes"

    def beside(self, archive: Output) -> Mapping[str, bytes]:
        """The files that lie beside an archive, by their paths in it."""
        contents = {
            path: self.folder.content(path.partition("/")[2])
            for path in ZipFile(BytesIO(archive.content)).namelist()
        }
        return {path: content for path, content in contents.items() if content is not None}

    def rows(self, file: str, published: str, recomputed: str) -> Iterator[Pair]:
        """What differs in a table."""
        try:
            yield from csv_differences(published, recomputed, KEYS.get(file, ()))
        except csv.Error as error:
            self.folder.refuse(file, word("verify.no_table", reason=str(error)))

    def compare_round(self, file: str, recomputed: dict[str, Any]) -> None:
        """Compare a round, in which offices may be counted that stand in no file."""
        published = self.folder.json(file) if self.folder.has(file) else None
        if published is None:
            return
        found = compare_round(published, recomputed)
        self.add(file, found.differences)
        self.not_recomputable += [
            NotRecomputable(file, path, reason) for path, reason in found.not_recomputable
        ]
        self.rounded[PurePosixPath(file).stem] = found.all_offices

    def with_rounded(self) -> Site:
        """The site with the rounded figures that may be as they were published."""
        results = {
            id: replace(each, all_offices=self.rounded.get(id, each.all_offices))
            for id, each in self.site.results.items()
        }
        return replace(self.site, results=results)

    def compare_pages(self, pages: Folder) -> None:
        """Compare what the pages say."""
        made = render(self.site, export(self.site))
        self.counts[PAGES] += sum(map(is_page, made))
        for file, pair in page_differences(pages, made):
            path, published, recomputed = pair
            self.differences.append(Difference(PAGES, file, path, published, recomputed))

    def look_for_others(self, made: Iterable[str]) -> None:
        """Files that the data do not give: wrong beside offices and rounds, unknown elsewhere."""
        for file in sorted(set(self.folder.files()) - set(made)):
            if file.startswith(tuple(f"{folder}/" for folder in OURS)):
                self.add(file, [("", "a file", NOTHING)])
            else:
                self.unknown.append(file)

    def add(self, file: str, pairs: Iterable[Pair]) -> None:
        """Note what differs in one file."""
        self.differences += [
            Difference(kind_of(file, path), file, path, published, recomputed)
            for path, published, recomputed in pairs
        ]

    def verified(self) -> Iterator[Verified]:
        """How many things of each kind were compared, and how many values of them differ."""
        differing = Counter(each.kind for each in self.differences)
        for kind in KINDS:
            if self.counts[kind] or differing[kind]:
                yield Verified(kind, self.counts[kind], differing[kind])


def name_of(output: Output) -> str:
    """A data file's path below the folder of all of them."""
    return str(PurePosixPath(output.path).relative_to(FOLDER))


def kind_of(file: str, path: str) -> str:
    """What a value belongs to."""
    folder, _, name = file.rpartition("/")
    if path.endswith(DIGEST):
        return "input digests"
    if folder == "offices":
        return KIND_OF_PART.get(path.partition(".")[0], "offices")
    if name.endswith(".csv"):
        return f"rows of {name}"
    if name == HEALTH:
        return "KPI health"
    if not name.endswith(".json"):
        return "other files"
    if name.endswith(SCHEMA):
        return "schemas"
    return KIND_OF_FOLDER.get(folder, "framework files")


def things_in(site: Site, file: str, made: Output) -> Counter[str]:
    """How many things of each kind a file holds."""
    kind = kind_of(file, "")
    if kind == "offices":
        code = PurePosixPath(file).stem.upper()
        results = len(site.rounds_of(code))
        trends = len(site.trends.get(code, ()))
        return Counter(
            {"offices": 1, "scorecards": results, "input digests": results, "trends": trends}
        )
    if kind == "rounds":
        return Counter({"rounds": 1, "input digests": 1})
    if file.endswith(".csv"):
        return Counter({kind: sum(1 for _ in csv.reader(StringIO(made.text, newline=""))) - 1})
    return Counter({kind: 1})
