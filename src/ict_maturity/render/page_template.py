"""In: a hand-written page and what it may ask for; out: its Markdown, and the blocks to put in it.

A function that gives HTML leaves only a word behind, and its block takes that place once the page
was read as Markdown and found harmless: what a page says never mixes with what the engine draws.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup

from ict_maturity.check.handwritten import costly_faults
from ict_maturity.check.page_template import HINT, PageEnvironment, template_fault
from ict_maturity.facts.signs import UNSEEN_SIGNS
from ict_maturity.facts.values import Model
from ict_maturity.load.handwritten import LARGEST_PAGE
from ict_maturity.problems import RefusedError, Wrong, wrong
from ict_maturity.said import grouped, word

PLACE = re.compile(r"<p>(ictm-block-[0-9]+)</p>")
LONGEST_WORDS = 4000


class PageError(ValueError):
    """Why a page cannot be drawn: one problem, worded for the person who wrote the page."""

    def __init__(self, source: str, what: Wrong, line: int = 0) -> None:
        self.problem = what.at(source, line)
        super().__init__(repr(self.problem))


class Blocks(dict[str, Markup]):
    """The HTML that was drawn for one page, by the word that stands in its place."""

    def keeping(self, function: Callable[..., object]) -> Callable[..., object]:
        """The same function, with a word for the HTML that it gives."""

        def kept(*arguments: object, **named: object) -> object:
            value = function(*arguments, **named)
            if not isinstance(value, Markup):
                return value
            place = f"ictm-block-{len(self) + 1}"
            self[place] = value
            return place

        return kept

    def put_into(self, html: str, source: str) -> str:
        """The page's HTML with each block in its place.

        Raises PageError when one of them does not stand by itself.
        """
        used: list[str] = []

        def block(place: re.Match[str]) -> str:
            if place[1] not in self:
                return place[0]
            used.append(place[1])
            return f"{self[place[1]]}\n"

        whole = PLACE.sub(block, html)
        if sorted(used) != sorted(self):
            raise PageError(source, wrong("template-not-allowed.place"))
        return whole


def filled(
    text: str,
    functions: Mapping[str, Callable[..., object]],
    values: Mapping[str, object],
    source: str,
) -> str:
    """The page with what it asks for, which is text or the word for a block.

    `values` are plain data. Raises PageError for all that is not read, or cannot be answered.
    """
    fault = template_fault(text)
    if fault:
        raise PageError(source, fault.what, fault.line)
    environment = PageEnvironment()
    environment.globals |= {**values, **functions}
    try:
        said = environment.from_string(text).render()
    except Exception as error:  # A page may call each function in each way.
        reason = error.said if isinstance(error, RefusedError) else str(error)[:LONGEST_WORDS]
        what = wrong("template-not-allowed.missing", HINT, reason=reason)
        raise PageError(source, what, line_within(error)) from error
    refuse_costly(said, source)
    return said


def line_within(error: Exception) -> int:
    """The line of the page at which Jinja was, from 1; 0 when it was at none."""
    line, trace = 0, error.__traceback__
    while trace:
        if "__jinja_exception__" in trace.tb_frame.f_globals:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def refuse_costly(said: str, source: str) -> None:
    """Hold a filled page to the bounds of one that is written by hand.

    Raises PageError.
    """
    size = len(said.encode(errors="replace"))
    if size > LARGEST_PAGE:
        sizes = {"size": grouped(size), "most": grouped(LARGEST_PAGE)}
        raise PageError(source, wrong("file-too-large.filled", **sizes))
    unseen = UNSEEN_SIGNS.search(said)
    if unseen:
        sign = f"U+{ord(unseen[0]):04X}"
        raise PageError(source, wrong("control-character.filled", sign=sign))
    for _, what in costly_faults(said):
        message = word("problem.when_filled", message=what.message)
        raise PageError(source, what._replace(message=message))


def plain(value: object) -> Any:
    """A part of the model as plain data, whose parts are found by their names."""
    if isinstance(value, Model):
        return {name: plain(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, Mapping):
        return {key: plain(each) for key, each in value.items()}
    return tuple(plain(each) for each in value) if isinstance(value, tuple) else value
