"""`ict-maturity upgrade`: the report that it writes, what it says, and what it refuses."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from ict_maturity.cli import main
from ict_maturity.model import Answer, AssessmentKey
from tests.copies import copied
from tests.unit.cut_editions import edit, loaded_content, write_edition

REPORT = "offices/HV/2026.yaml"
CORRECTION = """  - date: 2026-11-01
    by: Librarian
    change: Corrected.
    why: The loan book is closed a month earlier.
    was:
      answers:
        K02:
          numerator: 822
          denominator: 960
          as_of: 2026-06-30
          before: {numerator: 611, denominator: 940, as_of: 2025-06-30}
          change: {what: Each borrower gets a letter after 50 days., date: 2025-10-01}
          evidence:
            - {title: Loan book, date: 2026-06-30, holder: Lending desk}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two editions: K01 was clarified in the current one, K02 is as before."""
    folder = copied(tmp_path / "root")
    write_edition(folder)
    edit(folder, "framework.yaml", 'edition: "2026.1"', 'edition: "2027.1"')
    edit(folder, "framework.yaml", "edition_date: 2026-01-15", "edition_date: 2027-01-15")
    edit(
        folder,
        "kpis/K01*",
        "Rules for using the reading room are left out.",
        "Rules for the reading room are left out.\nchange_log:\n  - date: 2027-01-15\n"
        '    edition: "2027.1"\n    change_class: clarified\n    summary: Shorter words.',
    )
    newer = (folder / "cycles/2026.yaml").read_text("utf-8").replace("2026", "2027")
    (folder / "cycles/2027.yaml").write_text(newer, "utf-8")
    return folder


def run(root: Path, *arguments: str) -> Result:
    command = ["upgrade", str(root / REPORT), "--root", str(root), *arguments]
    return CliRunner().invoke(main, command)


def written(root: Path) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((root / "offices/HV/2027.yaml").read_text("utf-8"))
    return data


def answered(root: Path, cycle: str, kpi: str) -> Answer:
    return loaded_content(root).assessments[AssessmentKey("HV", cycle)].answers[kpi]


def test_nothing_is_taken_over_by_itself(root: Path) -> None:
    result = run(root, "--to", "2027.1")
    assert result.exit_code == 0, result.output
    assert "To confirm (each stands as a comment above its question):" in result.output
    assert "\n  K01  Rules of lending that everyone can read: scope\n" in result.output
    assert (
        "\n    K01 rule-changed: not met in 2026, looks back 24 months: confirm\n" in result.output
    )
    assert "K01 no-fee" not in result.output
    assert (
        "\n  K02  Share of lent books that came back within 60 days: from K02 in 2026\n"
        in result.output
    )
    assert "Taken along, read them again: targets, offers." in result.output
    report = written(root)
    assert report["answers"]["K02"] == {"answer": "not_assessed"}
    assert set(report["answers"]["K01"]["checks"].values()) == {"not_assessed"}
    assert report["targets"] == {"R02": {"level": 4, "year": 2028}}
    assert [report[each] for each in ("edition", "cycle", "status")] == ["2027.1", "2027", "draft"]
    text = (root / "offices/HV/2027.yaml").read_text("utf-8")
    assert "  # Look again, because they look back: rule-changed.\n  # K01:\n" in text
    earlier = "    # before: {numerator: 822, denominator: 960, as_of: 2026-06-30}\n"
    assert f"as you said in the last round.\n{earlier}" in text


def test_a_figure_that_is_too_old_is_left_out_and_may_be_the_earlier_one(root: Path) -> None:
    edit(root, REPORT, "as_of: 2026-06-30", "as_of: 2026-05-30")
    edit(root, REPORT, "First submission.\n", f"First submission.\n{CORRECTION}")
    result = run(root, "--to", "2027.1")
    assert (
        "To answer:\n  K02  Share of lent books that came back within 60 days\n"
        "    K02: the figure of 2026-05-30 is too old for 2027-06-30 and is left out\n"
        "    K02: what you reported for 2026-05-30 is proposed as what was so before\n"
    ) in result.output
    text = (root / "offices/HV/2027.yaml").read_text("utf-8")
    assert "# before: {numerator: 822, denominator: 960, as_of: 2026-05-30}\n" in text
    assert (
        "# A proposal; if it is true, put it in the place of the lines below it.\n  # K02"
        not in text
    )


def test_a_later_round_of_the_same_edition_is_begun_alike(root: Path) -> None:
    cycle = root / "cycles/2027.yaml"
    same = cycle.read_text("utf-8").replace('edition: "2027.1"', 'edition: "2026.1"')
    cycle.write_text(same, "utf-8")
    result = run(root, "--to", "2026.1")
    assert result.exit_code == 0, result.output
    assert "\n  K01  Rules of lending that everyone can read: from K01 in 2026\n" in result.output
    assert written(root)["edition"] == "2026.1"


def test_a_short_round_asks_its_kpis_only(root: Path) -> None:
    with (root / "cycles/2027.yaml").open("a", encoding="utf-8") as file:
        file.write("kpis: [K02]\n")
    result = run(root, "--to", "2027.1")
    assert "K02" in result.output
    assert "  K01" not in result.output
    assert list(written(root)["answers"]) == ["K02"]


def test_a_proposal_becomes_an_answer_by_taking_the_signs_away(root: Path) -> None:
    run(root, "--to", "2027.1")
    text = (root / "offices/HV/2027.yaml").read_text("utf-8")
    before, _, rest = text.partition("  # A proposal;")
    lines = rest.splitlines()[1:]
    assert lines.pop(0).startswith("  # Look again")
    proposal = []
    while lines and lines[0].startswith("  # "):
        proposal.append("  " + lines.pop(0)[4:])
    while not lines[0].startswith("  # R02"):
        lines.pop(0)
    (root / "offices/HV/2027.yaml").write_text(
        "\n".join((before.rstrip(), *proposal, *lines)) + "\n", "utf-8"
    )
    assert answered(root, "2027", "K01") == answered(root, "2026", "K01")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (["K01"], "1 KPI taken over, because you confirmed it."),
        (["all"], "2 KPIs taken over, because you confirmed them."),
    ],
)
def test_a_confirmed_answer_stands(root: Path, said: list[str], words: str) -> None:
    result = run(root, "--to", "2027.1", *(f"--confirm={each}" for each in said))
    assert words in result.output
    assert ("Nothing is to be answered again." in result.output) == (said == ["all"])
    assert written(root)["answers"]["K01"]["checks"]["rules-written"] == "met"
    is_there = "numerator" in written(root)["answers"]["K02"]
    assert is_there == (said == ["all"])
    assert answered(root, "2027", "K01") == answered(root, "2026", "K01")


def test_a_report_that_is_there_is_kept(root: Path) -> None:
    run(root, "--to", "2027.1")
    mine = (root / "offices/HV/2027.yaml").read_bytes()
    result = run(root, "--to", "2027.1", "--confirm", "all")
    assert result.exit_code == 2
    assert "offices/HV/2027.yaml exists already and is kept as it is." in result.output
    assert (root / "offices/HV/2027.yaml").read_bytes() == mine


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--to", "2031.1"], 'There is no edition "2031.1". Editions: 2026.1, 2027.1.'),
        (["--to", "2026.1"], "No round asks about edition 2026.1 on a later day"),
        (["--to", "2027.1", "--cycle", "2026"], 'The round "2026" does not ask about edition'),
        (["--to", "2027.1", "--confirm", "K09"], "Nothing of K09 waits to be confirmed."),
    ],
)
def test_what_cannot_be_done_is_said(root: Path, arguments: list[str], words: str) -> None:
    result = run(root, *arguments)
    assert result.exit_code == 2
    assert words in " ".join(result.output.split())
    assert not (root / "offices/HV/2027.yaml").exists()


def test_another_file_is_refused(root: Path) -> None:
    file = str(root / "framework.yaml")
    command = ["upgrade", file, "--root", str(root), "--to", "2027.1"]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 2
    assert "is not a report of this content" in " ".join(result.output.split())


def test_without_a_round_there_is_nowhere_to_report(root: Path) -> None:
    (root / "cycles/2027.yaml").unlink()
    result = run(root, "--to", "2027.1")
    assert result.exit_code == 2
    assert "No round asks about edition 2027.1 on a later day" in " ".join(result.output.split())
