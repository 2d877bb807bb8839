"""In: mutants and the files of tests that should notice them; out: what became of each one.

All tests are imported once. A trial is a fork of that process in which one function is given the
code of the mutant; it runs the tests that come by the changed statement, file by file, the fastest
first, up to the first that fails. Where the statement runs while modules are imported or tests are
collected, the fork imports this project anew.
"""

import gc
import os
import pickle
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from multiprocessing import get_context
from pathlib import Path
from types import CodeType, FunctionType
from typing import Literal, NoReturn, get_args

import coverage
import pytest
from hypothesis import Phase, settings

from tests.mutants.mutant import ROOT, SOURCE, Importer, Mutant

Outcome = Literal["killed", "timeout", "survived"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
Outcomes = dict[Mutant, Outcome]
OURS = ("ict_maturity", "tests.")
NOT_CHANGED = "tests.mutants"
FAILED = (
    pytest.ExitCode.TESTS_FAILED,
    pytest.ExitCode.INTERRUPTED,  # A test file cannot be imported.
    pytest.ExitCode.USAGE_ERROR,  # Nor can conftest.py, which imports the project as well.
)
NEVER_IMPORTED = 70
SECONDS_MORE, TIMES_LONGER = 10, 2
MOST_MEMORY = 4 << 30
# A property draws the same examples in each trial, and one that fails is enough.
settings.register_profile(
    "trials",
    derandomize=True,
    database=None,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
)


class TrialError(Exception):
    """Tests that fail without a mutant, or that cannot be run; the message says which."""


@dataclass(frozen=True)
class Tests:
    """What the tests do without a mutant.

    The seconds of a processor that each one takes, by its id; the tests that come by each line of
    a file; and the lines that run while the files are imported.
    """

    seconds: Mapping[str, float] = field(default_factory=dict)
    by_line: Mapping[str, Mapping[int, Sequence[str]]] = field(default_factory=dict)
    imported: Mapping[str, frozenset[int]] = field(default_factory=dict)

    def run_at_import(self, mutant: Mutant) -> bool:
        """Whether the changed statement runs while its module is imported."""
        return not self.imported[str(mutant.path)].isdisjoint(mutant.change.lines)

    def of(self, mutant: Mutant) -> list[str]:
        """The tests that could notice a mutant, the fastest files first.

        Those of one file stay together, for they share what they are set up with.
        """
        found = set(self.seconds)
        if not self.run_at_import(mutant):
            came_by = self.by_line.get(str(mutant.path), {})
            found &= {test for line in mutant.change.lines for test in came_by.get(line, ())}
        by_file: defaultdict[str, float] = defaultdict(float)
        for test in found:
            by_file[file_of(test)] += self.seconds[test]

        def place(test: str) -> tuple[float, str, float]:
            file = file_of(test)
            return by_file[file], file, self.seconds[test]

        return sorted(found, key=place)

    def most_seconds(self, mutant: Mutant) -> int:
        """How long its tests may take with a mutant."""
        return SECONDS_MORE + TIMES_LONGER * round(
            sum(self.seconds[each] for each in self.of(mutant))
        )


def file_of(test: str) -> str:
    """The file of a test by its id."""
    return test.partition("::")[0]


def tried(mutants: Sequence[Mutant], options: Sequence[str], at_once: int) -> Outcomes:
    """What became of each mutant; `options` are those of pytest, such as files of tests.

    Raises TrialError when a test fails without a mutant.
    """
    # What was imported for some tests would be there already for the next.
    with ProcessPoolExecutor(1, get_context("fork")) as alone:
        return alone.submit(tried_here, mutants, options, at_once).result()


def tried_here(mutants: Sequence[Mutant], options: Sequence[str], at_once: int) -> Outcomes:
    """The same in this process, which should have imported nothing of what is changed."""
    tempfile.tempdir = tempfile.mkdtemp(prefix="mutants-")
    first = FirstTrials(mutants, at_once, Path(tempfile.tempdir, "measured"))
    try:
        code = run_pytest(options, first)
        if code != 0:
            raise TrialError(f"Without any mutant, pytest ends with {code}.\n{first.failure}")
        tests = first.tests
        every = sorted(tests.seconds)
        if first.left and (code := code_of_fork(lambda: run_anew(every))) != 0:
            raise TrialError(f"Imported anew without any mutant, pytest ends with {code}.")
        return first.outcomes | fork_each(
            first.left, lambda mutant: imported_anew(mutant, tests.of(mutant)), tests, at_once
        )
    finally:
        shutil.rmtree(tempfile.tempdir, ignore_errors=True)
        tempfile.tempdir = None


def run_pytest(options: Sequence[str], *plugins: object) -> int:
    """What pytest ends with; it says nothing and keeps nothing."""
    quiet = ["-x", "-p", "no:cacheprovider", "-p", "no:xdist"]
    quiet += ["-p", "no:terminal", f"--rootdir={ROOT}", "--hypothesis-profile=trials"]
    # What was imported by the first run cannot be rewritten by the next.
    quiet += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
    return pytest.main([*quiet, *options], plugins=list(plugins))


class FirstTrials:
    """A plugin of pytest that tries mutants instead of running the tests that were collected.

    `outcomes` has what became of them, `left` those whose module has to be imported anew.
    """

    def __init__(self, mutants: Sequence[Mutant], at_once: int, notes: Path) -> None:
        self.mutants, self.at_once, self.notes = mutants, at_once, notes
        self.outcomes: Outcomes = {}
        self.left: list[Mutant] = []
        self.tests = Tests()
        self.failure = ""
        self.imports = tracer()
        self.imports.start()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep what failed first."""
        if report.failed and not self.failure:
            self.failure = f"{report.nodeid}\n{report.longreprtext}"

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep what could not be collected."""
        if report.failed and not self.failure:
            self.failure = f"{report.nodeid}\n{report.longreprtext}"

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Measure the tests, then try each mutant in a fork."""
        self.imports.stop()
        if session.testsfailed:
            raise session.Interrupted("a file of tests cannot be imported")
        items = {item.nodeid: item for item in session.items}
        self.tests = self.measured(list(items.values()))
        if self.failure:
            session.testsfailed = 1
            return True
        tests, functions = self.tests, functions_of_this_project()
        ready = {
            mutant: replacement
            for mutant in self.mutants
            if not tests.run_at_import(mutant)
            and (replacement := replacement_of(mutant, functions)) is not None
        }
        self.left = [mutant for mutant in self.mutants if mutant not in ready]

        def trial(mutant: Mutant) -> int:
            function, code = ready[mutant]
            function.__code__ = code
            return run_items([items[id] for id in tests.of(mutant)])

        self.outcomes = fork_each(list(ready), trial, tests, self.at_once)
        return True

    def measured(self, items: Sequence[pytest.Item]) -> Tests:
        """What all tests do without a mutant; `failure` is set when one of them fails."""
        parts = [items[start :: self.at_once] for start in range(self.at_once)]
        for number, part in enumerate(parts):
            if os.fork() == 0:
                notes = self.notes.with_suffix(f".{number}")
                end_with(partial(measure, part, self, notes), resource.RLIM_INFINITY)
        for _ in parts:
            os.wait()
        seconds: dict[str, float] = {}
        by_line: dict[str, dict[int, list[str]]] = {}
        for number, _ in enumerate(parts):
            took, came_by, failure = pickle.loads(self.notes.with_suffix(f".{number}").read_bytes())
            seconds |= took
            self.failure = self.failure or failure
            for file, lines in came_by.items():
                for line, tests in lines.items():
                    by_line.setdefault(file, {}).setdefault(line, []).extend(tests)
        imports = self.imports.get_data()
        imported = {file: frozenset(imports.lines(file) or ()) for file in imports.measured_files()}
        return Tests(seconds, by_line, imported)


def tracer() -> coverage.Coverage:
    """What notes which lines of this project run."""
    return coverage.Coverage(config_file=False, data_file=None, source=[str(SOURCE)])


def measure(items: Sequence[pytest.Item], trials: FirstTrials, notes: Path) -> int:
    """Run tests, and write down how long each takes, where it comes by and what failed."""
    seconds: dict[str, float] = {}
    runs = tracer()
    runs.start()
    for item in items:
        runs.switch_context(item.nodeid)
        start = time.process_time()
        run_items([item])
        seconds[item.nodeid] = time.process_time() - start
    runs.stop()
    lines = runs.get_data()
    came_by = {file: lines.contexts_by_lineno(file) for file in lines.measured_files()}
    notes.write_bytes(pickle.dumps((seconds, came_by, trials.failure)))
    return 0


def run_items(items: Sequence[pytest.Item]) -> int:
    """Run tests in this order up to the first that fails; 1 when one does."""
    for item, next_item in zip(items, [*items[1:], None], strict=False):
        item.ihook.pytest_runtest_protocol(item=item, nextitem=next_item)
        if item.session.testsfailed:
            return 1
    return 0


def functions_of_this_project() -> Mapping[tuple[str, str], FunctionType]:
    """Every function by its file and name."""
    return {
        (each.__code__.co_filename, each.__code__.co_qualname): each
        for each in gc.get_objects()
        # Some objects of others do not like to be asked what they are.
        if type(each) is FunctionType and each.__code__.co_filename.startswith(str(SOURCE))
    }


def replacement_of(
    mutant: Mutant, functions: Mapping[tuple[str, str], FunctionType]
) -> tuple[FunctionType, CodeType] | None:
    """The function around a change, and its changed code; None when it cannot be replaced."""
    parts = mutant.change.function.split(".")
    names = [".".join(parts[: end + 1]) for end in range(len(parts))]
    name = next((name for name in names if (str(mutant.path), name) in functions), None)
    if name is None:
        return None
    function, code = functions[str(mutant.path), name], code_of(mutant.code(), name)
    # One that uses other variables of what is around it needs another function.
    return (function, code) if code.co_freevars == function.__code__.co_freevars else None


def code_of(code: CodeType, name: str) -> CodeType:
    """The code of a function within that of its module.

    Raises LookupError when there is none.
    """
    waiting = [code]
    while waiting:
        each = waiting.pop()
        if each.co_qualname == name:
            return each
        waiting += [part for part in each.co_consts if isinstance(part, CodeType)]
    raise LookupError(name)


class Chosen:
    """A plugin of pytest that keeps these tests, in their order."""

    def __init__(self, tests: Sequence[str]) -> None:
        self.places = {test: place for place, test in enumerate(tests)}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave the others out."""
        items[:] = [item for item in items if item.nodeid in self.places]
        items.sort(key=lambda item: self.places[item.nodeid])


def imported_anew(mutant: Mutant, tests: Sequence[str]) -> int:
    """Run tests with this project imported anew, the mutant in the place of its module."""
    importer = Importer(mutant)
    sys.meta_path.insert(0, importer)
    code = run_anew(tests)
    return code if importer.used else NEVER_IMPORTED


def run_anew(tests: Sequence[str]) -> int:
    """Run tests with this project imported anew, file by file up to the first that fails."""
    for name in [name for name in sys.modules if name.startswith(OURS)]:
        if not name.startswith(NOT_CHANGED):
            del sys.modules[name]
    # Most mutants are noticed by the first files, so that the others need not be imported.
    for file, its_own in groupby(tests, file_of):
        code = run_pytest([file], Chosen([*its_own]))
        if code != 0:
            return code
    return 0


def fork_each(
    mutants: Sequence[Mutant],
    trial: Callable[[Mutant], int],
    tests: Tests,
    at_once: int,
) -> Outcomes:
    """Run a trial for each mutant in a process of its own."""
    outcomes: Outcomes = {}
    waiting = list(reversed(mutants))
    running: dict[int, Mutant] = {}
    while waiting or running:
        while waiting and len(running) < at_once:
            mutant = waiting.pop()
            pid = os.fork()
            if pid == 0:
                end_with(partial(trial, mutant), tests.most_seconds(mutant))
            running[pid] = mutant
        pid, status = os.wait()
        ended = running.pop(pid)
        outcomes[ended] = outcome_of(ended, os.waitstatus_to_exitcode(status))
    return outcomes


def code_of_fork(work: Callable[[], int]) -> int:
    """What work gives in a process of its own."""
    pid = os.fork()
    if pid == 0:
        end_with(work, resource.RLIM_INFINITY)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def end_with(work: Callable[[], int], seconds: int) -> NoReturn:
    """End this process with what the work gives; it may use so many seconds of a processor.

    It says nothing, and what it writes goes into a folder of its own.
    """
    code = NEVER_IMPORTED
    tempfile.tempdir = folder = tempfile.mkdtemp()
    os.environ |= {"TMPDIR": folder, "PYTEST_DEBUG_TEMPROOT": folder}
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(1, 2)
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        code = work()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os._exit(code)


def outcome_of(mutant: Mutant, code: int) -> Outcome:
    """What a trial's end says of the mutant.

    Raises TrialError when it says nothing.
    """
    if code in FAILED:
        return "killed"
    if code == -signal.SIGXCPU:
        return "timeout"
    if code == 0:
        return "survived"
    reason = "never imported" if code == NEVER_IMPORTED else f"ended with {code}"
    raise TrialError(f"{mutant.file}:{mutant.change.line}: {reason}")
