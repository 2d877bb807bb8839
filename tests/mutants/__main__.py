"""In: packages, how many mutants and a seed; out: which of them the tests notice, and the rate."""

import argparse
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from tests.mutants.mutant import ROOT, Mutant, sampled
from tests.mutants.same import reason_of
from tests.mutants.trial import OUTCOMES, Outcomes, TrialError, tried

TESTS = {
    "rules": ("rule", "score_rules", "check", "changes", "score_recommendation", "score_next"),
    "score": ("score", "examples_on_pages", "borders"),
    "aggregate": ("aggregate", "borders", "editions", "render_health", "render_results"),
    "check": ("check", "doubt", "rulings", "handwritten", "changes"),
}
"""For each package the tests of its own, by how their names begin, the likeliest first."""
EXAMPLES = "tests/test_examples.py"
OTHERS = ("charts", "cli", "impact", "load", "render", "schema", "texts", "upgrade", "verify_ed")
"""More of them that come by what is decided, for the faults that the tests above leave."""
SLOWER = ("golden", "test_numbers_agree.py", "test_own_content.py", "test_stories.py")


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
    try:
        outcomes = tried_twice(chosen, packages, asked.at_once)
    except TrialError as error:
        print(error, file=sys.stderr)
        return 2
    counts: Counter[tuple[str, str]] = Counter()
    for mutant, outcome in outcomes.items():
        is_listed = outcome == "survived" and reason_of(mutant)
        counts[mutant.package, "listed" if is_listed else outcome] += 1
        if outcome == "survived":
            print(survivor(mutant))
    print(f"\n{table(packages, counts)}\n\n{(time.monotonic() - start) / 60:.0f} minutes")
    return 0


def tried_twice(mutants: Sequence[Mutant], packages: Iterable[str], at_once: int) -> Outcomes:
    """What became of each mutant, first by the tests of its package, then by more and slower ones.

    What is listed is not tried again, for nothing can tell it apart.
    """
    outcomes = tried(mutants, quick_tests(packages), at_once)
    left = [each for each in mutants if outcomes[each] == "survived" and not reason_of(each)]
    print(f"{len(left)} are left for more tests", flush=True)
    return outcomes | (tried(left, more_tests(), at_once) if left else {})


def quick_tests(packages: Iterable[str]) -> list[str]:
    """What pytest is told for the examples of the packages, without properties.

    A property takes as long as a hundred examples.
    """
    starts = {start for package in packages for start in TESTS[package]}
    return [*unit_tests(starts), EXAMPLES, "-m", "not hypothesis"]


def more_tests() -> list[str]:
    """What pytest is told for all tests within one process that come by what is decided."""
    starts = {*OTHERS, *(start for starts in TESTS.values() for start in starts)}
    return [*unit_tests(starts), EXAMPLES, *(f"tests/{each}" for each in SLOWER)]


def unit_tests(starts: Iterable[str]) -> list[str]:
    """The files of unit tests whose names begin so."""
    unit = ROOT / "tests" / "unit"
    return sorted({str(path) for start in starts for path in unit.glob(f"test_{start}*.py")})


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
