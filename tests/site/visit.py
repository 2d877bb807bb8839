"""In: a site's folder and its address; out: a visitor who notes what goes wrong."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    Route,
    sync_playwright,
)

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox --disable-background-networking --disable-component-update --disable-sync "
    "--no-first-run --host-resolver-rules=MAP*~NOTFOUND"
)


def chromium() -> str | None:
    """Where Chromium is on this machine."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


RUNNING: list[Playwright] = []
"""What drives browsers in this process; a second one beside it refuses to start."""


@contextmanager
def launched(program: str) -> Iterator[Browser]:
    """Chromium without a window and without a network."""
    if RUNNING:
        with RUNNING[0].chromium.launch(executable_path=program, args=FLAGS.split()) as browser:
            yield browser
        return
    with sync_playwright() as playwright:
        RUNNING.append(playwright)
        try:
            yield playwright.chromium.launch(executable_path=program, args=FLAGS.split())
        finally:
            RUNNING.clear()


class Visit:
    """A visitor of the site at its public address, which is answered from the folder.

    `strays` are requests that left the site or found nothing; `errors` is what the console said.
    """

    def __init__(self, context: BrowserContext, site: Path, address: str) -> None:
        self.site, self.address = site, address
        self.strays: list[str] = []
        self.errors: list[str] = []
        context.route("**/*", self._answer)
        self.page: Page = context.new_page()
        self.page.on("console", lambda message: self._hear(message.type, message.text))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def open(self, path: str, until: Literal["networkidle", "load"] = "networkidle") -> Page:
        """Go to a page of the site and wait until its scripts are done, or only its pictures."""
        self.page.goto(self.address + path, wait_until=until)
        return self.page

    def _hear(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.errors.append(text)

    def _answer(self, route: Route) -> None:
        url = route.request.url.partition("#")[0].partition("?")[0]
        file = self.site / url.removeprefix(self.address)
        file = file / "index.html" if file.is_dir() else file
        if url.startswith(self.address) and file.is_file():
            route.fulfill(path=file)
        else:
            self.strays.append(url)
            route.abort()
