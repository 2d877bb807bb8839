"""A proposal says so on every page that the site has, drawn, stamped and written by hand alike."""

import html
import re
from pathlib import Path

import pytest

from ict_maturity.build import Build

pytestmark = pytest.mark.site

UNSEEN = re.compile(r"<(script|style|head)\b.*?</\1>|<[^>]*>", re.DOTALL)
"""What is no text of a page; to take the page apart would need ten times as long."""


def test_every_page_says_how_its_edition_stands(site: Path, built: Build) -> None:
    assert built.site is not None
    framework = built.site.content.framework
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 50
    for page in pages:
        text = " ".join(html.unescape(UNSEEN.sub("", page.read_text("utf-8"))).split())
        assert framework.edition in text, page
        assert framework.edition_status in text.lower(), page
