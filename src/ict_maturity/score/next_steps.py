"""In: one Recommendation's KPI results; out: the fewest checks and figures to its next level."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ict_maturity.rules import Reader
from ict_maturity.rules.reading import Move, Reason
from ict_maturity.rules.reasons import ReasonCode
from ict_maturity.score.levels import Conditions
from ict_maturity.score.scorecard import KpiResult, NextStep


@dataclass(frozen=True)
class Treatment:
    """How one KPI below the wanted level may be treated.

    `full` brings it to the level, `least` only as far as an exception must be (None: nothing to
    do); `reachable` says whether `least` is possible at all.
    """

    full: Move | None
    least: Move | None
    reachable: bool

    @property
    def saving(self) -> int:
        """The effort that is saved by making the KPI an exception; 0 when it must be one."""
        if self.full is None:
            return 0
        return self.full.effort - (self.least.effort if self.least else 0)


def next_steps(
    conditions: Conditions,
    results: Sequence[KpiResult],
    readers: Sequence[Reader],
    reached: int,
) -> tuple[tuple[NextStep, ...], tuple[Reason, ...]]:
    """The smallest set of checks and figures that lifts the shown level from `reached` by one.

    Each check counts 1, and so does each figure, date or choice. The reasons are empty unless
    the rules of some KPIs make the next level impossible. Above level 4 there is nothing.
    """
    if reached == 4:
        return (), ()
    wanted = reached + 1
    treatments = {
        position: treatment_of(result, readers[position], conditions.core[position], wanted)
        for position, result in enumerate(results)
        if result.shown.level < wanted
    }
    stuck = tuple(
        position
        for position, treatment in treatments.items()
        if treatment.full is None and (conditions.core[position] or not treatment.reachable)
    )
    forced = tuple(position for position, treatment in treatments.items() if treatment.full is None)
    exceptions = None if stuck else best_exceptions(conditions, treatments, forced)
    if exceptions is None:
        kpis = tuple(results[position].kpi for position in stuck or forced)
        return (), (Reason.of(ReasonCode.NEXT_LEVEL_OUT_OF_REACH, kpis=kpis, level=wanted),)
    return tuple(steps(results, treatments, exceptions, wanted)), ()


def treatment_of(result: KpiResult, reader: Reader, core: bool, wanted: int) -> Treatment:
    """How a KPI below the wanted level may be treated; a core KPI must reach it."""
    full = reader.move(result.checks, wanted)
    if core:
        return Treatment(full, full, full is not None)
    if result.shown.level >= wanted - 1:
        return Treatment(full, None, True)
    least = reader.move(result.checks, wanted - 1)
    return Treatment(full, least, least is not None)


def best_exceptions(
    conditions: Conditions, treatments: Mapping[int, Treatment], forced: tuple[int, ...]
) -> tuple[int, ...] | None:
    """The allowed set of exceptions that saves the most effort; None when none is allowed.

    `forced` KPIs cannot reach the level and must be among them. Ties go to the smaller share,
    then to the KPI that comes first.
    """
    useful = [position for position, treatment in treatments.items() if treatment.saving > 0]
    sets = [forced] if conditions.excuse(forced) else []
    if not forced:
        sets.extend((position,) for position in useful)
    sets.extend(lightest_sets(conditions, treatments, forced, useful))

    def order(positions: tuple[int, ...]) -> tuple[int, int, tuple[int, ...]]:
        saving = sum(treatments[position].saving for position in positions)
        return -saving, conditions.share_of(positions), positions

    return min(sets, key=order, default=None)


def lightest_sets(
    conditions: Conditions,
    treatments: Mapping[int, Treatment],
    forced: tuple[int, ...],
    useful: Sequence[int],
) -> Iterator[tuple[int, ...]]:
    """For every saving that can be had within the share limit, the lightest set that has it."""
    if conditions.limit is None or not conditions.excuse(forced):
        return
    lightest = {0: (conditions.share_of(forced), forced)}
    for position in useful:
        for saving, (share, positions) in list(lightest.items()):
            heavier = (share + conditions.shares[position], (*positions, position))
            total = saving + treatments[position].saving
            if heavier[0] <= conditions.limit:
                lightest[total] = min(heavier, lightest.get(total, heavier))
    yield from (tuple(sorted(positions)) for _, positions in lightest.values())


def steps(
    results: Sequence[KpiResult],
    treatments: Mapping[int, Treatment],
    exceptions: tuple[int, ...],
    wanted: int,
) -> Iterator[NextStep]:
    """The moves that remain once the exceptions are made."""
    for position, treatment in treatments.items():
        move = treatment.least if position in exceptions else treatment.full
        if move is not None:
            yield NextStep(
                kpi=results[position].kpi,
                from_level=results[position].shown.level,
                to_level=wanted - 1 if position in exceptions else wanted,
                checks=move.checks,
                reason=move.reason,
                effort=move.effort,
            )
