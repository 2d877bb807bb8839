"""Deploying: what is refused, with what to do, and that a refusal leaves every branch as it was.

The site engine is replaced by one that writes three files; tests/site deploys real sites.
"""

import json
import shutil
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from ict_maturity.cli import main
from ict_maturity.data.outputs import MANIFEST_FILE
from ict_maturity.deploy.branch import commit as commit_on_branch
from ict_maturity.deploy.latest import of_latest, with_digests
from ict_maturity.repository.anchor import anchor_line, anchor_named
from ict_maturity.repository.git import GitError, git
from ict_maturity.website.engine import Drawing
from ict_maturity.website.engine import Result as Built
from ict_maturity.website.workspace import Workshop, alone
from tests.copies import copied
from tests.english import ENGLISH, refusing
from tests.unit.cut_editions import edit, write_edition


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone of the example with a bare remote; its site holds the method page and the version."""

    def draw(root: Path, shop: Workshop, drawing: Drawing) -> Built:
        text = (root / "docs/method.md").read_text()
        out = shop.site
        if "warning" in text:
            return Built(1, "WARNING -  a link leads nowhere")
        (out / "method").mkdir(parents=True)
        (out / "method/index.html").write_bytes(text.encode() + b"\r\n\xff")
        (out / "version.txt").write_text(drawing.version)
        (out / "404.html").write_text(f"not found in {drawing.version}")
        (out / MANIFEST_FILE).parent.mkdir(parents=True)
        (out / MANIFEST_FILE).write_text(sha256(text.encode()).hexdigest())
        return Built(0, "")

    monkeypatch.setattr("ict_maturity.deploy.draw", draw)
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "A test")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "test@example.org")
    root = copied(tmp_path / "root")
    (root / ".gitignore").write_text("/.build/\n")
    git(tmp_path, "init", "--quiet", "--bare", "bare.git")
    git(root, "init", "--quiet", "--initial-branch", "main")
    git(root, "remote", "add", "origin", str(tmp_path / "bare.git"))
    commit(root)
    git(root, "tag", "2026.1")
    return root


@pytest.mark.parametrize(
    ("home", "latest"),
    [
        ("https://zebra.int/2026.1/", "https://zebra.int/latest/"),
        ("https://zebra.int/a/2026.1/", "https://zebra.int/a/latest/"),
        ("https://2026.1.int/2026.1/2026.1/", "https://2026.1.int/2026.1/latest/"),
    ],
)
def test_the_sitemap_of_the_latest_has_its_own_addresses(home: str, latest: str) -> None:
    pages = ("kpis/k01/", "", "2026.1/")
    before = "".join(f"<url><loc>{home}{page}</loc></url>" for page in pages)
    after = "".join(f"<url><loc>{latest}{page}</loc></url>" for page in pages)
    assert of_latest(before) == after
    assert of_latest("<urlset></urlset>") == "<urlset></urlset>"


def commit(root: Path) -> None:
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--allow-empty", "--message", "A change")


def edition(root: Path, number: str) -> None:
    """Make all content be of another edition, and tag it."""
    for path in root.rglob("*.yaml"):
        path.write_text(path.read_text().replace('"2026.1"', f'"{number}"'))
    commit(root)
    git(root, "tag", number)


def typed(root: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["deploy", "--root", str(root), *options])


def done(root: Path, *options: str) -> str:
    result = typed(root, *options)
    assert result.exit_code == 0, result.output
    return result.output


def refused(root: Path, *options: str) -> str:
    """What is said, having seen that no branch anywhere moved and nothing is left."""
    before = branches(root)
    result = typed(root, *options)
    assert result.exit_code == 2, result.output
    assert branches(root) == before
    assert not list(root.glob(".build/*"))
    said = result.stderr.removeprefix("Error: Nothing was published. ")
    assert said != result.stderr
    return said.rstrip("\n")


def branches(root: Path) -> str:
    bare = root.parent / "bare.git"
    listed = git(root, "for-each-ref", "refs/heads")
    return listed + (git(bare, "for-each-ref") if bare.exists() else "")


def published(root: Path, path: str) -> str:
    return git(root, "show", f"gh-pages:{path}")


def test_the_manifest_of_the_latest_has_the_digests_of_its_own_sitemap() -> None:
    old = {name: sha256(name.encode()).hexdigest() for name in ("a", "b", "c")}
    before = json.dumps({"files": [{"path": k, "sha256": v} for k, v in old.items()]})
    after = json.loads(with_digests(before, {"b": b"new"}))["files"]
    assert {each["path"]: each["sha256"] for each in after} == {
        **old,
        "b": sha256(b"new").hexdigest(),
    }


def test_an_edition_becomes_a_folder_and_the_latest(root: Path) -> None:
    assert "2026.1 is on the branch gh-pages now" in done(root)
    names = git(root, "ls-tree", "--name-only", "gh-pages").split()
    expected = [".nojekyll", "2026.1", "404.html", "index.html", "latest", "versions.json"]
    assert names == expected
    assert published(root, "latest/version.txt") == "2026.1"
    assert published(root, "404.html") == "not found in 2026.1"
    source = git(root, "rev-parse", "HEAD")
    assert git(root, "log", "-1", "--format=%s", "gh-pages") == f"Deploy 2026.1 from {source}"


def test_another_deployment_at_work_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ict_maturity.website.workspace.lock.PATIENCE", 0)
    before = branches(root)
    with alone(root / ".build/deploy"):
        result = typed(root)
    assert result.exit_code == 2
    assert f"another build is working on {root}/.build/deploy" in result.stderr
    assert branches(root) == before
    assert list(root.glob(".build/*")) == []


def test_a_link_in_the_place_of_our_folder_is_not_followed(root: Path, tmp_path: Path) -> None:
    (root / ".gitignore").write_text("/.build\n")
    commit(root)
    git(root, "tag", "--force", "2026.1")
    (tmp_path / "outside").mkdir()
    (root / ".build").symlink_to(tmp_path / "outside")
    result = typed(root)
    assert (result.exit_code, "which is a link" in result.stderr) == (2, True)
    assert list((tmp_path / "outside").iterdir()) == []


def test_bytes_are_kept_whatever_git_is_told(root: Path) -> None:
    git(root, "config", "core.autocrlf", "input")
    (root / ".git/info/attributes").write_text("* text eol=lf\n")
    (root / ".git/info/exclude").write_text("*.html\n")
    done(root)
    size = git(root, "cat-file", "-s", "gh-pages:2026.1/method/index.html")
    assert int(size) == len((root / "docs/method.md").read_bytes()) + 3


def test_the_same_bytes_again_are_no_news(root: Path) -> None:
    done(root)
    before = branches(root)
    assert "already, with the same bytes" in done(root)
    assert branches(root) == before


def test_an_older_edition_that_comes_later_is_not_the_latest(root: Path) -> None:
    edition(root, "2026.10")
    done(root)
    git(root, "checkout", "--quiet", "2026.1")
    assert "The latest edition is 2026.10." in done(root)
    assert published(root, "latest/version.txt") == "2026.10"


def test_the_work_after_it_needs_no_tag_and_replaces_itself(root: Path) -> None:
    git(root, "tag", "--delete", "2026.1")
    assert done(root, "--next").endswith("\n")
    assert "url=next/" in published(root, "index.html")
    (root / "docs/method.md").write_text("# Other\n")
    commit(root)
    done(root, "--next")
    assert published(root, "next/method/index.html").startswith("# Other")
    assert ENGLISH("version.next") in published(root, "versions.json")


def test_other_files_of_the_branch_stay(root: Path) -> None:
    done(root)
    tree = git(root, "ls-tree", "gh-pages")
    name = git(root, "hash-object", "-w", "--stdin", given=b"example.org")
    listed = f"{tree}\n100644 blob {name}\tCNAME\n".encode()
    made = git(root, "commit-tree", git(root, "mktree", given=listed), "-p", "gh-pages", "-m", "x")
    git(root, "update-ref", "refs/heads/gh-pages", made)
    edition(root, "2026.2")
    done(root)
    assert published(root, "CNAME") == "example.org"


def test_a_remote_is_fetched_and_pushed(root: Path, tmp_path: Path) -> None:
    done(root, "--remote", "origin")
    assert git(tmp_path / "bare.git", "rev-parse", "gh-pages") == git(root, "rev-parse", "gh-pages")
    git(root, "push", "--quiet", "origin", "main", "2026.1")
    address = f"file://{tmp_path}/bare.git"
    git(tmp_path, "clone", "--quiet", "--depth=1", "--branch=main", address, "other")
    other = tmp_path / "other"
    edition(other, "2026.2")
    done(other, "--remote", "origin")
    git(root, "tag", "extra")
    assert "with the same bytes" in done(root, "--remote", "origin")
    assert published(root, "latest/version.txt") == "2026.2"


def test_a_branch_that_is_only_here_is_pushed_later(root: Path, tmp_path: Path) -> None:
    done(root)
    done(root, "--remote", "origin")
    assert git(tmp_path / "bare.git", "rev-parse", "gh-pages") == git(root, "rev-parse", "gh-pages")


def test_problems_of_the_content_are_told_as_by_check(root: Path) -> None:
    path = next(root.glob("kpis/K01-*.yaml"))
    path.write_text("id: K01\n")
    commit(root)
    before = branches(root)
    result = typed(root)
    assert result.exit_code == 1
    assert "field-missing" in result.stderr
    assert branches(root) == before


def test_a_build_that_fails_publishes_nothing(root: Path) -> None:
    (root / "docs/method.md").write_text("warning")
    commit(root)
    before = branches(root)
    result = typed(root, "--next")
    assert (result.exit_code, result.stderr) == (1, "WARNING -  a link leads nowhere\n")
    assert branches(root) == before


def test_an_edition_that_was_never_cut_is_refused_once_one_was(root: Path) -> None:
    write_edition(root)
    commit(root)
    git(root, "tag", "--force", "2026.1")
    done(root)
    edit(root, "framework.yaml", 'edition: "2026.1"', 'edition: "2026.2"')
    commit(root)
    git(root, "tag", "2026.2")
    assert refused(root) == (
        "Edition 2026.2 was never cut: there is no editions/2026.2.lock.json. To cut it: "
        "ict-maturity edition cut 2026.2, commit, and set the tag on that commit. "
        "When it is not yet an edition: --next"
    )
    done(root, "--next")


def test_other_bytes_for_an_edition_are_refused(root: Path) -> None:
    done(root)
    (root / "docs/method.md").write_text("# Other\n")
    commit(root)
    git(root, "tag", "--force", "2026.1")
    assert refused(root) == (
        "Edition 2026.1 is published on gh-pages already, and now other bytes came out: "
        "data/v1/manifest.json, method/index.html. An edition never changes. Put the change into "
        "the next edition: a new number in framework.yaml and a tag of it. Until then: --next"
    )


@pytest.mark.parametrize(
    ("path", "options"), [("docs/new.md", ()), ("docs/method.md", ("--next",))]
)
def test_changes_that_are_not_committed_are_refused(
    root: Path, path: str, options: tuple[str, ...]
) -> None:
    (root / path).write_text("# Something\n")
    assert refused(root, *options).startswith(f"Changed since the last commit: {path}. Commit the")


def test_a_folder_that_git_does_not_know_is_refused(root: Path) -> None:
    shutil.rmtree(root / ".git")
    result = typed(root)
    assert result.exit_code == 2
    assert "is not in a git repository with a commit" in result.stderr


def test_git_that_is_missing_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(root))
    result = typed(root)
    assert result.exit_code == 2
    assert "git is missing. On Debian: apt-get install git" in result.stderr


def test_an_edition_without_a_tag_is_refused(root: Path) -> None:
    git(root, "tag", "--delete", "2026.1")
    git(root, "tag", "v0.1")
    assert refused(root) == (
        "No tag 2026.1 is here, and an edition is the content of its tag. "
        "When this is the edition: ict-maturity deploy --tag-message | git tag --annotate 2026.1 "
        "--file -. When it is not yet: --next"
    )


def test_a_tag_on_another_commit_is_refused(root: Path) -> None:
    tagged = git(root, "rev-parse", "--short=12", "HEAD")
    commit(root)
    said = refused(root)
    assert said.startswith(f"The tag 2026.1 stands on another commit, {tagged}. ")
    assert "git checkout 2026.1" in said


def test_the_tag_of_another_edition_is_refused(root: Path) -> None:
    git(root, "tag", "--delete", "2026.1")
    git(root, "tag", "2025.4")
    assert refused(root).startswith(
        "This commit has the tag 2025.4, but framework.yaml says edition 2026.1. "
    )


def test_a_shallow_clone_without_the_branch_is_refused(root: Path, tmp_path: Path) -> None:
    commit(root)
    git(root, "push", "--quiet", "origin", "main")
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{root}", "shallow")
    said = refused(tmp_path / "shallow", "--next")
    assert said.startswith("This is a shallow clone, so nobody knows whether the branch gh-pages")
    assert said.endswith("--remote origin")


def test_a_branch_of_something_else_is_refused(root: Path) -> None:
    git(root, "branch", "notes")
    assert refused(root, "--branch", "notes").startswith("The branch notes holds no versions.json")


@pytest.mark.parametrize(
    "name",
    ["", "-x", "HEAD", "refs/heads/y", "a..b", "a b", "@", "@{-1}", "a.lock", "a\udcef", "é\n"],
)
def test_what_is_no_name_of_a_branch_is_refused(root: Path, name: str) -> None:
    git(root, "checkout", "--quiet", "-b", "other")
    git(root, "checkout", "--quiet", "main")
    before = git(root, "for-each-ref")
    assert refused(root, f"--branch={name}").endswith("Name one such as gh-pages")
    assert git(root, "for-each-ref") == before


@pytest.mark.parametrize("remote", ["-x", "--upload-pack=id", "ext::sh -c id", "a\nb"])
def test_what_is_no_name_of_a_remote_is_refused(root: Path, remote: str) -> None:
    assert refused(root, f"--remote={remote}").endswith("Name one such as origin")


def test_a_branch_that_is_checked_out_is_refused(root: Path) -> None:
    assert refused(root, "--branch", "main").startswith("The branch main is checked out")


def test_a_branch_that_went_two_ways_is_refused(root: Path, tmp_path: Path) -> None:
    done(root, "--remote", "origin")
    there = git(root, "rev-parse", "gh-pages")
    bare = tmp_path / "bare.git"
    for place, message in ((root, "here"), (bare, "there")):
        made = git(place, "commit-tree", f"{there}^{{tree}}", "-p", there, "-m", message)
        git(place, "update-ref", "refs/heads/gh-pages", made)
    other = git(bare, "rev-parse", "--short=12", "gh-pages")
    said = refused(root, "--remote", "origin")
    assert said.startswith("The branch gh-pages has gone two ways, here and at the remote.")
    assert said.endswith(f"git branch --force gh-pages {other}")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "versions.json is not a list of versions: "),
        (
            '[{"version": "2025.1", "title": "", "aliases": []}]',
            "versions.json lists 2025.1, but there is no such folder. Mend the file there",
        ),
    ],
)
def test_a_list_of_versions_that_is_broken_is_refused(root: Path, text: str, said: str) -> None:
    name = git(root, "hash-object", "-w", "--stdin", given=text.encode())
    tree = git(root, "mktree", given=f"100644 blob {name}\tversions.json\n".encode())
    git(root, "update-ref", "refs/heads/gh-pages", git(root, "commit-tree", tree, "-m", "broken"))
    assert refused(root).startswith(f"On the branch gh-pages: {said}")


def test_a_remote_that_does_not_exist_is_refused(root: Path) -> None:
    assert "nowhere" in refused(root, "--remote", "nowhere")


def test_a_push_that_is_refused_leaves_the_branch_here_as_well(root: Path, tmp_path: Path) -> None:
    hook = tmp_path / "bare.git/hooks/pre-receive"
    hook.write_text("#!/bin/sh\necho not today >&2\nexit 1\n")
    hook.chmod(0o755)
    assert "not today" in refused(root, "--remote", "origin")


@pytest.mark.parametrize("options", [(), ("--remote", "origin")])
def test_two_deployments_at_once_both_arrive(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...]
) -> None:
    done(root, *options)
    edition(root, "2026.2")
    others: list[str] = []

    def slow_commit(*given: Any) -> str:
        """Somebody else is quicker, once."""
        if not others:
            others.append("next")
            there = tmp_path / "other"
            git(tmp_path, "clone", "--quiet", f"file://{root}", str(there))
            origin = tmp_path / "bare.git" if options else root
            git(there, "remote", "set-url", "origin", str(origin))
            done(there, "--next", "--remote", "origin")
        return commit_on_branch(*given)

    monkeypatch.setattr("ict_maturity.deploy.commit", slow_commit)
    assert "2026.2 is on" in done(root, *options)
    folders = git(root, "ls-tree", "--name-only", "gh-pages").split()
    assert {"2026.1", "2026.2", "next"} <= set(folders)
    assert published(root, "versions.json").count('"version"') == 3


def test_git_says_who_must_be_named(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.delenv(f"GIT_{name}_NAME")
        monkeypatch.delenv(f"GIT_{name}_EMAIL")
    monkeypatch.setenv("HOME", str(root.parent))
    git(root, "config", "user.useConfigOnly", "true")
    assert "git config" in refused(root)


def test_an_error_of_git_is_what_it_said(tmp_path: Path) -> None:
    with refusing("not a git repository", GitError):
        git(tmp_path, "log")


def manifest_at(root: Path, version: str) -> str:
    """The digest of the manifest that is published."""
    listed = git(root, "show", f"gh-pages:{version}/{MANIFEST_FILE}")
    return sha256(listed.encode()).hexdigest()


def test_the_message_of_a_tag_names_what_is_published_then(root: Path) -> None:
    git(root, "tag", "--delete", "2026.1")
    before = branches(root)
    message = done(root, "--tag-message")
    assert branches(root) == before
    assert message.startswith("Edition 2026.1\n\nManifest-SHA256: ")
    git(root, "tag", "--annotate", "2026.1", "--file", "-", given=message.encode())
    said = done(root)
    digest = manifest_at(root, "2026.1")
    assert anchor_named(root, "2026.1") == digest
    assert said.splitlines()[-1] == anchor_line(digest) == message.splitlines()[-1]


def test_a_site_that_is_not_the_one_its_tag_names_is_refused(root: Path) -> None:
    git(root, "tag", "--delete", "2026.1")
    git(root, "tag", "--annotate", "2026.1", "--message", f"E\n\n{anchor_line('0' * 64)}")
    said = refused(root)
    assert f"names the manifest {'0' * 64}" in said
    two = f"{anchor_line('0' * 64)}\n{anchor_line('1' * 64)}"
    git(root, "tag", "--delete", "2026.1")
    git(root, "tag", "--annotate", "2026.1", "--message", two)
    assert "two lines Manifest-SHA256 that differ" in refused(root)


def test_the_work_after_an_edition_has_no_tag(root: Path) -> None:
    assert "Manifest-SHA256" not in done(root, "--next")
    result = typed(root, "--next", "--tag-message")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "has no tag" in result.stderr


def test_what_is_not_committed_or_has_problems_gets_no_message(root: Path) -> None:
    (root / "docs/method.md").write_text("warning")
    assert "Changed since the last commit" in refused(root, "--tag-message")
    commit(root)
    result = typed(root, "--tag-message")
    assert (result.exit_code, result.stdout) == (1, "")
