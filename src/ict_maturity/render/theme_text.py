"""In: what the site engine hands to its theme; out: the same with every text as HTML.

The theme prints what it is given as it is: this is the one border where texts become HTML.
"""

from html import unescape
from typing import Any

from jinja2.filters import do_striptags
from markupsafe import Markup, escape


def as_html(value: Any) -> Any:
    """A text as HTML that shows it, also within lists and mappings; other values stay.

    The result is Markup, so that what the theme escapes itself is not escaped twice.
    """
    if isinstance(value, str):
        return escape(value)
    if isinstance(value, dict):
        return {key: as_html(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [as_html(entry) for entry in value]
    return value


def heading_as_html(title: str) -> Markup:
    """A title that the site engine took from a heading, where signs of HTML are entities."""
    return escape(unescape(title))


def without_tags(value: object) -> Markup:
    """Jinja's filter `striptags`, which makes live HTML of escaped texts, kept HTML."""
    return escape(do_striptags(str(value)))
