"""In: kinds of attacks, all by default; out: a table of figures, and 1 when anything failed."""

import argparse
import random
import sys

from tests.torture.trial import KINDS, Figures, trials_of

LONGEST_FAULT = 1_000


def main() -> int:
    """Run the attacks and tell each trial as soon as it is over."""
    parser = argparse.ArgumentParser("scripts/torture", description="Tries to break the software.")
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=f"one of: {', '.join(KINDS)}")
    parser.add_argument("--seed", type=int, default=random.randrange(1_000_000))
    parser.add_argument("--short", action="store_true", help="seconds instead of minutes")
    asked = parser.parse_args()
    unknown = set(asked.kinds) - set(KINDS)
    if unknown:
        parser.error(f"there is no {', '.join(sorted(unknown))}; kinds are: {', '.join(KINDS)}")
    print(f"Seed {asked.seed}\n\n| what was tried | times | held | notes |\n|---|--:|--:|---|")
    failed: list[str] = []
    for kind in asked.kinds or KINDS:
        for figures in trials_of(kind)(asked.seed, asked.short):
            print(row(figures), flush=True)
            failed += [f"{figures.name}: {fault[:LONGEST_FAULT]}" for fault in figures.failed]
    print("\n" + ("\n".join(failed) if failed else "Everything held."))
    return 1 if failed else 0


def row(figures: Figures) -> str:
    """A line of the table on the page docs/development/torture.md."""
    notes = "; ".join(figures.notes)
    return f"| {figures.name} | {figures.tried:,} | {figures.held:,} | {notes} |"


if __name__ == "__main__":
    sys.exit(main())
