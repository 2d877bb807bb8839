"""In: the Site; out: the index of Recommendations and one page for each."""

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from ict_maturity.aggregate.site import Site
from ict_maturity.data.outputs import Output
from ict_maturity.model import Action, Addressee, AssessmentKey, Office, Recommendation
from ict_maturity.render.address import RECOMMENDATIONS, office_path, recommendation_path
from ict_maturity.render.markdown import plain
from ict_maturity.render.page import Page, Part, body_of, labelled, lines, page_output
from ict_maturity.render.parts import marks_of, office_words, recommendation_words, source_line
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
        names=(recommendation.id,),
        # What it says is said again in its KPIs, and it is what people mean.
        boost=2,
        marks=marks_of(recommendation),
        parts=(
            *parts_of_text(recommendation),
            *parts_of_guidance(site, recommendation),
            *parts_around(site, recommendation),
        ),
    )
    return page_output(site, page)


def parts_of_text(recommendation: Recommendation) -> Iterator[Part]:
    """What is recommended: the actions, the adopted text, the levels."""
    for action in recommendation.actions:
        yield Part(
            f"action-{action.number}",
            word("recommendation.action.number", number=action.number),
            lines(action.text, *(part.text for part in action.parts)),
        )
    adopted = recommendation.adopted_text
    if adopted:
        text = lines(adopted.statement, *adopted.actions)
        yield Part("adopted-text", word("recommendation.adopted_text"), text)
    levels = (recommendation.levels[level] for level in sorted(recommendation.levels))
    yield Part("levels", word("recommendation.levels"), lines(*levels))


def parts_of_guidance(site: Site, recommendation: Recommendation) -> Iterator[Part]:
    """How to carry it out, a part each: why, from each level on, mistakes, needs, small offices."""
    guidance, kinds = recommendation.guidance, (word("kind.guidance"),)
    names = {level.level: level.name for level in site.content.framework.levels}
    yield Part("guidance", word("guidance.title"), plain(guidance.why), kinds)
    for level, start in sorted(guidance.start.items()):
        title = word("guidance.start.level", level=level, name=names[level])
        more = (start.people, start.effort)
        text = lines(*map(plain, start.steps), *filter(None, more))
        yield Part(f"start-{level}", title, text, kinds)
    mistakes, needs = map(plain, guidance.mistakes), map(plain, guidance.needs)
    if guidance.mistakes:
        yield Part("mistakes", word("guidance.mistakes"), lines(*mistakes), kinds)
    if guidance.needs:
        yield Part("needs", word("guidance.needs"), lines(*needs), kinds)
    if guidance.small_office:
        title = word("guidance.small_office")
        yield Part("small-offices", title, plain(guidance.small_office), kinds)


def parts_around(site: Site, recommendation: Recommendation) -> Iterator[Part]:
    """What helps: services, what is related, and offices willing to share."""
    services = site.content.services.of(recommendation.id)
    if services:
        said = (labelled(service.title, service.purpose) for service in services)
        yield Part("services", word("guidance.services"), lines(*said), (word("kind.guidance"),))
    related = recommendation.related
    connected = (
        *(labelled(standard.id, standard.title) for standard in related.standards),
        *(labelled(forum.id, forum.text) for forum in related.forums),
        *(labelled(other.id, other.text) for other in related.recommendations),
    )
    if connected:
        yield Part("related", word("recommendation.related"), lines(*connected))
    shared = [
        labelled(office_words(offer.office), offer.text)
        for offer in offers(site, recommendation.id)
    ]
    if shared:
        yield Part("sharing", word("recommendation.sharing"), lines(*shared))


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
