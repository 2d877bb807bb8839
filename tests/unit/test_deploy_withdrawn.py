"""Deploying after a withdrawal: nothing of the office is left in any edition, all else is.

The site engine is replaced by what writes all pages and data files without the theme.
"""

import json
from functools import partial
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import pytest
from click.testing import CliRunner, Result

from ict_maturity.build import build
from ict_maturity.cli import main
from ict_maturity.deploy.branch import Branch, DeployError, file_entry, tree_of
from ict_maturity.deploy.withdraw import records_of
from ict_maturity.repository.anchor import anchor_line
from ict_maturity.repository.git import git, git_bytes
from ict_maturity.website.engine import Drawing
from ict_maturity.website.engine import Result as Built
from ict_maturity.website.manifest import write_manifest
from ict_maturity.website.workspace import Workshop
from tests.copies import copied
from tests.english import refusing
from tests.unit.published import run_verify, write_site

CANARY = "zebracanary"
EDITIONS = ("2026.1", "2026.2")


def draw(root: Path, shop: Workshop, drawing: Drawing, missing: str = "not found") -> Built:
    """All that is generated, on the barest pages."""
    site = build(root).site
    assert site is not None
    write_site(shop.site, site)
    (shop.site / "404.html").write_text(missing)
    write_manifest(shop.site, site)
    return Built(0, "")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two editions on the branch, in which one library has canary words wherever it may write."""

    monkeypatch.setattr("ict_maturity.deploy.draw", draw)
    monkeypatch.setattr("ict_maturity.deploy.withdraw.draw", draw)
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "A test")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "test@example.org")
    root = copied(tmp_path / "root")
    (root / ".gitignore").write_text("/.build/\n")
    with_canaries(root)
    git(root, "init", "--quiet", "--initial-branch", "main")
    for edition in EDITIONS:
        for path in root.rglob("*.yaml"):
            path.write_text(path.read_text().replace('"2026.1"', f'"{edition}"'))
        git(root, "add", "--all")
        git(root, "commit", "--quiet", "--message", f"Edition {edition}")
        message = typed(root, "deploy", "--tag-message").output
        git(root, "tag", "--annotate", edition, "--message", message)
        result = typed(root, "deploy")
        assert result.exit_code == 0, result.output
    return root


def with_canaries(root: Path) -> None:
    """Put a canary into the library's profile and into all that it wrote in a report."""
    profile = root / "offices/HV/office.yaml"
    text = profile.read_text().replace("High Valley Library", f"{CANARY} Library")
    text += f"formerly: [{{name: Old {CANARY}, until: 2024-01-01}}]\n"
    text += f"url: https://example.org/{CANARY}\nabout: We lend {CANARY}.\n"
    profile.write_text(text.replace("contact_role: Librarian", f"contact_role: {CANARY} desk"))
    for report in root.glob("offices/HV/20*.yaml"):
        text = report.read_text()
        for old in ("Librarian", "Lending desk", "We share our page of rules"):
            text = text.replace(old, f"{CANARY} {old}")
        report.write_text(f"{text}notes: Say {CANARY}.\n")


def typed(root: Path, command: str, *options: str) -> Result:
    return CliRunner().invoke(main, [command, "--root", str(root), *options])


def published(root: Path) -> dict[str, bytes]:
    """Every file of the branch, byte for byte, and every file that is in an archive there."""
    names = git(root, "ls-tree", "-r", "-z", "--name-only", "gh-pages").strip("\0").split("\0")
    found = {}
    for name in names:
        found[name] = git_bytes(root, "cat-file", "blob", f"gh-pages:{name}")
        if is_zipfile(BytesIO(found[name])):
            archive = ZipFile(BytesIO(found[name]))
            found |= {f"{name}/{inner}": archive.read(inner) for inner in archive.namelist()}
    return found


def withdrawn(root: Path, *options: str) -> None:
    result = typed(root, "withdraw", "HV", *options)
    assert result.exit_code == 0, result.output
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "A withdrawal")


def speaking(files: dict[str, bytes]) -> list[str]:
    return [name for name, content in files.items() if CANARY.encode() in content.lower()]


def test_no_byte_of_the_office_is_left_in_any_edition(root: Path, tmp_path: Path) -> None:
    before = published(root)
    assert {name.partition("/")[0] for name in speaking(before)} >= {*EDITIONS, "latest"}
    withdrawn(root)
    result = typed(root, "deploy", "--next")
    assert result.exit_code == 0, result.output
    after = published(root)
    assert speaking(after) == []
    for edition in EDITIONS:
        assert b"Withdrawn on" in after[f"{edition}/offices/hv/index.html"]
        # What did not speak of the library is as it was, the pages of the other one too.
        assert after[f"{edition}/data/v1/kpis.json"] == before[f"{edition}/data/v1/kpis.json"]
        page = f"{edition}/offices/lm/index.html"
        assert after[page] == before[page]
    records = json.loads(after["withdrawals.json"])["replaced"]
    assert [(each["edition"], each["withdrawals"][0]["office"]) for each in records] == [
        (edition, "HV") for edition in EDITIONS
    ]
    # The tags that are proposed vouch for the editions as they are now.
    old = git(root, "cat-file", "tag", EDITIONS[0])
    assert anchor_line(records[0]["manifest_before"]) in old
    assert anchor_line(records[0]["manifest"]) in result.output
    site = tmp_path / "published"
    git(root, "worktree", "add", "--quiet", "--detach", str(site), "gh-pages")
    told = run_verify(site / EDITIONS[0], "--against", f"{root}@{EDITIONS[0]}")
    assert told.exit_code == 1, "the old tag proves what was there before"
    tag = f"{EDITIONS[0]}-withdrawn-1"
    line = anchor_line(records[0]["manifest"])
    git(root, "tag", "--annotate", tag, "--message", line, f"{EDITIONS[0]}^0")
    told = run_verify(site / EDITIONS[0], "--against", f"{root}@{EDITIONS[0]}")
    assert told.exit_code == 0, told.output
    # Nothing is done twice, and the edition from its tag is no other edition.
    git(root, "worktree", "remove", "--force", str(site))
    again = typed(root, "deploy", "--next")
    assert again.exit_code == 0
    assert "withdrawn" not in again.output
    git(root, "checkout", "--quiet", EDITIONS[1])
    assert typed(root, "deploy").exit_code == 0
    assert published(root) == after


def test_one_round_and_then_the_rest(root: Path) -> None:
    withdrawn(root, "--cycle", "2026")
    assert typed(root, "deploy", "--next").exit_code == 0
    page = published(root)["2026.1/offices/hv/index.html"].decode()
    assert "the round 2026 was withdrawn on" in page
    withdrawn(root)
    result = typed(root, "deploy", "--next")
    assert result.exit_code == 0, result.output
    assert "2026.1-withdrawn-2" in result.output
    assert speaking(published(root)) == []


def test_other_software_takes_nothing_out(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    withdrawn(root)
    before = git(root, "rev-parse", "gh-pages")
    monkeypatch.setattr("ict_maturity.deploy.withdraw.draw", partial(draw, missing="other"))
    result = typed(root, "deploy", "--next")
    assert result.exit_code == 2
    assert "does not make the edition as it is published; other bytes in: 404.html" in result.output
    assert git(root, "rev-parse", "gh-pages") == before


def test_a_tag_that_is_not_here_is_told(root: Path) -> None:
    withdrawn(root)
    git(root, "tag", "--delete", "2026.1")
    result = typed(root, "deploy", "--next")
    assert result.exit_code == 2
    assert "git fetch --tags" in result.output


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"replaced": 7}', '{"replaced": [{"edition": "2026.1"}]}']
)
def test_a_list_of_replacements_that_is_none_is_told(tmp_path: Path, text: str) -> None:
    git(tmp_path, "init", "--quiet")
    entry = {"withdrawals.json": file_entry(tmp_path, text.encode())}
    branch = Branch(tmp_path, "gh-pages", "", "", "", tree_of(tmp_path, entry))
    with refusing("withdrawals.json on the branch gh-pages cannot be read", DeployError):
        records_of(branch)
