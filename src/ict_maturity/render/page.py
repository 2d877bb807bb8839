"""In: a template, its values and what the page is; out: the staged page as an Output.

Every page gets its links to the glossary here, so that none can be left out.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial

import yaml
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ict_maturity.aggregate.site import Site
from ict_maturity.data.outputs import Output
from ict_maturity.data.shell import STAMPS
from ict_maturity.render.address import url_from, url_of
from ict_maturity.render.glossary_links import with_glossary_links
from ict_maturity.render.markdown import html_of, inline_html_of, paragraphs
from ict_maturity.texts import numbers
from ict_maturity.texts.words import word

PRE = re.compile(r"(<pre\b.*?</pre>)", re.DOTALL)
H2 = re.compile(r'<h2\b[^>]*\bid="([^"]+)"[^>]*>(.*?)</h2>', re.DOTALL)
SPACE_WITH_LINE_BREAK = re.compile(r"\s*\n\s*")


@dataclass(frozen=True)
class Page:
    """One generated page before it is framed.

    `path` is its place in the staged folder; `kind` is what search results call it; `source` is
    the content file it is made from; `data` is the path of the same facts as JSON; `cycle` and
    `data_date` say which reported data it shows, `input_digest` what its results were computed
    from; `hide` names parts of the theme to leave out.
    """

    path: str
    title: str
    description: str
    kind: str
    body: str
    source: str | None = None
    data: str | None = None
    cycle: str | None = None
    data_date: date | None = None
    input_digest: str | None = None
    hide: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates with all that they may call; compiled once, never changed."""
    templates = Environment(
        loader=PackageLoader("ict_maturity"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # Templates of an installed package stay as they are while a build runs.
        auto_reload=False,
    )
    templates.globals["word"] = word
    templates.filters |= {
        "paragraphs": paragraphs,
        "number": numbers.format_number,
        "short": numbers.format_short,
        "percent": numbers.format_percent,
        "long_date": numbers.long_date,
    }
    return templates


def body_of(template: str, path: str, **values: object) -> Markup:
    """Fill a template for the page at `path`.

    Besides `values` it may call `word(id)`, `url(path)` (an address relative to the page) and
    `markdown(text)`; everything that is not Markup is escaped.
    """
    calls: dict[str, Callable[..., object]] = {
        "url": partial(url_from, path),
        "markdown": partial(html_of, path=path),
        "inline_markdown": partial(inline_html_of, path=path),
    }
    # The environment escapes every value that is not Markup already.
    return Markup(environment().get_template(template).render(**calls, **values))  # noqa: S704


def page_output(site: Site, page: Page) -> Output:
    """The staged page: front matter, which the theme shows at its end, then one raw-HTML block."""
    front_matter = yaml.safe_dump(
        front_matter_of(site, page), allow_unicode=True, sort_keys=False, width=1000
    )
    body = with_glossary_links(page.body, site.content.glossary, page.path)
    return Output.of_text(page.path, f"---\n{front_matter}---\n\n{framed(body)}\n", page.source)


def stamped_output(site: Site, page: Page, search: str) -> Output:
    """The page as a stamp, drawn into the site after the engine; `search` is its only entry.

    Pages that come by the hundred are stamped, because the engine takes long for each page.
    """
    address = url_of(page.path)
    stamp = {
        "path": address,
        "title": page.title,
        "description": page.description,
        "body": framed(with_glossary_links(page.body, site.content.glossary, page.path)),
        "tags": [page.kind],
        "toc": [
            {"id": id, "title": Markup(title).striptags()}  # noqa: S704 - tags are dropped
            for id, title in H2.findall(page.body)
        ],
        "search": [{"title": page.title, "text": search}],
        "source": page.source or "",
        "data": page.data or "",
        "cycle": page.cycle or "",
        "data_date": numbers.long_date(page.data_date) if page.data_date else "",
        "input_digest": page.input_digest or "",
    }
    text = json.dumps(stamp, ensure_ascii=False, indent=1) + "\n"
    return Output.of_text(f"{STAMPS}/{address.rstrip('/')}.json", text, page.source)


def framed(body: str) -> Markup:
    """A page's body as one HTML element on one line."""
    return Markup('<div class="ictm">{}</div>').format(compact(body))


def front_matter_of(site: Site, page: Page) -> dict[str, object]:
    """What the theme, the search and the edit link need to know; empty values are left out."""
    framework = site.content.framework
    values: dict[str, object] = {
        "title": page.title,
        "description": page.description,
        "tags": [page.kind],
        "source": page.source,
        "data": page.data,
        "edition": framework.edition,
        "edition_status": framework.edition_status,
        "cycle": page.cycle,
        "data_date": page.data_date and numbers.long_date(page.data_date),
        "hide": list(page.hide),
        "generated": True,
        # Content is shown as it is written, braces included.
        "render_macros": False,
    }
    return {key: value for key, value in values.items() if value not in (None, [])}


def compact(html: str) -> Markup:
    """Put HTML on one line, so that no line of content can start a block of Markdown."""
    parts = PRE.split(html)
    for index, part in enumerate(parts):
        inside_pre = index % 2 == 1
        parts[index] = (
            part.replace("\n", "&#10;") if inside_pre else SPACE_WITH_LINE_BREAK.sub(" ", part)
        )
    return Markup("".join(parts).strip())  # noqa: S704 - only white space changed
