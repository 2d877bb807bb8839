"""`round ingest --merge`: two workbooks of one office become one report, and both are kept."""

import json
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ict_maturity.cli import main
from ict_maturity.load import load
from ict_maturity.model import AssessmentKey
from tests.copies import copied
from tests.unit.books import Written, filled
from tests.unit.test_round import CHECK, OTHER, SEEN, packed

COUNT, WHOLE, DAY = (f"answers.K02.{name}" for name in ("numerator", "denominator", "as_of"))


class Round:
    """A round of which two departments of one office have sent their parts."""

    def __init__(self, folder: Path) -> None:
        self.root, self.private = copied(folder / "root"), folder / "private"
        (self.root / "offices/HV/2026.yaml").unlink()
        self.decide = folder / "decide.yaml"
        self.parts = (folder / "lending.xlsx", folder / "it.xlsx")
        invited = folder / "offices.csv"
        invited.write_text("office\nHV\n")
        assert self.run("open", "2026", "--invite", invited).exit_code == 0
        archive = packed(self.root, "--office", "HV", "--private", str(self.private))
        sent = archive.read("round-2026/HV/HV-2026.xlsx")
        counted: dict[str, Written] = {COUNT: 710, WHOLE: 1000, DAY: "2026-06-30"}
        first = {**SEEN, **counted, CHECK: "met"}
        second = {**counted, COUNT: 720, OTHER: "met", "answers.K01.note": "CANARY"}
        for path, answers in zip(self.parts, (first, second), strict=True):
            path.write_bytes(filled(answers, sent=sent))

    def run(self, *arguments: object) -> Result:
        """A command of the round, with its private folder."""
        words = ["round", *map(str, arguments), "--root", str(self.root)]
        if self.private.exists() or arguments[0] == "open":
            words += ["--private", str(self.private)]
        return CliRunner().invoke(main, words, catch_exceptions=False)

    def merge(self, *options: object) -> Result:
        """Take in both parts."""
        return self.run("ingest", *self.parts, "--merge", "--accept", *options)


@pytest.fixture
def both(tmp_path: Path) -> Round:
    return Round(tmp_path)


def test_two_parts_become_one_report_once_it_is_decided_what_counts(both: Round) -> None:
    without = both.merge()
    assert without.exit_code == 1
    assert "K02: here it says 710, and it.xlsx: R02!D" in without.output
    asked = both.merge("--decide", both.decide)
    assert asked.exit_code == 1
    template = both.decide.read_text()
    assert "take: null" in template
    assert not both.decide.stat().st_mode & 0o077
    both.decide.write_text(template.replace("take: null", "take: 2"))
    done = both.merge("--decide", both.decide)
    assert done.exit_code == 0, done.output
    content = load(both.root).content
    assert content is not None
    report = content.assessments[AssessmentKey("HV", "2026")]
    assert report.answers["K02"].numerator == 720
    assert dict(report.answers["K01"].checks) == {"rules-written": "met", "rules-dated": "met"}
    files = [path.read_bytes() for path in (*both.parts, both.decide)]
    digests = [sha256(each).hexdigest() for each in files]
    assert report.history[-1].change.endswith(f"{digests[0]}, {digests[1]}.")
    folder = both.private / "rounds/2026"
    assert {path.read_bytes() for path in (folder / "received").iterdir()} == {*files}
    lines = [json.loads(line) for line in (folder / "log.jsonl").read_text().splitlines()]
    received = [line for line in lines if line["kind"] == "received"]
    assert [(line["sha256"], line["parts"]) for line in received] == [
        (digests[0], [digests[1]]),
        (digests[0], digests[1:]),
    ]
    page = both.decide.with_suffix(".html")
    told = both.run("receipt", *both.parts, page, "--merge", "--decide", both.decide)
    assert told.exit_code == 0, told.output
    assert "lending.xlsx + it.xlsx" in page.read_text()
    erased = both.run("withdraw", "HV", "2026", "Asked.")
    assert "Erased 3 files of HV" in erased.output
    assert not list((folder / "received").iterdir())


def test_what_are_no_parts_is_said_and_nothing_taken(both: Round) -> None:
    first, second = both.parts
    twice = first.with_name("again.xlsx")
    twice.write_bytes(first.read_bytes())
    broken = first.with_name("broken.xlsx")
    broken.write_bytes(b"PK")
    for files, said in (
        ([first, twice], "One file was given twice."),
        ([first], "nothing to join it with"),
        ([first, broken], "broken.xlsx: nothing was read."),
    ):
        result = both.run("ingest", *files, "--merge", "--accept")
        assert result.exit_code == 1
        assert said in result.output
    result = both.run("ingest", first, second, "--decide", both.decide)
    assert (result.exit_code, both.decide.exists()) == (2, False)
    within = both.root / "decide.yaml"
    assert both.merge("--decide", within).exit_code == 2
    assert not within.exists()
    assert not (both.private / "offices").exists()
    assert not (both.root / "offices/HV/2026.yaml").exists()
