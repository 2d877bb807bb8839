"""Names in any script stand apart from the words around them, which keep their order."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from babel import Locale
from bs4 import BeautifulSoup
from bs4.element import NavigableString

from ict_maturity.data.search import ENTRIES
from ict_maturity.export import export
from ict_maturity.facts.answer import Evidence
from ict_maturity.model import Content, Source
from ict_maturity.model.office import FormerName
from ict_maturity.render import render
from ict_maturity.said import Name, listed, word
from ict_maturity.texts.words import Words, words_of
from tests.unit.made_up import minimal_content, site_of, with_kpi

OFFICE, EARLIER, PAPER, HOLDER = "مكتب زيبرا", "مكتب قديم", "دفتر الإعارة", "أمين"
NAMES = (OFFICE, EARLIER, PAPER, HOLDER)
APART = "\u2068{}\u2069"


def arabic_content() -> Content:
    """The example with offices, papers and keepers called by Arabic names."""
    content = minimal_content()
    before = FormerName(name=EARLIER, until=date(2026, 7, 1))
    offices = {
        code: office.model_copy(update={"name": f"{OFFICE} {code}", "formerly": (before,)})
        for code, office in content.offices.items()
    }
    paper = Evidence(title=PAPER, date=date(2026, 5, 1), holder=HOLDER)
    assessments = {
        key: assessment.model_copy(
            update={
                "answers": {
                    id: answer.model_copy(update={"evidence": (paper,)})
                    for id, answer in assessment.answers.items()
                }
            }
        )
        for key, assessment in content.assessments.items()
    }
    content = with_kpi(content, sources=(Source(title=PAPER, document="LIB/1"),))
    return replace(content, offices=offices, assessments=assessments)


def texts_with_names() -> Iterator[tuple[str, NavigableString, str]]:
    """Each text of a page in which a name stands, and the name."""
    site = site_of(arabic_content())
    for output in render(site, export(site)):
        if not output.path.endswith((".md", ".json")) or output.path == ENTRIES:
            continue
        html = json.loads(output.text)["body"] if output.path.endswith(".json") else output.text
        page = BeautifulSoup(html.rpartition("---\n")[2], "html.parser")
        for text in page.find_all(string=True):
            yield from ((output.path, text, name) for name in NAMES if name in text)


def test_a_name_is_in_an_element_of_its_own_or_between_its_signs() -> None:
    seen = set()
    for path, text, name in texts_with_names():
        is_apart = text.find_parent("bdi") is not None or f"\u2068{name}" in text
        block = text.find_parent(("h1", "h2", "h3", "td", "th", "dd", "li", "p"))
        is_alone = block is not None and block.get_text().strip() == text.strip()
        assert is_apart or is_alone, (path, str(text))
        seen.add((path.split("/")[0], name))
    assert {name for _, name in seen} == set(NAMES)
    pages = {path for path, name in seen if name == OFFICE}
    assert {"offices", "learn.md", "recommendations", "results"} <= pages


@pytest.mark.parametrize(
    ("language", "name", "is_apart"),
    [
        ("en", OFFICE, True),
        ("en", "משרד", True),
        ("en", "Zebra (מ)", True),
        ("en", "Office of Zebra (QM)", False),
        ("en", "動物園", False),
        ("ar", OFFICE, False),
        ("ar", "Office of Zebra (QM)", True),
        ("ar", "2026", False),
    ],
)
def test_only_a_name_that_runs_against_the_language_gets_signs(
    language: str, name: str, is_apart: bool
) -> None:
    said = Words({}, Locale(language)).say(Name(name))
    assert said == (APART.format(name) if is_apart else name)


def test_names_in_a_row_keep_their_order_and_each_its_signs() -> None:
    names = listed([Name(OFFICE), Name("B")], "commas")
    row = words_of("en").say(word("results.named", names=names))
    assert f"{APART.format(OFFICE)}, B" in row
