"""In: a folder that holds framework.yaml; out: Content and every Problem found while reading."""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError

from ict_maturity.load.editions import read_editions
from ict_maturity.load.faults import problems_of
from ict_maturity.load.one_file import read_data
from ict_maturity.load.places import Places
from ict_maturity.load.walk import entries_of
from ict_maturity.model import (
    Assessment,
    AssessmentKey,
    ClosedRound,
    Content,
    Cycle,
    Facts,
    Framework,
    Glossary,
    Kpi,
    Lines,
    Office,
    OfficeCodes,
    Recommendation,
    Services,
    Withdrawals,
)
from ict_maturity.order import natural_order
from ict_maturity.problems import Problem, sorted_once, wrong
from ict_maturity.said import Sayable

OFFICE_FILE = "office"
NOTES_FOR_PEOPLE = "README.md"
SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
AnyModel = TypeVar("AnyModel", bound=BaseModel)
Listed = TypeVar("Listed", Recommendation, Kpi, Cycle, ClosedRound)


@dataclass(frozen=True)
class Kind(Generic[AnyModel]):
    """One kind of content file: its model, where it lies, and how its name gives its id."""

    name: str
    model: type[AnyModel]
    folder: str
    file_name: re.Pattern[str]
    form: str


FRAMEWORK = Kind("framework", Framework, "", re.compile(r"(framework)\.yaml"), "framework.yaml")
GLOSSARY = Kind("glossary", Glossary, "", re.compile(r"(glossary)\.yaml"), "glossary.yaml")
FACTS = Kind("facts", Facts, "", re.compile(r"(facts)\.yaml"), "facts.yaml")
SERVICES = Kind("services", Services, "", re.compile(r"(services)\.yaml"), "services.yaml")
WITHDRAWALS = Kind(
    "withdrawals",
    Withdrawals,
    "",
    re.compile(r"(withdrawals)\.yaml"),
    "withdrawals.yaml",
)
CODES = Kind("codes", OfficeCodes, "offices", re.compile(r"(codes)\.yaml"), "codes.yaml")
RECOMMENDATION = Kind(
    "recommendation",
    Recommendation,
    "recommendations",
    re.compile(rf"(R[0-9]{{2}})-{SLUG}\.yaml"),
    "R02-a-few-words.yaml",
)
KPI = Kind(
    "kpi",
    Kpi,
    "kpis",
    re.compile(rf"(K(?:[0-9]{{2}}|[1-9][0-9]{{2}}))-{SLUG}\.yaml"),
    "K07-a-few-words.yaml",
)
CYCLE = Kind("cycle", Cycle, "cycles", re.compile(r"([0-9]{4}(?:-[1-9])?)\.yaml"), "2026.yaml")
CLOSED = Kind(
    "closed",
    ClosedRound,
    "cycles",
    re.compile(r"([0-9]{4}(?:-[1-9])?)\.closed\.yaml"),
    "2026.closed.yaml",
)
OFFICE_FOLDER = re.compile(r"[A-Z]{2}[A-Z0-9]{0,2}")
ASSESSMENT_NAME = re.compile(r"([0-9]{4}(?:-[1-9])?)\.yaml")


@dataclass(frozen=True)
class Loaded:
    """What was read. `content` is None when the framework itself cannot be read.

    A file with a problem is left out of the content, but stays in `content.files`, so that links
    to it are not reported as leading nowhere.
    """

    content: Content | None
    problems: tuple[Problem, ...]
    places: Places


def load(root: Path, begun: str = "") -> Loaded:
    """Read every content file below `root`; nothing else is read and links are not followed.

    `begun` is an edition that is being cut: the files that are there of it are not read.
    Raises OSError when the root itself cannot be listed.
    """
    reader = Reader(root)
    framework = reader.read_one(FRAMEWORK, required=True)
    glossary = reader.read_one(GLOSSARY, required=False) or Glossary(terms=())
    facts = reader.read_one(FACTS, required=False) or Facts()
    services = reader.read_one(SERVICES, required=False) or Services()
    withdrawals = reader.read_one(WITHDRAWALS, required=False) or Withdrawals()
    codes = reader.read_one(CODES, required=True)
    recommendations = reader.read_folder(RECOMMENDATION)
    kpis = reader.read_folder(KPI)
    rounds = reader.names_in(CYCLE.folder)
    closings = [name for name in rounds if CLOSED.file_name.fullmatch(name)]
    cycles = reader.read_files(CYCLE, [name for name in rounds if name not in closings])
    closed = reader.read_files(CLOSED, closings)
    offices, assessments = reader.read_offices()
    names = reader.names_in("editions")
    cut = [name for name in names if not begun or not name.startswith(f"{begun}.")]
    editions = read_editions(root, cut, reader.places)
    reader.problems.extend(editions.problems)
    reader.files.update(editions.files)
    content = None
    if framework and codes:
        content = Content(
            framework=framework,
            glossary=glossary,
            codes=codes,
            recommendations=recommendations,
            kpis=kpis,
            offices=offices,
            assessments=assessments,
            cycles=cycles,
            files=reader.files,
            editions=editions.editions,
            lines=reader.lines,
            facts=facts,
            services=services,
            withdrawals=withdrawals,
            closed=closed,
        )
    return Loaded(content, sorted_once(reader.problems), reader.places)


class Reader:
    """Reads files one after the other and gathers what is wrong."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.places = Places(root)
        self.problems: list[Problem] = []
        self.files: dict[tuple[str, str], str] = {}
        self.lines: dict[str, Lines] = {}

    def report(
        self, file: str, id: str, at: tuple[int, int] = (0, 0), /, **values: Sayable
    ) -> None:
        """Note a problem of one file, in the words of `wrong`."""
        self.problems.append(wrong(id, **values).at(file, *at))

    def read_one(self, kind: Kind[AnyModel], required: bool) -> AnyModel | None:
        """Read a file that exists once."""
        file = f"{kind.folder}/{kind.form}".lstrip("/")
        if not os.path.lexists(self.root / file):
            if required:
                self.report(file, "file-missing.root", file=file)
            return None
        self.files[kind.name, kind.name] = file
        return self.read(file, kind.model)

    def read_folder(self, kind: Kind[Listed]) -> dict[str, Listed]:
        """Read a folder with one object a file, in the order of ids."""
        return self.read_files(kind, self.names_in(kind.folder))

    def read_files(self, kind: Kind[Listed], names: Iterable[str]) -> dict[str, Listed]:
        """Read the files of a folder that are called so, each with one object."""
        objects: dict[str, Listed] = {}
        for name in names:
            file = f"{kind.folder}/{name}"
            match = kind.file_name.fullmatch(name)
            if not match:
                self.report(file, "unexpected-file.name", example=kind.form)
                continue
            id = match[1]
            if (kind.name, id) in self.files:
                self.report(file, "duplicate-id.files", id=id, file=self.files[kind.name, id])
                continue
            self.files[kind.name, id] = file
            found = self.read(file, kind.model)
            if found is not None and self.id_fits(file, "id", found.id, id):
                objects[id] = found
        return objects

    def read_offices(self) -> tuple[dict[str, Office], dict[AssessmentKey, Assessment]]:
        """Read offices/: a folder an office with its profile and one file a cycle."""
        offices: dict[str, Office] = {}
        assessments: dict[AssessmentKey, Assessment] = {}
        found = entries_of(self.root, "offices")
        self.problems.extend(found.problems)
        for code in sorted({*found.files, *found.folders} - {CODES.form, NOTES_FOR_PEOPLE}):
            folder = f"offices/{code}"
            if not OFFICE_FOLDER.fullmatch(code) or code not in found.folders:
                self.report(folder, "unexpected-file.office", example="QM")
                continue
            office = self.read_profile(folder, code)
            if office:
                offices[code] = office
            assessments.update(self.read_assessments(folder, code))
        return offices, assessments

    def read_profile(self, folder: str, code: str) -> Office | None:
        """Read offices/<code>/office.yaml."""
        file = f"{folder}/{OFFICE_FILE}.yaml"
        if not os.path.lexists(self.root / file):
            self.report(file, "file-missing.office", folder=folder, office=code)
            return None
        self.files["office", code] = file
        office = self.read(file, Office)
        return office if office and self.id_fits(file, "code", office.code, code) else None

    def read_assessments(
        self, folder: str, code: str
    ) -> Iterator[tuple[AssessmentKey, Assessment]]:
        """Read the files of offices/<code>/ that are named by a cycle."""
        for name in self.names_in(folder):
            file = f"{folder}/{name}"
            if name == f"{OFFICE_FILE}.yaml":
                continue
            match = ASSESSMENT_NAME.fullmatch(name)
            if not match:
                self.report(file, "unexpected-file.cycle", example="2026.yaml")
                continue
            self.files["assessment", f"{code}/{match[1]}"] = file
            assessment = self.read(file, Assessment)
            if assessment and self.id_fits(file, "cycle", assessment.cycle, match[1]):
                yield AssessmentKey(code, match[1]), assessment

    def names_in(self, folder: str) -> list[str]:
        """What lies in a content folder, in order, without notes for people."""
        found = entries_of(self.root, folder)
        self.problems.extend(found.problems)
        names = {*found.files, *found.folders, *found.refused} - {NOTES_FOR_PEOPLE}
        return sorted(names, key=natural_order)

    def read(self, file: str, model: type[AnyModel]) -> AnyModel | None:
        """Read one file into its model, or note why that cannot be done."""
        data, self.lines[file], problems = read_data(self.root, file)
        self.problems.extend(problems)
        if problems:
            return None
        try:
            return model.model_validate(data)
        except ValidationError as error:
            self.problems.extend(problems_of(error, model, file, self.places))
            return None

    def id_fits(self, file: str, field: str, found: str, expected: str) -> bool:
        """Note an id that differs from the one in the file's name."""
        if found == expected:
            return True
        place = self.places.at(file, (field,))
        values = {"field": field, "found": found, "expected": expected}
        self.report(file, "id-not-in-file-name.content", place, **values)
        return False
