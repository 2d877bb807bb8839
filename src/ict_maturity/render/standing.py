"""In: a cycle's results for one Recommendation or KPI; out: where offices stand, as HTML."""

from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup

from ict_maturity import charts
from ict_maturity.aggregate.distribution import (
    BETWEEN,
    LEVELS,
    PlaceOf,
    in_kpi,
    in_recommendation,
)
from ict_maturity.aggregate.panel import Member
from ict_maturity.aggregate.results import CycleResults, Distribution
from ict_maturity.aggregate.site import Site
from ict_maturity.model import AssessmentKey, Office
from ict_maturity.render.address import office_path, results_path
from ict_maturity.render.page import body_of, words_for
from ict_maturity.said import Sayable, listed, short_number, word
from ict_maturity.texts.words import Words


def standing_of_recommendation(site: Site, id: str, path: str) -> Markup:
    """How many offices are at each level of a Recommendation, in the last cycle that asked it."""
    results = newest_results(site, [kpi.id for kpi in site.content.kpis_of(id)])
    distributions = results.recommendations if results else {}
    return standing(site, results, distributions, in_recommendation(id), id, path)


def standing_of_kpi(site: Site, id: str, path: str) -> Markup:
    """How many offices are at each level of a KPI, in the last cycle that asked it."""
    results = newest_results(site, [id])
    return standing(site, results, results.kpis if results else {}, in_kpi(id), id, path)


def newest_results(site: Site, kpis: Iterable[str]) -> CycleResults | None:
    """The results of the newest cycle that asked one of the KPIs, None when there is none."""
    cycle = site.latest_cycle_about(kpis)
    return site.results[cycle] if cycle else None


def standing(
    site: Site,
    results: CycleResults | None,
    distributions: Mapping[str, Distribution],
    place_of: PlaceOf,
    id: str,
    path: str,
) -> Markup:
    """Chart and table of one distribution for the page at `path`, or why there is none."""
    distribution = distributions.get(id)
    return body_of(
        site,
        "standing.html.j2",
        path,
        distribution=distribution,
        median=median_words(distribution) if distribution else "",
        chart=chart_of(words_for(site), distribution) if distribution else None,
        cycle=site.content.cycles[results.cycle] if results else None,
        results_path=results_path(results.cycle) if results else None,
        levels=site.content.framework.levels,
        short_round=results is not None and id in results.short_rounds,
        named=named_offices(site, results, place_of) if results else (),
        reason_of=lambda office: f"{office_path(office.code)}#{reason_anchor(site, office, id)}",
    )


def named_offices(
    site: Site, results: CycleResults, place_of: PlaceOf
) -> Sequence[Sequence[Office]]:
    """The offices at each level, and then those between levels, by their names."""
    at: tuple[list[Office], ...] = tuple([] for _ in (*LEVELS, BETWEEN))
    for code in results.named:
        key = AssessmentKey(code, results.cycle)
        office = site.content.offices[code]
        member = Member(office, site.content.assessments[key], site.scorecards[key])
        if place := place_of(member):
            at[place.cell].append(office)
    return [sorted(offices, key=lambda office: office.name.casefold()) for offices in at]


def reason_anchor(site: Site, office: Office, id: str) -> str:
    """Where an office's page gives the reason for its level of a Recommendation or KPI.

    The page shows each Recommendation in the last round that asked about it. A KPI that this round
    left out has no place of its own.
    """
    if id in site.content.recommendations:
        return id.lower()
    recommendation = site.content.kpis[id].recommendation
    cards = (site.scorecards[key] for key in reversed(site.rounds_of(office.code)))
    asked = (
        card.cycle
        for card in cards
        if recommendation in card.recommendations
        and not card.recommendations[recommendation].not_asked
    )
    shown = next(asked, None)
    is_shown = shown is not None and site.content.cycles[shown].asks(id)
    return (id if is_shown else recommendation).lower()


def chart_of(words: Words, distribution: Distribution) -> Markup | None:
    """The distribution as columns, None when nobody is in it."""
    if not distribution.offices:
        return None
    title = words("standing.chart.title", id=distribution.id)
    said = words.say(levels_said(distribution))
    levels, between = distribution.levels, distribution.between
    return charts.distribution("standing-chart", title, said, levels, between)


def levels_said(distribution: Distribution) -> Sayable:
    """The numbers of a distribution in words, for those who cannot see the columns."""
    levels = (
        word("standing.chart.level", level=level, offices=count)
        for level, count in enumerate(distribution.levels)
    )
    between = word("standing.chart.between", offices=distribution.between)
    return listed((*levels, between), "semicolons")


def median_words(distribution: Distribution) -> Sayable:
    """The median level, or between which levels it lies; a dash when nobody is there."""
    shown, possible = distribution.median_shown, distribution.median_possible
    if shown is None or possible is None:
        return "–"
    if shown == possible:
        return short_number(shown)
    return word("standing.median.between", low=short_number(shown), high=short_number(possible))
