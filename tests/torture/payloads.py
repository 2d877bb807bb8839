"""In: texts that want to be programs, in every text field; out: whether any of them ran.

The fields come from the schema. The whole site is drawn by the engine with its theme, and each page
must have the elements and attributes that it has with harmless texts: what a text adds to a page is
text. Chromium then opens every page, and looks at what the search would show.
"""

import csv
import json
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from itertools import count
from pathlib import Path, PurePosixPath
from typing import Any
from xml.etree import ElementTree

import yaml
from playwright.sync_api import Browser, Error, Page

from ict_maturity.check import check
from ict_maturity.data.versions import Version
from ict_maturity.edition import edition_outputs, files_of
from ict_maturity.load import load
from ict_maturity.load.editions import digests_of
from ict_maturity.model import Content
from ict_maturity.problems import Problem, errors
from ict_maturity.render.front import front_page
from ict_maturity.website.engine import Drawing, build_site
from ict_maturity.website.stage import write_new
from tests.site.visit import Visit, chromium, launched, visiting
from tests.torture.every_text import (
    Files,
    changed,
    everything,
    kind_of,
    text_fields,
    write,
    write_file,
)
from tests.torture.trial import Figures
from tests.warm import warm_engine

HARMLESS = "harmless {n}"
RUN = "ran({n})"
TEXTS = (
    f"<img src=x onerror={RUN}>",
    f'"><svg onload={RUN}>',
    f"' onfocus={RUN} autofocus x='",
    f"</title></style></textarea></script><script>{RUN}</script>",
    f"--><script>{RUN}</script><!--",
    f"]]><script>{RUN}</script>",
    f"&lt;img src=x onerror={RUN}&gt;",
    f"&amp;lt;svg onload={RUN}&amp;gt;",
    f"&#60;img src=x onerror={RUN}&#62;",
    f"<a href='javascript:{RUN}'>a</a>",
    f"[a](javascript:{RUN})",
    f"![a](x){{: onerror={RUN} }}",
    f"`</code><img src=x onerror={RUN}>`",
    "<base href=//x><meta http-equiv=refresh content=0><iframe>",
    '{{ 7919 * 7919 }} {% include "main.html" %} {{ ran }}',
    '<div id="ictm-stamp-body"></div> ictm-stamp-title',
    f"=1 <{RUN}> &{{n}}; \\u003cimg src=x onerror={RUN}\\u003e",
)
"""What is put behind the words of a text; `{n}` is the number of the place."""

MARKDOWN = (
    f"`<img src=x onerror={RUN}>` `&lt;img src=x onerror={RUN}&gt;`",
    f'[a](https://example.org/"onmouseover={RUN})',
    f"&lt;img src=x onerror={RUN}&gt; &amp;lt;svg onload={RUN}&amp;gt;",
    f"\\<img src=x onerror={RUN}\\>",
    '{{ 7919 * 7919 }} {% include "main.html" %}',
    f"a\n\n| a | b |\n|---|---|\n| `<b onclick={RUN}>` | {{: onclick={RUN} }} |",
)
"""What Markdown may hold, and must show."""

COMPUTED = str(7919 * 7919)
"""What stands in a page whose texts were taken for a template."""

VERSIONS = ("", "2026.2")
"""A site alone, and as one of several versions, which has a banner more."""

LONGEST_LINE = 300
WORD = "Zebra"


@dataclass(frozen=True)
class Drawn:
    """A finished site with one payload in all its texts; `version` is its folder, or nothing."""

    site: Path
    address: str
    content: Content


def trials(seed: int, short: bool) -> Iterator[Figures]:
    """Every payload in every text field; in short, several of them in one text."""
    fits = LONGEST_LINE - 60
    texts = joined(TEXTS, fits) if short else TEXTS
    markdown = joined(MARKDOWN, 10 * LONGEST_LINE) if short else MARKDOWN
    yield refused(TEXTS[:1] + TEXTS[9:12] if short else TEXTS)
    yield drawn_harmlessly(
        [(text, HARMLESS) for text in texts] + [(HARMLESS, text) for text in markdown],
        VERSIONS[1:] if short else VERSIONS,
        of_each_kind if short else pages_of,
    )


def joined(payloads: Sequence[str], longest: int) -> tuple[str, ...]:
    """The payloads, as many in one text as fit into it."""
    lines = [""]
    for payload in payloads:
        if lines[-1] and len(lines[-1]) + len(payload) > longest:
            lines.append("")
        lines[-1] = f"{lines[-1]} {payload}".strip()
    return tuple(lines)


# --- what check refuses ----------------------------------------------------------------------


def refused(payloads: Sequence[str]) -> Figures:
    """What Markdown must not hold is refused at each of its places, or has to be harmless."""
    figures = Figures("payloads in each Markdown text, refused or allowed everywhere alike")
    for payload in payloads:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            files = everything()
            places = put(files, HARMLESS, payload)
            write(files, root)
            found = {(each.file, each.line) for each in errors(problems_of(root)[1])}
            at = Counter(file for file, _ in found)
            figures.count(
                ""
                if not found or all(at[file] == number for file, number in places.items())
                else f"{payload!r} is refused at some places only: {at} of {places}"
            )
    return figures


def problems_of(root: Path) -> tuple[Content, tuple[Problem, ...]]:
    """The content and all that is wrong with it."""
    loaded = load(root)
    assert loaded.content is not None, loaded.problems
    return loaded.content, (*loaded.problems, *check(loaded.content, loaded.places))


def put(files: Files, text: str, markdown: str) -> Counter[str]:
    """Put a payload behind the words of every text, and return the Markdown texts by file."""
    numbers = count(1)
    places: Counter[str] = Counter()
    for field in text_fields():
        payload = markdown if field.is_markdown else text

        def with_payload(old: str, payload: str = payload) -> str:
            return f"{old} {numbered(payload, next(numbers))}"

        for file, data in files.items():
            if kind_of(file) == field.kind:
                places[file] += changed(data, field.path, with_payload) * field.is_markdown
    nav = files["mkdocs.yml"]["nav"]
    nav[:] = [with_names(each, lambda: numbered(text, next(numbers))) for each in nav]
    return +places


def with_names(entry: Any, more: Callable[[], str]) -> Any:
    """An entry of the navigation with more behind each of its names."""
    if isinstance(entry, dict):
        return {f"{name} {more()}": with_names(below, more) for name, below in entry.items()}
    return [with_names(each, more) for each in entry] if isinstance(entry, list) else entry


def numbered(payload: str, number: int) -> str:
    """The payload, telling from which place it ran; no two texts are the same."""
    return (payload if "{n}" in payload else f"{payload} {{n}}").replace("{n}", str(number))


# --- what is drawn ---------------------------------------------------------------------------


def drawn_harmlessly(
    payloads: Sequence[tuple[str, str]],
    versions: Sequence[str],
    chosen: Callable[[Path], list[str]],
) -> Figures:
    """Each pair of payloads, of a text and of Markdown, drawn into a site of its own."""
    figures = Figures("payloads in each text, drawn as a site and opened in Chromium")
    program = chromium()
    opened = 0
    with (
        tempfile.TemporaryDirectory() as folder,
        launched(program) if program else nullcontext() as browser,
    ):
        for number, (text, marks) in enumerate(payloads):
            version = versions[number % len(versions)]
            expected = made(Path(folder) / f"harmless {version}", HARMLESS, HARMLESS, version)
            attacked = made(Path(folder) / str(number), text, marks, version)
            faults = [*faults_of(attacked, expected)]
            if browser:
                faults += seen(browser, attacked, chosen(attacked.site))
                opened += len(chosen(attacked.site))
            figures.count("\n".join(f"{text!r} {marks!r}: {fault}" for fault in faults[:5]))
    fields = len(text_fields())
    shown = f"{opened} pages opened" if program else "Chromium is missing: nothing was opened"
    figures.notes.append(f"{fields} fields of the schema; {shown}")
    return figures


def made(root: Path, text: str, markdown: str, version: str) -> Drawn:
    """The site with these payloads, of content that was cut as an edition and then went on."""
    site = root / "site"
    if not root.exists():
        root.mkdir()
        files = everything()
        put(files, text, markdown)
        write(files, root)
        add_to_pages(root, text)
        content, problems = problems_of(root)
        assert errors(problems) == (), errors(problems)[:3]
        write_new(root, edition_outputs(content, digests_of(root, files_of(content))))
        later = {"edition": "2026.2", "edition_date": "2026-06-15"}
        write_file(root / "framework.yaml", files["framework.yaml"] | later)
        with warm_engine():
            result = build_site(root, site, Drawing(version=version))
        assert (result.code, result.words) == (0, ""), result
        front = front_page(content.framework, (Version(version or "2026.2", "2026.2"),))
        (site / "front.html").write_text(front, "utf-8")
    content, _ = problems_of(root)
    address = content.framework.site_url + (f"{version}/" if version else "")
    return Drawn(site, address, content)


def add_to_pages(root: Path, text: str) -> None:
    """The same in what a hand-written page says about itself."""
    for page in (root / "docs").glob("*.md"):
        _, front, body = page.read_text("utf-8").split("---\n", 2)
        about = yaml.safe_load(front)
        for number, field in enumerate(("title", "description")):
            about[field] += f" {numbered(text, 9000 + number)}"
        front = yaml.safe_dump(about, allow_unicode=True, width=10_000)
        page.write_text(f"---\n{front}---\n{body}", "utf-8")


def pages_of(site: Path) -> list[str]:
    """The address of every page of a site, below the site."""
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


def of_each_kind(site: Path) -> list[str]:
    """The first and the last page of each folder, and those of a folder of their own."""
    folders: dict[str, list[str]] = {}
    for page in pages_of(site):
        folders.setdefault(str(PurePosixPath(page).parent.parent), []).append(page)
    alone = folders.pop(".")
    return sorted({*alone, *(page for pages in folders.values() for page in (pages[0], pages[-1]))})


# --- what the files hold ---------------------------------------------------------------------


def faults_of(drawn: Drawn, expected: Drawn) -> Iterator[str]:
    """Where a site has other elements than the same site with harmless texts, or broken files."""
    pages = pages_of(drawn.site)
    if pages != pages_of(expected.site):
        yield "other pages"
    for page in pages:
        ours, theirs = elements(drawn.site / page), elements(expected.site / page)
        if ours != theirs:
            yield f"{page}: {dict(ours - theirs) or dict(theirs - ours)}"
    for path in sorted(drawn.site.rglob("*")):
        if path.is_file():
            yield from (f"{path.relative_to(drawn.site)}: {fault}" for fault in broken(path))


class Elements(HTMLParser):
    """Counts the elements of a page by name and attributes, and notes texts that are JSON."""

    def __init__(self) -> None:
        super().__init__()
        self.found: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Count it."""
        names = " ".join(sorted(name for name, _ in attrs))
        links = [value or "" for name, value in attrs if name in ("href", "src", "action")]
        scheme = [link for link in links if re.match(r"\s*(?!https?:)[a-z]+:", link, re.I)]
        self.found[f"<{tag} {names}> {' '.join(scheme)}"] += 1


SHOWN_AS_TEXT = re.compile(r"<(p|code|strong|em|table|thead|tbody|tr|th|td|ul|li|a href)\b ?> ?$")
"""What Markdown may make of a text."""


@cache
def elements(page: Path) -> Counter[str]:
    """The elements of a page, without those that Markdown may add; no page changes."""
    parser = Elements()
    parser.feed(page.read_text("utf-8"))
    parser.close()
    kept = {name: n for name, n in parser.found.items() if not SHOWN_AS_TEXT.match(name)}
    return Counter(kept)


def broken(path: Path) -> Iterator[str]:
    """What is wrong with one file of a site for the program that reads it."""
    if path.suffix in {".html", ".json", ".csv", ".xml"} and COMPUTED in path.read_text("utf-8"):
        yield "a text was taken for a template"
    if path.suffix == ".json":
        json.loads(path.read_bytes())
    if path.suffix == ".xml":
        ElementTree.parse(path)
    if path.suffix == ".csv":
        rows = list(csv.reader(path.read_text("utf-8").splitlines(keepends=True)))
        if len({len(row) for row in rows}) > 1:
            yield "rows of different lengths"
        yield from (
            f"a formula: {cell}" for row in rows for cell in row if cell[:1] in "=@" and cell
        )


# --- what a browser sees ---------------------------------------------------------------------

LOOK = """() => {
  const schemes = /^\\s*(javascript|data|vbscript):/i;
  const faults = [];
  for (const element of document.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      const leads = ["href", "src", "action", "formaction", "xlink:href"].includes(name);
      if (name.startsWith("on") || (leads && schemes.test(value) && element.tagName != "LINK"))
        faults.push(element.outerHTML.slice(0, 200));
    }
  }
  for (const script of document.querySelectorAll("script[type='application/json']"))
    JSON.parse(script.textContent);
  return faults;
}"""

SHOW = """async word => {
  const worker = new Worker(JSON.parse(document.getElementById("__config").textContent).search);
  const result = new Promise((resolve) => { worker.onmessage = ({ data }) => resolve(data.data); });
  worker.postMessage({ type: 2, data: word });
  const place = document.createElement("div");
  document.body.append(place);
  for (const hit of (await result).items.flat()) {
    const parts = [hit.title, hit.text, ...(hit.tags ?? [])];
    place.insertAdjacentHTML("beforeend", parts.map((part) => `<p title="x">${part}</p>`).join(""));
  }
  return [...place.querySelectorAll("*")].map((element) => element.tagName.toLowerCase());
}"""
"""What the theme does with all that the search finds: it puts it into the page as HTML."""

IN_SEARCH = {"mark", "p"}


def seen(browser: Browser, drawn: Drawn, pages: Sequence[str]) -> list[str]:
    """What ran, or could run, in pages of a site, on the screen, on paper and in the search."""
    faults: list[str] = []
    with visiting(browser, drawn.site, drawn.address) as visit:
        note = visit.page.context.expose_function
        note("ran", lambda number: faults.append(f"place {number} ran"))
        visit.page.on("dialog", lambda dialog: faults.append(f"a dialog: {dialog.message}"))
        try:
            for address in pages:
                if address != "front.html":  # It leads away at once.
                    page = visit.open(address.removesuffix("index.html"), "load")
                    faults += [f"{address}: {each}" for each in page.evaluate(LOOK)]
            visit.page.emulate_media(media="print")
            visit.open("kpis/k01/")
            visit.page.emulate_media(media="screen")
            faults += in_search(visit.open(""), drawn)
            faults += words_of(visit, drawn)
        except Error as error:
            faults.append(f"a page was not shown to its end: {error}")
        strays = {stray for stray in visit.strays if not stray.endswith("/versions.json")}
        faults += [f"a request to {stray}" for stray in strays]
    return faults


def in_search(page: Page, drawn: Drawn) -> Iterator[str]:
    """Type into the search, then look at all that it could ever show."""
    page.locator(".md-search__input").click()
    page.keyboard.type(WORD)
    page.wait_for_selector(".md-search-result__item")
    page.wait_for_timeout(300)
    tags = set(page.evaluate(SHOW, WORD))
    page.wait_for_timeout(100)
    if not tags >= IN_SEARCH:
        yield "the search finds nothing"
    yield from (f"the search shows <{tag}>" for tag in sorted(tags - IN_SEARCH))


def words_of(visit: Visit, drawn: Drawn) -> Iterator[str]:
    """Titles are shown as they were written: escaped once, and nothing left out."""
    kpi = drawn.content.kpis["K01"]
    recommendation = drawn.content.recommendations["R01"]
    for address, title in (
        ("kpis/k01/", kpi.title),
        ("recommendations/r01/", recommendation.title),
    ):
        page = visit.open(address)
        for place, shown in (
            ("heading", page.locator("h1").first.inner_text()),
            ("title", page.title()),
            ("citation", page.locator("cite").inner_text()),
        ):
            if " ".join(title.split()) not in " ".join(shown.split()):
                yield f"{address}: its {place} does not show {title!r} but {shown!r}"
