"""In: a place; out: nobody else of us works on it, and what a signal ends clears up first."""

import fcntl
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from ict_maturity.problems import RefusedError
from ict_maturity.said import word
from ict_maturity.website.workspace.place import own_name

PATIENCE = 10.0
"""Seconds to wait for another build; the engine of a killed one is gone long before."""

PAUSE = 0.05


class BusyError(RefusedError, BlockingIOError):
    """Another build works on the place."""


@contextmanager
def alone(place: Path) -> Iterator[int]:
    """Let one program at a time work on a place; gives the descriptor of the lock.

    Raises BusyError when another one does not end within `PATIENCE`.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    path = own_name(place, "lock")
    lock = _locked(path, place)
    try:
        yield lock
    finally:
        path.unlink(missing_ok=True)
        os.close(lock)


def _locked(path: Path, place: Path) -> int:
    patient_until = time.monotonic() + PATIENCE
    while True:
        lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o666)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # Who had it before may have removed the file in the meantime.
            if path.exists() and os.path.samestat(os.fstat(lock), path.stat()):
                return lock
        except BlockingIOError:
            if time.monotonic() > patient_until:
                os.close(lock)
                raise BusyError(word("place.busy", place=str(place))) from None
            time.sleep(PAUSE)
        os.close(lock)


ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """Let what ends a program end this block first, with the exit code that shells expect.

    A signal that somebody ignores, as under nohup, or handles already stays as it is.
    """
    usual = (signal.SIG_DFL, signal.default_int_handler)
    here = threading.current_thread() is threading.main_thread()
    before = {each: signal.getsignal(each) for each in ENDING if here}
    ours = {each: handler for each, handler in before.items() if handler in usual}
    for each in ours:
        signal.signal(each, _end)
    try:
        yield
    finally:
        for each, handler in ours.items():
            signal.signal(each, handler)


def _end(number: int, frame: FrameType | None) -> None:
    # What follows is clearing up, which a second signal must not cut off.
    for each in ENDING:
        signal.signal(each, signal.SIG_IGN)
    raise SystemExit(128 + number)
