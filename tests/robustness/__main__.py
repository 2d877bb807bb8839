"""In: our own content; out: what was measured, written into docs/development/robustness.md."""

import argparse
import re
import sys
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

from ict_maturity.load import load
from tests.robustness.trials import RUNS, Figures, Moved, measured

ROOT = Path(__file__).parent.parent.parent
PAGE = ROOT / "docs" / "development" / "robustness.md"
SECTION = re.compile(r"(?<=\n## What was measured last\n\n).*?(?=\n## )", re.DOTALL)
SEED = 1
TRIALS = {
    "one_check": "one met check is read as not met",
    "some_checks": "one check in twenty is misread",
    "one_kpi": "one KPI is left out",
    "harder": "all cut points are a fifth of a step harder to reach",
    "easier": "all cut points are a fifth of a step easier to reach",
    "weights": "other weights",
}


def main() -> int:
    """Measure and write; 1 when the content cannot be read."""
    parser = argparse.ArgumentParser(
        "scripts/robustness", description="Tries how far published levels move."
    )
    parser.add_argument("--seed", type=int, default=SEED)
    asked = parser.parse_args()
    content = load(ROOT).content
    if content is None:
        print("The content cannot be read: run ict-maturity check.", file=sys.stderr)
        return 1
    text = section(measured(content, asked.seed), datetime.now(UTC).date(), asked.seed)
    PAGE.write_text(SECTION.sub(lambda _: text, PAGE.read_text("utf-8")), "utf-8")
    print(text, end="")
    return 0


def section(figures: Figures, day: date, seed: int) -> str:
    """What was measured, as a part of the page."""
    rows = [
        f"| {said} | {row(getattr(figures, name), figures.published)} |"
        for name, said in TRIALS.items()
    ]
    lines = (
        f"On {day.day} {day:%B %Y}, over the {figures.published} published levels"
        f" of the round {figures.cycle.id}, seed {seed}:",
        "",
        "| what is tried | lowered | by two or more | raised |",
        "|---|--:|--:|--:|",
        *rows,
        "",
        f"{percent(figures.one_fact)} of the levels rest on one answer.",
        f"With other weights, drawn {RUNS} times, a score moves by"
        f" {float(figures.score):.1f} points in the mean,"
        f" and {percent(figures.unpublished)} of the results are published no more.",
    )
    return "\n".join(lines) + "\n"


def row(moved: Moved, published: int) -> str:
    """The three figures of a trial: so many levels, and which part of all."""
    shares = (moved.lowered, moved.by_two, moved.raised)
    return " | ".join(f"{count(share * published)} ({percent(share)})" for share in shares)


def count(levels: Fraction) -> str:
    """So many levels; only what is to be expected has a decimal."""
    return str(levels.numerator) if levels.denominator == 1 else f"{float(levels):.1f}"


def percent(share: Fraction) -> str:
    """A part of the whole with one decimal."""
    return f"{float(share):.1%}"


if __name__ == "__main__":
    sys.exit(main())
