"""In: a content root; out: its finished website, built beside the last one and then swapped.

When anything fails, also a kill in the middle, the last good site stays or is put back.
"""

import errno
import fcntl
import gc
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

WORK = ".build"
SIGN = "sitemap.xml"
"""Every site has it: a folder without is not ours to replace."""

VARIABLE = "ICT_MATURITY_VERSION"
"""The environment variable that tells a build which folder of a site of editions it is for."""

YOUNG_OBJECTS = 200_000
"""How many new objects make Python look for garbage; nearly all that a build makes stays."""


def look_for_garbage_seldom() -> None:
    """Save the front doors the third of their time that Python's collector takes by default."""
    gc.set_threshold(YOUNG_OBJECTS, 20, 20)


@dataclass(frozen=True)
class Result:
    """How a build ended.

    `code` is 0 for a new site, 1 for problems in the content or its pages, 2 for a machine that
    did not allow the build; `words` is what the engine said, empty when all is well.
    """

    code: int
    words: str


def build_site(
    root: Path, out: Path, engine: str = "mkdocs", strict: bool = True, version: str = ""
) -> Result:
    """Run the site engine on `root` and put the website at `out`.

    `engine` is the module of the engine, `mkdocs` or `properdocs`; with `strict` its warnings are
    failures; `version` is the folder of a site of many editions that this one is for.
    What goes wrong is told by the result, never raised.
    """
    out = out.resolve()
    try:
        with _only_one(root, out):
            _recover(out)
            _refuse_foreign(out)
            fresh = _beside(out, "new")
            try:
                result = _run(_command(root, fresh, engine, strict), version)
                if result.code == 0:
                    _swap(fresh, out)
            finally:
                shutil.rmtree(fresh, ignore_errors=True)
            return result
    except OSError as error:
        return Result(2, f"The site was not built: {_reason(error)}")


def _command(root: Path, fresh: Path, engine: str, strict: bool) -> list[str]:
    command = [sys.executable, "-m", engine, "build", "--site-dir", str(fresh)]
    return [*command, "--config-file", str(root / "mkdocs.yml"), *(["--strict"] if strict else [])]


def _run(command: list[str], version: str) -> Result:
    run = subprocess.run(  # noqa: S603 - the command is ours
        command,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        # Material's word about its end of life, which our version ranges take care of.
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", VARIABLE: version},
    )
    words = _words(run.stdout + run.stderr)
    if run.returncode == 0:
        return Result(0, words)
    broken = re.search(r"^\w+: (\[Errno \d+\] .*)$", words, re.MULTILINE)
    if broken:
        return Result(2, f"The site was not built: {broken[1]}")
    return Result(1, words)


def _words(said: str) -> str:
    """What the engine said without progress, and of a traceback only what it ends with."""
    lines = [line for line in said.splitlines() if not line.startswith("INFO ")]
    words = "\n".join(lines)
    words = re.sub(r"^Traceback .*\n(?:[ \t].*\n|\n)*", "", words, flags=re.MULTILINE)
    return words.strip()


def _swap(fresh: Path, out: Path) -> None:
    """Put the new site in the place of the last one, which is removed only then."""
    last = _beside(out, "last")
    if out.exists():
        out.rename(last)
    fresh.rename(out)
    shutil.rmtree(last, ignore_errors=True)


def _recover(out: Path) -> None:
    """Clear what a killed build left; when it was killed within the swap, put the site back."""
    last = _beside(out, "last")
    if last.exists() and not out.exists():
        last.rename(out)
    shutil.rmtree(last, ignore_errors=True)
    shutil.rmtree(_beside(out, "new"), ignore_errors=True)


def _refuse_foreign(out: Path) -> None:
    out.parent.mkdir(parents=True, exist_ok=True)
    if out.exists() and not (out / SIGN).is_file() and (out.is_file() or any(out.iterdir())):
        raise FileExistsError(errno.EEXIST, "this is not a website, so it is kept", str(out))


@contextmanager
def _only_one(root: Path, out: Path) -> Iterator[None]:
    """Let one build at a time work on a root; the system frees the lock of a killed one."""
    lock = root / WORK / "lock"
    lock.parent.mkdir(exist_ok=True)
    with lock.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise OSError(error.errno, f"another build is working on {out}") from error
        yield


def _beside(out: Path, what: str) -> Path:
    """A folder on the same disk as `out`, so that it can take its place in one step."""
    return out.with_name(f".{out.name}.{what}")


def _reason(error: OSError) -> str:
    place = f": {error.filename}" if error.filename else ""
    return f"{error.strerror or error}{place}"
