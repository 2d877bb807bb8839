"""Bounds of hand-written pages: what is just allowed, what is just too much, and where it is."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from ict_maturity.check.handwritten import (
    DEEPEST,
    LONGEST_PART,
    MOST_LINES,
    MOST_LINES_OF_PART,
    MOST_OPENINGS,
    MOST_SIGNS,
    MOST_SIGNS_OF_PART,
    check_handwritten,
    costly_faults,
    too_much,
)
from ict_maturity.check.markdown import (
    LONGEST_BLOCK,
    MOST_NESTED,
    READER,
    all_tokens,
    parts_not_shown,
    text_is_safe,
)
from ict_maturity.check.page_template import DEEPEST as DEEPEST_VALUE
from ict_maturity.check.page_template import (
    MOST_VALUES,
    printed,
    template_fault,
)
from ict_maturity.data.outputs import Output
from ict_maturity.facts.values import Markdown
from ict_maturity.problems.finding import finding
from ict_maturity.said import Said
from tests.unit.every_field import whole

ROOT = Path(__file__).parents[2]


def id_of(phrase: Any) -> str:
    """The last part of the id of what is said."""
    assert isinstance(phrase, Said)
    return phrase.id.rpartition(".")[2]


@pytest.mark.parametrize(
    ("at_most", "more", "id"),
    [
        ("\n".join(["a"] * MOST_LINES_OF_PART), "\na", "part_lines"),
        ("a" * LONGEST_PART, "a", "part_size"),
        ("*" * MOST_SIGNS_OF_PART, "*", "part_marks"),
    ],
)
def test_a_part_has_bounds(at_most: str, more: str, id: str) -> None:
    assert too_much(at_most) is None
    what = too_much(at_most + more)
    assert what is not None
    assert id_of(what.message) == id


@pytest.mark.parametrize(
    ("line", "most", "things"),
    [
        ("a", MOST_LINES // 2, "lines"),
        ("*" * 100, MOST_SIGNS // 100, "marks"),
        ("[" * 100, MOST_OPENINGS // 100, "openings"),
    ],
)
def test_a_page_has_bounds(line: str, most: int, things: str) -> None:
    """A page of lines with an empty one between each and the next, and of one line more."""
    assert costly_faults("\n\n".join([line] * most)) == []
    ((where, what),) = costly_faults("\n\n".join([line] * (most + 1)))
    assert (where, id_of(what.message)) == (2 * most + 1, things)


@pytest.mark.parametrize("mark", ["> ", "- ", "1. "])
def test_lists_and_quotes_have_a_depth(mark: str) -> None:
    assert costly_faults(f"a\n\n{mark * DEEPEST}a") == []
    ((line, what),) = costly_faults(f"a\n\n{mark * (DEEPEST + 1)}a")
    assert (line, id_of(what.message)) == (3, "deep")


def test_a_fault_is_told_at_its_part() -> None:
    long = "b" * (LONGEST_PART + 1)
    assert [line for line, _ in costly_faults(f"a\n\n{long}\n\nc\n\n{long}")] == [3, 7]


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("docs/a.png", None),
        ("docs/a.PNG", None),
        ("docs/a.js", "unexpected-file"),
        ("docs/a.MD", "unexpected-file"),
        ("docs/a", "unexpected-file"),
    ],
)
def test_only_files_that_a_browser_shows_stand_beside_pages(file: str, code: str | None) -> None:
    found = list(check_handwritten([Output.of_text("a", "x", file)]))
    assert [(each.file, each.code) for each in found] == ([(file, code)] if code else [])


def test_a_long_ending_is_told_in_short() -> None:
    (problem,) = check_handwritten([Output.of_text("a", "x", "docs/a." + "b" * 40)])
    assert isinstance(problem.message, Said)
    assert dict(problem.message.values)["ending"] == "." + "b" * 19


@pytest.mark.parametrize(
    ("program", "id"),
    [
        ("{% call(x) kpi_example('a') %}{% endcall %}", "block"),
        ("{{ framework | upper }}", "part"),
        ("{{ count(*framework) }}", "call"),
        ("{{ count(**framework) }}", "call"),
        ("{{ framework.name.upper() }}", "call"),
        ("{{ count('kpis').a }}", "look_up"),
        ("{{ count }}", "name"),
        ("{% set framework = 1 %}", "part"),
    ],
)
def test_what_no_page_may_say_is_told_by_its_kind(program: str, id: str) -> None:
    fault = template_fault(program)
    assert fault is not None
    assert id_of(fault.what.message) == id


def test_values_are_at_most_so_many_and_so_deep() -> None:
    call = "{{ framework.name }}\n"
    assert template_fault(call * MOST_VALUES) is None
    fault = template_fault(call * (MOST_VALUES + 1))
    assert fault is not None
    assert fault.line == MOST_VALUES + 1
    # The page, the braces and the name itself stand above the first part.
    deep = "{{ framework" + ".a" * (DEEPEST_VALUE - 2) + " }}"
    assert template_fault(deep) is None
    assert template_fault(deep.replace("framework", "framework.a")) is not None


def test_the_page_on_the_code_names_the_bounds() -> None:
    page = (ROOT / "docs/development/index.md").read_text("utf-8")
    for said in (
        f"at most {MOST_VALUES} of both, {DEEPEST_VALUE} within each other",
        f"{MOST_LINES:,} lines and {MOST_SIGNS:,} marks",
        f"{MOST_OPENINGS} of which may open a link or a tag",
        f"{MOST_LINES_OF_PART} lines, {LONGEST_PART:,} characters and {MOST_SIGNS_OF_PART} marks",
        f"lists and quotes {DEEPEST} deep",
    ):
        assert said in page


def test_a_paragraph_may_be_as_long_as_a_field() -> None:
    assert TypeAdapter(Markdown).json_schema()["maxLength"] == LONGEST_BLOCK


@pytest.mark.parametrize(
    "value", ["a", 1, 0.5, Decimal(1), Fraction(1, 2), date(2026, 6, 30)], ids=repr
)
def test_texts_and_numbers_are_printed_and_what_has_parts_is_not(value: object) -> None:
    assert printed(value) is value
    for parts in ((value,), {"a": value}, None):
        with pytest.raises(ValueError, match="only a text or a number"):
            printed(parts)


def test_what_the_grammar_says_is_told_in_short() -> None:
    fault = template_fault("{% " + "a" * 300 + " %}")
    assert fault is not None
    assert isinstance(fault.what.message, Said)
    reason = str(dict(fault.what.message.values)["reason"])
    assert len(reason.removesuffix("…")) == 200


def test_what_pages_leave_out_is_told_with_how_much_is_shown() -> None:
    text = "> " * (MOST_NESTED + 1) + "a"
    tokens = list(all_tokens(READER.parse(text)))
    told = finding((), "markdown-not-allowed.nested", most=6)
    assert list(parts_not_shown(text, tokens)) == [told]


@pytest.mark.parametrize(("more", "refused"), [(0, False), (1, True)])
def test_a_paragraph_of_a_field_has_a_length(more: int, refused: bool) -> None:
    text = "a\n\n" + "b" * (LONGEST_BLOCK + more) + "\n\nc"
    assert len(list(text_is_safe(text, whole()))) == refused


def test_a_field_that_is_not_read_is_told_once() -> None:
    long = "b" * (LONGEST_BLOCK + 1)
    ragged = f"|{'a|' * 60}\n|{'-|' * 60}\n" + "|a\n" * 20
    for text in (f"{long}\n\n# A", f"{long}\n\n{ragged}", f"{ragged}\n\n# A"):
        assert len(list(text_is_safe(text, whole()))) == 1


def test_a_file_without_a_source_is_told_by_its_path() -> None:
    (problem,) = check_handwritten([Output.of_text("a.js", "x")])
    assert problem.file == "a.js"
