"""In: the Site; out: the tables of its rounds: who answered, levels, answers, and what changed.

Beside each exact count of the offices with a name stands, as `all_…`, the rounded one of all that
may be counted, empty where it is not shown.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from ict_maturity.aggregate.distribution import BETWEEN, LEVELS
from ict_maturity.aggregate.results import Distribution, OptionCount, Rounded
from ict_maturity.aggregate.site import Site
from ict_maturity.export import shapes as of
from ict_maturity.export.fields import Field, Table, Take, Value, row_of
from ict_maturity.export.results import (
    CHANGE,
    KPI_COUNTS,
    OPTION,
    RECOMMENDATION_COUNTS,
    ROUNDED,
    Round,
    RoundedCell,
    breakdown_cells,
    option_counts,
    profile_groups,
    response_cells,
)
from ict_maturity.export.scorecard import EDITION_STATUS_OF
from ict_maturity.model import Content

Row = tuple[Value, ...]
NOT_SHOWN = Rounded("", None, None)


class Group(NamedTuple):
    """Offices asked and reporting, of one value of a profile field or, without one, in all."""

    field: str | None
    value: str | None
    label: str | None
    asked: int
    reporting: int
    all_reporting: int | None


class Placed(NamedTuple):
    """Where the offices stand in a Recommendation or KPI, named and all."""

    counts: Distribution
    kpi: str | None
    all: Rounded
    short_round: bool


class Chosen(NamedTuple):
    """One option of a question, among named offices and all."""

    named: OptionCount
    all: RoundedCell


def level_count(level: int) -> Field:
    """The column of how many named offices are at a level."""
    return Field(f"level_{level}", of.OFFICES, lambda content, it: it.counts.levels[level])


def rounded_count(name: str, place: int, meaning: str) -> Field:
    """The column of a rounded count of all offices."""

    def count(content: Content, it: Placed) -> int | None:
        return it.all.counts[place] if it.all.counts else None

    return Field(f"all_{name}", ROUNDED, count, optional=True, meaning=meaning)


def inside(place: str, *fields: Field) -> tuple[Field, ...]:
    """Fields of a part of what a row is about."""

    def below(take: Take) -> Take:
        return lambda content, it: take(content, getattr(it, place))

    return tuple(replace(field, at=below(field.take)) for field in fields)


FICTIONAL = Field("cycle_fictional", of.FLAG, "cycle.fictional")
ROUND = (
    Field("cycle", of.CYCLE_ID, "cycle.id"),
    FICTIONAL,
    Field("edition", of.EDITION_ID, "cycle.edition", meaning="cycle_edition"),
    EDITION_STATUS_OF,
)
"""Which round a row is of."""
GROUP = (
    Field("field", of.SLUG_ID, optional=True, meaning="group.field"),
    Field("value", of.SLUG_ID, optional=True, meaning="group.value"),
    Field("label", of.TEXT, optional=True),
    Field("asked", of.OFFICES, meaning="group.asked"),
    Field("reporting", of.OFFICES),
    Field("all_reporting", ROUNDED, optional=True, meaning="all.reporting"),
)
_, _, _, OFFICES, _, *OTHERS = KPI_COUNTS.fields
PLACED = (
    *inside("counts", *RECOMMENDATION_COUNTS.fields[:2]),
    Field("kpi", of.KPI_ID, optional=True),
    Field("short_round", of.FLAG),
    *inside("counts", OFFICES),
    *map(level_count, LEVELS),
    *inside("counts", *OTHERS),
    Field("all_offices", ROUNDED, "all.offices", optional=True, meaning="all.offices"),
    *(rounded_count(f"level_{level}", level, "all.level") for level in LEVELS),
    rounded_count("between", BETWEEN, "all.between"),
)
CHOSEN = (
    *inside("named", *OPTION.fields),
    Field("all_offices", ROUNDED, "all.offices", optional=True, meaning="all.chosen"),
    Field("all_answered", ROUNDED, "all.total", optional=True, meaning="all.answered"),
)


def groups(round: Round, content: Content) -> Iterator[Group]:
    """All offices of a round, then those of each value of each profile field."""
    results = round.results
    yield Group(None, None, None, results.asked, results.reporting, results.all_offices.offices)
    shown = {(cell.row, cell.id): cell.offices for cell in breakdown_cells(content, round)}
    for each in profile_groups(round):
        rounded = shown.get((each.field, each.value))
        yield Group(each.field, each.value, each.label, each.asked, each.reporting, rounded)


def placed(round: Round, content: Content) -> Iterator[Placed]:
    """Each Recommendation, then each KPI, of which all offices are not counted."""
    results = round.results
    all = results.all_offices.recommendations
    for id, counts in results.recommendations.items():
        yield Placed(counts, None, all.get(id, NOT_SHOWN), id in results.short_rounds)
    for id, counts in results.kpis.items():
        yield Placed(counts, id, NOT_SHOWN, False)


def chosen(round: Round, content: Content) -> Iterator[Chosen]:
    """Each option of each question."""
    cells = {(cell.row, cell.id): cell for cell in response_cells(content, round)}
    for each in option_counts(round):
        yield Chosen(each, cells[each.question, each.option])


def changed(round: Round, content: Content) -> Iterator[Any]:
    """Each Recommendation in which enough offices can be compared."""
    return iter(round.results.changes.values())


def table(
    name: str,
    key: tuple[str, ...],
    fields: tuple[Field, ...],
    each: Callable[[Round, Content], Iterator[Any]],
    of_round: tuple[Field, ...] = ROUND,
) -> Table:
    """A table with the rows of every round, the oldest first."""

    def rows(site: Site) -> Iterator[Row]:
        first, row = row_of(of_round), row_of(fields)
        for id, results in site.results.items():
            round = Round(site, site.content.cycles[id], results)
            content = site.content.answered_under(round.cycle.edition)
            start = first(content, round)
            yield from ((*start, *row(content, it)) for it in each(round, content))

    return Table(name, lambda content: (*of_round, *fields), ("cycle", *key), rows)


COMPARED_WITH = Field("compared_with", of.CYCLE_ID, "results.compared_with")
ROUND_TABLES = (
    table("participation", ("field", "value"), GROUP, groups),
    table("levels", ("recommendation", "kpi"), PLACED, placed),
    table("responses", ("question", "option"), CHOSEN, chosen),
    table("changes", ("recommendation",), CHANGE.fields, changed, (*ROUND, COMPARED_WITH)),
)
