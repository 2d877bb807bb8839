"""Time check and score here against those of another copy of the project, in the same run.

In: the folder of the other copy; out: seconds of the processor and their ratio, on standard
output. Run it as `.venv/bin/python scripts/bench/against.py ../other`, for instance with a
worktree of an older commit.

Each copy makes its own content, with the same offices and the same chances. Every run is a whole
process, and both take turns; what another process takes of the machine is no part of a figure.
"""

import argparse
import statistics
import sys
from datetime import UTC, datetime
from pathlib import Path

from build import check_and_score, machine, run, tell
from synthetic import CYCLES, KPIS, PROJECT, in_memory, workplace

WRITE = """
import sys
from pathlib import Path
from synthetic import write_root
write_root(Path(sys.argv[1]), int(sys.argv[2]))
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("other", type=Path)
    parser.add_argument("--offices", type=int, default=200)
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args()
    copies = {"here": PROJECT, "there": options.other.resolve()}
    print(f"{datetime.now(UTC):%Y-%m-%d}, {machine()}, {options.runs} runs")
    print(f"{options.offices} offices, {len(CYCLES)} cycles, {KPIS} KPIs, ", end="")
    print(f"on {'memory' if in_memory() else 'disk'}\n")
    print_table(measure(copies, options.offices, options.runs))


def measure(copies: dict[str, Path], offices: int, runs: int) -> dict[str, list[float]]:
    """For each copy the seconds of the processor, run by run."""
    found: dict[str, list[float]] = {name: [] for name in copies}
    with workplace() as place:
        for name, project in copies.items():
            (place / name).mkdir()
            run([sys.executable, "-c", WRITE, str(place / name), str(offices)], project)
            run(check_and_score(place / name, offices), project)  # Compiled here, and not timed.
        for number in range(runs):
            for name, project in copies.items():
                tell(f"run {number + 1} of {runs}, {name}")
                done = run(check_and_score(place / name, offices), project)
                found[name].append(done.processor)
    return found


def print_table(found: dict[str, list[float]]) -> None:
    """A row a copy, then the ratio of medians and of the fastest runs."""
    print("| copy | median, s | fastest, s | slowest, s |\n|---|--:|--:|--:|")
    for name, seconds in found.items():
        middle = statistics.median(seconds)
        print(f"| {name} | {middle:.2f} | {min(seconds):.2f} | {max(seconds):.2f} |")
    middle, fastest = (of(found["here"]) / of(found["there"]) for of in (statistics.median, min))
    print(f"\nHere / there: {middle:.3f} (medians), {fastest:.3f} (fastest runs).")


if __name__ == "__main__":
    main()
