"""Fixtures of the site ring: the real site is built once, a browser is started once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from ict_maturity.build import Build
from tests.copies import copied
from tests.once import once
from tests.programs import program
from tests.site.sites import ROOT, made
from tests.site.visit import DESK, PROGRAMS, Visit, launched, visiting
from tests.warm import warm_engine


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, drawn by MkDocs."""
    return once(tmp_path_factory, "own", lambda folder: made(ROOT, folder / "site")) / "site"


@pytest.fixture(scope="module", autouse=True)
def warm() -> Iterator[None]:
    """Builds begin with what they would load; a module that wants otherwise has its own fixture."""
    with warm_engine():
        yield


@pytest.fixture
def minimal(tmp_path: Path) -> Path:
    """A copy of the example, to break."""
    return copied(tmp_path / "minimal")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a window; missing, the test is skipped, or fails where CI is true."""
    with launched(program(*PROGRAMS, package="chromium-headless-shell")) as browser:
        yield browser


@pytest.fixture
def visit(browser: Browser, site: Path, built: Build) -> Iterator[Visit]:
    """A new visitor of the real site."""
    assert built.site is not None
    address = built.site.content.framework.site_url
    with visiting(browser, site, address, viewport=DESK) as visit:
        yield visit
