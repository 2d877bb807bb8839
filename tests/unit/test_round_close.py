"""`round close`: what was counted stays as it was, and whatever differs from it is told."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup
from click.testing import CliRunner, Result
from hypothesis import given, settings

from ict_maturity.aggregate import publish
from ict_maturity.aggregate.closed import as_closed, digest_of_closed
from ict_maturity.aggregate.results import CycleResults
from ict_maturity.check.change import closed_rounds_are_kept
from ict_maturity.check.closed import RULES, tables_are_the_frozen_ones
from ict_maturity.cli import main
from ict_maturity.cli.round import close
from ict_maturity.compare.history import corrected
from ict_maturity.edition.closing import closed_now, closed_output
from ict_maturity.edition.withdraw import taken_out
from ict_maturity.load import load
from ict_maturity.model import (
    AssessmentKey,
    ClosedRound,
    Closing,
    Content,
    FormerProfile,
    KeptRound,
    Withdrawal,
)
from ict_maturity.problems.finding import Finding
from ict_maturity.render.results import cycle_body, late_offices
from ict_maturity.rounds.events import Closed
from ict_maturity.rounds.ledger import Ledger
from ict_maturity.rounds.private import private_folder
from ict_maturity.said import Said
from ict_maturity.score import score_all
from tests.copies import copied
from tests.unit.made_up import minimal_content
from tests.unit.published import run_verify, write_site
from tests.unit.round_examples import WORLDS, Report, levels, reported, unnamed, world

CYCLE, DAY = "2026", date(2026, 11, 2)
ENTRY = Closing(date=DAY, by="secretariat")
NAMED = levels(2, 2, 3, 1, 0)
CROWD = unnamed(2, 2, 2, 2, 2, 3, 3, 3, 3, 1, 1, 1, 1)


def closed(content: Content, entry: Closing = ENTRY) -> Content:
    """The content with its round closed."""
    frozen = closed_now(content, CYCLE, entry)
    assert frozen is not None
    files = {**content.files, ("cycle", CYCLE): "c", ("closed", CYCLE): "closed"}
    return replace(content, closed={CYCLE: frozen}, files=files)


def with_report(content: Content, office: str, report: Report, why: str | None) -> Content:
    """The content in which an office reports otherwise, as a correction when it says why."""
    key = AssessmentKey(office, CYCLE)
    now = reported(report).model_copy(update={"audience": report.audience})
    if why:
        now = corrected(content.assessments[key], now, why)
    return replace(content, assessments={**content.assessments, key: now})


def results(content: Content) -> CycleResults:
    return publish(content, score_all(content)).results[CYCLE]


def what(found: Finding) -> str:
    """What is found, by the last part of its id."""
    assert isinstance(found.message, Said)
    return found.message.id.rpartition(".")[2]


def told(content: Content) -> list[str]:
    """What is said of the closed round."""
    frozen = content.closed[CYCLE]
    found = [each for rule in RULES for each in rule(frozen, content)]
    found += [each for _, each in tables_are_the_frozen_ones(content)]
    return list(map(what, found))


@settings(max_examples=10, deadline=None)
@given(WORLDS)
def test_a_closed_round_is_as_it_was_open(reports: Sequence[Report]) -> None:
    content = world(reports)
    if closed_now(content, CYCLE, ENTRY) is None:
        return
    after = closed(content)
    assert as_closed(after) is after
    assert results(after) == results(content)
    assert told(after) == []
    text = closed_output(after.closed[CYCLE]).text
    assert ClosedRound.model_validate(yaml.safe_load(text)) == after.closed[CYCLE]


def test_it_holds_who_answered_by_name_and_nobody_else() -> None:
    content = closed(world([*NAMED, *CROWD]))
    frozen = content.closed[CYCLE]
    named = [code for code, each in content.offices.items() if each.audience == "public"]
    assert list(frozen.reports) == named
    text = closed_output(frozen).text
    hidden = set(content.offices) - set(named)
    assert len(hidden) == len(CROWD)
    assert not [code for code in hidden if code in text]
    assert frozen.all_offices.recommendations["R01"].counts == (0, 5, 5, 5, 0, 0)


def test_rounded_tables_need_the_counted_offices_no_more() -> None:
    """They lie in a private folder, which a public build does not open."""
    content = closed(world([*NAMED, *CROWD]))
    public = {
        key: each
        for key, each in content.assessments.items()
        if content.offices[key.office].audience == "public"
    }
    without = replace(content, assessments=public)
    assert results(without) == results(content)
    assert results(without).all_offices.shown
    assert told(without) == []
    assert results(replace(without, closed={})) != results(content), "or the test says nothing"


def test_a_correction_changes_no_table() -> None:
    before = closed(world(NAMED))
    after = with_report(before, "QA", Report(first=4, second=4, third=4), "Read again.")
    assert told(after) == []
    assert results(after) == results(before)
    key = AssessmentKey("QA", CYCLE)
    now, then = (publish(each, score_all(each)).scorecards[key] for each in (after, before))
    assert now != then


def test_what_comes_later_is_in_no_table() -> None:
    late = [*NAMED, Report(status=None)]
    before = closed(world(late))
    after = with_report(before, "QF", Report(first=4), None)
    assert told(after) == []
    assert results(after) == results(before)
    assert "QF" not in results(after).named
    assert ("QF", CYCLE) in publish(after, score_all(after)).scorecards


def test_the_page_of_a_round_says_that_it_is_closed_and_who_was_late() -> None:
    before = closed(world([*NAMED, Report(status=None)]))
    files = {**before.files, ("cycle", CYCLE): "cycles/2026.yaml"}
    after = replace(with_report(before, "QF", Report(first=4), None), files=files)
    site = publish(after, score_all(after))
    body = BeautifulSoup(cycle_body(site.asked_in(CYCLE), after.cycles[CYCLE]), "html.parser")
    text = body.get_text(" ", strip=True)
    assert "The round was closed on 2 November 2026" in text
    assert "in no figure here, came the reports of Office QF ." in text
    assert "closed" not in cycle_body(
        publish(world(NAMED), score_all(world(NAMED))).asked_in(CYCLE), after.cycles[CYCLE]
    )


def test_in_the_site_of_the_members_nobody_is_late_who_is_for_them() -> None:
    content = closed(world([*NAMED, Report("members", first=4)]))
    files = {**content.files, ("cycle", CYCLE): "cycles/2026.yaml"}
    after = replace(content, files=files, seen_by="members")
    site = publish(after, score_all(after))
    assert "QF" in site.results[CYCLE].named
    assert late_offices(site, CYCLE) == ()


def test_what_was_rewritten_is_told() -> None:
    before = closed(world(NAMED))
    silent = with_report(before, "QA", Report(first=4), None)
    assert told(silent) == ["report", "tables"]
    fewer = {key: each for key, each in before.assessments.items() if key.office != "QA"}
    files = {place: file for place, file in before.files.items() if place[1] != f"QA/{CYCLE}"}
    assert "gone" in told(replace(before, assessments=fewer, files=files))


def test_a_profile_that_says_something_else_changes_the_tables() -> None:
    before = closed(world(NAMED))
    moved = before.offices["QA"].model_copy(update={"profile": {"region": ("south",)}})
    after = replace(before, offices={**before.offices, "QA": moved})
    assert told(after) == ["tables"]
    since = FormerProfile(until=date(2026, 12, 31), values={"region": ("north",)})
    told_since = moved.model_copy(update={"profile_formerly": (since,)})
    with_history = replace(before, offices={**before.offices, "QA": told_since})
    assert told(with_history) == []
    assert results(with_history) == results(before)
    why = ENTRY.model_copy(update={"why": "It had moved."})
    again = closed(after, why)
    assert told(again) == []
    assert [each.why for each in again.closed[CYCLE].history] == [None, "It had moved."]


def test_what_the_command_wrote_is_not_edited() -> None:
    before = closed(world(NAMED))
    frozen = before.closed[CYCLE].model_copy(update={"asked": 99})
    assert told(replace(before, closed={CYCLE: frozen})) == ["edited", "tables"]
    honest = frozen.model_copy(update={"digest": digest_of_closed(frozen)})
    assert told(replace(before, closed={CYCLE: honest})) == ["tables"]


def test_rounded_tables_stay_when_a_round_is_closed_again() -> None:
    before = closed(world([*NAMED, *CROWD]))
    rounded = before.closed[CYCLE].all_offices
    assert rounded != KeptRound()
    fewer = {key: each for key, each in before.assessments.items() if key.office != "QZ"}
    left = replace(before, assessments={key: fewer[key] for key in list(fewer)[:-3]})
    again = closed(left, ENTRY.model_copy(update={"why": "Once more."}))
    assert again.closed[CYCLE].all_offices == rounded


def test_a_closed_round_is_only_added_to() -> None:
    before = closed(world(NAMED))
    first = before.closed[CYCLE]

    def said(after: ClosedRound | None) -> list[str]:
        now = (
            replace(before, closed={CYCLE: after})
            if after
            else replace(before, closed={}, files={})
        )
        found = closed_rounds_are_kept(before, now)
        return [what(each) for _, each in found]

    other = ENTRY.model_copy(update={"by": "somebody"})
    more = first.model_copy(update={"history": (*first.history, ENTRY)})
    assert said(first) == said(more) == []
    assert said(first.model_copy(update={"asked": 3})) == ["in_silence"]
    assert said(more.model_copy(update={"history": (other, ENTRY)})) == ["history"]
    assert said(None) == ["opened"]


def test_who_withdraws_is_taken_out_of_the_closed_tables() -> None:
    before = closed(world([*NAMED, *CROWD]))
    entry = Withdrawal.model_validate({"office": "QA", "date": DAY, "audience": "public"})
    found = taken_out(before, [entry])
    (_, frozen) = found.written
    assert frozen.path == f"cycles/{CYCLE}.closed.yaml"
    after = found.content.closed[CYCLE]
    assert "QA" not in after.reports
    assert after.history[-1].withdrawn == "QA"
    assert after.all_offices == before.closed[CYCLE].all_offices
    assert told(found.content) == []
    assert list(closed_rounds_are_kept(before, found.content)) == []
    assert results(found.content).named == ("QB", "QC", "QD", "QE")


def test_the_last_one_to_withdraw_leaves_an_empty_round() -> None:
    before = closed(world(levels(2)))
    entry = Withdrawal.model_validate({"office": "QA", "date": DAY, "audience": "public"})
    after = taken_out(before, [entry]).content
    assert after.closed[CYCLE].reports == {}
    assert told(after) == []


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The example, whose last round closed on 30 June 2026."""
    return copied(tmp_path / "root")


@pytest.fixture
def ledger(root: Path) -> Ledger:
    """The private side of the last round, to which an office was invited."""
    file = root.with_name("asked.csv")
    file.write_text("office\nHV\nLM\n")
    assert run(root, "open", "--invite", str(file)).exit_code == 0
    return Ledger(private_folder(root.with_name("private"), root), CYCLE, "secretariat")


def run(root: Path, name: str, *options: str) -> Result:
    private = ["--private", str(root.with_name("private"))]
    words = ["round", name, CYCLE, *options, "--root", str(root), *private]
    return CliRunner().invoke(main, words, catch_exceptions=False)


def file_of(root: Path) -> Path:
    return root / f"cycles/{CYCLE}.closed.yaml"


def refused(root: Path, said: str, *options: str) -> None:
    """Closing ends with 2 and this sentence, and writes nothing."""
    before = file_of(root).read_bytes() if file_of(root).exists() else None
    result = run(root, "close", *options)
    assert (result.exit_code, said in result.output) == (2, True), result.output
    assert (file_of(root).read_bytes() if file_of(root).exists() else None) == before


def came(ledger: Ledger, office: str = "HV", day: date = date(2026, 6, 1)) -> str:
    return ledger.receive(
        office, [office.encode()], datetime(day.year, day.month, day.day, tzinfo=UTC)
    )


def test_a_round_is_closed_once_and_sound_afterwards(root: Path, ledger: Ledger) -> None:
    refused(root, "is not closed yet. Leave --again out", "--again", "Why.")
    result = run(root, "close")
    assert "The round 2026 is closed, with 2 reports that are shown by name." in result.output
    frozen = load(root).content
    assert frozen is not None
    assert list(frozen.closed[CYCLE].reports) == ["HV", "LM"]
    assert frozen.closed[CYCLE].history[0].by == "secretariat"
    last = ledger.log.read().events[-1]
    assert isinstance(last, Closed)
    assert last.sha256 == frozen.closed[CYCLE].digest
    checked = CliRunner().invoke(main, ["check", "--root", str(root)])
    assert checked.exit_code == 0, checked.output
    refused(root, "was closed on")
    status = run(root, "status")
    assert f"Round {CYCLE}, closed on" in status.output
    data = json.loads(run(root, "status", "--format", "json").output)
    assert data["closed"] == frozen.closed[CYCLE].history[0].date.isoformat()


def test_another_table_is_told_and_closed_again_with_the_reason(root: Path, ledger: Ledger) -> None:
    run(root, "close")
    cycle = root / "cycles/2026.yaml"
    text = cycle.read_text()
    assert "invited: 2" in text
    cycle.write_text(text.replace("invited: 2", "invited: 3"))
    told_of = CliRunner().invoke(main, ["check", "--root", str(root)])
    assert told_of.exit_code == 1
    assert "give other tables than were frozen, in `asked`" in told_of.output
    result = run(root, "close", "--again", "One more was asked by letter.")
    assert result.exit_code == 0, result.output
    assert "why: One more was asked by letter." in file_of(root).read_text()
    assert CliRunner().invoke(main, ["check", "--root", str(root)]).exit_code == 0


def test_a_round_stays_open_while_somebody_may_answer(
    root: Path, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    class LastDay(date):
        @classmethod
        def today(cls) -> "LastDay":
            return cls(2026, 6, 30)

    with monkeypatch.context() as clock:
        clock.setattr(close, "date", LastDay)
        refused(root, "is open until 30 June 2026")
    (root / "offices/HV/2026.yaml").unlink()
    later = date.today() + timedelta(days=1)
    ledger.extend("HV", later, "More time.", datetime.now(UTC))
    refused(root, "Offices have time still: HV until")


def test_nothing_unsettled_is_closed_over(root: Path, ledger: Ledger) -> None:
    digest = came(ledger)
    refused(root, "Answers wait to be settled: HV (received, to be accepted)")
    ledger.ask("HV", digest, {"K02": "Ten times?"}, datetime.now(UTC))
    refused(root, "HV (queries open)")
    private = ["--private", str(root.with_name("private")), "--root", str(root)]
    words = ["round", "refuse", "HV", CYCLE, "No reply.", *private]
    assert CliRunner().invoke(main, words).exit_code == 0
    again = CliRunner().invoke(main, words)
    assert (again.exit_code, "Nothing of HV waits" in again.output) == (2, True)
    assert run(root, "close").exit_code == 0
    late = CliRunner().invoke(main, ["round", "extend", "HV", CYCLE, "2030-01-01", "x", *private])
    assert (late.exit_code, "what comes now is late" in late.output) == (2, True)


def test_counted_reports_of_the_private_folder_are_in_the_rounded_tables(
    root: Path, ledger: Ledger
) -> None:
    """Nobody else may see them, and a later public build, without them, shows the same."""
    codes = [f"X{letter}" for letter in "ABCDEFGHIJKL"]
    file = root / "offices/codes.yaml"
    file.write_text(file.read_text().replace("[HV, LM]", f"[HV, LM, {', '.join(codes)}]"))
    public = [(root / f"offices/{code}/2026.yaml").read_text() for code in ("HV", "LM")]
    texts = [text.replace("audience: public", "audience: counted") for text in public]
    assert texts != public
    for number, code in enumerate(codes):
        (root / "offices" / code).mkdir()
        head = f"code: {code}\nname: N\nfictional: true\naudience: counted\n"
        (root / f"offices/{code}/office.yaml").write_text(f"{head}profile: {{size: [small]}}\n")
        ledger.keep_report(code, texts[number % 2])
    assert run(root, "close").exit_code == 0
    content = load(root).content
    assert content is not None
    frozen = content.closed[CYCLE]
    assert list(frozen.reports) == ["HV", "LM"]
    shown = frozen.all_offices.recommendations["R01"]
    assert (shown.offices, sum(shown.counts)) == (15, 10)
    rounded = results(content).all_offices.recommendations["R01"]
    assert (rounded.offices, rounded.counts) == (shown.offices, shown.counts)
    assert not [code for code in codes if code in file_of(root).read_text()]
    assert CliRunner().invoke(main, ["check", "--root", str(root)]).exit_code == 0


def test_a_site_with_a_closed_round_is_made_again_from_its_data(tmp_path: Path) -> None:
    content = minimal_content()
    frozen = closed_now(content, CYCLE, ENTRY)
    assert frozen is not None
    key = AssessmentKey("LM", CYCLE)
    before = content.assessments[key]
    other = before.model_copy(update={"answers": {}, "history": before.history[:1]})
    after = replace(
        content,
        assessments={**content.assessments, key: corrected(before, other, "Read again.")},
        closed={CYCLE: frozen},
        files={**content.files, ("closed", CYCLE): "cycles/2026.closed.yaml"},
    )
    assert results(after) == results(content)
    assert results(replace(after, closed={})) != results(content), "or the test says nothing"
    write_site(tmp_path, publish(after, score_all(after)))
    result = run_verify(tmp_path)
    assert result.exit_code == 0, result.output
