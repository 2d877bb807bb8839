"""In: a folder and a command of git; out: what git answers, or its words as a GitError."""

import os
import shutil
import signal
import subprocess
from pathlib import Path

from ict_maturity.problems import RefusedError
from ict_maturity.said import word

ENDING = frozenset({signal.SIGHUP, signal.SIGINT, signal.SIGTERM})
"""By which a person or the machine ends a command and all that it started."""


class GitError(RefusedError):
    """Git is missing or refused; the words are what it said."""


class GitMissingError(GitError):
    """There is no git on this machine."""


def git(folder: Path, *arguments: str, given: bytes = b"", index: Path | None = None) -> str:
    """Run one command of git in a folder and return its answer without the line end.

    `given` is what the command reads; `index` is a file to use instead of the repository's index.
    """
    said = git_bytes(folder, *arguments, given=given, index=index)
    return said.decode(errors="surrogateescape").rstrip("\n")


def git_bytes(
    folder: Path, *arguments: str, given: bytes = b"", index: Path | None = None
) -> bytes:
    """The same, every byte as git gave it."""
    # In English, so that a failure reads the same everywhere.
    environment = {**os.environ, "LC_ALL": "C"}
    if index:
        environment["GIT_INDEX_FILE"] = str(index)
    program = shutil.which("git")
    if program is None:
        raise GitMissingError(word("git.missing"))
    run = subprocess.run(
        [program, *arguments],
        cwd=folder,
        input=given,
        capture_output=True,
        check=False,
        env=environment,
    )
    if -run.returncode in ENDING:
        # Sent to all of us, and git was told first.
        raise SystemExit(128 - run.returncode)
    if run.returncode:
        words = run.stderr.decode(errors="replace").strip()
        failed = word("git.failed", command=arguments[0])
        raise GitError(word("git.said", words=words) if words else failed)
    return run.stdout


def answer(folder: Path, *arguments: str) -> str:
    """What git answers, or nothing when it has no answer, such as for a branch that is not there.

    Raises GitMissingError when git itself is missing.
    """
    try:
        return git(folder, *arguments)
    except GitMissingError:
        raise
    except GitError:
        return ""
