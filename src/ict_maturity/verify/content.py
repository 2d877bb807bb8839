"""In: published data files; out: the Content that results were computed from, as far as public."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from ict_maturity.data.written import as_written
from ict_maturity.load.faults import problems_of
from ict_maturity.load.places import Key, Part, Places
from ict_maturity.model import (
    Assessment,
    AssessmentKey,
    ClosedRound,
    Content,
    Cycle,
    Edition,
    Facts,
    Framework,
    Glossary,
    Kpi,
    Lock,
    Office,
    OfficeCodes,
    Recommendation,
    Services,
    Withdrawals,
    edition_order,
)
from ict_maturity.order import natural_order
from ict_maturity.said import word
from ict_maturity.verify.folder import FIRST_FILE, Folder

AnyModel = TypeVar("AnyModel", bound=BaseModel)
Listed = TypeVar("Listed", Recommendation, Kpi, Cycle, ClosedRound)
EDITION_FILE = re.compile(r"editions/([0-9]{4}\.[0-9]{1,2})\.json")
WITHDRAWN_FILE = "withdrawals.json"
OFFICE_CODE = re.compile(r"[A-Z]{2}[A-Z0-9]{0,2}")


class NoPlaces(Places):
    """Says nothing of lines: a published file has one line an entry."""

    def __init__(self) -> None:
        super().__init__(Path())

    def at(self, file: str, path: Sequence[Key], part: Part = "value") -> tuple[int, int]:
        """No line and no column."""
        return 0, 0


def published_content(folder: Folder) -> Content | None:
    """All that was published of what people wrote; None when any of it cannot be read."""
    reader = Reader(folder)
    head = folder.json(FIRST_FILE) or {}
    framework = reader.model(FIRST_FILE, "framework", head.get("framework"), Framework)
    glossary = reader.model(FIRST_FILE, "glossary", {"terms": head.get("glossary")}, Glossary)
    facts = reader.model(FIRST_FILE, "facts", head.get("facts"), Facts)
    services = reader.model(FIRST_FILE, "services", head.get("services"), Services)
    cycles = reader.listed("cycle", FIRST_FILE, "cycles", head, Cycle)
    closed = reader.listed("closed", FIRST_FILE, "closed_rounds", head, ClosedRound)
    recommendations = reader.whole_file("recommendation", Recommendation)
    kpis = reader.whole_file("kpi", Kpi)
    offices, assessments = reader.offices(head)
    withdrawals = reader.withdrawals()
    editions = reader.editions()
    asked = {cycle.edition for cycle in cycles.values()}
    for edition in sorted(asked | {each.edition for each in assessments.values()}):
        if framework and edition not in (framework.edition, *editions):
            reader.refuse_missing(edition)
    if folder.unreadable or framework is None or glossary is None:
        return None
    if facts is None or services is None or withdrawals is None:
        return None
    return Content(
        framework=framework,
        glossary=glossary,
        codes=codes_of(framework, offices, withdrawals),
        recommendations=recommendations,
        kpis=kpis,
        offices=offices,
        assessments=assessments,
        cycles=cycles,
        files=reader.files,
        editions=editions,
        facts=facts,
        services=services,
        withdrawals=withdrawals,
        closed=closed,
    )


class Reader:
    """Turns published data into the model and gathers what does not fit."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.files = dict.fromkeys(
            ((name, name) for name in ("framework", "glossary", "codes")), FIRST_FILE
        )

    def model(self, file: str, path: str, data: Any, model: type[AnyModel]) -> AnyModel | None:
        """One object, None when it does not fit the model."""
        if any(each.file == file for each in self.folder.unreadable):
            return None
        try:
            return model.model_validate(as_written(model, data))
        except ValidationError as error:
            for problem in problems_of(error, model, file, NoPlaces()):
                self.folder.refuse(file, word("verify.field", path=path, message=problem.message))
        except RecursionError:
            self.folder.refuse(file, word("verify.field_too_deep", path=path))
        return None

    def whole_file(self, kind: str, model: type[Listed]) -> dict[str, Listed]:
        """The objects of a file that is one list, such as kpis.json."""
        file = f"{kind}s.json"
        return self.listed(kind, file, f"{kind}s", self.folder.json(file) or {}, model)

    def listed(
        self, kind: str, file: str, key: str, data: dict[str, Any], model: type[Listed]
    ) -> dict[str, Listed]:
        """The objects of a list by their ids, in the order of these.

        They are those that links lead to, unless there is no `kind` to link to.
        """
        found: dict[str, Listed] = {}
        for index, entry in enumerate(self.entries(file, key, data)):
            each = self.model(file, f"{key}.{named(entry, 'id', index)}", entry, model)
            if each is None:
                continue
            if each.id in found:
                self.folder.refuse(file, word("verify.listed_twice", id=each.id))
            found[each.id] = each
            if kind:
                self.files[kind, each.id] = file
        return {id: found[id] for id in sorted(found, key=natural_order)}

    def editions(self) -> dict[str, Edition]:
        """Every edition that was cut, the oldest first: older results stand under theirs."""
        found = {}
        for file in self.folder.files():
            match = EDITION_FILE.fullmatch(file)
            data = self.folder.json(file) if match else None
            if match is None or data is None:
                continue
            lock = self.model(file, "cut", lock_data(data.get("cut")), Lock)
            framework = self.model(file, "framework", data.get("framework"), Framework)
            recommendations = self.listed("", file, "recommendations", data, Recommendation)
            kpis = self.listed("", file, "kpis", data, Kpi)
            if lock and lock.edition != match[1]:
                self.folder.refuse(file, word("verify.other_edition", edition=match[1]))
            if lock and framework:
                notes = data.get("notes")
                if not isinstance(notes, str):
                    self.folder.refuse(file, word("verify.no_text", name="notes"))
                    continue
                found[lock.edition] = Edition(lock, framework, recommendations, kpis, notes)
                self.files["edition", lock.edition] = file
        return dict(sorted(found.items(), key=lambda item: edition_order(item[0])))

    def withdrawals(self) -> Withdrawals | None:
        """What was published of withdrawals: those of offices that were shown by name."""
        entries = self.entries(
            WITHDRAWN_FILE, "withdrawals", self.folder.json(WITHDRAWN_FILE) or {}
        )
        shown: list[Any] = [
            {**each, "audience": "public"} if isinstance(each, dict) else each for each in entries
        ]
        self.files["withdrawals", "withdrawals"] = WITHDRAWN_FILE
        return self.model(WITHDRAWN_FILE, "withdrawals", {"withdrawals": shown}, Withdrawals)

    def refuse_missing(self, edition: str) -> None:
        """Note that results stand under an edition whose file is not there."""
        file = f"editions/{edition}.json"
        if not self.folder.has(file):
            self.folder.refuse(file, word("verify.missing_edition", edition=edition))

    def entries(self, file: str, key: str, data: dict[str, Any]) -> list[Any]:
        """A list in a file, empty when there is none; that is noted."""
        entries = data.get(key)
        if isinstance(entries, list):
            return entries
        if not any(each.file == file for each in self.folder.unreadable):
            self.folder.refuse(file, word("verify.no_list", name=key))
        return []

    def offices(
        self, head: dict[str, Any]
    ) -> tuple[dict[str, Office], dict[AssessmentKey, Assessment]]:
        """Every office of the list in framework.json, with what it reported."""
        offices: dict[str, Office] = {}
        assessments: dict[AssessmentKey, Assessment] = {}
        for index, entry in enumerate(self.entries(FIRST_FILE, "offices", head)):
            code = named(entry, "code", index)
            if not OFFICE_CODE.fullmatch(code) or code in offices:
                self.folder.refuse(FIRST_FILE, word("verify.no_office_code", code=code[:20]))
                continue
            file = office_file(code)
            data = self.folder.json(file)
            if data is None:
                continue
            office = self.model(file, "office", data.get("office"), Office)
            if office and (office.code, office.audience) != (code, "public"):
                self.folder.refuse(file, word("verify.other_office", office=code))
            if office:
                offices[code] = office
                self.files["office", code] = file
            assessments |= self.assessments(file, code, data)
        return dict(sorted(offices.items())), dict(sorted(assessments.items()))

    def assessments(
        self, file: str, code: str, data: dict[str, Any]
    ) -> dict[AssessmentKey, Assessment]:
        """What one office reported in each round."""
        found: dict[AssessmentKey, Assessment] = {}
        for index, entry in enumerate(self.entries(file, "assessments", data)):
            path = f"assessments.{named(entry, 'cycle', index)}"
            assessment = self.model(file, path, entry, Assessment)
            if assessment is None:
                continue
            key = AssessmentKey(code, assessment.cycle)
            if key in found or assessment.status != "submitted":
                self.folder.refuse(file, word("verify.no_assessment", path=path))
            found[key] = assessment
            self.files["assessment", "/".join(key)] = file
        return found


def named(entry: Any, field: str, index: int) -> str:
    """What an entry calls itself, its place in the list when it does not say."""
    name = entry.get(field) if isinstance(entry, dict) else None
    return name if isinstance(name, str) else str(index)


def lock_data(cut: Any) -> Any:
    """What was published of an edition's lock; its digests of files stay in the repository."""
    if not isinstance(cut, dict):
        return cut
    none = "0" * 64
    unpublished = {"recommendations": {}, "kpis": {}, "files": {}, "content": none, "digest": none}
    return {**cut, "format": 1, **unpublished}


def office_file(code: str) -> str:
    """The published file of an office."""
    return f"offices/{code.lower()}.json"


def codes_of(
    framework: Framework, offices: Mapping[str, Office], withdrawals: Withdrawals | None
) -> OfficeCodes:
    """The codes that were in use; the whole list is not published, and no result depends on it."""
    apart = {each.office: each.title for each in framework.addressees if each.office}
    real = {code: each.name for code, each in offices.items() if not each.fictional}
    invented = {code: each.fictional for code, each in offices.items()}
    for each in withdrawals.withdrawals if withdrawals else ():
        invented.setdefault(each.office, each.fictional)
        if not each.fictional:
            real.setdefault(each.office, each.office)
    fictional = tuple(code for code, is_invented in invented.items() if is_invented)
    return OfficeCodes(
        standard=framework.name,
        codes={code: name for code, name in (apart | real).items() if code not in fictional},
        fictional=fictional,
    )
