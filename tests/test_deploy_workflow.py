"""The steps of deploy.yml that make and push a commit, run as they stand, between real branches."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.test_github import GITHUB, data_of

JOBS = data_of(GITHUB / "workflows/deploy.yml")["jobs"]
MAKE = next(step["run"] for step in JOBS["build"]["steps"] if step.get("id") == "bundle")
(PUSH,) = (step["run"] for step in JOBS["push"]["steps"])
GH = """#!/bin/sh
[ "$1" = auth ] || cp "$BUNDLE" gh-pages.bundle
"""
FRONT = {"versions.json": "[]", "index.html": "front", "404.html": "none", ".nojekyll": ""}


class Repository:
    """A repository on a server, and what two jobs do to its branch gh-pages."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "bin").mkdir()
        (folder / "bin/gh").write_text(GH)
        (folder / "bin/gh").chmod(0o755)
        self.git(folder, "init", "--quiet", "--bare", "--initial-branch=main", "site.git")
        self.made = 0

    def git(self, folder: Path, *arguments: str) -> str:
        return self.run(folder, ["git", *arguments], {})

    def run(self, folder: Path, command: list[str], variables: dict[str, str]) -> str:
        who = {f"GIT_{name}_EMAIL": "a@example.org" for name in ("AUTHOR", "COMMITTER")}
        who |= {f"GIT_{name}_NAME": "A test" for name in ("AUTHOR", "COMMITTER")}
        path = f"{self.folder / 'bin'}:{os.environ['PATH']}"
        variables = {"PATH": path, "HOME": str(self.folder), "LC_ALL": "C", **who, **variables}
        ended = subprocess.run(
            command, cwd=folder, env=variables, capture_output=True, text=True, check=False
        )
        if ended.returncode:
            raise RuntimeError(ended.stderr)
        return ended.stdout.strip()

    def build(self, files: dict[str, str], *, on: str = "gh-pages") -> Path:
        """What the first job leaves: the bundle of a commit with these files on the branch."""
        self.made += 1
        clone = self.folder / f"clone{self.made}"
        self.git(self.folder, "clone", "--quiet", "site.git", clone.name)
        if self.git(clone, "branch", "--remotes", "--list", f"origin/{on}"):
            self.git(clone, "checkout", "--quiet", on)
        else:
            self.git(clone, "checkout", "--quiet", "--orphan", on)
        for name, content in files.items():
            path = clone / name
            path.parent.mkdir(exist_ok=True, parents=True)
            if content.startswith("-> "):
                path.symlink_to(content[3:])
            else:
                path.write_text(content)
        if files:
            self.git(clone, "add", "--all", "--force")
            self.git(clone, "commit", "--quiet", "--message", f"Deploy {' '.join(files)}")
        if on == "gh-pages":
            self.run(clone, ["bash", "-e", "-c", MAKE], {"GITHUB_OUTPUT": str(clone / "output")})
        return clone

    def push(self, clone: Path, version: str) -> None:
        """What the second job does with it."""
        job = self.folder / f"job-of-{clone.name}"
        job.mkdir()
        self.run(
            job,
            ["bash", "-e", "-c", PUSH],
            {
                "BUNDLE": str(clone / "gh-pages.bundle"),
                "REF_TYPE": "branch" if version == "main" else "tag",
                "REPOSITORY": "site",
                "RUN": "1",
                "SERVER": str(self.folder),
                "VERSION": version,
            },
        )

    def published(self) -> list[str]:
        """All files on the branch."""
        listed = self.git(self.folder / "site.git", "ls-tree", "-r", "--name-only", "gh-pages")
        return listed.splitlines()

    def tip(self) -> str:
        return self.git(self.folder / "site.git", "rev-parse", "gh-pages")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """Edition 2026.1 and the work after it are published."""
    repository = Repository(tmp_path)
    repository.push(repository.build({"next/a.html": "1", **FRONT}), "main")
    edition = {"2026.1/a.html": "1", "latest/a.html": "1", "versions.json": "[1]"}
    repository.push(repository.build(edition), "2026.1")
    return repository


def test_what_is_deployed_arrives(repository: Repository) -> None:
    assert repository.published() == [
        *(".nojekyll", "2026.1/a.html", "404.html", "index.html", "latest/a.html"),
        *("next/a.html", "versions.json"),
    ]
    repository.push(repository.build({"next/a.html": "2"}), "main")
    shown = repository.git(repository.folder / "site.git", "show", "gh-pages:next/a.html")
    assert shown == "2"


def test_two_deployments_at_the_same_time_both_arrive(repository: Repository) -> None:
    edition = {"2026.2/a.html": "2", "latest/a.html": "2", "versions.json": "[2, 1]"}
    first, second = repository.build({"next/a.html": "2"}), repository.build(edition)
    repository.push(first, "main")
    repository.push(second, "2026.2")
    bare = repository.folder / "site.git"
    assert repository.git(bare, "show", "gh-pages:next/a.html") == "2"
    assert repository.git(bare, "show", "gh-pages:2026.2/a.html") == "2"
    assert repository.git(bare, "show", "gh-pages:2026.1/a.html") == "1"
    assert repository.git(bare, "log", "-1", "--format=%s", "gh-pages").startswith("Deploy 2026.2")


def test_nothing_new_leaves_nothing_to_push(repository: Repository) -> None:
    clone = repository.build({})
    assert (clone / "output").read_text() == "commits=0\n"
    assert not (clone / "gh-pages.bundle").exists()
    clone = repository.build({"next/a.html": "2"})
    assert (clone / "output").read_text() == "commits=1\n"


@pytest.mark.parametrize(
    ("version", "file", "content"),
    [
        ("main", "2026.1/a.html", "2"),
        ("main", "2026.2/a.html", "2"),
        ("main", "latest/a.html", "2"),
        ("main", "CNAME", "example.org"),
        ("main", "next2/a.html", "2"),
        ("main", "next/b.html", "-> /etc/passwd"),
        ("2026.2", "2026.1/a.html", "2"),
        ("2026.2", "next/a.html", "2"),
        ("2026.2", "x.html", "2"),
        ("2026.2", "2026.2/b.html", "-> ../next/a.html"),
    ],
)
def test_a_commit_that_changes_more_than_it_should_is_not_pushed(
    repository: Repository, version: str, file: str, content: str
) -> None:
    before = repository.tip()
    own = "next" if version == "main" else version
    clone = repository.build({f"{own}/new.html": "2", file: content})
    with pytest.raises(RuntimeError, match="Nothing was published") as told:
        repository.push(clone, version)
    assert file.split("/")[0] in str(told.value)
    assert repository.tip() == before


def test_an_edition_that_is_published_is_not_pushed_again(repository: Repository) -> None:
    before = repository.tip()
    with pytest.raises(RuntimeError, match=r"there is an edition 2026\.1"):
        repository.push(repository.build({"2026.1/a.html": "2"}), "2026.1")
    assert repository.tip() == before


def test_two_runs_that_say_different_things_are_told_apart(repository: Repository) -> None:
    first, second = (repository.build({"next/a.html": text}) for text in ("2", "3"))
    repository.push(first, "main")
    before = repository.tip()
    with pytest.raises(RuntimeError, match="Run this one again"):
        repository.push(second, "main")
    assert repository.tip() == before


def test_another_history_is_not_pushed(repository: Repository) -> None:
    """A branch of the same name that does not go on from what is published."""
    other = repository.build({"next/a.html": "9"}, on="other")
    repository.git(other, "branch", "--force", "gh-pages", "other")
    repository.git(other, "bundle", "create", "--quiet", "gh-pages.bundle", "gh-pages")
    before = repository.tip()
    with pytest.raises(RuntimeError):
        repository.push(other, "main")
    assert repository.tip() == before
