"""The log of a round: what a kill leaves is read or mended, what was changed is noticed."""

import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from io import FileIO
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ict_maturity.rounds import log as log_module
from ict_maturity.rounds.events import (
    Accepted,
    Answered,
    Closed,
    Declined,
    Event,
    Extended,
    Invited,
    OfOffice,
    Published,
    Query,
    Received,
    Refused,
    Released,
    Sent,
    Withdrawn,
)
from ict_maturity.rounds.log import BrokenLogError, Log
from ict_maturity.rounds.private import PrivateError
from tests.english import refusing

AT = datetime(2027, 5, 6, 10, 30, tzinfo=UTC)
SHA = "0" * 64
SAME_FOLDER = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def every_kind() -> tuple[Event, ...]:
    who = {"office": "QM", "at": AT, "by": "secretariat"}
    what = {**who, "sha256": SHA}
    return (
        Closed.model_validate({"at": AT, "by": "secretariat", "sha256": SHA}),
        Invited.model_validate({**who, "way": "workbook"}),
        Sent.model_validate(who),
        Received.model_validate({**what, "replaces": SHA, "parts": [SHA]}),
        Refused.model_validate({**what, "reason": "Cell B4 – “58.940”"}),
        Query.model_validate({**what, "query": "K06", "text": "Ten times\nas many?"}),
        Answered.model_validate({**what, "query": "K06", "text": "Yes."}),
        Accepted.model_validate(what),
        Released.model_validate({**what, "audience": "counted"}),
        Published.model_validate(what),
        Extended.model_validate({**who, "until": date(2027, 10, 15), "reason": "Moving."}),
        Declined.model_validate({**who, "reason": "No time."}),
        Withdrawn.model_validate({**who, "reason": "A mistake."}),
    )


EVENTS = every_kind()


@pytest.fixture
def log(tmp_path: Path) -> Log:
    return Log(tmp_path, "2027")


def fresh(log: Log, events: Sequence[Event] = EVENTS) -> bytes:
    log.path.unlink(missing_ok=True)
    log.append(events)
    return log.path.read_bytes()


def test_what_was_appended_is_read_in_order(log: Log) -> None:
    assert log.read() == ((), 0)
    for event in EVENTS:
        log.append([event])
    assert log.read() == (EVENTS, 0)
    assert {type(event) for event in EVENTS} == set(get_args(Event))
    assert log.path.read_bytes().count(b"\n") == len(EVENTS)
    assert log.path.stat().st_mode & 0o777 == 0o600


def test_one_call_or_many_write_the_same_bytes(log: Log) -> None:
    together = fresh(log)
    log.path.unlink()
    for event in EVENTS:
        log.append([event])
    assert log.path.read_bytes() == together


@SAME_FOLDER
@given(cut=st.integers(0, 10_000))
def test_any_part_that_a_kill_left_keeps_its_whole_lines(log: Log, cut: int) -> None:
    content = fresh(log)
    left = content[: cut % (len(content) + 1)]
    log.path.write_bytes(left)
    lines = content.splitlines(keepends=True)
    # The sign at the end of a line says nothing: the line is whole without it.
    ends = [sum(map(len, lines[: i + 1])) for i in range(len(lines))]
    whole = sum(len(left) >= end - 1 for end in ends)
    found = log.read()
    assert found.events == EVENTS[:whole]
    torn = len(left) - (ends[whole - 1] if whole else 0)
    assert found.torn == max(torn, 0)
    assert log.path.read_bytes() == left, "reading writes nothing"
    log.append(EVENTS[whole:])
    assert log.path.read_bytes() == content


@SAME_FOLDER
@given(place=st.integers(0, 10_000), sign=st.binary(min_size=1, max_size=1))
def test_any_changed_byte_is_told_with_its_line(log: Log, place: int, sign: bytes) -> None:
    content = fresh(log)
    place %= len(content) - 1
    changed = content[:place] + sign + content[place + 1 :]
    log.path.write_bytes(changed)
    if changed == content:
        assert log.read().events == EVENTS
        return
    number = content[:place].count(b"\n") + 1
    for touch in (log.read, lambda: log.append(EVENTS[:1])):
        with refusing(f"line {number} of .*{log.path.name}", BrokenLogError):
            touch()
    assert log.path.read_bytes() == changed


@pytest.mark.parametrize("gone", range(len(EVENTS) - 1))
def test_a_line_taken_out_or_moved_is_noticed(log: Log, gone: int) -> None:
    lines = fresh(log).splitlines(keepends=True)
    log.path.write_bytes(b"".join(lines[:gone] + lines[gone + 1 :]))
    with pytest.raises(BrokenLogError):
        log.read()
    swapped = [*lines[:gone], lines[gone + 1], lines[gone], *lines[gone + 2 :]]
    log.path.write_bytes(b"".join(swapped))
    with pytest.raises(BrokenLogError):
        log.read()


def test_the_log_of_another_round_is_noticed(log: Log) -> None:
    fresh(log)
    with pytest.raises(BrokenLogError):
        Log(log.folder, "2028").read()


def test_a_full_disk_leaves_the_log_as_it_was(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    before = fresh(log, EVENTS[:3])

    def full(file: FileIO, content: bytes) -> None:
        file.write(content[: len(content) // 2])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(log_module, "write_all", full)
    with pytest.raises(OSError, match="No space"):
        log.append(EVENTS[3:])
    assert log.path.read_bytes() == before


def test_two_processes_lose_nothing_of_each_other(log: Log) -> None:
    code = (
        "import sys, datetime; from pathlib import Path; from ict_maturity.rounds.log import Log\n"
        "from ict_maturity.rounds.events import Sent\n"
        "at = datetime.datetime(2027, 5, 6, tzinfo=datetime.UTC)\n"
        "for _ in range(20):\n"
        "    Log(Path(sys.argv[1]), '2027').append([Sent(office=sys.argv[2], at=at, by='x')])\n"
    )
    both = [
        subprocess.Popen([sys.executable, "-c", code, str(log.folder), office])
        for office in ("QM", "QN")
    ]
    assert [each.wait() for each in both] == [0, 0]
    offices = [each.office for each in log.read().events if isinstance(each, OfOffice)]
    assert sorted(offices) == ["QM"] * 20 + ["QN"] * 20


def test_what_is_no_file_is_not_read(log: Log) -> None:
    os.mkfifo(log.path)
    with refusing("no ordinary file", PrivateError):
        log.read()


def test_a_log_beyond_all_size_is_not_read(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    size = len(fresh(log))
    monkeypatch.setattr(log_module, "LARGEST_LOG", size)
    assert log.read().events == EVENTS
    monkeypatch.setattr(log_module, "LARGEST_LOG", size - 1)
    with refusing(f"more than {size - 1} bytes", PrivateError):
        log.read()


def test_moments_are_in_utc_and_say_their_zone() -> None:
    event = Sent.model_validate(
        {"office": "QM", "at": "2027-05-06T12:30:00.25+02:00", "by": "secretariat"}
    )
    assert event.at == AT
    with pytest.raises(ValueError, match="time zone"):
        Sent.model_validate({"office": "QM", "at": "2027-05-06T12:30:00", "by": "secretariat"})
