"""A content root is read whole: every file's problems at once, and nothing but real files."""

import os
from pathlib import Path

import pytest

from ict_maturity.cli.commands import find_root
from ict_maturity.load import Loaded, load
from ict_maturity.model import AssessmentKey
from tests.english import spoken

FRAMEWORK = """\
name: Tea Maturity
subject: Tea
purpose: Shows how well tea is made.
notice: A proposal.
publisher: {name: Tea House}
site_url: https://example.org/tea/
repository: https://example.org/tea
edition: "2026.1"
edition_status: proposal
edition_date: 2026-01-01
levels:
  - {level: 0, name: None, meaning: Nothing is shown.}
  - {level: 1, name: Started, meaning: A plan exists.}
  - {level: 2, name: Partly, meaning: A part works.}
  - {level: 3, name: In place, meaning: All of it works.}
  - {level: 4, name: Improved, meaning: Figures are kept.}
addressees:
  - {id: houses, title: Tea houses}
"""
CODES = 'standard: Tea codes\ncodes: {"NO": Northern Tea}\nfictional: [QM]\n'
OFFICE = "code: QM\nname: Mint House\nfictional: true\naudience: public\n"
CYCLE = """\
id: "2026"
title: First round
edition: "2026.1"
opens: 2026-01-01
closes: 2026-06-30
reference_date: 2026-06-30
"""
ASSESSMENT = """\
cycle: "2026"
edition: "2026.1"
reference_date: 2026-06-30
status: submitted
history:
  - {date: 2026-06-30, by: Tea master, change: Written.}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path, "framework.yaml", FRAMEWORK)
    write(tmp_path, "offices/codes.yaml", CODES)
    write(tmp_path, "offices/QM/office.yaml", OFFICE)
    write(tmp_path, "offices/QM/2026.yaml", ASSESSMENT)
    write(tmp_path, "cycles/2026.yaml", CYCLE)
    return tmp_path


def write(root: Path, file: str, text: str | bytes) -> None:
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)


def codes(loaded: Loaded) -> list[tuple[str, int, str]]:
    return [(problem.file, problem.line, problem.code) for problem in loaded.problems]


def test_a_whole_root_is_read_in_order(root: Path) -> None:
    write(root, "offices/NO/office.yaml", "code: NO\nname: Northern House\naudience: own\n")
    loaded = load(root)
    assert loaded.problems == ()
    assert loaded.content is not None
    assert list(loaded.content.offices) == ["NO", "QM"]
    assert loaded.content.assessments[AssessmentKey("QM", "2026")].status == "submitted"
    assert loaded.content.source_of("assessment", "QM/2026") == "offices/QM/2026.yaml"


def test_the_root_is_found_from_a_folder_inside_it(root: Path) -> None:
    assert find_root(root / "offices" / "QM") == root
    assert find_root(root.parent) is None


def test_a_root_without_a_framework_has_no_content(tmp_path: Path) -> None:
    loaded = load(tmp_path)
    assert loaded.content is None
    assert codes(loaded) == [
        ("framework.yaml", 0, "file-missing"),
        ("offices/codes.yaml", 0, "file-missing"),
    ]


def test_problems_of_many_files_come_at_once(root: Path) -> None:
    write(root, "cycles/2026.yaml", "- a\n- b\n")
    write(root, "offices/codes.yaml", "")
    write(root, "offices/QM/office.yaml", "code: QM\nname: \xe9\n".encode("latin-1"))
    write(root, "offices/QM/2026.yaml", b"#" * (1 << 20) + b"\n")
    write(root, "kpis/notes.txt", "x")
    write(root, "kpis/README.md", "for people")
    write(root, "kpis/.hidden", "x")
    write(root, "offices/qm.yaml", "x")
    write(root, "offices/QN/2026.yaml", ASSESSMENT)
    assert codes(load(root)) == [
        ("cycles/2026.yaml", 1, "not-a-mapping"),
        ("kpis/notes.txt", 0, "unexpected-file"),
        ("offices/QM/2026.yaml", 0, "file-too-large"),
        ("offices/QM/office.yaml", 2, "not-utf-8"),
        ("offices/QN/office.yaml", 0, "file-missing"),
        ("offices/codes.yaml", 1, "file-empty"),
        ("offices/qm.yaml", 0, "unexpected-file"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "code", "words"),
    [
        ('edition: "2026.1"', "edition: 1.10", 8, "wrong-type", 'Put it in quotes: "1.10".'),
        ("name: Tea Maturity", "nmae: Tea Maturity", 1, "field-unknown", "Did you mean name?"),
        ("subject: Tea", "subject: ' '", 2, "text-blank", "says nothing"),
        ("subject: Tea", "subject: [Tea]", 2, "wrong-type", "found a list"),
        ("subject: Tea", "subject:", 2, "field-empty", "is empty"),
        ("subject: Tea", "subject: true", 2, "wrong-type", "found true"),
        ("subject: Tea", f"subject: {'x' * 301}", 2, "text-too-long", "300 characters"),
        ("2026-01-01", "2026-02-30", 10, "wrong-type", "a day that exists"),
        ("2026-01-01", "20260101", 10, "wrong-type", "YYYY-MM-DD"),
        ("_status: proposal", "_status: final", 9, "value-not-allowed", "'proposal' or 'adopted'"),
        ("https://example.org/tea/", "javascript:x", 6, "wrong-form", "ends with a slash"),
        ("level: 4", "level: 5", 16, "value-not-allowed", "found the number 5"),
    ],
)
def test_a_wrong_field_says_what_was_expected_and_found(
    root: Path, old: str, new: str, line: int, code: str, words: str
) -> None:
    assert old in FRAMEWORK
    write(root, "framework.yaml", FRAMEWORK.replace(old, new, 1))
    problem = next(problem for problem in load(root).problems if problem.code == code)
    assert (problem.file, problem.line) == ("framework.yaml", line)
    assert words in spoken(problem)


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        # One misspelt field is one problem, at the line where it stands.
        ({"name: Tea": "nmae: Tea"}, ["field-unknown"]),
        ({"name: Tea": "nmae: Tea", "subject: Tea": "subjcet: Tea"}, ["field-unknown"] * 2),
        # A field that has nothing to do with the missing one is a problem of its own.
        ({"name: Tea": "colour: Tea"}, ["field-missing", "field-unknown"]),
        # Two ways to misspell one field: the other one is not meant by any.
        ({"name: Tea": "nmae: Tea\nnaem: Tea"}, ["field-unknown"] * 2),
        # The same name at another place is not meant.
        ({"name: Tea Maturity\n": "", "{name: Tea House}": "{name: Tea, nmae: Tea}"}, None),
    ],
)
def test_one_misspelt_field_is_one_problem(
    root: Path, change: dict[str, str], codes: list[str] | None
) -> None:
    text = FRAMEWORK
    for old, new in change.items():
        assert old in text
        text = text.replace(old, new, 1)
    write(root, "framework.yaml", text)
    found = [problem.code for problem in load(root).problems]
    assert sorted(found) == (codes or ["field-missing", "field-unknown"])


def test_a_missing_field_is_placed_at_the_mapping_it_is_missing_from(root: Path) -> None:
    write(root, "offices/QM/2026.yaml", ASSESSMENT.replace(", by: Tea master", ""))
    problems = load(root).problems
    assert len(problems) == 1, problems
    problem = problems[0]
    assert (problem.line, problem.code) == (6, "field-missing")
    assert '"history.0.by" is missing' in spoken(problem.message)


@pytest.mark.parametrize("file", ["offices/QM/office.yaml", "cycles/2026.yaml", "framework.yaml"])
def test_symbolic_links_are_refused(
    root: Path, tmp_path_factory: pytest.TempPathFactory, file: str
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "secret.yaml"
    outside.write_bytes((root / file).read_bytes())
    (root / file).unlink()
    (root / file).symlink_to(outside)
    assert codes(load(root))[0] == (file, 0, "symlink-not-allowed")


@pytest.mark.parametrize("folder", ["offices/QM", "cycles"])
def test_linked_folders_are_refused(root: Path, folder: str) -> None:
    (root / folder).rename(root / "elsewhere")
    (root / folder).symlink_to(root / "elsewhere")
    assert (folder, 0, "symlink-not-allowed") in codes(load(root))


def test_ids_agree_with_file_names_and_are_used_once(root: Path) -> None:
    write(root, "cycles/2027.yaml", CYCLE)
    write(root, "offices/QN/office.yaml", OFFICE)
    write(root, "kpis/K01-one.yaml", "id: K01\n")
    write(root, "kpis/K01-two.yaml", "id: K01\n")
    found = codes(load(root))
    assert ("cycles/2027.yaml", 1, "id-not-in-file-name") in found
    assert ("offices/QN/office.yaml", 1, "id-not-in-file-name") in found
    assert ("kpis/K01-two.yaml", 0, "duplicate-id") in found


def test_a_broken_file_keeps_its_place_among_the_files(root: Path) -> None:
    write(root, "cycles/2026.yaml", "id: [")
    loaded = load(root)
    assert loaded.content is not None
    assert "2026" not in loaded.content.cycles
    assert loaded.content.files["cycle", "2026"] == "cycles/2026.yaml"


def test_a_file_in_the_place_of_a_folder_is_a_problem(root: Path) -> None:
    write(root, "kpis", "x")
    assert codes(load(root)) == [("kpis", 0, "unexpected-file")]


def test_nothing_is_read_through_a_linked_folder(root: Path) -> None:
    (root / "offices").rename(root / "elsewhere")
    (root / "offices").symlink_to(root / "elsewhere")
    loaded = load(root)
    assert loaded.content is None
    assert codes(loaded) == [("offices", 0, "symlink-not-allowed")]


def test_an_unreadable_folder_is_an_error_of_the_machine_not_of_the_content(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> None:
        raise PermissionError(path)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(PermissionError):
        load(root)


def test_a_file_that_vanishes_is_an_error_of_the_machine(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(path: Path, flags: int) -> int:
        raise FileNotFoundError(path)

    monkeypatch.setattr(os, "open", gone)
    with pytest.raises(FileNotFoundError):
        load(root)
