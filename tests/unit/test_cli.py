"""The command line: what it prints, how it ends, and that it never ends with a traceback."""

import errno
import json
import os
import re
import shutil
import subprocess
import sys
from importlib.metadata import requires, version
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from ict_maturity import __version__
from ict_maturity.cli import build, main
from ict_maturity.cli.commands import COMMANDS
from ict_maturity.forms.skeleton import RULE_TYPES
from ict_maturity.load import load
from ict_maturity.model import AssessmentKey
from ict_maturity.website.engine import Drawing
from ict_maturity.website.engine import Result as BuildResult
from ict_maturity.website.workspace import MARKER
from tests.copies import MINIMAL, copied

BASE = Path(__file__).parent.parent / "examples" / "base"
SETTINGS = MINIMAL / "mkdocs.yml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "root"
    copied(folder, BASE)
    return folder


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_version() -> None:
    assert run("--version").output == f"ict-maturity, version {__version__}\n"


def test_a_command_imports_what_it_needs_and_no_more() -> None:
    asked = "import sys, ict_maturity.cli.build; sys.exit('pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0


def test_every_listed_command_is_there() -> None:
    context = click.Context(main)
    found = [main.get_command(context, name) for name in COMMANDS]
    assert [command and command.name for command in found] == list(COMMANDS)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [(["chek"], "check"), (["new", "kpii"], "kpi"), (["edition", "cutt"], "cut")],
)
def test_a_mistyped_command_is_told_which_one_was_meant(typed: list[str], meant: str) -> None:
    result = run(*typed)
    assert result.exit_code == 2
    assert f"Did you mean {meant}?" in result.output


def test_a_command_that_is_like_none_is_refused_without_a_guess() -> None:
    result = run("xyz")
    assert (result.exit_code, "Did you mean" in result.output) == (2, False)


def test_help_names_every_command_in_order() -> None:
    lines = run("--help").output.partition("Commands:\n")[2].splitlines()
    names = [line.split()[0] for line in lines]
    expected = (
        "init check score impact edition upgrade round report kit build serve deploy stage export "
        "verify schema new withdraw"
    )
    assert " ".join(names) == expected
    assert not any(line.endswith("...") for line in lines)


@pytest.mark.parametrize(
    "command",
    [
        *["check", "score", "impact", "upgrade", "build", "serve", "deploy", "withdraw"],
        *["stage", "export", "schema", "edition cut"],
        *(f"new {kind}" for kind in ("recommendation", "kpi", "office", "assessment")),
    ],
)
def test_every_command_explains_root(command: str) -> None:
    result = run(*command.split(), "--help")
    assert result.exit_code == 0
    assert "--root DIR" in result.output


def test_root_is_the_nearest_folder_upwards(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root / "offices" / "QM")
    assert run("check").exit_code == 0


def test_no_root_is_a_wrong_call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("check")
    assert result.exit_code == 2
    assert "There is no framework.yaml here or in any folder above." in result.output
    result = run("check", "--root", tmp_path)
    assert result.exit_code == 2
    assert "holds no framework.yaml" in result.output


def test_check_of_valid_content_says_what_was_read(root: Path) -> None:
    result = run("check", "--root", root)
    assert result.stdout == "No problems in 1 Recommendation, 2 KPIs, 1 office, 1 assessment.\n"
    assert result.stderr == ""


def test_check_prints_problems_and_their_number(root: Path) -> None:
    change(root / "kpis/K02-books-lent.yaml", "recommendation: R01", "recommendation: R12")
    change(root / "offices/QM/office.yaml", "audience: public", "audience: secret")
    result = run("check", "--root", root)
    assert result.exit_code == 1
    assert "kpis/K02-books-lent.yaml:3:17  recommendation-not-found\n" in result.stdout
    assert "offices/QM/office.yaml:4:11  value-not-allowed\n" in result.stdout
    assert result.stderr == "\n2 problems in 2 files.\n"


@pytest.mark.parametrize(("fields", "summed_up"), [(9, False), (10, True)])
def test_more_problems_than_a_screen_shows_are_summed_up_by_file_first(
    root: Path, fields: int, summed_up: bool
) -> None:
    with (root / "offices/QM/office.yaml").open("a") as file:
        file.writelines(f"x{number}: 1\n" for number in range(fields))
    change(root / "framework.yaml", "subject:", "subjcet:")
    first = run("check", "--root", root).output.splitlines()[0]
    words = "framework.yaml: 1 problem, all field-unknown (a field that does not exist)"
    assert (first == words) == summed_up


def test_check_as_json(root: Path) -> None:
    assert json.loads(run("check", "--root", root, "--format", "json").stdout) == {"problems": []}
    change(root / "kpis/K02-books-lent.yaml", "recommendation: R01", "recommendation: R12")
    result = run("check", "--root", root, "--format", "json")
    (problem,) = json.loads(result.stdout)["problems"]
    assert problem["file"] == "kpis/K02-books-lent.yaml"
    assert (problem["line"], problem["column"]) == (3, 17)
    assert problem["code"] == "recommendation-not-found"
    assert problem["severity"] == "error"
    assert result.exit_code == 1


def join_claims(root: Path) -> None:
    """Give a check of the base a text that is warned of."""
    old, new = "The plan names the shelves.", '"The plan names the shelves, and it is kept."'
    change(root / "kpis/K01-lending-plan.yaml", old, new)


def test_a_warning_is_told_and_counted_and_stops_nothing(root: Path, tmp_path: Path) -> None:
    join_claims(root)
    checked = run("check", "--root", root)
    assert "kpis/K01-lending-plan.yaml:18:35  claims-joined (warning)\n" in checked.stdout
    assert "No problems" not in checked.stdout
    assert checked.stderr == "\n1 warning in 1 file.\n"
    score, export = ("score", "QM"), ("export", "--out", tmp_path / "data")
    for command in (("check",), score, export, ("stage", "--out", tmp_path / "staged")):
        ended = run(*command, "--root", root)
        assert ended.exit_code == 0
        assert "claims-joined (warning)" in ended.output
    (warning,) = json.loads(run("check", "--root", root, "--format", "json").stdout)["problems"]
    assert warning["severity"] == "warning"


def test_warnings_are_counted_beside_problems(root: Path) -> None:
    join_claims(root)
    change(root / "kpis/K02-books-lent.yaml", "recommendation: R01", "recommendation: R12")
    result = run("check", "--root", root)
    assert result.stderr == "\n1 problem in 1 file and 1 warning in 1 file.\n"
    assert result.exit_code == 1


def test_a_warning_for_github_is_one_there(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    join_claims(root)
    result = run("check", "--root", root, "--format", "github")
    place = "::warning file=kpis/K01-lending-plan.yaml,line=18,col=35,title=claims-joined%3A "
    assert result.stdout.startswith(place)
    assert result.exit_code == 0


def test_check_for_github_escapes_what_has_a_meaning_there(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root.parent)
    (root / "kpis/100%, a;b.txt").write_text("x", "utf-8")
    result = run("check", "--root", root, "--format", "github")
    assert result.stdout.startswith("::error file=root/kpis/100%25%2C a;b.txt,title=unexpected-")
    assert "here.%0ARename it" in result.stdout
    assert result.stdout.count("\n") == 1
    assert result.exit_code == 1


def test_check_for_github_is_silent_when_all_is_well(root: Path) -> None:
    assert run("check", "--root", root, "--format", "github").output == ""


def test_a_file_name_cannot_command_the_terminal(root: Path) -> None:
    (root / "kpis/\x1b[2J\u202e.txt").write_text("x", "utf-8")
    result = run("check", "--root", root)
    assert "\\x1b[2J\\u202e.txt" in result.stdout
    assert "\x1b" not in result.stdout


def test_release_needs_confirmed_text(root: Path) -> None:
    change(root / "recommendations/R01-lend-books.yaml", "confirmed", "partial")
    assert run("check", "--root", root).exit_code == 0
    assert run("check", "--root", root, "--release").exit_code == 1


def test_a_page_by_hand_in_another_encoding_is_a_problem(root: Path) -> None:
    (root / "docs").mkdir()
    (root / "docs/page.md").write_bytes(b"# Caf\xe9\n")
    result = run("check", "--root", root)
    assert "docs/page.md:1:6  not-utf-8\n" in result.stdout


def test_score_gives_the_reason_for_every_number(root: Path) -> None:
    result = run("score", "QM", "--root", root)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "QM  Library of Quantum (fictional)"
    assert "R01  Lend books" in lines
    assert "  Level 1, held by K01; 2 of 2 KPIs assessed; mean of its KPIs 47.9" in lines
    assert "    level 1, score 25.0, evidence E1" in lines
    assert "    - 15 of 20 is 75\u202f%." in lines
    assert "  level 1, mean of all Recommendations 47.9" in lines


def test_score_says_how_the_office_as_a_whole_stands() -> None:
    result = run("score", "HV", "--root", MINIMAL)
    assert "Overall\n  level 3, mean of all Recommendations " in result.stdout
    assert "  - Lowest, at level 3: R01 and R02.\n" in result.stdout


def test_score_shows_bounds_and_working_themes(root: Path) -> None:
    for check in ("shelves-named", "days-named", "all-shelves", "all-books"):
        change(root / "offices/QM/2026.yaml", f"{check}: not_met", f"{check}: unknown")
    recommendation = root / "recommendations/R01-lend-books.yaml"
    change(recommendation, "content_status: confirmed", "content_status: placeholder")
    text = recommendation.read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("source:")]
    recommendation.write_text("\n".join(lines), "utf-8")
    result = run("score", "QM", "--root", root)
    assert "R01  Lend books (working theme)\n" in result.stdout
    assert "    level 1–3, score 25.0 to 75.0, evidence E1\n" in result.stdout


def test_score_as_json_has_the_same_numbers(root: Path) -> None:
    card = json.loads(run("score", "QM", "--root", root, "--format", "json").stdout)
    assert card["office"] == "QM"
    assert card["recommendations"][0]["score_possible"] == 47.9167


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["QX"], 'There is no office "QX". Offices: QM.'),
        (["QM", "--cycle", "2020"], 'QM has no round "2020". Rounds: 2026.'),
    ],
)
def test_score_of_nothing_says_what_there_is(root: Path, arguments: list[str], words: str) -> None:
    result = run("score", *arguments, "--root", root)
    assert result.exit_code == 2
    assert words in result.output


def test_score_of_an_office_without_assessment_names_the_next_command(root: Path) -> None:
    (root / "offices/QM/2026.yaml").unlink()
    result = run("score", "QM", "--root", root)
    assert result.exit_code == 2
    assert "ict-maturity new assessment QM" in result.output


def test_score_stops_at_problems(root: Path) -> None:
    change(root / "kpis/K02-books-lent.yaml", "recommendation: R01", "recommendation: R12")
    result = run("score", "QM", "--root", root)
    assert result.exit_code == 1
    assert "recommendation-not-found" in result.stderr
    assert result.stdout == ""


def test_export_writes_the_data_and_nothing_else(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = run("export", "--root", root, "--out", out)
    assert result.exit_code == 0, result.output
    files = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert {"data/v1/framework.json", "data/v1/scores.csv", "data/v1/offices/qm.json"} <= files
    assert all(file.startswith("data/v1/") for file in files - {MARKER, ".staged.json"})
    assert json.loads((out / "data/v1/kpis.json").read_text("utf-8"))["kpis"][0]["id"] == "K01"


def test_export_leaves_a_folder_with_other_files_alone(root: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine", "utf-8")
    result = run("export", "--root", root, "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert "(mine.txt), so it is kept" in result.output
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["mine.txt"]


def test_stage_writes_pages_and_data(root: Path) -> None:
    result = run("stage", "--root", root)
    assert result.exit_code == 0, result.output
    assert (root / ".build/docs/recommendations/r01.md").is_file()
    assert (root / ".build/docs/data/v1/framework.json").is_file()


def test_stage_and_export_stop_at_problems(root: Path) -> None:
    change(root / "kpis/K02-books-lent.yaml", "recommendation: R01", "recommendation: R12")
    for command in ("stage", "export"):
        result = run(command, "--root", root)
        assert result.exit_code == 1
        assert "1 problem in 1 file." in result.stderr
    assert not (root / "export").exists()
    assert not (root / ".build").exists()


def test_schema_writes_schemas_and_field_reference(root: Path) -> None:
    result = run("schema", "--root", root)
    assert result.exit_code == 0
    schema = json.loads((root / "schemas/kpi.schema.json").read_text("utf-8"))
    assert schema["title"] == "Kpi"
    assert (root / "docs/reference/fields.md").is_file()


class FakeBuild:
    """Stands for the engine: it ends as it is told, and keeps with what it was called."""

    def __init__(self, ended: BuildResult) -> None:
        self.ended = ended
        self.calls: list[tuple[Any, ...]] = []

    def __call__(self, *arguments: Any) -> BuildResult:
        self.calls.append(arguments)
        return self.ended


def test_build_runs_the_engine_strictly(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(SETTINGS, root)
    fake = FakeBuild(BuildResult(0, ""))
    monkeypatch.setattr(build, "build_site", fake)
    result = run("build", "--root", root)
    assert result.exit_code == 0
    assert str(root / "site") in result.stdout
    assert "serve" in result.stdout
    given = (root, root / "site", Drawing())
    assert fake.calls == [given]
    offline = run("build", "--root", root, "--offline")
    assert offline.stdout.endswith(f"{root / 'site'}. To read it: open index.html in a browser\n")
    assert fake.calls[1][2] == Drawing(offline=True)


def test_build_passes_on_how_the_engine_ended(
    root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shutil.copy(SETTINGS, root)
    fake = FakeBuild(BuildResult(2, "The site was not built: No space left on device"))
    monkeypatch.setattr(build, "build_site", fake)
    out = tmp_path / "elsewhere"
    result = run("build", "--root", root, "--out", out, "--engine", "properdocs", "--no-strict")
    assert result.exit_code == 2
    assert result.stderr == "The site was not built: No space left on device\n"
    assert result.stdout == ""
    given = (root, out, Drawing("properdocs", strict=False))
    assert fake.calls == [given]


def test_build_tells_all_problems(root: Path) -> None:
    (root / "mkdocs.yml").write_text(
        "site_name: x\ntheme: {name: material, font: false}\nplugins: [ict-maturity]\n", "utf-8"
    )
    change(root / "kpis/K02-books-lent.yaml", "recommendation: R01", "recommendation: R12")
    (root / "docs").mkdir(exist_ok=True)
    result = run("build", "--root", root)
    assert result.exit_code == 1
    assert "recommendation-not-found" in result.stderr
    assert "Traceback" not in result.stderr


def test_serve_stops_at_problems(root: Path) -> None:
    change(root / "kpis/K02-books-lent.yaml", "recommendation: R01", "recommendation: R12")
    result = run("serve", "--root", root)
    assert result.exit_code == 1
    assert "recommendation-not-found" in result.stderr


@pytest.mark.parametrize("command", ["check", "serve", "build"])
def test_settings_that_may_run_something_stop_each_command(
    root: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = SETTINGS.read_text("utf-8")
    (root / "mkdocs.yml").write_text(f"{settings}\nhooks: [hook.py]\n", "utf-8")
    (root / "hook.py").write_text("open('ran', 'w')")
    monkeypatch.chdir(root)
    result = run(command, "--root", root)
    assert result.exit_code == 1
    assert "setting-not-allowed" in result.output
    assert not (root / "ran").exists()


@pytest.mark.parametrize("command", ["build", "serve", "deploy"])
def test_what_draws_pages_needs_the_settings_of_the_engine(root: Path, command: str) -> None:
    result = run(command, "--root", root)
    assert result.exit_code == 2
    assert "Begin with the one that ict-maturity init writes" in result.output


def test_serve_starts_the_engine(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(SETTINGS, root)
    monkeypatch.setenv("GH_TOKEN", "a secret")
    commands: list[list[str]] = []

    class Ended:
        returncode = 0

    def engine(command: list[str], stdin: int, check: bool, env: dict[str, str]) -> Ended:
        assert "GH_TOKEN" not in env
        commands.append(command)
        return Ended()

    monkeypatch.setattr("subprocess.run", engine)
    assert run("serve", "--root", root, "--address", "127.0.0.1:9").exit_code == 0
    assert commands[0][1:6] == ["-P", "-m", "ict_maturity.website.leash", "mkdocs", "serve"]
    assert commands[0][-2:] == ["--dev-addr", "127.0.0.1:9"]


def test_a_site_that_begins_is_the_example_and_has_no_problems(tmp_path: Path) -> None:
    result = run("init", tmp_path / "new")
    assert (result.exit_code, result.output[:6]) == (0, "Wrote ")
    written = {f.relative_to(MINIMAL): f.read_bytes() for f in MINIMAL.rglob("*.*") if f.is_file()}
    found = {path: (tmp_path / "new" / path).read_bytes() for path in written}
    assert found == written
    assert run("check", "--root", tmp_path / "new").exit_code == 0
    assert "/.venv\n" in (tmp_path / "new/.gitignore").read_text("utf-8")


def test_a_site_that_begins_pins_all_that_the_package_needs(tmp_path: Path) -> None:
    run("init", tmp_path)
    lines = (tmp_path / "requirements.txt").read_text("utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert [pin.partition("==")[0] for pin in pins] == sorted(
        pin.partition("==")[0] for pin in pins
    )
    direct = {Requirement(text) for text in requires("ict-maturity") or () if "extra" not in text}
    wanted = {f"{canonicalize_name(each.name)}=={version(each.name)}" for each in direct}
    assert wanted | {f"ict-maturity=={version('ict-maturity')}"} <= set(pins)
    assert f"pathspec=={version('pathspec')}" in pins  # only the site engine needs it
    assert not any(pin.startswith("pytest") for pin in pins)


def test_a_site_that_begins_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / "kpis").mkdir()
    (tmp_path / "thesis.txt").write_text("precious")
    (tmp_path / "mkdocs.yml").write_text("mine")
    result = run("init", tmp_path)
    assert result.exit_code == 2
    assert result.output.endswith("has already: mkdocs.yml.\n")
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["kpis", "mkdocs.yml", "thesis.txt"]
    (tmp_path / "mkdocs.yml").unlink()
    assert run("init", tmp_path).exit_code == 0
    assert (tmp_path / "thesis.txt").read_text() == "precious"


def test_new_files_have_the_next_id_and_a_name_for_the_eye(root: Path) -> None:
    run("new", "recommendation", 'Émile: "lend" more! #1', "--root", root)
    path = root / "recommendations/R02-emile-lend-more-1.yaml"
    assert 'title: "Émile: \\"lend\\" more! #1"' in path.read_text("utf-8")
    run("new", "kpi", "借書", "--recommendation", "R01", "--root", root)
    assert (root / "kpis/K03-untitled.yaml").is_file()


NEW_KPI = "kpis/K03-third.yaml"


@pytest.mark.parametrize("rule", RULE_TYPES)
def test_a_new_kpi_only_lacks_what_is_to_be_filled_in(root: Path, rule: str) -> None:
    result = run("new", "kpi", "Third", "--recommendation", "R01", "--rule", rule, "--root", root)
    assert result.exit_code == 0, result.output
    codes = {(problem.file, problem.code) for problem in load(root).problems}
    assert codes - {(NEW_KPI, "more-problems")} == {(NEW_KPI, "field-empty")}


def test_a_new_recommendation_only_lacks_what_is_to_be_filled_in(root: Path) -> None:
    run("new", "recommendation", "Buy books", "--root", root)
    codes = {(problem.file, problem.code) for problem in load(root).problems}
    assert codes == {("recommendations/R02-buy-books.yaml", "field-empty")}


def test_a_new_office_only_lacks_its_name(root: Path) -> None:
    assert run("new", "office", "QN", "--root", root).exit_code == 0
    (problem,) = load(root).problems
    assert (problem.file, problem.line, problem.code) == (
        "offices/QN/office.yaml",
        5,
        "field-empty",
    )
    change(root / "offices/QN/office.yaml", "name:", "name: Library of N")
    office = load(root).content
    assert office is not None
    assert office.offices["QN"].fictional
    assert office.offices["QN"].audience == "own"


def test_a_new_assessment_asks_everything_and_is_valid(root: Path) -> None:
    (root / "offices/QM/2026.yaml").unlink()
    assert run("new", "assessment", "QM", "2026", "--root", root).exit_code == 0
    assert run("check", "--root", root).exit_code == 0
    content = load(root).content
    assert content is not None
    assessment = content.assessments[AssessmentKey("QM", "2026")]
    assert assessment.status == "draft"
    asked = {check.id: "not_assessed" for _, check in content.kpis["K01"].rule.each_check()}
    assert len(asked) == 8
    assert assessment.answers["K01"].checks == asked
    assert assessment.answers["K02"].answer == "not_assessed"
    text = (root / "offices/QM/2026.yaml").read_text("utf-8")
    assert "    # Books that were lent.\n    # numerator:\n" in text
    assert "    # For level 4: how it was before, 6 to 36 months older.\n" in text
    assert "    # before: {numerator: , denominator: , as_of: }\n" in text
    assert "    # change: {what: , date: }\n" in text
    assert "or none: there is\n# nothing of the kind" in text
    assert "#   focus: [catalogue, shelves]\n" in text


def test_a_new_kpi_may_belong_to_a_recommendation_that_is_not_finished(root: Path) -> None:
    run("new", "recommendation", "Design with threats in mind", "--root", root)
    assert run("new", "kpi", "Threats", "--recommendation", "R02", "--root", root).exit_code == 0
    assert "recommendation: R02\n" in (root / "kpis/K03-threats.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("file", "field"),
    [
        ("kpis/K02-books-lent.yaml", "title:"),
        ("recommendations/R01-lend-books.yaml", "title:"),
        ("cycles/2026.yaml", "title:"),
        ("offices/QM/office.yaml", "name:"),
    ],
)
def test_a_new_assessment_waits_until_all_that_it_asks_is_finished(
    root: Path, file: str, field: str
) -> None:
    (root / "offices/QM/2026.yaml").unlink()
    text = (root / file).read_text("utf-8")
    (root / file).write_text(re.sub(rf"^{field}.*$", field, text, flags=re.MULTILINE), "utf-8")
    result = run("new", "assessment", "QM", "2026", "--root", root)
    assert result.exit_code == 2
    assert f"questions would be missing: {file}." in result.output
    assert not (root / "offices/QM/2026.yaml").exists()


def test_a_new_assessment_does_not_wait_for_what_it_does_not_ask(root: Path) -> None:
    (root / "offices/QM/2026.yaml").unlink()
    change(root / "cycles/2026.yaml", "edition:", "kpis: [K01]\nedition:")
    run("new", "kpi", "Third", "--recommendation", "R01", "--root", root)
    run("new", "office", "QN", "--root", root)
    assert run("new", "assessment", "QM", "2026", "--root", root).exit_code == 0
    assert "  K01:" in (root / "offices/QM/2026.yaml").read_text("utf-8")


def test_a_new_assessment_leaves_out_what_does_not_apply(root: Path) -> None:
    (root / "offices/QM/2026.yaml").unlink()
    change(root / "kpis/K02-books-lent.yaml", "size: [small, large]", "size: [large]")
    change(root / "kpis/K01-lending-plan.yaml", "lifecycle: adopted", "lifecycle: retired")
    assert run("new", "assessment", "QM", "2026", "--root", root).exit_code == 0
    text = (root / "offices/QM/2026.yaml").read_text("utf-8")
    assert "By the office's profile this KPI does not apply." in text
    assert "K01" not in text
    assert "answers: {}\n" in text
    assert load(root).problems == ()


def test_new_never_overwrites(root: Path) -> None:
    before = (root / "offices/QM/2026.yaml").read_bytes()
    result = run("new", "assessment", "QM", "2026", "--root", root)
    assert result.exit_code == 2
    assert "exists already" in result.output
    assert (root / "offices/QM/2026.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["office", "ZZ"], "does not list the code"),
        (["assessment", "QX", "2026"], "ict-maturity new office QX"),
        (["assessment", "QM", "2020"], 'There is no round "2020". Rounds: 2026.'),
        (["kpi", "A", "--recommendation", "R09"], 'There is no Recommendation "R09".'),
        (["recommendation", "  "], "expected one line"),
        (["recommendation", "a\x1b[2J"], "expected one line"),
    ],
)
def test_new_refuses_what_makes_no_sense(root: Path, arguments: list[str], words: str) -> None:
    result = run("new", *arguments, "--root", root)
    assert result.exit_code == 2
    assert words in result.output


def test_new_needs_a_readable_framework(root: Path) -> None:
    (root / "offices/codes.yaml").unlink()
    result = run("new", "office", "QN", "--root", root)
    assert result.exit_code == 1
    assert "offices/codes.yaml  file-missing" in result.output


@pytest.mark.parametrize("command", ["check", "score QM", "new office QN"])
def test_an_unreadable_folder_ends_with_one_clear_line(
    root: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    monkeypatch.setattr(os, "scandir", refuse)
    result = run(*command.split(), "--root", root)
    assert result.exit_code == 2
    assert result.output == f"Error: Permission denied: {root / 'recommendations'}\n"


@pytest.mark.parametrize("command", ["stage", "export", "schema", "new office QN"])
def test_a_full_disk_ends_with_one_clear_line(
    root: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, content: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_bytes", full)
    result = run(*command.split(), "--root", root)
    assert result.exit_code == 2
    assert result.output == "Error: No space left on device\n"


def test_progress_is_told_to_people_only(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("check", "--root", root).stderr == ""
    monkeypatch.setattr("ict_maturity.cli.commands.talks_to_a_person", lambda: True)
    assert run("check", "--root", root).stderr == "Reading the content …\nChecking it …\n"
