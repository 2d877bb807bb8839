"""The workflows, forms and rules of .github/: linters pass, and rights are as small as we say."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from ict_maturity.load.yaml_text import parse_yaml
from ict_maturity.model import ChangeClass, Content

ROOT = Path(__file__).parent.parent
GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = sorted((GITHUB / "ISSUE_TEMPLATE").glob("[0-9]*.yml"))
BIN = Path(sys.executable).parent
PAGE = ROOT / "docs/development/pull-requests.md"


def data_of(path: Path) -> Any:
    """The file as data, with `on` as a text and not as a truth value."""
    data, faults, _ = parse_yaml(path.read_text("utf-8"))
    assert faults == []
    return data


def jobs() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in WORKFLOWS:
        for id, job in data_of(path)["jobs"].items():
            yield f"{path.name}: {id}", job


def steps() -> Iterator[tuple[str, dict[str, Any]]]:
    for name, job in jobs():
        for step in job["steps"]:
            yield name, step


def can_write(job: dict[str, Any]) -> bool:
    return "write" in job["permissions"].values()


# --- what the tools say ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "command",
    [
        # Other programs on the machine must not change what it finds.
        ["actionlint", "-shellcheck=", "-pyflakes="],
        ["zizmor", "--quiet", "--offline", "--persona", "pedantic", "--strict-collection", "."],
        ["check-jsonschema", "--builtin-schema", "vendor.github-workflows", *WORKFLOWS],
        ["check-jsonschema", "--builtin-schema", "vendor.github-issue-forms", *FORMS],
        [
            *("check-jsonschema", "--builtin-schema", "vendor.github-issue-config"),
            GITHUB / "ISSUE_TEMPLATE/config.yml",
        ],
        [
            *("check-jsonschema", "--builtin-schema", "vendor.dependabot"),
            GITHUB / "dependabot.yml",
        ],
    ],
    ids=lambda command: f"{command[0]} {command[2]}",
)
def test_the_tool_finds_nothing(command: list[str | Path]) -> None:
    program, *arguments = command
    run = subprocess.run(
        [BIN / str(program), *arguments], cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_the_tools_would_find_something(tmp_path: Path) -> None:
    """They look at what we think they look at, and say so with their exit code."""
    workflow = tmp_path / ".github/workflows/bad.yml"
    workflow.parent.mkdir(parents=True)
    workflow.write_text(
        "on: pull_request_target\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n"
        "      - run: echo ${{ github.event.pull_request.title }}\n"
    )
    for command in ("actionlint -shellcheck= -pyflakes=", "zizmor --quiet --offline"):
        program, *options = command.split()
        run = subprocess.run(
            [BIN / program, *options, workflow], check=False, capture_output=True, text=True
        )
        assert run.returncode != 0
        assert "pull_request.title" in run.stdout + run.stderr


# --- rights ----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_has_no_right_that_a_job_does_not_ask_for(path: Path) -> None:
    workflow = data_of(path)
    assert workflow["permissions"] == {}
    assert "group" in workflow["concurrency"]
    assert "secrets." not in path.read_text()
    for job in workflow["jobs"].values():
        assert job["permissions"]
        assert job["timeout-minutes"] <= 90


def test_what_a_pull_request_runs_may_only_read() -> None:
    for path in WORKFLOWS:
        workflow = data_of(path)
        assert "pull_request_target" not in workflow["on"]
        if "pull_request" in workflow["on"]:
            permissions = [job["permissions"] for job in workflow["jobs"].values()]
            assert permissions == [{"contents": "read"}] * len(permissions)
            assert "github.token" not in path.read_text()


def test_a_job_that_may_write_runs_what_is_on_main_or_has_a_tag() -> None:
    writers = {name.partition(":")[0] for name, job in jobs() if can_write(job)}
    assert writers == {"impact-comment.yml", "deploy.yml"}
    for name in writers:
        triggers = data_of(GITHUB / "workflows" / name)["on"]
        assert set(triggers) in ({"workflow_run"}, {"push"})
    for name, step in steps():
        if name.partition(":")[0] in writers and "checkout" in step.get("uses", ""):
            assert "ref" not in step["with"]
            assert "repository" not in step["with"]


def test_what_draws_the_site_has_no_token_and_what_has_one_draws_nothing() -> None:
    for name, job in jobs():
        said = str(job)
        runs = [step.get("run", "") for step in job["steps"]]
        scripts = {
            script for run in runs for script in re.findall(r"[\w./-]*scripts/[\w./-]+", run)
        }
        if can_write(job) or "github.token" in said:
            assert scripts <= {"scripts/github/impact_comment.py"}, name
            assert not re.search(r"\b(pip|venv|ict-maturity|mkdocs|eval|source)\b", "\n".join(runs))
        else:
            assert job["permissions"] == {"contents": "read"}, name
            assert "token" not in said.lower(), name


def test_a_job_runs_no_file_that_another_job_left() -> None:
    """The commit that is pushed comes as a bundle, which git reads and never runs."""
    job = data_of(GITHUB / "workflows/deploy.yml")["jobs"]["push"]
    (step,) = job["steps"]
    assert "uses" not in step
    first = r"^\s*(?:if )?(?:\w+=\$\()?([\w./-]+)(?=\s|$)"
    words = set(re.findall(first, step["run"], re.MULTILINE))
    keywords = {"case", "esac", "for", "done", "fi", "if", "exit"}
    programs = {"cd", "echo", "gh", "git", "grep", "printf"}
    assert programs <= words
    assert words <= keywords | programs


def test_no_value_is_expanded_inside_a_command() -> None:
    assert [name for name, step in steps() if "${{" in step.get("run", "")] == []


def test_a_checkout_leaves_no_token_behind() -> None:
    checkouts = [step for _, step in steps() if "actions/checkout" in step.get("uses", "")]
    # The job that pushes needs no file of the repository.
    assert len(checkouts) == len(list(jobs())) - 1
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


def test_each_action_is_pinned_by_a_commit_that_the_page_names() -> None:
    page = PAGE.read_text("utf-8")
    lines = [
        line for path in WORKFLOWS for line in path.read_text().splitlines() if "uses:" in line
    ]
    assert lines
    for line in lines:
        match = re.search(r"uses: ([\w-]+/[\w-]+)@([0-9a-f]{40}) # (v\d+\.\d+\.\d+)$", line)
        assert match, line
        assert f"| `{match[1]}` | {match[3]} | `{match[2]}` |" in page


# --- what is run -----------------------------------------------------------------------------


def test_workflows_run_what_a_person_types() -> None:
    commands = "\n".join(step["run"] for _, step in steps() if "run" in step)
    scripts = re.findall(r"(?<![\w/])(?:scripts|\.ci)/[\w/.-]+", commands)
    assert {".ci/run", "scripts/build", "scripts/install", "scripts/deploy"} <= set(scripts)
    assert [path for path in scripts if not (ROOT / path).is_file()] == []


def test_every_change_of_content_has_its_impact_reported(content: Content) -> None:
    tops = {file.partition("/")[0] for file in content.files.values()}
    paths = data_of(GITHUB / "workflows/impact.yml")["on"]["pull_request"]["paths"]
    assert {path.removesuffix("/**") for path in paths} >= tops


def test_the_comment_follows_the_run_that_makes_the_report() -> None:
    names = data_of(GITHUB / "workflows/impact-comment.yml")["on"]["workflow_run"]["workflows"]
    assert names == [data_of(GITHUB / "workflows/impact.yml")["name"]]
    uploads = [step["with"] for _, step in steps() if "upload-artifact" in step.get("uses", "")]
    script = (ROOT / "scripts/github/impact_comment.py").read_text()
    (report,) = (upload for upload in uploads if upload["path"].endswith(".md"))
    assert f'ARTIFACT = "{report["name"]}"' in script
    assert f'FILE = "{report["path"]}"' in script


# --- forms and people ------------------------------------------------------------------------


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name)
def test_a_form_says_that_everybody_can_read_it_and_asks_for_something(path: Path) -> None:
    form = data_of(path)
    assert {"name", "description", "title", "body"} <= set(form)
    assert "Everybody can read what you write here" in form["body"][0]["attributes"]["value"]
    questions = form["body"][1:]
    ids = [question["id"] for question in questions]
    assert len(ids) == len(set(ids))
    assert any(question.get("validations", {}).get("required") for question in questions)


def test_there_is_a_form_for_each_kind_of_change() -> None:
    assert [path.stem for path in FORMS] == ["1-text", "2-kpi", "3-interpretation", "4-office"]


def test_the_form_knows_every_class_of_a_change() -> None:
    (question,) = (
        question
        for question in data_of(GITHUB / "ISSUE_TEMPLATE/2-kpi.yml")["body"]
        if question.get("id") == "change-class"
    )
    offered = {option.partition(":")[0] for option in question["attributes"]["options"]}
    # An upcoming KPI begins to count, or adopted text comes in: nobody asks for that by a form.
    of_editors = {"counted", "confirmed"}
    assert offered - {"I do not know"} == set(get_args(ChangeClass)) - of_editors


def test_addresses_of_the_site_are_those_of_the_framework(content: Content) -> None:
    site = content.framework.site_url
    (link,) = data_of(GITHUB / "ISSUE_TEMPLATE/config.yml")["contact_links"]
    assert link["url"] == f"{site}latest/contribute/"
    for path in FORMS:
        addresses = re.findall(r"https?://\S+", path.read_text())
        assert [address for address in addresses if not address.startswith(site)] == []


def owners() -> Iterator[tuple[str, list[str]]]:
    for line in (GITHUB / "CODEOWNERS").read_text().splitlines():
        if line and not line.startswith("#"):
            pattern, *names = line.split()
            yield pattern, names


def owner_of(path: str) -> list[str]:
    """Who is asked about a file: the last line that matches it counts."""
    found: list[str] = []
    for pattern, names in owners():
        place = pattern.strip("/")
        if pattern == "*" or path == place or path.startswith(f"{place}/"):
            found = names
    return found


def test_everything_that_runs_belongs_to_the_programmers() -> None:
    """Each file in git that is not content, also those that are not there yet."""
    said = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    content = {"cycles", "docs", "editions", "framework.yaml", "glossary.yaml", "kpis", "offices"}
    content |= {
        "facts.yaml",
        "recommendations",
        "services.yaml",
        "withdrawals.yaml",
        "LICENSE-CONTENT",
    }
    paths = [path for path in said.stdout.split("\0") if path.partition("/")[0] not in content]
    assert {"mkdocs.yml", "pyproject.toml", ".ci/run", "requirements.lock"} <= set(paths)
    later = ["trusted.yaml", "hooks/x.py", "overrides/main.html", "setup.py", "package.json"]
    for path in [*filter(None, paths), *later]:
        assert owner_of(path) == ["software@example.org"], path


def test_every_folder_of_content_has_an_owner(content: Content) -> None:
    patterns = {pattern.strip("/") for pattern, _ in owners()}
    assert {file.partition("/")[0] for file in content.files.values()} <= patterns
    # The first edition that is cut makes its folder.
    later = {"*", "editions"}
    assert [one for one in patterns - later if not (ROOT / one).exists()] == []


def test_what_was_adopted_belongs_to_the_task_force(content: Content) -> None:
    files = {file for file in content.files.values() if file.startswith("recommendations/")}
    assert len(files) == len(content.recommendations)
    assert {tuple(owner_of(file)) for file in files} == {("task-force@example.org",)}


def test_owners_are_marked_as_placeholders_as_long_as_the_addresses_are(content: Content) -> None:
    domains = {name.partition("@")[2] for _, names in owners() for name in names}
    is_placeholder = "://example.org/" in content.framework.repository
    assert (domains == {"example.org"}) == is_placeholder
    assert ("PLACEHOLDERS" in (GITHUB / "CODEOWNERS").read_text()) == is_placeholder
