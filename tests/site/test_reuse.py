"""Another body's site: docs/reuse.md, followed to the letter with the wheel in an empty folder."""

import os
import re
import shutil
import subprocess
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import pytest

from ict_maturity.repository.git import git
from tests.once import once
from tests.site.links import dead_links, requests_off
from tests.site.sites import ROOT

pytestmark = pytest.mark.site

BLOCK = re.compile(r'^```\w+ title="([^"\n]+)"\n(.*?)^```$', re.MULTILINE | re.DOTALL)
IN_CHECKOUT = "In the checkout"
IN_FOLDER = "In your folder"
WITHOUT_NETWORK = {
    "PIP_NO_INDEX": "1",
    "PIP_NO_DEPS": "1",
    "PIP_NO_BUILD_ISOLATION": "0",  # pip reads "no" twice here: 0 turns the isolation off
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
}
SOMEBODY = {
    f"GIT_{role}_{what}": f"somebody@{role.lower()}.example"
    for role in ("AUTHOR", "COMMITTER")
    for what in ("NAME", "EMAIL")
}
PAGES = [
    ".",
    "assess",
    "contribute",
    "data",
    "editions",
    "glossary",
    "health",
    "kpis",
    "kpis/k01",
    "kpis/k02",
    "learn",
    "method",
    "offices",
    "offices/hv",
    "offices/lm",
    "recommendations",
    "recommendations/r01",
    "recommendations/r02",
    "results",
    "results/2025",
    "results/2026",
    "services",
]


def blocks() -> Iterator[tuple[str, str]]:
    """The titled blocks of the page, in order: commands and files."""
    page = (ROOT / "docs/reuse.md").read_text()
    return ((match[1], match[2]) for match in BLOCK.finditer(page))


def listed(folder: Path) -> list[str]:
    """The files that somebody wrote, without anything that was built beside them."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    run = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    return [path for path in run.stdout.splitlines() if (folder / path).is_file()]


def checkout(folder: Path) -> Path:
    """The repository as a clone would have it."""
    for path in listed(ROOT):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / path, folder / path)
    return folder


def borrow_dependencies(folder: Path) -> None:
    """Let the new environment see the packages that are installed here, instead of loading them."""
    (packages,) = (folder / ".venv/lib").glob("python3*/site-packages")
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")


def ran(command: str, folder: Path, source: Path) -> str:
    """What the commands print; they must succeed."""
    tools = f"{sysconfig.get_path('scripts')}{os.pathsep}{os.environ['PATH']}"
    environment = {
        **os.environ,
        **WITHOUT_NETWORK,
        **SOMEBODY,
        "PATH": tools,
        "CHECKOUT": str(source),
    }
    environment.pop("PYTHONPATH", None)
    run = subprocess.run(
        ["bash", "-euc", command],
        cwd=folder,
        env=environment,
        check=False,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, f"{command}\n{run.stdout}{run.stderr}"
    return run.stdout


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which somebody did all that the page says."""
    return once(tmp_path_factory, "reuse", follow) / "lending"


def follow(place: Path) -> None:
    """Do all that the page says: in a checkout, and in a folder beside it."""
    source = checkout(place / "checkout")
    folder = place / "lending"
    folder.mkdir()
    for title, text in blocks():
        if title == IN_CHECKOUT:
            ran(text, source, source)
        elif title == IN_FOLDER:
            ran(text, folder, source)
            if "pip install" in text:
                borrow_dependencies(folder)


def test_the_package_is_the_installed_one(followed: Path) -> None:
    where = "import ict_maturity, sys; print(ict_maturity.__file__)"
    place = ran(f".venv/bin/python -c '{where}'", followed, followed).strip()
    assert Path(place).is_relative_to(followed / ".venv")


def test_the_site_has_its_pages_and_no_others(followed: Path) -> None:
    pages = {path.parent for path in (followed / "site").rglob("index.html")}
    names = {page.relative_to(followed / "site").as_posix() for page in pages}
    assert sorted(names) == PAGES


def test_the_site_is_whole(followed: Path) -> None:
    assert list(dead_links(followed / "site")) == []
    assert list(requests_off(followed / "site")) == []


def test_the_site_says_what_the_files_say(followed: Path) -> None:
    home = (followed / "site/index.html").read_text()
    assert "Lending Maturity" in home
    assert "Everything on this site is invented" in home
    library = (followed / "site/offices/hv/index.html").read_text()
    assert "High Valley Library" in library


def test_the_machine_brings_no_subject_of_its_own(followed: Path) -> None:
    said = re.compile(r"\bWIPO\b|\bIP offices?\b|Task Force|Task No")
    for path in (followed / "site").rglob("*.html"):
        found = said.search(path.read_text())
        assert found is None, f"{path.relative_to(followed)}: {found and found[0]}"


def test_the_files_that_the_page_explains_are_those_that_it_begins_with(followed: Path) -> None:
    page = (ROOT / "docs/reuse.md").read_text()
    rows = re.findall(r"^\| ((?:`[^`]+`(?:, )?)+) \|", page, re.MULTILINE)
    explained = {place for row in rows for place in re.findall(r"`([^`]+)`", row)}
    tracked = git(followed, "ls-files").splitlines()
    begun = {file for file in tracked if not file.startswith("editions/")}
    assert {file for file in begun if not file.startswith(tuple(explained))} == set()
    assert {place for place in explained if not any(f.startswith(place) for f in begun)} == set()


def test_the_edition_is_on_its_branch(followed: Path) -> None:
    names = git(followed, "ls-tree", "-r", "--name-only", "gh-pages").splitlines()
    assert {"2026.1/index.html", "latest/index.html", "index.html", "versions.json"} <= {*names}
