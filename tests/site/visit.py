"""In: a site's folder and its address; out: a visitor who notes what goes wrong."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    ProxySettings,
    ViewportSize,
    sync_playwright,
)

PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The one that is only without a window comes first: it opens a page in two thirds of the time."""

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
"""Nothing is drawn by a graphics card that is not there, which takes a third of all the time."""

ITS_OWN = "content-autofill.googleapis.com"
"""What Chromium asks about forms by itself; it is sent to the network, which is not there."""

DESK: ViewportSize = {"width": 1280, "height": 900}


def chromium() -> str | None:
    """Where Chromium is on this machine."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


RUNNING: list[Playwright] = []
"""What drives browsers in this process; a second one beside it refuses to start."""


@contextmanager
def launched(program: str) -> Iterator[Browser]:
    """Chromium without a window and without a network."""
    if RUNNING:
        with RUNNING[0].chromium.launch(executable_path=program, args=FLAGS) as browser:
            yield browser
        return
    with sync_playwright() as playwright:
        RUNNING.append(playwright)
        try:
            yield playwright.chromium.launch(executable_path=program, args=FLAGS)
        finally:
            RUNNING.clear()


class Answers(SimpleHTTPRequestHandler):
    """What a proxy answers: the files of one site below its address, and nothing else."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def __init__(self, *request: Any, site: Path, address: str, strays: list[str]) -> None:
        self.address, self.strays = address, strays
        super().__init__(*request, directory=str(site))

    def translate_path(self, path: str) -> str:
        """The file at an address; what lies beside the site is nowhere."""
        below = unquote(urlsplit(path)._replace(query="", fragment="").geturl())
        if not below.startswith(self.address):
            return str(Path(self.directory, "no such file"))
        return str(Path(self.directory, below.removeprefix(self.address)))

    def end_headers(self) -> None:
        """A browser asks once for each file."""
        self.send_header("Cache-Control", "max-age=3600")
        super().end_headers()

    def send_error(self, *reason: Any, **more: Any) -> None:
        """Note what was not found or not meant for this site."""
        self.strays.append(self.path)
        super().send_error(*reason, **more)

    def copyfile(self, source: Any, outputfile: Any) -> None:
        """Send a file, unless its page was left meanwhile."""
        with suppress(ConnectionError):
            super().copyfile(source, outputfile)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class Visit:
    """A visitor of the site.

    `strays` are requests that left the site or found nothing; `errors` is what the console said.
    """

    def __init__(
        self, context: BrowserContext, site: Path, address: str, strays: list[str]
    ) -> None:
        self.site, self.address, self.strays = site, address, strays
        self.errors: list[str] = []
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


@contextmanager
def visiting(browser: Browser, site: Path, public: str, **options: Any) -> Iterator[Visit]:
    """A new visitor of a site at its public address, but without encryption.

    All that the browser asks for comes from the folder; `options` are those of a browser context.
    """
    address = public.replace("https:", "http:", 1)
    strays: list[str] = []
    answers = partial(Answers, site=site, address=address, strays=strays)
    with ThreadingHTTPServer(("127.0.0.1", 0), answers) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        proxy = ProxySettings(server=f"http://127.0.0.1:{server.server_port}", bypass=ITS_OWN)
        with browser.new_context(proxy=proxy, **options) as context:
            yield Visit(context, site, address, strays)
        server.shutdown()
