"""In: the Site; out: health.json and health.csv, the figures of KPI health and the review queue."""

from collections.abc import Iterator
from typing import Any

from ict_maturity.aggregate.results import Answers, Health, Items, Signal
from ict_maturity.aggregate.site import Site
from ict_maturity.data.outputs import Output
from ict_maturity.export.csv_file import Value, csv_output
from ict_maturity.export.json_file import decimals
from ict_maturity.export.scorecard import fact_data
from ict_maturity.model import Thresholds

COLUMNS = (
    "cycle",
    "cycle_fictional",
    "edition",
    "edition_status",
    "recommendation",
    "text_status",
    "kpi",
    "lifecycle",
    "asked",
    "answered",
    "with_level",
    "unknown",
    "not_assessed",
    "unknown_share",
    "not_assessed_share",
    "claims_open",
    "claims_accepted",
    "offices",
    "level_0",
    "level_1",
    "level_2",
    "level_3",
    "level_4",
    "median",
    "effect",
    "checks_decided",
    "never_met",
    "always_met",
    "reviewed",
    "review_age",
    "open_questions",
    "place",
    "signals",
)


def health_data(site: Site) -> dict[str, Any]:
    """Every figure of the page of KPI health, None where it is not shown."""
    report, content = site.health, site.content
    cycle = content.cycles[report.cycle] if report.cycle else None
    thresholds = content.framework.thresholds
    return {
        "cycle": report.cycle,
        "cycle_fictional": cycle.fictional if cycle else None,
        "reference_date": cycle.reference_date.isoformat() if cycle else None,
        "thresholds": thresholds_data(thresholds),
        "queue": list(report.queue),
        "recommendations": [one_data(site, one) for one in report.recommendations.values()],
        "kpis": [one_data(site, one) for one in report.kpis.values()],
    }


def thresholds_data(thresholds: Thresholds) -> dict[str, Any]:
    """The figures of the method that these follow from."""
    return {
        "small_cell": thresholds.small_cell,
        "one_level_share": decimals(thresholds.one_level_share),
        "undecided_share": decimals(thresholds.undecided_share),
        "review_after_months": thresholds.review_after_months,
    }


def one_data(site: Site, health: Health) -> dict[str, Any]:
    """One KPI or Recommendation; the same keys as the columns of health.csv, and more."""
    levels = health.levels
    return {
        **about(site, health),
        "answers": answers_data(health.answers),
        "levels": {
            "offices": levels.offices,
            "levels": None if levels.levels is None else list(levels.levels),
            "median": decimals(levels.median),
            "unnamed": levels.unnamed,
        },
        "effect": health.effect,
        "crowded": health.crowded,
        "checks": items_data(health.items),
        "reviewed": health.reviewed.isoformat() if health.reviewed else None,
        "review_age": health.review_age,
        "open_questions": health.open_questions,
        "place": place(site, health),
        "signals": [signal_data(one) for one in health.signals],
    }


def about(site: Site, health: Health) -> dict[str, Any]:
    """What the figures are about."""
    content = site.content
    recommendation = content.recommendations[health.recommendation]
    thing = content.kpis[health.kpi] if health.kpi else recommendation
    return {
        "recommendation": health.recommendation,
        "text_status": recommendation.text_status,
        "kpi": health.kpi,
        "lifecycle": thing.lifecycle,
    }


def place(site: Site, health: Health) -> int | None:
    """The place in the review queue, from 1."""
    queue = site.health.queue
    return queue.index(health.id) + 1 if health.id in queue else None


def answers_data(answers: Answers | None) -> dict[str, Any] | None:
    """How the offices answered that were asked."""
    if answers is None:
        return None
    return {
        "asked": answers.asked,
        "answered": answers.answered,
        "with_level": answers.with_level,
        "unknown": answers.unknown,
        "not_assessed": answers.not_assessed,
        "unknown_share": decimals(answers.share(answers.unknown)),
        "not_assessed_share": decimals(answers.share(answers.not_assessed)),
        "claims_open": answers.claims_open,
        "claims_accepted": answers.claims_accepted,
        "unnamed": answers.unnamed,
    }


def items_data(items: Items | None) -> dict[str, Any] | None:
    """The checks that all named offices decided alike, by id."""
    if items is None:
        return None
    return {
        "decided": items.decided,
        "never_met": list(items.never_met),
        "always_met": list(items.always_met),
    }


def signal_data(signal: Signal) -> dict[str, Any]:
    """A reason for the place in the queue: its code and its facts."""
    facts = {name: fact_data(value) for name, value in signal.facts.items()}
    return {"code": str(signal.code), **facts}


def health_csv(site: Site) -> Output:
    """One row a Recommendation or KPI in use, Recommendations first."""
    return csv_output("health.csv", COLUMNS, rows(site))


def rows(site: Site) -> Iterator[tuple[Value, ...]]:
    """The columns of every row."""
    report, framework = site.health, site.content.framework
    cycle = site.content.cycles[report.cycle] if report.cycle else None
    first = (
        report.cycle,
        cycle.fictional if cycle else None,
        cycle.edition if cycle else framework.edition,
        framework.edition_status,
    )
    for health in (*report.recommendations.values(), *report.kpis.values()):
        yield (
            *first,
            *about(site, health).values(),
            *answers_row(health.answers),
            *levels_row(health),
            *items_row(health.items),
            health.reviewed,
            health.review_age,
            health.open_questions,
            place(site, health),
            " ".join(str(signal.code) for signal in health.signals),
        )


def answers_row(answers: Answers | None) -> tuple[Value, ...]:
    """The columns from `asked` to `claims_accepted`."""
    if answers is None:
        return (None,) * 9
    return (
        answers.asked,
        answers.answered,
        answers.with_level,
        answers.unknown,
        answers.not_assessed,
        answers.share(answers.unknown),
        answers.share(answers.not_assessed),
        answers.claims_open,
        answers.claims_accepted,
    )


def levels_row(health: Health) -> tuple[Value, ...]:
    """The columns from `offices` to `effect`."""
    levels = health.levels
    counts = levels.levels or (None,) * 5
    return (levels.offices, *counts, levels.median, health.effect)


def items_row(items: Items | None) -> tuple[Value, ...]:
    """The columns from `checks_decided` to `always_met`."""
    if items is None:
        return (None, None, None)
    return (items.decided, len(items.never_met), len(items.always_met))
