"""The survey for LimeSurvey: its codes are allowed, and its answers make the same report."""

import csv
import re
from collections.abc import Iterator, Mapping
from datetime import date
from io import StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner

from ict_maturity.cli import main
from ict_maturity.cli.round.pack import mapping_text
from ict_maturity.forms.asked import NEVER, value_at
from ict_maturity.forms.limesurvey import Survey, code_of, safe, survey
from ict_maturity.forms.mapping import Mapping as MappingFile
from ict_maturity.intake.answers import asked_in
from ict_maturity.intake.mapped import forms_of, mapping_findings
from ict_maturity.intake.report import Sent, take
from ict_maturity.intake.table import read_table
from ict_maturity.load.one_file import LARGEST_FILE
from ict_maturity.load.yaml_text import parse_yaml
from ict_maturity.model import AssessmentKey, Content
from tests.copies import copied
from tests.english import spoken
from tests.unit.books import content as example

KEY = AssessmentKey("HV", "2026")
LIST, SEVERAL = "L", "MQ"


@pytest.fixture(scope="module", params=["2025", "2026"])
def made(content: Content, request: pytest.FixtureRequest) -> Survey:
    """The survey of a round of ours that asked every KPI, and of one that asked few."""
    return survey(content, request.param)


def rows(made: Survey) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(made.structure[1:]), dialect="excel-tab"))


def exported(made: Survey, answers: Mapping[str, str]) -> bytes:
    """The answers as LimeSurvey exports them: short codes, every cell in quotation marks."""
    headings = ["id", "submitdate", "lastpage", "startlanguage", "seed", *columns(made)]
    filled = {"id": "1", "submitdate": "2026-09-01 09:12:44", "startlanguage": "en", **answers}
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow(headings)
    writer.writerow([filled.get(heading, "") for heading in headings])
    writer.writerow([])
    return f"\ufeff{text.getvalue()}".encode()


def columns(made: Survey) -> Iterator[str]:
    """The headings that LimeSurvey makes of a structure: `code`, or `code[part]`."""
    question, kind = "", ""
    for row in rows(made):
        if row["class"] == "Q":
            question, kind = row["name"], row["type/scale"]
            if kind not in SEVERAL:
                yield question
        elif row["class"] == "SQ":
            yield f"{question}[{row['name']}]"


def test_codes_are_those_that_limesurvey_takes(made: Survey) -> None:
    found = rows(made)
    questions = [row["name"] for row in found if row["class"] == "Q"]
    assert all(re.fullmatch("[A-Za-z][A-Za-z0-9]{0,19}", code) for code in questions)
    assert len({code.casefold() for code in questions}) == len(questions)
    parts = [row["name"] for row in found if row["class"] in ("SQ", "A")]
    assert parts
    assert all(re.fullmatch("[A-Za-z][A-Za-z0-9]{0,4}", code) for code in parts)
    assert made.structure.startswith("\ufeffclass\ttype/scale\tname\t")


def test_nothing_of_a_text_is_an_expression_or_html(made: Survey) -> None:
    assert safe("a {b} <c>\nd & e") == "a &#123;b&#125; &lt;c&gt;<br />d &amp; e"
    for row in rows(made):
        for cell in (row["text"], row["help"]):
            assert not set("{}>") & set(cell.replace("<br />", ""))


def test_every_column_of_the_export_is_read_or_ignored(made: Survey, content: Content) -> None:
    headings = list(columns(made))
    mapping = made.mapping
    read = [each.column for each in mapping.columns]
    assert len(set(read)) == len(read)
    assert set(headings) - {*read} == {"office", "number"} | {
        heading for heading in headings if heading in mapping.ignored
    }
    assert list(mapping_findings(content, mapping)) == []


def test_the_mapping_is_no_larger_than_what_is_read(made: Survey) -> None:
    text = mapping_text(made)
    assert len(text.encode()) < LARGEST_FILE
    assert MappingFile.model_validate(parse_yaml(text).data) == made.mapping


def test_the_mapping_reads_back_from_its_file(tmp_path: Path) -> None:
    root, out = copied(tmp_path / "root"), tmp_path / "out.zip"
    words = ["round", "pack", "2026", str(out), "--limesurvey", "--root", str(root)]
    result = CliRunner().invoke(main, words, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    archive = ZipFile(out)
    assert archive.namelist() == ["round-2026/survey.txt", "round-2026/mapping.yaml"]
    assert archive.read("round-2026/survey.txt").startswith(b"\xef\xbb\xbfclass\t")
    text = archive.read("round-2026/mapping.yaml").decode()
    assert MappingFile.model_validate(parse_yaml(text).data) == survey(example(), "2026").mapping


def test_a_report_survives_the_survey() -> None:
    """What an office reported is typed into the survey, exported and taken in: the same report."""
    content = example()
    report = content.assessments[AssessmentKey("HV", "2025")]
    # Its figure is of last year, which is asked about unless there is a remark.
    update = {"note": "We count every second year."}
    second = report.answers["K02"].model_copy(update=update)
    report = report.model_copy(update={"answers": {**report.answers, "K02": second}})
    data: dict[str, object] = {
        "answers": {id: each.model_dump() for id, each in report.answers.items()}
    }
    data |= {"cover": {"audience": "public", "by": "Desk"}, "notes": 'Größe; "ja"'}
    made = survey(content, "2026")
    asked = asked_in(content, KEY, NEVER)
    answers = {"office": "HV"}
    for column in made.mapping.columns:
        item = asked.items.get(column.answers)
        value = value_at(data, item.path) if item else None
        if value is not None:
            codes = {answer: code for code, answer in column.values.items()}
            said = f"{value}.0000000000" if item and item.takes == "number" else str(value)
            said = f"{value} 00:00:00" if isinstance(value, date) else said
            answers[column.column] = codes.get(str(value), said)
    table = read_table(exported(made, answers), "answers.csv", (), ";", None)
    (form,) = forms_of(table, made.mapping)
    assert form.whose().witnesses["office"] == "HV"
    taken = take(content, KEY, form, NEVER, Sent("answers.csv", "e" * 64, date(2026, 9, 1)))
    assert [spoken(each.told()) for each in taken.problems] == []
    assert taken.report is not None
    assert taken.audience == "public"
    bare = {id: each.model_copy(update={"evidence": ()}) for id, each in report.answers.items()}
    assert taken.report.answers == bare
    assert taken.report.notes == 'Größe; "ja"'


def test_an_answer_that_was_not_handed_in_is_left_out() -> None:
    made = survey(example(), "2026")
    table = read_table(exported(made, {"submitdate": ""}), "answers.csv", (), ";", None)
    (form,) = forms_of(table, made.mapping)
    assert "not handed in" in spoken(form.whose().problems[0].message)


@pytest.mark.parametrize(
    ("id", "code"),
    [
        ("answers.K01.checks.owner-named", "K01ownernamed"),
        ("answers.K02.before.as_of", "K02beforeasof"),
        ("targets.R01.level", "targetsR01level"),
        ("notes", "notes"),
    ],
)
def test_a_code_is_the_id_in_letters_and_digits(id: str, code: str) -> None:
    assert code_of(id) == code
