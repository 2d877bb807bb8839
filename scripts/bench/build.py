"""Time check, score and the full build against stock MkDocs with the same pages.

In: a synthetic content root for each number of offices; out: a table of medians and ratios, with
the machine and the day, on standard output. Run it as `.venv/bin/python scripts/bench/build.py`.

The peer is MkDocs with the same theme and the same pages as staged Markdown, without the plugin
of this project; both write to the same kind of file system. Every run is a whole process.
"""

import argparse
import gzip
import json
import math
import os
import platform
import shutil
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import yaml
from synthetic import CYCLES, KPIS, PROJECT, in_memory, workplace, write_root

CLI = [str(Path(sys.executable).parent / "ict-maturity")]
CHECK_AND_SCORE = """
import sys, time
from itertools import pairwise
from pathlib import Path
from ict_maturity.check import check
from ict_maturity.website.engine import look_for_garbage_seldom
from ict_maturity.load import load
from ict_maturity.score import score_all
look_for_garbage_seldom()
loaded = load(Path(sys.argv[1]))
problems = check(loaded.content, loaded.places)
assert not loaded.problems and not problems, (loaded.problems + problems)[:3]
cards = score_all(loaded.content)
assert len(cards) == int(sys.argv[2]), len(cards)
"""
MIB = 1 << 20
KEEPS_NOTHING = "PYTHONDONTWRITEBYTECODE"
"""With it each process compiles the package anew, which takes as long as scoring."""


@dataclass(frozen=True)
class Run:
    """One process: seconds by the clock and by the processor, and the most memory that it or a
    child of it held, MiB.
    """

    seconds: float
    memory: float
    processor: float


@dataclass(frozen=True)
class Figures:
    """What was measured for one number of offices; seconds, MiB and bytes."""

    offices: int
    check_and_score: float
    build: float
    stage: float
    memory: float
    site: float
    largest_office: int
    pages: int
    stock: float | None


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--offices", type=int, nargs="+", default=[50, 200, 800])
    parser.add_argument("--stock-at", type=int, default=200, help="compare with stock MkDocs here")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    print(f"{datetime.now(UTC):%Y-%m-%d}, {machine()}, medians of {options.runs} runs")
    print(f"{len(CYCLES)} cycles, {KPIS} KPIs, on {'memory' if in_memory() else 'disk'}\n")
    measured = [
        measure(offices, options.runs, offices == options.stock_at) for offices in options.offices
    ]
    print_table(measured)


def measure(offices: int, runs: int, with_stock: bool) -> Figures:
    """All figures for one number of offices."""
    with workplace() as place:
        root = place / "root"
        root.mkdir()
        write_root(root, offices)
        tell(f"{offices} offices: check and score")
        scores = [run(check_and_score(root, offices)) for _ in range(runs)]
        tell(f"{offices} offices: full build")
        builds = [fresh_build(root) for _ in range(runs)]
        tell(f"{offices} offices: everything but drawing")
        stages = [fresh_stage(root, place / "staged") for _ in range(runs)]
        stock = None
        if with_stock:
            tell(f"{offices} offices: stock MkDocs")
            config = write_stock(root, place / "stock")
            command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(config)]
            stock = median_of([run(command) for _ in range(runs)])
            same_pages(root / "site", place / "stock" / "site")
        return Figures(
            offices=offices,
            check_and_score=median_of(scores),
            build=median_of(builds),
            stage=median_of(stages),
            memory=statistics.median(each.memory for each in builds),
            site=size_of(root / "site") / MIB,
            largest_office=largest_office(root / "site"),
            pages=len(pages_of(root / "site")),
            stock=stock,
        )


def check_and_score(root: Path, offices: int) -> list[str]:
    """A process that reads, checks and scores every assessment."""
    return [sys.executable, "-c", CHECK_AND_SCORE, str(root), str(offices * len(CYCLES))]


def fresh_build(root: Path) -> Run:
    """A full build with nothing left of an earlier one."""
    for left in ("site", ".build"):
        shutil.rmtree(root / left, ignore_errors=True)
    return run([*CLI, "build", "--root", str(root)])


def fresh_stage(root: Path, folder: Path) -> Run:
    """All of a build that is not drawing: reading, checking, scoring, writing pages and data."""
    shutil.rmtree(folder, ignore_errors=True)
    return run([*CLI, "stage", "--root", str(root), "--out", str(folder)])


def run(command: list[str], project: Path = PROJECT) -> Run:
    """Run a process of a project to its end; its output is shown only when it fails."""
    begin = time.perf_counter()
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={
            **{name: value for name, value in os.environ.items() if name != KEEPS_NOTHING},
            "PYTHONPATH": os.pathsep.join(map(str, places_of(project))),
        },
    )
    said = process.stdout.read() if process.stdout else ""
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begin
    if status:
        sys.exit(f"{' '.join(command)} failed:\n{said}")
    process.returncode = 0
    return Run(seconds, used.ru_maxrss / 1024, used.ru_utime + used.ru_stime)


def places_of(project: Path) -> tuple[Path, Path]:
    """Where a project's own modules lie, those of its benchmarks too."""
    return project / "src", project / "scripts" / "bench"


def write_stock(root: Path, stock: Path) -> Path:
    """The same pages as plain Markdown files for MkDocs without this project's plugin."""
    docs = stock / "docs"
    run([*CLI, "stage", "--root", str(root), "--out", str(docs)])
    stamps = docs / "_stamp"
    for file in sorted(stamps.rglob("*.json")):
        page = json.loads(file.read_text())
        target = docs / f"{page['path'].rstrip('/')}.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        front = yaml.safe_dump({"title": page["title"], "description": page["description"]})
        body = "<div>" + page["body"].replace("\n", " ") + "</div>"
        target.write_text(f"---\n{front}---\n\n{body}\n")
    shutil.rmtree(stamps)
    for shell in docs.rglob("_shell.md"):
        shell.unlink()
    config = stock / "mkdocs.yml"
    settings = yaml.safe_load((root / "mkdocs.yml").read_text())
    settings |= {"plugins": ["search"], "docs_dir": "docs", "strict": False}
    settings.pop("hooks", None)
    settings["nav"] = flat_nav(settings.get("nav"), docs)
    config.write_text(yaml.safe_dump(settings, sort_keys=False))
    return config


def flat_nav(nav: object, docs: Path) -> object:
    """The project's nav with its patterns spelled out, as stock MkDocs wants it."""
    if isinstance(nav, dict):
        return {title: flat_nav(item, docs) for title, item in nav.items()}
    if isinstance(nav, list):
        items: list[object] = []
        for item in nav:
            if isinstance(item, str) and "*" in item:
                items += sorted(str(path.relative_to(docs)) for path in docs.glob(item))
            else:
                items.append(flat_nav(item, docs))
        return items
    return nav


def same_pages(ours: Path, stock: Path) -> None:
    """Stop when the two sites do not have the same pages: the ratio would mean nothing."""
    differing = pages_of(ours) ^ pages_of(stock)
    if differing:
        sys.exit(f"The two sites differ in their pages: {sorted(differing)[:5]}")


def pages_of(site: Path) -> set[str]:
    """Every HTML page, relative to the site."""
    return {str(path.relative_to(site)) for path in site.rglob("*.html")}


def largest_office(site: Path) -> int:
    """Bytes of the largest office page after compression."""
    sizes = [len(gzip.compress(path.read_bytes(), 6)) for path in site.glob("offices/*/index.html")]
    return max(sizes, default=0)


def size_of(folder: Path) -> int:
    """Bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def median_of(runs: list[Run]) -> float:
    """Median of the seconds."""
    return statistics.median(each.seconds for each in runs)


def print_table(measured: list[Figures]) -> None:
    """A row a number of offices, then the ratios that the project promises."""
    print("| offices | pages | check + score, s | build, s | check + score / build ", end="")
    print("| memory, MiB | site, MiB | largest office page, KiB compressed |")
    print("|---|---|---|---|---|---|---|---|")
    for each in measured:
        share = each.check_and_score / each.build
        print(
            f"| {each.offices} | {each.pages} | {each.check_and_score:.2f} | {each.build:.2f} "
            f"| {share:.2f} | {each.memory:.0f} | {each.site:.1f} "
            f"| {each.largest_office / 1024:.1f} |"
        )
    print()
    for each in measured:
        if each.stock:
            print(
                f"Stock MkDocs with the same pages at {each.offices} offices: {each.stock:.2f} s, "
                f"{each.stock / each.build:.1f} times the full build, which reads, checks, scores "
                f"and exports as well ({each.stage:.2f} s), "
                f"and {each.stock / (each.build - each.stage):.1f} times the drawing in it."
            )
    for smaller, larger in pairwise(measured):
        power = math.log(larger.build / smaller.build) / math.log(larger.offices / smaller.offices)
        print(f"Growth exponent from {smaller.offices} to {larger.offices} offices: {power:.2f}")


def machine() -> str:
    """Processor count, Python and system, so that figures can be read later."""
    return f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}"


def tell(what: str) -> None:
    """Progress, on a terminal only."""
    if sys.stderr.isatty():
        print(f"… {what}", file=sys.stderr)


if __name__ == "__main__":
    main()
