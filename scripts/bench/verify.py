"""Time `verify` against check and score of the same offices, in the same run.

In: a synthetic content root for each number of offices; out: a table of medians and the ratio, on
standard output. Run it as `.venv/bin/python scripts/bench/verify.py`.

The promise is that verifying takes at most as long as check and score run twice. Every run is a
whole process; the two are run by turns, so that both meet the same load of the machine.
"""

import argparse
from dataclasses import dataclass
from datetime import UTC, datetime

from build import (
    CLI,
    check_and_score,
    machine,
    median_of,
    run,
    size_of,
    tell,
)
from synthetic import CYCLES, KPIS, in_memory, workplace, write_root

MOST = 2
MIB = 1 << 20


@dataclass(frozen=True)
class Figures:
    """What was measured for one number of offices: seconds, and MiB of data files and memory."""

    offices: int
    check_and_score: float
    verify: float
    memory: float
    data: float


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--offices", type=int, nargs="+", default=[50, 200])
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    print(f"{datetime.now(UTC):%Y-%m-%d}, {machine()}, medians of {options.runs} runs")
    print(f"{len(CYCLES)} cycles, {KPIS} KPIs, on {'memory' if in_memory() else 'disk'}\n")
    print_table([measure(offices, options.runs) for offices in options.offices])


def measure(offices: int, runs: int) -> Figures:
    """Verify must find no difference here: it ends with 1 if it does, and that stops the run."""
    with workplace() as place:
        root, data = place / "root", place / "data"
        root.mkdir()
        write_root(root, offices)
        run([*CLI, "export", "--root", str(root), "--out", str(data)])
        scores, verified = [], []
        for number in range(runs):
            tell(f"{offices} offices: run {number + 1} of {runs}")
            scores.append(run(check_and_score(root, offices)))
            verified.append(run([*CLI, "verify", str(data)]))
        return Figures(
            offices=offices,
            check_and_score=median_of(scores),
            verify=median_of(verified),
            memory=max(each.memory for each in verified),
            data=size_of(data) / MIB,
        )


def print_table(measured: list[Figures]) -> None:
    """A row a number of offices, with the ratio that the project promises."""
    print("| offices | check + score, s | verify, s | verify / (check + score) ", end="")
    print("| memory, MiB | data files, MiB |")
    print("|---|---|---|---|---|---|")
    for each in measured:
        print(
            f"| {each.offices} | {each.check_and_score:.2f} | {each.verify:.2f} "
            f"| {each.verify / each.check_and_score:.2f} | {each.memory:.0f} | {each.data:.1f} |"
        )
    print()
    for each in measured:
        kept = "kept" if each.verify <= MOST * each.check_and_score else "not kept"
        print(f"At most {MOST} times check and score at {each.offices} offices: {kept}.")


if __name__ == "__main__":
    main()
