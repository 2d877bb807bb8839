"""Staging: one folder of real files, written only where something changed."""

import os
import shutil
from contextlib import suppress
from pathlib import Path

import pytest

from ict_maturity.data.outputs import Output
from ict_maturity.website.stage import FOLDER, MANIFEST, stage, staged_sources
from ict_maturity.website.workspace import MARKER, write_if_changed
from tests.english import refusing, spoken

PAGE = Output.of_text("kpis/k01.md", "---\ntitle: A KPI\n---\n", "kpis/K01-a-kpi.yaml")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# Home\n")
    return tmp_path


def files(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in (MANIFEST, MARKER)
    }


def test_handwritten_and_generated_files_lie_in_one_folder(root: Path) -> None:
    logo = Output("assets/logo.bin", b"\x00\xff")
    assert stage(root, [PAGE, logo]) == ()
    folder = root / FOLDER
    assert files(folder) == {"index.md", "kpis/k01.md", "assets/logo.bin"}
    assert (folder / "assets/logo.bin").read_bytes() == b"\x00\xff"
    assert staged_sources(folder) == {
        "assets/logo.bin": None,
        "index.md": "docs/index.md",
        "kpis/k01.md": "kpis/K01-a-kpi.yaml",
    }


def test_unchanged_files_are_not_touched(root: Path) -> None:
    stage(root, [PAGE])
    page = root / FOLDER / PAGE.path
    os.utime(page, (1, 1))
    stage(root, [PAGE])
    assert page.stat().st_mtime == 1
    stage(root, [Output.of_text(PAGE.path, "new", PAGE.source)])
    assert page.read_text() == "new"


def test_what_is_no_longer_made_goes_away_with_its_folder(root: Path) -> None:
    stage(root, [PAGE])
    stage(root, [])
    assert files(root / FOLDER) == {"index.md"}
    assert not (root / FOLDER / "kpis").exists()


def test_stamps_bring_the_shell_of_their_folder(root: Path) -> None:
    stage(
        root,
        [
            Output.of_text("_stamp/offices/qm.json", "{}"),
            Output.of_text("_stamp/offices/qn.json", "{}"),
        ],
    )
    key = (root / FOLDER / "_stamp/key.txt").read_text()
    assert f"title: {key}title" in (root / FOLDER / "offices/_shell.md").read_text()


@pytest.mark.parametrize(
    "name", ["_stamp/offices/qm.json", "_Stamp/x.json", "offices/_shell.md", "kpis/_shell/x.md"]
)
def test_nobody_writes_a_stamp_or_a_shell_by_hand(root: Path, name: str) -> None:
    """Its body would stand in a page as it is."""
    (root / "docs" / name).parent.mkdir(parents=True, exist_ok=True)
    (root / "docs" / name).write_text("{}")
    (problem,) = stage(root, [PAGE])
    assert (problem.file, problem.code) == (f"docs/{name}", "unexpected-file")


def test_no_text_can_foresee_what_a_shell_is_filled_by(root: Path) -> None:
    """The key is a digest of all that is said, so a text that holds one makes another."""
    text = "{}"
    for _ in range(3):
        stage(root, [Output.of_text("_stamp/offices/qm.json", text)])
        key = (root / FOLDER / "_stamp/key.txt").read_text()
        assert key not in text
        text += key


@pytest.mark.parametrize(
    ("handwritten", "generated"),
    [
        ("kpis/k01.md", "kpis/k01.md"),
        ("kpis/K01/index.md", "kpis/k01.md"),
        ("offices/qm.md", "_stamp/offices/qm.json"),
        ("data/v1/a.json", "data/v1/a.json"),
    ],
)
def test_two_files_for_one_address_are_a_problem_and_nothing_is_written(
    root: Path, handwritten: str, generated: str
) -> None:
    page = root / "docs" / handwritten
    page.parent.mkdir(parents=True)
    page.write_text("by hand")
    (problem,) = stage(root, [Output.of_text(generated, "made", "kpis/K01-a-kpi.yaml")])
    assert (problem.file, problem.code) == (f"docs/{handwritten}", "page-made-twice")
    assert "kpis/K01-a-kpi.yaml" in spoken(problem.message)
    assert not (root / FOLDER).exists()


def test_nothing_is_staged_while_a_hand_written_file_has_a_problem(root: Path) -> None:
    (root / "docs/passwd.md").symlink_to("/etc/passwd")
    (problem,) = stage(root, [PAGE])
    assert (problem.file, problem.code) == ("docs/passwd.md", "symlink-not-allowed")
    assert not (root / FOLDER).exists()


def test_hidden_files_stay_where_they_are(root: Path) -> None:
    (root / "docs/.draft.md").write_text("not yet")
    stage(root, [])
    assert files(root / FOLDER) == {"index.md"}


def test_a_folder_with_other_files_is_never_cleared(root: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "letter.txt").write_text("dear")
    with refusing(r"home holds files .* \(letter.txt\), so it is kept"):
        stage(root, [PAGE], home)
    assert files(home) == {"letter.txt"}


def test_a_link_left_in_the_staged_folder_does_not_lead_out_of_it(root: Path) -> None:
    stage(root, [])
    outside = root / "outside"
    outside.mkdir()
    (root / FOLDER / "kpis").symlink_to(outside)
    with refusing(r"\(kpis\)"):
        stage(root, [PAGE])
    assert files(outside) == set()
    assert (root / FOLDER / "kpis").is_symlink()


def test_a_link_above_the_staged_folder_is_not_followed(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (root / FOLDER).parent.symlink_to(outside)
    with refusing("which is a link"):
        stage(root, [PAGE])
    assert files(outside) == set()


def test_a_file_that_somebody_put_in_or_changed_is_kept(root: Path) -> None:
    stage(root, [PAGE])
    (root / FOLDER / "kpis/thesis.txt").write_text("precious")
    (root / FOLDER / PAGE.path).write_text("mended by hand")
    with refusing(r"\(kpis/k01.md, kpis/thesis.txt\)"):
        stage(root, [])
    assert (root / FOLDER / "kpis/thesis.txt").read_text() == "precious"
    assert (root / FOLDER / PAGE.path).read_text() == "mended by hand"


def test_a_manifest_of_another_folder_makes_none_ours(root: Path, tmp_path: Path) -> None:
    stage(root, [PAGE])
    home = tmp_path / "home"
    home.mkdir()
    for name in (MANIFEST, MARKER):
        shutil.copy(root / FOLDER / name, home)
    (home / "index.md").write_text("mine")
    with refusing(r"\(index.md\)"):
        stage(root, [PAGE], home)


@pytest.mark.parametrize("writes", range(6))
def test_a_killed_staging_leaves_a_folder_that_is_still_ours(
    root: Path, monkeypatch: pytest.MonkeyPatch, writes: int
) -> None:
    stage(root, [PAGE, Output.of_text("old.md", "goes")])
    after = [Output.of_text(PAGE.path, "new", PAGE.source), Output.of_text("more.md", "new")]
    left = iter(range(writes))

    def write(path: Path, content: bytes) -> None:
        if next(left, None) is None:
            raise KeyboardInterrupt
        write_if_changed(path, content)

    monkeypatch.setattr("ict_maturity.website.stage.write_if_changed", write)
    with suppress(KeyboardInterrupt):
        stage(root, after)
    monkeypatch.undo()
    assert stage(root, after) == ()
    assert files(root / FOLDER) == {"index.md", PAGE.path, "more.md"}
    assert (root / FOLDER / PAGE.path).read_text() == "new"


@pytest.mark.parametrize("umask", [0o077, 0o000])
def test_everybody_can_read_what_is_staged_and_only_we_write(root: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        stage(root, [PAGE])
    finally:
        os.umask(before)
    folder = root / FOLDER
    modes = {path: path.stat().st_mode & 0o777 for path in (folder, *folder.rglob("*"))}
    assert {mode for path, mode in modes.items() if path.is_dir()} == {0o755}
    assert {mode for path, mode in modes.items() if path.is_file()} == {0o644}


@pytest.mark.parametrize("place", [".", "offices/QZ", "Docs/made"])
def test_nothing_is_staged_among_content(root: Path, place: str) -> None:
    (root / "framework.yaml").touch()
    before = sorted(root.rglob("*"))
    with refusing("Name another folder"):
        stage(root, [PAGE], root / place)
    assert sorted(root.rglob("*")) == before


def test_a_root_without_handwritten_pages_is_staged_as_well(tmp_path: Path) -> None:
    assert stage(tmp_path, [PAGE]) == ()
    assert files(tmp_path / FOLDER) == {PAGE.path}
