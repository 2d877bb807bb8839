"""In: a function of this project; out: a process of its own that runs it, without waiting for it.

The process is forked from one that has imported all commands and does nothing else. Attacks start
hundreds of commands, and importing takes most of what a short one does.
"""

import os
import signal
import sys
import tempfile
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from subprocess import CompletedProcess

from ict_maturity.cli import main
from ict_maturity.cli.commands import COMMANDS

PATIENCE = 300
"""Seconds after which a command counts as one that hangs."""

WARM = get_context("forkserver")
WARM.set_forkserver_preload(
    [f"ict_maturity.cli.{place.partition(':')[0]}" for place in COMMANDS.values()]
)


def command(*arguments: str) -> int:
    """What `ict-maturity` does with these arguments; the code is 0, or in a SystemExit."""
    main(arguments, prog_name="ict-maturity")
    return 0


def begun(function: Callable[..., int], *arguments: object) -> ForkServerProcess:
    """Run it in a process group of its own, as a shell does, and do not hear what it says."""
    return _started(os.devnull, os.devnull, function, *arguments)


def ended(function: Callable[..., int], *arguments: object) -> CompletedProcess[str]:
    """Run it to its end; what it returns or exits with is the code."""
    with tempfile.TemporaryDirectory() as folder:
        out, err = Path(folder, "out"), Path(folder, "err")
        code = code_of(_started(str(out), str(err), function, *arguments))
        return CompletedProcess([], code, out.read_text("utf-8"), err.read_text("utf-8"))


def code_of(process: ForkServerProcess) -> int:
    """Wait for it, and say with what it ended: minus the signal, if it was one."""
    process.join(PATIENCE)
    assert process.exitcode is not None, f"it hangs: {process}"
    return process.exitcode


def _started(
    out: str, err: str, function: Callable[..., int], *arguments: object
) -> ForkServerProcess:
    listening, telling = WARM.Pipe(duplex=False)
    process = WARM.Process(target=_run, args=(out, err, telling, function, *arguments))
    with listening:
        with telling:
            process.start()
        # Before, it has no process group of its own.
        listening.recv_bytes()
    return process


def _run(
    out: str, err: str, telling: Connection, function: Callable[..., int], *arguments: object
) -> None:
    os.setsid()
    # Whoever runs in the background may have been told to ignore it, and hands that on.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number, path in enumerate((os.devnull, out, err)):
        place = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        os.dup2(place, number)
        os.close(place)
    with telling:
        telling.send_bytes(b"begun")
    sys.exit(function(*arguments))
