"""In: `python -m tests.javascript --cases 5000 --seed 1`; out: where the two engines differ."""

import argparse
import time
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from ict_maturity.load import load
from tests.javascript.asked import content_asked, reports_asked, worlds_asked
from tests.javascript.node import differences

ROOT = Path(__file__).parents[2]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.javascript")
    parser.add_argument("--cases", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    content = load(ROOT).content
    assert content is not None
    started = time.perf_counter()
    asked = list(
        chain(
            content_asked("own", content),
            reports_asked(options.seed, content, options.cases // 20),
            worlds_asked(options.seed, options.cases),
        )
    )
    with TemporaryDirectory() as folder:
        found = differences(Path(folder), asked)
    number = sum(1 for each in asked if each.expected)
    print(f"{number} answers of seed {options.seed} in {time.perf_counter() - started:.0f} s")
    print(f"{len(found)} differ", *found[:10], sep="\n")
    raise SystemExit(bool(found))


if __name__ == "__main__":
    main()
