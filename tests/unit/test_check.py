"""Rules where one example is not enough to show where the line lies."""

from pathlib import Path

import pytest

from ict_maturity.check import check
from ict_maturity.check.handwritten import too_much
from ict_maturity.check.markdown import fields_with_markdown, markdown_is_safe, table_is_ragged
from ict_maturity.load import load
from ict_maturity.model import (
    Assessment,
    Content,
    Framework,
    Kpi,
    Office,
    Recommendation,
    edition_order,
)
from ict_maturity.problems.finding import Guess
from ict_maturity.render.markdown import is_safe_link
from tests.copies import copied
from tests.english import spoken

BASE = Path(__file__).parent.parent / "examples" / "base"


@pytest.fixture(scope="module")
def content() -> Content:
    content = load(BASE).content
    assert content is not None
    return content


def codes_of(text: str, content: Content) -> list[str]:
    office = content.offices["QM"].model_copy(update={"about": text})
    return [finding.code for finding in markdown_is_safe(office, content)]


@pytest.mark.parametrize(
    "text",
    [
        "a < b and c > d",
        "`<script>` and &lt;script&gt;",
        "`<svg/onload=x>` and ``<svg/onload=y>``",
        "    <b>indented code</b>",
        "[a](https://example.org/x:y?z#w)",
        "<https://example.org>",
        "[a](kpis/k01.md#scope) and [b](#here)",
        "ISO 27001: data: fine",
        "a table:\n\n| a | b |\n|---|---|\n| 1 | 2 |",
        "#1 is not a heading",
        "[Note]: binding",
        "a table:\n\n> a \\| b | c\n> --|--\n> | d \\| e | f |",
        "- 1\n  - 2\n    - 3\n      - 4\n        - 5\n          - 6",
        "> " * 12 + "a",
        "```\ncode\n```",
        "[کتاب&zwnj;ها](https://fa.example/ک%E2%80%8C)",
        "rose by 5%20 to 7%, 5%",
    ],
)
def test_markdown_without_risk_passes(text: str, content: Content) -> None:
    assert codes_of(text, content) == []


@pytest.mark.parametrize(
    "text",
    [
        "<b>bold</b>",
        "a <br/> b",
        "<!-- hidden -->",
        "<?php 1 ?>",
        "<![CDATA[x]]>",
        "<!DOCTYPE html>",
        "<div>\n\nx\n\n</div>",
        "x <a href=x>y</a>",
        "> quoted <img src=x onerror=alert(1)>",
        "- item <svg/onload=alert(1)>",
    ],
)
def test_raw_html_is_refused_wherever_it_stands(text: str, content: Content) -> None:
    assert codes_of(text, content) == ["html-in-markdown"]


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "&#106;avascript:alert(1)",
        "&#x6A;avascript:alert(1)",
        "javascript&colon;alert(1)",
        "java\tscript:alert(1)",
        "java\nscript:alert(1)",
        "<java script:alert(1)>",
        "\u00a0javascript:alert(1)",
        "\u200bjavascript:alert(1)",
        "%6aavascript:alert(1)",
        "vbscript:x",
        "data:text/html,x",
        "file:///etc/passwd",
        "mailto:a@example.org",
        "//example.org",
        "/absolute",
    ],
)
def test_links_that_are_not_to_pages_are_refused(link: str, content: Content) -> None:
    assert "link-not-allowed" in codes_of(f"See [this]({link}).", content)


@pytest.mark.parametrize(
    "text", ["[a][b]\n\n[b]: vbscript:x", "[b]: javascript:x", "<javascript:alert(1)>"]
)
def test_links_in_other_forms_are_refused(text: str, content: Content) -> None:
    assert codes_of(text, content) == ["link-not-allowed"]


@pytest.mark.parametrize("text", ["# A", "A\n===", "![a](https://example.org/a.png)"])
def test_what_pages_have_no_place_for_is_refused(text: str, content: Content) -> None:
    assert codes_of(text, content) == ["markdown-not-allowed"]


@pytest.mark.parametrize(
    "text",
    [
        "~~~ binding\na\n~~~",
        "> - ```yaml\n>   a\n>   ```",
        "> " * 13 + "a",
        "- " * 7 + "a",
        "> " * 30 + "a",
        "|a|b|\n|-|-|\n|1|2|3|",
        "> - a|b\n>   -|-\n>   1|2 \\| 3|4",
        "|a|b|\n|-|-|\n|1|2|\n\n|a|\n|-|\n|1|2|",
    ],
)
def test_what_pages_would_leave_out_is_refused(text: str, content: Content) -> None:
    assert codes_of(text, content) == ["markdown-not-allowed"]


@pytest.mark.parametrize(
    "text",
    [
        "regu&#8203;lar",
        "adequ&shy;ate",
        "x &#8238;drow&#x202C;",
        "**a**&zwj;b",
        "> - a&#173;b",
        "|a|\n|-|\n|b&ZeroWidthSpace;c|",
        "[a](kpis/k&shy;01.md)",
        "[a](https://a.example/%E2%80%AE)",
        "```\n<https://a.example/%E2%80%AE>\n```",
        "```\na&shy;b\n```",
        '[a](kpis/k01.md "b&shy;c")',
    ],
)
def test_signs_that_cannot_be_seen_are_not_made_either(text: str, content: Content) -> None:
    assert codes_of(text, content) == ["control-character"]


@pytest.mark.parametrize("link", ["https://a.example/b", "http://a.example", "kpis/k01.md", "#a"])
def test_pages_and_check_agree_on_links(link: str, content: Content) -> None:
    assert codes_of(f"[a]({link})", content) == []
    assert is_safe_link(link)


def test_a_link_to_a_page_that_no_file_makes_is_refused(content: Content) -> None:
    assert codes_of("[a](kpis/k20.md)", content) == ["kpi-not-found"]
    assert codes_of("[a](recommendations/r20.md#x)", content) == ["recommendation-not-found"]


def test_markdown_fields_are_found_in_the_model() -> None:
    assert fields_with_markdown(Kpi) == ("why", "measures", "scope")
    assert fields_with_markdown(Recommendation) == ("guidance",)
    assert fields_with_markdown(Office) == ("about",)
    assert fields_with_markdown(Assessment) == ("notes", "history")
    assert fields_with_markdown(Framework) == ()


def test_editions_are_compared_as_numbers() -> None:
    assert edition_order("2026.10") > edition_order("2026.9") > edition_order("2025.12")


def test_a_hint_guesses_and_lists_but_not_without_end() -> None:
    known = [f"K{number:02}" for number in range(1, 20)]
    hint = spoken(Guess("K1", frozenset(known), "kpis/").words())
    assert hint.startswith("Did you mean K")
    assert hint.endswith("K12 and 7 more.")
    hint = spoken(Guess("y", frozenset(), "kpis/").words())
    assert hint == "Known in kpis/: none yet."


def broken(folder: Path, file: str, old: str, new: str) -> Path:
    root = folder / "root"
    copied(root, BASE)
    text = (root / file).read_text("utf-8")
    assert old in text
    (root / file).write_text(text.replace(old, new), "utf-8")
    return root


def codes_in(root: Path) -> list[str]:
    loaded = load(root)
    assert loaded.content is not None
    return [problem.code for problem in check(loaded.content, loaded.places)]


def test_a_link_to_a_file_that_cannot_be_read_is_not_reported_twice(tmp_path: Path) -> None:
    file = "recommendations/R01-lend-books.yaml"
    root = broken(tmp_path, file, "lifecycle: adopted", "lifecycle: maybe")
    assert [problem.code for problem in load(root).problems] == ["value-not-allowed"]
    assert codes_in(root) == []


def test_cases_are_not_scored_with_a_rule_that_is_broken(tmp_path: Path) -> None:
    root = broken(tmp_path, "kpis/K02-books-lent.yaml", "3: 0.8", "3: 0.4")
    assert codes_in(root) == ["thresholds-not-rising"]


def test_a_test_may_state_the_possible_level(tmp_path: Path) -> None:
    root = broken(
        tmp_path,
        "kpis/K01-lending-plan.yaml",
        "{checks: {plan-written: met, keeper-named: met, shelves-named: not_met, "
        "days-named: not_met}}, level: 1, possible_level: 2, score: 25}",
        "{answer: unknown}, level: 0, possible_level: 4, score: 0}",
    )
    assert codes_in(root) == []


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("Adequate books.", True),
        ("An inadequate book.", False),
        ("Books where\n possible.", True),
        ("Where it is possible.", False),
    ],
)
def test_words_are_matched_as_a_whole(text: str, refused: bool, content: Content) -> None:
    kpi = content.kpis["K01"]
    counting = kpi.counting.model_copy(update={"include": (text,)})
    changed = {**content.kpis, "K01": kpi.model_copy(update={"counting": counting})}
    found = check(
        Content(**{**vars(content), "kpis": changed}),
        load(BASE).places,
    )
    assert [problem.code for problem in found] == ["word-not-measurable"] * refused


def ragged(columns: int, rows: int) -> str:
    """A table whose rows have one cell each."""
    return f"|{'a|' * columns}\n|{'-|' * columns}\n" + "|a\n" * rows


@pytest.mark.parametrize(("columns", "rows", "refused"), [(60, 20, True), (4, 2, False)])
def test_a_table_has_rows_about_as_long_as_its_head(
    columns: int, rows: int, refused: bool, content: Content
) -> None:
    assert codes_of(ragged(columns, rows), content) == ["markdown-not-allowed"] * refused
    assert bool(too_much(ragged(columns, rows))) is refused


@pytest.mark.parametrize(
    ("block", "refused"),
    [
        # As many cells as signs of text divided by two, or 100, are few enough.
        ("|-" * 10 + "\n" + "\n" * 9, False),
        ("|-" * 10 + "\n" + "\n" * 10, True),
        ("|-" * 10 + "\n" + f"{'a' * 100}\n" * 10, False),
        ("a" + "|" * 10 + "\n" * 11, False),
        ("|-\n" + "|-" * 10 + "\n" * 10, True),
        ("|-" * 10 + "\n" * 19 + "a" * 361, False),
        ("|-" * 10 + "\n" * 19 + "a" * 360, True),
    ],
)
def test_few_cells_are_never_too_many(block: str, refused: bool) -> None:
    assert table_is_ragged(block) is refused
