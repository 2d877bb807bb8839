"""`round`: what is sent to offices, and what becomes of what they send back."""

import json
import shutil
from collections.abc import Mapping
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from ict_maturity.cli import main
from ict_maturity.forms.layout import LAST
from ict_maturity.load import load
from ict_maturity.model import Assessment, AssessmentKey
from tests.copies import copied
from tests.html import first
from tests.unit.books import Harm, Written, beside, filled
from tests.unit.papers import docx_text, pdf_text

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


def test_what_an_office_says_of_itself_goes_into_its_profile(root: Path) -> None:
    file = root / "offices/HV/office.yaml"
    before = file.read_text()
    same = run(root, "ingest", sent(root, {**SEEN, "profile.size": "Large"}, "same.xlsx"))
    assert "otherwise than its profile" not in same.output
    other = sent(root, {**SEEN, CHECK: "met", "profile.size": "Small"}, "other.xlsx")
    dry = run(root, "ingest", other)
    assert "It says of the office, otherwise than its profile: size small." in dry.output
    assert file.read_text() == before
    taken = run(root, "ingest", other, "--accept")
    assert "with what the profile said before" in taken.output
    changed = before.replace("size: [large]", "size: [small]")
    former = "profile_formerly:\n- until: 2026-06-29\n  values:\n    size:\n    - large\n"
    assert file.read_text() == changed + former
    checked = CliRunner().invoke(main, ["check", "--root", str(root)])
    assert checked.exit_code == 0, checked.output
    content = load(root).content
    assert content is not None
    days = [date(2026, 6, 29), date(2026, 6, 30)]
    assert [content.offices["HV"].on(day).profile["size"] for day in days] == [
        ("large",),
        ("small",),
    ]


def test_a_late_profile_changes_no_table_of_a_closed_round(root: Path) -> None:
    assert run(root, "close", "2026").exit_code == 0
    file = sent(root, {**SEEN, CHECK: "met", "profile.size": "Small"}, "late.xlsx")
    late = run(root, "ingest", file, "--came", "2026-11-20", "--accept")
    assert "The round 2026 is closed: its tables stay as they are." in late.output
    assert "until: 2026-11-19" in (root / "offices/HV/office.yaml").read_text()
    checked = CliRunner().invoke(main, ["check", "--root", str(root)])
    assert checked.exit_code == 0, checked.output


def test_what_nobody_may_see_goes_into_no_profile(root: Path, private: Path) -> None:
    file = root / "offices/HV/office.yaml"
    before = file.read_text()
    own = with_token(root, private, {CHECK: "met", "profile.size": "Small"}, "own.xlsx")
    result = run(root, "ingest", own, "--private", private, "--accept")
    assert "is public and stays as it is" in result.output
    assert file.read_text() == before


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


def test_a_receipt_is_printed_with_the_words_of_its_page(root: Path) -> None:
    """The same bytes twice; what an office wrote is a text among them, and leads nowhere."""
    attack = '#import "@preview/x:0.1.0" <b>{ PAGE }</b>'
    file = sent(root, {CHECK: "met", OTHER: "unknown", "answers.K01.note": attack})
    html = BeautifulSoup(page_of(root, file), "html.parser")
    outs = [root.parent / name for name in ("one.pdf", "two.pdf", "three.docx")]
    for out in outs:
        result = run(root, "receipt", file, out)
        assert result.exit_code == 0, result.output
    assert outs[0].read_bytes() == outs[1].read_bytes()
    for text in (pdf_text(outs[0].read_bytes()), docx_text(outs[2].read_bytes())):
        assert "".join(attack.split()) in text
        headings = html.select("h1, h2")
        assert len(headings) > 3
        for heading in headings:
            assert "".join(heading.get_text().split()) in text
    again = run(root, "receipt", file, outs[0])
    assert again.exit_code == 2


def test_no_receipt_of_what_cannot_be_read(root: Path) -> None:
    file = sent(root, {CHECK: "perhaps"})
    out = root.parent / "out.html"
    result = run(root, "receipt", file, out)
    assert result.exit_code == 1
    assert "workbook-cell" in result.output
    assert not out.exists()


@pytest.fixture
def private(root: Path) -> Path:
    """A private folder in which one office is invited."""
    folder = root.parent / "own"
    list_of = root.parent / "offices.csv"
    list_of.write_text("office\nHV\n")
    result = run(root, "open", "2026", "--invite", list_of, "--private", folder)
    assert result.exit_code == 0, result.output
    return folder


def with_token(root: Path, private: Path, answers: Mapping[str, Written], name: str) -> Path:
    """What an invited office sends back."""
    archive = packed(root, "--office", "HV", "--private", str(private))
    path = root.parent / name
    path.write_bytes(filled(answers, sent=archive.read("round-2026/HV/HV-2026.xlsx")))
    return path


def stage(root: Path, private: Path) -> str:
    result = run(root, "status", "2026", "--private", private, "--format", "json")
    (office,) = [each for each in json.loads(result.output)["offices"] if each["office"] == "HV"]
    return str(office["stage"])


def test_an_answer_goes_through_its_gates(root: Path, private: Path) -> None:
    assert stage(root, private) == "invited"
    slip: dict[str, Written] = {
        **SEEN,
        "answers.K02.numerator": 7100,
        "answers.K02.denominator": 9000,
        "answers.K02.as_of": "2026-06-30",
    }
    file = with_token(root, private, slip, "slip.xlsx")
    run(root, "ingest", file, "--private", private)
    assert stage(root, private) == "invited"
    assert run(root, "ingest", file, "--private", private, "--accept").exit_code == 1
    assert stage(root, private) == "queries_open"
    assert report(root) is None
    said = {**slip, "answers.K02.note": "Three more branches."}
    again = with_token(root, private, said, "said.xlsx")
    result = run(root, "ingest", again, "--private", private, "--accept")
    assert result.exit_code == 0, result.output
    assert stage(root, private) == "published"
    assert report(root) is not None
    kept = {path.read_bytes() for path in (private / "rounds/2026/received").iterdir()}
    assert kept == {file.read_bytes(), again.read_bytes()}


def test_what_nobody_may_see_stays_in_the_private_folder(root: Path, private: Path) -> None:
    secret: dict[str, Written] = {CHECK: "met", "answers.K01.note": "CANARY-77"}
    file = with_token(root, private, secret, "secret.xlsx")
    before = files_in(root)
    result = run(root, "ingest", file, "--private", private, "--accept")
    assert result.exit_code == 0, result.output
    assert "CANARY" not in result.output
    assert files_in(root) == before
    kept = private / "offices/HV/2026.yaml"
    assert "CANARY-77" in kept.read_text("utf-8")
    assert not kept.stat().st_mode & 0o077
    assert stage(root, private) == "released"


def test_what_was_private_is_proposed_again_to_its_office_alone(root: Path, private: Path) -> None:
    (root / "offices/HV/2025.yaml").unlink()
    secret: dict[str, Written] = {CHECK: "met", "answers.K01.note": "CANARY-78"}
    run(
        root,
        "ingest",
        with_token(root, private, secret, "s.xlsx"),
        "--private",
        private,
        "--accept",
    )
    kept = private / "offices/HV"
    (kept / "2026.yaml").rename(kept / "2025.yaml")
    text = (kept / "2025.yaml").read_text().replace("2026", "2025")
    (kept / "2025.yaml").write_text(text)
    own = packed(root, "--office", "HV", "--private", str(private))
    sheets = load_workbook(BytesIO(own.read("round-2026/HV/HV-2026.xlsx")))
    assert beside(sheets, CHECK, LAST).value == "met"
    public = packed(root, "--office", "HV").read("round-2026/HV/HV-2026.xlsx")
    assert beside(load_workbook(BytesIO(public)), CHECK, LAST).value is None


def test_another_number_is_not_believed(root: Path, private: Path) -> None:
    without = sent(root, {**SEEN, CHECK: "met"})
    result = run(root, "ingest", without, "--private", private, "--accept")
    assert result.exit_code == 1
    assert "not that of HV" in result.output
    assert stage(root, private) == "invited"
    assert report(root) is None


def test_a_refused_answer_is_noted_with_its_reason(root: Path, private: Path) -> None:
    file = with_token(root, private, {**SEEN, CHECK: "perhaps"}, "bad.xlsx")
    assert run(root, "ingest", file, "--private", private, "--accept").exit_code == 1
    log = (private / "rounds/2026/log.jsonl").read_text()
    assert "workbook-cell: bad.xlsx: R01!D" in log
    assert "perhaps" not in log
    assert report(root) is None


def test_what_comes_after_the_last_day_is_late_and_taken_in(root: Path, private: Path) -> None:
    slow = with_token(root, private, {**SEEN, CHECK: "met"}, "slow.xlsx")
    on_time = run(root, "ingest", slow, "--private", private, "--came", "2026-06-30")
    assert "after the last day" not in on_time.output
    late = run(root, "ingest", slow, "--private", private, "--came", "2026-07-01")
    assert "It came on 1 July 2026, after the last day, 30 June 2026." in late.output
    more = ("extend", "HV", "2026", "2026-07-01", "Holidays.", "--private", private)
    assert run(root, *more).exit_code == 0
    in_time = run(root, "ingest", slow, "--private", private, "--came", "2026-07-01", "--accept")
    assert in_time.exit_code == 0
    assert "after the last day" not in in_time.output
    made = report(root)
    assert made is not None
    assert made.history[-1].date.isoformat() == "2026-07-01"
    tomorrow = (date.today() + timedelta(days=2)).isoformat()
    never = run(root, "ingest", slow, "--private", private, "--came", tomorrow)
    assert (never.exit_code, "is not here yet" in never.output) == (2, True)


def test_who_declined_gets_a_workbook_when_asked_by_name(root: Path, private: Path) -> None:
    run(root, "decline", "HV", "2026", "No time.", "--private", private)
    out = root.parent / "all.zip"
    assert run(root, "pack", "2026", out, "--private", private).exit_code == 0
    assert ZipFile(out).namelist() == []
    file = with_token(root, private, {**SEEN, CHECK: "met"}, "after-all.xlsx")
    result = run(root, "ingest", file, "--private", private, "--accept")
    assert result.exit_code == 0, result.output
    assert stage(root, private) == "published"


def test_the_same_file_twice_is_received_once(root: Path, private: Path) -> None:
    file = with_token(root, private, {**SEEN, CHECK: "met"}, "once.xlsx")
    for _ in range(2):
        assert run(root, "ingest", file, "--private", private, "--accept").exit_code == 0
    log = (private / "rounds/2026/log.jsonl").read_text()
    assert log.count('"kind":"received"') == 1


def test_what_is_withdrawn_is_erased_and_the_log_says_so(root: Path, private: Path) -> None:
    slip: dict[str, Written] = {"answers.K02.numerator": "CANARY-78"}
    one: dict[str, Written] = {CHECK: "met", "answers.K01.note": "CANARY-79"}
    two: dict[str, Written] = {**one, "answers.K01.note": "CANARY-80"}
    for name, answers in (("slip.xlsx", slip), ("one.xlsx", one), ("two.xlsx", two)):
        file = with_token(root, private, answers, name)
        run(root, "ingest", file, "--private", private, "--accept")
    assert len(list((private / "rounds/2026/received").iterdir())) == 3
    result = run(root, "withdraw", "HV", "2026", "Asked by e-mail.", "--private", private)
    assert result.exit_code == 0, result.output
    assert "Erased 3 files of HV" in result.output
    held = b"".join(path.read_bytes() for path in private.rglob("*") if path.is_file())
    assert b"CANARY" not in held
    assert b"Asked by e-mail." in held
    assert not list((private / "rounds/2026/received").iterdir())
    told = run(root, "status", "2026", "--private", private, "--format", "json")
    (office,) = [each for each in json.loads(told.output)["offices"] if each["office"] == "HV"]
    assert (office["stage"], office["marks"]) == ("invited", ["withdrawn"])


@pytest.mark.parametrize(("audience", "allowed"), [("own", "own"), ("counted", "counted or own")])
def test_the_profile_is_the_most_that_a_workbook_may_say(
    root: Path, audience: str, allowed: str
) -> None:
    profile = root / "offices/HV/office.yaml"
    text = profile.read_text()
    # What was handed in before that day keeps what it says.
    narrower = f"audience: {audience}\naudience_since: 2026-01-01"
    profile.write_text(text.replace("audience: public", narrower))
    file = sent(root, {**SEEN, CHECK: "met", "answers.K01.note": "CANARY"})
    before = files_in(root)
    result = run(root, "ingest", file, "--accept")
    assert result.exit_code == 1
    assert "audience-too-wide" in result.output
    assert f"the profile of HV allows {allowed}" in result.output
    assert files_in(root) == before
    own = sent(root, {CHECK: "met"}, "own.xlsx")
    assert run(root, "ingest", own, "--accept").exit_code == 0
    assert files_in(root) == before
