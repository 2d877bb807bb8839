"""`edition cut` freezes the framework whole or not at all, and never what is frozen already."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ict_maturity.cli import main
from ict_maturity.data.outputs import Output
from ict_maturity.edition.notes import escaped
from ict_maturity.render.editions import editions_page
from ict_maturity.render.markdown import html_of
from ict_maturity.repository.git import git
from ict_maturity.website.stage import write_new
from tests.copies import copied
from tests.unit.cut_editions import edit, loaded_content
from tests.unit.made_up import site_of

K01 = "kpis/K01-rules-of-lending.yaml"
K02 = "kpis/K02-books-back-in-time.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copied(tmp_path / "root")


def cut(root: Path, edition: str, *options: str) -> Result:
    return CliRunner().invoke(main, ["edition", "cut", edition, *options, "--root", str(root)])


def begin(root: Path, edition: str, day: str) -> None:
    """Say in framework.yaml that another edition is being made."""
    framework = loaded_content(root).framework
    edit(root, "framework.yaml", f'edition: "{framework.edition}"', f'edition: "{edition}"')
    edit(root, "framework.yaml", f"edition_date: {framework.edition_date}", f"edition_date: {day}")


def log(name: str, summary: str) -> str:
    return (
        "change_log:\n"
        f'  - {{date: 2026-12-01, edition: "2027.1", change_class: {name}, summary: {summary}}}\n'
    )


def written(root: Path) -> list[str]:
    return sorted(path.name for path in (root / "editions").glob("*"))


def test_the_first_edition(root: Path) -> None:
    result = cut(root, "2026.1")
    assert result.exit_code == 0
    assert written(root) == ["2026.1.content.json", "2026.1.lock.json", "2026.1.notes.md"]
    assert "git tag --annotate 2026.1 --file -" in result.output
    content = loaded_content(root)
    assert content.editions["2026.1"].kpis == content.kpis
    notes = content.editions["2026.1"].notes
    assert notes.startswith("**Edition 2026.1** of 15 January 2026, a proposal.")
    assert "It is the first edition, with 2 Recommendations and 2 KPIs." in notes


def test_what_was_cut_passes_the_check(root: Path) -> None:
    cut(root, "2026.1")
    assert CliRunner().invoke(main, ["check", "--root", str(root)]).exit_code == 0


def test_an_edition_is_never_overwritten(root: Path) -> None:
    cut(root, "2026.1")
    before = {path: path.read_bytes() for path in (root / "editions").iterdir()}
    result = cut(root, "2026.1")
    assert result.exit_code == 2
    assert "was cut already" in result.output
    assert {path: path.read_bytes() for path in (root / "editions").iterdir()} == before


def test_the_next_edition_says_what_changed(root: Path) -> None:
    cut(root, "2026.1")
    begin(root, "2027.1", "2027-01-20")
    edit(root, K02, "4: 0.95}", "4: 0.99}")
    edit(
        root,
        K02,
        "valid_for_months: 18\n",
        "valid_for_months: 18\n" + log("recalibrated", '"*Now* harder"'),
    )
    text = (root / K01).read_text().replace("id: K01", "id: K03").replace("2026.1", "2027.1")
    new = text.replace("lifecycle: draft", "lifecycle: upcoming\ncounts_from: 2027-06-01")
    (root / "kpis/K03-more-rules.yaml").write_text(new)
    edit(root, K01, "recommendation: R01", "recommendation: R02")
    edit(root, K01, "actions: [1, 2]", "actions: [1]")
    result = cut(root, "2027.1")
    assert result.exit_code == 0, result.output
    notes = (root / "editions/2027.1.notes.md").read_text()
    assert "It follows edition 2026.1 of 15 January 2026." in notes
    assert "- Recalibrated: 1" in notes
    assert "- *Recalibrated.* K02 Share of lent books" in notes
    assert r"\*Now\* harder" in notes
    assert "- *Moved.* K01" in notes
    assert "from R01 to R02." in notes
    assert "(counts from 1 June 2027)" in notes
    assert notes.index("**R01") < notes.index("*Added.* K03") < notes.index("**R02")
    crosswalk = json.loads((root / "editions/2027.1.crosswalk.json").read_text())
    assert (crosswalk["from_edition"], crosswalk["to_edition"]) == ("2026.1", "2027.1")
    assert [
        (row["from"], row["to"], row["relation"], row["answers"], row["change_classes"])
        for row in crosswalk["kpis"]
    ] == [
        ("K01", "K01", "equal", "carried", ["moved"]),
        ("K02", "K02", "equal", "carried", ["recalibrated"]),
        (None, "K03", None, "asked", ["added"]),
    ]
    assert list(loaded_content(root).editions) == ["2026.1", "2027.1"]


def test_the_crosswalk_says_where_answers_go(root: Path) -> None:
    cut(root, "2026.1")
    begin(root, "2027.1", "2027-01-20")
    for file in (K01, K02):
        edit(root, file, "lifecycle: draft", "lifecycle: retired")
        with (root / file).open("a") as stream:
            stream.write(log("merged", "Merged into K03."))
    text = (root / K02).read_text().partition("change_log:")[0]
    new = (
        text.replace("id: K02", "id: K03")
        .replace('"2026.1"', '"2027.1"')
        .replace(
            "lifecycle: retired",
            "lifecycle: upcoming\ncounts_from: 2027-06-01\n"
            "replaces: [{kpi: K01, relation: superset}, {kpi: K02, relation: subset}]",
        )
    )
    (root / "kpis/K03-both.yaml").write_text(new)
    result = cut(root, "2027.1")
    assert result.exit_code == 0, result.output
    crosswalk = json.loads((root / "editions/2027.1.crosswalk.json").read_text())
    assert [
        (row["from"], row["to"], row["answers"], row["lower_of_several"])
        for row in crosswalk["kpis"]
    ] == [("K01", "K03", "carried", True), ("K02", "K03", "suggested", True)]


def test_clarified_answers_are_confirmed_and_retired_ones_kept(root: Path) -> None:
    cut(root, "2026.1")
    begin(root, "2027.1", "2027-01-20")
    edit(root, K01, "lifecycle: draft", "lifecycle: retired")
    (root / K01).write_text((root / K01).read_text() + log("retired", "Nobody used it."))
    edit(root, K02, "  Books. Newspapers", "  Books only. Newspapers")
    (root / K02).write_text((root / K02).read_text() + log("clarified", "Books only."))
    result = cut(root, "2027.1")
    assert result.exit_code == 0, result.output
    crosswalk = json.loads((root / "editions/2027.1.crosswalk.json").read_text())
    assert [(row["from"], row["to"], row["answers"]) for row in crosswalk["kpis"]] == [
        ("K01", None, "kept"),
        ("K02", "K02", "confirmed"),
    ]
    assert "*Retired.* K01" in (root / "editions/2027.1.notes.md").read_text()


@pytest.mark.parametrize(
    ("edition", "options", "said"),
    [
        ("2027.1", (), "framework.yaml says that this is edition 2026.1"),
        ("x", (), "framework.yaml says that this is edition 2026.1"),
    ],
)
def test_framework_yaml_says_which_edition_it_is(
    root: Path, edition: str, options: tuple[str, ...], said: str
) -> None:
    result = cut(root, edition, *options)
    assert (result.exit_code, said in result.output) == (2, True)
    assert written(root) == []


def test_an_adopted_edition_passes_the_release_check(root: Path) -> None:
    result = cut(root, "2026.1", "--adopted")
    assert result.exit_code == 1
    assert "draft-counted" in result.output
    assert written(root) == []


def test_the_status_stands_in_framework_yaml(root: Path) -> None:
    edit(root, "framework.yaml", "edition_status: proposal", "edition_status: adopted")
    result = cut(root, "2026.1")
    assert result.exit_code == 2
    assert "Write edition_status: proposal there, or cut it with --adopted." in result.output
    assert written(root) == []


def test_an_edition_has_a_later_number_and_a_later_day(root: Path) -> None:
    cut(root, "2026.1")
    begin(root, "2026.2", "2026-01-15")
    assert "Write a later edition_date" in cut(root, "2026.2").output
    begin(root, "2025.9", "2027-01-15")
    # A KPI that first came with 2026.1 cannot be in an earlier edition.
    assert cut(root, "2025.9").exit_code == 1
    assert len(written(root)) == 3


def test_nothing_is_written_when_a_rule_is_broken(root: Path) -> None:
    cut(root, "2026.1")
    begin(root, "2027.1", "2027-01-20")
    edit(root, K02, "4: 0.95}", "4: 0.99}")
    result = cut(root, "2027.1")
    assert result.exit_code == 1
    assert "class-missing" in result.output
    assert len(written(root)) == 3


def test_files_are_written_all_or_none(tmp_path: Path) -> None:
    (tmp_path / "b").write_text("kept")
    with pytest.raises(FileExistsError):
        write_new(
            tmp_path,
            [Output.of_text("a", "new"), Output.of_text("b", "new"), Output.of_text("c", "new")],
        )
    assert [path.name for path in tmp_path.iterdir()] == ["b"]
    assert (tmp_path / "b").read_text() == "kept"


def repository(root: Path) -> Path:
    """The root as a repository with one commit."""
    for arguments in (
        ("init", "--quiet"),
        ("config", "user.name", "A test"),
        ("config", "user.email", "test@example.org"),
        ("add", "--all"),
        ("commit", "--quiet", "--message", "Begin"),
    ):
        git(root, *arguments)
    return root


def bytes_of(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (root / "editions").iterdir()}


@pytest.mark.parametrize("in_git", [False, True])
@pytest.mark.parametrize("written_before", [1, 2])
def test_a_cut_that_was_stopped_halfway_is_done_anew(
    root: Path, in_git: bool, written_before: int
) -> None:
    if in_git:
        repository(root)
    cut(root, "2026.1")
    whole = bytes_of(root)
    for name in whole:
        (root / "editions" / name).unlink()
    for name in ["2026.1.content.json", "2026.1.notes.md"][:written_before]:
        (root / "editions" / name).write_bytes(whole[name])
    (root / "editions/2026.1.content.json").write_bytes(whole["2026.1.content.json"][:-20])
    check = CliRunner().invoke(main, ["check", "--root", str(root)])
    assert "edition-incomplete" in check.output
    assert "To begin anew: ict-maturity edition cut 2026.1" in check.output
    result = cut(root, "2026.1")
    assert result.exit_code == 0, result.output
    assert bytes_of(root) == whole


def test_notes_that_are_there_are_kept(root: Path) -> None:
    (root / "editions").mkdir()
    (root / "editions/2026.1.notes.md").write_text("My words.")
    result = cut(root, "2026.1")
    assert result.exit_code == 0
    assert "Kept editions/2026.1.notes.md as it was." in result.output
    assert (root / "editions/2026.1.notes.md").read_text() == "My words."
    assert loaded_content(root).editions["2026.1"].notes == "My words."


@pytest.mark.parametrize("known_by", ["tag", "index", "commit", "branch"])
def test_an_edition_that_git_knows_is_not_cut_anew(root: Path, known_by: str) -> None:
    repository(root)
    cut(root, "2026.1")
    if known_by == "tag":
        git(root, "tag", "2026.1")
    else:
        git(root, "add", "--all")
    if known_by in ("commit", "branch"):
        git(root, "commit", "--quiet", "--message", "Edition 2026.1")
    (root / "editions/2026.1.lock.json").unlink()
    if known_by == "branch":
        git(root, "branch", "editions")
        git(root, "reset", "--quiet", "HEAD~1")
    before = bytes_of(root)
    result = cut(root, "2026.1")
    assert result.exit_code == 1
    assert "git log -- editions/2026.1.lock.json" in result.output
    assert bytes_of(root) == before


def test_a_lock_without_content_is_no_cut_that_was_stopped(root: Path) -> None:
    cut(root, "2026.1")
    (root / "editions/2026.1.content.json").unlink()
    before = bytes_of(root)
    assert cut(root, "2026.1").exit_code == 1
    assert bytes_of(root) == before


def test_the_lock_is_written_last_and_each_file_in_one_step(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replaced: list[str] = []
    replace = Path.replace

    def noted(half: Path, path: Path) -> Path:
        replaced.append(path.name)
        return replace(half, path)

    monkeypatch.setattr(Path, "replace", noted)
    cut(root, "2026.1")
    assert replaced == ["2026.1.content.json", "2026.1.notes.md", "2026.1.lock.json"]


def test_the_page_of_editions_shows_the_notes(root: Path) -> None:
    cut(root, "2026.1")
    page = editions_page(site_of(loaded_content(root))).text
    assert 'id="notes-2026-1"' in page
    assert "<strong>Edition 2026.1</strong> of 15 January 2026, a proposal." in page


def test_notes_that_were_worded_anew_hold_no_html(root: Path) -> None:
    cut(root, "2026.1")
    (root / "editions/2026.1.notes.md").write_text("Hello <script>alert(1)</script>")
    result = CliRunner().invoke(main, ["check", "--root", str(root)])
    assert result.exit_code == 1
    assert "editions/2026.1.notes.md" in result.output
    assert "html-in-markdown" in result.output


@pytest.mark.parametrize("text", ["<b>*x*</b> [a](javascript:b) `c` _d_ | # & @e", "a\n\n# b"])
def test_a_title_does_nothing_in_the_notes(text: str) -> None:
    html = html_of(escaped(text), "editions.md")
    assert html.striptags() == " ".join(text.split())
    assert html.count("<") == 2
