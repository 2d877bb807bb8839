"""What git answers, and what is done when it cannot."""

import signal
from pathlib import Path

import pytest

from ict_maturity.repository.git import GitError, GitMissingError, answer, git


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which a program called git is all that there is on the path."""
    programs = tmp_path / "programs"
    programs.mkdir()
    monkeypatch.setenv("PATH", str(programs))
    return programs / "git"


def is_git(fake: Path, script: str) -> None:
    fake.write_text(f"#!/bin/sh\n{script}\n")
    fake.chmod(0o755)


def test_a_missing_git_is_said_whoever_asks(fake: Path, tmp_path: Path) -> None:
    assert not fake.exists()
    for ask in (git, answer):
        with pytest.raises(GitMissingError):
            ask(tmp_path, "status")


def test_what_git_refuses_is_an_error_or_no_answer(fake: Path, tmp_path: Path) -> None:
    is_git(fake, "echo no >&2; exit 1")
    with pytest.raises(GitError):
        git(tmp_path, "status")
    assert answer(tmp_path, "status") == ""


@pytest.mark.parametrize("name", ["HUP", "INT", "TERM"])
def test_what_ends_git_ends_the_command(fake: Path, tmp_path: Path, name: str) -> None:
    """A signal to all that belong to a command may reach git first."""
    is_git(fake, f"kill -s {name} $$; while :; do :; done")
    for ask in (git, answer):
        with pytest.raises(SystemExit) as ended:
            ask(tmp_path, "status")
        assert ended.value.code == 128 + signal.Signals[f"SIG{name}"]


def test_a_git_that_breaks_is_an_error(fake: Path, tmp_path: Path) -> None:
    is_git(fake, "kill -s SEGV $$")
    with pytest.raises(GitError):
        git(tmp_path, "status")
