"""A proposal says so on every page that the site has, drawn, stamped and written by hand alike."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from ict_maturity.build import Build

pytestmark = pytest.mark.site


def test_every_page_says_how_its_edition_stands(site: Path, built: Build) -> None:
    assert built.site is not None
    framework = built.site.content.framework
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 50
    for page in pages:
        text = " ".join(BeautifulSoup(page.read_text("utf-8"), "html.parser").get_text().split())
        assert framework.edition in text, page
        assert framework.edition_status in text.lower(), page
