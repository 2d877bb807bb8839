"""The engine room: build beside the last good site, then swap; a failure leaves it alone."""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from ict_maturity.website.engine import OFFLINE, VARIABLE, Drawing, build_site
from ict_maturity.website.workspace import MARKER, own_name, seal
from tests.english import spoken

ENGINE = """
import os, pathlib, sys
site = pathlib.Path(sys.argv[sys.argv.index("--site-dir") + 1])
site.mkdir()
print("INFO     -  Building")
(site / "sitemap.xml").write_text("<urlset/>")
(site / "index.html").write_text("new")
{then}
"""
BUILD = """
import pathlib, sys
from ict_maturity.website.engine import Drawing, build_site
root = pathlib.Path(sys.argv[1])
sys.exit(build_site(root, root / "site", Drawing("engine_for_test")).code)
"""
WAIT = """
import time
(site.parents[1] / "begun").touch()
time.sleep(60)
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "engines"))
    (tmp_path / "engines").mkdir()
    last = tmp_path / "site"
    last.mkdir()
    (last / "sitemap.xml").write_text("<urlset/>")
    (last / "index.html").write_text("last good")
    seal(last)
    return tmp_path


@pytest.fixture
def listening() -> Iterator[None]:
    """What runs in the background may have been told to ignore signals, and hands that on."""
    before = {each: signal.getsignal(each) for each in (signal.SIGHUP, signal.SIGINT)}
    for each in before:
        # A handler is not handed on, and what has none gets the usual one.
        signal.signal(each, signal.default_int_handler)
    yield
    for each, handler in before.items():
        signal.signal(each, handler)


def write_engine(root: Path, then: str = "") -> None:
    (root / "engines/engine_for_test.py").write_text(ENGINE.format(then=then))


def build(root: Path, then: str = "", out: str = "site") -> tuple[int, str]:
    write_engine(root, then)
    result = build_site(root, root / out, Drawing("engine_for_test"))
    return result.code, spoken(result.words)


def leftovers(root: Path) -> list[str]:
    return sorted(path.name for path in root.iterdir() if path.name.startswith("."))


def contents(root: Path) -> Mapping[str, bytes | None]:
    """Everything below a folder, in bytes."""
    paths = (path for path in sorted(root.rglob("*")) if "__pycache__" not in path.parts)
    return {str(path): path.read_bytes() if path.is_file() else None for path in paths}


def test_a_new_site_takes_the_place_of_the_last(root: Path) -> None:
    assert build(root) == (0, "")
    assert (root / "site/index.html").read_text() == "new"
    assert leftovers(root) == []


def test_two_builds_of_the_same_are_equal_with_their_marker(root: Path) -> None:
    build(root)
    first = contents(root / "site")
    assert build(root) == (0, "")
    assert contents(root / "site") == first
    assert (root / "site" / MARKER).is_file()


@pytest.mark.parametrize("name", ["runpy.py", "engine_for_test.py", "ict_maturity/__init__.py"])
def test_no_file_of_the_folder_that_somebody_is_in_is_run(
    root: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = root / "here"
    (here / name).parent.mkdir(parents=True)
    (here / name).write_text("raise SystemExit('this ran')")
    monkeypatch.chdir(here)
    assert build(root) == (0, "")


def test_a_failure_keeps_the_last_site_and_tells_what_the_engine_said(root: Path) -> None:
    code, words = build(root, 'print("WARNING -  a link leads nowhere"); sys.exit(1)')
    assert (code, words) == (1, "WARNING -  a link leads nowhere")
    assert (root / "site/index.html").read_text() == "last good"
    assert leftovers(root) == []


def test_a_traceback_is_cut_to_what_it_says(root: Path) -> None:
    code, words = build(root, 'raise ValueError("a page is odd")')
    assert (code, words) == (1, "ValueError: a page is odd")


def test_the_engine_sees_no_variable_that_it_does_not_need(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor does what strangers wrote and the engine draws: a token would be in its reach."""
    for name in ("GH_TOKEN", "GITHUB_TOKEN", "AWS_SECRET_ACCESS_KEY", "XPATH", "PATH_TOKEN"):
        monkeypatch.setenv(name, "a secret")
    monkeypatch.setenv("TZ", "Asia/Manila")
    told = "import os; print(*os.environ, *os.environ.values())"
    code, words = build(root, told)
    assert code == 0
    assert "a secret" not in words
    assert {"PATH", "PYTHONPATH", VARIABLE} <= set(words.split())
    assert "Asia/Manila" in words


@pytest.mark.parametrize("offline", [True, False])
def test_the_engine_is_told_whom_the_site_is_for(root: Path, offline: bool) -> None:
    write_engine(root, f"import os; print(repr(os.environ[{OFFLINE!r}]))")
    result = build_site(root, root / "site", Drawing("engine_for_test", offline=offline))
    assert spoken(result.words) == ("'yes'" if offline else "''")


@pytest.mark.parametrize(
    "then",
    [
        "raise OSError(28, 'No space left on device', 'x.html')",
        """sys.exit("The site was not built: [Errno 28] No space left on device: 'x.html'")""",
    ],
)
def test_a_full_disk_is_one_line(root: Path, then: str) -> None:
    code, words = build(root, then)
    assert code == 2
    assert words == ("The site was not built: [Errno 28] No space left on device: 'x.html'")


def test_progress_is_left_out_with_the_lines_that_belong_to_it(root: Path) -> None:
    said = "INFO     -  These pages are not in the navigation:\\n  - a.md\\nWARNING -  A\\n  - b.md"
    assert build(root, f'print("{said}")') == (0, "WARNING -  A\n  - b.md")


def test_an_engine_that_is_killed_is_told(root: Path) -> None:
    code, words = build(root, "os.kill(os.getpid(), 9)")
    assert (code, words) == (2, "The site was not built: the site engine was ended by SIGKILL")


def test_what_a_killed_build_left_is_cleared(root: Path) -> None:
    left = own_name(root / "site", "0123abcd")
    (left / "site").mkdir(parents=True)
    (left / "site/half.html").write_text("half")
    own_name(root / "site", "lock").touch()
    assert build(root) == (0, "")
    assert leftovers(root) == []


def test_what_only_looks_like_ours_is_kept(root: Path) -> None:
    left = own_name(root / "site", "0123abcd").name
    others = [".site.new", ".site.last", f"{left[:-1]}x", own_name(root / "site.b", "0a").name]
    for name in others:
        (root / name).mkdir()
        (root / name / "precious.txt").write_text("precious")
    (root / left).symlink_to(root / ".site.new")
    before = contents(root)
    assert build(root) == (0, "")
    assert leftovers(root) == sorted((*others, left))
    assert contents(root).items() >= {
        each for each in before.items() if not each[0].startswith(f"{root}/site")
    }


@pytest.mark.parametrize("name", ["thesis.txt", "thesis/1.txt"])
def test_what_somebody_put_beside_a_killed_builds_files_is_kept(root: Path, name: str) -> None:
    left = own_name(root / "site", "0123abcd")
    (left / "site").mkdir(parents=True)
    (left / name).parent.mkdir(exist_ok=True)
    (left / name).write_text("precious")
    assert build(root) == (0, "")
    assert (left / name).read_text() == "precious"


@pytest.mark.parametrize("then", ["", "sys.exit(1)"])
def test_a_build_killed_within_the_swap_gets_its_site_back(root: Path, then: str) -> None:
    left = own_name(root / "site", "0123abcd")
    left.mkdir()
    (root / "site").rename(left / "last")
    assert build(root, then) == (1 if then else 0, "")
    assert (root / "site/index.html").read_text() == ("last good" if then else "new")
    assert leftovers(root) == []


@pytest.mark.parametrize("place", ["site", "last"])
def test_a_build_killed_while_it_removes_the_last_site_leaves_nothing(
    root: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    if place == "last":
        shutil.copytree(root / "site", own_name(root / "site", "0123abcd") / "last")

    def stopped(folder: Path, ignore_errors: bool) -> None:
        next(folder.glob(f"**/last/{MARKER}"), folder / "none").unlink(missing_ok=True)
        next(folder.glob(f"**/{MARKER}"), folder / "none").unlink(missing_ok=True)
        raise SystemExit

    monkeypatch.setattr("ict_maturity.website.workspace.workshop.shutil.rmtree", stopped)
    with pytest.raises(SystemExit):
        build(root)
    monkeypatch.undo()
    monkeypatch.setenv("PYTHONPATH", str(root / "engines"))
    assert build(root) == (0, "")
    assert leftovers(root) == []


def test_a_file_in_what_a_killed_build_took_away_is_kept(root: Path) -> None:
    last = own_name(root / "site", "0123abcd") / "last"
    last.mkdir(parents=True)
    (last / "thesis.txt").write_text("precious")
    assert build(root) == (0, "")
    assert (last / "thesis.txt").read_text() == "precious"


def test_a_folder_that_is_not_a_site_is_kept(root: Path) -> None:
    (root / "site" / MARKER).unlink()
    before = contents(root / "site")
    code, words = build(root)
    assert code == 2
    assert "(index.html, sitemap.xml), so it is kept" in words
    assert contents(root / "site") == before


def test_a_file_that_is_not_of_the_last_build_keeps_the_folder(root: Path) -> None:
    (root / "site/thesis.txt").write_text("precious")
    code, words = build(root)
    assert (code, "(thesis.txt), so it is kept" in words) == (2, True)
    assert (root / "site/thesis.txt").read_text() == "precious"


def test_a_file_put_in_while_the_site_is_drawn_is_kept(root: Path) -> None:
    code, words = build(root, f"pathlib.Path({str(root)!r}, 'site/late.txt').write_text('mine')")
    assert (code, words.startswith(f"The site was not built: {root}/site holds")) == (2, True)
    assert (root / "site/late.txt").read_text() == "mine"
    assert (root / "site/index.html").read_text() == "last good"
    assert leftovers(root) == []


def test_an_empty_folder_and_none_at_all_are_fine(root: Path) -> None:
    for path in (root / "site").iterdir():
        path.unlink()
    assert build(root) == (0, "")
    assert build(root, out="deep/below/site") == (0, "")
    assert (root / "deep/below/site/index.html").is_file()


@pytest.mark.parametrize("place", ["/", ".", "..", "deep/..", "kpis/site", "file", "link", "a/b/a"])
def test_a_site_is_never_put_where_it_would_harm(root: Path, place: str) -> None:
    (root / "framework.yaml").touch()
    (root / "file").touch()
    (root / "link").symlink_to(root / "site")
    (root / "a").symlink_to(root / "a")
    before = contents(root)
    code, words = build(root, out=place)
    assert code == 2
    assert words.startswith("The site was not built: ")
    assert "\n" not in words
    engines = str(root / "engines")
    assert [path for path in contents(root) if path not in before] == [
        f"{engines}/engine_for_test.py"
    ]


@pytest.mark.parametrize("umask", [0o077, 0o000])
def test_everybody_can_read_a_site_and_only_we_write(root: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        assert build(root, '(site / "kpis").mkdir()') == (0, "")
    finally:
        os.umask(before)
    modes = {path: path.stat().st_mode & 0o777 for path in (root / "site").rglob("*")}
    assert {path.name for path in modes} == {MARKER, "index.html", "kpis", "sitemap.xml"}
    assert all(mode == (0o755 if path.is_dir() else 0o644) for path, mode in modes.items())
    assert (root / "site").stat().st_mode & 0o777 == 0o755


def test_a_second_build_for_the_same_place_is_refused(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ict_maturity.website.workspace.lock.PATIENCE", 0)
    with own_name(root / "site", "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        code, words = build(root)
    assert code == 2
    assert f"another build is working on {root}/site" in words


def test_the_engine_holds_the_lock_and_works_in_a_folder_of_its_own(root: Path) -> None:
    then = """
import fcntl
lock = next(path for path in site.parents[1].iterdir() if ".lock-" in path.name)
try:
    fcntl.flock(lock.open(), fcntl.LOCK_EX | fcntl.LOCK_NB)
except BlockingIOError:
    print(sum(os.path.samestat(os.fstat(n), lock.stat()) for n in range(3, 20) if os.path.exists(
        f"/dev/fd/{n}")), oct(site.parent.stat().st_mode)[-3:], os.environ["ICT_MATURITY_STAGED"])
    sys.exit(1)
"""
    (code, words) = build(root, then.replace("{", "{{").replace("}", "}}").replace("{{n}}", "{n}"))
    held, mode, staged = words.split()
    assert (code, held, mode) == (1, "1", "700")
    assert Path(staged).name == "staged"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGKILL])
@pytest.mark.usefixtures("listening")
def test_a_signal_ends_the_engine_as_well(root: Path, number: signal.Signals) -> None:
    write_engine(root, WAIT)
    command = [sys.executable, "-c", BUILD, str(root)]
    building = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    wait_for_the_engine(root)
    building.send_signal(number)
    assert building.communicate(timeout=30) == (b"", b"")
    killed = number == signal.SIGKILL
    assert building.returncode == (-9 if killed else 128 + number)
    assert (root / "site/index.html").read_text() == "last good"
    assert bool(leftovers(root)) == killed
    # The engine holds the lock, so this is refused as long as it lives.
    assert build(root) == (0, "")
    assert leftovers(root) == []


def wait_for_the_engine(root: Path) -> None:
    deadline = time.monotonic() + 30
    while not (root / "begun").exists():
        assert time.monotonic() < deadline, "the engine did not begin"
        time.sleep(0.02)


def test_a_root_that_cannot_be_written_is_one_line(root: Path) -> None:
    (root / "deep").write_text("a file where a folder must be")
    code, words = build(root, out="deep/site")
    assert code == 2
    assert words.startswith("The site was not built: ")
    assert "\n" not in words
