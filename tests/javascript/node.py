"""In: lines for the browser's engine; out: its answers, from one run of node."""

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from tests.javascript.asked import Asked, all_asked
from tests.programs import installed, program

HERE = Path(__file__).parent
ENGINE = HERE.parents[1] / "src/ict_maturity/assets/engine"
HINT = "npm ci --prefix tests/javascript"


def tool(name: str) -> str:
    """A program of the packages that package-lock.json names."""
    return installed(HERE / "node_modules/.bin" / name, HINT)


def differences(folder: Path, lines: Iterable[Asked]) -> list[str]:
    """Where the two engines differ, and from which sign on; `folder` is empty and for this."""
    node = program("node", package="nodejs")
    page = (ENGINE.parent / "assess" / name for name in ("draft.js", "handover.js"))
    for file in (*ENGINE.glob("*.js"), *page, HERE / "score.js", HERE / "package.json"):
        shutil.copy(file, folder)
    text, asked = all_asked(lines)
    command = [node, str(folder / "score.js")]
    run = subprocess.run(command, input=text, capture_output=True, text=True, timeout=600)
    assert run.returncode == 0, run.stderr
    answers = run.stdout.split("\n")[:-1]
    pairs = zip(asked, answers, strict=True)
    return [told(each, answer) for each, answer in pairs if answer != each.expected]


def told(asked: Asked, answer: str) -> str:
    """One difference, with what stands around it."""
    pairs = enumerate(zip(answer, asked.expected, strict=False))
    at = next((i for i, (one, other) in pairs if one != other), 0)
    around = slice(max(0, at - 200), at + 80)
    return f"{asked.where}\n  browser {answer[around]}\n  Python  {asked.expected[around]}"
