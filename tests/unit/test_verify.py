"""Verify: what was published verifies, what was changed is told, and nothing is a traceback."""

import csv
import json
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ict_maturity import __version__
from ict_maturity.aggregate import publish
from ict_maturity.export import export
from ict_maturity.score import score_all
from ict_maturity.verify import NOTHING, Difference, Place, Report
from ict_maturity.verify import verify as verify_at
from ict_maturity.verify.differences import archive_differences, parts_of
from ict_maturity.verify.folder import LARGEST_FILE
from ict_maturity.website.stage import write
from tests.english import spoken
from tests.unit.made_up import minimal_content, site_of
from tests.unit.published import run_verify
from tests.unit.score_examples import cut

Data = dict[str, Any]
R01_AT_3 = '"content_status": "confirmed", "level_shown": 3'


@pytest.fixture
def data(site: Path) -> Path:
    return site / "data" / "v1"


def verify(data: Path) -> Report:
    return verify_at(Place(data, None))


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def edit(file: Path, change: Callable[[Data], None]) -> None:
    """Load JSON, change it, and write it in another layout than the export's."""
    data = json.loads(file.read_text("utf-8"))
    change(data)
    file.write_text(json.dumps(data, indent=3, sort_keys=True), "utf-8")


def found(report: Report) -> set[tuple[str, str]]:
    assert not report.unreadable
    return {(each.file, each.path) for each in report.differences}


def reasons(report: Report) -> list[str]:
    return [f"{each.file}: {spoken(each.message)}" for each in report.unreadable]


def test_what_was_published_verifies(data: Path) -> None:
    report = verify(data)
    assert (report.differences, report.unreadable, report.unknown_files) == ((), (), ())
    assert (report.edition, report.engine_version) == ("2026.1", __version__)
    counts = {each.kind: each.count for each in report.verified}
    content = minimal_content()
    assert counts["offices"] == len(content.offices)
    assert counts["scorecards"] == len(content.assessments)
    assert counts["rounds"] == len(content.cycles)
    assert counts["rows of scores.csv"] == 4 * len(content.assessments)
    assert report.not_recomputable == ()


@pytest.mark.parametrize("place", ["", "data/v1", "."])
def test_a_site_or_its_data_folder_is_named(site: Path, place: str) -> None:
    result = run_verify(site / place)
    assert result.exit_code == 0, result.output
    assert "Equal" in result.output


def test_results_under_an_older_edition_verify(tmp_path: Path) -> None:
    content = cut(minimal_content(), "2026.1")
    later = {"edition": "2027.1", "edition_date": date(2027, 6, 30)}
    framework = content.framework.model_copy(update=later)
    write(tmp_path, export(site_of(replace(content, framework=framework))))
    data = tmp_path / "data" / "v1"
    assert found(verify(data)) == set()
    assert verify(data).edition == "2027.1"
    edit(data / "editions/2026.1.json", lambda data: data["kpis"][0].update(title="Other"))
    paths = found(verify(data))
    assert ("editions/2026.1.json", "framework_digest") in paths
    assert ("offices/hv.json", "scorecards.2026.input_digest") in paths
    assert ("framework.json", "framework_digest") not in paths
    edit(data / "editions/2026.1.json", lambda data: data["cut"].update(edition="2025.1"))
    assert "editions/2026.1.json: Expected the edition 2026.1 here." in reasons(verify(data))


def test_layout_and_the_spelling_of_numbers_do_not_matter(data: Path) -> None:
    for file in sorted(data.rglob("*.json")):
        edit(file, lambda data: None)
    change(data / "offices/hv.json", '"numerator": 822', '"numerator": 822.0')
    text = (data / "kpis.json").read_text("utf-8")
    spelled = re.sub(r'("valid_for_months": )(\d+)', r"\1\2.0", text)
    assert spelled != text
    (data / "kpis.json").write_text(spelled, "utf-8")
    assert found(verify(data)) == set()


def test_a_level_that_was_flipped(data: Path) -> None:
    change(data / "offices/hv.json", R01_AT_3, R01_AT_3.replace("3", "4"))
    (each,) = verify(data).differences
    assert each == Difference(
        "scorecards", "offices/hv.json", "scorecards.2026.recommendations.R01.level_shown", 4, 3
    )


def test_a_score_that_was_changed_in_the_table(data: Path) -> None:
    file = data / "scores.csv"
    rows = list(csv.reader(StringIO(file.read_text("utf-8"))))
    column = rows[0].index("score_shown")
    before, rows[3][column] = rows[3][column], "99.0000"
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(rows)
    (each,) = verify(data).differences
    assert each.kind == "rows of scores.csv"
    assert each.path.endswith(", score_shown")
    assert (each.published, each.recomputed) == ("99.0000", before)


def test_an_answer_that_was_dropped(data: Path) -> None:
    edit(data / "offices/hv.json", lambda data: data["assessments"][1]["answers"].pop("K02"))
    report = verify(data)
    paths = found(report)
    assert ("offices/hv.json", "scorecards.2026.input_digest") in paths
    assert ("offices/hv.json", "scorecards.2026.kpis.K02.level_shown") in paths
    assert ("answers.csv", "HV 2026 K02 numerator") in paths
    assert any(file == "results/2026.json" for file, _ in paths)
    row = next(each for each in report.differences if each.file == "answers.csv")
    assert row.recomputed is NOTHING


def test_a_cut_point_that_was_moved(data: Path) -> None:
    def move(data: Data) -> None:
        rule = next(kpi["rule"] for kpi in data["kpis"] if kpi["id"] == "K02")
        rule["cut_points"]["4"] = rule["cut_points"]["3"] + 0.001

    edit(data / "kpis.json", move)
    paths = found(verify(data))
    assert ("framework.json", "framework_digest") in paths
    assert ("offices/hv.json", "scorecards.2026.kpis.K02.level_shown") in paths


def test_a_weight_that_was_changed(data: Path) -> None:
    edit(data / "kpis.json", lambda data: data["kpis"][0].update(weight=3))
    paths = found(verify(data))
    assert ("framework.json", "framework_digest") in paths
    assert ("offices/hv.json", "scorecards.2026.kpis.K01.weight") in paths
    assert ("offices/lm.json", "scorecards.2026.input_digest") in paths


def test_a_digest_that_was_edited(data: Path) -> None:
    def edited(data: Data) -> None:
        data["scorecards"][0]["input_digest"] = "0" * 64

    edit(data / "offices/lm.json", edited)
    (each,) = verify(data).differences
    assert (each.kind, each.published) == ("input digests", "0" * 64)


def test_true_is_not_one(data: Path) -> None:
    change(data / "offices/hv.json", '"published": true', '"published": 1')
    assert len(verify(data).differences) == 1


def test_results_of_a_round_that_were_changed(data: Path) -> None:
    edit(data / "results/2026.json", lambda data: data.update(asked=3, reporting=1))
    assert found(verify(data)) == {
        ("results/2026.json", "asked"),
        ("results/2026.json", "reporting"),
    }


def test_rows_that_are_missing_twice_or_in_another_order(data: Path) -> None:
    file = data / "answers.csv"
    lines = file.read_text("utf-8").splitlines(keepends=True)
    file.write_text("".join([lines[0], lines[2], lines[1], *lines[3:]]), "utf-8")
    assert found(verify(data)) == {("answers.csv", "the order of rows")}
    file.write_text("".join([*lines[:-1], lines[1]]), "utf-8")
    twice, missing = sorted(path for _, path in found(verify(data)))
    assert twice.endswith("(2)")
    assert not missing.endswith("(2)")
    file.write_text(lines[0].replace("value", "worth") + "".join(lines[1:]), "utf-8")
    assert found(verify(data)) == {("answers.csv", "header")}


def repacked(workbook: Path, change: Callable[[str, bytes], bytes], level: int) -> None:
    """Write the workbook anew with its parts changed, packed as another program may do it."""
    with ZipFile(workbook) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    with ZipFile(workbook, "w", ZIP_DEFLATED, compresslevel=level) as made:
        for name, part in parts.items():
            made.writestr(name, change(name, part))


def test_how_a_workbook_is_packed_does_not_matter(data: Path) -> None:
    before = (data / "scores.xlsx").read_bytes()
    repacked(data / "scores.xlsx", lambda _, part: part, level=1)
    assert (data / "scores.xlsx").read_bytes() != before
    assert found(verify(data)) == set()


def test_a_score_that_was_changed_in_the_workbook(data: Path) -> None:
    sheet = "xl/worksheets/sheet1.xml"

    def change(name: str, part: bytes) -> bytes:
        return part.replace(b"<v>75</v>", b"<v>76</v>", 1) if name == sheet else part

    repacked(data / "scores.xlsx", change, level=6)
    assert found(verify(data)) == {("scores.xlsx", sheet)}


def test_the_archive_holds_what_the_data_give_or_what_lies_beside_it(data: Path) -> None:
    """A round may have rows that nobody can compute again; it is compared by itself."""
    name = "data-2026.1/results/2026.json"

    def other(path: str, part: bytes) -> bytes:
        return part.replace(b"2026", b"2027", 1) if path == name else part

    repacked(data / "everything.zip", other, level=6)
    assert found(verify(data)) == {("everything.zip", name)}
    with ZipFile(data / "everything.zip") as archive:
        (data / "results/2026.json").write_bytes(archive.read(name))
    assert "everything.zip" not in {file for file, _ in found(verify(data))}
    (data / "everything.zip").write_bytes(b"PK")
    assert ("everything.zip", "") in found(verify(data))


def test_parts_that_a_workbook_does_not_have(data: Path) -> None:
    with ZipFile(data / "scores.xlsx", "a") as opened:
        opened.writestr("xl/macros.bin", b"0" * 10_000)
    (each,) = verify(data).differences
    assert (each.path, each.recomputed) == ("xl/macros.bin", NOTHING)


@pytest.mark.parametrize(
    "harm", [b"", b"PK", b"x" * 100, b"PK\x05\x06" + b"\xff" * 18, b"0" * 10_000_000]
)
def test_what_is_no_workbook_differs(data: Path, harm: bytes) -> None:
    (data / "scores.xlsx").write_bytes(harm)
    assert found(verify(data)) == {("scores.xlsx", "")}


def test_no_byte_put_into_a_workbook_goes_unseen(data: Path) -> None:
    """Only what says how it is packed may be another."""
    whole = (data / "scores.xlsx").read_bytes()
    for place in range(0, len(whole), len(whole) // 200):
        harmed = whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :]
        told = list(archive_differences(harmed, whole))
        assert told or dict(parts_of(harmed)) == dict(parts_of(whole))


@pytest.mark.parametrize("file", ["scores.csv", "results/2025.json", "schemas/kpi.schema.json"])
def test_a_file_that_is_missing_differs(data: Path, file: str) -> None:
    (data / file).unlink()
    assert found(verify(data)) == {(file, "")}


def test_files_that_the_data_do_not_give(data: Path) -> None:
    (data / "offices/zz.json").write_text("{}")
    (data / "results/2031.json").write_text("{}")
    (data / "notes.txt").write_text("Hello")
    (data / ".hidden").write_text("Hello")
    report = verify(data)
    assert found(report) == {("offices/zz.json", ""), ("results/2031.json", "")}
    assert report.unknown_files == ("notes.txt",)
    assert "notes.txt" in run_verify(data).output


Harm = Callable[[Path], object]


def framework(**values: object) -> Harm:
    return lambda data: edit(data / "framework.json", lambda found: found.update(values))


def office(change: Callable[[Data], object]) -> Harm:
    return lambda data: edit(data / "offices/hv.json", lambda found: void(change(found)))


def void(_: object) -> None:
    """For a change that also returns something."""


def linked(data: Path) -> None:
    (data / "kpis.json").rename(data.parent / "kpis.json")
    (data / "kpis.json").symlink_to(data.parent / "kpis.json")


def linked_folder(data: Path) -> None:
    (data / "offices").rename(data.parent / "offices")
    (data / "offices").symlink_to(data.parent / "offices")


def huge(data: Path) -> None:
    with (data / "kpis.json").open("r+b") as file:
        file.truncate(100_000_000)


def pipe(data: Path) -> None:
    (data / "kpis.json").unlink()
    os.mkfifo(data / "kpis.json")


HARMS: dict[str, tuple[Harm, str]] = {
    "broken": (lambda d: change(d / "kpis.json", "[", ""), "kpis.json: Line "),
    "not UTF-8": (
        lambda d: (d / "kpis.json").write_bytes(b'{"kpis": "\xff"}'),
        "kpis.json: The byte 0xff at 10 is not UTF-8.",
    ),
    "huge": (
        huge,
        f"kpis.json: The file has 100,000,000 bytes; at most {LARGEST_FILE:,} are read.",
    ),
    "missing": (
        lambda d: (d / "offices/hv.json").unlink(),
        "offices/hv.json: The file is missing.",
    ),
    "link": (linked, "kpis.json: This is a symbolic link; only real files are read."),
    "linked folder": (linked_folder, "offices/hv.json: This is a symbolic link"),
    "pipe": (pipe, "kpis.json: Expected a file here."),
    "deep": (
        lambda d: (d / "kpis.json").write_text('{"kpis":' + "[" * 100_000),
        "kpis.json: It is nested too deep to be read.",
    ),
    "deep for the model": (
        lambda d: (d / "kpis.json").write_text(
            '{"kpis":[' + '{"a":' * 900 + "1" + "}" * 900 + "]}"
        ),
        "kpis.json: kpis.0",
    ),
    "key twice": (
        lambda d: change(d / "offices/hv.json", '"reported"', '"fictional": false, "reported"'),
        'offices/hv.json: This is not JSON: the key "fictional" is given twice in one object.',
    ),
    "no number": (
        lambda d: change(d / "offices/hv.json", '"numerator": 822', '"numerator": NaN'),
        "offices/hv.json: This is not JSON: NaN is not a number.",
    ),
    "endless number": (
        lambda d: change(d / "offices/hv.json", '"numerator": 822', '"numerator": 1e999'),
        "offices/hv.json: assessments.2026: answers.K02.numerator: input should be a finite number",
    ),
    "number of many digits": (
        lambda d: change(d / "offices/hv.json", "822", "8" * 5000),
        "offices/hv.json: This is not JSON: Exceeds the limit",
    ),
    "a list": (lambda d: (d / "kpis.json").write_text("[]"), "Expected an object with fields."),
    "no list": (framework(offices={}), "framework.json: Expected a list called offices."),
    "path out": (
        framework(offices=[{"code": "../../HV"}]),
        'framework.json: offices: "../../HV" is no office\'s code.',
    ),
    "no code": (framework(offices=[3]), 'framework.json: offices: "0" is no office\'s code.'),
    "cycle twice": (
        lambda d: edit(d / "framework.json", lambda f: f["cycles"].append(f["cycles"][0])),
        "framework.json: 2025 is listed twice.",
    ),
    "own": (
        office(lambda d: d["office"].update(audience="own")),
        "offices/hv.json: Expected the public office HV here.",
    ),
    "draft": (
        office(lambda d: d["assessments"][1].update(status="draft")),
        "offices/hv.json: assessments.2026: expected one submitted assessment of the round.",
    ),
    "extra field": (
        office(lambda d: d["assessments"][1].update(secret="x")),
        'offices/hv.json: assessments.2026: There is no field "secret".',
    ),
    "refused by check": (
        office(lambda d: d["assessments"][1]["answers"]["K02"].update(denominator=0)),
        "offices/hv.json: denominator-zero: ",
    ),
    "unknown Recommendation": (
        lambda d: change(d / "kpis.json", '"recommendation": "R02"', '"recommendation": "R09"'),
        "kpis.json: recommendation-not-found: ",
    ),
}


@pytest.mark.parametrize("name", HARMS)
def test_what_cannot_be_read_is_told_and_nothing_is_computed(data: Path, name: str) -> None:
    harm, message = HARMS[name]
    (data / "manifest.json").unlink()  # It tells of a changed file before anything is read.
    harm(data)
    report = verify(data)
    assert any(message in reason for reason in reasons(report)), reasons(report)
    assert report.verified == ()
    result = run_verify(data)
    assert result.exit_code == 2
    assert message.partition(": ")[2] in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)


@pytest.mark.parametrize(
    ("file", "harm", "message"),
    [
        ("results/2026.json", b"{", "Line 1, column 2"),
        ("scores.csv", b"\xfe", "The byte 0xfe at 0 is not UTF-8."),
        ("answers.csv", b'"' + b"x" * 200_000 + b'"', "This is no table: field larger"),
    ],
)
def test_the_rest_is_verified_when_a_computed_file_cannot_be_read(
    data: Path, file: str, harm: bytes, message: str
) -> None:
    (data / "manifest.json").unlink()
    (data / file).write_bytes(harm)
    report = verify(data)
    (each,) = report.unreadable
    assert each.file == file
    assert spoken(each.message).startswith(message)
    assert report.differences == ()
    assert {each.kind for each in report.verified} >= {"offices", "scorecards"}
    assert run_verify(data).exit_code == 2


def test_other_places_are_told_what_to_name(published: Path, tmp_path: Path) -> None:
    for name in ("2026.1", "2027.1"):
        shutil.copytree(published, tmp_path / "all" / name)
    (tmp_path / "empty").mkdir()
    for place, words in (
        ("https://example.org/ict", "is an address. Nothing is read from the network"),
        (tmp_path / "all", "holds several editions. Name the folder of one: 2026.1, 2027.1."),
        (tmp_path / "empty", "holds no published data"),
        (tmp_path / "nowhere", "There is no folder"),
        (tmp_path / "all" / "2026.1" / "data" / "v1" / "kpis.json", "There is no folder"),
    ):
        result = run_verify(place)
        assert result.exit_code == 2
        assert words in result.output
    assert run_verify(tmp_path / "all" / "2026.1").exit_code == 0


def test_another_version_of_the_engine_is_told(tmp_path: Path) -> None:
    content = minimal_content()
    write(tmp_path, export(publish(content, score_all(content), "9.9.9")))
    data = tmp_path / "data" / "v1"
    result = run_verify(data)
    assert result.exit_code == 3, result.output
    assert "computed by ict-maturity 9.9.9" in result.output
    assert "Not verified by the version that computed it." in result.output
    assert f"This is ict-maturity {__version__}. A difference may come from that" in result.output
    change(data / "offices/hv.json", "9.9.9", "1.1.1")
    assert found(verify(data)) == {("offices/hv.json", "engine_version")}


def test_json_says_the_same(data: Path) -> None:
    change(data / "offices/hv.json", R01_AT_3, R01_AT_3.replace("3", "null"))
    (data / "scores.csv").unlink()
    result = run_verify(data, "--format", "json")
    assert result.exit_code == 1
    told = json.loads(result.output)
    assert [
        (each["path"], each["published"], each["recomputed"]) for each in told["differences"]
    ] == [
        ("scorecards.2026.recommendations.R01.level_shown", "null", "3"),
        ("", "nothing", '"a file"'),
    ]
    assert told["this_engine_version"] == __version__
    assert {each["kind"] for each in told["verified"]} >= {"offices", "scorecards"}
    assert told["not_recomputable"] == []


def test_many_differences_and_long_values_are_cut_off(data: Path) -> None:
    rows = (data / "answers.csv").read_text("utf-8").splitlines()
    more = [rows[1].replace("HV", f"\x1b[31m{number}") for number in range(150)]
    (data / "answers.csv").write_text("\n".join([*rows, *more, "x" * 5000]) + "\n", "utf-8")
    result = run_verify(data)
    assert result.exit_code == 1
    assert "and 51 more; --format json tells all of them" in result.output
    assert "\x1b" not in result.output
    assert max(map(len, result.output.splitlines())) < 400


FILES = (
    "framework.json",
    "kpis.json",
    "recommendations.json",
    "offices/hv.json",
    "offices/lm.json",
    "results/2026.json",
    "scores.csv",
    "answers.csv",
)
VALUES: tuple[object, ...] = (
    None,
    True,
    -1,
    5,
    10**30,
    "",
    "R99",
    "K01",
    [],
    {},
    [[]],
    {"x": [1]},
)


@given(st.data())
@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_value_put_anywhere_ends_in_a_traceback(
    published: Path, tmp_path: Path, data: st.DataObject
) -> None:
    folder = tmp_path / "fuzzed"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(published / "data" / "v1", folder)
    name = data.draw(st.sampled_from(FILES))
    file = folder / name
    before = file.read_text("utf-8")
    way: list[object] = []
    if name.endswith(".json"):
        found = json.loads(before)
        part: Any = found
        key: Any = None
        while True:
            keys = list(part) if isinstance(part, dict) else list(range(len(part)))
            if not keys:
                break
            key = data.draw(st.sampled_from(keys))
            way.append(key)
            if not isinstance(part[key], (dict, list)) or not part[key] or data.draw(st.booleans()):
                break
            part = part[key]
        if key is not None:
            part[key] = data.draw(st.sampled_from(VALUES))
        file.write_text(json.dumps(found), "utf-8")
    else:
        place = data.draw(st.integers(0, len(before)))
        file.write_text(before[:place] + data.draw(st.text()) + before[place:], "utf-8", newline="")
    report = verify(folder)
    if name.startswith("offices/") and way[0] in ("scorecards", "trends"):
        same = json.dumps(json.loads(before)) == file.read_text("utf-8")
        assert same or report.differences or report.unreadable
    assert run_verify(folder).exit_code in (0, 1, 2)
