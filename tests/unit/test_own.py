"""What is ours on the disk: folders that hold only what we wrote, and names that only we give."""

import fcntl
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ict_maturity.repository.revision import CONTENT
from ict_maturity.website.workspace import MARKER, own_name, refuse_place, refuse_strangers, seal
from ict_maturity.website.workspace.lock import alone, ended_by_signals
from ict_maturity.website.workspace.place import PEOPLES_FOLDERS, is_own_name
from ict_maturity.website.workspace.seal import StrangersError
from tests.english import refusing, spoken


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A sealed folder of two files."""
    folder = tmp_path / "site"
    (folder / "kpis").mkdir(parents=True)
    (folder / "index.html").write_text("home")
    (folder / "kpis/index.html").write_text("kpis")
    seal(folder)
    return folder


def test_a_marker_below_a_sealed_folder_is_a_file_like_others(folder: Path) -> None:
    (folder / "kpis" / MARKER).write_text("of a folder that was put in")
    assert refused(folder) == f"kpis/{MARKER}"
    seal(folder)
    refuse_strangers(folder)


def refused(folder: Path) -> str:
    with pytest.raises(StrangersError) as raised:
        refuse_strangers(folder)
    return str(spoken(raised.value.said)).partition("(")[2].partition(")")[0]


def test_a_folder_as_we_wrote_it_is_ours(folder: Path) -> None:
    refuse_strangers(folder)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda folder: (folder / "thesis.txt").write_text("mine"), "thesis.txt"),
        (lambda folder: (folder / "kpis/.htaccess").write_text("mine"), "kpis/.htaccess"),
        (lambda folder: (folder / "index.html").write_text("hom"), "index.html"),
        (lambda folder: (folder / "data").symlink_to("kpis"), "data"),
        (lambda folder: os.mkfifo(folder / "pipe"), "pipe"),
        (lambda folder: (folder / "kpis").rename(folder / "kpi"), "kpi/index.html"),
        (lambda folder: (folder / MARKER).unlink(), "index.html, kpis/index.html"),
        (lambda folder: [(folder / f"{n}").touch() for n in "4123"], "1, 2, 3 and more"),
    ],
)
def test_whatever_else_is_in_it_keeps_the_folder(
    folder: Path, change: Callable[[Path], object], named: str
) -> None:
    change(folder)
    assert refused(folder) == named


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "index.html").unlink(),
        lambda folder: (folder / "empty/er").mkdir(parents=True),
        lambda folder: (folder / "kpis/.DS_Store").write_text("seen by a file manager"),
        lambda folder: own_name(folder / "kpis/half", "0a").write_text("half"),
        lambda folder: os.utime(folder / "index.html", (1, 1)),
    ],
)
def test_what_is_nobodys_work_does_not(folder: Path, change: Callable[[Path], object]) -> None:
    change(folder)
    refuse_strangers(folder)


@pytest.mark.parametrize("name", ["index.html", "thesis.txt"])
def test_a_marker_that_somebody_wrote_makes_nothing_ours(folder: Path, name: str) -> None:
    (folder / name).write_text("precious")
    marker = folder / MARKER
    said = json.loads(marker.read_text())
    said["files"] = [*said["files"], f"{'0' * 64} {name}"]
    marker.write_text(json.dumps(said))
    assert MARKER in refused(folder)


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", "null", '{"files": 3}', "[" * 9999, "\xff", '{"files": [1]}']
)
def test_a_marker_that_is_none_is_somebodys_file(folder: Path, text: str) -> None:
    (folder / MARKER).write_bytes(text.encode("latin-1"))
    assert refused(folder).startswith(MARKER)


def test_equal_folders_have_equal_markers(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere"
    other.mkdir()
    (other / "kpis").mkdir()
    for name in ("kpis/index.html", "index.html"):
        (other / name).write_bytes((folder / name).read_bytes())
    seal(other)
    assert (other / MARKER).read_bytes() == (folder / MARKER).read_bytes()


def test_a_folder_that_cannot_be_looked_into_is_kept(folder: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root looks into every folder")
    (folder / "kpis").chmod(0)
    with pytest.raises(PermissionError):
        refuse_strangers(folder)


def test_a_name_of_ours_tells_itself_and_no_other_does() -> None:
    name = own_name(Path("site"), "0a").name
    assert is_own_name(name)
    others = [name[:-1], name[1:], f"{name}0", name.replace("site", "sita"), f"x{name}"]
    assert [other for other in others if is_own_name(other)] == []


def test_the_folders_that_people_write_are_those_of_the_content() -> None:
    assert {name for name in CONTENT if "." not in name} < PEOPLES_FOLDERS


@pytest.mark.parametrize(
    "place", ["site", "public/kpis", "a/b/site", ".build/kpis", "documents", "Site", "kpi"]
)
def test_other_places_are_fine(tmp_path: Path, place: str) -> None:
    (tmp_path / "framework.yaml").touch()
    refuse_place(tmp_path / place, tmp_path)
    refuse_place(tmp_path.parent / "beside", tmp_path)


@pytest.mark.parametrize("link", [".build", ".build/a"])
@pytest.mark.parametrize("place", [".build/a/docs", ".build/a/b/../docs"])
def test_a_place_behind_a_link_of_the_root_is_refused(
    tmp_path: Path, link: str, place: str
) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    (root / link).parent.mkdir(parents=True)
    outside.mkdir()
    (root / link).symlink_to(outside)
    with refusing(f"behind {root / link}, which is a link. Remove the link"):
        refuse_place(root / place, root)
    (root / link).unlink()
    refuse_place(root / place, root)


def test_a_link_above_the_root_is_the_machines_own(tmp_path: Path) -> None:
    (tmp_path / "real/root").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "real")
    for root in (tmp_path / "link/root", tmp_path / "real/root"):
        refuse_place(tmp_path / "link/root/.build/docs", root)
        refuse_place(tmp_path / "link/site", root)


@pytest.mark.parametrize("folder", sorted(PEOPLES_FOLDERS))
@pytest.mark.parametrize("below", ["", "/deep", "/../{}/deep"])
def test_content_of_another_root_is_kept_as_well(tmp_path: Path, folder: str, below: str) -> None:
    (tmp_path / "framework.yaml").touch()
    (tmp_path / "own").mkdir()
    for name in (folder, folder.capitalize()):
        with refusing(f"lies in {name}/, among content"):
            refuse_place(tmp_path / f"{name}{below.format(name)}", tmp_path / "own")


def test_the_lock_is_free_and_gone_when_its_holder_is(tmp_path: Path) -> None:
    place = tmp_path / "site"
    for _ in range(2):
        with alone(place):
            assert [path.name for path in tmp_path.iterdir()] == [own_name(place, "lock").name]
    assert list(tmp_path.iterdir()) == []


def test_a_lock_whose_file_went_away_in_between_is_taken_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who had it before removes the file, and the next one would lock another."""
    path = own_name(tmp_path / "site", "lock")
    flock = fcntl.flock
    removals = iter([path.unlink])

    def late(descriptor: int, how: int) -> None:
        next(removals, lambda: None)()
        flock(descriptor, how)

    monkeypatch.setattr("fcntl.flock", late)
    with alone(tmp_path / "site") as lock:
        assert os.path.samestat(os.fstat(lock), path.stat())


def test_a_lock_is_never_a_link(tmp_path: Path) -> None:
    own_name(tmp_path / "site", "lock").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="symbolic links"), alone(tmp_path / "site"):
        pass
    assert not (tmp_path / "elsewhere").exists()


def test_a_signal_that_is_ignored_stays_so_and_all_are_as_before_afterwards() -> None:
    before = {each: signal.getsignal(each) for each in (signal.SIGHUP, signal.SIGTERM)}
    try:
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        with ended_by_signals():
            assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
            with pytest.raises(SystemExit, match=str(128 + signal.SIGTERM)):
                signal.raise_signal(signal.SIGTERM)
            assert signal.getsignal(signal.SIGTERM) == signal.SIG_IGN
        assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


TAKE = """
import sys
from pathlib import Path
from ict_maturity.website.workspace.lock import alone
place = Path(sys.argv[1])
for _ in range(20):
    with alone(place):
        count = int(place.read_text())
        place.write_text(str(count + 1))
"""


def test_one_at_a_time_holds_the_lock(tmp_path: Path) -> None:
    place = tmp_path / "count"
    place.write_text("0")
    command = [sys.executable, "-c", TAKE, str(place)]
    for each in [subprocess.Popen(command) for _ in range(3)]:
        assert each.wait(timeout=60) == 0
    assert place.read_text() == "60"
