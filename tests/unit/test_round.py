"""`round`: what is sent to offices, and what becomes of what they send back."""

import shutil
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner, Result

from ict_maturity.cli import main
from ict_maturity.load import load
from ict_maturity.model import Assessment, AssessmentKey
from tests.copies import copied
from tests.html import first
from tests.unit.books import Harm, Written, filled

CHECK = "answers.K01.checks.rules-written"
OTHER = "answers.K01.checks.rules-dated"
SEEN: Mapping[str, Written] = {"cover.audience": "everybody, by name", "cover.by": "Desk"}
KEY = AssessmentKey("HV", "2026")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The example, in which one office has not reported in the last round."""
    copy = copied(tmp_path / "root")
    (copy / "offices/HV/2026.yaml").unlink()
    return copy


def run(root: Path, *arguments: object) -> Result:
    words = ["round", *map(str, arguments), "--root", str(root)]
    return CliRunner().invoke(main, words, catch_exceptions=False)


def packed(root: Path, *options: str) -> ZipFile:
    out = root.parent / f"out{len(list(root.parent.glob('out*')))}.zip"
    result = run(root, "pack", "2026", out, *options)
    assert result.exit_code == 0, result.output
    return ZipFile(BytesIO(out.read_bytes()))


def workbook_of(root: Path) -> bytes:
    return packed(root, "--office", "HV").read("round-2026/HV/HV-2026.xlsx")


def sent(
    root: Path,
    answers: Mapping[str, Written],
    name: str = "back.xlsx",
    still: Mapping[str, str] | None = None,
    harm: Harm = lambda book: None,
) -> Path:
    """The workbook that an office was sent, filled in."""
    path = root.parent / name
    path.write_bytes(filled(answers, still, harm, sent=workbook_of(root)))
    return path


def report(root: Path) -> Assessment | None:
    content = load(root).content
    assert content is not None
    return content.assessments.get(KEY)


def files_in(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_who_has_not_reported_gets_a_workbook_and_a_letter(root: Path) -> None:
    archive = packed(root)
    assert archive.namelist() == ["round-2026/HV/HV-2026.xlsx", "round-2026/HV/HV-2026.txt"]
    letter = archive.read("round-2026/HV/HV-2026.txt").decode()
    assert "High Valley Library" in letter
    assert "30 June 2026" in letter
    assert "HV-2026.xlsx" in letter
    both = packed(root, "--office", "LM", "--office", "HV", "--office", "LM").namelist()
    assert [name for name in both if name.endswith("xlsx")] == [
        "round-2026/LM/LM-2026.xlsx",
        "round-2026/HV/HV-2026.xlsx",
    ]


def test_two_packs_are_the_same_bytes(root: Path) -> None:
    assert workbook_of(root) == workbook_of(root)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("pack", "2031", "x.zip"), "2031"),
        (("pack", "2026", "x.zip", "--office", "ZZ"), "ZZ"),
        (("ingest", "nowhere.xlsx"), "nowhere.xlsx"),
    ],
)
def test_what_is_not_there_is_said(root: Path, arguments: tuple[str, ...], said: str) -> None:
    result = run(root, *arguments)
    assert result.exit_code == 2
    assert said in result.output


def test_an_archive_that_exists_is_kept(root: Path) -> None:
    out = root.parent / "mine.zip"
    out.write_text("mine")
    assert run(root, "pack", "2026", out).exit_code == 2
    assert out.read_text() == "mine"


def test_a_dry_run_says_what_was_read_and_writes_nothing(root: Path) -> None:
    file = sent(root, {**SEEN, CHECK: "met"}, still={OTHER: "yes"})
    before = files_in(root)
    result = run(root, "ingest", file)
    assert result.exit_code == 0, result.output
    assert "back.xlsx: HV, round 2026. 1 of 31 questions answered, 1 answers" in result.output
    assert "everybody, by name" in result.output
    assert "Nothing was written" in result.output
    assert files_in(root) == before


def test_what_everybody_may_see_becomes_a_report_that_is_sound(root: Path) -> None:
    file = sent(root, {**SEEN, CHECK: "met"})
    result = run(root, "ingest", file, "--accept")
    assert result.exit_code == 0, result.output
    made = report(root)
    assert made is not None
    assert dict(made.answers["K01"].checks) == {"rules-written": "met"}
    assert made.history[-1].by == "Desk"
    checked = CliRunner().invoke(main, ["check", "--root", str(root)])
    assert checked.exit_code == 0, checked.output


def test_without_a_word_from_the_office_nothing_is_written(root: Path) -> None:
    file = sent(root, {CHECK: "met", "answers.K01.note": "CANARY"})
    before = files_in(root)
    result = run(root, "ingest", file, "--accept")
    assert result.exit_code == 0
    assert "not written" in result.output
    assert "CANARY" not in result.output
    assert files_in(root) == before


def test_a_second_workbook_corrects_the_first_and_says_why(root: Path) -> None:
    run(root, "ingest", sent(root, {**SEEN, CHECK: "met"}), "--accept")
    again = {**SEEN, CHECK: "not met", OTHER: "met"}
    silent = run(root, "ingest", sent(root, again, "silent.xlsx"), "--accept")
    assert silent.exit_code == 1
    assert "workbook-cell" in silent.output
    assert "Say in this field why" in silent.output
    why = {**again, "cover.why": "Read the rules again."}
    result = run(root, "ingest", sent(root, why, "why.xlsx"), "--accept")
    assert result.exit_code == 0, result.output
    made = report(root)
    assert made is not None
    first, last = made.history
    assert first.was is None
    assert last.why == "Read the rules again."
    assert last.was is not None
    assert dict(last.was.answers["K01"].checks) == {"rules-written": "met"}
    assert dict(made.answers["K01"].checks) == {"rules-written": "not_met", "rules-dated": "met"}


def test_the_same_answers_again_change_nothing(root: Path) -> None:
    run(root, "ingest", sent(root, {**SEEN, CHECK: "met"}), "--accept")
    before = files_in(root)
    result = run(root, "ingest", sent(root, {**SEEN, CHECK: "met"}, "again.xlsx"), "--accept")
    assert result.exit_code == 0
    assert files_in(root) == before


def test_a_file_that_cannot_be_read_does_not_stop_the_others(root: Path) -> None:
    bad = root.parent / "bad.xlsx"
    bad.write_bytes(b"PK\x03\x04 and no more")
    result = run(root, "ingest", bad, sent(root, {**SEEN, CHECK: "met"}), "--accept")
    assert result.exit_code == 1
    assert "bad.xlsx: nothing was read." in result.output
    assert "workbook-file" in result.output
    assert report(root) is not None


def test_two_files_of_one_office_are_taken_in_one_after_the_other(root: Path) -> None:
    one = sent(root, {**SEEN, CHECK: "met"}, "one.xlsx")
    two = root.parent / "two.xlsx"
    shutil.copy(one, two)
    before = files_in(root)
    result = run(root, "ingest", one, two, "--accept")
    assert result.exit_code == 2
    assert "one.xlsx" in result.output
    assert "two.xlsx" in result.output
    assert files_in(root) == before


def test_a_workbook_of_other_questions_is_not_taken(root: Path) -> None:
    file = sent(root, {**SEEN, CHECK: "met"})
    kpi = next(root.glob("kpis/K01-*.yaml"))
    old = kpi.read_text()
    kpi.write_text(old.replace("title: ", "title: Other ", 1))
    result = run(root, "ingest", file, "--accept")
    assert result.exit_code == 1
    assert "has changed since the workbook was made" in result.output
    kpi.write_text(old)
    profile = root / "offices/HV"
    shutil.rmtree(profile)
    gone = run(root, "ingest", file, "--accept")
    assert gone.exit_code == 1
    assert "of which there is no profile" in gone.output
    assert not profile.exists()


def test_what_the_profile_says_otherwise_is_told(root: Path) -> None:
    result = run(root, "ingest", sent(root, {**SEEN, "profile.size": "Large"}))
    assert "The profile says: size large." in result.output


def page_of(root: Path, file: Path) -> str:
    out = root.parent / f"{file.stem}.html"
    result = run(root, "receipt", file, out)
    assert result.exit_code == 0, result.output
    return out.read_text("utf-8")


def test_a_receipt_tells_what_was_read_and_what_follows(root: Path) -> None:
    before = files_in(root)
    html = page_of(root, sent(root, {CHECK: "met", OTHER: "unknown", "answers.K01.note": "Mine."}))
    page = BeautifulSoup(html, "html.parser")
    text = page.get_text(" ", strip=True)
    assert "3 of 31 questions were read as answered" in text
    assert "nobody: they stay with the secretariat" in text
    assert "Mine." in text
    assert page.select("#k01 svg, #k01 .ictm-level, #k01 ul")
    assert all(fold.has_attr("open") for fold in page.select("details"))
    assert "&lt;details" not in html
    assert files_in(root) == before


def test_a_receipt_is_whole_by_itself_and_about_one_office(root: Path) -> None:
    content = load(root).content
    assert content is not None
    html = page_of(root, sent(root, {CHECK: "met"}))
    page = BeautifulSoup(html, "html.parser")
    assert not page.select("script, link, img, iframe, [src]")
    policy = first(page, "meta[http-equiv=Content-Security-Policy]")["content"]
    assert str(policy).startswith("default-src 'none'")
    others = [office.name for code, office in content.offices.items() if code != "HV"]
    assert others
    assert not [name for name in others if name in html]
    anchors = {str(link["href"]) for link in page.select("a[href]")}
    assert all(link.startswith("#") or link.startswith("https://") for link in anchors)


def test_what_an_office_writes_stays_text_on_its_receipt(root: Path) -> None:
    attack = "<script>alert(1)</script><details>"
    html = page_of(root, sent(root, {CHECK: "met", "answers.K01.note": attack}))
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_no_receipt_of_what_cannot_be_read(root: Path) -> None:
    file = sent(root, {CHECK: "perhaps"})
    out = root.parent / "out.html"
    result = run(root, "receipt", file, out)
    assert result.exit_code == 1
    assert "workbook-cell" in result.output
    assert not out.exists()
