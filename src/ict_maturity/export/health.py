"""In: the Site; out: the fields of KPI health and its review queue, and the rows of its table."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple

from ict_maturity.aggregate.distribution import LEVELS
from ict_maturity.aggregate.results import Effect, Health, SignalCode
from ict_maturity.aggregate.site import Site
from ict_maturity.export import shapes as of
from ict_maturity.export.fields import Field, Record, Shape, Value, row_of
from ict_maturity.export.results import counts
from ict_maturity.export.scorecard import (
    RECOMMENDATION,
    STATUS_OF_CONTENT,
    reason_data,
    reason_shape,
)
from ict_maturity.model import Content, Cycle, Kpi, Recommendation

HEALTH_FACTS = ["checks", "level", "months", "number", "of", "reviewed", "share", "since"]


class Placed(NamedTuple):
    """How a KPI or Recommendation fares, and its place in the review queue, from 1."""

    health: Health
    place: int | None

    @property
    def recommendation(self) -> str:
        """The Recommendation that it is or belongs to."""
        return self.health.recommendation

    def about(self, content: Content) -> Kpi | Recommendation:
        """The text itself."""
        id = self.health.kpi
        return content.kpis[id] if id else content.recommendations[self.recommendation]


ANSWER_COUNTS = (
    Field("asked", of.ANSWERS),
    Field("answered", of.ANSWERS),
    Field("with_level", of.ANSWERS),
    Field("unknown", of.ANSWERS),
    Field("not_assessed", of.ANSWERS),
    Field("unknown_share", of.SHARE),
    Field("not_assessed_share", of.SHARE),
    Field("claims_open", of.ANSWERS),
    Field("claims_accepted", of.ANSWERS),
)
ABOUT = (
    RECOMMENDATION,
    STATUS_OF_CONTENT,
    Field("kpi", of.KPI_ID, "health.kpi", optional=True),
    Field("lifecycle", of.LIFECYCLE, lambda content, it: it.about(content).lifecycle),
)
EFFECT = Field("effect", of.one_of(Effect), "health.effect", optional=True)
REVIEW = (
    Field("reviewed", of.DAY, "health.reviewed", optional=True),
    Field("review_age", of.MONTHS, "health.review_age", optional=True),
    Field("open_questions", of.count("questions"), "health.open_questions"),
    Field("place", of.count("places", 1), optional=True),
)
ITEMS = Record(
    "Items",
    (
        Field("decided", of.CHECKS, meaning="checks_decided"),
        Field("never_met", of.TEXT, many=True),
        Field("always_met", of.TEXT, many=True),
    ),
)
HEALTH_OF_ONE = Record(
    "Health",
    (
        *ABOUT,
        Field(
            "answers",
            Record("Answers", ANSWER_COUNTS),
            "health.answers",
            optional=True,
        ),
        Field("levels", Record("Levels", counts("")), "health.levels", meaning="counts"),
        EFFECT,
        Field("crowded", of.LEVEL, "health.crowded", optional=True),
        Field("checks", ITEMS, "health.items", optional=True, meaning="items"),
        *REVIEW,
        Field(
            "signals",
            reason_shape([*SignalCode], HEALTH_FACTS),
            lambda content, it: [reason_data(signal) for signal in it.health.signals],
            many=True,
            meaning="reasons",
        ),
    ),
)
THRESHOLDS = Record(
    "Thresholds",
    (
        Field("small_cell", of.OFFICES),
        Field("one_level_share", of.SHARE),
        Field("undecided_share", of.SHARE),
        Field("review_after_months", of.MONTHS),
    ),
)


def cycle_of(site: Site) -> Cycle | None:
    """The cycle that KPI health is about, if any has results."""
    cycle = site.health.cycle
    return site.content.cycles[cycle] if cycle else None


def placed(site: Site) -> tuple[list[Placed], list[Placed]]:
    """Every Recommendation and every KPI in use, with its place in the queue."""
    places = {id: place for place, id in enumerate(site.health.queue, 1)}
    recommendations, kpis = site.health.recommendations, site.health.kpis
    return (
        [Placed(one, places.get(one.id)) for one in recommendations.values()],
        [Placed(one, places.get(one.id)) for one in kpis.values()],
    )


def of_cycle(name: str, shape: Shape, at: str) -> Field:
    """A field of the cycle, None without one."""
    take = attrgetter(at)

    def value(content: Content, site: Site) -> Any:
        cycle = cycle_of(site)
        return take(cycle) if cycle else None

    return Field(name, shape, value, optional=True)


CYCLE = (of_cycle("cycle", of.CYCLE_ID, "id"), of_cycle("cycle_fictional", of.FLAG, "fictional"))
HEALTH = Record(
    "KpiHealth",
    (
        *CYCLE,
        of_cycle("reference_date", of.DAY, "reference_date"),
        Field("thresholds", THRESHOLDS, "content.framework.thresholds"),
        Field("queue", of.TEXT, "health.queue", many=True),
        Field(
            "recommendations",
            HEALTH_OF_ONE,
            lambda content, site: placed(site)[0],
            many=True,
            meaning="health.recommendations",
        ),
        Field(
            "kpis",
            HEALTH_OF_ONE,
            lambda content, site: placed(site)[1],
            many=True,
            meaning="health.kpis",
        ),
    ),
    under=lambda content, site: site.content,
)


def level_count(level: int) -> Field:
    """The column of how many offices are at a level."""

    def offices(content: Content, it: Placed) -> int:
        return it.health.levels.levels[level]

    return Field(f"level_{level}", of.OFFICES, offices)


def checks_alike(name: str) -> Field:
    """The column of how many checks all offices decided alike, in the one way or the other."""
    listed = attrgetter(name)

    def checks(content: Content, it: Placed) -> int | None:
        return len(listed(it.health.items)) if it.health.items else None

    return Field(f"checks_{name}", of.CHECKS, checks, optional=True)


FIRST = (
    *CYCLE,
    Field(
        "edition",
        of.EDITION_ID,
        lambda content, site: (cycle_of(site) or site.content.framework).edition,
    ),
    Field("edition_status", of.EDITION_STATUS, "content.framework.edition_status"),
)
OFFICES, _, *OTHER_COUNTS = counts("health.levels.")
OF_ONE = (
    *ABOUT,
    *(replace(each, at=f"health.answers.{each.name}", optional=True) for each in ANSWER_COUNTS),
    OFFICES,
    *map(level_count, LEVELS),
    *OTHER_COUNTS,
    EFFECT,
    Field("checks_decided", of.CHECKS, "health.items.decided", optional=True),
    checks_alike("never_met"),
    checks_alike("always_met"),
    *REVIEW,
    Field(
        "signals",
        of.TEXT,
        lambda content, it: tuple(str(signal.code) for signal in it.health.signals),
        many=True,
    ),
)


def health_rows(site: Site) -> Iterator[tuple[Value, ...]]:
    """One row a Recommendation or KPI in use, Recommendations first."""
    site = site.asked_in(site.health.cycle)
    first, row = row_of(FIRST)(site.content, site), row_of(OF_ONE)
    for one in chain(*placed(site)):
        yield (*first, *row(site.content, one))
