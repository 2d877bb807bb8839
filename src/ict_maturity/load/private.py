"""In: content and a private folder; out: the content with what lies there, and what is wrong."""

from dataclasses import replace
from pathlib import Path

from pydantic import ValidationError

from ict_maturity.facts.values import Model
from ict_maturity.load.faults import problems_of
from ict_maturity.load.one_file import read_data
from ict_maturity.load.places import Places
from ict_maturity.model import Assessment, AssessmentKey, Audience, Content, Office
from ict_maturity.problems import Problem

OFFICES = "offices"
PROFILE = "office"


def with_private_reports(
    content: Content, folder: Path, *audiences: Audience
) -> tuple[Content, tuple[Problem, ...]]:
    """The content with what lies in a private folder, and what is wrong there.

    With audiences, only the reports that are for one of them, and the profiles of the offices that
    made these. What stands in both holds as the content has it. Raises OSError for what cannot be
    read.
    """
    offices: dict[str, Office] = {}
    reports: dict[AssessmentKey, Assessment] = {}
    files: dict[tuple[str, str], str] = {}
    problems: list[Problem] = []
    for path in sorted((folder / OFFICES).glob("*/*.yaml")):
        file = path.relative_to(folder).as_posix()
        code, name = path.parent.name, path.stem
        data, _, faults = read_data(folder, file)
        problems += faults
        if faults:
            continue
        try:
            if name == PROFILE:
                offices[code] = Office.model_validate(data)
                files["office", code] = file
            else:
                reports[AssessmentKey(code, name)] = Assessment.model_validate(data)
                files["assessment", f"{code}/{name}"] = file
        except ValidationError as error:
            kind: type[Model] = Office if name == PROFILE else Assessment
            problems += problems_of(error, kind, file, Places(folder))
    if audiences:
        reports = {key: each for key, each in reports.items() if each.audience in audiences}
        made_by = {key.office for key in reports}
        offices = {code: each for code, each in offices.items() if code in made_by}
    both = replace(
        content,
        offices=dict(sorted({**offices, **content.offices}.items())),
        assessments=dict(sorted({**reports, **content.assessments}.items())),
        files={**files, **content.files},
    )
    return both, tuple(problems)
