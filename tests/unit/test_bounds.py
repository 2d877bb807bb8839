"""However large or wrong a file is, the work and what is told of it stay small."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from ict_maturity.check import check
from ict_maturity.check.markdown import READER, text_is_safe
from ict_maturity.cli import main
from ict_maturity.load import Places, load
from ict_maturity.load import places as places_module
from ict_maturity.load.one_file import LARGEST_FILE
from ict_maturity.load.yaml_text import MOST_VALUES, parse_yaml
from ict_maturity.problems import (
    LONGEST_QUOTE,
    MOST_IN_ALL,
    MOST_OF_A_FILE,
    Problem,
    first_ones,
    number_of,
    short,
    wrong,
)
from tests.copies import copied
from tests.english import spoken
from tests.unit.cut_editions import write_edition

pytestmark = pytest.mark.no_cover
"""They run the same lines hundreds of times."""

BASE = Path(__file__).parent.parent / "examples" / "base"
KPI = "kpis/K01-lending-plan.yaml"
MOST_LINES = 100
LONGEST_LINE = 500
HALF = LARGEST_FILE // 2
WRONG: dict[str, Callable[[str], str]] = {
    "unknown fields": lambda kpi: kpi + "".join(f"x{i}: 1\n" for i in range(2000)),
    "long unknown fields": lambda kpi: kpi + "".join(f"{'x' * 999}{i}: 1\n" for i in range(99)),
    "one very long field": lambda kpi: kpi + "? " + "x" * HALF + "\n: 1\n",
    "a very long field twice": lambda kpi: kpi + ("? " + "x" * (HALF - 2000) + "\n: 1\n") * 2,
    "repeated fields": lambda kpi: kpi + "x: 1\n" * 5000,
    "anchors": lambda kpi: kpi + "x:\n" + "".join(f"- &a{i} b\n" for i in range(4000)),
    "a long anchor": lambda kpi: kpi + f"x: &{'a' * HALF} b\n",
    "tags": lambda kpi: kpi + "x:\n" + "- !a b\n" * 4000,
    "a long tag": lambda kpi: kpi + f"x: !{'a' * HALF} b\n",
    "fields without a name": lambda kpi: kpi + "? [a]\n: 1\n" * 3000,
    "empty objects": lambda kpi: kpi.partition("cases:")[0] + f"cases: [{'{},' * 4000}]\n",
    "values without end": lambda kpi: kpi + f"x: [{'1,' * HALF}]\n",
    "a long value": lambda kpi: kpi.replace("core: true", f"core: {'x' * HALF}"),
    "a long number": lambda kpi: kpi + f"x: {'9' * HALF}\n",
    "many long numbers": lambda kpi: kpi + f"x: [{('9' * 50 + ',') * 1000}]\n",
    "nesting": lambda kpi: kpi + "x: " + "[" * HALF,
    "unknown profile values": lambda kpi: kpi.replace(
        "core: true\n",
        f"core: true\napplies_when: {{size: [{','.join(f'a{i}' for i in range(1999))}, small]}}\n",
    ),
    "words that are not measurable": lambda kpi: kpi.replace(
        "[The plan of the whole library.]", f"[{'good adequate,' * 2000}]"
    ),
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    copied(tmp_path / "root", BASE)
    return tmp_path / "root"


def made(line: int, file: str = "a.yaml") -> Problem:
    return wrong("text-blank", field="a").at(file, line, 1)


@pytest.mark.parametrize("name", WRONG)
@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_no_file_is_told_of_on_more_than_a_hundred_lines(root: Path, name: str, form: str) -> None:
    text = WRONG[name]((root / KPI).read_text())
    assert len(text) <= LARGEST_FILE or name == "values without end"
    (root / KPI).write_text(text[:LARGEST_FILE])
    result = CliRunner().invoke(main, ["check", "--root", str(root), "--format", form])
    assert result.exit_code == 1
    assert not result.exception or isinstance(result.exception, SystemExit)
    assert result.output.count("\n") <= MOST_LINES
    assert form == "github" or max(map(len, result.output.splitlines())) <= LONGEST_LINE


def test_only_what_is_told_is_put_into_words(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def close(word: str, known: list[str], n: int) -> list[str]:
        asked.append(word)
        return get_close_matches(word, known, n)

    monkeypatch.setattr("ict_maturity.load.faults.get_close_matches", close)
    monkeypatch.setattr("ict_maturity.problems.finding.get_close_matches", close)
    kpi = (root / KPI).read_text()
    (root / KPI).write_text(WRONG["unknown fields"](kpi))
    assert number_of(load(root).problems) == 2000
    assert len(asked) == MOST_OF_A_FILE
    asked.clear()
    (root / KPI).write_text(WRONG["unknown profile values"](kpi))
    loaded = load(root)
    assert loaded.content
    assert number_of(check(loaded.content, loaded.places)) == 2000
    assert len(asked) == MOST_OF_A_FILE


def test_a_mapping_is_looked_through_once_however_often_it_is_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[yaml.Node] = []
    children = places_module.children

    def noted(node: yaml.Node) -> Mapping[str, Any]:
        asked.append(node)
        return children(node)

    monkeypatch.setattr(places_module, "children", noted)
    places = Places.of_text("a", "".join(f"x{i}: [a, b]\n" for i in range(100)))
    assert {places.at("a", (f"x{i}", 1), "key")[0] for i in range(100)} == set(range(1, 101))
    assert len(asked) == 101


def test_a_few_problems_are_all_told_and_of_very_many_the_first() -> None:
    for number in (1, MOST_OF_A_FILE, MOST_OF_A_FILE + 1):
        problems = tuple(made(line) for line in range(1, number + 1))
        assert first_ones(reversed(problems)) == problems
    problems = tuple(made(line) for line in range(1, MOST_OF_A_FILE + 3))
    *told, more = first_ones(problems)
    assert told == list(problems[:MOST_OF_A_FILE])
    assert (more.code, more.line, more.count) == ("more-problems", MOST_OF_A_FILE + 1, 2)
    assert "2 more problems in this file" in spoken(more.message)
    assert first_ones([*told, more]) == (*told, more)


def test_the_files_that_are_told_of_end_as_well() -> None:
    problems = [made(1, f"{number:05}.yaml") for number in range(10_000)]
    for number in (MOST_IN_ALL, MOST_IN_ALL + 1):
        assert first_ones(problems[:number]) == tuple(problems[:number])
    *told, more = first_ones(problems)
    assert told == problems[:MOST_IN_ALL]
    assert "9,800 more problems in 9,800 files" in spoken(more.message)
    assert number_of([*told, more]) == 10_000


def test_warnings_that_are_left_out_stop_nothing() -> None:
    warnings = [replace(made(line, "a"), severity="warning") for line in range(30)]
    assert first_ones(warnings)[-1].severity == "warning"
    assert first_ones([*warnings, made(30, "a")])[-1].severity == "error"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("x" * LONGEST_QUOTE, "x" * LONGEST_QUOTE),
        ("x" * (LONGEST_QUOTE + 1), "x" * LONGEST_QUOTE + "…"),
        ("a\n  b", "a b"),
        (" " * 1000 + "x", "…"),
        ("", ""),
    ],
)
def test_what_a_file_says_is_cut_to_fit_a_message(text: str, told: str) -> None:
    assert short(text) == told


def test_as_many_values_are_read_as_a_file_may_have() -> None:
    fitting = "x: [" + "1," * (MOST_VALUES - 3) + "]\n"
    assert not parse_yaml(fitting).faults
    (fault,) = parse_yaml(fitting.replace("[", "[1,")).faults
    assert (fault.line, fault.what.code) == (1, "file-too-large")


def test_a_long_number_is_a_name_of_its_own() -> None:
    prime = 2**61 - 1
    names = parse_yaml("".join(f"{prime * i}: 1\n" for i in range(1, 9))).data
    assert len({hash(prime * i) for i in range(1, 9)}) == 1
    assert all(isinstance(name, str) for name in names)
    assert list(parse_yaml("4: a\n123456789012345: b\n").data) == [4, 123456789012345]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("|a|b|\n|-|-|\n|c|d|\n", []),
        ("|a|b|\n|-|-|\n" + "|c|d|\n" * 500, []),
        ("|a|b|\n|-|-|\n" + "|\n" * 500, ["markdown-not-allowed"]),
        ("|" + "a|" * 99 + "\n|" + "-|" * 99 + "\n" + "|\n" * 300, ["markdown-not-allowed"]),
        ("> |" + "a|" * 99 + "\n> |" + "-|" * 99 + "\n" + "> |\n" * 300, ["markdown-not-allowed"]),
        ("a | b | c | d\n\n- " + "\n- ".join("abcdefghij"), []),
    ],
)
def test_a_table_of_empty_cells_is_refused_before_it_is_drawn(
    root: Path, monkeypatch: pytest.MonkeyPatch, text: str, codes: list[str]
) -> None:
    content = load(root).content
    assert content
    assert [finding.code for finding in text_is_safe(text, content)] == codes
    if codes:
        monkeypatch.setattr(READER, "parse", lambda text: pytest.fail("drawn"))
        assert list(text_is_safe(text, content))


def test_json_has_a_line_for_each_problem(root: Path) -> None:
    (root / KPI).write_text("x: 1\ny: 2\n")
    result = CliRunner().invoke(main, ["check", "--root", str(root), "--format", "json"])
    problems = json.loads(result.stdout)["problems"]
    assert result.stdout.count("\n") == len(problems)


@pytest.mark.parametrize(("length", "codes"), [(5000, []), (5001, ["markdown-not-allowed"])])
def test_a_paragraph_without_end_is_refused_before_it_is_drawn(
    root: Path, length: int, codes: list[str]
) -> None:
    content = load(root).content
    assert content
    text = f"Words.\n\n{'a' * length}\n\nWords."
    assert [finding.code for finding in text_is_safe(text, content)] == codes


def test_so_many_problems_that_nobody_places_them_are_one(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (root / KPI).read_text().partition("cases:")[0]
    (root / KPI).write_text(f"{text}cases: [{'{},' * 4000}]\n")
    monkeypatch.setattr(Places, "at", lambda *arguments: pytest.fail("placed"))
    (problem,) = load(root).problems
    assert (problem.line, problem.code) == (1, "more-problems")
    assert problem.count >= 4000 * 5


@pytest.mark.parametrize("more", [0, 1])
def test_an_edition_has_as_many_values_as_are_read(
    root: Path, monkeypatch: pytest.MonkeyPatch, more: int
) -> None:
    write_edition(root)
    number = (root / "editions/2026.1.content.json").read_text().count(",")
    monkeypatch.setattr("ict_maturity.load.json_text.MOST_VALUES", number - more)
    codes = [problem.code for problem in load(root).problems]
    assert codes == ["file-too-large"] * more
