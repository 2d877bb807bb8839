"""The site in a real browser: every kind of page, light and dark."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Route, ViewportSize

from tests.site.accessible import violations, violations_of_colours
from tests.site.visit import Visit

pytestmark = [pytest.mark.site, pytest.mark.browser]

PARTS = 2
"""The pages are looked at in parts, so that workers can share them."""

SMALL_PHONE = ViewportSize(width=320, height=640)


def kinds(site: Path) -> Iterator[str]:
    """The address of every page that is the only one of its kind, and some of the others."""
    folders: dict[str, list[str]] = {}
    for path in sorted(site.rglob("index.html")):
        page = path.parent.relative_to(site)
        folders.setdefault(page.parent.as_posix(), []).append(page.as_posix())
    for folder, pages in folders.items():
        chosen = pages if folder == "." else {pages[0], pages[-1]}
        yield from sorted("" if page == "." else f"{page}/" for page in chosen)


@pytest.mark.parametrize("part", range(PARTS))
def test_every_kind_of_page_opens_quietly_and_is_accessible(
    visit: Visit, site: Path, part: int
) -> None:
    visit.page.emulate_media(color_scheme="light")
    visit.open("")
    found: list[str] = []
    for address in [*kinds(site)][part::PARTS]:
        name = address or "home"
        page = visit.open(address, until="load")
        found += [f"{name}: {each}" for each in violations(page)]
    assert found == []
    assert visit.errors == []
    assert visit.strays == []


LOOK = """() => {
  document.querySelectorAll("details").forEach((fold) => (fold.open = true));
  const root = document.documentElement, found = [];
  if (root.scrollWidth > innerWidth) found.push(`it is ${root.scrollWidth} wide`);
  const keys = "a[href], button, input, select, summary, [tabindex='0']";
  for (const box of document.querySelectorAll(".md-content *")) {
    if (box.scrollWidth <= box.clientWidth || box.tabIndex >= 0) continue;
    if (box.querySelector(keys) || !box.checkVisibility()) continue;
    if (!/auto|scroll/.test(getComputedStyle(box).overflowX)) continue;
    found.push(`no key reaches ${box.outerHTML.slice(0, 120)}`);
  }
  return found;
}"""
"""What is too wide for the window, and what scrolls and is not reached by keyboard."""

PAPER = """() => [document.documentElement, document.body].map((element) => {
  const { colorScheme, backgroundColor } = getComputedStyle(element);
  return `${colorScheme} ${backgroundColor}`;
})"""
LIGHT = ["light rgba(0, 0, 0, 0)", "light rgb(255, 255, 255)"]


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_fits_a_small_phone_with_keys_and_prints_light_from_a_dark_system(
    visit: Visit, site: Path, part: int
) -> None:
    visit.page.set_viewport_size(SMALL_PHONE)
    visit.page.emulate_media(color_scheme="dark")
    pages = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    assert len(pages) > 100
    found: list[str] = []
    for name in pages[part::PARTS]:
        page = visit.open(name.removesuffix("index.html"), until="load")
        found += [f"{name}: {each}" for each in page.evaluate(LOOK)]
        page.emulate_media(media="print")
        if page.evaluate(PAPER) != LIGHT:
            found.append(f"{name}: it prints {page.evaluate(PAPER)}")
        page.emulate_media(media="screen")
    assert found == []


@pytest.mark.parametrize("number", [0, 7, 19])
def test_a_pale_text_is_found_among_many(browser: Browser, number: int) -> None:
    """Of texts that look the same only two are looked at; this one looks like no other."""
    texts = [f"<p>A line of text {each}</p>" for each in range(20)]
    texts[number] = f"<div style='background: #ddd'>{texts[number]}</div>"
    with browser.new_page() as page:
        page.set_content(f"<body style='color: #757575'>{''.join(texts)}")
        (found,) = violations_of_colours(page)
    assert f"A line of text {number}<" in found


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


def test_a_wrong_address_leads_on_wherever_the_site_lies(
    browser: Browser, site: Path, visit: Visit
) -> None:
    """A server shows 404.html at every address; here the site lies below another path."""
    other = "https://example.net/elsewhere/copy/"

    def answer(route: Route) -> None:
        path = unquote(urlsplit(route.request.url).path).removeprefix("/elsewhere/copy/")
        file = site / path
        file = file / "index.html" if file.is_dir() else file
        found = file.is_file() and not path.startswith("/")
        route.fulfill(path=file if found else site / "404.html", status=200 if found else 404)

    with browser.new_context() as context:
        context.route("**/*", answer)
        page = context.new_page()
        page.goto(f"{other}kpis/k4/")
        near = page.locator("#nearest a")
        near.first.wait_for()
        assert near.first.inner_text().startswith("K0")
        page.wait_for_function("document.querySelector('#nearest a').href.includes('elsewhere')")
        page.locator("h1").wait_for()
        assert "K42" in page.locator("#not-found").inner_text()
        assert page.evaluate("getComputedStyle(document.body).getPropertyValue('--ictm-ink')")
        near.first.click()
        page.wait_for_url(f"{other}kpis/k0*/")
    page = visit.page
    page.goto(f"{visit.address}404.html")
    page.locator("#not-found-search").fill("strategy")
    page.locator("#not-found button[type=submit]").click()
    page.wait_for_url(f"{visit.address}?q=strategy")
    page.locator(".md-search-result__link").first.wait_for()
