"""In: the engine's results and the reference's; out: both in the same few words, by place.

The names of a place are those of the engine's types, so that a difference says where to look.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from ict_maturity.rules.reasons import ReasonCode
from ict_maturity.score import score_all, splitting, trends
from ict_maturity.score.scorecard import Scorecard, Trend
from tests.reference.kpi import At
from tests.reference.office import CardRead
from tests.reference.recommendation import RecommendationRead
from tests.reference.trend import StepRead, TrendRead, rounds_of, trend
from tests.reference.worlds import World

Place = tuple[str, ...]
Said = Mapping[Place, Any]

UNREAD = ("not_applicable", "not_asked", "not_asked_this_round")
"""Standings with which nobody sees what an answer would be worth."""


def engine_says(card: Scorecard) -> dict[Place, Any]:
    """An engine's scorecard by place."""
    said: dict[Place, Any] = {}
    for id, kpi in card.kpis.items():
        said[id, "standing"] = kpi.standing
        said[id, "claim"] = kpi.claim
        if kpi.standing in UNREAD:
            continue
        said[id, "shown"] = kpi.shown.level, kpi.shown.progress
        said[id, "possible"] = kpi.possible.level, kpi.possible.progress
        said[id, "shown score"] = kpi.shown.score
        said[id, "possible score"] = kpi.possible.score
        said[id, "decided"] = kpi.decided
        said[id, "few"] = kpi.few
        said[id, "held"] = kpi.held
        said[id, "none"] = kpi.none
        said[id, "assessed"] = kpi.assessed
        said[id, "evidenced"] = kpi.level_evidenced
        said[id, "points"] = kpi.evidence.points
        said[id, "cap"] = kpi.evidence.cap
    for id, result in card.recommendations.items():
        levels, score = result.levels, result.score
        said[id, "shown"] = levels.shown if levels else None
        said[id, "possible"] = levels.possible if levels else None
        said[id, "evidenced"] = levels.evidenced if levels else None
        said[id, "shown score"] = score.shown if score else None
        said[id, "possible score"] = score.possible if score else None
        for name in RESULT_FIELDS:
            said[id, name] = getattr(result, name)
        said[id, "steps"] = {
            step.kpi: (step.effort, step.checks, step.find_out) for step in result.next_steps
        }
        said[id, "out_of_reach"] = next(
            (
                reason.facts["kpis"]
                for reason in result.reasons
                if reason.code == ReasonCode.NEXT_LEVEL_OUT_OF_REACH
            ),
            (),
        )
        said[id, "evidence_steps"] = tuple(step.kpi for step in result.evidence_steps)
    whole = card.overall
    said["overall", "levels"] = whole.levels and (whole.levels.shown, whole.levels.possible)
    said["overall", "score"] = whole.score and (whole.score.shown, whole.score.possible)
    said["overall", "lowest"] = whole.lowest
    return said


RESULT_FIELDS = (
    "coverage",
    "applicable",
    "assessed",
    "confidence",
    "confidence_points",
    "published",
    "profile_limited",
    "short_round",
    "held_by",
    "rests_on",
)


def reference_says(card: CardRead) -> dict[Place, Any]:
    """The reference's results by the same places."""
    said: dict[Place, Any] = {}

    def at(one: At) -> tuple[int, Any]:
        return one.level, one.progress

    for id, kpi in card.kpis.items():
        said[id, "standing"] = kpi.standing
        said[id, "claim"] = kpi.claim
        if kpi.standing in UNREAD:
            continue
        read = kpi.read
        said[id, "shown"], said[id, "possible"] = at(read.shown), at(read.possible)
        said[id, "shown score"] = read.shown.score
        said[id, "possible score"] = read.possible.score
        said[id, "decided"] = read.decided
        said[id, "few"] = read.few
        said[id, "held"] = read.held
        said[id, "none"] = read.none
        said[id, "assessed"] = read.decided == 1
        said[id, "evidenced"] = kpi.evidenced
        said[id, "points"] = kpi.points
        said[id, "cap"] = kpi.cap
    for id, result in card.recommendations.items():
        said |= {(id, name): value for name, value in result_says(result)}
    whole = card.overall
    said["overall", "levels"] = whole.levels
    said["overall", "score"] = whole.scores
    said["overall", "lowest"] = whole.lowest
    return said


def result_says(result: RecommendationRead) -> Iterator[tuple[str, Any]]:
    """One Recommendation of the reference, by name."""
    yield "shown", result.shown
    yield "possible", result.possible
    yield "evidenced", result.evidenced
    yield "shown score", result.score
    yield "possible score", result.possible_score
    for name in RESULT_FIELDS:
        yield name, getattr(result, name)
    steps = result.steps or {}
    yield "steps", {id: (way.size, way.checks, way.find_out) for id, way in steps.items()}
    yield "out_of_reach", result.out_of_reach if result.steps is None else ()
    yield "evidence_steps", result.evidence_steps


def trend_of_engine(found: Trend | None) -> Any:
    """An engine's trend in the words of the reference; a trend that is not told is None."""
    if found is None:
        return None
    steps = tuple(
        StepRead(
            step.before.cycle,
            step.after.cycle,
            *(
                (part.level, part.score)
                for part in (step.total, step.by_doing, step.by_looking, step.by_framework)
            ),
        )
        for step in found.steps
    )
    points = tuple(point.cycle for point in found.points)
    return TrendRead(points, steps, found.gained_per_year, found.needed_per_year, found.pace)


def engine(world: World) -> dict[Place, Any]:
    """What the engine says of a world, each report under the edition that it answered."""
    said: dict[Place, Any] = {}
    cards = score_all(world.content)
    for key, card in cards.items():
        said |= {(key.cycle, *place): value for place, value in engine_says(card).items()}
    split = splitting(world.content, cards)
    found = trends(list(cards.values()), world.newest.targets, split)
    for id in world.content.recommendations:
        said["trend", id] = trend_of_engine(found.get(id))
    return said


def reference(world: World) -> dict[Place, Any]:
    """What the reference says of a world."""
    said: dict[Place, Any] = {}
    contents = {
        report.edition: world.content.answered_under(report.edition)
        for report in world.reports.values()
    }
    rounds = rounds_of(contents, list(world.reports.values()), world.office)
    for one in rounds:
        cycle = one.assessment.cycle
        said |= {(cycle, *place): value for place, value in reference_says(one.card).items()}
    for id in world.content.recommendations:
        target = world.newest.targets.get(id)
        told = trend(rounds, id, target)
        said["trend", id] = told if told.points or target else None
    return said


def differences(world: World) -> list[str]:
    """Where the two differ, each with both values."""
    ours, theirs = reference(world), engine(world)
    return [
        f"{'/'.join(place)}: engine {theirs.get(place)!r}, reference {ours.get(place)!r}"
        for place in sorted({*ours, *theirs})
        if ours.get(place) != theirs.get(place)
    ]
