"""In: a content root, the example by default; out: a copy of what somebody wrote there."""

import shutil
from pathlib import Path

MINIMAL = Path(__file__).parents[1] / "examples/minimal"


def copied(root: Path, source: Path = MINIMAL) -> Path:
    """Copy a content root to `root`, without a site or a folder that a build left there."""
    return shutil.copytree(source, root, ignore=shutil.ignore_patterns("site", ".*"))
