"""In: the Site; out: the home page: one sentence, three doors, the Recommendations, the news."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from ict_maturity import charts
from ict_maturity.aggregate.results import Distribution
from ict_maturity.aggregate.site import Site
from ict_maturity.data.outputs import Output
from ict_maturity.model import Change, Recommendation, page_path
from ict_maturity.order import natural_order
from ict_maturity.render.address import HOME, kpi_path, recommendation_path
from ict_maturity.render.page import Page, body_of, page_output, words_for
from ict_maturity.render.parts import foremost
from ict_maturity.render.standing import levels_said, newest_results
from ict_maturity.said import Sayable, listed, word
from ict_maturity.texts.words import Words

CHANGES_SHOWN = 6
NAMED = 3


class Card(NamedTuple):
    """One Recommendation; `note` says why there is no chart, or what to know of it."""

    recommendation: Recommendation
    chart: Markup
    note: Sayable


class Changed(NamedTuple):
    """A Recommendation or KPI that a change is about."""

    id: str
    title: str
    path: str


class News(NamedTuple):
    """What was changed on one day in one or more Recommendations and KPIs."""

    date: date
    summary: str
    changed: tuple[Changed, ...]
    more: int


def home_page(site: Site) -> Output:
    """The page that answers within one click what each kind of visitor comes for."""
    framework = site.content.framework
    body = body_of(
        site,
        "home.html.j2",
        HOME,
        framework=framework,
        cards=tuple(card(site, item) for item in site.content.recommendations.values()),
        bars=bars_words(site),
        news=latest_changes(site),
        start=site.content.services.start,
        page_path=page_path,
        help=bool(site.content.services.services or site.content.services.templates),
        fictional=is_fictional(site),
    )
    page = Page(
        path=HOME,
        title=framework.name,
        description=framework.purpose,
        kind=word("kind.home"),
        body=body,
        source=site.content.source_of("framework", "framework"),
        data="data/v1/framework.json",
        cycle=site.latest_cycle,
        hide=("navigation", "toc"),
    )
    return page_output(site, page)


def bars_words(site: Site) -> Sayable:
    """What the bars of all cards count."""
    if site.latest_cycle is None:
        return word("home.bars.none")
    return word("home.bars", title=site.content.cycles[site.latest_cycle].title)


def is_fictional(site: Site) -> bool:
    """Whether the newest round, which the cards show, is invented."""
    return site.latest_cycle is not None and site.content.cycles[site.latest_cycle].fictional


def card(site: Site, recommendation: Recommendation) -> Card:
    """A Recommendation with the levels of the newest round that asked about it, if any did."""
    if site.latest_cycle is None:
        return Card(recommendation, Markup(""), "")
    results = newest_results(site, [kpi.id for kpi in site.content.kpis_of(recommendation.id)])
    found = results.recommendations.get(recommendation.id) if results else None
    if results is None or found is None or not found.offices:
        return Card(recommendation, Markup(""), word("results.levels.nobody"))
    notes = []
    if results.cycle != site.latest_cycle:
        notes.append(word("home.card.round", cycle=results.cycle))
    if recommendation.id in results.short_rounds:
        notes.append(word("result.short_round"))
    return Card(recommendation, bar(words_for(site), results.cycle, found), listed(notes))


def bar(words: Words, cycle: str, found: Distribution) -> Markup:
    """Small columns; the description says the same in words."""
    title, desc = words("home.card.bar", id=found.id, cycle=cycle), words.say(levels_said(found))
    id = f"levels-{found.id.lower()}"
    return charts.small_distribution(id, title, desc, found.levels, found.between)


def latest_changes(site: Site) -> tuple[News, ...]:
    """The newest changes, the newest first; what has the same words on the same day is one.

    No day is told in part.
    """
    grouped: dict[tuple[date, str], list[Changed]] = {}
    for change, changed in sorted(all_changes(site), key=lambda pair: natural_order(pair[1].id)):
        grouped.setdefault((change.date, change.summary), []).append(changed)
    newest = foremost(grouped.items(), CHANGES_SHOWN, lambda item: -item[0][0].toordinal())
    return tuple(
        News(day, summary, tuple(changed[:NAMED]), len(changed[NAMED:]))
        for (day, summary), changed in newest
    )


def all_changes(site: Site) -> Iterator[tuple[Change, Changed]]:
    """Every entry of every change log with what it is about."""
    for recommendation in site.content.recommendations.values():
        path = recommendation_path(recommendation.id)
        for change in recommendation.change_log:
            yield change, Changed(recommendation.id, recommendation.title, path)
    for kpi in site.content.kpis.values():
        for change in kpi.change_log:
            yield change, Changed(kpi.id, kpi.title, kpi_path(kpi.id))
