"""A site in a language that nobody speaks: every word is translated, has room and is mirrored."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from bs4 import BeautifulSoup, Tag
from playwright.sync_api import Browser, ViewportSize

from ict_maturity.website.engine import build_site
from tests.copies import copied
from tests.english import spoken
from tests.once import once
from tests.site.pseudo import ACCENTED, LANGUAGE, with_pseudo_language
from tests.site.sites import ROOT
from tests.site.visit import DESK, visiting

pytestmark = pytest.mark.site
OURS = ".ictm, .md-banner, .md-source__repository"
SAID = ("alt", "aria-label", "data-ictm-latest", "data-words", "label", "placeholder", "title")
"""Attributes that people read or hear."""
TRANSLATED = re.compile(rf"\S*[{ACCENTED}ø]\S*")
NO_WORDS = re.compile(r"https?://\S+|\S*\.(?:json|csv|xlsx|yaml|md)\b|[\d{}]")
PHONE = 360
PUBLIC = "https://example.org/lending/"

OUT_OF_PLACE = """() => {
  const found = [], width = document.documentElement.clientWidth;
  const away = (box) => box.width && box.height && (box.left < -1 || box.right > width + 1);
  const inBox = (element) => element.closest(".ictm-scroll, .ictm-hidden");
  for (const element of document.querySelectorAll(".ictm *")) {
    if (!inBox(element) && away(element.getBoundingClientRect()))
      found.push(`beside the page: ${element.tagName} ${element.textContent.trim().slice(0, 60)}`);
  }
  for (const picture of document.querySelectorAll(".ictm svg")) {
    const boxes = [...picture.querySelectorAll("text")].map((text) => text.getBoundingClientRect());
    const texts = [...picture.querySelectorAll("text")].map((text) => text.textContent);
    boxes.forEach((a, i) => boxes.forEach((b, j) => {
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (i < j && across > 1 && down > 3) found.push(`over each other: ${texts[i]}, ${texts[j]}`);
    }));
  }
  const over = document.documentElement.scrollWidth - width;
  if (over > 0) found.push(`the page is ${over} wider than the screen`);
  return found;
}"""


@pytest.fixture(scope="module")
def pseudo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example in the pseudo-language: its root, with the site in it."""
    return once(tmp_path_factory, "pseudo", make_pseudo) / "minimal"


def make_pseudo(folder: Path) -> None:
    """Follow the recipe for a new language in a copy of the package, and build with it."""
    root = copied(folder / "minimal")
    with (root / "framework.yaml").open("a") as file:
        file.write(f"languages: [{LANGUAGE}]\n")
    page = (ROOT / "docs/development/index.md").read_text()
    recipe = re.search(r'```bash title="A new language"\n(.*?)```', page, re.DOTALL)
    assert recipe is not None
    with_pseudo_language(folder / "package", recipe[1])
    command(root, "build")


def command(root: Path, *words: str, code: int = 0) -> str:
    """What a command of the package that knows the pseudo-language prints."""
    ended = subprocess.run(
        [sys.executable, "-c", "from ict_maturity.cli import main; main()", *words],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root.parent / "package/src")},
        capture_output=True,
        text=True,
    )
    assert ended.returncode == code, ended.stderr
    return ended.stdout


def strings(value: Any) -> Iterator[str]:
    """All texts of a YAML file, keys included."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from (str(key), *strings(each))
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)
    else:
        yield str(value)


def content_of(root: Path) -> str:
    """All that the people of the site wrote, and what is English everywhere, in one line.

    That are the names of data files and the fields of the model, whose descriptions are those of
    the JSON Schemas, the field reference and the code.
    """
    data = root / "site/data/v1"
    names = [part for file in sorted(data.rglob("*.*")) for part in file.name.split(".")]
    fields = [file.read_text() for file in sorted((data / "schemas").glob("*.schema.json"))]
    files = [root / "mkdocs.yml", *sorted(root.glob("*.yaml")), *sorted(root.glob("*/**/*.yaml"))]
    texts = (strings(yaml.load(file.read_text(), yaml.BaseLoader)) for file in files)
    return " ¶ ".join(
        (*names, *fields, *(" ".join(text.split()) for each in texts for text in each))
    )


def generated(root: Path) -> Iterator[tuple[str, Path]]:
    """The pages that were not written by hand, by their address."""
    for file in sorted((root / "site").rglob("index.html")):
        address = file.relative_to(root / "site").as_posix().removesuffix("index.html")
        if not (root / "docs" / f"{address.rstrip('/')}.md").exists():
            yield address, file


@cache
def generated_pages(root: Path) -> Sequence[tuple[str, BeautifulSoup]]:
    """The same, read once."""
    pages = generated(root)
    return [(address, BeautifulSoup(file.read_text(), "html.parser")) for address, file in pages]


def said_in(part: Tag) -> Iterator[str]:
    """All that a part of a page says to people, but for code."""
    for text in part.find_all(string=True):
        if text.parent is not None and text.parent.name not in ("script", "style", "code"):
            yield str(text)
    for element in part.find_all(True):
        yield from (str(element[name]) for name in SAID if element.has_attr(name))


def untranslated(said: str, content: str) -> list[str]:
    """The words of a text that are in plain letters and in no content."""
    pieces = re.split(r"[.,;:()“”/·\u2068\u2069]", TRANSLATED.sub("¶", NO_WORDS.sub("¶", said)))
    words = (" ".join(each.split()) for piece in pieces for each in piece.split("¶"))
    return [each for each in words if re.search("[A-Za-z]{2}", each) and each not in content]


def test_every_word_of_a_generated_page_is_translated(pseudo: Path) -> None:
    content = content_of(pseudo)
    found = {
        (address, words)
        for address, page in generated_pages(pseudo)
        for part in page.select(OURS)
        for said in said_in(part)
        for words in untranslated(said, content)
    }
    assert found == set()


def test_every_word_of_a_report_and_of_release_notes_is_translated(pseudo: Path) -> None:
    changed = copied(pseudo.parent / "changed", pseudo)
    kpi = changed / "kpis/K02-books-back-in-time.yaml"
    kpi.write_text(kpi.read_text().replace("floor: 0", "floor: 0.1"))
    command(changed, "edition", "cut", "2026.1")
    notes = (changed / "editions/2026.1.notes.md").read_text()
    # The change is declared nowhere, of which the report tells too.
    report = command(changed, "impact", str(pseudo), str(changed), code=1)
    content = content_of(pseudo)
    for text in (notes, report):
        lines = (re.sub(r"(`+).*?\1(?!`)|^[|].*$|[*]", "", line) for line in text.splitlines())
        assert [words for line in lines for words in untranslated(line, content)] == []
        assert TRANSLATED.search(text)


def test_what_is_not_translated_would_be_found() -> None:
    assert untranslated("Ļéṽéļ ø 3 of the Recommendation", "Lend to everyone.") == [
        "of the Recommendation"
    ]


def test_pages_say_their_language_and_direction(pseudo: Path) -> None:
    pages = [page for _, page in generated_pages(pseudo)]
    assert len(pages) > 10
    for page in pages:
        assert page.html is not None
        assert page.html["lang"] == LANGUAGE
        assert page.body is not None
        assert page.body["dir"] == "rtl"


@pytest.mark.browser
@pytest.mark.parametrize("width", [PHONE, DESK["width"]])
def test_longer_words_from_right_to_left_have_room(
    browser: Browser, pseudo: Path, width: int
) -> None:
    found = []
    view = ViewportSize(width=width, height=900)
    with visiting(browser, pseudo / "site", PUBLIC, viewport=view) as visit:
        for address, _ in generated(pseudo):
            page = visit.open(address, "load")
            page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)")
            found += [(address, each) for each in page.evaluate(OUT_OF_PLACE)]
    assert found == []
    assert visit.errors == visit.strays == []


@pytest.mark.browser
def test_what_points_forward_points_to_the_left(browser: Browser, pseudo: Path) -> None:
    with visiting(browser, pseudo / "site", PUBLIC, viewport=DESK) as visit:
        page = visit.open("offices/lm/")
        way = page.locator(".ictm-way > span").first
        assert "←" in way.inner_text()
        start, end = (chip.bounding_box() for chip in way.locator(".ictm-level").all())
        assert start is not None
        assert end is not None
        assert start["x"] > end["x"]
        # Numbers run from left to right in every language, and so do the bars below them.
        numbers = page.locator(".ictm-levels .axis")
        lowest, highest = numbers.first.bounding_box(), numbers.last.bounding_box()
        assert lowest is not None
        assert highest is not None
        assert lowest["x"] < highest["x"]


def test_a_language_that_the_theme_does_not_know_is_named(minimal: Path) -> None:
    with (minimal / "framework.yaml").open("a") as file:
        file.write("languages: [xx]\n")
    ended = build_site(minimal, minimal / "site")
    assert ended.code == 1
    assert '"xx", the first of the languages in framework.yaml' in spoken(ended.words)
    assert "Traceback" not in spoken(ended.words)
