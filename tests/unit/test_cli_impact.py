"""`impact` compares revisions, folders and editions, and refuses what is not declared."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ict_maturity.cli import main
from tests.copies import copied
from tests.unit.cut_editions import edit, write_edition

K02 = "kpis/K02-books-back-in-time.yaml"
RECALIBRATED = (
    "change_log:\n"
    '  - {date: 2026-12-01, edition: "2026.1", change_class: recalibrated, summary: Harder.}\n'
)
IDENTITY = {
    "GIT_AUTHOR_NAME": "Nobody",
    "GIT_AUTHOR_EMAIL": "nobody@example.org",
    "GIT_COMMITTER_NAME": "Nobody",
    "GIT_COMMITTER_EMAIL": "nobody@example.org",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_SYSTEM": "/dev/null",
    "PATH": "/usr/bin:/bin",
}


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-c", "init.defaultBranch=main", *arguments],
        cwd=folder,
        env=IDENTITY,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()


def commit(root: Path) -> str:
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "A change")
    return git(root, "rev-parse", "HEAD")


def impact(root: Path, *arguments: object) -> Result:
    words = [str(argument) for argument in arguments]
    return CliRunner().invoke(main, ["impact", *words, "--root", str(root)])


def harder(root: Path, log: str = "") -> None:
    edit(root, K02, "4: 0.95}", "4: 0.99}")
    if log:
        edit(root, K02, "valid_for_months: 18\n", f"valid_for_months: 18\n{log}")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with one commit."""
    root = copied(tmp_path / "root")
    git(root, "init", "--quiet")
    commit(root)
    return root


def test_the_files_as_they_are_now(root: Path) -> None:
    harder(root, RECALIBRATED)
    result = impact(root, "HEAD")
    assert result.exit_code == 0
    assert "- K02 `Share of lent books" in result.output
    assert "Found: `recalibrated`. Declared: `recalibrated`." in result.output
    assert "- `rule.cut_points.4`\n  - before: `0.95`\n  - after: `0.99`" in result.output


def test_an_undeclared_change_is_refused(root: Path) -> None:
    harder(root)
    result = impact(root, "HEAD")
    assert result.exit_code == 1
    assert "## What keeps it from being taken" in result.output
    assert f"- `{K02}:" in result.output
    assert "`class-missing`" in result.output
    assert "1 problem in 1 file." in result.stderr


def test_two_revisions(root: Path) -> None:
    first = git(root, "rev-parse", "HEAD")
    harder(root, RECALIBRATED)
    second = commit(root)
    git(root, "tag", "2026.2")
    shutil.rmtree(root / "kpis")
    for names in ((first, second), ("HEAD^1", "HEAD"), ("main~1", "2026.2")):
        result = impact(root, *names)
        assert (result.exit_code, "Found: `recalibrated`" in result.output) == (0, True)
    assert "Nothing that is measured or said differs." in impact(root, second, second).output


def test_two_folders(root: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(root, other, ignore=shutil.ignore_patterns(".git"))
    harder(other, RECALIBRATED)
    result = impact(root, root, other)
    assert result.exit_code == 0
    assert "Found: `recalibrated`" in result.output


def test_two_editions(root: Path) -> None:
    write_edition(root)
    framework = root / "framework.yaml"
    later = framework.read_text().replace('edition: "2026.1"', 'edition: "2027.1"')
    framework.write_text(later.replace("edition_date: 2026", "edition_date: 2027"))
    harder(root, RECALIBRATED)
    write_edition(root)
    result = impact(root, "2026.1", "2027.1")
    assert result.exit_code == 0
    assert "From `edition 2026.1`, which says it is edition 2026.1" in result.output
    assert "Found: `recalibrated`. Declared: `recalibrated`." in result.output


def test_a_cut_point_of_an_edition_that_was_cut_can_be_tried(root: Path) -> None:
    write_edition(root)
    edit(root, K02, "3: 0.85, 4: 0.95}", "3: 0.9, 4: 0.95}")
    refused = impact(root, "2026.1")
    assert refused.exit_code == 1
    assert "case-disagrees" in refused.output
    assert "## Levels that move" not in refused.output
    tried = impact(root, "2026.1", "--what-if")
    assert tried.exit_code == 0, tried.output
    report = tried.stdout
    assert "## What keeps it from being taken" in report
    assert {"`edition-frozen`", "`case-disagrees`"} <= set(report.split())
    assert "- HV `High Valley Library` (fictional), R02: level 3 → level 2\n" in report
    assert "  - the framework changed: K02 level 3 → 2." in report


def test_what_is_tried_must_be_readable(root: Path) -> None:
    edit(root, K02, "type: ratio", "type: ratios")
    result = impact(root, "HEAD", "--what-if")
    assert result.exit_code == 1
    assert "## Levels that move" not in result.output
    assert "value-not-allowed" in result.output


def test_json_has_all_of_it(root: Path) -> None:
    harder(root)
    result = impact(root, "HEAD", "--format", "json")
    data = json.loads(result.stdout)
    assert result.exit_code == 1
    assert [problem["code"] for problem in data["problems"]] == ["class-missing"]
    assert data["after"]["edition_status"] == "proposal"
    (item,) = data["items"]
    assert item["id"] == "K02"
    assert item["fields"] == [
        {"path": ["rule", "cut_points", "4"], "before": "0.95", "after": "0.99"}
    ]


def test_a_renamed_file_is_no_change(root: Path) -> None:
    (root / K02).rename(root / "kpis/K02-another-name.yaml")
    result = impact(root, "HEAD")
    assert result.exit_code == 0
    assert "Nothing that is measured or said differs." in result.output


def test_white_space_alone_is_no_change(root: Path) -> None:
    edit(root, K02, "  Books. Newspapers", "  Books.\n\n\n  Newspapers")
    result = impact(root, "HEAD")
    assert result.exit_code == 0
    assert "Nothing that is measured or said differs." in result.output


def test_a_kpi_that_is_taken_away_is_missed(root: Path) -> None:
    (root / K02).unlink()
    result = impact(root, "HEAD")
    assert result.exit_code == 1
    # The offices' answers to it lead nowhere, which is a problem of the content itself.
    assert "kpi-not-found" in result.output


def test_a_kpi_that_returns_from_retirement(root: Path) -> None:
    edit(root, K02, "lifecycle: draft", "lifecycle: retired")
    commit(root)
    edit(root, K02, "lifecycle: retired", "lifecycle: draft")
    result = impact(root, "HEAD")
    assert result.exit_code == 1
    assert "`retired-id-used`" in result.output


def test_two_changes_that_each_pass_and_together_clash(root: Path) -> None:
    start = git(root, "rev-parse", "HEAD")

    def with_third_kpi(name: str) -> None:
        text = (root / K02).read_text().replace("id: K02", "id: K03")
        text = text.replace("lifecycle: draft", "lifecycle: upcoming")
        (root / f"kpis/K03-{name}.yaml").write_text(text)

    with_third_kpi("mine")
    assert impact(root, "HEAD").exit_code == 0
    commit(root)
    git(root, "checkout", "--quiet", "-b", "theirs", start)
    with_third_kpi("theirs")
    assert impact(root, "HEAD").exit_code == 0
    commit(root)
    result = impact(root, "main", "theirs")
    assert result.exit_code == 1
    assert "K03 is taken on main by kpis/K03-mine.yaml." in result.output
    assert "where main and the change parted" in result.output
    git(root, "merge", "--quiet", "--no-edit", "main")
    result = impact(root, "main", "HEAD")
    assert result.exit_code == 1
    assert "duplicate-id" in result.output


def test_what_the_other_line_changed_is_no_part_of_the_change(root: Path) -> None:
    git(root, "checkout", "--quiet", "-b", "mine")
    harder(root, RECALIBRATED)
    commit(root)
    git(root, "checkout", "--quiet", "main")
    edit(root, "kpis/K01-*.yaml", "\ntitle: ", "\ntitle: Another ")
    commit(root)
    result = impact(root, "main", "mine")
    assert result.exit_code == 0
    assert "- K02" in result.output
    assert "- K01" not in result.output


def test_a_later_revision_can_be_the_base(root: Path) -> None:
    harder(root, RECALIBRATED)
    commit(root)
    result = impact(root, "HEAD", "HEAD^")
    assert "before: `0.99`\n  - after: `0.95`" in result.output


def test_content_below_the_repository(root: Path, tmp_path: Path) -> None:
    outer = tmp_path / "outer"
    shutil.copytree(root, outer / "deep/content", ignore=shutil.ignore_patterns(".git"))
    git(outer, "init", "--quiet")
    commit(outer)
    harder(outer / "deep/content", RECALIBRATED)
    result = impact(outer / "deep/content", "HEAD")
    assert (result.exit_code, "Found: `recalibrated`" in result.output) == (0, True)


def test_what_attributes_of_git_hide_is_seen(root: Path) -> None:
    (root / ".gitattributes").write_text(f"{K02} export-ignore\n")
    commit(root)
    harder(root)
    commit(root)
    assert "`class-missing`" in impact(root, "HEAD^", "HEAD").output


def test_a_link_in_the_history_is_not_followed(root: Path, tmp_path: Path) -> None:
    (root / K02).unlink()
    (root / K02).symlink_to(tmp_path / "secret.yaml")
    commit(root)
    result = impact(root, "HEAD^", "HEAD")
    assert result.exit_code == 1
    assert "symlink-not-allowed" in result.output


def test_an_unknown_revision(root: Path) -> None:
    result = impact(root, "no-such-branch")
    assert result.exit_code == 2
    assert 'There is no folder, edition or git revision "no-such-branch".' in result.output
    assert "git branch --all" in result.output


@pytest.mark.parametrize("name", ["--help-me", "-x", "a\nb", "HEAD:kpis", ""])
def test_a_name_that_git_could_take_for_something_else(root: Path, name: str) -> None:
    result = CliRunner().invoke(main, ["impact", "--root", str(root), "--", name])
    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_an_edition_that_does_not_exist_in_a_clone_without_tags(root: Path) -> None:
    result = impact(root, "2031.1")
    assert result.exit_code == 2
    assert 'There is no folder, edition or git revision "2031.1".' in result.output
    assert "git fetch --tags" in result.output


def test_a_shallow_clone(root: Path, tmp_path: Path) -> None:
    harder(root, RECALIBRATED)
    commit(root)
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{root}", "shallow")
    result = impact(tmp_path / "shallow", "HEAD^1")
    assert result.exit_code == 2
    assert "git fetch --unshallow" in result.output
    assert "fetch-depth: 0" in result.output


def test_a_folder_outside_of_every_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copied(tmp_path / "root")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    result = impact(root, "HEAD")
    assert result.exit_code == 2
    assert "lies in no git repository" in result.output
    assert "Compare two folders" in result.output


def test_a_machine_without_git(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    result = impact(root, "HEAD")
    assert result.exit_code == 2
    assert "git is missing" in result.output


def test_a_revision_without_the_framework(root: Path) -> None:
    git(root, "checkout", "--quiet", "--orphan", "empty")
    git(root, "rm", "--quiet", "-r", "--cached", ".")
    (root / "note.txt").write_text("Nothing else.")
    git(root, "add", "note.txt")
    git(root, "commit", "--quiet", "--message", "Empty")
    result = impact(root, "empty")
    assert result.exit_code == 2
    assert "has no framework.yaml" in result.output


def test_content_that_is_wrong_in_itself_is_not_compared(root: Path) -> None:
    edit(root, K02, "id: K02", "id: K02\ncolour: blue")
    result = impact(root, "HEAD")
    assert result.exit_code == 1
    assert "field-unknown" in result.output
    assert "What this change does" not in result.output


def test_a_base_that_cannot_be_read(root: Path) -> None:
    (root / "framework.yaml").write_text("name: x\n")
    commit(root)
    git(root, "checkout", "--quiet", "HEAD^")
    result = impact(root, "main")
    assert result.exit_code == 1
    assert "field-missing" in result.output
    assert "They are in main" in result.stderr


def test_a_base_with_a_broken_file_does_not_make_its_kpi_new(root: Path) -> None:
    text = (root / K02).read_text()
    (root / K02).write_text("colour: blue\n")
    commit(root)
    (root / K02).write_text(text)
    result = impact(root, "HEAD")
    assert result.exit_code == 0
    assert "- K02 `" not in result.output
    assert "is not compared" in result.stderr


def test_nothing_is_left_behind(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    monkeypatch.setattr("tempfile.tempdir", None)
    (tmp_path / "temporary").mkdir()
    before = git(root, "status", "--porcelain")
    assert impact(root, "HEAD", "HEAD").exit_code == 0
    assert list((tmp_path / "temporary").iterdir()) == []
    assert git(root, "status", "--porcelain") == before


def since(root: Path, *arguments: object) -> Result:
    words = [str(argument) for argument in arguments]
    return CliRunner().invoke(main, ["check", "--since", *words, "--root", str(root)])


def test_a_report_that_is_rewritten_is_refused_where_the_base_is_known(root: Path) -> None:
    assert since(root, "HEAD").exit_code == 0
    edit(root, "offices/HV/2025.yaml", "numerator: 611", "numerator: 612")
    plain = CliRunner().invoke(main, ["check", "--root", str(root)])
    assert plain.exit_code == 0, "without an edition and without a base nobody can know"
    for result in (since(root, "HEAD"), impact(root, "HEAD")):
        assert result.exit_code == 1
        assert "report-rewritten" in result.output
        assert "answers.K02.numerator" in result.output
    assert "- HV, round 2025: **rewritten**" in impact(root, "HEAD").output.replace("`", "")


def test_the_report_tells_nobody_whose_hidden_report_was_rewritten(root: Path) -> None:
    for name in ("office", "2025", "2026"):
        edit(root, f"offices/HV/{name}.yaml", "audience: public", "audience: counted")
    base = commit(root)
    edit(root, "offices/HV/2025.yaml", "numerator: 611", "numerator: 612")
    named = since(root, base)
    assert named.exit_code == 1
    assert "offices/HV/2025.yaml" in named.output
    told = impact(root, base)
    assert told.exit_code == 1
    assert "an office that is not shown by name" in told.output
    assert "HV" not in told.output
    assert "K02" not in told.output


def test_a_base_that_is_not_there(root: Path) -> None:
    result = since(root, "nowhere")
    assert result.exit_code == 2
    assert "nowhere" in result.output
