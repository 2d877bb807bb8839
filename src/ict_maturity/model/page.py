"""In: the first lines of a hand-written page; out: what they may say."""

from typing import Annotated, Literal

from pydantic import Field

from ict_maturity.facts.values import Flag, Line, Model


class PageSearch(Model):
    """How the search treats the page."""

    exclude: Flag = False
    """Whether the page is left out of the search."""


class PageHead(Model):
    """What stands between the two lines of hyphens at the top of a hand-written page."""

    title: Line | None = None
    """The page's name in the navigation and in search results; the first heading when left out."""
    description: Line | None = None
    """One sentence on what the page has."""
    tags: Annotated[tuple[Line, ...], Field(max_length=10)] = ()
    """Words to find the page by."""
    hide: tuple[Literal["footer", "navigation", "path", "tags", "toc"], ...] = ()
    """Parts around the page that are left out."""
    search: PageSearch | None = None
    """How the search treats the page."""
    render_macros: Flag = False
    """Whether the page asks for figures and worked examples."""
