"""In: the Site; out: the page of KPI health, with the queue of what to look at again."""

from typing import NamedTuple

from markupsafe import Markup

from ict_maturity import charts
from ict_maturity.aggregate.results import Answers, Health, SignalCode
from ict_maturity.aggregate.site import Site
from ict_maturity.data.outputs import Output
from ict_maturity.model import Kpi, Recommendation
from ict_maturity.render.address import HEALTH
from ict_maturity.render.page import Page, body_of, page_output, words_for
from ict_maturity.render.parts import kpi_labels
from ict_maturity.render.results import reporting_words
from ict_maturity.render.standing import levels_said
from ict_maturity.said import Sayable, listed, long_date, percentage, word
from ict_maturity.texts.results import signal_text
from ict_maturity.texts.words import Words

FIRST_SHOWN = 10
PARTS_OF_TEN_THOUSAND = 10_000


class Cell(NamedTuple):
    """What a cell says, and a number to sort it by, empty where there is none."""

    text: Sayable
    sort: str = ""
    note: Sayable = ""


class Row(NamedTuple):
    """One KPI or Recommendation with its figures in words."""

    recommendation: Recommendation
    kpi: Kpi | None
    queued: bool
    asked_of: str
    answers: tuple[Cell, ...]
    chart: Markup | None
    effect: Sayable
    items: Cell
    review: Cell
    questions: Cell
    place: Cell


class Waiting(NamedTuple):
    """One entry of the review queue with its reasons in words."""

    recommendation: Recommendation
    kpi: Kpi | None
    reasons: tuple[Sayable, ...]


def health_page(site: Site) -> Output:
    """The review queue, then the figures it is made from."""
    cycle = site.content.cycles.get(site.health.cycle or "")
    page = Page(
        HEALTH,
        title=word("health.title"),
        description=word("health.description"),
        kind=word("kind.health"),
        body=health_body(site.asked_in(site.health.cycle)),
        data="data/v1/health.json",
        cycle=site.health.cycle,
        data_date=cycle.reference_date if cycle else None,
        hide=("navigation", "toc"),
    )
    return page_output(site, page)


def health_body(site: Site) -> str:
    """Everything below the title."""
    report, content = site.health, site.content
    cycle = content.cycles[report.cycle] if report.cycle else None
    thresholds = content.framework.thresholds
    waiting = tuple(entry(site, report.of(id)) for id in report.queue)
    return body_of(
        site,
        "health.html.j2",
        HEALTH,
        cycle=cycle,
        reporting=reporting_words(site.results[cycle.id]) if cycle else "",
        first=waiting[:FIRST_SHOWN],
        more=waiting[FIRST_SHOWN:],
        reasons=listed((word(f"signal.name.{code}") for code in SignalCode), "commas"),
        recommendation_rows=[row(site, one) for one in report.recommendations.values()],
        kpi_rows=[row(site, one) for one in report.kpis.values()],
        recommendations=content.recommendations.values(),
        few=thresholds.small_cell,
        crowd=percentage(thresholds.one_level_share),
        undecided=percentage(thresholds.undecided_share),
        months=thresholds.review_after_months,
    )


def entry(site: Site, health: Health) -> Waiting:
    """What to look at, with all reasons."""
    kpi = site.content.kpis[health.kpi] if health.kpi else None
    labels = kpi_labels(kpi) if kpi else {}
    return Waiting(
        site.content.recommendations[health.recommendation],
        kpi,
        tuple(signal_text(signal, labels) for signal in health.signals),
    )


def row(site: Site, health: Health) -> Row:
    """The figures of one KPI or Recommendation."""
    kpi = site.content.kpis[health.kpi] if health.kpi else None
    others = {one.id: one.title for one in site.content.framework.addressees if one.office}
    queue = site.health.queue
    return Row(
        recommendation=site.content.recommendations[health.recommendation],
        kpi=kpi,
        queued=health.id in queue,
        asked_of=others.get(kpi.addressee, "") if kpi else "",
        answers=answer_cells(health.answers),
        chart=levels_chart(words_for(site), health),
        effect=effect_words(health),
        items=items_cell(health),
        review=review_cell(health),
        questions=Cell(str(health.open_questions), str(health.open_questions)),
        place=place_cell(queue.index(health.id) + 1 if health.id in queue else None),
    )


def answer_cells(answers: Answers | None) -> tuple[Cell, ...]:
    """How many have a level, cannot tell, have not looked, and claim that it does not apply."""
    if answers is None:
        return (Cell(word("health.hidden")),) * 4
    known = word("health.part", number=answers.with_level, of=answers.asked)
    claims = answers.claims_open + answers.claims_accepted
    said = word("health.claims.some", open=answers.claims_open, accepted=answers.claims_accepted)
    return (
        Cell(known, sort_key(answers, answers.with_level)),
        share_cell(answers, answers.unknown),
        share_cell(answers, answers.not_assessed),
        Cell(said if claims else "0", str(claims)),
    )


def share_cell(answers: Answers, number: int) -> Cell:
    """A number with the share that it is of all answers asked for."""
    share = percentage(answers.share(number))
    said = word("health.share", number=number, share=share) if number else "0"
    return Cell(said, sort_key(answers, number))


def sort_key(answers: Answers, number: int) -> str:
    """A share as a whole number, because the script sorts whole numbers."""
    return str(int(answers.share(number) * PARTS_OF_TEN_THOUSAND))


def levels_chart(words: Words, health: Health) -> Markup | None:
    """Offices by level as small columns, None when there are none."""
    found = health.levels
    if not found.offices:
        return None
    title, desc = words("standing.chart.title", id=health.id), words.say(levels_said(found))
    id = f"health-{health.id.lower()}"
    return charts.small_distribution(id, title, desc, found.levels, found.between)


def effect_words(health: Health) -> Sayable:
    """What it is called that nearly all offices are at one level, empty when they are not."""
    return word(f"health.effect.{health.effect}", level=health.crowded) if health.effect else ""


def items_cell(health: Health) -> Cell:
    """How many checks nobody and everybody meets."""
    items = health.items
    if health.answers is None:
        return Cell(word("health.hidden"))
    if items is None:
        return Cell(word("health.items.no_checks"))
    if not items.decided:
        return Cell(word("health.items.none"))
    never, always = len(items.never_met), len(items.always_met)
    said = word("health.items.some", never=never, always=always)
    return Cell(said, str(never + always), word("health.items.of", decided=items.decided))


def review_cell(health: Health) -> Cell:
    """The day of the last review and how long before the round it was."""
    if health.reviewed is None:
        return Cell(word("health.never_reviewed"))
    note: Sayable = ""
    if health.review_age is not None:
        later = word("health.review_later")
        note = word("health.review_age", months=health.review_age) if health.review_age else later
    return Cell(long_date(health.reviewed), health.reviewed.isoformat(), note)


def place_cell(place: int | None) -> Cell:
    """The place in the queue, a dash when there is none."""
    return Cell(word("health.nobody")) if place is None else Cell(str(place), str(place))
