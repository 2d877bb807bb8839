"""The engine room: build beside the last good site, then swap; a failure leaves it alone."""

import fcntl
from pathlib import Path

import pytest

from ict_maturity.engine import build_site

ENGINE = """
import pathlib, sys
site = pathlib.Path(sys.argv[sys.argv.index("--site-dir") + 1])
site.mkdir()
print("INFO     -  Building")
(site / "sitemap.xml").write_text("<urlset/>")
(site / "index.html").write_text("new")
{then}
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "engines"))
    (tmp_path / "engines").mkdir()
    last = tmp_path / "site"
    last.mkdir()
    (last / "sitemap.xml").write_text("<urlset/>")
    (last / "index.html").write_text("last good")
    return tmp_path


def build(root: Path, then: str = "") -> tuple[int, str]:
    (root / "engines/engine_for_test.py").write_text(ENGINE.format(then=then))
    result = build_site(root, root / "site", engine="engine_for_test")
    return result.code, result.words


def leftovers(root: Path) -> list[str]:
    return sorted(path.name for path in root.iterdir() if path.name.startswith(".site"))


def test_a_new_site_takes_the_place_of_the_last(root: Path) -> None:
    assert build(root) == (0, "")
    assert (root / "site/index.html").read_text() == "new"
    assert leftovers(root) == []


def test_a_failure_keeps_the_last_site_and_tells_what_the_engine_said(root: Path) -> None:
    code, words = build(root, 'print("WARNING -  a link leads nowhere"); sys.exit(1)')
    assert (code, words) == (1, "WARNING -  a link leads nowhere")
    assert (root / "site/index.html").read_text() == "last good"
    assert leftovers(root) == []


def test_a_traceback_is_cut_to_what_it_says(root: Path) -> None:
    code, words = build(root, 'raise ValueError("a page is odd")')
    assert (code, words) == (1, "ValueError: a page is odd")


def test_a_full_disk_is_one_line(root: Path) -> None:
    code, words = build(root, 'raise OSError(28, "No space left on device", "x.html")')
    assert code == 2
    assert words == ("The site was not built: [Errno 28] No space left on device: 'x.html'")


def test_what_a_killed_build_left_is_cleared(root: Path) -> None:
    (root / ".site.new").mkdir()
    (root / ".site.new/half.html").write_text("half")
    assert build(root) == (0, "")
    assert leftovers(root) == []


def test_a_build_killed_within_the_swap_gets_its_site_back(root: Path) -> None:
    (root / "site").rename(root / ".site.last")
    assert build(root, "sys.exit(1)") == (1, "")
    assert (root / "site/index.html").read_text() == "last good"


def test_a_folder_that_is_not_a_site_is_kept(root: Path) -> None:
    (root / "site/sitemap.xml").unlink()
    code, words = build(root)
    assert code == 2
    assert "this is not a website, so it is kept" in words
    assert (root / "site/index.html").read_text() == "last good"


def test_an_empty_folder_and_none_at_all_are_fine(root: Path) -> None:
    for path in (root / "site").iterdir():
        path.unlink()
    assert build(root) == (0, "")
    out = root / "deep/below/site"
    assert build_site(root, out, engine="engine_for_test").code == 0
    assert (out / "index.html").is_file()


def test_a_second_build_at_the_same_time_is_refused(root: Path) -> None:
    (root / ".build").mkdir()
    with (root / ".build/lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        code, words = build(root)
    assert code == 2
    assert "another build is working on" in words


def test_a_root_that_cannot_be_written_is_one_line(root: Path) -> None:
    (root / ".build").write_text("a file where a folder must be")
    code, words = build(root)
    assert code == 2
    assert words.startswith("The site was not built: ")
    assert "\n" not in words
