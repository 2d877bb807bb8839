"""In: packages, how many mutants and a seed; out: which of them the tests notice, and the rate."""

import argparse
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Iterable, Mapping

from tests.mutants.mutant import ROOT, Mutant, sampled
from tests.mutants.same import reason_of
from tests.mutants.trial import OUTCOMES, Outcome, TrialError, try_all

TESTS = {
    "rules": ("rule", "score_rules", "check", "changes", "score_recommendation", "score_next"),
    "score": ("score", "examples_on_pages", "borders"),
    "aggregate": ("aggregate", "borders", "editions", "render_health", "render_results"),
    "check": ("check", "rulings", "handwritten", "changes"),
}
"""For each package the tests of its own, by how their names begin, the likeliest first."""
FOR_ALL = ("tests/test_examples.py",)


def main() -> int:
    """Try the mutants and tell those that nobody noticed."""
    parser = argparse.ArgumentParser(
        "scripts/mutants", description="Makes small faults and counts those that tests notice."
    )
    parser.add_argument("--sample", type=int, default=40, metavar="N", help="how many (40)")
    parser.add_argument("--seed", type=int, default=random.randrange(1_000_000))
    parser.add_argument("--only", choices=TESTS, action="append", help="a package; repeatable")
    parser.add_argument("--at-once", type=int, default=os.cpu_count() or 1, metavar="N")
    asked = parser.parse_args()
    packages = asked.only or list(TESTS)
    chosen = sampled(packages, asked.sample, asked.seed)
    print(f"Seed {asked.seed}, {len(chosen)} mutants", flush=True)
    start = time.monotonic()
    counts: Counter[tuple[str, str]] = Counter()

    def tell(mutant: Mutant, outcome: Outcome) -> None:
        is_listed = outcome == "survived" and reason_of(mutant)
        counts[mutant.package, "listed" if is_listed else outcome] += 1
        if outcome == "survived":
            print(survivor(mutant), flush=True)

    try:
        try_all(chosen, files_of(packages), asked.at_once, tell)
    except TrialError as error:
        print(error, file=sys.stderr)
        return 2
    print(f"\n{table(packages, counts)}\n\n{(time.monotonic() - start) / 60:.0f} minutes")
    return 0


def files_of(packages: Iterable[str]) -> list[str]:
    """The files of tests that should notice a fault in the packages."""
    starts = {start for package in packages for start in TESTS[package]}
    unit = ROOT / "tests" / "unit"
    found = {str(path) for start in starts for path in unit.glob(f"test_{start}*.py")}
    return [*sorted(found), *(str(ROOT / each) for each in FOR_ALL)]


def survivor(mutant: Mutant) -> str:
    """A mutant that nobody noticed, in as many words as the page's list needs."""
    change, reason = mutant.change, reason_of(mutant)
    return (
        f"{mutant.file}:{change.line} {change.function}\n- {change.before}\n+ {change.after}\n"
        f"  {reason or 'No reason is listed.'}"
    )


def table(packages: Iterable[str], counts: Mapping[tuple[str, str], int]) -> str:
    """The rows of the page docs/development/mutants.md."""
    columns = (*OUTCOMES, "listed")
    rows = {package: [counts[package, column] for column in columns] for package in packages}
    rows["all"] = [sum(figures) for figures in zip(*rows.values(), strict=True)]
    head = f"| package | mutants | {' | '.join(columns)} | noticed |\n|---{'|--:' * 6}|"
    return "\n".join([head, *(row(name, *figures) for name, figures in rows.items())])


def row(name: str, killed: int, timeout: int, survived: int, listed: int) -> str:
    """One row; the rate is of those that somebody could notice."""
    noticed = killed + timeout
    could_be = noticed + survived
    rate = f"{noticed / could_be:.1%}" if could_be else "-"
    return (
        f"| {name} | {could_be + listed} | {killed} | {timeout} | {survived} | {listed} | {rate} |"
    )


if __name__ == "__main__":
    sys.exit(main())
