"""In: the Site; out: the index of Recommendations and one page for each."""

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from ict_maturity.aggregate.site import Site
from ict_maturity.data.outputs import Output
from ict_maturity.model import Action, Addressee, AssessmentKey, Office, Recommendation
from ict_maturity.render.address import RECOMMENDATIONS, office_path, recommendation_path
from ict_maturity.render.page import Page, body_of, page_output
from ict_maturity.render.parts import recommendation_words, source_line
from ict_maturity.render.standing import standing_of_recommendation
from ict_maturity.said import word

DATA = "data/v1/recommendations.json"


class Offer(NamedTuple):
    """An office's offer in its latest assessment."""

    office: Office
    text: str


class AskedAlone(NamedTuple):
    """What a Recommendation asks of one body that is not one of the offices."""

    addressee: Addressee
    office: Office | None
    actions: tuple[Action, ...]


def recommendation_pages(site: Site) -> Iterator[Output]:
    """The index and the page of each Recommendation."""
    yield index(site)
    for recommendation in site.content.recommendations.values():
        yield recommendation_page(site, recommendation)


def index(site: Site) -> Output:
    """All Recommendations with their content status and what they hold."""
    content = site.content
    body = body_of(
        site,
        "recommendations.html.j2",
        RECOMMENDATIONS,
        framework=content.framework,
        recommendations=content.recommendations.values(),
        kpis={id: content.kpis_of(id) for id in content.recommendations},
        working_themes=[r for r in content.recommendations.values() if r.is_working_theme],
    )
    title = word("recommendations.title")
    description = word("recommendations.description", number=len(content.recommendations))
    page = Page(
        RECOMMENDATIONS,
        title,
        description,
        kind=word("kind.recommendation"),
        body=body,
        data=DATA,
        hide=("toc",),
    )
    return page_output(site, page)


def recommendation_page(site: Site, recommendation: Recommendation) -> Output:
    """All there is to know about one Recommendation."""
    content = site.content
    path = recommendation_path(recommendation.id)
    body = body_of(
        site,
        "recommendation.html.j2",
        path,
        recommendation=recommendation,
        facts=content.facts.named(recommendation.facts),
        recommendations=content.recommendations,
        kpis=content.kpis_of(recommendation.id),
        levels=content.framework.levels,
        addressees={one.id: one.title for one in content.framework.addressees},
        others={one.id: one.title for one in content.framework.addressees[1:]},
        asked_alone=asked_alone(site, recommendation),
        standing=standing_of_recommendation(site, recommendation.id, path),
        offers=offers(site, recommendation.id),
        office_path=office_path,
        services=content.services.of(recommendation.id),
        line=partial(source_line, content, "recommendation", recommendation.id),
    )
    page = Page(
        path,
        title=recommendation_words(recommendation),
        description=recommendation.statement,
        kind=word("kind.recommendation"),
        body=body,
        source=content.source_of("recommendation", recommendation.id),
        data=DATA,
        cycle=site.latest_cycle,
    )
    return page_output(site, page)


def offers(site: Site, id: str) -> tuple[Offer, ...]:
    """What public offices are willing to share, from each one's latest assessment."""
    content = site.content
    latest: dict[str, AssessmentKey] = {}
    for key in sorted(content.assessments):
        latest[key.office] = key
    return tuple(
        Offer(content.offices[key.office], offer.text)
        for key in latest.values()
        for offer in content.assessments[key].offers
        if offer.recommendation == id
    )


def asked_alone(site: Site, recommendation: Recommendation) -> tuple[AskedAlone, ...]:
    """For each addressee besides the offices, the actions that address it."""
    content = site.content
    return tuple(
        AskedAlone(
            addressee,
            content.offices.get(addressee.office or ""),
            tuple(each for each in recommendation.actions if each.addressee == addressee.id),
        )
        for addressee in content.framework.addressees[1:]
    )
