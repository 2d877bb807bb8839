"""The recipe for a new profile field in docs/development/index.md, followed in both ways."""

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import ict_maturity
from ict_maturity.build import build
from ict_maturity.export import FOLDER, SCHEMA
from ict_maturity.forms.skeleton import new_office
from ict_maturity.load import load
from tests.copies import copied

QUESTION = """profile:
  - id: building
    title: Kind of building
    values:
      house: A house
      ship: A ship
"""


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text, f"{old!r} is not in {file}"
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_what_offices_choose_from_is_an_entry_of_the_framework(tmp_path: Path) -> None:
    root = copied(tmp_path / "root")
    change(root / "framework.yaml", "profile:\n", QUESTION)
    change(root / "offices/HV/office.yaml", "profile:\n", "profile:\n  building: [ship]\n")
    built = build(root)
    assert built.problems == ()
    made = {output.path: output for output in built.outputs}
    header, *rows = csv.reader(made[f"{FOLDER}/offices.csv"].text.splitlines())
    place = header.index("profile.building")
    assert {row[header.index("code")]: row[place] for row in rows}["HV"] == "ship"
    fields = json.loads(made[f"{FOLDER}/offices{SCHEMA}"].content)["fields"]
    assert fields[place]["description"] == "Kind of building"
    assert fields[place]["constraints"]["enum"] == ["house", "ship"]
    assert "A ship" in json.loads(made["_stamp/offices/hv.json"].content)["body"]
    content = load(root).content
    assert content is not None
    assert "# building: []" in new_office(content, "HV").text


RUN = "from ict_maturity.cli import main; main()"
EDITS = (
    (
        "model/office.py",
        "    contact_role: Line | None = None\n",
        "    founded: Day | None = None\n"
        '    """The day the office was founded."""\n'
        "    contact_role: Line | None = None\n",
    ),
    ("skeletons/office.yaml", "# contact_role:\n", "# contact_role:\n# founded:\n"),
    (
        "render/office.py",
        "    if office.contact_role:\n",
        "    if office.founded:\n"
        '        facts.append(ProfileFact(word("office.founded"), office.founded.isoformat()))\n'
        "    if office.contact_role:\n",
    ),
    (
        "locale/en/LC_MESSAGES/pages.po",
        'msgid "office.contact"\n',
        'msgid "office.founded"\nmsgstr "Founded"\n\nmsgid "office.contact"\n',
    ),
)


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root and its staged files, made by a package in which the steps were taken."""
    place = tmp_path_factory.mktemp("founded")
    package = place / "ict_maturity"
    shutil.copytree(
        Path(ict_maturity.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__")
    )
    for file, old, new in EDITS:
        change(package / file, old, new)
    root = copied(place / "root")
    change(root / "offices/HV/office.yaml", "profile:\n", "founded: 1902-03-04\nprofile:\n")
    for command in (["stage", "--out", str(place / "staged")], ["schema"]):
        subprocess.run(
            [sys.executable, "-c", RUN, *command, "--root", str(root)],
            check=True,
            env={**os.environ, "PYTHONPATH": str(place)},
        )
    return place


def test_what_offices_write_is_a_field_of_the_model(changed: Path) -> None:
    data = changed / "staged" / FOLDER
    office = json.loads((data / "offices/hv.json").read_text("utf-8"))
    assert office["office"]["founded"] == "1902-03-04"
    schema = json.loads((data / f"schemas/results/office{SCHEMA}").read_text("utf-8"))
    assert list(Draft202012Validator(schema).iter_errors(office)) == []
    rows = csv.DictReader((data / "offices.csv").read_text("utf-8").splitlines())
    assert {row["code"]: row["founded"] for row in rows} == {"HV": "1902-03-04", "LM": ""}
    fields = json.loads((data / f"offices{SCHEMA}").read_text("utf-8"))["fields"]
    (founded,) = (field for field in fields if field["name"] == "founded")
    assert founded["type"] == "date"
    assert founded["description"] == "The day the office was founded."
    page = json.loads((changed / "staged/_stamp/offices/hv.json").read_text("utf-8"))
    assert "Founded" in page["body"]
    root = changed / "root"
    assert "| `founded` |" in (root / "docs/reference/fields.md").read_text("utf-8")
