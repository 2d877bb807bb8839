"""In: a module to run as a program; out: the same, ended at once with whoever started it.

However the starter ends, the system closes its end of a pipe, which is the program's standard
input. It works wherever there are pipes, and also when the starter had no time to say anything.
"""

import os
import runpy
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager


@contextmanager
def leash() -> Iterator[int]:
    """The standard input for programs that must not live longer than this block."""
    held, holding = os.pipe()
    try:
        yield held
    finally:
        os.close(held)
        os.close(holding)


def leashed(module: str, arguments: Sequence[str]) -> list[str]:
    """The command that runs a module and ends when its standard input does."""
    # -P: no file of the folder that somebody happens to be in is taken for a module.
    return [sys.executable, "-P", "-m", __name__, module, *arguments]


def main() -> None:
    """Run the module that the arguments name, and watch who started it."""
    threading.Thread(target=_follow, daemon=True).start()
    sys.argv = sys.argv[1:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


def _follow() -> None:
    while os.read(0, 1):
        pass
    if os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main()
