"""In: the Site; out: the home page: one sentence, three doors, the Recommendations, the news."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from ict_maturity import charts
from ict_maturity.aggregate.results import CycleResults
from ict_maturity.aggregate.site import Site
from ict_maturity.model import Change, Recommendation
from ict_maturity.outputs import Output
from ict_maturity.render.address import HOME, kpi_path, recommendation_path
from ict_maturity.render.page import Page, body_of, page_output
from ict_maturity.texts.words import word

CHANGES_SHOWN = 6


class Card(NamedTuple):
    """One Recommendation; `note` says in words what the chart shows, or why there is none."""

    recommendation: Recommendation
    chart: Markup
    note: str


class News(NamedTuple):
    """One change to a Recommendation or KPI."""

    date: date
    id: str
    path: str
    title: str
    summary: str


def home_page(site: Site) -> Output:
    """The page that answers within one click what each kind of visitor comes for."""
    framework = site.content.framework
    news = latest_changes(site)
    body = body_of(
        "home.html.j2",
        HOME,
        framework=framework,
        cards=tuple(card(site, item) for item in site.content.recommendations.values()),
        news=news,
    )
    page = Page(
        path=HOME,
        title=framework.name,
        description=framework.purpose,
        kind=word("home.title"),
        body=body,
        source=site.content.source_of("framework", "framework"),
        data="data/v1/framework.json",
        cycle=site.latest_cycle,
        hide=("navigation", "toc"),
    )
    return page_output(site, page)


def card(site: Site, recommendation: Recommendation) -> Card:
    """A Recommendation with the levels of the newest round, if they may be shown."""
    if site.latest_cycle is None:
        return Card(recommendation, Markup(""), word("home.card.none"))
    results = site.results[site.latest_cycle]
    distribution = results.recommendations.get(recommendation.id)
    if distribution is None or distribution.levels is None:
        few = site.content.framework.thresholds.small_cell
        return Card(recommendation, Markup(""), word("home.card.too_few", few=few))
    chart = bar(recommendation.id, results, distribution.levels)
    return Card(recommendation, chart, word("home.card.caption", cycle=results.cycle))


def bar(id: str, results: CycleResults, counts: tuple[int | None, ...]) -> Markup:
    """Five small columns; the description says the same in words."""
    said = ", ".join(
        word(
            "home.card.point",
            level=level,
            offices=word("home.card.hidden") if count is None else count,
        )
        for level, count in enumerate(counts)
    )
    title = word("home.card.bar", id=id, cycle=results.cycle)
    return charts.small_distribution(f"levels-{id.lower()}", title, said, counts)


def latest_changes(site: Site) -> tuple[News, ...]:
    """The newest entries of all change logs, the newest first."""
    news = sorted(all_changes(site), key=lambda item: (-item.date.toordinal(), item.id))
    return tuple(news[:CHANGES_SHOWN])


def all_changes(site: Site) -> Iterator[News]:
    """Every entry of every change log."""
    for recommendation in site.content.recommendations.values():
        path = recommendation_path(recommendation.id)
        for change in recommendation.change_log:
            yield item_of(change, recommendation.id, recommendation.title, path)
    for kpi in site.content.kpis.values():
        for change in kpi.change_log:
            yield item_of(change, kpi.id, kpi.title, kpi_path(kpi.id))


def item_of(change: Change, id: str, title: str, path: str) -> News:
    """A change with what it is about."""
    return News(change.date, id, path, title, change.summary)
