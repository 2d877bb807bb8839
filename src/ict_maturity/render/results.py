"""In: the Site; out: the list of rounds and one page of results for each round."""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from markupsafe import Markup

from ict_maturity import charts
from ict_maturity.aggregate.results import CycleResults, Distribution
from ict_maturity.aggregate.site import Site
from ict_maturity.data.outputs import Output
from ict_maturity.model import Cycle, Kpi, Recommendation
from ict_maturity.render.address import RESULTS, results_path
from ict_maturity.render.page import Page, body_of, page_output, words_for
from ict_maturity.render.parts import Table, recommendation_words
from ict_maturity.render.results_tables import (
    breakdown_tables,
    level_table,
    response_tables,
)
from ict_maturity.said import Sayable, percentage, short_number, signed_number, word

GAPS_SHOWN = 5
PARTLY_IN_PLACE = 2


class LevelsCard(NamedTuple):
    """One Recommendation of a round: its columns and how many offices stand behind them."""

    recommendation: Recommendation
    chart: Markup
    note: Sayable


class Gap(NamedTuple):
    """One KPI with a low median; `below` is how many offices are below level 2."""

    kpi: Kpi
    recommendation: Recommendation
    median: Sayable
    below: Sayable


class Changes(NamedTuple):
    """What differs from the round before, and how to read it."""

    note: Sayable
    table: Table


def results_pages(site: Site) -> Iterator[Output]:
    """The list of rounds, then each round."""
    yield results_index(site)
    for id in site.results:
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
    few = site.content.framework.thresholds.small_cell
    return body_of(
        site,
        "results_cycle.html.j2",
        results_path(id),
        cycle=cycle,
        results=results,
        few=few,
        reporting=reporting_words(results, few),
        named=[site.content.offices[code].name for code in results.named],
        breakdowns=breakdown_tables(site, results),
        cards=tuple(
            levels_card(site, results.recommendations[item.id], item)
            for item in site.content.recommendations.values()
            if item.id in results.recommendations
        ),
        level_table=level_table(site, results),
        gaps=gaps(site, results),
        responses=response_tables(site, results),
        changes=changes(site, results),
        previous=previous_cycle(site, id),
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


def reporting_words(results: CycleResults, few: int) -> Sayable:
    """How many offices answered and what share of those asked that is."""
    if results.reporting is None:
        return word("results.too_few", few=few)
    if not results.asked:
        return str(results.reporting)
    share = percentage(Fraction(results.reporting, results.asked))
    return word("marked", text=results.reporting, mark=word("results.share", share=share))


def levels_card(site: Site, distribution: Distribution, item: Recommendation) -> LevelsCard:
    """Five columns, or why there are none."""
    if distribution.levels is None:
        few = site.content.framework.thresholds.small_cell
        return LevelsCard(item, Markup(""), word("results.levels.suppressed", few=few))
    median = "–" if distribution.median is None else short_number(distribution.median)
    note = word("results.levels.of", offices=distribution.offices, median=median)
    id, words = f"levels-{item.id.lower()}", words_for(site)
    title = words("results.levels.title", id=item.id, title=item.title)
    chart = charts.distribution(id, title, words.say(note), distribution.levels)
    return LevelsCard(item, chart, note)


def gaps(site: Site, results: CycleResults) -> tuple[Gap, ...]:
    """The KPIs with the lowest medians among those that may be shown."""
    known = [item for item in results.kpis.values() if item.median is not None]
    lowest = sorted(known, key=lambda item: (item.median or 0, item.id))[:GAPS_SHOWN]
    return tuple(gap(site, item) for item in lowest)


def gap(site: Site, distribution: Distribution) -> Gap:
    """One KPI with its median and the offices below level 2, where both may be shown."""
    kpi = site.content.kpis[distribution.id]
    low = (distribution.levels or ())[:PARTLY_IN_PLACE]
    counts = [count for count in low if count is not None]
    return Gap(
        kpi=kpi,
        recommendation=site.content.recommendations[kpi.recommendation],
        median=short_number(distribution.median or 0),
        below=str(sum(counts)) if len(counts) == PARTLY_IN_PLACE else word("results.hidden"),
    )


def previous_cycle(site: Site, id: str) -> str | None:
    """The round before this one, None for the first."""
    return max((other for other in site.results if other < id), default=None)


def changes(site: Site, results: CycleResults) -> Changes | None:
    """Medians of this round beside those of the one before; None when none can be compared."""
    previous = previous_cycle(site, results.cycle)
    if previous is None:
        return None
    before, now = site.content.cycles[previous], site.content.cycles[results.cycle]
    if before.edition == now.edition:
        note, table = word("results.changes.note"), same_edition(site, before, results)
    else:
        editions = {"older": before.edition, "newer": now.edition}
        note = word("results.changes.editions", before=previous, after=now.id, **editions)
        table = other_edition(site, before, now, results)
    return Changes(note, table) if table.rows else None


def same_edition(site: Site, before: Cycle, results: CycleResults) -> Table:
    """Both medians and their difference."""
    then = site.results[before.id].recommendations
    pairs = (
        (id, then[id].median, now.median)
        for id, now in results.recommendations.items()
        if id in then
    )
    rows = tuple(
        (
            recommendation_words(site.content.recommendations[id]),
            *(short_number(median) for median in (old, new)),
            signed_number(new - old),
        )
        for id, old, new in pairs
        if old is not None and new is not None
    )
    columns = (
        word("recommendation"),
        word("results.changes.before", cycle=before.id),
        word("results.changes.before", cycle=results.cycle),
        word("results.changes.difference"),
    )
    return Table(word("results.changes", cycle=before.id), columns, rows)


def other_edition(site: Site, before: Cycle, now: Cycle, results: CycleResults) -> Table:
    """Three medians, and the two differences between them: the framework's and the offices'."""
    rows = tuple(
        (
            recommendation_words(site.content.recommendations[change.recommendation]),
            *(short_number(m) for m in (change.before, change.restated, change.now)),
            signed_number(change.restated - change.before),
            signed_number(change.now - change.restated),
        )
        for change in results.since_other_edition
        if change.before is not None and change.restated is not None and change.now is not None
    )
    medians = ((before.id, before.edition), (before.id, now.edition), (now.id, now.edition))
    columns = (
        word("recommendation"),
        *(word("results.changes.under", cycle=id, edition=edition) for id, edition in medians),
        word("results.changes.by_framework"),
        word("results.changes.by_offices"),
    )
    return Table(word("results.changes", cycle=before.id), columns, rows)
