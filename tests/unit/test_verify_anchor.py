"""Verify against what was published: files, pages, anchors, and what each of them comes to."""

import json
import os
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from ict_maturity.data.outputs import MANIFEST_FILE, MARKER
from ict_maturity.repository.anchor import anchor_line, anchor_named
from ict_maturity.repository.git import git
from ict_maturity.verify import Changed, Place, Report, verify
from ict_maturity.verify.files import compared_files
from ict_maturity.verify.folder import Folder
from ict_maturity.verify.pages import first_difference, pieces
from ict_maturity.verify.report import How
from ict_maturity.website.workspace import seal
from tests.copies import copied
from tests.unit.published import PAGE, run_verify

DATA = "data/v1"
OFFICE = f"{DATA}/offices/hv.json"
Harm = Callable[[Path], object]


@pytest.fixture
def anchor(published: Path) -> str:
    return sha256((published / MANIFEST_FILE).read_bytes()).hexdigest()


def verified(site: Path, anchor: str = "") -> Report:
    return verify(Place(site / DATA, site), anchor)


def changed(report: Report) -> list[tuple[str, str]]:
    return [(each.file, each.how) for each in report.changed]


def list_anew(site: Path) -> None:
    """What somebody does who changes a file and knows of the manifest."""
    data = json.loads((site / MANIFEST_FILE).read_text("utf-8"))
    for each in data["files"]:
        each["sha256"] = sha256((site / each["path"]).read_bytes()).hexdigest()
    lines = ",\n".join(json.dumps(each, ensure_ascii=False) for each in data.pop("files"))
    head = json.dumps(data, ensure_ascii=False).removesuffix("}")
    (site / MANIFEST_FILE).write_text(f'{head}, "files": [\n{lines}\n]}}', "utf-8")


def replaced(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_without_an_anchor_a_site_is_consistent_with_itself_and_no_more(site: Path) -> None:
    report = verified(site)
    assert (report.verdict, report.changed, report.differences) == ("consistent", (), ())
    result = run_verify(site)
    assert result.exit_code == 0, result.output
    assert "Consistent with itself, not proven to be what was published" in result.output
    assert "Proven" not in result.output
    rows = [line for line in result.output.splitlines() if line.endswith(" equal")]
    assert len(rows) == len(report.verified)
    assert len({line.rindex(" equal") for line in rows}) == 1


def test_with_the_digest_that_was_published_it_is_proven(site: Path, anchor: str) -> None:
    assert verified(site, anchor).verdict == "proven"
    result = run_verify(site, "--digest", anchor.upper())
    assert result.exit_code == 0, result.output
    assert "Proven: its manifest is the one that was published." in result.output
    assert "Consistent with itself" not in result.output


def test_another_digest_is_not_what_was_published(site: Path) -> None:
    result = run_verify(site, "--digest", "0" * 64)
    assert result.exit_code == 1
    assert "This is not what was published" in result.output


@pytest.mark.parametrize("digest", ["0" * 63, "0" * 65, "g" * 64])
def test_what_is_no_digest_is_refused(site: Path, digest: str) -> None:
    result = run_verify(site, "--digest", digest)
    assert result.exit_code == 2
    assert "64 hexadecimal digits" in result.output


@pytest.mark.parametrize(
    "file",
    [OFFICE, f"{DATA}/framework.json", f"{DATA}/kpis.json", f"{DATA}/scores.xlsx", "index.html"],
)
def test_no_byte_of_any_file_can_be_changed_unseen(site: Path, anchor: str, file: str) -> None:
    """Notes, histories, offers, asks and dates decide no result; they are bytes like all others."""
    with (site / file).open("ab") as opened:
        opened.write(b" ")
    assert changed(verified(site)) == [(file, "changed")]
    list_anew(site)
    assert verified(site).changed == ()
    assert verified(site, anchor).verdict == "differs"


WORDS: dict[str, Callable[[dict[str, Any]], object]] = {
    "offers": lambda data: data["assessments"][1].update(offers=[]),
    "asks": lambda data: data["assessments"][1].update(asks=[]),
    "notes": lambda data: data["assessments"][1].update(notes="Other"),
}


@pytest.mark.parametrize("field", WORDS)
def test_what_decides_no_result_is_under_the_digest(site: Path, anchor: str, field: str) -> None:
    data = json.loads((site / OFFICE).read_text("utf-8"))
    WORDS[field](data)
    (site / OFFICE).write_text(json.dumps(data), "utf-8")
    assert (OFFICE, "changed") in changed(verified(site))
    list_anew(site)
    assert verified(site, anchor).verdict == "differs"


def linked(site: Path) -> None:
    (site / "index.html").rename(site.parent / "index.html")
    (site / "index.html").symlink_to(site.parent / "index.html")


def linked_folder(site: Path) -> None:
    (site / "kpis").rename(site.parent / "kpis")
    (site / "kpis").symlink_to(site.parent / "kpis")


def piped(site: Path) -> None:
    (site / "index.html").unlink()
    os.mkfifo(site / "index.html")


def huge(site: Path) -> None:
    with (site / "index.html").open("r+b") as file:
        file.truncate(10 << 30)


HARMS: dict[str, tuple[Harm, tuple[str, How]]] = {
    "gone": (lambda site: (site / "index.html").unlink(), ("index.html", "missing")),
    "new": (lambda site: (site / "fake.html").write_text("x"), ("fake.html", "unlisted")),
    "hidden": (lambda site: (site / ".htaccess").write_text("x"), (".htaccess", "unlisted")),
    "below data": (
        lambda site: (site / DATA / "more.csv").write_text("x"),
        (f"{DATA}/more.csv", "unlisted"),
    ),
    "a marker below": (
        lambda site: (site / "kpis" / MARKER).write_text("x"),
        (f"kpis/{MARKER}", "unlisted"),
    ),
    "line in a name": (lambda site: (site / "a\nb").write_text("x"), ("a\nb", "unlisted")),
    "no UTF-8 in a name": (
        lambda site: Path(os.fsdecode(os.fsencode(site) + b"/\xff")).write_text("x"),
        ("\udcff", "unlisted"),
    ),
    "link": (linked, ("index.html", "unreadable")),
    "linked folder": (linked_folder, ("kpis", "unlisted")),
    "pipe": (piped, ("index.html", "unreadable")),
    "huge": (huge, ("index.html", "unreadable")),
}


@pytest.mark.parametrize("name", HARMS)
def test_a_file_that_is_not_as_listed_is_told_and_nothing_is_followed(
    site: Path, name: str
) -> None:
    harm, (file, how) = HARMS[name]
    harm(site)
    assert (
        Changed(file, how) in compared_files(Folder(site / DATA), Place(site / DATA, site)).changed
    )


@pytest.mark.parametrize("form", ["text", "json"])
def test_names_that_a_screen_would_obey_are_told(site: Path, form: str) -> None:
    for name in ("new", "hidden", "line in a name", "no UTF-8 in a name", "linked folder"):
        HARMS[name][0](site)
    (site / "\x1b[31m").write_text("x")
    result = run_verify(site, "--format", form)
    assert isinstance(result.exception, SystemExit)
    assert result.exit_code == 1
    assert "\x1b" not in result.output
    assert "fake.html" in result.output


def test_the_marker_of_a_build_is_no_part_of_a_site(site: Path) -> None:
    seal(site)
    assert verified(site).verdict == "consistent"


def test_the_data_alone_are_compared_with_their_part_of_the_manifest(
    site: Path, anchor: str
) -> None:
    report = verify(Place(site / DATA, None), anchor)
    assert report.verdict == "proven"
    assert report.elsewhere == sum(
        not each["path"].startswith(f"{DATA}/")
        for each in json.loads((site / MANIFEST_FILE).read_text("utf-8"))["files"]
    )
    (site / DATA / "scores.csv").unlink()
    (site / "index.html").unlink()
    report = verify(Place(site / DATA, None), anchor)
    assert changed(report) == [(f"{DATA}/scores.csv", "missing")]
    assert "outside of this folder" in run_verify(site / DATA).output


def test_without_a_manifest_nobody_can_say_what_was_published(site: Path, anchor: str) -> None:
    (site / MANIFEST_FILE).unlink()
    assert verified(site).unverified == {"manifest": 1}
    assert run_verify(site).exit_code == 3
    assert run_verify(site, "--digest", anchor).exit_code == 1


@pytest.mark.parametrize(
    "harm",
    [
        lambda data: data.update(files={}),
        lambda data: data["files"].append(data["files"][0]),
        lambda data: data["files"].append({"path": "", "sha256": "0" * 64}),
        lambda data: data["files"].append({"path": "x", "sha256": "0"}),
        lambda data: data["files"].append(["x", "0" * 64]),
    ],
)
def test_a_manifest_that_is_none_is_told(site: Path, harm: Callable[[Any], object]) -> None:
    data = json.loads((site / MANIFEST_FILE).read_text("utf-8"))
    harm(data)
    (site / MANIFEST_FILE).write_text(json.dumps(data), "utf-8")
    report = verified(site)
    assert {each.file for each in report.unreadable} == {"manifest.json"}
    assert run_verify(site).exit_code == 2


@pytest.mark.parametrize("path", ["/etc/passwd", "../../../etc/passwd", "x" * 5000, "a\x00b"])
def test_no_name_in_a_manifest_leads_anywhere(site: Path, path: str) -> None:
    data = json.loads((site / MANIFEST_FILE).read_text("utf-8"))
    data["files"].append({"path": path, "sha256": "0" * 64})
    (site / MANIFEST_FILE).write_text(json.dumps(data), "utf-8")
    assert changed(verified(site)) == [(path, "missing")]
    assert run_verify(site).exit_code == 1


def test_what_a_manifest_says_of_the_site_is_compared_too(site: Path) -> None:
    replaced(site / MANIFEST_FILE, '"edition_status": "proposal"', '"edition_status": "adopted"')
    (each,) = verified(site).differences
    assert (each.file, each.path) == ("manifest.json", "edition_status")


def test_a_folder_that_leads_out_of_the_site_is_not_read(site: Path) -> None:
    (site / "data").rename(site.parent / "data")
    (site / "data").symlink_to(site.parent / "data")
    result = run_verify(site)
    assert result.exit_code == 2
    assert "is a symbolic link" in result.output


def page(site: Path, name: str) -> Path:
    return site / name / "index.html"


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("offices/hv", 'ictm-level-3">3<', 'ictm-level-3">4<'),
        ("offices/hv", "ictm-level-3", "ictm-level-4"),
        ("results/2026", "</td>", "1</td>"),
        ("offices", "data-sort=", 'data-sort="1" data-was='),
    ],
)
def test_a_page_that_says_something_else_than_its_data_is_told(
    site: Path, name: str, old: str, new: str
) -> None:
    """Even where the manifest was written anew."""
    replaced(page(site, name), old, new)
    list_anew(site)
    report = verified(site)
    assert report.changed == ()
    (each,) = report.differences
    assert (each.kind, each.file) == ("pages", f"{name}/index.html")
    assert each.published != each.recomputed


def test_a_page_that_is_gone_or_hides_its_body_is_told(site: Path) -> None:
    page(site, "offices/hv").unlink()
    page(site, "offices/lm").write_text("<html></html>")
    files = {each.file for each in verified(site).differences}
    assert files == {"offices/hv/index.html", "offices/lm/index.html"}


def test_a_script_of_ours_that_was_changed_is_told(site: Path) -> None:
    (style,) = site.glob("assets/ict-maturity.*.css")
    style.write_text("* { display: none }")
    list_anew(site)
    (each,) = verified(site).differences
    assert each.file == style.relative_to(site).as_posix()


def test_lines_of_content_files_are_no_part_of_the_comparison() -> None:
    body = '<div class="ictm"><h2 id="a">Title</h2><p>Text</p></div>'
    pencil = '<a class="ictm-pencil" href="x#L3" title="Line 3" aria-label="Line 3"></a>'
    drawn = PAGE.format(
        f'<div class="ictm"><h2 id="a" aria-label="Title">Title {pencil}</h2>\n<p>Text</p>'
        '<p class="ictm-muted ictm-source">Where: <a href="x">Line 3</a></p></div>'
    )
    assert first_difference(drawn, body) is None
    assert first_difference(drawn.replace("Text", "Texts"), body) == ("#a", "Texts", "Text")
    disk = '<div class="ictm"><a class="x" href="../a/index.html#b">A</a></div>'
    assert first_difference(PAGE.format(disk), disk.replace("index.html", "")) is None
    full = pencil.replace("></a>", ">Level 4</a>")
    assert first_difference(drawn.replace(pencil, full), body) is not None


@pytest.mark.parametrize("harm", ["<" * 200_000, "<a " * 100_000, "<p class=" * 50_000])
def test_no_page_takes_long_to_be_read(harm: str) -> None:
    assert sum(1 for _ in pieces(harm)) <= len(harm)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with one commit."""
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "A test")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "test@example.org")
    root = copied(tmp_path / "repository@home")
    git(root, "init", "--quiet", "--initial-branch", "main")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "All")
    return root


def test_a_tag_names_the_digest(site: Path, anchor: str, repository: Path) -> None:
    git(repository, "tag", "--annotate", "2026.1", "--message", f"E\n\n{anchor_line(anchor)}")
    assert anchor_named(repository, "2026.1") == anchor
    for against in (f"{repository}", f"{repository}@2026.1"):
        result = run_verify(site, "--against", against)
        assert result.exit_code == 0, result.output
        assert "Proven" in result.output
    trailer = git(repository, "for-each-ref", "--format=%(contents:trailers)", "refs/tags")
    assert trailer.strip() == anchor_line(anchor)
    other = anchor_line("0" * 64)
    git(repository, "tag", "--annotate", "other", "--message", f"E\n\n{other}")
    assert run_verify(site, "--against", f"{repository}@other").exit_code == 1


def test_a_tag_that_proves_nothing_is_told(site: Path, repository: Path) -> None:
    git(repository, "tag", "light")
    git(repository, "tag", "--annotate", "empty", "--message", "An edition")
    two = f"{anchor_line('0' * 64)}\n{anchor_line('1' * 64)}"
    git(repository, "tag", "--annotate", "two", "--message", two)
    for against, words in (
        (f"{repository}@light", "The tag light names no digest"),
        (f"{repository}@empty", "The tag empty names no digest"),
        (f"{repository}@two", "has two lines Manifest-SHA256 that differ"),
        (f"{repository}@none", "none"),
        (f"{repository}", "2026.1"),
        (f"{repository}@--help", "--help"),
        (f"{repository}@", "is no folder of a git repository"),
        ("https://example.org/x.git", "Nothing is read from the network"),
        (f"{site.parent / 'nowhere'}@2026.1", "is no folder of a git repository"),
    ):
        result = run_verify(site, "--against", against)
        assert result.exit_code == 2, (against, result.output)
        assert words in " ".join(result.output.split()), against
    assert run_verify(site, "--against", repository, "--digest", "0" * 64).exit_code == 2


def test_json_says_the_verdict(site: Path, anchor: str) -> None:
    told = json.loads(run_verify(site, "--digest", anchor, "--format", "json").output)
    assert (told["verdict"], told["anchor"], told["manifest"]) == ("proven", anchor, anchor)
    assert (told["changed"], told["unverified"], told["elsewhere"]) == ([], {}, 0)


def test_the_unpacked_archive_is_proven_with_the_manifest_beside_it(
    site: Path, anchor: str, tmp_path: Path
) -> None:
    """As the page of the data tells it."""
    with ZipFile(site / DATA / "everything.zip") as archive:
        archive.extractall(tmp_path)
    (folder,) = tmp_path.glob("data-*")
    assert run_verify(folder).exit_code == 3
    shutil.copy(site / MANIFEST_FILE, folder)
    result = run_verify(folder, "--digest", anchor)
    assert result.exit_code == 0, result.output
    assert "Proven" in result.output
    (folder / "kpis.csv").unlink()
    assert run_verify(folder, "--digest", anchor).exit_code == 1


def test_a_site_without_its_archive_differs(site: Path) -> None:
    (site / DATA / "everything.zip").unlink()
    report = verified(site)
    assert changed(report) == [(f"{DATA}/everything.zip", "missing")]
    assert [each.file for each in report.differences] == ["everything.zip"]
