"""In: one scorecard; out: for each Recommendation the fewest things to do for the next level."""

from typing import NamedTuple

from ict_maturity.model import Content, Kpi, Recommendation
from ict_maturity.render.parts import kpi_labels
from ict_maturity.said import Sayable, word
from ict_maturity.score.scorecard import NextStep, Scorecard
from ict_maturity.texts.results import reason_text

HIGHEST = 4


class StepCheck(NamedTuple):
    """One check to meet; `undecided` when the office could not tell or has not looked."""

    text: str
    undecided: bool


class StepLine(NamedTuple):
    """One KPI to move: in words, the checks or the state to reach, and what would do as well."""

    kpi: Kpi
    words: Sayable
    checks: tuple[StepCheck, ...]
    others: tuple[str, ...]


class StepGroup(NamedTuple):
    """One Recommendation with the way to its next level."""

    recommendation: Recommendation
    from_level: int
    to_level: int
    lines: tuple[StepLine, ...]


def step_groups(content: Content, scorecard: Scorecard) -> tuple[StepGroup, ...]:
    """Recommendations with something left to do, the lowest level first."""
    groups = [
        StepGroup(
            recommendation=content.recommendations[id],
            from_level=result.levels.shown,
            to_level=result.levels.shown + 1,
            lines=tuple(step_line(content.kpis[step.kpi], step) for step in result.next_steps),
        )
        for id, result in scorecard.recommendations.items()
        if result.levels and result.next_steps
    ]
    return tuple(sorted(groups, key=lambda group: (group.from_level, group.recommendation.id)))


def step_line(kpi: Kpi, step: NextStep) -> StepLine:
    """One step; a list of checks or states reads better than the sentence that holds them all."""
    labels = kpi_labels(kpi)
    undecided = ids_in(step, "open")
    states = ids_in(step, "choices")
    if states:
        words: Sayable = word("office.steps.state", level=step.to_level)
    elif step.checks:
        words = word("office.steps.meet", level=step.to_level)
    else:
        words = reason_text(step.reason, labels)
    return StepLine(
        kpi=kpi,
        words=words,
        checks=tuple(StepCheck(labels[id], id in undecided) for id in step.checks or states[:1]),
        others=tuple(labels[id] for id in ids_in(step, "others") or states[1:]),
    )


def ids_in(step: NextStep, fact: str) -> tuple[str, ...]:
    """The ids that a fact of the step's reason lists."""
    ids = step.reason.facts.get(fact)
    return ids if isinstance(ids, tuple) else ()


def at_the_top(scorecard: Scorecard) -> tuple[str, ...]:
    """The ids of Recommendations at the highest level."""
    return tuple(
        id
        for id, result in scorecard.recommendations.items()
        if result.levels and result.levels.shown == HIGHEST
    )
