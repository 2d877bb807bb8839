"""In: the Site; out: one stamped page for each office, whether it has reported or not."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple

from ict_maturity import charts
from ict_maturity.aggregate.site import Site
from ict_maturity.data.outputs import Output
from ict_maturity.model import AssessmentKey, Content, Kpi, Office, Withdrawal
from ict_maturity.render.address import office_path
from ict_maturity.render.office_corrections import correction_rows
from ict_maturity.render.office_kpis import sections
from ict_maturity.render.office_levels import key_figures, level_rows, radar_chart
from ict_maturity.render.office_steps import first_steps, nearest_first, step_groups
from ict_maturity.render.office_trend import restated_rows, trend_rows
from ict_maturity.render.office_verdict import verdict
from ict_maturity.render.page import (
    Page,
    body_of,
    labelled,
    lines,
    stamped_output,
    words_for,
)
from ict_maturity.render.parts import source_line
from ict_maturity.said import Name, Sayable, listed, long_date, word
from ict_maturity.score.applies import respondent
from ict_maturity.score.scorecard import Scorecard
from ict_maturity.texts.results import result_line


class ProfileFact(NamedTuple):
    """One line of an office's profile."""

    label: Sayable
    value: Sayable


def office_pages(site: Site) -> Iterator[Output]:
    """The page of each office."""
    for office in site.content.offices.values():
        yield office_page(site, office)
    for withdrawal in site.content.withdrawals.offices:
        yield withdrawn_page(site, withdrawal)


def withdrawn_page(site: Site, withdrawal: Withdrawal) -> Output:
    """What stands where the page of an office was that withdrew.

    It says the code, which is in the address, and the day. The name is not needed to know which
    page was looked for, so it goes with all else.
    """
    path, code = office_path(withdrawal.office), withdrawal.office
    page = Page(
        path=path,
        title=word("withdrawn.title", code=code),
        description=word("withdrawn.description", code=code, day=long_date(withdrawal.date)),
        kind=word("kind.office"),
        body=body_of(site, "office_withdrawn.html.j2", path, withdrawal=withdrawal),
        data="data/v1/withdrawals.json",
        names=(code,),
        marks=(word("fictional"),) if withdrawal.fictional else (),
    )
    return stamped_output(site, page)


def office_page(site: Site, office: Office) -> Output:
    """One office: where it stands and why, or how to begin when it has not reported."""
    scorecard = site.latest_scorecard(office.code)
    path = office_path(office.code)
    body = reported_body(site, office, scorecard) if scorecard else not_reported_body(site, office)
    page = Page(
        path=path,
        title=word("office.title", name=Name(office.name), code=office.code),
        description=word("office.description", name=Name(office.name)),
        kind=word("kind.office"),
        body=body,
        source=site.content.source_of("office", office.code),
        data=f"data/v1/offices/{office.code.lower()}.json",
        cycle=scorecard.cycle if scorecard else None,
        data_date=scorecard.reference_date if scorecard else None,
        input_digest=digest_of_result(site, scorecard) if scorecard else None,
        names=names_of(office),
        marks=(word("fictional"),) if office.fictional else (),
        says=sentences(site, office, scorecard),
    )
    return stamped_output(site, page)


def digest_of_result(site: Site, scorecard: Scorecard) -> str:
    """What the shown result was computed from, as one digest."""
    return site.provenance[AssessmentKey(scorecard.office, scorecard.cycle)].input_digest


def reported_body(site: Site, office: Office, scorecard: Scorecard) -> str:
    """The page of an office that has reported, from its newest round and under its edition."""
    content = site.content.answered_under(scorecard.edition)
    key = AssessmentKey(office.code, scorecard.cycle)
    assessment = content.assessments[key]
    earlier = not_asked_before(site, scorecard)
    rows, words = level_rows(content, scorecard, earlier), words_for(site)
    asked = {row.recommendation.id: earlier.get(row.recommendation.id, scorecard) for row in rows}
    groups = step_groups(site.content, asked_now(site, asked))
    nearest, successors = nearest_first(groups), site.content.continued_as(office.code)
    trends = trend_rows(site, words, site.trends.get(office.code, {}))
    current, is_older = site.content.framework.edition, content is not site.content
    return body_of(
        site,
        "office.html.j2",
        office_path(office.code),
        office=office,
        facts=profile_facts(content, office),
        successors=site.content.continued_as(office.code),
        withdrawn=site.content.withdrawals.rounds_of(office.code),
        corrections=correction_rows(site, office.code),
        scorecard=scorecard,
        figures=key_figures(scorecard),
        verdict=verdict(rows, nearest[0] if nearest else None, current if is_older else ""),
        scale=charts.level_scale(),
        # What is done next is done by whoever continues it.
        first=() if successors else first_steps(nearest),
        ways=len(nearest),
        radar=radar_chart(words, office, rows),
        rows=rows,
        current=current,
        is_older=is_older,
        restated=restated_rows(site, scorecard),
        has_themes=any(row.recommendation.is_working_theme for row in rows),
        groups={group.recommendation.id: group for group in groups},
        sections=sections(site.content, asked, rows),
        all_drafts=all(kpi.lifecycle == "draft" for kpi in content.kpis.values() if kpi.counted),
        trends={trend.recommendation.id: trend for trend in trends},
        assessment=assessment,
        line=partial(source_line, content, "assessment", f"{office.code}/{scorecard.cycle}"),
        recommendations=content.recommendations,
    )


def asked_now(site: Site, scorecards: Mapping[str, Scorecard]) -> dict[str, Scorecard]:
    """The scorecards under the current edition: what to do next is measured by what is asked now.

    A Recommendation that the current edition no longer has is left out.
    """
    now = {
        id: site.restated.get(AssessmentKey(card.office, card.cycle), card)
        for id, card in scorecards.items()
    }
    return {id: card for id, card in now.items() if id in card.recommendations}


def not_asked_before(site: Site, scorecard: Scorecard) -> dict[str, Scorecard]:
    """The scorecard before of each Recommendation that the round did not ask about."""
    found = {
        id: site.result_before(scorecard, id)
        for id, result in scorecard.recommendations.items()
        if result.not_asked
    }
    return {id: before for id, before in found.items() if before is not None}


def not_reported_body(site: Site, office: Office) -> str:
    """The page of an office without an assessment: what it would show and how to begin."""
    return body_of(
        site,
        "office_not_reported.html.j2",
        office_path(office.code),
        office=office,
        facts=profile_facts(site.content, office),
        successors=site.content.continued_as(office.code),
        withdrawn=site.content.withdrawals.rounds_of(office.code),
        asked=asked_alone(site, office),
        by_choice=bool(respondent(site.content.framework, office).by_choice),
    )


def asked_alone(site: Site, office: Office) -> tuple[Kpi, ...]:
    """The KPIs that address this office and no other."""
    content = site.content
    addressees = {item.id for item in content.framework.addressees if item.office == office.code}
    return tuple(kpi for kpi in content.kpis.values() if kpi.addressee in addressees)


def profile_facts(content: Content, office: Office) -> tuple[ProfileFact, ...]:
    """What is known about the office: whence it came, then the framework's questions in order."""
    facts = [
        *history_facts(content, office),
        *(
            ProfileFact(field.title, listed((field.values[value] for value in values), "commas"))
            for field in content.framework.profile
            if (values := office.profile.get(field.id))
        ),
    ]
    if office.languages:
        facts.append(ProfileFact(word("office.languages"), listed(office.languages, "commas")))
    if office.contact_role:
        facts.append(ProfileFact(word("office.contact"), office.contact_role))
    return tuple(facts)


def history_facts(content: Content, office: Office) -> Iterator[ProfileFact]:
    """The names that the office had, and the offices that it continues."""
    if office.formerly:
        names = (
            word("office.formerly.name", name=Name(each.name), until=long_date(each.until))
            for each in office.formerly
        )
        yield ProfileFact(word("office.formerly"), listed(names, "semicolons"))
    if office.succeeds:
        offices = (
            word(
                "office.succeeds.office",
                name=Name(content.offices[each.code].name),
                code=each.code,
                since=long_date(each.since),
            )
            for each in office.succeeds
        )
        yield ProfileFact(word("office.succeeds"), listed(offices, "semicolons"))


def names_of(office: Office) -> tuple[str, ...]:
    """All that people call the office; the search finds it by each."""
    return (office.code, office.name, *office.former_names)


def sentences(site: Site, office: Office, scorecard: Scorecard | None) -> Sayable:
    """What the search finds the office by: profile, levels, offers and asks, a line each."""
    content = site.content
    said: list[Sayable] = [word("office.description", name=office.name)]
    if scorecard is None:
        said.append(word("office.not_reported"))
    said += [labelled(fact.label, fact.value) for fact in profile_facts(content, office)]
    if scorecard is not None:
        said += [
            labelled(word("titled", id=id, title=recommendation.title), result_line(result))
            for id, result in scorecard.recommendations.items()
            if not result.not_asked and (recommendation := content.recommendations.get(id))
        ]
        assessment = content.assessments[AssessmentKey(office.code, scorecard.cycle)]
        said += [exchange.text for exchange in (*assessment.offers, *assessment.asks)]
    return lines(*said)
