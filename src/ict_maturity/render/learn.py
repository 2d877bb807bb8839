"""In: the Site; out: the page of offers and asks, matched by Recommendation."""

from collections.abc import Iterable
from typing import NamedTuple

from ict_maturity.aggregate.site import Site
from ict_maturity.data.outputs import Output
from ict_maturity.model import AssessmentKey, Content, Office, Recommendation
from ict_maturity.render.address import LEARN
from ict_maturity.render.page import Page, Part, body_of, labelled, lines, page_output
from ict_maturity.render.parts import marks_of, office_words
from ict_maturity.said import word


class Voice(NamedTuple):
    """What one office offers or asks for."""

    office: Office
    text: str


class Meeting(NamedTuple):
    """The offers and asks on one Recommendation."""

    recommendation: Recommendation
    offers: tuple[Voice, ...]
    asks: tuple[Voice, ...]

    @property
    def matched(self) -> bool:
        """Whether one office asks for what another one offers."""
        return any(
            offer.office.code != ask.office.code for offer in self.offers for ask in self.asks
        )

    @property
    def empty(self) -> bool:
        """Whether nobody has said anything."""
        return not self.offers and not self.asks


def learn_page(site: Site) -> Output:
    """Who offers what and who asks for it, from each office's newest round."""
    meetings = meetings_of(site)
    body = body_of(
        site,
        "learn.html.j2",
        LEARN,
        meetings=tuple(meeting for meeting in meetings if not meeting.empty),
        silent=tuple(meeting.recommendation for meeting in meetings if meeting.empty),
        has_fictional=any(office.fictional for office in site.content.offices.values()),
    )
    page = Page(
        path=LEARN,
        title=word("learn.title"),
        description=word("learn.description"),
        kind=word("kind.learn"),
        body=body,
        cycle=site.latest_cycle,
        parts=tuple(part(meeting) for meeting in meetings if not meeting.empty),
    )
    return page_output(site, page)


def part(meeting: Meeting) -> Part:
    """What the search finds of the offers and asks on one Recommendation."""
    item = meeting.recommendation
    said = (
        labelled(office_words(each.office), each.text) for each in (*meeting.offers, *meeting.asks)
    )
    title = word("titled", id=item.id, title=item.title)
    return Part(item.id.lower(), title, lines(*said), (word("kind.learn"), *marks_of(item)))


def meetings_of(site: Site) -> tuple[Meeting, ...]:
    """Offers and asks of every Recommendation, from each office's newest round."""
    newest = {key.office: key for key in sorted(site.content.assessments)}
    return meetings_among(site.content, newest.values())


def meetings_among(content: Content, keys: Iterable[AssessmentKey]) -> tuple[Meeting, ...]:
    """The same from these reports, one an office; each list is in the order of office codes."""
    offers: dict[str, list[Voice]] = {id: [] for id in content.recommendations}
    asks: dict[str, list[Voice]] = {id: [] for id in content.recommendations}
    for key in sorted(keys):
        office, assessment = content.offices[key.office], content.assessments[key]
        for offer in assessment.offers:
            offers[offer.recommendation].append(Voice(office, offer.text))
        for ask in assessment.asks:
            asks[ask.recommendation].append(Voice(office, ask.text))
    return tuple(
        Meeting(recommendation, tuple(offers[id]), tuple(asks[id]))
        for id, recommendation in content.recommendations.items()
    )
