"""Two editions from content files to data files: what is published, what is not, what is told."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from click.testing import CliRunner

from ict_maturity.cli import main
from ict_maturity.verify import Place, verify
from tests.copies import copied
from tests.english import spoken
from tests.unit.cut_editions import edit, write_edition

CUT_POINTS = "cut_points: {1: 0.5, 2: 0.7, 3: 0.85, 4: 0.95}"
LOGGED = """change_log:
  - date: 2027-01-15
    edition: "2027.1"
    change_class: recalibrated
    summary: More is asked for level 3.
cases:
"""
SECRET = "unspoken"
HIDDEN = {"QP": "own", "QA": "counted"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Reports under 2026.1 and 2027.1, which asks for more in K02; two offices are not public."""
    root = copied(tmp_path / "root")
    write_edition(root)
    edit(root, "framework.yaml", 'edition: "2026.1"', 'edition: "2027.1"')
    edit(root, "framework.yaml", "edition_date: 2026-01-15", "edition_date: 2027-01-15")
    edit(root, "kpis/K02*", CUT_POINTS, CUT_POINTS.replace("0.85", "0.9"))
    for old in ("200 loans, 170", "numerator: 170", "170 of 200 is 0.85"):
        edit(root, "kpis/K02*", old, old.replace("170", "180").replace("0.85", "0.9"))
    edit(root, "kpis/K02*", "    level: 2\n    score: 66.6667", "    level: 2\n    score: 62.5")
    edit(root, "kpis/K02*", "cases:\n", LOGGED)
    later(root / "cycles/2026.yaml")
    for office in ("HV", "LM"):
        later(root / f"offices/{office}/2026.yaml")
    edit(root, "offices/codes.yaml", "[HV, LM]", "[HV, LM, QP, QA]")
    for code, audience in HIDDEN.items():
        for name in ("office", "2026", "2027"):
            text = (root / f"offices/HV/{name}.yaml").read_text("utf-8")
            text = text.replace("code: HV", f"code: {code}").replace("Loan book", SECRET)
            text = text.replace("High Valley", SECRET).replace("our page", SECRET)
            text = text.replace("audience: public", f"audience: {audience}")
            path = root / f"offices/{code}/{name}.yaml"
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
    return root


def later(file: Path) -> None:
    """The same a year later, about the newer edition."""
    text = file.read_text("utf-8").replace("2026", "2027").replace("822", "920")
    file.with_name("2027.yaml").write_text(text, "utf-8")


@pytest.fixture
def data(root: Path) -> Path:
    out = root / "export"
    result = CliRunner().invoke(main, ["export", "--root", str(root), "--out", str(out)])
    assert result.exit_code == 0, result.output
    return out / "data" / "v1"


def test_two_editions_verify(data: Path) -> None:
    report = verify(Place(data, None))
    assert (report.differences, report.unreadable, report.unknown_files) == ((), (), ())
    assert report.edition == "2027.1"
    older = json.loads((data / "editions/2026.1.json").read_text("utf-8"))
    assert older["framework_digest"] != report.framework_digest
    cells = (data / "progress.csv").read_text("utf-8").splitlines()
    # By its own doing the office rose by two; the stricter cut point took one away.
    assert "HV,true,R02,placeholder,2026,2027,2026.1,2027.1,proposal,1,2,0,-1" in "".join(cells)


def text_in(path: Path) -> str:
    """What a file says, and what the parts of a workbook or an archive say."""
    if path.suffix not in (".xlsx", ".zip"):
        return path.read_text("utf-8")
    with ZipFile(path) as parts:
        held = {name: parts.read(name) for name in parts.namelist() if ".xlsx" not in name}
        return "".join([*held, *(part.decode() for part in held.values())])


def test_nothing_of_an_office_that_is_not_public_is_published(data: Path) -> None:
    for path in data.rglob("*"):
        text = text_in(path) if path.is_file() else ""
        assert SECRET not in text, path
        assert not [code for code in HIDDEN if f'"{code}"' in text or f"{code}," in text], path
        assert path.stem.upper() not in HIDDEN


def cut_point(data: Any) -> None:
    kpi = next(each for each in data["kpis"] if each["id"] == "K02")
    kpi["rule"]["cut_points"]["3"] = 0.8


def restated_level(data: Any) -> None:
    result = next(each for each in data["restated"] if each["cycle"] == "2026")
    result["recommendations"][1]["level_shown"] += 1


def median(data: Any) -> None:
    data["recommendations"][0]["median_shown"] += 1


@pytest.mark.parametrize(
    ("file", "change", "told"),
    [
        (
            "editions/2026.1.json",
            cut_point,
            {
                ("editions/2026.1.json", "framework_digest"),
                ("offices/hv.json", "scorecards.2026.input_digest"),
                ("results/2026.json", "input_digest"),
            },
        ),
        (
            "offices/hv.json",
            restated_level,
            {("offices/hv.json", "restated.2026.recommendations.R02.level_shown")},
        ),
        (
            "results/2027.json",
            median,
            {("results/2027.json", "recommendations.R01.median_shown")},
        ),
    ],
)
def test_what_was_changed_afterwards_is_told(
    data: Path, file: str, change: Callable[[Any], None], told: set[tuple[str, str]]
) -> None:
    content = json.loads((data / file).read_text("utf-8"))
    change(content)
    (data / file).write_text(json.dumps(content), "utf-8")
    assert told <= {(each.file, each.path) for each in verify(Place(data, None)).differences}


def test_changed_cells_of_a_step_are_told(data: Path) -> None:
    edit(data, "progress.csv", "2027.1,proposal,1,2,0,-1", "2027.1,proposal,1,1,0,0")
    differences = verify(Place(data, None)).differences
    assert [(each.file, each.path, each.published, each.recomputed) for each in differences] == [
        ("progress.csv", "HV R02 2027, level_by_doing", "1", "2"),
        ("progress.csv", "HV R02 2027, level_by_framework", "0", "-1"),
    ]


def test_an_edition_without_its_file_is_told(data: Path) -> None:
    (data / "editions/2026.1.json").unlink()
    (unreadable,) = verify(Place(data, None)).unreadable
    assert unreadable.file == "editions/2026.1.json"
    assert spoken(unreadable.message) == "The file is missing, and results stand under 2026.1."
