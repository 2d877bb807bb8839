"""Pages call whoever reports what the framework calls them; addresses and files say office."""

import json
import re
from collections.abc import Iterator
from itertools import islice

import pytest
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup

from ict_maturity.build import Build, build
from ict_maturity.model import Framework
from ict_maturity.texts.words import LANGUAGES, as_tuple, site_words, with_nouns
from ict_maturity.texts.words import OFFICE as OFFICES
from tests.copies import MINIMAL

OFFICE = re.compile(r".{0,40}\boffices?\b.{0,40}", re.IGNORECASE)
FILES = re.compile(r"[\w/]*\boffices?[./]\S+|\S*/office\b|[“\"]office[”\"]", re.IGNORECASE)
READ_ALOUD = ("title", "aria-label", "alt", "placeholder")


@pytest.fixture(scope="module")
def libraries() -> Build:
    """The example, in which libraries report."""
    return build(MINIMAL)


def pages(built: Build) -> Iterator[tuple[str, str]]:
    """Each page of a site as it is drawn."""
    for output in built.outputs:
        if output.path.startswith("_stamp/"):
            yield output.path, json.loads(output.text)["body"]
        elif output.path.endswith(".md"):
            yield output.path, output.text


def words_of_page(page: str) -> str:
    """What somebody reads there or hears, without names of files and fields."""
    soup = BeautifulSoup(page, "html.parser")
    for code in soup.find_all(["code", "pre"]):
        code.decompose()
    heard = [str(tag[name]) for tag in soup.find_all(True) for name in READ_ALOUD if tag.get(name)]
    return FILES.sub("", " ".join([soup.get_text(" "), *heard]))


def test_no_page_of_libraries_speaks_of_offices(libraries: Build) -> None:
    assert libraries.problems == ()
    found = {path: OFFICE.findall(words_of_page(page)) for path, page in pages(libraries)}
    assert len(found) > 15
    assert {path: words for path, words in found.items() if words} == {}


def test_pages_of_offices_do(built: Build) -> None:
    """So the test above can find one."""
    every = [*pages(built)]
    speaking = (path for path, page in every if OFFICE.search(words_of_page(page)))
    # To read a page takes long, and more than half of them are enough.
    most = len(every) // 2 + 1
    assert len([*islice(speaking, most)]) == most


@pytest.mark.parametrize("catalogue", ["pages", "columns"])
def test_no_text_of_a_page_names_offices_by_itself(catalogue: str) -> None:
    nouns = dict.fromkeys(OFFICES, "library")
    with (LANGUAGES / f"en/LC_MESSAGES/{catalogue}.po").open("rb") as file:
        texts = [form for message in read_po(file) for form in as_tuple(message.string)]
    said = [
        FILES.sub("", re.sub(r"\{\w+\}|`[^`]*`", "", with_nouns(text, nouns))) for text in texts
    ]
    assert [text for text in said if OFFICE.search(text)] == []


def test_the_noun_stands_in_every_form(libraries: Build) -> None:
    said = " ".join(words_of_page(page) for _, page in pages(libraries))
    assert all(words in said for words in ("Libraries", "libraries", "Library", "A library"))


def test_nouns_take_the_place_of_office() -> None:
    nouns = {"office": "équipe {x}", "an office": "une équipe", "offices": "équipes"}
    text = "[An office] and [offices]; [Office], [office]'s {offices} [other]"
    said = "Une équipe and équipes; Équipe (x), équipe (x)'s {offices} [other]"
    assert with_nouns(text, nouns) == said


def test_without_a_noun_of_its_own_a_site_speaks_of_offices(built: Build) -> None:
    assert built.site is not None
    framework: Framework = built.site.content.framework
    assert site_words(framework)("offices.title") == "Offices"
