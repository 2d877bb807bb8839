"""The manifest of a site: it lists every file, says what its schema says, and vouches for files."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from ict_maturity.data.outputs import MANIFEST_FILE, Output
from ict_maturity.export import FOLDER, SCHEMA, export
from ict_maturity.website.manifest import write_manifest
from ict_maturity.website.stage import LAST, written_twice
from ict_maturity.website.workspace import MARKER, refuse_strangers, seal
from ict_maturity.website.workspace.seal import StrangersError
from tests.unit.made_up import minimal_content, site_of

FILES = {"index.html": "Home", "kpis/k01/index.html": "K01", ".nojekyll": "", "café.txt": "ü"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A finished site of few files."""
    folder = tmp_path / "site"
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    write_manifest(folder, site_of(minimal_content()))
    return folder


def listed(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / MANIFEST_FILE).read_text("utf-8"))
    return found


def test_every_file_is_listed_with_its_digest_in_order(folder: Path) -> None:
    expected = {name: sha256(text.encode()).hexdigest() for name, text in sorted(FILES.items())}
    assert {each["path"]: each["sha256"] for each in listed(folder)["files"]} == expected
    assert [each["path"] for each in listed(folder)["files"]] == sorted(FILES)


def test_it_is_what_its_schema_says(folder: Path) -> None:
    name = f"{FOLDER}/schemas/results/manifest{SCHEMA}"
    schema = next(file for file in export(site_of(minimal_content())) if file.path == name)
    Draft202012Validator(json.loads(schema.content)).validate(listed(folder))


def test_neither_itself_nor_the_marker_is_listed_so_that_it_can_be_made_again(folder: Path) -> None:
    before = (folder / MANIFEST_FILE).read_bytes()
    seal(folder)
    write_manifest(folder, site_of(minimal_content()))
    assert (folder / MANIFEST_FILE).read_bytes() == before


def test_no_digest_stands_in_the_marker_a_second_time(folder: Path) -> None:
    seal(folder)
    (line,) = json.loads((folder / MARKER).read_text())["files"]
    assert line.endswith(f" {MANIFEST_FILE}")
    refuse_strangers(folder)


@pytest.mark.parametrize("name", [*FILES, "thesis.txt"])
def test_what_differs_from_the_manifest_is_not_ours(folder: Path, name: str) -> None:
    seal(folder)
    (folder / name).write_text("precious")
    with pytest.raises(StrangersError):
        refuse_strangers(folder)


def test_a_manifest_that_somebody_changed_makes_nothing_ours(folder: Path) -> None:
    seal(folder)
    (folder / "thesis.txt").write_text("precious")
    data = listed(folder)
    data["files"].append({"path": "thesis.txt", "sha256": sha256(b"precious").hexdigest()})
    (folder / MANIFEST_FILE).write_text(json.dumps(data))
    with pytest.raises(StrangersError):
        refuse_strangers(folder)


def test_a_file_that_is_not_as_listed_when_it_is_sealed_is_ours_as_it_is(folder: Path) -> None:
    (folder / "index.html").write_text("finished later")
    seal(folder)
    refuse_strangers(folder)
    (folder / "index.html").write_text("mine")
    with pytest.raises(StrangersError):
        refuse_strangers(folder)


def test_nobody_writes_it_by_hand() -> None:
    by_hand = Output(MANIFEST_FILE, b"{}", source=f"docs/{MANIFEST_FILE}")
    (problem,) = written_twice((by_hand, LAST))
    assert problem.code == "page-made-twice"
