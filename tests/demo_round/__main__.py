"""In: perhaps a folder to keep; out: the transcript of a round that is played there."""

import argparse
import tempfile
from pathlib import Path

from tests.demo_round.play import play


def main() -> None:
    """Play the round."""
    parser = argparse.ArgumentParser(prog="scripts/demo-round", description=__doc__)
    parser.add_argument("--keep", type=Path, metavar="DIR", help="play in this new folder")
    keep: Path | None = parser.parse_args().keep
    if keep:
        keep.mkdir()
        play(keep.resolve(), print)
        print(f"\nAll of it is in {keep}.")
    else:
        with tempfile.TemporaryDirectory(prefix="demo-round-") as folder:
            play(Path(folder), print)


if __name__ == "__main__":
    main()
