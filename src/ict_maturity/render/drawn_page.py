"""In: hand-written pages, the Site and the extensions of Markdown; out: Problems of drawing them.

The pages are filled and read by the Markdown of the site engine, as a build does it: so `check` and
`build` agree on each page.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from markdown import Markdown

from ict_maturity.aggregate.site import Site
from ict_maturity.check.handwritten import PAGE
from ict_maturity.data.outputs import Output
from ict_maturity.load.handwritten import read_page
from ict_maturity.load.one_file import decode
from ict_maturity.problems import Problem, wrong
from ict_maturity.render.address import anchor_of
from ict_maturity.render.page_functions import page_functions
from ict_maturity.render.page_html import refuse_unsafe
from ict_maturity.render.page_template import Blocks, PageError, filled, plain

ENGINE: Mapping[str, Mapping[str, object]] = {"toc": {"slugify": anchor_of}}
"""How the site engine's Markdown is set up in every site, besides what mkdocs.yml says."""

ALWAYS = ("toc", "tables", "fenced_code")
"""The extensions that the site engine uses without being asked."""


def drawing_faults(
    files: Iterable[Output], site: Callable[[], Site | None], extensions: Iterable[str]
) -> Iterator[Problem]:
    """Why pages of docs/ in which `check_handwritten` found nothing cannot be published.

    `site` is asked for only when a page prints something of it; with None it is not drawn.
    """
    names = [*dict.fromkeys((*ALWAYS, *extensions))]
    for file in files:
        if not file.path.endswith(PAGE):
            continue
        source = file.source or file.path
        text = decode(file.content)[0]
        page, _ = read_page(text, source)
        if page is None:
            continue
        asked = site() if page.head.render_macros else None
        if page.head.render_macros and asked is None:
            continue
        try:
            draw(page.markdown, file.path, source, asked, names)
        except PageError as fault:
            yield fault.problem


def draw(markdown: str, path: str, source: str, site: Site | None, extensions: list[str]) -> str:
    """The HTML of a page; without a site nothing in it is filled.

    Raises PageError when it cannot be published.
    """
    blocks = Blocks()
    if site is not None:
        functions = page_functions(site, lambda: path)
        kept = {name: blocks.keeping(function) for name, function in functions.items()}
        values = {"framework": plain(site.content.framework)}
        markdown = filled(markdown, kept, values, source)
    try:
        html = Markdown(extensions=extensions, extension_configs=ENGINE).convert(markdown)
    except RecursionError:
        raise nested_too_deeply(source) from None
    refuse_unsafe(html, source)
    return blocks.put_into(html, source)


def nested_too_deeply(source: str) -> PageError:
    """What is said of a page over which the reader of Markdown has lost its way."""
    return PageError(source, wrong("markdown-not-allowed.undrawn"))
