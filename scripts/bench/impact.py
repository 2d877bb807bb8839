"""In: nothing; out: how long `impact` takes over 55 KPIs and 600 assessments, and the ratio.

The measure is two runs of check and score in the same process: reading included on both sides.
"""

import shutil
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

from ict_maturity.check import check, check_change
from ict_maturity.compare import Side, impact
from ict_maturity.export.impact import impact_data
from ict_maturity.load import Loaded, load
from ict_maturity.model import Content
from ict_maturity.render.impact import impact_report
from ict_maturity.score import score_all
from ict_maturity.website.engine import look_for_garbage_seldom

sys.path.insert(0, str(Path(__file__).parent))
import synthetic

OFFICES = 200
KPIS = 55
RUNS = 3
CUT_POINTS = ("4: 0.95", "4: 0.97")


def read(root: Path) -> tuple[Loaded, Content]:
    """The content below a root."""
    loaded = load(root)
    if loaded.content is None:
        raise SystemExit("\n".join(map(str, loaded.problems)))
    return loaded, loaded.content


def check_and_score(root: Path) -> None:
    """What `check` and `score` do."""
    loaded, content = read(root)
    check(content, loaded.places)
    score_all(content)


def compare(before: Path, after: Path) -> str:
    """What `impact` does with two folders."""
    _, old = read(before)
    loaded, new = read(after)
    problems = (*check(new, loaded.places), *check_change(old, new, loaded.places))
    report = impact(Side("before", old), Side("after", new))
    impact_data(report, problems)
    return impact_report(report, problems)


def with_harder_ratios(root: Path) -> None:
    """Raise a cut point of every KPI that is a ratio."""
    old, new = CUT_POINTS
    for path in sorted((root / "kpis").glob("*.yaml")):
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def main() -> None:
    """Print medians and their ratio."""
    look_for_garbage_seldom()
    synthetic.KPIS = KPIS
    with synthetic.workplace() as place:
        before, after = place / "before", place / "after"
        before.mkdir()
        synthetic.write_root(before, OFFICES)
        shutil.copytree(before, after)
        with_harder_ratios(after)
        twice, compared = [], []
        for _ in range(RUNS):
            start = perf_counter()
            check_and_score(before)
            check_and_score(after)
            middle = perf_counter()
            report = compare(before, after)
            twice.append(middle - start)
            compared.append(perf_counter() - middle)
    print(f"{KPIS} KPIs, {OFFICES} offices, {OFFICES * 3} assessments, medians of {RUNS} runs")
    print(f"check and score, twice: {median(twice):.2f} s")
    print(f"impact: {median(compared):.2f} s; its report has {len(report):,} signs")
    print(f"ratio: {median(compared) / median(twice):.2f}, the aim is 1 at most")


if __name__ == "__main__":
    main()
