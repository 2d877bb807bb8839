"""The comment under a pull request: a report from a stranger does no harm, wherever it lies."""

import io
import json
import os
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts/github/impact_comment.py"
REPOSITORY = "example/ict-maturity"
SHA = "a" * 40
RUN = {
    "id": 7,
    "head_sha": SHA,
    "head_branch": "better",
    "html_url": "https://example.org/runs/7",
    "head_repository": {"owner": {"login": "stranger"}},
}
PULL = {"number": 12, "head": {"sha": SHA}, "base": {"repo": {"full_name": REPOSITORY}}}
GH = """#!{python}
import json, pathlib, sys
here = pathlib.Path(__file__).parent
words = sys.argv[1:]
path = next(word for word in words if word.startswith("repos/"))
given = sys.stdin.read() if "--input" in words else ""
with (here / "calls.jsonl").open("a") as calls:
    calls.write(json.dumps({{"words": words, "given": given}}) + "\\n")
answers = json.loads((here / "answers.json").read_text())
name = path.split("?")[0].removeprefix("repos/{repository}/")
if name.endswith("/zip"):
    sys.stdout.buffer.write((here / "report.zip").read_bytes())
elif name not in answers:
    sys.exit("gh: Not Found (HTTP 404)")
else:
    print(json.dumps(answers[name]))
"""


def archive(text: bytes, name: str = "impact.md") -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as files:
        files.writestr(name, text)
    return packed.getvalue()


class World:
    """A repository on GitHub as far as the script asks about it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pulls: list[dict[str, Any]] = [PULL]
        self.comments: list[dict[str, Any]] = []
        self.archive = archive(b"## What changes\n\nNothing.\n")
        self.artifacts = [{"id": 3, "size_in_bytes": 500}]
        gh = folder / "gh"
        gh.write_text(GH.format(python=sys.executable, repository=REPOSITORY))
        gh.chmod(gh.stat().st_mode | stat.S_IXUSR)

    def run(self) -> subprocess.CompletedProcess[str]:
        event = {"repository": {"full_name": REPOSITORY}, "workflow_run": RUN}
        answers = {
            "pulls": self.pulls,
            "actions/runs/7/artifacts": {"artifacts": self.artifacts},
            "issues/12/comments": [self.comments],
            "issues/comments/5": {},
        }
        (self.folder / "event.json").write_text(json.dumps(event))
        (self.folder / "answers.json").write_text(json.dumps(answers))
        (self.folder / "report.zip").write_bytes(self.archive)
        places = {
            "PATH": f"{self.folder}:{os.environ['PATH']}",
            "GITHUB_EVENT_PATH": str(self.folder / "event.json"),
        }
        return subprocess.run(
            [sys.executable, SCRIPT],
            cwd=self.folder,
            env=places,
            check=False,
            capture_output=True,
            text=True,
        )

    def written(self) -> list[tuple[str, str, str]]:
        """What the script wrote: the method, the address and the text."""
        calls = [
            json.loads(line) for line in (self.folder / "calls.jsonl").read_text().splitlines()
        ]
        return [
            (call["words"][2], call["words"][3], json.loads(call["given"])["body"])
            for call in calls
            if call["given"]
        ]


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def test_the_report_becomes_a_comment(world: World) -> None:
    run = world.run()
    assert (run.returncode, run.stderr) == (0, "")
    ((method, address, body),) = world.written()
    assert (method, address) == ("POST", f"repos/{REPOSITORY}/issues/12/comments")
    first, who, _, *report = body.splitlines()
    assert first == "<!-- ict-maturity impact -->"
    assert "https://example.org/runs/7" in who
    assert "are proposed, as of aaaaaaaaaaaa" in who
    assert report == ["## What changes", "", "Nothing."]


def test_our_earlier_comment_is_written_anew_and_nobody_elses(world: World) -> None:
    mark = "<!-- ict-maturity impact -->"
    world.comments = [
        {"id": 4, "user": {"login": "stranger"}, "body": mark},
        {"id": 6, "user": {"login": "github-actions[bot]"}, "body": "another"},
        {"id": 5, "user": {"login": "github-actions[bot]"}, "body": f"{mark}\nold"},
    ]
    assert world.run().returncode == 0
    ((method, address, _),) = world.written()
    assert (method, address) == ("PATCH", f"repos/{REPOSITORY}/issues/comments/5")


def no_pull(world: World) -> None:
    world.pulls = []


def pushed_since(world: World) -> None:
    world.pulls = [{**PULL, "head": {"sha": "b" * 40}}]


def of_another_repository(world: World) -> None:
    world.pulls = [{**PULL, "base": {"repo": {"full_name": "example/other"}}}]


def two_pulls(world: World) -> None:
    world.pulls = [PULL, {**PULL, "number": 13}]


def no_artifact(world: World) -> None:
    world.artifacts = []


def large_archive(world: World) -> None:
    world.artifacts = [{"id": 3, "size_in_bytes": (1 << 20) + 1}]


def bomb(world: World) -> None:
    world.archive = archive(b"a" * (1 << 23))


def another_name(world: World) -> None:
    world.archive = archive(b"text", "../impact.md")


def no_archive(world: World) -> None:
    world.archive = b"not a zip"


def empty(world: World) -> None:
    world.archive = archive(b" \n")


@pytest.mark.parametrize(
    "change",
    [
        no_pull,
        pushed_since,
        of_another_repository,
        two_pulls,
        no_artifact,
        large_archive,
        bomb,
        another_name,
        no_archive,
        empty,
    ],
)
def test_without_a_report_for_one_pull_request_nothing_is_written(
    world: World, change: Callable[[World], None]
) -> None:
    change(world)
    run = world.run()
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.startswith("No comment: ")
    assert world.written() == []


def test_the_archive_is_never_unpacked(world: World) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as files:
        for name in ("impact.md", "../outside.md", "gh", "other.py"):
            files.writestr(name, f"This is {name}.")
    world.archive = packed.getvalue()
    program = (world.folder / "gh").read_bytes()
    assert world.run().returncode == 0
    ((_, _, body),) = world.written()
    assert "This is impact.md." in body
    assert body.count("This is") == 1
    made = {"answers.json", "calls.jsonl", "event.json", "gh", "report.zip"}
    assert {path.name for path in world.folder.iterdir()} == made
    assert (world.folder / "gh").read_bytes() == program
    assert not (world.folder.parent / "outside.md").exists()


def test_what_could_call_or_mislead_people_is_taken_out(world: World) -> None:
    world.archive = archive(
        "<details><summary>K07</summary>\n\n@everybody <script>x</script> "
        "<img src=x> ![track](https://example.org/x.png) <!-- hidden --> a\u202eb\x1b[31m\u200b\n"
        "</details>\n".encode()
    )
    assert world.run().returncode == 0
    ((_, _, body),) = world.written()
    report = body.split("\n\n", 1)[1]
    assert "<details><summary>K07</summary>" in report
    assert "@\u200beverybody" in report
    assert "&lt;script>x&lt;/script>" in report
    assert "&lt;img src=x>" in report
    assert "!\\[track](" in report
    assert "&lt;!-- hidden -->" in report
    assert "ab[31m\n" in report


def test_a_report_that_is_too_long_is_cut_and_says_so(world: World) -> None:
    world.archive = archive(("A line of the report.\n" * 5000).encode())
    assert world.run().returncode == 0
    ((_, _, body),) = world.written()
    assert len(body) < 65_536
    assert "It is too long for a comment and cut" in body.splitlines()[1]
    assert body.endswith("A line of the report.\n")


def test_a_refusal_of_github_is_told_and_fails(world: World) -> None:
    world.comments = [
        {"id": 9, "user": {"login": "github-actions[bot]"}, "body": "<!-- ict-maturity impact -->"}
    ]
    run = world.run()
    assert run.returncode == 1
    assert "HTTP 404" in run.stderr
