"""Tables of other forms: read by a mapping, refused by file, line and heading."""

import random
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from openpyxl import Workbook

from ict_maturity.forms.asked import NEVER
from ict_maturity.forms.mapping import Mapping as MappingFile
from ict_maturity.forms.schema import json_schema
from ict_maturity.intake.cells import MOST_ROWS, UnreadableFileError
from ict_maturity.intake.mapped import MappedForm, forms_of, mapping_findings, readings
from ict_maturity.intake.report import Sent, Taken, take
from ict_maturity.intake.table import MOST_HEADINGS, MOST_IN_TEXT, read_table
from ict_maturity.load.yaml_text import parse_yaml
from ict_maturity.model import AssessmentKey, Content
from tests.english import spoken
from tests.unit.tables import SAMPLES, Sample, utf8

FILE = "answers.csv"
KEY = AssessmentKey("QO", "2026")
HEAD = """
cycle: "2026"
edition: "2026.1"
office: office
columns:
"""


def mapping_of(text: str) -> MappingFile:
    parsed = parse_yaml(text)
    assert not parsed.faults
    return MappingFile.model_validate(parsed.data)


def forms(sample: Sample, encoding: str | None = None) -> tuple[MappedForm, ...]:
    mapping = mapping_of(sample.mapping)
    table = read_table(sample.table, FILE, mapping.sheets, mapping.separator, encoding)
    return forms_of(table, mapping)


def taken(content: Content, form: MappedForm) -> Taken:
    return take(content, KEY, form, NEVER, Sent(FILE, "e" * 64, date(2026, 9, 1)))


def one(columns: str, head: str, *rows: str) -> Sample:
    """A table whose first column is the office, and the lines of its mapping."""
    return Sample(utf8(head, *rows), HEAD + columns)


def refused(sample: Sample, encoding: str | None = None) -> list[str]:
    """What is said of a table of which nothing is read."""
    with pytest.raises(UnreadableFileError) as raised:
        forms(sample, encoding)
    return [spoken(problem.told()) for problem in raised.value.problems(FILE)]


def told(content: Content, sample: Sample) -> list[str]:
    """What is said of the one row of a table."""
    (form,) = forms(sample)
    said = form.whose()
    return [spoken(each.told()) for each in said.problems or taken(content, form).problems]


@pytest.mark.parametrize("tool", SAMPLES)
def test_each_tool_of_the_page_says_the_same(content: Content, tool: str) -> None:
    assert list(mapping_findings(content, mapping_of(SAMPLES[tool].mapping))) == []
    schema = Draft202012Validator(json_schema("mapping"))
    assert list(schema.iter_errors(parse_yaml(SAMPLES[tool].mapping).data)) == []
    (form,) = forms(SAMPLES[tool])
    assert form.whose().witnesses["office"] == "QO"
    made = taken(content, form)
    assert [spoken(each.told()) for each in made.problems] == []
    assert made.report is not None
    assert made.audience == "public"
    assert set(made.report.responses["focus-areas"]) == {"security", "online-services"}
    assert made.report.answers["K07"].date == date(2026, 3, 18)
    assert dict(made.report.answers["K01"].checks) == {"owner-named": "met"}


def test_a_workbook_of_several_sheets_is_one_table(content: Content) -> None:
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "Content"
    second = book.create_sheet("Content 2")
    first.append(["Office", "Review"])
    first.append(["QO", date(2026, 3, 18)])
    second.append(["Owner", "Unread"])
    second.append(["met", 7])
    file = BytesIO()
    book.save(file)
    sample = Sample(
        file.getvalue(),
        """\
cycle: "2026"
edition: "2026.1"
office: Office
sheets: [Content, Content 2]
columns:
- {column: Review, answers: answers.K07.date}
- {column: Owner, answers: answers.K01.checks.owner-named}
ignored: [Unread]
""",
    )
    (form,) = forms(sample)
    assert form.name == "answers.csv: Content!A2"
    report = taken(content, form).report
    assert report is not None
    assert report.answers["K07"].date == date(2026, 3, 18)
    assert dict(report.answers["K01"].checks) == {"owner-named": "met"}
    second["A2"] = "perhaps"
    book.save(file := BytesIO())
    (words,) = told(content, sample._replace(table=file.getvalue()))
    assert words.startswith("answers.csv: 'Content 2'!A2 (")
    missing = sample._replace(mapping=sample.mapping.replace("Content 2]", "Content 3]"))
    assert "There is no sheet Content 3." in refused(missing)[0]


def test_evidence_offers_and_remarks_have_columns_too(content: Content) -> None:
    sample = one(
        """\
- {column: owner, answers: answers.K01.checks.owner-named}
- {column: remark, answers: answers.K01.note}
- {column: paper, answers: evidence.K01.title}
- {column: kept by, answers: evidence.K01.holder}
- {column: other, answers: evidence.K01.2.title}
- {column: offer, answers: offers.R02}
""",
        "office,owner,remark,paper,kept by,other,offer",
        "QO,met,Since May.,Plan,Desk,,Our list.",
    )
    assert list(mapping_findings(content, mapping_of(sample.mapping))) == []
    report = taken(content, forms(sample)[0]).report
    assert report is not None
    answer = report.answers["K01"]
    assert answer.note == "Since May."
    assert [(each.title, each.holder) for each in answer.evidence] == [("Plan", "Desk")]
    assert [(each.recommendation, each.text) for each in report.offers] == [("R02", "Our list.")]


OWNER = "- {column: owner, answers: answers.K01.checks.owner-named}\n"
YEAR = "- {column: year, answers: targets.R01.year}\n"
COLUMNS: Mapping[str, tuple[Sample, str]] = {
    "missing": (one(OWNER + YEAR, "office,owner", "QO,met"), "The column year is missing."),
    "translated": (
        one(OWNER, "office,propriétaire", "QO,met"),
        "The column owner is missing, and the mapping knows nothing of these: propriétaire.",
    ),
    "doubled": (one(OWNER, "office,owner,Owner", "QO,met,met"), "Two columns are called owner."),
    "unknown": (
        one(OWNER, "office,owner,note,more", "QO,met,a,b"),
        "The mapping knows nothing of 2 columns, such as note; more.",
    ),
    "separator": (
        one(OWNER, "office;owner", "QO;met"),
        "With , between cells, the first row is one cell: office;owner",
    ),
    "no row": (one(OWNER + "heading_row: 9\n", "office,owner", "QO,met"), "is not there"),
    "quotation marks": (one(OWNER, "office,owner", 'QO,"met"x'), "on line 2"),
    "another encoding": (
        Sample("office,owner\nQO,caf\xe9".encode("cp1252"), HEAD + OWNER),
        "The byte 0xe9 on line 2 is not UTF-8, and the file does not say what it is.",
    ),
    "UTF-16 cut short": (
        Sample("office,owner".encode("utf-16")[:-1], HEAD + OWNER),
        "is not UTF-16",
    ),
}


@pytest.mark.parametrize("kind", COLUMNS)
def test_a_table_that_is_not_the_mappings_is_told_in_a_sentence(kind: str) -> None:
    sample, said = COLUMNS[kind]
    (words,) = refused(sample)
    assert said in words
    assert words.startswith(FILE)


def test_what_somebody_says_of_the_encoding_holds_unless_the_file_says_other() -> None:
    russian = Sample("office,owner\nQO,да".encode("cp1251"), HEAD + OWNER)
    assert "not UTF-8" in refused(russian)[0]
    ((form,), said) = forms(russian, "cp1251"), "да"
    assert form.said("owner")[0].value == said
    marked = Sample("office,owner\nQO,да".encode("utf-16"), HEAD + OWNER)
    assert forms(marked, "cp1251")[0].said("owner")[0].value == said


FOCUS = "- {column: focus, answers: responses.focus-areas, joined_with: ','}\n"
ROWS: Mapping[str, tuple[Sample, str]] = {
    "no answer": (one(OWNER, "office,owner", "QO,oui"), "oui is none of the answers."),
    "two readings": (
        one("- {column: n, answers: targets.R01.year}\n", "office,n", 'QO,"2,028"'),
        "2,028 is a text that may mean 2028 or 2.028.",
    ),
    "no choice": (one(FOCUS, "office,focus", 'QO,"security,tea"'), "security,tea is not made of"),
    "nobody": (one(OWNER, "office,owner", ",met"), "does not say which office"),
    "unfinished": (
        one(OWNER + "handed_in: done\n", "office,owner,done", "QO,met,"),
        "begun and not handed in",
    ),
    "not asked": (
        one("- {column: n, answers: answers.K06.numerator}\n", "office,n", "QO,7"),
        "asks what the round does not ask of the office (answers.K06.numerator)",
    ),
}


@pytest.mark.parametrize("kind", ROWS)
def test_what_is_wrong_in_a_row_is_told_with_its_line_and_heading(
    content: Content, kind: str
) -> None:
    sample, said = ROWS[kind]
    (words,) = told(content, sample)
    assert said in words
    assert words.startswith(f"{FILE}:2")


@pytest.mark.parametrize(
    ("sign", "typed", "value"),
    [
        (".", "2028.0000000000", 2028),
        (",", "2028,0", 2028),
        (".", "2,028", None),
        (",", "2.028", None),
        (".", "1e3", None),
        (".", "9" * 41, None),
    ],
)
def test_a_number_has_the_sign_that_the_mapping_names(
    content: Content, sign: str, typed: str, value: int | None
) -> None:
    columns = f"{YEAR}- {{column: level, answers: targets.R01.level}}\ndecimal: '{sign}'\n"
    sample = one(columns, "office,year,level", f'QO,"{typed}",3')
    report = taken(content, forms(sample)[0]).report
    assert (report.targets["R01"].year if report else None) == value


def test_more_digits_than_can_be_kept_are_no_number() -> None:
    mapping = mapping_of(one(YEAR + "decimal: '.'\n", "").mapping)
    (form,) = forms(one(YEAR + "decimal: '.'\n", "office,year", "QO,1.00000000000000001"))
    assert form.mapping == mapping
    assert form.said("year")[0].value == "1.00000000000000001"


WRONG: Mapping[str, tuple[str, str]] = {
    "id": ("- {column: a, answers: answers.K01.checks.owner-namd}", "answers.K01.checks.owner-na"),
    "value": ("- {column: a, answers: cover.audience, values: {All: all}}", "all is no answer"),
    "choice of several": (
        "- {column: a, answers: responses.focus-areas, values: {Tea: tea}}",
        "tea is no answer",
    ),
    "line": ("- {column: a, answers: evidence.K01.verified_by}", "no field of a document"),
    "KPI": ("- {column: a, answers: evidence.K99.title}", "no field of a document"),
    "offer": ("- {column: a, answers: offers.R99}", "no field of a document"),
    "column": (OWNER + OWNER.replace("owner-named", "users-asked"), "stands twice"),
    "question": (OWNER + OWNER.replace("column: owner", "column: b"), "stands twice"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_a_mapping_names_only_what_is_asked(content: Content, kind: str) -> None:
    columns, said = WRONG[kind]
    found = list(mapping_findings(content, mapping_of(one(columns, "").mapping)))
    assert found
    assert all(each.path[0] == "columns" for each in found)
    assert said in spoken(found[0].message)


def test_a_row_keeps_nothing_of_the_others() -> None:
    sample = one(OWNER, "office,owner", "QO,met", "", "QN,CANARY")
    first, second = forms(sample)
    assert first.kept() == b"office,owner\r\nQO,met\r\n"
    assert b"CANARY" in second.kept()
    assert (first.name, second.name) == ("answers.csv:2", "answers.csv:4")


LABELS = ("a", "b", "a, b", "b, c", "c")


@given(st.lists(st.sampled_from(LABELS), min_size=1, max_size=4), st.sampled_from([";", ", "]))
@settings(max_examples=60)
def test_joined_answers_are_read_in_every_way_that_they_can_be(
    chosen: list[str], between: str
) -> None:
    known = {label: label for label in LABELS}
    for text in (between.join(chosen), between.join(chosen) + between.strip()):
        ways = readings(text, known, between.strip())
        assert 1 <= len(ways) <= 2
        assert len(ways) == 2 or ways == [tuple(chosen)]
        if between == ";":
            assert ways == [tuple(chosen)]


def test_what_may_be_read_in_two_ways_is_told(content: Content) -> None:
    values = "{security: security, skills: skills, 'security, skills': continuity}"
    columns = FOCUS.replace("joined_with", f"values: {values}, joined_with")
    (words,) = told(content, one(columns, "office,focus", 'QO,"security, skills"'))
    assert "can be read as answers in two ways" in words


def test_a_long_cell_takes_no_long_time() -> None:
    assert readings("a;" * 100_000, {"a": "a"}, ";") == []
    assert readings("a" * 3_999 + "b", {"a" * n: "a" for n in range(1, 9)}, "") == []


def test_numbers_of_a_workbook_stay_exact(content: Content) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["office", "year"])
    sheet.append(["QO", 2028])
    book.save(file := BytesIO())
    (form,) = forms(Sample(file.getvalue(), HEAD + YEAR))
    assert form.said("year")[0].value == Decimal(2028)


@pytest.mark.parametrize("tool", SAMPLES)
def test_a_changed_table_is_read_or_refused_and_nothing_else(content: Content, tool: str) -> None:
    sample, places = SAMPLES[tool], ("\n", ",", ";", '"', "\t", "\x00", "\ufeff", "QO", "9" * 50)
    for seed in range(40):
        choose = random.Random(f"{tool} {seed}")
        raw = bytearray(sample.table)
        for _ in range(choose.choice((1, 2, 8))):
            begin = choose.randrange(len(raw))
            raw[begin : begin + choose.choice((0, 1, 30))] = choose.choice(places).encode()
        for form in read_or_told(sample._replace(table=bytes(raw))):
            if not form.whose().problems:
                made = taken(content, form)
                assert (made.report is None) == bool(made.problems)


def read_or_told(sample: Sample) -> tuple[MappedForm, ...]:
    """The forms of a table, none when it is refused in words."""
    try:
        return forms(sample)
    except UnreadableFileError as error:
        words = [spoken(problem.told()) for problem in error.problems(FILE)]
    assert words
    assert max(map(len, words)) < 2000
    return ()


def test_a_text_has_bounds_that_hold_every_answer_of_a_round() -> None:
    """At their borders: rows, columns, cells of all rows together."""
    most = "office,owner\nQO,met\n" + "\n" * (MOST_ROWS - 2)
    assert len(forms(Sample(most.encode(), HEAD + OWNER))) == 1
    wide = "office,owner" + "," * (MOST_HEADINGS - 2)
    assert forms(Sample(f"{wide}\nQO,met".encode(), HEAD + OWNER))
    full = (wide + "\n") * (MOST_IN_TEXT // MOST_HEADINGS)
    assert forms(Sample(full.encode(), HEAD + OWNER))
    for beyond in (f"{most}\n", f"{wide},", f"{full}a"):
        assert "beyond 5000 rows" in refused(Sample(beyond.encode(), HEAD + OWNER))[0]
