"""In: a Recommendation's KPIs as read; out: its level, score, what holds it and what would lift it.

Section 6 of docs/method.md, word by word. Nothing here is taken from the engine.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import combinations

from tests.reference.kpi import ONE, STAY, ZERO, Made, Read, Way, best, way


@dataclass(frozen=True)
class KpiRead:
    """One KPI of one assessment; `read` also for those that do not count."""

    id: str
    standing: str
    claim: str | None
    core: bool
    weight: Fraction
    read: Read
    points: Fraction
    cap: int
    rule: Made = field(repr=False, compare=False)
    answer: Made = field(repr=False, compare=False)

    @property
    def evidenced(self) -> int:
        return min(self.read.shown.level, self.cap)


@dataclass(frozen=True)
class RecommendationRead:
    """`shown`, `possible` and `evidenced` levels and the two scores are None when nothing applies.

    `steps` is None where no set of facts reaches the next level; `out_of_reach` are the KPIs whose
    rule ends below it.
    """

    id: str
    applicable: int
    assessed: int
    shown: int | None
    possible: int | None
    evidenced: int | None
    score: Fraction | None
    possible_score: Fraction | None
    coverage: Fraction | None
    published: bool
    profile_limited: bool
    short_round: bool
    confidence: str | None
    confidence_points: Fraction | None
    held_by: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()
    steps: Mapping[str, Way] | None = None
    out_of_reach: tuple[str, ...] = ()
    evidence_steps: tuple[str, ...] = ()


def level(levels: Sequence[int], core: Sequence[bool]) -> int:
    """The highest level that the three conditions allow."""
    for k in (4, 3, 2, 1):
        cores = all(one >= k for one, is_core in zip(levels, core, strict=True) if is_core)
        below = sum(one < k for one, is_core in zip(levels, core, strict=True) if not is_core)
        some = any(one >= k for one in levels)
        floor = all(one >= k - 1 for one in levels)
        if cores and below <= 1 and some and floor:
            return k
    return 0


def mean(values: Sequence[Fraction], weights: Sequence[Fraction]) -> Fraction:
    return sum((v * w for v, w in zip(values, weights, strict=True)), ZERO) / sum(weights)


def read_recommendation(
    id: str, kpis: Sequence[KpiRead], thresholds: Made, reference: date
) -> RecommendationRead:
    """The result over the KPIs that stand in it, in the order of their ids."""
    counted = [kpi for kpi in kpis if kpi.standing == "counted"]
    outside = sum((kpi.weight for kpi in kpis if kpi.standing == "not_applicable"), ZERO)
    weight = sum((kpi.weight for kpi in counted), ZERO)
    # Reading 10: a round is short when it left out a counted KPI of this office's kind, whether it
    # would have applied or not; what is not asked is neither applicable nor "not applicable".
    short = any(kpi.standing == "not_asked_this_round" for kpi in kpis)
    # Reading 11: where nothing applies but something could have, all of the weight is outside.
    limited = outside > thresholds.not_applicable_limit * (weight + outside)
    if not counted:
        return RecommendationRead(
            id, 0, 0, None, None, None, None, None, None, False, limited, short, None, None
        )
    core = [kpi.core for kpi in counted]
    weights = [kpi.weight for kpi in counted]
    shown_levels = [kpi.read.shown.level for kpi in counted]
    shown = level(shown_levels, core)
    decided = [kpi.read.decided for kpi in counted]
    coverage = mean(decided, weights)
    enough = thresholds.coverage_to_publish
    sure = [w * share for w, share in zip(weights, decided, strict=True)]
    points = mean([kpi.points for kpi in counted], sure) if sum(sure) else None
    evidenced_levels = [kpi.evidenced for kpi in counted]
    evidenced = level(evidenced_levels, core)
    return RecommendationRead(
        id=id,
        applicable=len(counted),
        assessed=sum(share == ONE for share in decided),
        shown=shown,
        possible=level([kpi.read.possible.level for kpi in counted], core),
        evidenced=evidenced,
        score=mean([kpi.read.shown.score for kpi in counted], weights),
        possible_score=mean([kpi.read.possible.score for kpi in counted], weights),
        coverage=coverage,
        published=coverage >= enough
        and all(kpi.read.decided >= enough for kpi in counted if kpi.core),
        profile_limited=limited,
        short_round=short,
        confidence=confidence(points, thresholds),
        confidence_points=points,
        held_by=held_by(counted, shown),
        rests_on=rests_on(counted, shown),
        steps=steps(counted, shown, reference),
        out_of_reach=tuple(kpi.id for kpi in counted if shown < 4 and best(kpi.rule) < shown + 1),
        evidence_steps=evidence_steps(counted, shown, evidenced),
    )


def confidence(points: Fraction | None, thresholds: Made) -> str | None:
    if points is None:
        return None
    if points >= thresholds.confidence_a:
        return "A"
    return "B" if points >= thresholds.confidence_b else "C"


def held_by(counted: Sequence[KpiRead], shown: int) -> tuple[str, ...]:
    """The KPIs by which a condition of the next level fails.

    Reading 12: core KPIs below it; those that are not core and below it, when they are more than
    one or when no KPI reaches it; and KPIs more than one level below it.
    """
    if shown == 4:
        return ()
    wanted = shown + 1
    below = [kpi for kpi in counted if kpi.read.shown.level < wanted]
    others = [kpi for kpi in below if not kpi.core]
    too_many = len(others) > 1 or len(below) == len(counted)
    return tuple(
        kpi.id for kpi in below if kpi.core or too_many or kpi.read.shown.level < wanted - 1
    )


def rests_on(counted: Sequence[KpiRead], shown: int) -> tuple[str, ...]:
    """The KPIs of which one fact, changed for the worse, lowers the level by two or more."""
    core = [kpi.core for kpi in counted]

    def after(changed: KpiRead) -> int:
        levels = [kpi.read.after_one if kpi is changed else kpi.read.shown.level for kpi in counted]
        return level(levels, core)

    return tuple(kpi.id for kpi in counted if shown - after(kpi) >= 2)


def steps(counted: Sequence[KpiRead], shown: int, reference: date) -> dict[str, Way] | None:
    """The smallest set of facts for the next level, by KPI.

    Every KPI is the one exception in turn (brought to the level below, as far as it is not there),
    or none is; all others are brought to the level.
    Reading 13: among equally small sets with equally few *do* steps, the one whose list of KPI ids
    (each once, in order) comes first.
    """
    if shown == 4:
        return {}
    wanted = shown + 1
    full = {kpi.id: way(kpi.rule, kpi.answer, reference, wanted) for kpi in counted}
    sets: list[dict[str, Way]] = []
    for exception in [None, *(kpi for kpi in counted if not kpi.core)]:
        if exception is not None and len(counted) == 1:
            continue
        ways = dict(full)
        if exception is not None:
            ways[exception.id] = way(exception.rule, exception.answer, reference, wanted - 1)
        found = {id: one for id, one in ways.items() if one is not None}
        if len(found) == len(counted):
            sets.append({id: one for id, one in found.items() if one != STAY})
    if not sets:
        return None

    def order(ways: dict[str, Way]) -> tuple[int, int, list[str]]:
        size = sum(one.size for one in ways.values())
        return size, sum(one.do for one in ways.values()), sorted(ways)

    return min(sets, key=order)


def evidence_steps(counted: Sequence[KpiRead], shown: int, evidenced: int) -> tuple[str, ...]:
    """The fewest KPIs whose evidence, were it enough, would lift the evidenced level by one.

    Reading 14: a piece is one for each KPI, of whatever grade it takes. Reading 15: the first by
    KPI ids among equally few.
    """
    if shown <= evidenced:
        return ()
    core = [kpi.core for kpi in counted]
    useful = [kpi.id for kpi in counted if kpi.evidenced < kpi.read.shown.level]
    for size in range(1, len(useful) + 1):
        for chosen in combinations(useful, size):
            levels = [
                kpi.read.shown.level if kpi.id in chosen else kpi.evidenced for kpi in counted
            ]
            if level(levels, core) > evidenced:
                return chosen
    return ()
