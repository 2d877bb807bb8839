"""In: MkDocs' events; out: MkDocs draws the staged folder.

All that knows MkDocs is in this room.
"""

import os
import re
import sys
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from jinja2 import Environment
from jinja2.filters import do_striptags
from mkdocs.config.base import LegacyConfig
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc
from mkdocs.utils.meta import get_data

from ict_maturity.aggregate.site import Site
from ict_maturity.build import build
from ict_maturity.data.search import ENTRIES, SearchEntry, entries_in, entries_text
from ict_maturity.data.versions import EDITION, LATEST, NEXT
from ict_maturity.load.handwritten import HANDWRITTEN, handwritten, loose
from ict_maturity.load.settings import markdown_extensions
from ict_maturity.model import MAIN
from ict_maturity.model.settings import PageHead, PageSearch
from ict_maturity.order import natural_order
from ict_maturity.problems import Problem, RefusedError, errors, first_ones
from ict_maturity.render.address import edit_address
from ict_maturity.render.drawn_page import drawing_faults, nested_too_deeply
from ict_maturity.render.glossary_links import with_glossary_links
from ict_maturity.render.not_found import not_found
from ict_maturity.render.page import H2
from ict_maturity.render.page_html import refuse_unsafe
from ict_maturity.render.page_template import Blocks, PageError
from ict_maturity.render.page_text import entries_of_html
from ict_maturity.render.theme_text import as_html, heading_as_html, without_tags
from ict_maturity.said import long_date
from ict_maturity.texts.words import ENGLISH, problems_text, site_words, words_of
from ict_maturity.website.engine import MEMBERS, OFFLINE, STAGED, VARIABLE, look_for_garbage_seldom
from ict_maturity.website.manifest import write_manifest
from ict_maturity.website.offline import make_offline
from ict_maturity.website.plugin.navigation import expanded, hang, leave_out, parts_of
from ict_maturity.website.plugin.settings import THEME, complete, escape_settings, root_of
from ict_maturity.website.stage import FOLDER, MANIFEST, stage, staged_sources
from ict_maturity.website.stamp import StampError, stamp

ID = re.compile(r'\bid="([^"]+)"')
WORKER = re.compile(r"search/worker\.[0-9a-f]+\.js")
"""The script that answers what is typed into the search box."""
OURS = frozenset(path.relative_to(THEME).as_posix() for path in THEME.glob("partials/*.html"))
"""The templates that escape what they print; `main.html` only joins them with the theme's own."""


class IctMaturityPlugin(BasePlugin[LegacyConfig]):
    """Lets `mkdocs build` and `mkdocs serve` work on a content root as it lies there."""

    site: Site
    """All that the pages of this build may know."""
    blocks = Blocks()
    """What was drawn for the page that is being read."""
    faults: list[Problem]
    """Why pages cannot be published; all of them are told when every page was read."""
    page_read: str
    """The file of the page that is being read."""
    asked: PageSearch
    """What the page that is being read asks of the search."""
    found: list[SearchEntry]
    """What the search finds of hand-written pages."""
    version: str
    """The folder that the site is for, beside other versions; nothing for a site alone."""

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Build, stage, and point MkDocs at the staged folder."""
        look_for_garbage_seldom()
        root, folder = root_of(config), Path(config.docs_dir)
        self.version = os.environ.get(VARIABLE, "")
        try:
            members = os.environ.get(MEMBERS)
            private = Path(members) if members else None
            built = build(root, revision=revision_of(self.version), members=private)
            if built.site is None:
                raise stopped_by(built.problems)
            if not (folder / MANIFEST).is_file():
                folder = Path(os.environ.get(STAGED) or root / FOLDER)
                problems = stage(root, built.outputs, folder)
                if not errors(problems):
                    problems = tuple(unpublished_pages(root, built.site))
                if errors(problems):
                    raise stopped_by(problems)
            tell_warnings(built.problems)
        except OSError as error:
            reason = error.said if isinstance(error, RefusedError) else str(error)
            raise Abort(words_of(ENGLISH)("engine.not_built", reason=reason)) from error
        self.site = built.site
        self.sources = staged_sources(folder)
        self.faults, self.found = [], []
        config.docs_dir = str(folder)
        complete(config, self.site.content.framework, self.version, self.sources)
        if config.nav:
            config.nav = expanded(config.nav, sorted(self.sources, key=natural_order))
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Pages that an index lists stay out of the navigation."""
        leave_out(files, config.nav or [], self._by_hand)
        return files

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        """A page outside the navigation hangs below the index page of its folder."""
        hang(files, nav)
        for part in parts_of(nav.items):
            part.title = as_html(part.title)
            if isinstance(part, Link):
                part.url = as_html(part.url)
        return nav

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:
        """Hand texts to the theme as HTML, and to our templates what they need besides the page."""
        if self.faults:
            raise Abort(told(dict.fromkeys(self.faults)))
        escape_settings(config)
        self._escape_texts(files)
        env.filters["striptags"] = without_tags
        # The theme's own templates escape by hand, or not at all.
        env.autoescape = OURS.__contains__
        framework = self.site.content.framework
        env.globals |= {
            "word": site_words(framework),
            "long_date": long_date,
            "framework": framework,
            "engine_version": self.site.engine_version,
            "version": self.version,
            "search_worker": next(filter(WORKER.fullmatch, self.sources)),
            "is_next": self.version == NEXT,
            "latest": LATEST,
            "is_for_members": self.site.content.seen_by == "members",
            "not_found": not_found(self.site, urlsplit(config.site_url or "/").path or "/"),
        }
        return env

    def _escape_texts(self, files: Files) -> None:
        """All that the theme prints of pages: it is called when every page has been read."""
        for page in filter(None, (file.page for file in files.documentation_pages())):
            title = page.title or ""
            page.title = as_html(title) if "title" in page.meta else heading_as_html(title)
            page.meta = as_html(page.meta)

    def on_pre_page(self, page: Page, config: MkDocsConfig, files: Files) -> Page:
        """The edit link leads to the file that the page is made from."""
        source, repository = self._source(page), config.repo_url
        page.edit_url = edit_address(repository, source) if source and repository else None
        return page

    def on_page_markdown(
        self, markdown: str, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Say where the page comes from; what a page says to the theme is what `check` read."""
        by_hand = self._by_hand(page.file.src_uri)
        self.page_read = self._source(page) or page.file.src_uri
        if by_hand and not page.meta.keys() <= PageHead.model_fields.keys():
            self.faults.append(loose(self._source(page) or page.file.src_uri))
        page.meta.setdefault("source", self._source(page))
        self.asked = PageSearch.model_validate(page.meta.get("search") or {})
        # Nothing is left to the engine's own index, which each page would load.
        page.meta["search"] = {"exclude": True}
        if not isinstance([page, *page.ancestors][-1], Section):
            # A page that stands alone in the navigation needs the room more than a list of itself.
            page.meta["hide"] = [*page.meta.get("hide", []), "navigation"]
        return markdown if by_hand else ""

    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """A generated page is HTML already: Markdown would only take its time over it."""
        if self._by_hand(page.file.src_uri):
            whole = self._with_blocks(html, page)
            if not self.asked.exclude:
                self.found += entries_of_html(whole, self._entry(page))
            return with_glossary_links(whole, self.site.content.glossary, page.file.src_uri)
        html = get_data(page.file.content_string)[0].strip()
        page.toc = get_toc([_toc_entry(id, title) for id, title in H2.findall(html)])
        page.present_anchor_ids = as_linked(ID.findall(html))
        return html

    def _entry(self, page: Page) -> SearchEntry:
        """What the search finds of a hand-written page, as far as its head says it."""
        head = page.meta
        return SearchEntry(
            page.url,
            head.get("title", ""),
            head.get("description", ""),
            tuple(head.get("tags") or ()),
            boost=float(self.asked.boost),
        )

    def _with_blocks(self, html: str, page: Page) -> str:
        """A hand-written page that is known to run nothing, with what the engine drew for it."""
        source = self._source(page) or page.file.src_uri
        try:
            refuse_unsafe(html, source)
            whole = self.blocks.put_into(html, source)
        except PageError as fault:
            self.faults.append(fault.problem)
            return ""
        anchors = {id for block in self.blocks.values() for id in ID.findall(block)}
        page.present_anchor_ids = as_linked(anchors | (page.present_anchor_ids or set()))
        return whole

    def on_serve(
        self, server: LiveReloadServer, config: MkDocsConfig, builder: Any
    ) -> LiveReloadServer:
        """Watch what people write and not what is made of it."""
        root = root_of(config)
        server.unwatch(config.docs_dir)
        written = {*self.site.content.files.values(), f"{HANDWRITTEN}/"}
        for name in sorted({path.partition("/")[0] for path in written}):
            if (root / name).exists():
                server.watch(str(root / name))
        return server

    def on_build_error(self, error: Exception) -> None:
        """Say in which page the reader of Markdown lost its way."""
        if isinstance(error, RecursionError):
            raise Abort(told([nested_too_deeply(self.page_read).problem]))

    @event_priority(-100)
    def on_post_build(self, config: MkDocsConfig) -> None:
        """After the sitemap is written: let pages be found, fill the shells, list what is there."""
        site = Path(config.site_dir)
        add_to_search(site, self.found)
        try:
            stamp(site)
            if os.environ.get(OFFLINE):
                make_offline(site)
        except StampError as error:
            raise Abort(words_of(ENGLISH).say(error.said)) from error
        write_manifest(site, self.site)

    def _source(self, page: Page) -> str | None:
        return self.sources.get(page.file.src_uri)

    def _by_hand(self, path: str) -> bool:
        return (self.sources.get(path) or "").startswith(f"{HANDWRITTEN}/")


def revision_of(version: str) -> str:
    """Where the repository shows what a version is made of: an edition's tag has its name."""
    return version if EDITION.fullmatch(version) else MAIN


def as_linked(anchors: Iterable[str]) -> set[str]:
    """Anchors as links name them: browsers take them in signs and give them out in percents."""
    return {form for anchor in anchors for form in (anchor, quote(anchor))}


def add_to_search(site: Path, found: Iterable[SearchEntry]) -> None:
    """Put hand-written pages beside what the search finds of the others."""
    path = site / ENTRIES
    entries = entries_in(path.read_text("utf-8"))
    path.write_text(entries_text([*entries, *found]), "utf-8", newline="\n")


def stopped_by(problems: tuple[Problem, ...]) -> Abort:
    """The clean end of a build that has problems."""
    return Abort(told(first_ones(problems)))


def told(problems: Iterable[Problem]) -> str:
    """Problems for whoever started the engine, who need not be a reader of the site."""
    return problems_text(problems, words_of(ENGLISH))


def unpublished_pages(root: Path, site: Site) -> Iterator[Problem]:
    """Why hand-written pages cannot be drawn, each with its line, before the engine begins."""
    files, _ = handwritten(root)
    return drawing_faults(files, lambda: site, markdown_extensions(root))


def tell_warnings(warnings: tuple[Problem, ...]) -> None:
    """Say them on the screen: with `--strict`, the engine's own log would stop the build."""
    for warning in first_ones(warnings):
        print(f"{told([warning])}\n", file=sys.stderr)


def _toc_entry(id: str, title: str) -> Any:
    name = escape(do_striptags(title), quote=False)
    return {"level": 2, "id": id, "name": name, "children": []}
