"""The site in a real browser: every kind of page, light and dark."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Route, ViewportSize

from ict_maturity.render.address import KIT
from tests.site.accessible import Eye
from tests.site.visit import DESK, Visit

pytestmark = [pytest.mark.site, pytest.mark.browser]

PARTS = 2
"""The pages are looked at in parts, so that workers can share them."""

SMALL_PHONE = ViewportSize(width=320, height=640)


def kinds(pages: Iterable[str]) -> Iterator[str]:
    """Every page that is the only one of its kind, and some of the others."""
    folders: dict[str, list[str]] = {}
    for page in pages:
        folders.setdefault(Path(page).parent.parent.as_posix(), []).append(page)
    for folder, of_one_kind in folders.items():
        yield from of_one_kind if folder == "." else {of_one_kind[0], of_one_kind[-1]}


LOOK = """() => {
  const folds = document.querySelectorAll("details:not([open])");
  folds.forEach((fold) => (fold.open = true));
  const root = document.documentElement, found = [];
  if (root.scrollWidth > innerWidth) found.push(`it is ${root.scrollWidth} wide`);
  const keys = "a[href], button, input, select, summary, [tabindex='0']";
  for (const box of document.querySelectorAll(".md-content *")) {
    if (box.scrollWidth <= box.clientWidth || box.tabIndex >= 0) continue;
    if (box.querySelector(keys) || !box.checkVisibility()) continue;
    if (!/auto|scroll/.test(getComputedStyle(box).overflowX)) continue;
    found.push(`no key reaches ${box.outerHTML.slice(0, 120)}`);
  }
  folds.forEach((fold) => (fold.open = false));
  return found;
}"""
"""What is too wide for the window, and what scrolls and is not reached by keyboard."""

PAPER = """() => [document.documentElement, document.body].map((element) => {
  const { colorScheme, backgroundColor } = getComputedStyle(element);
  return `${colorScheme} ${backgroundColor}`;
})"""
LIGHT = ["light rgba(0, 0, 0, 0)", "light rgb(255, 255, 255)"]


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_is_quiet_fits_a_phone_with_keys_prints_light_and_is_accessible(
    visit: Visit, site: Path, part: int
) -> None:
    """All are opened on a phone and in the dark, and printed; axe looks at each kind of page."""
    visit.page.emulate_media(color_scheme="dark")
    pages = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    assert len(pages) > 100
    # The kit has no page's button for its colours: test_assess.py lets axe look at it in both.
    looked_at = {*kinds(pages)} - {KIT}
    found: list[str] = []
    eye = Eye()
    for name in pages[part::PARTS]:
        visit.page.set_viewport_size(SMALL_PHONE)
        page = visit.open(name.removesuffix("index.html"), until="load")
        found += [f"{name}: {each}" for each in page.evaluate(LOOK)]
        page.emulate_media(media="print")
        if page.evaluate(PAPER) != LIGHT:
            found.append(f"{name}: it prints {page.evaluate(PAPER)}")
        page.emulate_media(media="screen")
        if name in looked_at:
            page.set_viewport_size(DESK)
            found += [f"{name}: {each}" for each in eye.violations_in_both(page)]
    assert found == []
    assert visit.errors == []
    assert visit.strays == []


def test_somebody_switches_the_colours_and_they_stay(visit: Visit) -> None:
    visit.page.emulate_media(color_scheme="light")
    page = visit.open("")
    page.get_by_title("Switch to dark colours").click()
    body = visit.open("kpis/").locator("body[data-md-color-scheme=slate]")
    body.wait_for()
    page.get_by_title("Switch to light colours").click()
    page.locator("body[data-md-color-scheme=default]").wait_for()


@pytest.mark.parametrize("number", [0, 7, 19])
def test_a_pale_text_is_found_among_many(browser: Browser, number: int) -> None:
    """Of texts that look the same only two are looked at; this one looks like no other."""
    texts = [f"<p>A line of text {each}</p>" for each in range(20)]
    texts[number] = f"<div style='background: #ddd'>{texts[number]}</div>"
    with browser.new_page() as page:
        page.set_content(f"<body style='color: #757575'>{''.join(texts)}")
        (found,) = Eye().violations_of_colours(page)
    assert f"A line of text {number}<" in found


def test_what_was_looked_at_on_one_page_hides_nothing_on_the_next(browser: Browser) -> None:
    """Nobody tells the link of the second page from its text; the third is like the second."""
    eye = Eye()
    found = []
    with browser.new_page() as page:
        for line in ("underline", "none", "none"):
            link = f"<a href='' style='color: #222; text-decoration: {line}'>a link</a>"
            page.set_content(f"<p>A text with {link}</p>" * 20)
            found.append([each for each in eye.violations(page) if "link-in-text-block" in each])
    assert [len(each) for each in found] == [0, 1, 0]


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
