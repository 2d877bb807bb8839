"""Staging: one folder of real files, written only where something changed."""

import os
from pathlib import Path

import pytest

from ict_maturity.outputs import Output
from ict_maturity.stage import FOLDER, MANIFEST, stage, staged_sources

PAGE = Output("kpis/k01.md", "---\ntitle: A KPI\n---\n", "kpis/K01-a-kpi.yaml")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# Home\n")
    return tmp_path


def files(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MANIFEST
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
    stage(root, [Output(PAGE.path, "new", PAGE.source)])
    assert page.read_text() == "new"


def test_what_is_no_longer_made_goes_away_with_its_folder(root: Path) -> None:
    stage(root, [PAGE])
    stage(root, [])
    assert files(root / FOLDER) == {"index.md"}
    assert not (root / FOLDER / "kpis").exists()


def test_stamps_bring_the_shell_of_their_folder(root: Path) -> None:
    stage(root, [Output("_stamp/offices/qm.json", "{}"), Output("_stamp/offices/qn.json", "{}")])
    assert "ictm-stamp-title" in (root / FOLDER / "offices/_shell.md").read_text()


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
    (problem,) = stage(root, [Output(generated, "made", "kpis/K01-a-kpi.yaml")])
    assert (problem.file, problem.code) == (f"docs/{handwritten}", "page-made-twice")
    assert "kpis/K01-a-kpi.yaml" in problem.message
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
    with pytest.raises(FileExistsError, match="holds other files"):
        stage(root, [PAGE], home)
    assert files(home) == {"letter.txt"}


def test_a_link_left_in_the_staged_folder_does_not_lead_out_of_it(root: Path) -> None:
    stage(root, [])
    outside = root / "outside"
    outside.mkdir()
    (root / FOLDER / "kpis").symlink_to(outside)
    stage(root, [PAGE])
    assert files(outside) == set()
    assert (root / FOLDER / PAGE.path).is_file()


def test_a_root_without_handwritten_pages_is_staged_as_well(tmp_path: Path) -> None:
    assert stage(tmp_path, [PAGE]) == ()
    assert files(tmp_path / FOLDER) == {PAGE.path}
