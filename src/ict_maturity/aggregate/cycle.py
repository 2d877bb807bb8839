"""In: content and every scorecard; out: the CycleResults of one cycle (docs/method.md, 8)."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from ict_maturity.aggregate.distribution import (
    BETWEEN,
    LEVELS,
    distribution,
    in_kpi,
    in_recommendation,
    places,
)
from ict_maturity.aggregate.groups import NOBODY, Group
from ict_maturity.aggregate.panel import Member, Panel, panel
from ict_maturity.aggregate.results import (
    AllOffices,
    CycleResults,
    OptionCount,
    ProfileGroup,
    Rounded,
)
from ict_maturity.aggregate.rounded import Cells, rounded, rounded_row
from ict_maturity.model import (
    AssessmentKey,
    Content,
    Cycle,
    KeptRound,
    KeptRow,
    Office,
    ProfileField,
    Question,
)
from ict_maturity.order import natural_order
from ict_maturity.score.scorecard import Scorecard

PLACES = Cells((*LEVELS, BETWEEN))
CellsOf = Callable[[Member], Collection[object] | None]
"""The cells that a member is in, None when it does not stand behind the row."""


def aggregate_cycle(
    content: Content,
    cycle: str,
    scorecards: Mapping[AssessmentKey, Scorecard],
    group: Group = NOBODY,
) -> CycleResults:
    """Count the offices of one cycle: named ones exactly, all that may be counted rounded.

    `scorecards` holds every submitted assessment of the cycle, `group` the codes of the offices
    that are counted without a name. The rounded tables are the same for whoever looks.
    """
    members = panel(content, cycle, scorecards, group)
    return CycleResults(
        cycle=cycle,
        asked=content.cycles[cycle].invited or len(members.asked),
        named=tuple(member.office.code for member in members.named),
        recommendations={
            id: distribution(id, places(members.named, in_recommendation(id)))
            for id in sorted(content.recommendations)
        },
        kpis={
            id: distribution(id, places(members.named, in_kpi(id)))
            for id in sorted(content.kpis, key=natural_order)
        },
        breakdowns={
            field.id: profile_groups(field, members) for field in content.framework.profile
        },
        responses={
            question.id: option_counts(question, members.named)
            for question in content.cycles[cycle].questions
        },
        all_offices=kept(content, content.cycles[cycle])
        or all_offices(
            content,
            content.cycles[cycle],
            # Two roundings of the same counted offices would tell more than each alone.
            panel(replace(content, seen_by="public"), cycle, scorecards, group),
        ),
        short_rounds=short_rounds(content, content.cycles[cycle]),
    )


def short_rounds(content: Content, cycle: Cycle) -> tuple[str, ...]:
    """The Recommendations of which a cycle left out KPIs that count for the offices."""
    if not cycle.kpis:
        return ()
    offices = content.framework.addressees[0].id
    left_out = (
        kpi.recommendation
        for kpi in content.kpis.values()
        if kpi.counted and kpi.addressee == offices and kpi.id not in cycle.kpis
    )
    return tuple(sorted(set(left_out)))


def broken_down_by(content: Content) -> Iterable[ProfileField]:
    """The profile field by which it is told who answered, named or not."""
    return (field for field in content.framework.profile if field.breakdown)


def profile_groups(field: ProfileField, members: Panel) -> tuple[ProfileGroup, ...]:
    """Named offices asked and reporting by one profile field."""
    reporting = [member.office for member in members.named]
    return tuple(
        ProfileGroup(
            field.id,
            value,
            label,
            with_value(members.asked, field.id, value),
            with_value(reporting, field.id, value),
        )
        for value, label in field.values.items()
    )


def with_value(offices: Iterable[Office], field: str, value: str) -> int:
    """How many offices have a value in a profile field."""
    return sum(value in office.profile.get(field, ()) for office in offices)


def option_counts(question: Question, members: Sequence[Member]) -> tuple[OptionCount, ...]:
    """How many of the members chose each option."""
    given = (member.assessment.responses.get(question.id) for member in members)
    chosen = [each for each in given if each is not None]
    return tuple(
        OptionCount(question.id, option, label, sum(option in each for each in chosen), len(chosen))
        for option, label in question.options.items()
    )


def all_offices(content: Content, cycle: Cycle, members: Panel) -> AllOffices:
    """Named and counted offices together, rounded, where that tells of none of them."""
    small = content.framework.thresholds.small_cell

    def row(id: str, cells: Cells, cells_of: CellsOf) -> Rounded:
        named, counted = (
            [found for found in map(cells_of, some) if found is not None]
            for some in (members.named, members.counted)
        )
        return rounded_row(id, cells, named, counted, small)

    total = len(members.named) + len(members.counted)
    return AllOffices(
        offices=rounded(total) if len(members.counted) >= small else None,
        recommendations={
            id: row(id, PLACES, by_place(id)) for id in sorted(content.recommendations)
        },
        breakdowns={
            field.id: row(
                field.id,
                Cells(tuple(field.values), several=field.multiple, every=False),
                by_profile(field.id),
            )
            for field in broken_down_by(content)
        },
        responses={
            question.id: row(
                question.id,
                Cells(tuple(question.options), several=question.multiple),
                by_answer(question.id),
            )
            for question in cycle.questions
        },
    )


def kept(content: Content, cycle: Cycle) -> AllOffices | None:
    """The rounded tables of a round as they were before an office withdrew, or when it was closed.

    None for other rounds. Counted anew without that office, and compared with what was published,
    they would tell of it and of others.
    """
    closed = content.closed.get(cycle.id)
    tables = content.withdrawals.rounded.get(cycle.id)
    if tables is None and closed:
        tables = closed.all_offices
    if tables is None:
        return None

    def rows(ids: Iterable[str], those: Mapping[str, KeptRow]) -> Mapping[str, Rounded]:
        return {
            id: Rounded(id, those[id].offices, those[id].counts)
            if id in those
            else Rounded(id, None, None)
            for id in ids
        }

    return AllOffices(
        offices=tables.offices,
        recommendations=rows(sorted(content.recommendations), tables.recommendations),
        breakdowns=rows([field.id for field in broken_down_by(content)], tables.breakdowns),
        responses=rows([question.id for question in cycle.questions], tables.responses),
    )


def to_keep(shown: AllOffices) -> KeptRound:
    """The rounded tables of a round as they are kept when an office withdraws."""

    def rows(those: Mapping[str, Rounded]) -> dict[str, KeptRow]:
        return {
            id: KeptRow(offices=row.offices, counts=row.counts)
            for id, row in those.items()
            if row.counts is not None
        }

    return KeptRound(
        offices=shown.offices,
        recommendations=rows(shown.recommendations),
        breakdowns=rows(shown.breakdowns),
        responses=rows(shown.responses),
    )


def by_place(recommendation: str) -> CellsOf:
    """The cell of where a member stands in a Recommendation."""
    place_of = in_recommendation(recommendation)

    def cells_of(member: Member) -> Collection[object] | None:
        place = place_of(member)
        return (place.cell,) if place else None

    return cells_of


def by_profile(field: str) -> CellsOf:
    """The values of a member's profile."""
    return lambda member: member.office.profile.get(field, ())


def by_answer(question: str) -> CellsOf:
    """The options that a member chose, None when it did not answer."""
    return lambda member: member.assessment.responses.get(question)
