"""In: named offices and where each stands; out: the Distribution, exactly."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import NamedTuple

from ict_maturity.aggregate.panel import Member
from ict_maturity.aggregate.results import HIGHEST, Distribution
from ict_maturity.score.scorecard import KpiResult

LEVELS = range(HIGHEST + 1)
BETWEEN = HIGHEST + 1
"""The cell of those whose shown and possible level differ."""
PARTLY_IN_PLACE = 2


class Place(NamedTuple):
    """Where an office stands: its level and score as shown, and the level that is possible."""

    shown: int
    possible: int
    score: Fraction

    @property
    def cell(self) -> int:
        """The level, or BETWEEN."""
        return self.shown if self.shown == self.possible else BETWEEN


PlaceOf = Callable[[Member], Place | None]


def in_recommendation(id: str) -> PlaceOf:
    """Where a member stands in a Recommendation, if its result is published and not limited."""

    def place(member: Member) -> Place | None:
        result = member.scorecard.recommendations[id]
        if not (result.levels and result.score and result.published) or result.profile_limited:
            return None
        return Place(result.levels.shown, result.levels.possible, result.score.shown)

    return place


def in_kpi(id: str) -> PlaceOf:
    """Where a member stands in a KPI that counts, if anything of it is decided."""

    def place(member: Member) -> Place | None:
        result = member.scorecard.kpis[id]
        return place_in(result) if result.standing == "counted" and result.decided else None

    return place


def in_trial(id: str) -> PlaceOf:
    """Where a member stands in an upcoming KPI that it answered all the same."""

    def place(member: Member) -> Place | None:
        result = member.scorecard.kpis[id]
        tried = result.standing == "upcoming" and result.claim is None and result.decided
        return place_in(result) if tried else None

    return place


def place_in(result: KpiResult) -> Place:
    """The levels and the score of a KPI."""
    return Place(result.shown.level, result.possible.level, result.shown.score)


def places(members: Sequence[Member], place_of: PlaceOf) -> list[Place]:
    """Where those members stand that stand somewhere."""
    return [place for place in map(place_of, members) if place is not None]


def distribution(id: str, found: Sequence[Place]) -> Distribution:
    """How many stand at each level."""
    cells = [place.cell for place in found]
    return Distribution(
        id=id,
        offices=len(found),
        levels=tuple(map(cells.count, LEVELS)),
        between=cells.count(BETWEEN),
        below=sum(place.possible < PARTLY_IN_PLACE for place in found),
        median_shown=median([place.shown for place in found]),
        median_possible=median([place.possible for place in found]),
        mean_score=mean([place.score for place in found]),
    )


def median(levels: Sequence[int]) -> Fraction | None:
    """The middle level, or the mean of the two in the middle; None of nothing."""
    if not levels:
        return None
    ordered = sorted(levels)
    low, high = (len(ordered) - 1) // 2, len(ordered) // 2
    return Fraction(ordered[low] + ordered[high], 2)


def mean(values: Sequence[Fraction]) -> Fraction | None:
    """The mean, None of nothing."""
    return sum(values, Fraction(0)) / len(values) if values else None
