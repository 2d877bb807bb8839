"""In: the Site and the path at which it is served; out: what the page for a wrong address says."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ict_maturity.aggregate.site import Site
from ict_maturity.render.address import (
    DATA,
    HOME,
    KPIS,
    OFFICES,
    RECOMMENDATIONS,
    RESULTS,
    kpi_path,
    office_path,
    recommendation_path,
    results_path,
    url_of,
)
from ict_maturity.render.page import environment, filled, words_for
from ict_maturity.said import Sayable, word


class Known(NamedTuple):
    """A page that somebody may have looked for: its address in the site, and its name."""

    address: str
    name: Sayable


def not_found(site: Site, base: str) -> str:
    """The body of the page, as HTML; `base` is the path of the site, with a slash at its end.

    The page is shown at any address, so its own links cannot be relative.
    """
    template = environment(words_for(site)).get_template("not_found.html.j2")
    values = {"base": base, "pages": known_pages(site), "gaps": gaps(site.content.kpis)}
    return filled(template, values)


def known_pages(site: Site) -> tuple[Known, ...]:
    """The pages of all objects, after the indexes above them."""
    indexes: tuple[tuple[str, Sayable], ...] = (
        (HOME, site.content.framework.name),
        (RECOMMENDATIONS, word("recommendations.title")),
        (KPIS, word("kpis.title")),
        (OFFICES, word("offices.title")),
        (RESULTS, word("results.title")),
        (DATA, word("data.title")),
    )
    return tuple(Known(url_of(path), name) for path, name in (*indexes, *objects(site)))


def objects(site: Site) -> Iterator[tuple[str, Sayable]]:
    """The page of each object with its id and name."""
    for id, recommendation in site.content.recommendations.items():
        yield recommendation_path(id), word("titled", id=id, title=recommendation.title)
    for id, kpi in site.content.kpis.items():
        yield kpi_path(id), word("titled", id=id, title=kpi.title)
    for code, office in site.content.offices.items():
        yield office_path(code), word("titled", id=code, title=office.name)
    for id in site.results:
        yield results_path(id), site.content.cycles[id].title


def gaps(ids: Iterable[str]) -> tuple[str, ...]:
    """The ids between the first and the last one that no KPI has."""
    numbers = {int(id[1:]) for id in ids}
    return tuple(f"K{n:02}" for n in range(1, max(numbers, default=0)) if n not in numbers)
