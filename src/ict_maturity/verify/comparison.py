"""In: a folder of published data files and the Site computed from it; out: the Report."""

import csv
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from io import StringIO
from pathlib import PurePosixPath
from typing import Any

from ict_maturity.aggregate.site import Site
from ict_maturity.export import export
from ict_maturity.export.json_file import FOLDER
from ict_maturity.verify.compare import Pair, csv_differences, json_differences
from ict_maturity.verify.folder import Folder
from ict_maturity.verify.report import (
    KINDS,
    NOTHING,
    Difference,
    NotRecomputable,
    Report,
    Verified,
)
from ict_maturity.verify.rounds import compare_round

ROUNDS = "results"
HEALTH = "health.json"
OURS = ("offices", ROUNDS)
"""Folders in which every file must be one that the data give."""
DIGEST = "input_digest"
BEHIND = "offices without a name stand behind it; it lies within its bounds"
KIND_OF_FOLDER = {ROUNDS: "rounds", "schemas": "schemas", "offices": "offices"}
KIND_OF_PART = {"scorecards": "scorecards", "trends": "trends"}


class Comparison:
    """Compares each file with the one that the engine makes now, and gathers what it finds."""

    def __init__(self, folder: Folder, site: Site, taken_over: Iterable[str]) -> None:
        self.folder = folder
        self.site = site
        self.differences: list[Difference] = []
        self.not_recomputable = [NotRecomputable(HEALTH, path, BEHIND) for path in taken_over]
        self.unknown: list[str] = []
        self.counts: Counter[str] = Counter()

    def report(self) -> Report:
        """Compare all files."""
        made = {
            str(PurePosixPath(output.path).relative_to(FOLDER)): output.text
            for output in export(self.site)
        }
        for file, recomputed in made.items():
            self.compare(file, recomputed)
        self.look_for_others(made)
        framework = self.site.content.framework
        return Report(
            edition=framework.edition,
            edition_status=framework.edition_status,
            engine_version=self.site.engine_version,
            framework_digest=self.site.framework_digest,
            verified=tuple(self.verified()),
            differences=tuple(self.differences),
            not_recomputable=tuple(self.not_recomputable),
            unreadable=tuple(sorted(self.folder.unreadable)),
            unknown_files=tuple(self.unknown),
        )

    def compare(self, file: str, recomputed: str) -> None:
        """Compare one file; equal bytes need no further look, but bounds do."""
        if not self.folder.has(file):
            self.add(file, [("", NOTHING, "a file")])
            return
        published = self.folder.text(file)
        if published is None:
            return
        self.counts += things_in(self.site, file, recomputed)
        if file.startswith(f"{ROUNDS}/"):
            self.compare_round(file, json.loads(recomputed))
        elif published != recomputed:
            self.add(file, self.pairs(file, published, recomputed))

    def pairs(self, file: str, published: str, recomputed: str) -> Iterator[Pair]:
        """What differs in a file that is not the same byte for byte."""
        if file.endswith(".csv"):
            try:
                yield from csv_differences(published, recomputed)
            except csv.Error as error:
                self.folder.refuse(file, f"This is no table: {error}.")
        elif (data := self.folder.json(file)) is not None:
            yield from json_differences(data, json.loads(recomputed))

    def compare_round(self, file: str, recomputed: dict[str, Any]) -> None:
        """Compare a round, in which offices may be counted that stand in no file."""
        published = self.folder.json(file)
        if published is None:
            return
        found = compare_round(self.site, published, recomputed)
        self.add(file, found.differences)
        self.not_recomputable += [
            NotRecomputable(file, path, reason) for path, reason in found.not_recomputable
        ]

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
    return KIND_OF_FOLDER.get(folder, "framework files")


def things_in(site: Site, file: str, text: str) -> Counter[str]:
    """How many things of each kind a file holds."""
    kind = kind_of(file, "")
    if kind == "offices":
        code = PurePosixPath(file).stem.upper()
        results = sum(key.office == code for key in site.scorecards)
        trends = len(site.trends.get(code, ()))
        return Counter(
            {"offices": 1, "scorecards": results, "input digests": results, "trends": trends}
        )
    if kind == "rounds":
        return Counter({"rounds": 1, "input digests": 1})
    if file.endswith(".csv"):
        return Counter({kind: sum(1 for _ in csv.reader(StringIO(text, newline=""))) - 1})
    return Counter({kind: 1})
