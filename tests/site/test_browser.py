"""The site in a real browser: every kind of page, light and dark, and search by typing."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from ict_maturity.build import Build
from tests.english import ENGLISH
from tests.site.visit import Visit

pytestmark = [pytest.mark.site, pytest.mark.browser]

PARTS = 2
"""The pages are looked at in parts, so that workers can share them."""

COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
"""Asks axe for the rule that depends on the colours alone."""


def kinds(site: Path) -> Iterator[str]:
    """The address of every page that is the only one of its kind, and some of the others."""
    folders: dict[str, list[str]] = {}
    for path in sorted(site.rglob("index.html")):
        page = path.parent.relative_to(site)
        folders.setdefault(page.parent.as_posix(), []).append(page.as_posix())
    for folder, pages in folders.items():
        chosen = pages if folder == "." else {pages[0], pages[-1]}
        yield from sorted("" if page == "." else f"{page}/" for page in chosen)


def violations(page: Page, options: Mapping[str, object] | None = None) -> Iterator[str]:
    """What axe finds wrong on a page, with some places of each."""
    for violation in Axe().run(page, options=options).response["violations"]:
        places = [node["html"][:160] for node in violation["nodes"][:3]]
        yield f"{violation['id']} {places}"


@pytest.mark.parametrize("part", range(PARTS))
def test_every_kind_of_page_opens_quietly_and_is_accessible(
    visit: Visit, site: Path, part: int
) -> None:
    """By all rules in the light; in the dark only colours are others."""
    visit.page.emulate_media(color_scheme="light")
    found: list[str] = []
    for address in [*kinds(site)][part::PARTS]:
        page = visit.open(address)
        found += [f"{address or 'home'}: {each}" for each in violations(page)]
        page.get_by_title("Switch to dark colours").click()
        assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"
        dark = violations(page, COLOURS)
        found += [f"{address or 'home'}, dark: {each}" for each in dark]
        # The choice is kept, and the next page begins with it.
        page.get_by_title("Switch to light colours").click()
    assert found == []
    assert visit.errors == []
    assert visit.strays == []


def test_no_page_is_wider_than_a_small_phone(visit: Visit, site: Path) -> None:
    visit.page.set_viewport_size({"width": 320, "height": 640})
    wide = {}
    for address in kinds(site):
        width = visit.open(address).evaluate("document.documentElement.scrollWidth")
        if width > 320:
            wide[address] = width
    assert wide == {}


def results(page: Page, query: str) -> list[str]:
    """The kind and title of what a visitor finds by typing, best first."""
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").fill("")
    page.keyboard.type(query)
    page.wait_for_function(
        "query => document.querySelector('.md-search-result__link[href*=\"h=\"]') &&"
        " document.querySelector('.md-search-result__item')",
        arg=query,
    )
    page.wait_for_timeout(300)
    items = page.locator(".md-search-result__item").all()
    return [
        f"{item.locator('.md-tag').first.inner_text()}: {item.locator('h1').first.inner_text()}"
        for item in items[:5]
    ]


def test_search_by_typing_finds_each_kind_and_says_which(visit: Visit, built: Build) -> None:
    assert built.site is not None
    content = built.site.content
    office = next(iter(content.offices.values()))
    kpi = content.kpis["K07"]
    recommendation = content.recommendations["R02"]
    page = visit.open("")
    for kind, title in [
        ("office", office.name),
        ("kpi", kpi.title),
        ("recommendation", recommendation.title),
    ]:
        found = results(page, title)
        assert any(
            hit.startswith(f"{ENGLISH(f'kind.{kind}')}: ") and title in hit for hit in found
        ), (
            title,
            found,
        )


def test_search_by_typing_finds_a_phrase_of_guidance(visit: Visit, built: Build) -> None:
    assert built.site is not None
    guidance = built.site.content.recommendations["R02"].guidance
    assert guidance
    sentence = guidance.why.partition(".")[0]
    page = visit.open("")
    results(page, " ".join(sentence.split()[-3:]))
    hit = page.locator(".md-search-result__item", has=page.locator("a[href*='/r02/']"))
    assert hit.locator(".md-tag").first.inner_text() == ENGLISH("kind.recommendation")
    assert "Guidance: why" in hit.inner_text()


def test_instant_navigation_reaches_a_stamped_page_and_leaves_it(visit: Visit) -> None:
    page = visit.open("offices/")
    page.evaluate("window.stillTheSamePage = true")
    page.locator(".ictm a[href$='offices/qm/'], .ictm a[href$='qm/']").first.click()
    page.wait_for_url("**/offices/qm/")
    page.locator(".md-tabs a", has_text="Recommendations").click()
    page.wait_for_url("**/recommendations/")
    assert page.evaluate("window.stillTheSamePage")
    assert visit.strays == []
    assert visit.errors == []
