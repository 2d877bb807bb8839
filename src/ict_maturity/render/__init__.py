"""In: the Site; out: every generated page as an Output."""

from ict_maturity.aggregate.site import Site
from ict_maturity.outputs import Output


def render(site: Site) -> tuple[Output, ...]:
    """Make every generated page, in the order of their paths."""
    pages: list[Output] = []
    return tuple(sorted(pages, key=lambda page: page.path))
