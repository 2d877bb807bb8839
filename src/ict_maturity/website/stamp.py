"""In: a finished site with shell pages and stamps; out: the same site with one page a stamp.

Reads and writes files of the site only, so that it works after any engine that drew the shell.
"""

import gzip
import json
import re
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from operator import attrgetter
from pathlib import Path, PurePosixPath

from ict_maturity.data.shell import FIELDS, KEY, NAME, STAMPS, body
from ict_maturity.problems import RefusedError
from ict_maturity.said import word

INSIDE = r"(?:(?!<li\b|</li>).)*?"


class StampError(RefusedError):
    """The site lacks what its pages are stamped with; the words say what and what to do."""


@dataclass(frozen=True)
class Stamp:
    """One page to be: texts are plain, `body` is finished HTML, links are relative to the page.

    `toc` lists the headings as `id` and `title`.
    """

    path: str
    title: str
    description: str
    body: str
    tags: Sequence[str] = ()
    toc: Sequence[Mapping[str, str]] = ()
    source: str = ""
    data: str = ""
    cycle: str = ""
    data_date: str = ""
    input_digest: str = ""

    @property
    def folder(self) -> str:
        """The folder of the page, which is its shell's as well."""
        return PurePosixPath(self.path).parent.as_posix()


class Shell:
    """A drawn page that stamps fill: what stands in it, and what it is filled by.

    `piece` is a list item that stands or falls with its field, or a bare token.
    """

    def __init__(self, text: str, key: str) -> None:
        self.text = text
        self.body = body(key)
        self.token = re.compile(f"{re.escape(key)}([a-z_]+)")
        bare = self.token.pattern
        item = rf"<li\b{INSIDE}{bare}{INSIDE}</li>\s*"
        self.piece = re.compile(f"{item}|{bare}", re.DOTALL)

    def put(self, text: str, values: Mapping[str, str]) -> str:
        """The text with each token replaced by its value."""
        return self.token.sub(lambda match: values[match[1]], text)


def stamp(site: Path) -> int:
    """Fill the shells of a finished site and return how many pages were made of them.

    Raises StampError when a shell or a stamp is not as it must be, OSError when the disk is not.
    """
    stamps = read_stamps(site)
    for folder, pages in groupby(stamps, key=attrgetter("folder")):
        shell = read_shell(site, folder, read_key(site))
        for page in pages:
            write_page(site, page, filled(shell, page))
    enter_in_sitemap(site, stamps)
    for folder in sorted({page.folder for page in stamps}):
        shutil.rmtree(site / folder / NAME)
    if stamps:
        shutil.rmtree(site / STAMPS)
    return len(stamps)


def read_stamps(site: Path) -> tuple[Stamp, ...]:
    """All stamps that the engine carried into the site, in order of their address."""
    stamps = []
    for path in sorted((site / STAMPS).rglob("*.json")):
        try:
            page = Stamp(**json.loads(path.read_bytes()))
        except (TypeError, ValueError) as error:
            raise StampError(word("stamp.broken", file=str(path), reason=str(error))) from error
        if page.path != f"{path.relative_to(site / STAMPS).with_suffix('').as_posix()}/":
            raise StampError(word("stamp.other_page", file=str(path), page=page.path))
        stamps.append(page)
    return tuple(sorted(stamps, key=attrgetter("folder", "path")))


def read_key(site: Path) -> str:
    """How the tokens of this site's shells begin."""
    path = site / STAMPS / KEY
    try:
        return path.read_text("utf-8")
    except FileNotFoundError as error:
        raise StampError(word("stamp.missing", file=str(path))) from error


def read_shell(site: Path, folder: str, key: str) -> Shell:
    """The page that the engine drew for all stamped pages of a folder."""
    path = site / folder / NAME / "index.html"
    try:
        shell = path.read_text("utf-8")
    except FileNotFoundError as error:
        raise StampError(word("stamp.not_drawn", file=str(path))) from error
    for needed in (body(key), f"{key}title"):
        if needed not in shell:
            raise StampError(word("stamp.without", file=str(path), needed=needed))
    return Shell(shell.replace(f"{folder}/{NAME}/", f"{key}path"), key)


def filled(shell: Shell, page: Stamp) -> str:
    """The shell with the page's title, address, links, table of contents and body.

    A list item about a field that the page does not have is left out; the one about a heading is
    repeated. What is put in is not searched for tokens again.
    """
    toc = [{"anchor": escape(entry["id"]), "heading": escape(entry["title"])} for entry in page.toc]
    values = {name: escape(getattr(page, name)) for name in (*FIELDS, "path")}
    values |= toc[0] if toc else {"anchor": "", "heading": ""}

    def piece(match: re.Match[str]) -> str:
        item, field, bare = match[0], match[1], match[2]
        if bare:
            return values[bare]
        if field in ("anchor", "heading"):
            return "".join(shell.put(item, entry) for entry in toc)
        return shell.put(item, values) if values[field] else ""

    before, _, after = shell.text.partition(shell.body)
    before = before[: before.rfind("<h2")]
    return shell.piece.sub(piece, before) + page.body + shell.piece.sub(piece, after)


def write_page(site: Path, page: Stamp, content: str) -> None:
    """Write one stamped page at its address."""
    path = site / page.path / "index.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, "utf-8", newline="\n")


def enter_in_sitemap(site: Path, stamps: Sequence[Stamp]) -> None:
    """Replace each shell's line by one a page, and drop dates, which only say when we built."""
    path = site / "sitemap.xml"
    if not path.is_file():
        return
    sitemap = re.sub(r"\s*<lastmod>[^<]*</lastmod>", "", path.read_text("utf-8"))
    for folder, pages in groupby(stamps, key=attrgetter("folder")):
        sitemap = with_addresses(sitemap, folder, pages)
    path.write_text(sitemap, "utf-8", newline="\n")
    path.with_suffix(".xml.gz").write_bytes(gzip.compress(sitemap.encode(), mtime=0))


def with_addresses(sitemap: str, folder: str, pages: Iterable[Stamp]) -> str:
    """The sitemap with a line for each page instead of the one for the folder's shell."""
    shell = f"{folder}/{NAME}/"
    line = re.search(rf"\s*<url>\s*<loc>[^<]*{re.escape(shell)}</loc>\s*</url>", sitemap)
    if line is None:
        return sitemap
    lines = (line[0].replace(shell, escape(page.path)) for page in pages)
    return sitemap.replace(line[0], "".join(lines))
