"""A build with a small engine of its own that is killed before one of its file operations."""

import os
import signal
import sys
from pathlib import Path
from subprocess import CompletedProcess

from tests import warm

ENGINE = """
import pathlib, sys
site = pathlib.Path(sys.argv[sys.argv.index("--site-dir") + 1])
(site / "kpis").mkdir(parents=True)
for name in ("index.html", "kpis/index.html"):
    (site / name).write_text((site.parents[1] / "content").read_text())
"""
OPERATIONS = frozenset(
    {"fcntl.flock", "open", "os.chmod", "os.mkdir", "os.remove", "os.rename", "os.rmdir"}
)
"""What Python tells those who listen to it before it is done."""


def main(root: Path, before: int) -> int:
    """Build, and kill ourselves before the operation of this number."""
    from ict_maturity.texts.words import ENGLISH, words_of
    from ict_maturity.website.engine import Drawing, build_site

    # There the engine of the trial is found.
    os.environ["PYTHONPATH"] = str(root)
    left = iter(range(before))

    def count(event: str, arguments: tuple[object, ...]) -> None:
        ours = event in OPERATIONS and (event != "open" or str(root) in str(arguments[0]))
        if ours and next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    result = build_site(root, root / "site", Drawing("engine_of_the_trial"))
    print(words_of(ENGLISH).say(result.words))
    return result.code


def root_for_steps(folder: Path) -> Path:
    """A root with the small engine; what is in `content` is on its pages."""
    folder.mkdir()
    (folder / "engine_of_the_trial.py").write_text(ENGINE)
    (folder / "content").write_text("last good")
    return folder


def ended_before(root: Path, operation: int) -> CompletedProcess[str]:
    """Build in a process of its own, which is killed before the operation if it has so many."""
    return warm.ended(main, root, operation)
