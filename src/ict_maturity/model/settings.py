"""In: mkdocs.yml, trusted.yaml, the head of a page; out: settings known to run and fetch nothing.

What is not here is refused unless trusted.yaml lists it: the site engine has many settings with
which it runs a program, reads a file from elsewhere or lets browsers fetch something.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from html import unescape
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from ict_maturity.facts.values import Count, Flag, Language, Line, Model, Number, Text, refusal
from ict_maturity.said import word

OWN_PLUGIN = "ict-maturity"
WEB_OR_SITE = re.compile(r"https?://[^\s\"'<>`]+|(?![/\\\s])[^:\n\"'<>`]+")
WORD = r"^[a-z0-9_.-]+$"
ICON = r"^[a-z0-9-]+(/[a-z0-9-]+)+$"
OWN_FILE = r"^assets/[A-Za-z0-9/_.-]+$"
MEDIA = r"^\([a-z: -]+\)$"
FORMS = {
    WORD: word("form.word"),
    ICON: word("form.icon"),
    OWN_FILE: word("form.own_file"),
    MEDIA: word("form.media"),
}
"""What a setting of each form is, in words."""
Word = Annotated[str, Field(strict=True, pattern=WORD, max_length=60)]
Icon = Annotated[str, Field(strict=True, pattern=ICON, max_length=100)]
OwnFile = Annotated[str, Field(strict=True, pattern=OWN_FILE, max_length=200)]


def with_options(entry: Any) -> Any:
    """An entry of a list that may be a name alone, as a name with its options."""
    if isinstance(entry, str):
        return {entry: {}}
    if isinstance(entry, dict):
        return {name: {} if options is None else options for name, options in entry.items()}
    return entry


def as_list(value: Any) -> Any:
    """One value alone as a list of it, and names with options as a list of them."""
    if isinstance(value, dict):
        return [{name: options} for name, options in value.items()]
    return value if isinstance(value, list) else [value]


def lead_somewhere(nav: Any) -> Any:
    """Every address in a navigation is a page of the site or on the web."""
    for address in addresses_in(nav):
        if not isinstance(address, str) or not WEB_OR_SITE.fullmatch(unescape(address)):
            raise refusal("address", word("expected.addresses"))
    return nav


def addresses_in(nav: Any) -> Iterator[Any]:
    """What the titles of a navigation lead to, at any depth."""
    waiting = [nav]
    while waiting:
        entry = waiting.pop()
        if isinstance(entry, list):
            waiting += entry
        elif isinstance(entry, dict):
            waiting += entry.values()
        else:
            yield entry


class Toggle(Model):
    """The button that changes the colours."""

    icon: Icon
    name: Line


class Palette(Model):
    """One set of colours."""

    media: Annotated[str, Field(strict=True, pattern=MEDIA)] | None = None
    scheme: Word | None = None
    primary: Word | None = None
    accent: Word | None = None
    toggle: Toggle | None = None


class Icons(Model):
    """Pictures that the theme brings."""

    repo: Icon | None = None
    edit: Icon | None = None
    view: Icon | None = None
    logo: Icon | None = None


class Theme(Model):
    """How pages look."""

    name: Literal["material"]
    font: Literal[False]
    logo: OwnFile | None = None
    favicon: OwnFile | None = None
    icon: Icons | None = None
    palette: Annotated[tuple[Palette, ...], BeforeValidator(as_list)] = ()
    features: tuple[Word, ...] = ()


class Extra(Model):
    """What only the theme reads."""

    generator: Flag | None = None


class NoOptions(Model):
    """A name that is known without options only."""


class Toc(Model):
    """The list of headings."""

    permalink: Flag | None = None
    title: Line | None = None
    toc_depth: Count | None = None


class Extension(Model):
    """One extension of Markdown."""

    admonition: NoOptions | None = None
    attr_list: NoOptions | None = None
    def_list: NoOptions | None = None
    footnotes: NoOptions | None = None
    sane_lists: NoOptions | None = None
    tables: NoOptions | None = None
    toc: Toc | None = None
    details: NoOptions | None = Field(None, alias="pymdownx.details")
    superfences: NoOptions | None = Field(None, alias="pymdownx.superfences")


class Search(Model):
    """The search of the theme."""

    lang: Annotated[tuple[Language, ...], BeforeValidator(as_list)] = ()


class Macros(Model):
    """Figures in hand-written pages: drawn in our sandbox, and only where a page asks for it."""

    modules: tuple[Literal["ict_maturity.website.macros"]]
    render_by_default: Literal[False]
    on_undefined: Literal["strict"] = "strict"
    on_error_fail: Literal[True] = True


class Plugin(Model):
    """One plugin of the site engine."""

    search: Search | None = None
    ict_maturity: NoOptions | None = Field(None, alias=OWN_PLUGIN)
    macros: Macros | None = None


def our_own_is_there(plugins: tuple[Plugin, ...]) -> tuple[Plugin, ...]:
    """Pages are looked at by our plugin, so nothing is drawn without it."""
    if sum(each.ict_maturity is not None for each in plugins) != 1:
        raise refusal("plugin_missing", word("expected.plugin", plugin=OWN_PLUGIN))
    return plugins


Warned = Literal["warn", "info", "ignore", "relative_to_docs"]
Named = BeforeValidator(with_options)
ListOfNames = BeforeValidator(as_list)


class Settings(Model):
    """mkdocs.yml."""

    site_name: Line
    site_author: Line | None = None
    theme: Theme
    extra: Extra | None = None
    markdown_extensions: Annotated[tuple[Annotated[Extension, Named], ...], ListOfNames] = ()
    plugins: Annotated[
        tuple[Annotated[Plugin, Named], ...], ListOfNames, AfterValidator(our_own_is_there)
    ]
    validation: dict[Word, Warned | dict[Word, Warned]] | None = None
    strict: Flag | None = None
    nav: Annotated[Any, AfterValidator(lead_somewhere)] = None


class Trusted(Model):
    """trusted.yaml: what may run besides the software itself; it belongs to the programmers."""

    settings: tuple[Annotated[str, Field(strict=True, max_length=200)], ...]
    """Settings of mkdocs.yml that were looked at, such as `hooks` or `plugins.glightbox`."""
    reason: Text
    """What they are needed for."""


class PageSearch(Model):
    """How the search treats the page."""

    exclude: Flag = False
    """Whether the page is left out of the search."""
    boost: Annotated[Number, Field(gt=0, le=10)] = Decimal(1)
    """How much its words count; less than 1 for a page that few people look for."""


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
