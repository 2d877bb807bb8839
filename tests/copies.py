"""In: a content root; out: a copy of what somebody wrote there."""

import shutil
from pathlib import Path

from ict_maturity.model import Content

OWN = Path(__file__).parents[1]
MINIMAL = OWN / "src/ict_maturity/example"


def copied(root: Path, source: Path = MINIMAL) -> Path:
    """Copy a content root to `root`, without a site or a folder that a build left there."""
    return shutil.copytree(source, root, ignore=shutil.ignore_patterns("site", ".*"))


def own_copied(root: Path, content: Content) -> Path:
    """Copy this project's own content, with its pages, into the folder `root`."""
    names = {file.partition("/")[0] for file in content.files.values()}
    for name in sorted(names | {"docs", "mkdocs.yml"}):
        if (OWN / name).is_dir():
            shutil.copytree(OWN / name, root / name)
        else:
            shutil.copy(OWN / name, root / name)
    return root
