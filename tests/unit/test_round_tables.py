"""`round ingest --map`: a table of another form becomes the reports of its offices."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ict_maturity.cli import main
from ict_maturity.load import load
from ict_maturity.model import AssessmentKey
from ict_maturity.rounds.invitations import invitations_in
from tests.copies import copied

MAPPING = """
cycle: "2026"
edition: "2026.1"
office: library
token: number
separator: ";"
columns:
- {column: written, answers: answers.K01.checks.rules-written}
- {column: remark, answers: answers.K01.note}
- {column: seen, answers: cover.audience}
"""
HEAD = "library;number;written;remark;seen"


class Round:
    """A round of which three offices have answered in a form on the web."""

    def __init__(self, folder: Path) -> None:
        self.root, self.private = copied(folder / "root"), folder / "private"
        (self.root / "offices/HV/2026.yaml").unlink()
        self.mapping, self.table = folder / "mapping.yaml", folder / "answers.csv"
        self.mapping.write_text(MAPPING)
        invited = folder / "offices.csv"
        invited.write_text("office\nHV\nLM\n")
        assert self.run("open", "2026", "--invite", invited).exit_code == 0
        found, _ = invitations_in(self.private / "rounds/2026")
        self.tokens = {code: each.token for code, each in found.items()}

    def run(self, *arguments: object) -> Result:
        """A command of the round, with its private folder."""
        words = ["round", *map(str, arguments), "--root", str(self.root)]
        command = [*words, "--private", str(self.private)]
        return CliRunner().invoke(main, command, catch_exceptions=False)

    def ingest(self, *lines: str, options: tuple[str, ...] = ()) -> Result:
        """Take in a table with these lines."""
        self.table.write_bytes("\n".join([HEAD, *lines]).encode("cp1252"))
        return self.run("ingest", self.table, "--map", self.mapping, "--accept", *options)


@pytest.fixture
def web(tmp_path: Path) -> Round:
    return Round(tmp_path)


def test_each_row_is_taken_in_by_itself_and_kept_without_the_others(web: Round) -> None:
    result = web.ingest(
        f"HV;{web.tokens['HV']};met;Since May.;public",
        f"LM;{web.tokens['HV']};met;CANARY-1;own",
        f"LM;{web.tokens['LM']};perhaps;CANARY-2;own",
    )
    assert result.exit_code == 1
    assert "answers.csv:2: HV, round 2026. 2 of 31 questions answered" in result.output
    assert "answers.csv:3  workbook-unknown" in result.output
    assert "answers.csv:4: written (" in result.output
    assert "CANARY" not in result.output
    content = load(web.root).content
    assert content is not None
    assert content.assessments[AssessmentKey("HV", "2026")].answers["K01"].note == "Since May."
    folder = web.private / "rounds/2026"
    log = [json.loads(line) for line in (folder / "log.jsonl").read_text().splitlines()]
    received = {line["office"]: line["sha256"] for line in log if line["kind"] == "received"}
    assert set(received) == {"HV", "LM"}
    kept = (folder / "received" / received["HV"]).read_text()
    assert kept.startswith("library,number,written,remark,seen")
    assert "CANARY" not in kept


def test_two_rows_of_one_office_are_no_answer(web: Round) -> None:
    row = f"HV;{web.tokens['HV']};met;;public"
    result = web.ingest(row, row)
    assert result.exit_code == 2
    assert "answers.csv:2, answers.csv:3" in result.output
    assert not (web.root / "offices/HV/2026.yaml").exists()


def test_what_is_not_said_of_a_table_is_asked_for(web: Round) -> None:
    row = f"HV;{web.tokens['HV']};met;caf\xe9;public"
    assert "say what it is with --encoding" in web.ingest(row).output
    other = web.ingest(row, options=("--encoding", "cp1252", "--separator", ","))
    assert "Say what stands between cells with --separator" in other.output
    assert web.ingest(row, options=("--encoding", "cp1252")).exit_code == 0
    without = web.run("ingest", web.table, "--encoding", "cp1252")
    assert (without.exit_code, "Give --map" in without.output) == (2, True)
    assert "is read with --map" in web.run("ingest", web.table).output


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("rules-written", "rules-writen", "mapping.yaml:8:30  mapping-wrong"),
        ('cycle: "2026"', 'cycle: "2031"', "mapping.yaml:2:8  mapping-wrong"),
        ("office: library\n", "", "field-missing"),
        ("columns:", "columns", "mapping.yaml"),
    ],
)
def test_a_mapping_that_cannot_be_used_is_told_and_nothing_read(
    web: Round, old: str, new: str, said: str
) -> None:
    web.mapping.write_text(MAPPING.replace(old, new, 1))
    result = web.ingest(f"HV;{web.tokens['HV']};met;;public")
    assert result.exit_code == 1
    assert said in result.output
    assert not (web.root / "offices/HV/2026.yaml").exists()


def test_answers_under_another_edition_are_not_taken(web: Round) -> None:
    web.mapping.write_text(MAPPING.replace("2026.1", "2025.1"))
    result = web.ingest(f"HV;{web.tokens['HV']};met;;public")
    assert result.exit_code == 1
    assert "This answers edition 2025.1, and the round 2026 asks 2026.1." in result.output


def test_a_receipt_tells_one_office_of_a_table_and_nothing_of_the_others(web: Round) -> None:
    web.ingest(
        f"HV;{web.tokens['HV']};met;Since May.;public", f"LM;{web.tokens['LM']};met;CANARY;own"
    )
    page = web.table.with_suffix(".html")
    words = ("receipt", web.table, page, "--map", web.mapping)
    several = web.run(*words)
    assert (several.exit_code, "answers of 2 were" in several.output) == (2, True)
    assert web.run(*words, "--office", "HV").exit_code == 0
    html = page.read_text()
    assert "Since May." in html
    assert "CANARY" not in html
