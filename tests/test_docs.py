"""What the pages say about the repository is true: paths, layers, commands and shown files."""

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from urllib.parse import urlsplit

import click
import pytest

from ict_maturity.cli import main
from ict_maturity.model import Content
from ict_maturity.score.evidence import CAPS, POINTS
from ict_maturity.score.trend import MODERATE, ON_TRACK
from tests.copies import MINIMAL

ROOT = Path(__file__).parent.parent
ARCHITECTURE = ROOT / "docs/development/architecture.md"
WORKING_PAGES = (
    "README.md",
    "CONTRIBUTING.md",
    "recommendations/README.md",
    "kpis/README.md",
    "offices/README.md",
    "cycles/README.md",
    "docs/contribute/index.md",
    "docs/contribute/text.md",
    "docs/contribute/cut-point.md",
    "docs/reuse.md",
    "docs/development/index.md",
    "docs/development/mutants.md",
    "docs/development/architecture.md",
    "docs/development/pull-requests.md",
    "docs/development/robustness.md",
    "docs/development/torture.md",
)
MADE = ("site/", ".venv/", ".build/", "data/v1/", "dist/")
"""Paths that a build makes: pages may name them, a clone does not have them."""


def tree() -> list[str]:
    """The paths that the page of the architecture shows."""
    block = re.search(
        r'^```text title="The tree"\n(.*?)^```', ARCHITECTURE.read_text(), re.DOTALL | re.MULTILINE
    )
    assert block
    return [line.split()[0] for line in block[1].splitlines()]


def tracked() -> list[str]:
    """Every file that git knows."""
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return listed.stdout.splitlines()


def layers_of_the_page() -> list[tuple[str, ...]]:
    """The layers as the page lists them, the uppermost first."""
    section = ARCHITECTURE.read_text().split("## The layers")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (`.*?) \|", section, re.MULTILINE)
    return [tuple(sorted(re.findall(r"`(\w+)`", row))) for row in rows]


def layers_of_the_contract() -> list[tuple[str, ...]]:
    """The layers as the import linter checks them."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    contracts = settings["tool"]["importlinter"]["contracts"]
    (contract,) = (each for each in contracts if each["id"] == "layers")
    assert contract["exhaustive"]
    return [tuple(sorted(re.findall(r"\w+", layer))) for layer in contract["layers"]]


def repository_paths(page: str) -> Iterator[str]:
    """Paths in code marks that begin with something that lies at the top of the repository."""
    tops = {path.partition("/")[0] for path in tracked()}
    for span in re.findall(r"`([\w./{}-]+)`", (ROOT / page).read_text()):
        if span.partition("/")[0] in tops and not span.startswith(MADE):
            yield span


def runs(path: Path) -> bool:
    """Whether a person can type it."""
    return path.is_file() and os.access(path, os.X_OK)


def test_every_path_of_the_tree_exists() -> None:
    assert [path for path in tree() if not (ROOT / path).exists()] == []


def test_every_top_level_entry_is_in_the_tree() -> None:
    tops = {path.partition("/")[0] for path in tracked()}
    assert tops == {path.partition("/")[0] for path in tree()}


def test_the_layers_are_those_that_are_checked() -> None:
    assert layers_of_the_page() == layers_of_the_contract()


@pytest.mark.parametrize("page", WORKING_PAGES)
def test_every_path_that_a_page_names_exists(page: str) -> None:
    # The page on a site of one's own names the files of the example as they are there.
    roots = [ROOT, MINIMAL] if page == "docs/reuse.md" else [ROOT]
    named = repository_paths(page)
    assert [path for path in named if not any((root / path).exists() for root in roots)] == []


@pytest.mark.parametrize("page", [page for page in WORKING_PAGES if not page.startswith("docs/")])
def test_every_link_of_a_page_outside_the_site_leads_somewhere(page: str) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", (ROOT / page).read_text())
    paths = [link.partition("#")[0] for link in links if not urlsplit(link).scheme]
    folder = (ROOT / page).parent
    assert [path for path in paths if path and not (folder / path).exists()] == []


@pytest.mark.parametrize("page", WORKING_PAGES)
def test_every_script_that_a_page_names_can_be_run(page: str) -> None:
    scripts = set(re.findall(r"(?<![\w/])scripts/[a-z-]+\b(?![/_.])", (ROOT / page).read_text()))
    assert [script for script in sorted(scripts) if not runs(ROOT / script)] == []


def test_every_script_is_explained() -> None:
    page = (ROOT / "docs/development/index.md").read_text()
    scripts = [path for path in tracked() if re.fullmatch(r"scripts/[a-z-]+", path)]
    assert scripts
    assert [script for script in scripts if f"`{script}`" not in page] == []


def commands(command: click.Command, name: str) -> Iterator[str]:
    """What a person types for the command and for each one below it."""
    yield name
    if isinstance(command, click.Group):
        context = click.Context(command)
        for part in command.list_commands(context):
            below = command.get_command(context, part)
            assert below
            yield from commands(below, f"{name} {part}")


def test_every_command_has_its_help_text_on_the_page() -> None:
    page = (ROOT / "docs/reference/commands.md").read_text()
    shown = re.findall(r'^```text title="(.*) --help"$', page, re.MULTILINE)
    assert sorted(shown) == sorted(commands(main, "ict-maturity"))


def test_the_method_page_has_the_figures_of_the_engine() -> None:
    page = (ROOT / "docs/method.md").read_text()
    grades = re.findall(r"^\| (E\d) \| .* \| ([\d.]+) \| (\d) \|$", page, re.MULTILINE)
    assert {grade: Fraction(points) for grade, points, _ in grades} == POINTS
    assert {grade: int(cap) for grade, _, cap in grades} == CAPS
    assert f"gained / needed is {float(ON_TRACK)} or more" in page
    assert f"| moderate | {float(MODERATE)} or more |" in page


def test_questions_are_many_and_each_has_its_own_address() -> None:
    page = (ROOT / "docs/questions.md").read_text()
    headings = re.findall(r"^### .*$", page, re.MULTILINE)
    anchors = [re.search(r" \{ #([a-z0-9-]+) \}$", heading) for heading in headings]
    assert len(headings) >= 20
    assert all(anchors)
    assert len({anchor[1] for anchor in anchors if anchor}) == len(headings)


def test_every_session_of_the_timeline_names_its_documents(content: Content) -> None:
    facts = content.facts
    page = (ROOT / "docs/about.md").read_text()
    timeline = page.split("## How it came about")[1].split("\n## ")[0]
    sessions = timeline.split("\n### ")[1:]
    assert [re.findall(r"^(\d{4}), (CWS/\d+):", each)[0] for each in sessions] == [
        (str(2012 + number), f"CWS/{number}") for number in range(6, 14)
    ]
    for each in sessions:
        session = each.split(":")[0].split(", ")[1]
        named = re.findall(r'fact_source\("([^"]+)"\)', each)
        told = [text for fact in facts.named(tuple(named)) for text in fact.documents]
        assert any(re.search(rf"\b{session}\b", text) for text in told), session


def test_help_texts_and_example_files_are_current() -> None:
    command = [sys.executable, "scripts/docs_blocks.py", "--check"]
    run = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
