"""What a visitor of a small site sees of it, and what is noted as going wrong."""

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser

from tests.site.visit import visiting

pytestmark = [pytest.mark.site, pytest.mark.browser]

ASK = """address => fetch(address, { mode: "no-cors" }).then(
  (answer) => answer.type, (error) => error.message)"""
PUBLIC = "https://example.org/small/"


def page_with(site: Path, body: str) -> None:
    (site / "page").mkdir(exist_ok=True)
    (site / "page/index.html").write_text(f"<!doctype html><link rel=icon href=data:,>{body}")


@pytest.mark.parametrize(
    ("body", "stray"),
    [
        ("", None),
        ("<img src='../picture.svg'>", None),
        ("<img src='../none.svg'>", "http://example.org/small/none.svg"),
        ("<img src='/picture.svg'>", "http://example.org/picture.svg"),
        (
            "<img src='http://example.net/small/picture.svg'>",
            "http://example.net/small/picture.svg",
        ),
        ("<img src='https://example.net/picture.svg'>", "example.net:443"),
        ("<img src='https://example.org/small/picture.svg'>", "example.org:443"),
        ("<script>fetch('/elsewhere', {method: 'POST'})</script>", "http://example.org/elsewhere"),
    ],
)
def test_what_leaves_the_site_or_is_not_there_is_a_stray(
    browser: Browser, tmp_path: Path, body: str, stray: str | None
) -> None:
    (tmp_path / "picture.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    page_with(tmp_path, body)
    with visiting(browser, tmp_path, PUBLIC) as visit:
        page = visit.open("page/", until="networkidle")
        assert page.url == "http://example.org/small/page/"
        assert set(visit.strays) == {stray} - {None}


def test_each_file_is_asked_for_once(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "script.js").write_text("window.ran = (window.ran ?? 0) + 1")
    page_with(tmp_path, "<script src='../script.js'></script>")
    with visiting(browser, tmp_path, PUBLIC) as visit:
        visit.open("page/")
        (tmp_path / "script.js").write_text("window.ran = 'anew'")
        page = visit.open("page/?again")
        assert page.evaluate("window.ran") == 1


def test_a_browser_reaches_this_machine_by_number_and_nothing_by_name(
    browser: Browser, tmp_path: Path
) -> None:
    files = partial(SimpleHTTPRequestHandler, directory=str(tmp_path))
    with (
        ThreadingHTTPServer(("127.0.0.1", 0), files) as server,
        browser.new_page() as page,
    ):
        Thread(target=server.serve_forever, daemon=True).start()

        def asked(host: str) -> str:
            address = f"http://{host}:{server.server_port}/"
            said: str = page.evaluate(ASK, address)
            return said

        assert (asked("127.0.0.1"), asked("localhost")) == ("opaque", "Failed to fetch")
        server.shutdown()
