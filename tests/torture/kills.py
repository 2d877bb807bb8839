"""Commands that are killed at a random moment, and started again at once."""

import os
import random
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path

from ict_maturity.repository.git import git
from tests.torture.roots import (
    VARIANTS,
    Root,
    Sites,
    clean_sites,
    differing,
    files,
)
from tests.torture.steps import ended_before, root_for_steps
from tests.torture.trial import Figures
from tests.warm import code_of

SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
MOST_OPERATIONS = 10_000
"""More than any build has: with this number none is killed."""

BUILDS, SHORT_BUILDS = 210, 3
OTHERS, SHORT_OTHERS = 60, 3


@dataclass
class Kill:
    """One attempt: when it is killed, how, and whether the whole process group is.

    `share` is the part of the time that the same command took the last time.
    """

    share: float
    number: signal.Signals
    whole_group: bool

    def __str__(self) -> str:
        whom = "the group" if self.whole_group else "the command"
        return f"{self.number.name} to {whom} after {self.share:.3f} of its time"

    def of(self, begun: BaseProcess, lasts: float) -> bool:
        """Do it, without waiting for what comes of it; whether the command was still there."""
        begun.join(self.share * lasts)
        if begun.exitcode is not None or begun.pid is None:
            return False
        kill = os.killpg if self.whole_group else os.kill
        with suppress(ProcessLookupError):
            kill(begun.pid, self.number)
            return True
        return False

    def misread(self, begun: BaseProcess) -> str:
        """What is wrong with how the command ended; a shell expects 128 and the signal."""
        code = code_of(begun)
        # Python itself, or Click, ends it as long as nothing is begun that needs clearing up.
        early = {-self.number, 1 if self.number == signal.SIGINT else 0}
        return "" if code in {0, 128 + self.number, *early} else f"the killed one ended with {code}"


def kills(seed: int, number: int) -> Iterator[Kill]:
    """Moments from the first to the last of a command; the end, where files move, is hit more."""
    choose = random.Random(seed)
    for count in range(number):
        share = choose.uniform(0 if count % 2 else 0.8, 1.05)
        yield Kill(share, SIGNALS[count % 3], choose.random() < 0.5)


def trials(seed: int, short: bool) -> Iterator[Figures]:
    """Kill builds, deployments, cuts of an edition and new files."""
    with tempfile.TemporaryDirectory(prefix="torture-") as name:
        folder = Path(name)
        yield builds(folder, clean_sites(folder), seed, SHORT_BUILDS if short else BUILDS)
        yield each_step(folder, 4 if short else 1)
        yield deployments(folder, seed, SHORT_OTHERS if short else OTHERS)
        yield cuts(folder, seed, SHORT_OTHERS if short else OTHERS)
        yield new_files(folder, seed, SHORT_OTHERS if short else OTHERS)


def builds(folder: Path, clean: Sites, seed: int, number: int) -> Figures:
    """A build of one content is killed; then the other content is built, at once."""
    figures = Figures("`build` killed, and at once another content built: bytes of a clean one")
    root = Root.made(folder / "builds")
    site = root.folder / "site"
    lasts = timed(lambda: root.typed("build"))
    in_time, slowest, gone = 0, 0.0, 0
    for count, kill in enumerate(kills(seed, number)):
        killed, built = VARIANTS[count % 2], VARIANTS[(count + 1) % 2]
        root.become(killed)
        begun = root.begun("build")
        in_time += kill.of(begun, lasts)
        gone += not site.exists()
        root.become(built)
        started = time.monotonic()
        ended = root.typed("build")
        lasts = time.monotonic() - started
        slowest = max(slowest, lasts)
        faults = [
            f"ended with {ended.returncode}: {ended.stderr}" if ended.returncode else "",
            differing(files(site), clean[built]),
            kill.misread(begun),
            ", ".join(root.left()),
            "; ".join(root.processes_after_a_while()),
        ]
        figures.count_first(faults, f"seed {seed}, attempt {count}, {kill}")
    figures.notes += [
        f"{in_time} killed before their end",
        f"{gone} times killed within the swap, so that no site stood there until then",
        f"slowest build after a kill {slowest:.1f} s",
    ]
    return figures


def each_step(folder: Path, stride: int) -> Figures:
    """A build is killed before every operation on a file that its command does, one after another.

    Where random moments hardly ever hit, as within the swap, these hit each time.
    """
    figures = Figures("`build` killed before each operation on a file, and at once again")
    start = root_for_steps(folder / "start")
    ended_before(start, MOST_OPERATIONS)
    root = folder / "steps"
    site = root / "site"
    gone = 0
    for operation in range(0, MOST_OPERATIONS, stride):
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(start, root)
        assert (site / "index.html").read_text() == "last good"
        (root / "content").write_text("new")
        ended = ended_before(root, operation)
        if ended.returncode == 0:
            break
        gone += not site.exists()
        pages = {path.read_text() for path in site.rglob("*.html")}
        again = ended_before(root, MOST_OPERATIONS)
        faults = [
            "" if ended.returncode == -signal.SIGKILL else f"ended with {ended}",
            "" if pages in ({"last good"}, {"new"}, set()) else f"a mix: {pages}",
            f"ended with {again}" if again.returncode else "",
            "" if {path.read_text() for path in site.rglob("*.html")} == {"new"} else "old pages",
            ", ".join(path.name for path in root.glob(".*")),
        ]
        figures.count_first(faults, f"operation {operation}")
    figures.notes.append(f"{gone} times between the two steps of the swap, with no site there")
    return figures


def timed(act: Callable[[], object]) -> float:
    """Seconds of the wall's clock."""
    started = time.monotonic()
    act()
    return time.monotonic() - started


def deployments(folder: Path, seed: int, number: int) -> Figures:
    """A deployment is killed, then done: the branch is as it was or has all of the site."""
    figures = Figures("`deploy` killed, and at once again: the branch has the whole site")
    root = Root.made(folder / "deployments")
    (root.folder / ".gitignore").write_text("/.build/\n")
    git(root.folder, "init", "--quiet", "--initial-branch", "main")
    for name in ("user.name", "user.email"):
        git(root.folder, "config", name, "torture@example.org")
    git(root.folder, "add", "--all")
    git(root.folder, "commit", "--quiet", "--message", "All")
    lasts = timed(lambda: root.typed("deploy", "--next"))
    clean = git(root.folder, "rev-parse", "gh-pages^{tree}")
    in_time = 0
    for count, kill in enumerate(kills(seed, number)):
        git(root.folder, "update-ref", "-d", "refs/heads/gh-pages")
        begun = root.begun("deploy", "--next")
        in_time += kill.of(begun, lasts)
        started = time.monotonic()
        ended = root.typed("deploy", "--next")
        lasts = time.monotonic() - started
        tree = git(root.folder, "rev-parse", "gh-pages^{tree}") if not ended.returncode else ""
        faults = [
            f"ended with {ended.returncode}: {ended.stderr}" if ended.returncode else "",
            "" if tree == clean else f"the branch has the tree {tree}",
            kill.misread(begun),
            ", ".join(root.left()),
            "; ".join(root.processes_after_a_while()),
        ]
        figures.count_first(faults, f"seed {seed}, attempt {count}, {kill}")
    figures.notes.append(f"{in_time} killed before their end")
    return figures


def cuts(folder: Path, seed: int, number: int) -> Figures:
    """A cut is killed, then done: the edition is there as a clean cut makes it."""
    figures = Figures("`edition cut` killed, and at once again: the edition as of a clean cut")
    root = Root.made(folder / "cuts")
    editions = root.folder / "editions"
    lasts = timed(lambda: root.typed("edition", "cut", "2026.1"))
    clean = files(editions)
    assert clean
    in_time = 0
    for count, kill in enumerate(kills(seed, number)):
        for path in editions.iterdir():
            path.unlink()
        begun = root.begun("edition", "cut", "2026.1")
        in_time += kill.of(begun, lasts)
        misread = kill.misread(begun)
        whole = "2026.1.lock.json" in files(editions)
        started = time.monotonic()
        ended = root.typed("edition", "cut", "2026.1")
        lasts = time.monotonic() - started
        faults = [
            "" if ended.returncode == (2 if whole else 0) else f"{ended.returncode} {ended.stderr}",
            misread,
            differing(files(editions), clean),
            ", ".join(root.left()),
        ]
        figures.count_first(faults, f"seed {seed}, attempt {count}, {kill}")
    figures.notes.append(f"{in_time} killed before their end")
    return figures


def new_files(folder: Path, seed: int, number: int) -> Figures:
    """A new KPI is begun and killed: its file is there in full or not at all."""
    figures = Figures("`new kpi` killed, and at once again: the file in full, nothing beside it")
    root = Root.made(folder / "new")
    before = files(root.folder)
    arguments = ("new", "kpi", "Third", "--recommendation", "R01")
    lasts = timed(lambda: root.typed(*arguments))
    path = "kpis/K03-third.yaml"
    clean = files(root.folder)[path]
    in_time = 0
    for count, kill in enumerate(kills(seed, number)):
        for made in root.folder.glob("kpis/*-third.yaml"):
            made.unlink()
        begun = root.begun(*arguments)
        in_time += kill.of(begun, lasts)
        misread = kill.misread(begun)
        after = {name: each for name, each in files(root.folder).items() if "/." not in name}
        started = time.monotonic()
        ended = root.typed(*arguments)
        lasts = time.monotonic() - started
        faults = [
            "" if after in (before, {**before, path: clean}) else differing(after, before),
            f"ended with {ended.returncode}: {ended.stderr}" if ended.returncode else "",
            misread,
            "" if files(root.folder).get(path) == clean else "another content",
            ", ".join(root.left()),
        ]
        figures.count_first(faults, f"seed {seed}, attempt {count}, {kill}")
    figures.notes.append(f"{in_time} killed before their end")
    return figures
