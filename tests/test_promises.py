"""Every promise of pages, fields and commands has a test or a check that holds it."""

from pathlib import Path

import pytest

from tests.promises.sentences import sentences, strict_sentences
from tests.promises.sheet import PAGE, Entry, entries, faults, page

TEST = "tests/test_promises.py::test_each_promise_is_held"
HELD = Entry("It never ends.", (TEST,))
SAID = {"It never ends.": ("docs/a.md",)}


def test_each_promise_is_held() -> None:
    assert list(faults(entries(), strict_sentences())) == []


def test_the_page_is_what_the_script_writes() -> None:
    assert PAGE.read_text("utf-8") == page(entries(), strict_sentences())


@pytest.mark.parametrize(
    ("listed", "fault"),
    [
        ([], "docs/a.md: in no entry: It never ends."),
        ([HELD, HELD], "in two entries: It never ends."),
        (
            [Entry("It never ends.", (TEST,)), Entry("Gone.", (TEST,))],
            "said nowhere any more: Gone.",
        ),
        ([Entry("It never ends.")], "say who holds it, or why it is no promise: It never ends."),
        (
            [Entry("It never ends.", (TEST,), "advice")],
            "say who holds it, or why it is no promise: It never ends.",
        ),
        ([Entry("It never ends.", (), "mood")], "no such reason, mood: It never ends."),
        ([Entry("It never ends.", (f"{TEST}_not",))], f"no such test or check, {TEST}_not"),
        ([Entry("It never ends.", ("no-such-code",))], "no such test or check, no-such-code"),
        (
            [Entry("It never ends.", ("tests/no.py::test",))],
            "no such test or check, tests/no.py::test",
        ),
    ],
)
def test_what_is_wrong_with_the_sheet_is_told(listed: list[Entry], fault: str) -> None:
    assert list(faults(listed, SAID)) == [fault]


def test_a_test_or_a_check_holds_a_promise() -> None:
    assert list(faults([Entry("It never ends.", (TEST, "field-unknown"))], SAID)) == []


def test_sentences_are_found_in_every_part_of_a_page() -> None:
    text = Path(__file__).with_name("promises").joinpath("example.md").read_text("utf-8")
    assert list(sentences(text)) == [
        "It is described.",
        "A heading that must be",
        "A paragraph goes on in a second line.",
        "It has a link, which never breaks.",
        "an item only",
        "another, bold",
        "first cell",
        "second | cell",
        "A quotation cannot end.",
    ]
