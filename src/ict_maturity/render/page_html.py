"""In: the HTML that a hand-written page became; out: nothing, or why no browser may get it.

`check` reads a page's Markdown by another parser than the site engine does. What holds here holds
for the page that is published, however it was written.
"""

import re
from collections.abc import Iterator
from html import unescape

from ict_maturity.check.handwritten import is_own_file, is_safe_link
from ict_maturity.facts.signs import UNSEEN_SIGNS
from ict_maturity.problems import short, wrong
from ict_maturity.render.page_template import PageError

TAG = re.compile(
    r"</(?P<end>[a-z][a-z0-9]*)>"
    r"|<(?P<name>[a-z][a-z0-9]*)(?P<attributes>(?: [a-z-]+=\"[^\"<>]*\")*)(?: ?/)?>"
)
"""The one form in which the engine writes a tag, and in which every browser reads the same."""
ATTRIBUTE = re.compile(r" ([a-z-]+)=\"([^\"]*)\"")
ELEMENTS = frozenset(
    {"h1", "h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "blockquote", "pre", "div", "details"}
    | {"ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td", "summary"}
    | {"a", "code", "em", "img", "span", "strong", "sup"}
)
NAME = re.compile(r"(?!__|ictm-|md-)[^\s]+|__(?:span|codelineno|code)[0-9_-]+")
"""An id or class of a page's own. Scripts of the theme and of ours find their places by others."""
FORMS = {
    "alt": re.compile(r".*", re.DOTALL),
    "open": re.compile("open"),
    "start": re.compile("[0-9]+"),
    "style": re.compile("text-align: (?:left|right|center);"),
    "title": re.compile(r".*", re.DOTALL),
}
OF_ONE = {
    ("a", "href"),
    ("a", "name"),
    ("details", "open"),
    ("img", "alt"),
    ("img", "src"),
    ("ol", "start"),
    ("td", "style"),
    ("th", "style"),
}
OF_ALL = frozenset({"class", "id", "title"})
LOADED = frozenset({"mermaid"})
"""Classes for which the theme fetches a program from elsewhere."""


def refuse_unsafe(html: str, source: str) -> None:
    """Let only HTML pass that shows text which can be seen, pictures of the site and links.

    Raises PageError with the first thing that is something else.
    """
    unseen = UNSEEN_SIGNS.search(unescape(html))
    if unseen:
        sign = f"U+{ord(unseen[0]):04X}"
        raise PageError(source, wrong("control-character.html", sign=sign))
    unsafe = next(unsafe_parts(html), None)
    if unsafe is not None:
        raise PageError(source, wrong("html-in-markdown.drawn", html=short(unsafe)))


def unsafe_parts(html: str) -> Iterator[str]:
    """Tags and attributes that are not known to be harmless."""
    for start in (match.start() for match in re.finditer("<", html)):
        tag = TAG.match(html, start)
        if not tag or (tag["name"] or tag["end"]) not in ELEMENTS:
            yield html[start : start + 100]
            continue
        for name, value in ATTRIBUTE.findall(tag["attributes"] or ""):
            if not is_harmless(tag["name"], name, unescape(value)):
                yield tag[0]


def is_harmless(element: str, attribute: str, value: str) -> bool:
    """Whether an attribute may have this value."""
    if attribute not in OF_ALL and (element, attribute) not in OF_ONE:
        return False
    if attribute in ("class", "id", "name"):
        return all(NAME.fullmatch(each) and each not in LOADED for each in value.split())
    if attribute == "href":
        return is_safe_link(value)
    if attribute == "src":
        return is_own_file(value)
    return FORMS[attribute].fullmatch(value) is not None
