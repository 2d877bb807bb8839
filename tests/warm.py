"""In: a function of this project; out: a process of its own that runs it, without waiting for it.

The process is forked from one that has loaded all commands and has drawn a site once. Tests start
hundreds of commands and builds, and loading takes most of what a short one does.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from subprocess import CompletedProcess
from tempfile import TemporaryFile
from types import SimpleNamespace
from typing import IO, Any
from unittest.mock import patch

from ict_maturity.cli import main
from ict_maturity.cli.commands import COMMANDS
from ict_maturity.website import engine, leash

PATIENCE = 300
"""Seconds after which a command counts as one that hangs."""

WARM = get_context("forkserver")
WARM.set_forkserver_preload(
    [
        *(f"ict_maturity.cli.{place.partition(':')[0]}" for place in COMMANDS.values()),
        "tests.drawn_once",
    ]
)


def command(*arguments: str) -> int:
    """What `ict-maturity` does with these arguments; the code is 0, or in a SystemExit."""
    main(arguments, prog_name="ict-maturity")
    return 0


def begun(function: Callable[..., int], *arguments: object) -> BaseProcess:
    """Run it in a process group of its own, as a shell does, and do not hear what it says."""
    with Path(os.devnull).open("r+b") as nowhere:
        return _started([nowhere.fileno()] * 3, _with_warm_engine, function, *arguments)


def ended(function: Callable[..., int], *arguments: object) -> CompletedProcess[str]:
    """Run it to its end; what it returns or exits with is the code."""
    with Path(os.devnull).open("rb") as nothing, TemporaryFile() as out, TemporaryFile() as err:
        places = [file.fileno() for file in (nothing, out, err)]
        code = code_of(_started(places, _with_warm_engine, function, *arguments))
        return CompletedProcess([], code, _said(out), _said(err))


def code_of(process: BaseProcess) -> int:
    """Wait for it, and say with what it ended: minus the signal, if it was one."""
    process.join(PATIENCE)
    assert process.exitcode is not None, f"it hangs: {process}"
    return process.exitcode


@contextmanager
def warm_engine() -> Iterator[None]:
    """While the block runs, a build that this process begins forks the site engine, too."""
    with patch.object(engine, "subprocess", SimpleNamespace(Popen=_engine, PIPE=subprocess.PIPE)):
        yield


def _engine(command: Sequence[str], **options: Any) -> "Engine | subprocess.Popen[str]":
    words = command[command.index(leash.__name__) :]
    if words[1] == "mkdocs":
        return Engine(words, options["stdin"], options["env"], options["pass_fds"])
    return subprocess.Popen(command, **options)


class Engine:
    """The site engine in a process of its own, with what a build asks of `subprocess.Popen`."""

    def __init__(
        self, words: Sequence[str], stdin: int, env: Mapping[str, str], pass_fds: Sequence[int]
    ) -> None:
        with ExitStack() as stack:
            out, err = stack.enter_context(TemporaryFile()), stack.enter_context(TemporaryFile())
            self._open = stack.pop_all()
        self._heard = (out, err)
        places = [stdin, *(file.fileno() for file in self._heard), *pass_fds]
        self._process = _started(places, _on_leash, list(words), Path.cwd(), dict(env))
        self.pid = self._process.pid

    @property
    def returncode(self) -> int | None:
        """How it ended: minus the signal, if it was one."""
        return self._process.exitcode

    def poll(self) -> int | None:
        """The same."""
        return self.returncode

    def wait(self) -> None:
        """Wait for its end."""
        self._process.join()

    def communicate(self) -> list[str]:
        """Wait for its end, and say what it said."""
        with self._open:
            self.wait()
            return [_said(file) for file in self._heard]


def _said(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode("utf-8", "replace")


def _started(
    places: Sequence[int], function: Callable[..., int], *arguments: object
) -> BaseProcess:
    """A process with these open files: what it reads, what it says, its errors and others."""
    # Only who was not forked itself can ask for more from where others are forked from.
    forking = parent_process() is not None
    context = get_context("fork") if forking else WARM
    listening, telling = context.Pipe(duplex=False)
    handed = [Connection(os.dup(place)) for place in places]
    arguments = (handed, telling, forking, function, *arguments)
    process = context.Process(target=_child, args=arguments)
    with listening:
        with telling:
            process.start()
        # Before, it has no process group of its own.
        listening.recv_bytes()
    for connection in handed:
        connection.close()
    return process


def _child(
    places: Sequence[Connection],
    telling: Connection,
    is_copy: bool,
    function: Callable[..., int],
    *arguments: object,
) -> None:
    os.setsid()
    if is_copy:
        # What the other one holds and a program of its own would not be given.
        kept = {0, 1, 2, telling.fileno(), *(place.fileno() for place in places)}
        for number in {int(path.name) for path in Path("/proc/self/fd").iterdir()} - kept:
            with suppress(OSError):
                os.close(number)
    # Whoever runs in the background may have been told to ignore it, and hands that on.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number, place in enumerate(places[:3]):
        os.dup2(place.fileno(), number)
    with telling:
        telling.send_bytes(b"begun")
    sys.exit(function(*arguments))


def _with_warm_engine(function: Callable[..., int], *arguments: object) -> int:
    with warm_engine():
        return function(*arguments)


def _on_leash(words: Sequence[str], folder: Path, variables: Mapping[str, str]) -> int:
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(variables)
    time.tzset()
    sys.argv = list(words)
    leash.main()
    return 0
