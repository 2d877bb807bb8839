"""In: the Site; out: the home page: one sentence, three doors, the Recommendations, the news."""

from collections.abc import Collection, Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from markupsafe import Markup

from ict_maturity import charts
from ict_maturity.aggregate.results import Distribution
from ict_maturity.aggregate.site import Site
from ict_maturity.data.outputs import Output
from ict_maturity.model import Recommendation, page_path
from ict_maturity.render.address import HOME, recommendation_path
from ict_maturity.render.page import Page, body_of, page_output, words_for
from ict_maturity.render.standing import levels_said, newest_results
from ict_maturity.said import Sayable, listed, word
from ict_maturity.texts.words import Words

DAYS_SHOWN = 3
HALF = Fraction(1, 2)
IN_PLACE = 3
"""The level from which a Recommendation works for its whole scope."""


class Card(NamedTuple):
    """One Recommendation; `note` says why there is no chart, or what to know of it."""

    recommendation: Recommendation
    chart: Markup
    note: Sayable


class News(NamedTuple):
    """What was changed on one day: the Recommendations it is about, and how many of their KPIs."""

    date: date
    kpis: int
    recommendations: tuple[Recommendation, ...]


class HowFar(NamedTuple):
    """How many of the Recommendations with results are in place in half of the offices.

    `most` and `least` are those that are in place in the largest and the smallest share of them.
    """

    number: int
    of: int
    most: tuple[Recommendation, ...]
    least: tuple[Recommendation, ...]


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
        how_far=how_far(site),
        in_place=framework.levels[IN_PLACE],
        news=latest_changes(site),
        recommendation_path=recommendation_path,
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


def how_far(site: Site) -> HowFar | None:
    """Each Recommendation in the newest round that asked about it; None without results."""
    shares = {}
    for id, recommendation in site.content.recommendations.items():
        results = newest_results(site, [kpi.id for kpi in site.content.kpis_of(id)])
        found = results.recommendations.get(id) if results else None
        if found and found.offices:
            in_place = sum(found.levels[IN_PLACE:])
            shares[recommendation.id] = Fraction(in_place, found.offices)
    if not shares:
        return None
    return HowFar(
        number=sum(share >= HALF for share in shares.values()),
        of=len(shares),
        most=with_share(site, shares, max(shares.values())),
        least=with_share(site, shares, min(shares.values())),
    )


def with_share(
    site: Site, shares: Mapping[str, Fraction], share: Fraction
) -> tuple[Recommendation, ...]:
    """All Recommendations with one share: no tie is cut."""
    return tuple(site.content.recommendations[id] for id, each in shares.items() if each == share)


def latest_changes(site: Site) -> tuple[News, ...]:
    """The newest days on which something changed, the newest first; what it was stands there."""
    days: dict[date, set[tuple[str, str]]] = {}
    for recommendation in site.content.recommendations.values():
        for change in recommendation.change_log:
            days.setdefault(change.date, set()).add((recommendation.id, ""))
    for kpi in site.content.kpis.values():
        for change in kpi.change_log:
            days.setdefault(change.date, set()).add((kpi.recommendation, kpi.id))
    newest = sorted(days, reverse=True)[:DAYS_SHOWN]
    return tuple(news_of(site, day, days[day]) for day in newest)


def news_of(site: Site, day: date, changed: Collection[tuple[str, str]]) -> News:
    """What was changed on a day, each Recommendation and KPI once."""
    about = sorted({recommendation for recommendation, _ in changed})
    return News(
        date=day,
        kpis=len({kpi for _, kpi in changed if kpi}),
        recommendations=tuple(site.content.recommendations[id] for id in about),
    )
