"""In: the Site; out: every generated page as an Output."""

from ict_maturity.aggregate.site import Site
from ict_maturity.outputs import Output
from ict_maturity.render.kpis import kpi_pages
from ict_maturity.render.recommendations import recommendation_pages


def render(site: Site) -> tuple[Output, ...]:
    """Make every generated page, in the order of their paths."""
    pages = [*recommendation_pages(site), *kpi_pages(site)]
    return tuple(sorted(pages, key=lambda page: page.path))
