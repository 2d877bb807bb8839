"""Where private files may lie, and that what came stays as it came."""

import os
import subprocess
from hashlib import sha256
from pathlib import Path

import pytest

from ict_maturity.rounds.private import (
    HALF,
    PrivateError,
    made_private_folder,
    private_folder,
    write_whole,
)
from ict_maturity.rounds.received import ReceivedFiles
from tests.english import refusing


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "root"
    folder.mkdir()
    return folder


@pytest.fixture
def private(tmp_path: Path, root: Path) -> Path:
    return made_private_folder(tmp_path / "private", root).path


def test_a_folder_is_made_for_its_owner_alone(private: Path, root: Path) -> None:
    folder = private_folder(private, root).made_round("2027")
    assert folder == private / "rounds/2027"
    for each in (private, folder.parent, folder):
        assert each.stat().st_mode & 0o777 == 0o700
    assert private_folder(private, root).round("2027") == folder


def test_only_opening_makes_a_folder(tmp_path: Path, root: Path, private: Path) -> None:
    with refusing("round open.* makes it", PrivateError):
        private_folder(tmp_path / "none", root)
    with refusing("round open.* makes it", PrivateError):
        private_folder(private, root).round("2027")
    assert not (tmp_path / "none").exists()
    assert list(private.iterdir()) == []


@pytest.mark.parametrize("right", [0o001, 0o002, 0o004, 0o010, 0o020, 0o040])
@pytest.mark.parametrize("which", ["", "rounds", "rounds/2027"])
def test_no_right_of_others_is_passed_over(
    private: Path, root: Path, right: int, which: str
) -> None:
    private_folder(private, root).made_round("2027")
    open_one = private / which
    open_one.chmod(0o700 | right)
    for get in (private_folder, made_private_folder):
        with refusing(f"chmod 700 .*{open_one.name}", PrivateError):
            get(private, root).round("2027")
        with refusing("others may read or change", PrivateError):
            get(private, root).made_round("2027")
    assert open_one.stat().st_mode & 0o777 == 0o700 | right


@pytest.mark.parametrize("get", [private_folder, made_private_folder])
def test_a_link_or_a_file_is_no_folder(private: Path, root: Path, get: object) -> None:
    assert callable(get)
    link = private.with_name("link")
    link.symlink_to(private)
    with refusing("symbolic link", PrivateError):
        get(link, root)
    file = private.with_name("file")
    file.write_text("")
    with refusing("is no folder", PrivateError):
        get(file, root)
    (private / "rounds").symlink_to(root)
    with refusing("symbolic link", PrivateError):
        get(private, root).round("2027")
    with refusing("symbolic link", PrivateError):
        get(private, root).made_round("2027")
    assert list(root.iterdir()) == []


@pytest.mark.parametrize("place", ["root", "root/private", "root/a/b", ".", "link/private"])
def test_content_and_private_files_do_not_mix(tmp_path: Path, root: Path, place: str) -> None:
    (tmp_path / "link").symlink_to(root)
    with refusing("one within the other", PrivateError):
        made_private_folder(tmp_path / place, root)
    assert list(root.iterdir()) == []


def test_no_git_work_tree_holds_private_files(tmp_path: Path, root: Path, private: Path) -> None:
    work = tmp_path / "work"
    subprocess.run(["git", "init", "--quiet", str(work)], check=True)
    (work / "deep").mkdir()
    places = [work, work / "p", work / "deep/p", work / ".git/p", work / ".git/objects/p"]
    for place in places:
        with refusing("lies in the git repository", PrivateError):
            made_private_folder(place, root)
    # A work tree of its own has a file there instead of a folder.
    (private / ".git").write_text("gitdir: elsewhere")
    with refusing("lies in the git repository", PrivateError):
        private_folder(private, root)
    (private / ".git").unlink()
    assert private_folder(private, root).path == private


def test_what_came_is_kept_once_under_its_digest(private: Path) -> None:
    received = ReceivedFiles(private)
    digest = received.keep(b"one")
    assert digest == sha256(b"one").hexdigest() == received.keep(b"one")
    other = received.keep(b"two")
    assert received.bytes_of(digest) == b"one"
    assert {path.name for path in received.folder.iterdir()} == {digest, other}
    for path in received.folder.iterdir():
        assert path.stat().st_mode & 0o777 == 0o600


def test_what_was_changed_or_is_gone_is_told(private: Path) -> None:
    received = ReceivedFiles(private)
    digest = received.keep(b"one")
    (received.folder / digest).write_bytes(b"won")
    with refusing("is not as it came", PrivateError):
        received.bytes_of(digest)
    received.keep(b"one")
    assert received.bytes_of(digest) == b"one"
    received.withdraw(digest)
    with refusing(f"{digest}, or it was withdrawn", PrivateError):
        received.bytes_of(digest)


def test_withdrawing_erases_every_byte(private: Path) -> None:
    received = ReceivedFiles(private)
    digest, other = received.keep(b"canary"), received.keep(b"other")
    (received.folder / HALF).write_bytes(b"cana")
    received.withdraw(digest)
    received.withdraw(digest)
    assert [path.name for path in received.folder.iterdir()] == [other]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_stopped_writer_leaves_the_old_file(
    private: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = private / "file"
    write_whole(path, b"old")

    def stopped(*_: object) -> None:
        raise OSError(28, "No space left on device")

    target = os if step == "fsync" else Path
    monkeypatch.setattr(target, step, stopped)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, b"new")
    monkeypatch.undo()
    assert path.read_bytes() == b"old"
    assert [each.name for each in private.iterdir()] == ["file"]


def test_what_a_killed_writer_left_is_written_over(private: Path) -> None:
    elsewhere = private.with_name("elsewhere")
    elsewhere.write_bytes(b"other")
    (private / HALF).symlink_to(elsewhere)
    write_whole(private / "file", b"new")
    assert (private / "file").read_bytes() == b"new"
    assert elsewhere.read_bytes() == b"other"
    assert [each.name for each in private.iterdir()] == ["file"]
