"""In: `python -m tests.attack --sites 2000 --seed 1`; out: what readers of made-up sites derive."""

import argparse
import time
from collections import Counter
from random import Random

from tests.attack.histories import History
from tests.attack.readers import Watch


def watched(seed: str) -> Watch:
    """All that a drawn site publishes."""
    watch = Watch()
    for content in History(Random(seed)).days():
        watch.see(content)
    return watch


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.attack")
    parser.add_argument("--sites", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    started = time.process_time()
    found: Counter[str] = Counter()
    for number in range(options.sites):
        watch = watched(f"{options.seed}/{number}")
        said = [*watch.changed, *map(str, watch.leaks())]
        found["rows"] += watch.rows
        found["sites that tell"] += bool(said)
        for each in said:
            print(f"{options.seed}/{number}: {each}")
    taken = time.process_time() - started
    print(f"{options.sites} sites, {found['rows']} rows in {taken:.0f} CPU seconds")
    raise SystemExit(bool(found["sites that tell"]))


if __name__ == "__main__":
    main()
