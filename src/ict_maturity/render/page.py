"""In: a template, its values and what the page is; out: the staged page as an Output.

Every page gets its links to the glossary here, so that none can be left out.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from typing import NamedTuple

import yaml
from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from jinja2.filters import do_striptags
from markupsafe import Markup

from ict_maturity.aggregate.site import Site
from ict_maturity.data.outputs import Output
from ict_maturity.data.search import SearchEntry
from ict_maturity.data.shell import STAMPS
from ict_maturity.render.address import url_from, url_of
from ict_maturity.render.glossary_links import with_glossary_links
from ict_maturity.render.markdown import html_of, inline_html_of, paragraphs
from ict_maturity.said import (
    Sayable,
    fixed_number,
    grouped,
    listed,
    long_date,
    percentage,
    short_number,
    word,
)
from ict_maturity.texts.words import Words, site_words

PRE = re.compile(r"(<pre\b.*?</pre>)", re.DOTALL)
H2 = re.compile(r'<h2\b[^>]*\bid="([^"]+)"[^>]*>(.*?)</h2>', re.DOTALL)


class Part(NamedTuple):
    """A part of a page that the search finds by itself: its heading, and what it says.

    `kinds` says what it is where that is something else than the page, `names` what it is meant by
    when somebody types that.
    """

    anchor: str
    title: Sayable
    text: Sayable
    kinds: tuple[Sayable, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Page:
    """One generated page before it is framed.

    `path` is its place in the staged folder; `kind` is what search results call it; `source` is
    the content file it is made from; `data` is the path of the same facts as JSON; `cycle` and
    `data_date` say which reported data it shows, `input_digest` what its results were computed
    from; `hide` names parts of the theme to leave out.

    The search finds it by `names`, such as its id, before all else, then by its title and by
    `says`, or its description where that is all; each counts `boost` times. `marks` are what must
    be said wherever it is shown. Its `parts` are found by themselves; of a page without, its
    headings are.
    """

    path: str
    title: Sayable
    description: Sayable
    kind: Sayable
    body: str
    source: str | None = None
    data: str | None = None
    cycle: str | None = None
    data_date: date | None = None
    input_digest: str | None = None
    hide: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    marks: tuple[Sayable, ...] = ()
    says: Sayable = ""
    boost: float = 1
    parts: tuple[Part, ...] = ()


def words_for(site: Site) -> Words:
    """The words of the site's language."""
    return site_words(site.content.framework)


@cache
def environment(words: Words) -> Environment:
    """The templates with all that they may call; compiled once a language, never changed.

    What they print that is in no language yet is spoken; `word(id)` is words already.
    """
    templates = Environment(
        loader=PackageLoader("ict_maturity"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # Templates of an installed package stay as they are while a build runs.
        auto_reload=False,
        finalize=words.spoken,
    )
    templates.globals["word"] = words
    templates.filters |= {
        "paragraphs": paragraphs,
        "number": fixed_number,
        "grouped": grouped,
        "short": short_number,
        "percent": percentage,
        "listed": listed,
        "long_date": long_date,
    }
    return templates


def body_of(site: Site, template: str, path: str, **values: object) -> Markup:
    """Fill a template for the page at `path`.

    Besides `values` it may call `word(id)`, `url(path)` (an address relative to the page) and
    `markdown(text)`; everything that is not Markup is escaped.
    """
    calls: dict[str, Callable[..., object]] = {
        "url": partial(url_from, path),
        "markdown": partial(html_of, path=path),
        "inline_markdown": partial(inline_html_of, path=path),
    }
    return Markup(filled(environment(words_for(site)).get_template(template), {**calls, **values}))


def filled(template: Template, values: Mapping[str, object]) -> str:
    """The template as HTML: its environment escapes every value that is not Markup."""
    return template.render(values)


def page_output(site: Site, page: Page) -> Output:
    """The staged page: front matter, which the theme shows at its end, then one raw-HTML block."""
    front_matter = yaml.safe_dump(
        front_matter_of(site, page), allow_unicode=True, sort_keys=False, width=1000
    )
    body = with_glossary_links(page.body, site.content.glossary, page.path)
    output = Output.of_text(page.path, f"---\n{front_matter}---\n\n{framed(body)}\n", page.source)
    parts = page.parts or tuple(headings(page))
    return replace(output, found=tuple(entries_of(site, replace(page, parts=parts))))


def stamped_output(site: Site, page: Page) -> Output:
    """The page as a stamp, drawn into the site after the engine.

    Pages that come by the hundred are stamped, because the engine takes long for each page.
    """
    address, say = url_of(page.path), words_for(site).say
    title = say(page.title)
    stamp = {
        "path": address,
        "title": title,
        "description": say(page.description),
        "body": framed(with_glossary_links(page.body, site.content.glossary, page.path)),
        "tags": [say(page.kind)],
        "toc": [{"id": id, "title": do_striptags(title)} for id, title in H2.findall(page.body)],
        "source": page.source or "",
        "data": page.data or "",
        "cycle": page.cycle or "",
        "data_date": say(long_date(page.data_date)) if page.data_date else "",
        "input_digest": page.input_digest or "",
    }
    text = json.dumps(stamp, ensure_ascii=False, indent=1) + "\n"
    output = Output.of_text(f"{STAMPS}/{address.rstrip('/')}.json", text, page.source)
    return replace(output, found=tuple(entries_of(site, page)))


def entries_of(site: Site, page: Page) -> Iterator[SearchEntry]:
    """What the search finds of a page: the page itself, then its parts."""
    address, words = url_of(page.path), words_for(site)

    def kinds(of: tuple[Sayable, ...]) -> tuple[str, ...]:
        return tuple(map(words.say, (*of, *page.marks)))

    title, says = words.say(page.title), words.say(page.says or page.description)
    yield SearchEntry(address, title, says, kinds((page.kind,)), page.names, page.boost)
    for part in page.parts:
        yield SearchEntry(
            f"{address}#{part.anchor}",
            words.say(part.title),
            words.say(part.text),
            kinds(part.kinds or (page.kind,)),
            part.names,
        )


def lines(*texts: Sayable) -> Sayable:
    """Texts for the search that do not read on, a line each."""
    return listed(texts, "paragraphs")


def labelled(label: Sayable, text: Sayable) -> Sayable:
    """A text for the search with what it is about."""
    return word("found.line", label=label, text=text)


def headings(page: Page) -> Iterator[Part]:
    """The headings of a page, which say nothing further; what one leads to is found by itself."""
    found = H2.findall(page.body)
    return (Part(id, do_striptags(title), "") for id, title in found if "<a " not in title)


def is_page(output: Output) -> bool:
    """Whether an output becomes a page, and is not a file beside pages."""
    return output.path.endswith(".md") or output.path.startswith(f"{STAMPS}/")


def place_and_body(page: Output) -> tuple[str, str]:
    """Where a staged page ends in the site, and the body that the finished page has there."""
    if page.path.startswith(f"{STAMPS}/"):
        stamp = json.loads(page.content)
        return f"{stamp['path']}index.html", stamp["body"]
    return f"{url_of(page.path)}index.html", page.text.partition("\n---\n\n")[2].strip()


def framed(body: str) -> Markup:
    """A page's body as one HTML element on one line."""
    return Markup('<div class="ictm">{}</div>').format(Markup(on_one_line(body)))


def front_matter_of(site: Site, page: Page) -> dict[str, object]:
    """What the theme, the search and the edit link need to know; empty values are left out."""
    framework, say = site.content.framework, words_for(site).say
    values: dict[str, object] = {
        "title": say(page.title),
        "description": say(page.description),
        "tags": [say(page.kind)],
        "source": page.source,
        "data": page.data,
        "edition": framework.edition,
        "edition_status": framework.edition_status,
        "cycle": page.cycle,
        "data_date": page.data_date and say(long_date(page.data_date)),
        "hide": list(page.hide),
        "generated": True,
        # Content is shown as it is written, braces included.
        "render_macros": False,
    }
    return {key: value for key, value in values.items() if value not in (None, [])}


def on_one_line(html: str) -> str:
    """Put HTML on one line, so that no line of content can start a block of Markdown."""
    parts = PRE.split(html)
    for index, part in enumerate(parts):
        inside_pre = index % 2 == 1
        parts[index] = part.replace("\n", "&#10;") if inside_pre else one_line(part)
    return "".join(parts).strip()


def one_line(text: str) -> str:
    """The text with one space where lines broke, and with what stood around it.

    A regular expression does the same and takes seven times as long, over every page of a site.
    """
    first, *others = text.split("\n")
    if not others:
        return text
    between = filter(None, map(str.strip, others[:-1]))
    return " ".join([first.rstrip(), *between, others[-1].lstrip()])
