"""In: the navigation of mkdocs.yml and the pages there are; out: where each page hangs."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any, cast

from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page

from ict_maturity.render.address import HOME


def expanded(nav: Any, paths: list[str]) -> Any:
    """The navigation with `folder/r*.md` replaced by all pages that it means, an index first."""
    if isinstance(nav, dict):
        return {title: expanded(entry, paths) for title, entry in nav.items()}
    if not isinstance(nav, list):
        return nav
    entries: list[Any] = []
    for entry in nav:
        if isinstance(entry, str) and "*" in entry:
            found = [path for path in paths if PurePosixPath(path).match(entry)]
            entries += sorted(found, key=lambda path: not path.endswith("/index.md"))
        else:
            entries.append(expanded(entry, paths))
    return entries


def leave_out(files: Files, nav: Any, by_hand: Callable[[str], bool]) -> None:
    """Pages that an index lists stay out of the navigation, which must not grow with them.

    Any other page that the navigation leaves out is found by nobody; the engine names it.
    """
    in_nav = set(paths_in(nav))
    for file in files.documentation_pages():
        path = file.src_uri
        listed = index_above(path) != HOME and files.get_file_from_path(index_above(path))
        if path not in in_nav and listed and not by_hand(path):
            file.inclusion = InclusionLevel.NOT_IN_NAV


def hang(files: Files, nav: Navigation) -> None:
    """A page outside the navigation hangs below the index page of its folder."""
    for file in files.documentation_pages():
        above = files.get_file_from_path(index_above(file.src_uri))
        index = above.page if above else None
        if file.page and file.page not in nav.pages and index and index != nav.homepage:
            # MkDocs types a parent as a section; its breadcrumbs take a page as well.
            file.page.parent = index.parent or cast(Section, index)


def index_above(path: str) -> str:
    """The index page of a page's folder; of an index page, the one of the folder above."""
    place = PurePosixPath(path)
    folder = place.parent.parent if place.name == "index.md" else place.parent
    return str(folder / "index.md")


def parts_of(items: Iterable[Any]) -> Iterator[Section | Link]:
    """All of a navigation that is no page."""
    for item in items:
        if not isinstance(item, Page):
            yield item
            yield from parts_of(item.children or ())


def paths_in(nav: Any) -> Iterator[str]:
    """All pages that a navigation names."""
    if isinstance(nav, str):
        yield nav
    else:
        entries: Iterable[Any] = nav.values() if isinstance(nav, dict) else nav
        for entry in entries:
            yield from paths_in(entry)
