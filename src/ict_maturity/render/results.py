"""In: the Site; out: the list of rounds and one page of results for each round."""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from markupsafe import Markup

from ict_maturity import charts
from ict_maturity.aggregate.results import CycleResults, Distribution
from ict_maturity.aggregate.site import Site
from ict_maturity.compare.history import corrections
from ict_maturity.data.outputs import Output
from ict_maturity.model import AssessmentKey, Cycle, Kpi, Office, Recommendation
from ict_maturity.render.address import RESULTS, results_path
from ict_maturity.render.page import Page, body_of, page_output, words_for
from ict_maturity.render.parts import foremost
from ict_maturity.render.results_asked import asked_in_round
from ict_maturity.render.results_tables import (
    all_choices,
    breakdown_tables,
    change_table,
    level_table,
)
from ict_maturity.render.standing import median_words
from ict_maturity.said import Name, Sayable, fixed_number, percentage, word

GAPS_SHOWN = 5


class LevelsCard(NamedTuple):
    """One Recommendation of a round: its columns and how many offices stand behind them."""

    recommendation: Recommendation
    chart: Markup
    note: Sayable


class Gap(NamedTuple):
    """One KPI with offices below level 2, and their mean score."""

    kpi: Kpi
    recommendation: Recommendation
    below: Sayable
    score: Sayable


def results_pages(site: Site) -> Iterator[Output]:
    """The list of rounds, then each round, the newest first."""
    yield results_index(site)
    # What is found equally well in several rounds is meant of the newest one.
    for id in sorted(site.results, reverse=True):
        yield cycle_page(site, id)


def results_index(site: Site) -> Output:
    """All rounds, the newest first."""
    rounds = [site.content.cycles[id] for id in sorted(site.results, reverse=True)]
    body = body_of(site, "results.html.j2", RESULTS, rounds=rounds, results=site.results)
    page = Page(
        path=RESULTS,
        title=word("results.title"),
        description=word("results.description"),
        kind=word("kind.results"),
        body=body,
    )
    return page_output(site, page)


def cycle_page(site: Site, id: str) -> Output:
    """One round, in the words of the edition that it asked about."""
    cycle = site.content.cycles[id]
    body = cycle_body(site.asked_in(id), cycle)
    return page_output(site, framed_cycle(site, cycle, body))


def cycle_body(site: Site, cycle: Cycle) -> str:
    """Who answered, where offices stand, what changed."""
    id, results = cycle.id, site.results[cycle.id]
    about = site.content.asked_about(cycle)
    return body_of(
        site,
        "results_cycle.html.j2",
        results_path(id),
        cycle=cycle,
        results=results,
        asked=asked_in_round(site.content, cycle),
        few=site.content.framework.thresholds.small_cell,
        share=share_words(results),
        named=[name_in_round(site.content.offices[code], cycle) for code in results.named],
        corrected=corrected_offices(site, results),
        closed=site.content.closed.get(id),
        late=late_offices(site, id),
        breakdowns=breakdown_tables(site, results),
        cards=tuple(
            levels_card(site, results, item)
            for item in site.content.recommendations.values()
            if item.id in results.recommendations and item.id in about
        ),
        not_asked=[id for id in results.recommendations if id not in about],
        level_table=level_table(site, results),
        gaps=gaps(site, results),
        responses=all_choices(site, results),
        changes=change_table(site, results),
        remarks=remarks(site, results),
    )


def name_in_round(office: Office, cycle: Cycle) -> Sayable:
    """What an office is called, with its name of that time where it was another one."""
    then = office.name_on(cycle.reference_date)
    if then == office.name:
        return Name(office.name)
    return word("results.named.then", name=Name(office.name), then=Name(then))


def corrected_offices(site: Site, results: CycleResults) -> tuple[Office, ...]:
    """The offices whose reports of a round were corrected after they were submitted."""
    return tuple(
        site.content.offices[code]
        for code in results.named
        if any(corrections(site.content.assessments[AssessmentKey(code, results.cycle)]))
    )


def remarks(site: Site, results: CycleResults) -> tuple[tuple[Office, str], ...]:
    """What offices that are shown by name wrote about their reports."""
    found = (
        (site.content.offices[code], site.content.assessments[AssessmentKey(code, results.cycle)])
        for code in results.named
    )
    return tuple((office, report.notes) for office, report in found if report.notes)


def late_offices(site: Site, cycle: str) -> tuple[Office, ...]:
    """The offices whose reports came after a round was closed."""
    closed = site.content.closed.get(cycle)
    if closed is None:
        return ()
    return tuple(
        site.content.offices[key.office]
        for key, report in site.content.assessments.items()
        if key.cycle == cycle and key.office not in closed.reports and report.audience == "public"
    )


def framed_cycle(site: Site, cycle: Cycle, body: str) -> Page:
    """What the page is called and made from."""
    return Page(
        path=results_path(cycle.id),
        title=word("results.cycle.title", title=cycle.title),
        description=word("results.cycle.description", title=cycle.title),
        kind=word("kind.results"),
        body=body,
        source=site.content.source_of("cycle", cycle.id),
        data="data/v1/scores.csv",
        cycle=cycle.id,
        data_date=cycle.reference_date,
    )


def reporting_words(results: CycleResults) -> Sayable:
    """How many offices answered and what share of those asked that is."""
    share = share_words(results)
    return word("marked", text=results.reporting, mark=share) if share else str(results.reporting)


def share_words(results: CycleResults) -> Sayable:
    """What share of those asked answered; nothing where nobody was asked."""
    if not results.asked:
        return ""
    return word("results.share", share=percentage(Fraction(results.reporting, results.asked)))


def levels_card(site: Site, results: CycleResults, item: Recommendation) -> LevelsCard:
    """The columns, or why there are none."""
    distribution = results.recommendations[item.id]
    if not distribution.offices:
        return LevelsCard(item, Markup(""), word("results.levels.nobody"))
    median = median_words(distribution)
    note: Sayable = word("results.levels.of", offices=distribution.offices, median=median)
    if item.id in results.short_rounds:
        note = word("marked", text=note, mark=word("result.short_round"))
    id, words = f"levels-{item.id.lower()}", words_for(site)
    title = words("results.levels.title", id=item.id, title=item.title)
    levels, between = distribution.levels, distribution.between
    return LevelsCard(item, charts.distribution(id, title, words.say(note), levels, between), note)


def gaps(site: Site, results: CycleResults) -> tuple[Gap, ...]:
    """The KPIs with the largest share of offices below level 2, lower mean scores first."""
    low = [item for item in results.kpis.values() if item.below]
    return tuple(gap(site, item) for item in foremost(low, GAPS_SHOWN, need))


def need(distribution: Distribution) -> tuple[Fraction, Fraction]:
    """A key that sorts the neediest first."""
    return -distribution.share_below, distribution.mean_score or Fraction(0)


def gap(site: Site, distribution: Distribution) -> Gap:
    """One KPI with its offices below level 2."""
    kpi = site.content.kpis[distribution.id]
    number, of = distribution.below, distribution.offices
    return Gap(
        kpi=kpi,
        recommendation=site.content.recommendations[kpi.recommendation],
        below=word("results.gaps.part", number=number, of=of),
        score=fixed_number(distribution.mean_score or 0),
    )
