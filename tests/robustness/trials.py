"""In: content and a seed; out: for each trial, which part of the published levels it moves."""

import math
import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, pairwise, product

from ict_maturity.facts.values import Step
from ict_maturity.model import Answer, Content, Cycle, Kpi, Thresholds
from ict_maturity.rules import Measured, Ratio, Reader, reader_of
from ict_maturity.score.assessment import ready, score_assessment, whole_shares
from ict_maturity.score.levels import Conditions
from ict_maturity.score.recommendation import ReadyRecommendation, recommendation_result
from ict_maturity.score.scorecard import KpiResult, RecommendationResult

RUNS = 20
"""So often are weights drawn."""
MISREAD = Fraction(5, 100)
STEP = Decimal("0.2")
LIGHTEST, HEAVIEST = 50, 200
"""The bounds of a drawn weight, in hundredths of an equal one."""
NOBODY = Answer()


@dataclass(frozen=True)
class Part:
    """A KPI that counts for a published result, and what it was read from."""

    kpi: Kpi
    reader: Reader
    answer: Answer
    day: date
    level: int

    def level_of(self, answer: Answer) -> int:
        """The level of another answer."""
        return self.reader.read(answer, self.day).shown.level


@dataclass(frozen=True)
class Published:
    """A published result; `results` are those of all KPIs, `parts` are those that count."""

    recommendation: ReadyRecommendation
    results: tuple[KpiResult, ...]
    result: RecommendationResult
    parts: tuple[Part, ...]
    thresholds: Thresholds

    @property
    def level(self) -> int:
        """The published level."""
        return level_over(self.parts)


@dataclass(frozen=True)
class Moved:
    """Which part of the published levels (0 to 1) is lowered, lowered by two or more, raised."""

    lowered: Fraction
    by_two: Fraction
    raised: Fraction


@dataclass(frozen=True)
class Figures:
    """All that was measured over the `published` levels of a round.

    `one_fact` is the part of the levels that rest on one answer. With other weights `unpublished`
    is the part that is published no more, `score` by how many points a score moves in the mean.
    """

    cycle: Cycle
    published: int
    one_check: Moved
    one_fact: Fraction
    some_checks: Moved
    one_kpi: Moved
    harder: Moved
    easier: Moved
    weights: Moved
    unpublished: Fraction
    score: Fraction


def measured(content: Content, seed: int) -> Figures:
    """Every trial over the newest round that asks all KPIs; the same for a seed.

    Only invented offices take part.
    """
    full = (cycle for cycle in content.cycles.values() if not cycle.kpis)
    cycle = max(full, key=lambda each: each.reference_date)
    shown = tuple(published_in(content, cycle.id))
    chance = random.Random(seed)
    weighed = [with_weights(shown, chance) for _ in range(RUNS)]
    after = [(each, other) for run in weighed for each, other in zip(shown, run, strict=True)]
    return Figures(
        cycle=cycle,
        published=len(shown),
        one_check=moved_by(shown, one_check_not_met),
        one_fact=mean(bool(each.result.rests_on) for each in shown),
        some_checks=mean_of([misread(each) for each in shown]),
        one_kpi=moved_by(shown, one_kpi_left_out),
        harder=moved_by(shown, lambda each: [with_cut_points(each, harder)]),
        easier=moved_by(shown, lambda each: [with_cut_points(each, easier)]),
        weights=moved([(each.level, [shown_level(other)]) for each, other in after]),
        unpublished=mean(not other.published for _, other in after),
        score=mean(abs(shown_score(other) - shown_score(each.result)) for each, other in after),
    )


def published_in(content: Content, cycle: str) -> Iterator[Published]:
    """The published results of invented offices in a round, under the framework of the content."""
    prepared = ready(content)
    for key, assessment in sorted(content.assessments.items()):
        office = content.offices[key.office]
        if key.cycle != cycle or not office.fictional or assessment.status != "submitted":
            continue
        card = score_assessment(content, assessment, office, prepared)
        for each in prepared.recommendations:
            result = card.recommendations[each.id]
            if each.counted and result.published:
                results = tuple(card.kpis[one.kpi.id] for one in each.kpis)
                parts = tuple(
                    Part(
                        one.kpi,
                        one.reader,
                        assessment.answers.get(one.kpi.id, NOBODY),
                        assessment.reference_date,
                        found.shown.level,
                    )
                    for one, found in zip(each.kpis, results, strict=True)
                    if found.standing == "counted"
                )
                thresholds = prepared.framework.thresholds
                yield Published(each, results, result, parts, thresholds)


def level_over(parts: Sequence[Part]) -> int:
    """The level that these KPIs allow, by the engine's own conditions."""
    return Conditions(tuple(part.kpi.core for part in parts)).level([part.level for part in parts])


def moved_by(shown: Sequence[Published], trial: Callable[[Published], Iterable[int]]) -> Moved:
    """What a trial does to each published level; of several outcomes the worst and the best."""
    return moved([(each.level, [*trial(each)]) for each in shown])


def moved(levels: Sequence[tuple[int, Sequence[int]]]) -> Moved:
    """The parts of levels that move, each level beside what it may become."""
    return Moved(
        lowered=mean(min(after, default=before) < before for before, after in levels),
        by_two=mean(min(after, default=before) <= before - 2 for before, after in levels),
        raised=mean(max(after, default=before) > before for before, after in levels),
    )


def mean(values: Iterable[Fraction | bool]) -> Fraction:
    """The mean; of claims, the part that is true."""
    found = [Fraction(value) for value in values]
    return sum(found, Fraction(0)) / len(found)


def mean_of(likely: Sequence[Moved]) -> Moved:
    """The parts to be expected, by how likely each level moves."""
    names = [field.name for field in fields(Moved)]
    return Moved(**{name: mean(getattr(each, name) for each in likely) for name in names})


def with_part(published: Published, position: int, level: int) -> int:
    """The level with one KPI at another one."""
    parts = list(published.parts)
    parts[position] = replace(parts[position], level=level)
    return level_over(parts)


def one_check_not_met(published: Published) -> Iterator[int]:
    """For each met check, the level with it not met."""
    for i, part in enumerate(published.parts):
        for id, said in part.answer.checks.items():
            if said == "met":
                answer = with_checks(part.answer, {id: "not_met"})
                yield with_part(published, i, part.level_of(answer))


def misread(published: Published) -> Moved:
    """How likely the level moves when each decided check is misread by chance: exact, not drawn."""
    parts, before = published.parts, published.level
    lowered = by_two = raised = Fraction(0)
    for outcome in product(*(levels_misread(part).items() for part in parts)):
        likely = math.prod(chance for _, chance in outcome)
        found = [
            replace(part, level=level) for part, (level, _) in zip(parts, outcome, strict=True)
        ]
        after = level_over(found)
        lowered += likely * (after < before)
        by_two += likely * (after <= before - 2)
        raised += likely * (after > before)
    return Moved(lowered, by_two, raised)


def levels_misread(part: Part) -> Mapping[int, Fraction]:
    """How likely each level of a KPI is when each decided check is misread by chance."""
    other = {"met": "not_met", "not_met": "met"}
    wrong = {id: other[said] for id, said in part.answer.checks.items() if said in other}
    likely: dict[int, Fraction] = defaultdict(Fraction)
    for number in range(len(wrong) + 1):
        chance = MISREAD**number * (1 - MISREAD) ** (len(wrong) - number)
        for ids in combinations(wrong, number):
            answer = with_checks(part.answer, {id: wrong[id] for id in ids})
            likely[part.level_of(answer)] += chance
    return likely


def with_checks(answer: Answer, checks: Mapping[str, str]) -> Answer:
    """An answer in which some checks are answered otherwise."""
    return answer.model_copy(update={"checks": {**answer.checks, **checks}})


def one_kpi_left_out(published: Published) -> Iterator[int]:
    """For each KPI, the level without it; nothing where there is no other."""
    for i in range(len(published.parts)):
        if rest := (*published.parts[:i], *published.parts[i + 1 :]):
            yield level_over(rest)


def with_cut_points(published: Published, move: Callable[[Measured], dict[Step, Decimal]]) -> int:
    """The level with the cut points of every figure at other values."""
    parts = []
    for part in published.parts:
        rule = part.kpi.rule
        if isinstance(rule, Measured):
            reader = reader_of(rule.model_copy(update={"cut_points": move(rule)}))
            reading = reader.read(part.answer, part.day)
            parts.append(replace(part, level=reading.shown.level))
        else:
            parts.append(part)
    return level_over(parts)


def harder(rule: Measured) -> dict[Step, Decimal]:
    """Each cut point a fifth of the way to the next; the last one as far beyond its place.

    A share stays within 1, and no cut point changes its sign.
    """
    points = rule.cut_points
    most = Decimal(1) if isinstance(rule, Ratio) and not rule.may_exceed_one else None
    last = points[4] + (points[4] - points[3]) * STEP
    if most is not None:
        last = min(last, most)
    if points[4] >= 0:
        last = max(last, Decimal(0))
    return {
        1: points[1] + (points[2] - points[1]) * STEP,
        2: points[2] + (points[3] - points[2]) * STEP,
        3: points[3] + (points[4] - points[3]) * STEP,
        4: last,
    }


def easier(rule: Measured) -> dict[Step, Decimal]:
    """Each cut point a fifth of the way back to the one before, the first to the floor."""
    levels = sorted(rule.cut_points)
    points = [rule.floor, *(rule.cut_points[level] for level in levels)]
    return {
        level: point - (point - before) * STEP
        for level, (before, point) in zip(levels, pairwise(points), strict=True)
    }


def with_weights(shown: Sequence[Published], chance: random.Random) -> list[RecommendationResult]:
    """Every result again, with a weight drawn for each KPI."""
    drawn: dict[str, Fraction] = {}
    found = []
    for each in shown:
        for one in each.recommendation.kpis:
            if one.kpi.id not in drawn:
                drawn[one.kpi.id] = Fraction(chance.randint(LIGHTEST, HEAVIEST), 100)
        shares = whole_shares([drawn[one.kpi.id] for one in each.recommendation.kpis])
        other = replace(each.recommendation, shares=shares)
        found.append(recommendation_result(other, each.results, each.thresholds))
    return found


def shown_level(result: RecommendationResult) -> int:
    """The shown level; a result over KPIs that count has one."""
    assert result.levels
    return result.levels.shown


def shown_score(result: RecommendationResult) -> Fraction:
    """The shown score; a result over KPIs that count has one."""
    assert result.score
    return result.score.shown
