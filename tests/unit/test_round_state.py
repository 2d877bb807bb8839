"""Where an office stands follows from what happened, in whatever order its gates were noted."""

import csv
import io
import json
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import get_args

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from ict_maturity.cli import main
from ict_maturity.cli.round import status
from ict_maturity.model import Content
from ict_maturity.rounds.events import EVENT, Closed, EventOfOffice
from ict_maturity.rounds.invitations import Invitation, add, new_token
from ict_maturity.rounds.log import Log
from ict_maturity.rounds.opening import content_with, next_round
from ict_maturity.rounds.private import made_private_folder
from ict_maturity.rounds.state import (
    FOR,
    MARKS,
    STAGES,
    WAITING,
    OfficeState,
    RoundDay,
    state,
    states,
    totals,
)
from tests.copies import OWN, copied

BASE = Path(__file__).parent.parent / "examples" / "base"
CLOSES = date(2027, 9, 30)
BEFORE, AFTER = RoundDay(CLOSES, CLOSES), RoundDay(CLOSES, CLOSES + timedelta(days=1))
FIRST, SECOND = "1" * 64, "2" * 64
INVITED = Invitation(token=new_token(), language="en", way="workbook")


def event(
    kind: str, day: date = date(2027, 6, 1), office: str = "QM", **more: object
) -> EventOfOffice:
    needs: dict[str, dict[str, object]] = {
        "invited": {"way": "workbook"},
        "refused": {"sha256": FIRST, "reason": "r"},
        "query": {"sha256": FIRST, "query": "K01", "text": "t"},
        "answered": {"sha256": FIRST, "query": "K01", "text": "t"},
        "released": {"sha256": FIRST, "audience": "public"},
        "extended": {"until": date(2027, 10, 15), "reason": "r"},
        "declined": {"reason": "r"},
        "withdrawn": {"reason": "r"},
        "sent": {},
    }
    at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    said = {"kind": kind, "office": office, "at": at, "by": "secretariat"}
    made = EVENT.validate_python({**said, **needs.get(kind, {"sha256": FIRST}), **more})
    assert not isinstance(made, Closed)
    return made


def of(*events: EventOfOffice, day: RoundDay = BEFORE) -> OfficeState:
    return state("QM", INVITED, events, day)


def kinds(*names: str) -> tuple[EventOfOffice, ...]:
    return tuple(map(event, names))


WAYS = {
    (): "invited",
    ("invited",): "invited",
    ("invited", "sent"): "invited",
    ("received",): "received",
    ("received", "refused"): "invited",
    ("received", "query"): "queries_open",
    ("received", "query", "answered"): "received",
    ("received", "query", "accepted"): "queries_open",
    ("received", "accepted"): "accepted",
    ("received", "released"): "received",
    ("received", "published"): "received",
    ("received", "accepted", "published"): "accepted",
    ("received", "accepted", "released"): "released",
    ("received", "accepted", "released", "published"): "published",
    ("received", "accepted", "released", "published", "withdrawn"): "invited",
    ("received", "withdrawn", "received"): "received",
    ("received", "refused", "received", "accepted"): "accepted",
    ("received", "refused", "accepted"): "accepted",
    ("received", "accepted", "refused"): "invited",
    ("declined", "received"): "received",
    ("accepted", "released", "published"): "invited",
}


@pytest.mark.parametrize("names", WAYS)
def test_the_first_gate_that_was_not_passed_is_where_an_office_stands(
    names: tuple[str, ...],
) -> None:
    assert of(*kinds(*names)).stage == WAYS[names]


def test_a_correction_passes_each_gate_anew() -> None:
    whole = kinds("received", "accepted", "released", "published")
    again = event("received", sha256=SECOND, replaces=FIRST)
    assert of(*whole, again).stage == "received"
    assert of(*whole, again, event("accepted", sha256=SECOND)).stage == "accepted"
    assert of(*whole, again, event("accepted")).stage == "received"
    refused = event("refused", sha256=SECOND)
    assert of(*whole, again, refused).stage == "published"


def test_each_query_is_answered_by_its_name() -> None:
    both = (event("query"), event("query", query="K02"))
    came = event("received")
    assert of(came, *both, event("answered")).stage == "queries_open"
    assert of(came, *both, event("answered"), event("answered", query="K02")).stage == "received"


GATES = kinds("query", "answered", "accepted", "released", "published")


@given(
    st.lists(st.sampled_from(GATES), unique=True).flatmap(
        lambda some: st.tuples(st.permutations(some), st.permutations(some))
    )
)
def test_the_order_in_which_gates_are_noted_changes_nothing(
    orders: tuple[Sequence[EventOfOffice], Sequence[EventOfOffice]],
) -> None:
    one, other = (of(event("received"), *events) for events in orders)
    assert one == other


KINDS = [kind.model_fields["kind"].default for kind in get_args(EventOfOffice)]
ALL = st.lists(
    st.builds(
        event,
        st.sampled_from(KINDS),
        st.dates(date(2027, 5, 1), date(2027, 12, 31)),
        st.sampled_from(["QM", "QN"]),
    )
)


@given(ALL, st.sampled_from([BEFORE, AFTER]))
def test_any_events_give_one_state_for_each_office(
    events: list[EventOfOffice], day: RoundDay
) -> None:
    found = states({"QM": INVITED}, events, day)
    assert [each.office for each in found] == sorted({"QM", *(each.office for each in events)})
    for each in found:
        own = [event for event in events if event.office == each.office]
        assert each == state(each.office, INVITED if each.office == "QM" else None, own, day)
        assert each.stage in STAGES
        assert set(each.marks) <= set(MARKS)
        assert ("not_invited" in each.marks) == (each.office != "QM")
        done = {"declined", "withdrawn"} & set(each.marks)
        assert each.waiting_for == ("nobody" if done else FOR[each.stage])
    counted = totals(found)
    assert counted["offices"] == len(found)
    assert sum(counted[stage] for stage in STAGES) == len(found)
    assert sum(counted[f"waiting_for_{whom}"] for whom in WAITING) == len(found)


def test_late_is_after_the_last_day_and_not_on_it() -> None:
    assert of(day=BEFORE).marks == ()
    assert of(day=AFTER).marks == ("late",)
    assert of(event("received", CLOSES), day=AFTER).marks == ()
    assert of(event("received", AFTER.today), day=AFTER).marks == ("late",)
    later = RoundDay(CLOSES, AFTER.today, {"QM"})
    assert (of(day=later).stage, of(day=later).marks) == ("published", ())


def test_more_time_moves_the_last_day() -> None:
    until = date(2027, 10, 15)
    found, missed = (
        of(event("extended"), day=RoundDay(CLOSES, day))
        for day in (until, until + timedelta(days=1))
    )
    assert (found.marks, found.last_day) == (("extended",), until)
    assert missed.marks == ("late", "extended")
    came = (event("extended"), event("received", until))
    assert of(*came, day=RoundDay(CLOSES, until + timedelta(days=9))).marks == ("extended",)
    shorter = event("extended", until=date(2027, 9, 1))
    assert (of(shorter).last_day, of(shorter).marks) == (CLOSES, ())


def test_who_declines_or_withdraws_is_waited_for_no_more() -> None:
    found = of(event("declined"), day=AFTER)
    assert (found.marks, found.waiting_for) == (("declined",), "nobody")
    gone = of(event("received"), event("withdrawn"), day=AFTER)
    assert (gone.marks, gone.waiting_for) == (("withdrawn",), "nobody")
    back = of(event("received"), event("withdrawn"), event("received", sha256=SECOND))
    assert (back.marks, back.waiting_for) == ((), "secretariat")


def test_an_answer_that_nobody_may_see_is_done_when_it_is_released() -> None:
    came = kinds("received", "accepted")
    assert of(*came, event("released", audience="own")).waiting_for == "nobody"
    for audience in ("public", "members", "counted"):
        assert of(*came, event("released", audience=audience)).waiting_for == "secretariat"


def test_what_was_refused_is_said_until_something_else_comes() -> None:
    refused = of(*kinds("received", "refused"))
    assert (refused.marks, refused.waiting_for) == (("refused",), "office")
    assert of(*kinds("received", "refused"), event("received", sha256=SECOND)).marks == ()


@pytest.mark.parametrize("kind", ["sent", "extended"])
def test_who_is_asked_again_has_not_declined(kind: str) -> None:
    again = of(*kinds("sent", "declined", kind))
    assert "declined" not in again.marks
    assert again.waiting_for == "office"
    assert "declined" in of(*kinds("sent", "declined", kind, "declined")).marks


def test_the_day_of_sending_is_that_of_the_last_workbook() -> None:
    assert of().sent_on is None
    assert of(event("sent"), event("sent", date(2027, 7, 2))).sent_on == date(2027, 7, 2)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = copied(tmp_path / "root", BASE)
    asked = tmp_path / "asked.csv"
    asked.write_text("office\nQM\nQN\nQO\nNO\n")
    opened = round_command(folder, "open", "2027", "--invite", str(asked))
    assert opened.exit_code == 0
    return folder


def round_command(root: Path, name: str, *arguments: str) -> Result:
    private = ["--private", str(root.with_name("private"))]
    return CliRunner().invoke(main, ["round", name, *arguments, "--root", str(root), *private])


@pytest.fixture
def log(root: Path) -> Log:
    private = made_private_folder(root.with_name("private"), root)
    log = Log(private.made_round("2027"), "2027")
    happened = [("QN", "received"), ("QO", "declined"), ("NO", "extended")]
    log.append([event(kind, office=office) for office, kind in happened])
    return log


class Summer(date):
    """A clock that stands still before the round closes."""

    @classmethod
    def today(cls) -> "Summer":
        return cls(2027, 7, 1)


def test_status_says_who_is_to_act(root: Path, log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(status, "date", Summer)
    result = round_command(root, "status", "2027")
    assert result.exit_code == 0
    output = re.sub(r"since [0-9-]{10}", "since DAY", result.output)
    assert output.splitlines() == [
        "Round 2027, open until 30 September 2027: 4 invited, 1 answered.",
        "Of these: 1 extended, 1 declined.",
        "",
        "Waiting for the secretariat: 1",
        "  QN    received, to be accepted  since DAY",
        "",
        "Waiting for the office: 2",
        "  NO  Norway              invited  since DAY  extended, until 15 October 2027",
        "  QM  Library of Quantum  invited  since DAY",
        "",
        "Waiting for nobody: 1",
        "  QO    invited  since DAY  declined",
    ]


def test_status_says_the_same_in_each_format(root: Path, log: Log) -> None:
    data = json.loads(round_command(root, "status", "2027", "--format", "json").output)
    table = round_command(root, "status", "2027", "--format", "csv").output
    rows = list(csv.DictReader(io.StringIO(table)))
    assert [row["office"] for row in rows] == ["NO", "QM", "QN", "QO"]
    for row, each in zip(rows, data["offices"], strict=True):
        assert row.pop("marks") == ";".join(each.pop("marks"))
        assert row == {name: value or "" for name, value in each.items()}
    assert data["totals"]["offices"] == 4
    assert data["totals"]["waiting_for_nobody"] == 1
    assert (data["cycle"], data["closes"]) == ("2027", "2027-09-30")


def test_status_shows_no_token(root: Path, log: Log) -> None:
    tokens = [
        line.split()[1]
        for line in (log.folder / "invitations.yaml").read_text().splitlines()
        if line.startswith("  token")
    ]
    assert len(tokens) == 4
    for form in ("text", "csv", "json"):
        output = round_command(root, "status", "2027", "--format", form).output
        assert not any(token in output for token in tokens)


def test_a_torn_line_is_told_and_stays(root: Path, log: Log) -> None:
    whole = log.path.read_bytes()
    log.path.write_bytes(whole + b'{"at"')
    result = round_command(root, "status", "2027")
    assert result.exit_code == 0
    assert "was never written to its end; 5 bytes of it are left out" in result.stderr
    assert log.path.read_bytes() == whole + b'{"at"'


def mark_of(root: Path, office: str) -> tuple[list[str], str]:
    told = json.loads(round_command(root, "status", "2027", "--format", "json").output)
    (found,) = [each for each in told["offices"] if each["office"] == office]
    return found["marks"], found["last_day"]


def test_more_time_is_an_event_with_its_reason(root: Path, log: Log) -> None:
    result = round_command(root, "extend", "QM", "2027", "2027-10-20", "A new system.")
    assert "QM has time until 20 October 2027 in the round 2027." in result.output
    assert mark_of(root, "QM") == (["extended"], "2027-10-20")
    before = log.path.read_bytes()
    for day in ("2027-10-20", "2027-10-19"):
        again = round_command(root, "extend", "QM", "2027", day, "Why not.")
        assert (again.exit_code, "until 20 October 2027 already" in again.output) == (2, True)
    too_early = round_command(root, "extend", "QN", "2027", "2027-09-30", "No.")
    assert too_early.exit_code == 2
    assert log.path.read_bytes() == before
    assert round_command(root, "extend", "QM", "2027", "2027-10-21", "One more.").exit_code == 0
    events = [(each.kind, each.by) for each in log.read().events[-2:]]
    assert events == [("extended", "secretariat")] * 2


def test_who_declines_says_so_once_and_may_come_back(root: Path, log: Log) -> None:
    result = round_command(root, "decline", "QM", "2027", "No time.", "--by", "desk")
    assert "QM takes no part in the round 2027" in result.output
    assert mark_of(root, "QM")[0] == ["declined"]
    last = log.read().events[-1]
    assert (last.kind, last.by) == ("declined", "desk")
    again = round_command(root, "decline", "QM", "2027", "No time.")
    assert (again.exit_code, "has declined the round 2027 already" in again.output) == (2, True)
    assert round_command(root, "extend", "QM", "2027", "2027-10-20", "After all.").exit_code == 0
    assert mark_of(root, "QM")[0] == ["extended"]


def test_who_has_answered_does_not_decline(root: Path, log: Log) -> None:
    result = round_command(root, "decline", "QN", "2027", "No time.")
    assert (result.exit_code, "has answered in the round 2027" in result.output) == (2, True)


@pytest.mark.parametrize(
    "words", [("extend", "QP", "2027", "2027-12-01"), ("decline", "QP", "2027")]
)
def test_only_who_was_invited_is_noted(root: Path, log: Log, words: tuple[str, ...]) -> None:
    log.append([event("received", office="QP")])
    before = log.path.read_bytes()
    result = round_command(root, *words, "Why.")
    assert (result.exit_code, "QP was not invited" in result.output) == (2, True)
    assert log.path.read_bytes() == before


REFUSED = {
    "broken": (2, "line 2 of"),
    "edited": (1, "wrong-form"),
    "open": (2, "chmod 700"),
    "none": (2, "is not there"),
}


@pytest.mark.parametrize("how", REFUSED)
def test_what_cannot_be_relied_on_is_not_told(root: Path, log: Log, how: str) -> None:
    private = root.with_name("private")
    if how == "broken":
        log.path.write_bytes(log.path.read_bytes().replace(b'"QN"', b'"QM"', 1))
    if how == "edited":
        path = log.folder / "invitations.yaml"
        path.write_text(path.read_text().replace("token: ", "token: x"))
    if how == "open":
        private.chmod(0o750)
    if how == "none":
        private.rename(private.with_name("elsewhere"))
    result = round_command(root, "status", "2027")
    code, told = REFUSED[how]
    assert (result.exit_code, told in result.output) == (code, True), result.output


def test_an_unknown_round_is_told(root: Path) -> None:
    result = round_command(root, "status", "2028")
    assert (result.exit_code, 'no round "2028". Rounds: 2026, 2027.' in result.output) == (2, True)
    never_opened = round_command(root, "status", "2026")
    assert (never_opened.exit_code, "is not there" in never_opened.output) == (2, True)


def test_the_page_shows_what_the_command_prints(
    tmp_path: Path, content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (OWN / "docs/round/index.md").read_text("utf-8")
    shown = re.search(r'title="Invented offices"\n(.*?)```', page, re.DOTALL)
    assert shown
    days: dict[str, date | None] = dict.fromkeys(("opens", "closes", "reference_date"))
    opened = content_with(content, next_round(content, "2027", days, 4))
    monkeypatch.setattr(status, "date", Summer)
    monkeypatch.setattr(status, "framework_of", lambda root: opened)
    private = made_private_folder(tmp_path / "private", tmp_path / "root")
    folder = private.made_round("2027")
    add(folder, dict.fromkeys(("QM", "QN", "QP", "QR"), INVITED), "")
    asked = [event("invited", date(2027, 5, 5), office) for office in ("QM", "QN", "QP", "QR")]
    told = [event("extended", date(2027, 6, 2), "QN"), event("declined", date(2027, 5, 11), "QR")]
    Log(folder, "2027").append([*asked, *told, event("received", date(2027, 6, 14), "QP")])
    # The content is given; the root only has to lie beside the private folder.
    root = copied(tmp_path / "root", BASE)
    result = round_command(root, "status", "2027")
    assert result.output == shown[1]
