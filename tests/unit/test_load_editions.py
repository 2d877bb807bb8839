"""What was cut is read again exactly, and nothing that was edited afterwards is believed."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ict_maturity.load import load
from ict_maturity.load.editions import as_cut, digest_of_lock
from ict_maturity.load.json_text import parse_json
from ict_maturity.load.one_file import LARGEST_EDITION
from tests.copies import copied
from tests.english import spoken
from tests.unit.cut_editions import edit, loaded_content, write_edition

LOCK = "editions/2026.1.lock.json"
CONTENT = "editions/2026.1.content.json"
OWN = Path(__file__).parents[2]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = copied(tmp_path / "root")
    write_edition(root)
    return root


def codes(root: Path) -> list[tuple[str, str]]:
    return [(problem.file, problem.code) for problem in load(root).problems]


def rewritten(root: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """The lock changed by somebody who knows how to make the digest fit."""
    data = json.loads((root / LOCK).read_text())
    change(data)
    data["digest"] = digest_of_lock(data)
    (root / LOCK).write_text(json.dumps(data))


def test_an_edition_holds_what_was_cut(root: Path) -> None:
    content = loaded_content(root)
    edition = content.newest_edition
    assert edition is not None
    assert list(content.editions) == ["2026.1"]
    assert (edition.id, edition.status) == ("2026.1", content.framework.edition_status)
    assert edition.date == content.framework.edition_date
    assert edition.framework == content.framework
    assert edition.recommendations == content.recommendations
    assert edition.kpis == content.kpis
    assert content.under(edition).kpis == content.kpis


def test_the_projects_own_content_comes_back_exactly(tmp_path: Path) -> None:
    root = tmp_path / "root"
    for pattern in (
        "framework.yaml",
        "kpis/*.yaml",
        "recommendations/*.yaml",
        "offices/codes.yaml",
    ):
        for path in OWN.glob(pattern):
            target = root / path.relative_to(OWN)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    write_edition(root)
    content = loaded_content(root)
    edition = content.editions[content.framework.edition]
    assert edition.framework == content.framework
    assert dict(edition.recommendations) == dict(content.recommendations)
    assert dict(edition.kpis) == dict(content.kpis)
    assert len(edition.kpis) > 50


def test_what_is_changed_later_does_not_reach_the_edition(root: Path) -> None:
    before = loaded_content(root).editions["2026.1"]
    edit(root, "kpis/K01-*.yaml", "id: K01\ntitle: ", "id: K01\ntitle: Another ")
    after = loaded_content(root)
    assert after.editions["2026.1"] == before
    assert after.kpis["K01"] != before.kpis["K01"]


def test_the_lock_lists_every_file_it_was_cut_from(root: Path) -> None:
    content = loaded_content(root)
    files = set(content.editions["2026.1"].lock.files)
    kinds = ("framework", "glossary", "recommendation", "kpi")
    assert files == {file for (kind, _), file in content.files.items() if kind in kinds}
    assert not [file for file in files if file.startswith(("offices/", "cycles/"))]


def test_a_lock_that_was_edited_by_hand_is_not_believed(root: Path) -> None:
    text = (root / LOCK).read_text()
    (root / LOCK).write_text(text.replace('"status": "proposal"', '"status": "adopted"'))
    assert text != (root / LOCK).read_text()
    assert codes(root) == [(LOCK, "edition-edited")]
    content = load(root).content
    assert content is not None
    assert content.editions == {}


def test_frozen_content_that_was_edited_by_hand_is_not_believed(root: Path) -> None:
    edit(root, CONTENT, '"id": "K01"', '"id":  "K01"')
    assert codes(root) == [(CONTENT, "edition-edited")]


def test_line_ends_may_be_written_in_two_ways(root: Path) -> None:
    for file in (LOCK, CONTENT):
        text = (root / file).read_bytes()
        (root / file).write_bytes(text.replace(b"\n", b"\r\n"))
    assert codes(root) == []


def test_notes_belong_to_the_edition_and_may_be_worded_better(root: Path) -> None:
    (root / "editions/2026.1.notes.md").write_text("What changed.\n")
    assert loaded_content(root).editions["2026.1"].notes == "What changed.\n"


@pytest.mark.parametrize("gone", [LOCK, CONTENT])
def test_an_edition_has_a_lock_and_its_content(root: Path, gone: str) -> None:
    (root / gone).unlink()
    assert codes(root) == [(gone, "edition-incomplete")]


@pytest.mark.parametrize("file", [LOCK, CONTENT])
def test_a_file_above_the_limit_is_not_read(root: Path, file: str) -> None:
    with (root / file).open("ab") as stream:
        stream.truncate(LARGEST_EDITION + 1)
    assert codes(root) == [(file, "file-too-large")]


def test_a_link_is_not_followed(root: Path, tmp_path: Path) -> None:
    (root / CONTENT).rename(tmp_path / "elsewhere.json")
    (root / CONTENT).symlink_to(tmp_path / "elsewhere.json")
    assert codes(root) == [(CONTENT, "symlink-not-allowed")]


def test_other_files_have_no_place_in_editions(root: Path) -> None:
    (root / "editions/README.md").write_text("What lies here.")
    (root / "editions/2026.lock.json").write_text("{}")
    assert codes(root) == [("editions/2026.lock.json", "unexpected-file")]


def test_a_lock_that_names_another_edition(root: Path) -> None:
    rewritten(root, lambda data: data.update(edition="2025.1"))
    assert codes(root) == [(LOCK, "id-not-in-file-name")]


def test_a_lock_with_a_field_that_nobody_knows(root: Path) -> None:
    rewritten(root, lambda data: data.update(colour="blue"))
    assert codes(root) == [(LOCK, "field-unknown")]


def test_editions_are_in_the_order_of_their_numbers(root: Path) -> None:
    for edition in ("2026.10", "2026.9"):
        text = (root / "framework.yaml").read_text()
        old = load(root).content
        assert old is not None
        (root / "framework.yaml").write_text(
            text.replace(f'edition: "{old.framework.edition}"', f'edition: "{edition}"')
        )
        write_edition(root)
    content = loaded_content(root)
    assert list(content.editions) == ["2026.1", "2026.9", "2026.10"]
    assert content.newest_edition is not None
    assert content.newest_edition.id == "2026.10"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "not-json"),
        ("{", "not-json"),
        ('{"a": NaN}', "not-json"),
        (f'{{"a": {"9" * 5000}}}', "not-json"),
        ('{"a": 1, "a": 2}', "duplicate-key"),
        ("[]", "not-a-mapping"),
        ("[" * 100_000, "nested-too-deep"),
    ],
)
def test_a_file_that_is_not_a_json_object(text: str, code: str) -> None:
    data, faults = parse_json(text, as_cut(LOCK))
    assert data is None
    assert [fault.what.code for fault in faults] == [code]
    assert spoken(faults[0].what.hint) == (
        "Bring the file back as it was cut. Once the edition has its tag: "
        f"git checkout 2026.1 -- {LOCK}"
    )
