"""In: a page's HTML and the glossary; out: the HTML with the first use of each term linked."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from ict_maturity.model import Glossary, Term
from ict_maturity.render.address import GLOSSARY, anchor_of, url_from

TAG = re.compile(r"(<[^>]*>)")
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6", "th", "caption", "figcaption", "summary"}
CONTROLS = {"button", "label", "select", "textarea"}
AS_WRITTEN = {"blockquote", "code", "pre"}
UNTOUCHED = HEADINGS | CONTROLS | AS_WRITTEN | {"a", "abbr", "script", "style", "svg"}
EDGE = re.compile(rf"(</?(?:{'|'.join(sorted(UNTOUCHED))})\b[^>]*>)")
"""Where an element begins or ends of which no text is linked."""
ENTITY = r"&#?\w+;"
"""A sign that is written as a word, which is none."""
ESCAPED = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "(?:&gt;|>)",
    '"': '(?:"|&quot;|&#34;)',
    "'": "(?:'|&#39;|&#x27;)",
}


class Spellings(NamedTuple):
    """One pattern for all spellings and for entities, the term of each, the terms of a text."""

    pattern: re.Pattern[str]
    terms: dict[str, Term]
    found_in: Callable[[str], frozenset[str]]


def term_anchor(term: str) -> str:
    """The heading of a term on the glossary page."""
    return anchor_of(term)


def forms_of(term: Term) -> tuple[str, ...]:
    """The spellings that are linked: an ordinary word at the start and within a sentence.

    A spelling with a capital letter further on, such as WILD, is linked as it is written.
    """
    return tuple(
        spelling
        for form in (term.term, *term.also)
        for spelling in dict.fromkeys((form, capital(form), small(form)))
    )


def capital(form: str) -> str:
    """As it stands at the start of a sentence."""
    return form[0].upper() + form[1:]


def small(form: str) -> str:
    """As it stands within a sentence."""
    return form.lower() if form[1:] == form[1:].lower() else form


def in_html(form: str) -> str:
    """A pattern for a spelling as it stands in HTML, whoever escaped it."""
    return "".join(ESCAPED.get(sign) or re.escape(sign) for sign in form)


# Memos of values: they cannot go stale, because a glossary is frozen and compared by its fields.
@lru_cache(maxsize=4)
def spellings(glossary: Glossary) -> Spellings:
    """All spellings, the longest first."""
    terms = {form: term for term in glossary.terms for form in forms_of(term)}
    longest_first = sorted(terms, key=lambda form: (-len(form), form))
    alternatives = "|".join(map(in_html, longest_first))
    pattern = re.compile(rf"(?<![\w/-])({alternatives})(?![\w/-])|{ENTITY}")

    # Pages of offices repeat most of their sentences; looking again took four times as long.
    @lru_cache(maxsize=10_000)
    def found_in(text: str) -> frozenset[str]:
        return frozenset(terms[unescape(form)].term for form in pattern.findall(text) if form)

    return Spellings(pattern, terms, found_in)


def with_glossary_links(html: str, glossary: Glossary, page: str) -> str:
    """Link the first use of each term in running text, never in links, headings or code.

    The glossary's own page is left as it is.
    """
    is_left = not glossary.terms or page == GLOSSARY
    return html if is_left else "".join(pieces_with_links(html, glossary, page))


def pieces_with_links(html: str, glossary: Glossary, page: str) -> Iterator[str]:
    """The pieces of a page in their order, the first use of each term linked."""
    pattern, terms, found_in = spellings(glossary)
    linked: set[str] = set()

    def link(match: re.Match[str]) -> str:
        term = terms[unescape(match[1])] if match[1] else None
        if term is None or term.term in linked:
            return match[0]
        linked.add(term.term)
        address = url_from(page, f"{GLOSSARY}#{term_anchor(term.term)}")
        return f'<a class="ictm-term" href="{address}">{match[0]}</a>'

    def linked_in(running: str) -> Iterator[str]:
        for index, piece in enumerate(TAG.split(running)):
            is_new = index % 2 == 0 and not found_in(piece) <= linked
            yield pattern.sub(link, piece) if is_new else piece

    within: list[str] = []
    # Charts have most of a page's tags, so what is left alone is passed by as a whole.
    for index, part in enumerate(EDGE.split(html)):
        if index % 2 == 0:
            yield from [part] if within else linked_in(part)
            continue
        name = part.strip("</>").split(maxsplit=1)[0]
        if not part.startswith("</"):
            within.append(name)
        elif within and within[-1] == name:
            within.pop()
        yield part
