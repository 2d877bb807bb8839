"""In: a finished site; out: every link that leads nowhere and every request off the site."""

import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

LOADS = {"link", "script", "img", "iframe", "source", "video", "audio", "object", "use"}
NOT_LOADED = {"canonical", "prev", "next", "alternate"}


class Document(HTMLParser):
    """The anchors, links and loaded addresses of one page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.links: set[str] = set()
        self.loads: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect what one element says."""
        values = {name: value or "" for name, value in attrs}
        if "id" in values:
            self.anchors.add(values["id"])
        address = values.get("href") or values.get("src") or values.get("data")
        if not address or values.get("rel") in NOT_LOADED:
            return
        (self.loads if tag in LOADS else self.links).add(address)


def dead_links(site: Path) -> Iterator[str]:
    """Every internal link of every page whose file or anchor is not there."""
    for path in sorted(site.rglob("*.html")):
        page = path.relative_to(site).as_posix()
        if page == "404.html":
            continue  # Its links are absolute, because it is shown at any address.
        document = parsed(path)
        for link in sorted(document.links | document.loads):
            parts = urlsplit(link)
            if not parts.scheme and not parts.netloc and not reaches(site, page, link):
                yield f"{page}: {link}"


def reaches(site: Path, page: str, link: str) -> bool:
    """Whether the link from the page leads to a file, and to an anchor if it names one."""
    target = urlsplit(urljoin(f"https://site/{page}", link))
    path = site / unquote(target.path).lstrip("/")
    path = path / "index.html" if path.is_dir() else path
    if not path.is_file():
        return False
    known = not target.fragment or path.suffix != ".html"
    return known or unquote(target.fragment) in parsed(path).anchors


def requests_off(site: Path) -> Iterator[str]:
    """Whatever a page or a style sheet would load from elsewhere."""
    for path in sorted(site.rglob("*.html")):
        for address in sorted(parsed(path).loads):
            if urlsplit(address).netloc:
                yield f"{path.relative_to(site)}: {address}"
    for path in sorted(site.rglob("*.css")):
        for address in re.findall(r"url\([\"']?((?:https?:)?//[^)\"']+)", path.read_text("utf-8")):
            yield f"{path.relative_to(site)}: {address}"


@cache
def parsed(path: Path) -> Document:
    """The page, read once."""
    return Document(path.read_text("utf-8"))
