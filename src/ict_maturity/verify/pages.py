"""In: a published site and the pages that its data give; out: every page that says something else.

All that a generated page says and draws is compared, tag by tag and text by text. The rest of a
page is the theme's, and a hand-written page, as what the search finds of it, stands in no data:
only the manifest vouches for them.
"""

import re
from collections.abc import Iterable, Iterator
from html import unescape

from ict_maturity.data.outputs import Output
from ict_maturity.data.search import ENTRIES
from ict_maturity.render.page import is_page, place_and_body
from ict_maturity.verify.differences import Pair
from ict_maturity.verify.folder import Folder
from ict_maturity.verify.report import NOTHING

ARTICLE, BODY = "<article", '<div class="ictm">'
PIECE = re.compile(
    r'(?P<line><a class="ictm-pencil"[^<>]*></a>'
    r'|<p class="ictm-muted ictm-source">[^<]*<a [^<>]*>[^<]*</a></p>)'
    r"|<[^<>]*>|[^<]+|<"
)
"""A tag, a text, or what leads to the line of a content file, which no data file names."""
NAME = re.compile(r'(?<=^<h[1-6] )(id="[^"]*") aria-label="[^"]*"')
"""A heading with a pencil has a name of its own."""
TO_FILE = re.compile(r'(\bhref="[^"?#]*)\bindex\.html(?=["?#])')
"""A link of a site that is read from a disk."""
ID = re.compile(r'\bid="([^"]*)"')


def page_differences(site: Folder, pages: Iterable[Output]) -> Iterator[tuple[str, Pair]]:
    """The first difference of every page, and every style and script of ours that differs."""
    for page in pages:
        place, body = place_and_body(page) if is_page(page) else (page.path, "")
        if not site.has(place):
            yield place, ("", NOTHING, "a file")
        elif is_page(page):
            html = site.text(place)
            pair = first_difference(html, body) if html is not None else None
            if pair:
                yield place, pair
        elif place != ENTRIES and site.content(place) not in (None, page.content):
            yield place, ("", "other bytes", f"{len(page.content):,} bytes")


def first_difference(html: str, body: str) -> Pair | None:
    """Where the page first says something else than the body, below which heading; None nowhere."""
    start = html.find(BODY, max(html.find(ARTICLE), 0))
    if start < 0:
        return "", NOTHING, BODY
    below = ""
    published = pieces(html, start)
    for ours in pieces(body):
        theirs = next(published, None)
        if theirs != ours:
            return below, NOTHING if theirs is None else said(theirs), said(ours)
        heading = ID.search(ours) if ours.startswith("<h") else None
        below = f"#{heading[1]}" if heading else below
    return None


def pieces(html: str, start: int = 0) -> Iterator[str]:
    """The tags and texts of a page from a place on, white space made one."""
    for match in PIECE.finditer(html, start):
        piece = " ".join(match[0].split())
        if piece and not match["line"]:
            yield TO_FILE.sub(r"\1", NAME.sub(r"\1", piece))


def said(piece: str) -> str:
    """A piece for a message."""
    return piece if piece.startswith("<") else unescape(piece)
