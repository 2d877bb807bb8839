"""In: one Recommendation's KPI results; out: the fewest facts, or evidence, to its next level."""

from collections.abc import Callable, Sequence

from ict_maturity.facts.record import record
from ict_maturity.rules import Reader
from ict_maturity.rules.reading import Move, Reason
from ict_maturity.rules.reasons import ReasonCode
from ict_maturity.score.levels import Conditions
from ict_maturity.score.scorecard import Grade, KpiResult, NextStep

GRADE_FOR: tuple[Grade, ...] = ("E0", "E0", "E0", "E1", "E2")
"""The least grade that backs each level (docs/method.md, section 5)."""

Found = tuple[tuple[NextStep, ...], tuple[Reason, ...]]
MoveTo = Callable[[int, int], Move | None]
"""What brings the KPI at a position to a level."""


@record
class Treatment:
    """How one KPI below the wanted level may be treated.

    `full` brings it to the level, None when nothing does; `least` only as far as an exception
    must be. `may_stay` says that it may be the exception.
    """

    position: int
    full: Move | None
    least: Move | None
    may_stay: bool


def next_steps(
    conditions: Conditions,
    results: Sequence[KpiResult],
    readers: Sequence[Reader],
    reached: int,
) -> Found:
    """The smallest set of facts that lifts the shown level from `reached` by one.

    Each check counts 1, and so does each figure, date or choice, and all that is missing to show
    that one was held or improved. The reasons are empty unless the rules of some KPIs make the
    next level impossible; they name all whose rule ends below it. Above level 4 there is nothing.
    """
    levels = [result.shown.level for result in results]
    return smallest_set(
        conditions,
        results,
        levels,
        reached,
        lambda position, level: readers[position].move(results[position].reading, level),
    )


def evidence_steps(
    conditions: Conditions, results: Sequence[KpiResult], shown: int, evidenced: int
) -> tuple[NextStep, ...]:
    """The fewest pieces of evidence that lift the evidenced level by one, where more is shown."""
    if evidenced >= shown:
        return ()
    levels = [result.level_evidenced for result in results]

    def evidence(position: int, level: int) -> Move | None:
        if results[position].shown.level < level:
            return None
        return Move((), (), (Reason.of(ReasonCode.GIVE_EVIDENCE, grade=GRADE_FOR[level]),), 1, 1)

    return smallest_set(conditions, results, levels, evidenced, evidence)[0]


def smallest_set(
    conditions: Conditions,
    results: Sequence[KpiResult],
    levels: Sequence[int],
    reached: int,
    move: MoveTo,
) -> Found:
    """The fewest moves from `reached` to the next level, among them those with least to do."""
    if reached == 4:
        return (), ()
    wanted = reached + 1
    treatments = [
        treatment(position, level, wanted, conditions.core[position], move)
        for position, level in enumerate(levels)
        if level < wanted
    ]
    stuck = [each for each in treatments if each.full is None]
    # A lone KPI cannot be the exception: a level has at least one KPI at it.
    free = [each for each in stuck or treatments if each.may_stay and len(results) > 1]
    if stuck and (len(stuck) > 1 or not free):
        kpis = tuple(results[each.position].kpi for each in stuck)
        return (), (Reason.of(ReasonCode.NEXT_LEVEL_OUT_OF_REACH, kpis=kpis, level=wanted),)
    exceptions = free if stuck else [None, *free]
    savings = [saved(exception) for exception in exceptions]
    most = max(savings)
    best = [each for each, saving in zip(exceptions, savings, strict=True) if saving == most]
    ways = [chosen(treatments, exception) for exception in best]
    return steps(results, levels, min(ways, key=positions), wanted), ()


def treatment(position: int, level: int, wanted: int, core: bool, move: MoveTo) -> Treatment:
    """How a KPI below the wanted level may be treated; a core KPI must reach it."""
    full = move(position, wanted)
    if core:
        return Treatment(position, full, None, may_stay=False)
    if level >= wanted - 1:
        return Treatment(position, full, None, may_stay=True)
    least = move(position, wanted - 1)
    return Treatment(position, full, least, may_stay=least is not None)


@record
class Chosen:
    """What is done about one KPI; `less` says that it stays a level below the wanted one."""

    position: int
    move: Move
    less: bool


def chosen(treatments: Sequence[Treatment], exception: Treatment | None) -> list[Chosen]:
    """The moves that remain once the exception is made."""
    moves = ((each, each.least if each is exception else each.full) for each in treatments)
    return [Chosen(each.position, move, each is exception) for each, move in moves if move]


def saved(exception: Treatment | None) -> tuple[int, int]:
    """What an exception saves: effort, then what of it is more than finding out.

    A KPI that nothing brings to the level is the only exception there can be, so it is not
    compared with others.
    """
    if exception is None or exception.full is None:
        return 0, 0
    full, least = exception.full, exception.least
    if least is None:
        return full.effort, full.do
    return full.effort - least.effort, full.do - least.do


def positions(way: Sequence[Chosen]) -> tuple[int, ...]:
    """The KPIs of a way, in the order of ids; by them equally small ways are told apart."""
    return tuple(each.position for each in way)


def steps(
    results: Sequence[KpiResult], levels: Sequence[int], way: Sequence[Chosen], wanted: int
) -> tuple[NextStep, ...]:
    """The moves of a way as they are told."""
    return tuple(
        NextStep(
            kpi=results[each.position].kpi,
            from_level=levels[each.position],
            to_level=wanted - each.less,
            checks=each.move.checks,
            find_out=each.move.find_out,
            reasons=each.move.reasons,
            effort=each.move.effort,
        )
        for each in way
    )
