"""In: a worked example in words; out: its HTML for a hand-written page."""

from typing import NamedTuple

from markupsafe import Markup

from ict_maturity.aggregate.site import Site
from ict_maturity.render.page import body_of, framed
from ict_maturity.render.parts import Table
from ict_maturity.said import Sayable


class WorkedExample(NamedTuple):
    """An example in words.

    `facts` go in; `outcome` is what the engine makes of them, `result` the same in one line,
    and `reasons` say why.
    """

    title: str
    rule: Sayable
    facts: tuple[Table, ...]
    outcome: tuple[Table, ...]
    result: Sayable
    reasons: tuple[Sayable, ...]


def drawn(site: Site, example: WorkedExample, page: str) -> Markup:
    """The example as HTML for the staged `page`."""
    return framed(body_of(site, "example.html.j2", page, example=example))
