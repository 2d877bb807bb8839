"""K100 comes after K99, wherever ids stand in a row."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ict_maturity.build import build
from ict_maturity.load import load
from ict_maturity.order import natural_order
from ict_maturity.problems import sorted_once, wrong
from tests.copies import copied

CHANGED = """
change_log:
  - {date: 2026-01-10, edition: "2026.1", summary: Proposed.}
"""
DIGEST = re.compile(r"\b[0-9a-f]{64}\b")


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_numbers_in_texts_are_compared_as_numbers(one: int, other: int) -> None:
    keys = [natural_order(f"kpis/K{number}-a.yaml") for number in (one, other)]
    assert (keys[0] < keys[1]) == (one < other)


@given(st.lists(st.text("K019a-/."), unique=True))
def test_the_order_is_one_order_of_all_texts(texts: list[str]) -> None:
    backwards = texts[::-1]
    assert sorted(texts, key=natural_order) == sorted(backwards, key=natural_order)
    assert len({natural_order(text) for text in texts}) == len(texts)


def with_kpis(root: Path, first: str, second: str) -> Path:
    """The example with two KPIs in place of K01; offices answer the second one first."""
    copied(root)
    for path in [*root.rglob("*.yaml"), *root.rglob("*.md")]:
        text = path.read_text()
        if path.parent.name == "kpis" and "K01" in path.name:
            path.unlink()
            for id in (first, second):
                file = path.parent / f"{id}-rules.yaml"
                file.write_text(text.replace("K01", id) + CHANGED)
            continue
        if path.parent.parent.name == "offices":
            block = re.search(r"^  K01:\n(?:    .*\n)+", text, re.MULTILINE)
            if block:
                both = "".join(block[0].replace("K01", id) for id in (second, first))
                text = text.replace(block[0], both)
        path.write_text(text.replace("K01", first).replace("k01", first.lower()))
    return root


def made(root: Path, *ids: str) -> dict[str, str]:
    """All that is made with two KPIs of these ids, with words in the place of ids and digests."""

    def hidden(text: str) -> str:
        for name, id in zip(("FIRST", "SECOND"), ids, strict=True):
            text = re.sub(rf"(?i)\b{id}\b", name, text)
        return DIGEST.sub("DIGEST", text)

    built = build(with_kpis(root, *ids))
    assert built.problems == ()
    texts = [each for each in built.outputs if not each.path.endswith((".xlsx", ".zip"))]
    return {hidden(each.path): hidden(each.text) for each in texts}


def test_every_page_and_file_has_k100_after_k99(tmp_path: Path) -> None:
    """What is made is the same as with ids of equal length, whose order nobody can get wrong."""
    known, found = made(tmp_path / "a", "K98", "K99"), made(tmp_path / "b", "K99", "K100")
    assert found.keys() == known.keys()
    assert sum("FIRST" in text and "SECOND" in text for text in known.values()) > 10
    assert [path for path in known if sized(known[path]) != sized(found[path])] == []


def sized(text: str) -> str:
    """Without the sizes and digests of files, which one sign more alters."""
    return re.sub(
        r'[0-9.,]+[\s\u202f][kM]B|"bytes": [0-9]+|sha256-[\w+/=]+|"id":"[0-9a-f]{16}"', "SIZE", text
    )


def test_files_are_read_and_problems_are_told_in_that_order(tmp_path: Path) -> None:
    content = load(with_kpis(tmp_path / "minimal", "K99", "K100")).content
    assert content is not None
    assert [*content.kpis] == ["K02", "K99", "K100"]
    files = ["kpis/K100-a.yaml", "kpis/K99-a.yaml", "kpis/K9-a.yaml"]
    told = sorted_once(wrong("file-empty").at(file) for file in files)
    assert [problem.file for problem in told] == files[::-1]


@pytest.mark.parametrize(
    ("folder", "old", "new"),
    [
        ("kpis", "K01-rules-of-lending.yaml", "K010-rules-of-lending.yaml"),
        ("cycles", "2025.yaml", "2025-10.yaml"),
    ],
)
def test_no_id_has_a_second_way_to_write_it(
    tmp_path: Path, folder: str, old: str, new: str
) -> None:
    root = copied(tmp_path / "minimal")
    (root / folder / old).rename(root / folder / new)
    codes = {problem.file: problem.code for problem in load(root).problems}
    assert codes[f"{folder}/{new}"] == "unexpected-file"
