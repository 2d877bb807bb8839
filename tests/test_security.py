"""SECURITY.md: each promise names a test that exists, and placeholders are marked as such."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "SECURITY.md").read_text("utf-8")
PROMISED = PAGE.partition("## What is promised")[2].partition("\n## ")[0]
PROMISES = [line for line in PROMISED.splitlines() if line.startswith("| ")][1:]
HOLDING = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def test_the_page_makes_promises() -> None:
    assert len(PROMISES) > 10


@pytest.mark.parametrize("promise", PROMISES, ids=lambda line: line.split("|")[1].strip()[:60])
def test_each_promise_is_held_by_a_test(promise: str) -> None:
    holding = HOLDING.findall(promise)
    assert holding
    for file, name in holding:
        assert re.search(rf"^def {name}\(", (ROOT / file).read_text("utf-8"), re.MULTILINE), name


def test_the_address_is_marked_as_long_as_it_is_a_placeholder() -> None:
    (domain,) = re.findall(r"[\w.]+@([\w.]+\w)", PAGE)
    assert (domain == "example.org") == ("PLACEHOLDER" in PAGE)


def test_one_sentence_stands_on_a_line() -> None:
    prose = [line for line in PAGE.splitlines() if line and line[0] not in "|#-"]
    assert [line for line in prose if re.search(r"[.!?] [A-Z]", line)] == []
