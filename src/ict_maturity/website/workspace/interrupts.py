"""In: a block that must clear up; out: a signal that ends the program lets it do so first."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

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
