"""Only ordinary files with names that every machine has are read, in content and in docs/."""

import os
import socket
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ict_maturity.load import load
from ict_maturity.load.handwritten import HANDWRITTEN, LARGEST_PAGE, LARGEST_PICTURE, handwritten
from ict_maturity.load.one_file import read_text
from ict_maturity.load.walk import DEEPEST_FOLDER, files_below
from tests.copies import copied
from tests.english import spoken

BASE = Path(__file__).parent.parent / "examples" / "base"
GOOD = ("a.md", "a-b_c.1.png", "A B.md", "(1).csv", "é.md", "a'b,c;d!.md", "日本.md", "#1 100%.md")
BAD = {
    b"na\xefve.md": "not UTF-8",
    b"\xed\xa0\x80.md": "not UTF-8",
    b"a\x01.md": "cannot be seen",
    b"a\n.md": "cannot be seen",
    b"a\t.md": "cannot be seen",
    "a\u00ad.md".encode(): "cannot be seen",
    "a\u200b.md".encode(): "cannot be seen",
    "a\u202e.md".encode(): "cannot be seen",
    "a\u3164.md".encode(): "cannot be seen",
    "e\u0301.md".encode(): "signs of their own",
    "\u212b.md".encode(): "signs of their own",
    b"a?.md": '"?"',
    b"a:b.md": '":"',
    b"a\\b.md": '"\\"',
    b"<b>.md": '"<"',
    b"a.md ": '" "',
    b"a.md.": '"."',
    b" a.md": '" "',
}


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / HANDWRITTEN
    folder.mkdir()
    return folder


def found(docs: Path) -> list[tuple[str, int, str]]:
    """What is wrong below docs/."""
    problems = handwritten(docs.parent)[1]
    return [(problem.file, problem.line, problem.code) for problem in problems]


def pages(docs: Path) -> list[str]:
    """What is published of docs/."""
    return [output.path for output in handwritten(docs.parent)[0]]


def test_files_come_in_order_with_those_of_inner_folders(docs: Path) -> None:
    for path in ("b/z.md", "b/a/c.md", "index.md", "a/x.md", ".hidden/y.md", ".z.md"):
        (docs / path).parent.mkdir(parents=True, exist_ok=True)
        (docs / path).write_text(path)
    assert pages(docs) == ["index.md", "a/x.md", "b/z.md", "b/a/c.md"]
    assert found(docs) == []


def test_a_root_without_docs_has_no_pages_and_no_problem(tmp_path: Path) -> None:
    assert handwritten(tmp_path) == ((), ())


@pytest.mark.parametrize("name", GOOD)
def test_a_name_that_every_machine_has_is_read(docs: Path, name: str) -> None:
    (docs / name).write_text("text")
    (docs.parent / "kpis").mkdir()
    (docs.parent / "kpis" / name).write_text("text")
    assert pages(docs) == [name]
    assert found(docs) == []
    assert {each.code for each in load(docs.parent).problems if each.file.startswith("kpis")} == {
        "unexpected-file"
    }


@pytest.mark.parametrize(("name", "words"), BAD.items())
@pytest.mark.parametrize("folder", [HANDWRITTEN, "kpis", "offices", "offices/QM", "editions"])
def test_a_name_that_some_machines_lack_is_refused_in_every_folder(
    docs: Path, folder: str, name: bytes, words: str
) -> None:
    place = docs.parent / folder
    place.mkdir(parents=True, exist_ok=True)
    Path(os.fsdecode(os.fsencode(place) + b"/" + name)).write_text("text")
    problems = (*load(docs.parent).problems, *handwritten(docs.parent)[1])
    (problem,) = (each for each in problems if each.file == f"{folder}/{os.fsdecode(name)}")
    assert problem.code == "file-name-not-allowed"
    assert words in spoken(problem.message)
    assert pages(docs) == []


@pytest.mark.parametrize("is_folder", [False, True])
def test_names_that_differ_only_in_capital_letters_are_refused(docs: Path, is_folder: bool) -> None:
    for name in ("Tea", "tea", "STRASSE", "stra\u00dfe", "teas"):
        (docs / name).mkdir() if is_folder else (docs / name).write_text("text")
    assert found(docs) == [
        ("docs/stra\u00dfe", 0, "file-name-not-allowed"),
        ("docs/tea", 0, "file-name-not-allowed"),
    ]


def test_links_are_refused_wherever_they_lead(docs: Path) -> None:
    (docs / "passwd.md").symlink_to("/etc/passwd")
    (docs / "all").symlink_to("/etc")
    (docs / "nowhere.md").symlink_to("nowhere")
    assert [(file, code) for file, _, code in found(docs)] == [
        ("docs/all", "symlink-not-allowed"),
        ("docs/nowhere.md", "symlink-not-allowed"),
        ("docs/passwd.md", "symlink-not-allowed"),
    ]
    assert pages(docs) == []


def test_docs_itself_is_no_link(docs: Path) -> None:
    docs.rename(docs.parent / "elsewhere")
    (docs.parent / "elsewhere/index.md").write_text("text")
    docs.symlink_to("elsewhere")
    assert found(docs) == [("docs", 0, "symlink-not-allowed")]
    assert pages(docs) == []


def test_docs_itself_is_a_folder(docs: Path) -> None:
    docs.rmdir()
    docs.write_text("text")
    assert found(docs) == [("docs", 0, "unexpected-file")]


def test_pipes_and_sockets_are_refused_without_waiting_for_them(
    docs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(docs)
    os.mkfifo("pipe.md")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.md")
        assert found(docs) == [
            ("docs/pipe.md", 0, "unexpected-file"),
            ("docs/socket.md", 0, "unexpected-file"),
        ]


@pytest.mark.parametrize("kind", ["pipe", "link"])
def test_what_becomes_a_pipe_or_a_link_while_it_is_read_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("text")
    about = path.lstat()
    path.unlink()
    if kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("/dev/zero")
    monkeypatch.setattr(Path, "lstat", lambda path: about)
    if kind == "pipe":
        assert read_text(path) == ("", [])
    else:
        with pytest.raises(OSError, match="symbolic links"):
            read_text(path)


def test_a_page_is_utf_8_and_a_picture_need_not_be(docs: Path) -> None:
    (docs / "old.md").write_bytes(b"first\nna\xefve\n")
    (docs / "picture.png").write_bytes(b"\x89PNG\xff")
    assert found(docs) == [("docs/old.md", 2, "not-utf-8")]
    assert pages(docs) == ["picture.png"]


@pytest.mark.parametrize(("name", "largest"), [("a.md", LARGEST_PAGE), ("a.png", LARGEST_PICTURE)])
def test_a_file_of_the_largest_size_is_read_and_one_byte_more_is_not(
    docs: Path, name: str, largest: int
) -> None:
    (docs / name).write_bytes(b"x" * largest)
    assert pages(docs) == [name]
    (docs / name).write_bytes(b"x" * (largest + 1))
    assert found(docs) == [(f"docs/{name}", 0, "file-too-large")]


def test_folders_without_end_are_not_followed(docs: Path) -> None:
    deepest = docs.joinpath(*"a" * DEEPEST_FOLDER)
    (deepest / "b").mkdir(parents=True)
    (deepest / "text.md").write_text("text")
    (deepest / "b/text.md").write_text("text")
    files, problems = files_below(docs.parent, HANDWRITTEN)
    assert len(files) == 1
    assert [problem.code for problem in problems] == ["nested-too-deep"]


def test_a_folder_that_vanishes_is_empty() -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert files_below(Path(folder), "gone") == ([], [])


@pytest.mark.parametrize("file", ["kpis/K03-a.yaml", "offices/QM/2026.yaml", "cycles/2026.yaml"])
@pytest.mark.parametrize(
    ("make", "code"),
    [
        (os.mkfifo, "unexpected-file"),
        (lambda path: path.symlink_to("/dev/zero"), "symlink-not-allowed"),
        (Path.mkdir, "unexpected-file"),
    ],
    ids=["pipe", "link", "folder"],
)
def test_what_is_no_file_is_one_problem_and_keeps_its_place_among_the_files(
    tmp_path: Path, file: str, make: Callable[[Path], None], code: str
) -> None:
    root = tmp_path / "root"
    copied(root, BASE)
    path = root / file
    path.unlink(missing_ok=True)
    make(path)
    loaded = load(root)
    assert [(each.file, each.code) for each in loaded.problems] == [(file, code)]
    assert loaded.content is not None
    assert file in loaded.content.files.values()
