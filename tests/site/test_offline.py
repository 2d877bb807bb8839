"""The site read from a disk: every link opens a file, and the search finds and leads to it."""

import shutil
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from playwright.sync_api import Browser

from ict_maturity.website.offline import make_offline
from tests.site.links import parsed
from tests.site.visit import DESK

pytestmark = pytest.mark.site


@pytest.fixture(scope="module")
def copy(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site as `build --offline` leaves it, in a folder with a name that needs quoting."""
    folder = tmp_path_factory.mktemp("offline") / "Our copy #1, 50 % é"
    shutil.copytree(site, folder)
    make_offline(folder)
    return folder


def test_every_link_and_all_that_is_loaded_is_a_file(copy: Path) -> None:
    missing = []
    for page in sorted(copy.rglob("*.html")):
        document = parsed(page)
        for link in document.links | document.loads:
            if urlsplit(link).scheme or not urlsplit(link).path:
                continue
            target = urlsplit(urljoin(page.as_uri(), link)).path
            if not Path(unquote(target)).is_file():
                missing.append(f"{page.relative_to(copy)}: {link}")
    assert missing == []


@pytest.mark.browser
def test_a_visitor_from_a_disk_clicks_and_searches(browser: Browser, copy: Path) -> None:
    heard: list[str] = []
    with browser.new_context(viewport=DESK) as context:
        page = context.new_page()
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on("console", lambda said: heard.append(said.text) if said.type == "error" else None)
        page.on("requestfailed", lambda sent: heard.append(sent.url))
        page.goto((copy / "index.html").as_uri())
        page.get_by_role("link", name="Offices").first.click()
        page.wait_for_url((copy / "offices/index.html").as_uri())
        page.locator(".md-search__input").click()
        page.keyboard.type("K07")
        first = page.locator(".md-search-result__item a").first
        first.wait_for(timeout=20_000)
        first.click()
        page.wait_for_url(f"{(copy / 'kpis/k07/index.html').as_uri()}*")
        page.locator(".md-path a").first.click()
        page.wait_for_url((copy / "index.html").as_uri())
    assert heard == []
