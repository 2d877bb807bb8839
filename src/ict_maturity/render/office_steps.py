"""In: one scorecard; out: for each Recommendation the fewest things to do for the next level."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ict_maturity.model import Content, Kpi, Recommendation
from ict_maturity.render.parts import kpi_labels, kpi_titles
from ict_maturity.rules.reasons import ReasonCode
from ict_maturity.said import Sayable, listed, word
from ict_maturity.score.scorecard import KpiResult, NextStep, RecommendationResult, Scorecard
from ict_maturity.texts.results import reason_text

HIGHEST = 4
STANDS = frozenset(
    {
        ReasonCode.ANSWER_NONE,
        ReasonCode.ANSWER_NOT_ASSESSED,
        ReasonCode.ANSWER_REFUSED,
        ReasonCode.ANSWER_UNKNOWN,
        ReasonCode.CLAIM_OPEN,
        ReasonCode.NUMBER_FIGURE,
        ReasonCode.RATIO_FIGURE,
        ReasonCode.RECENCY_FIGURE,
    }
)
"""Reasons of a KPI that say where it stands, in the words of its rule."""

MOVES = frozenset({ReasonCode.MOVE_FIGURE, ReasonCode.CHOOSE_STATE})
"""Steps of a fact that has to become another one."""
LISTED = frozenset({ReasonCode.CHOOSE_STATE, ReasonCode.MEET_CHECKS, ReasonCode.MEET_CHECKS_ANY})
"""Steps of which a list says more than the sentence that holds it all."""


class StepCheck(NamedTuple):
    """One check to meet; `undecided` when the office could not tell or has not looked."""

    text: str
    undecided: bool


class StepLine(NamedTuple):
    """One KPI to move: in words, the checks or the state to reach, and what would do as well.

    `holds` says that an earlier fact is wanted as well.
    """

    kpi: Kpi
    words: Sayable
    checks: tuple[StepCheck, ...]
    state: str
    others: tuple[str, ...]
    holds: bool


class Wanted(NamedTuple):
    """What evidence is wanted, and of which KPIs."""

    words: Sayable
    kpis: tuple[Kpi, ...]


class StepGroup(NamedTuple):
    """One Recommendation with the way to its next level, or why there is none.

    `evidence` lifts the level that evidence backs, where less is backed than is declared;
    `backing` tells how much.
    """

    recommendation: Recommendation
    from_level: int
    to_level: int
    lines: tuple[StepLine, ...]
    hindrance: Sayable
    backing: Sayable
    evidence: tuple[Wanted, ...]


def step_groups(content: Content, scorecard: Scorecard) -> tuple[StepGroup, ...]:
    """Recommendations with something left to do or to show, the lowest level first."""
    groups = [step_group(content, scorecard, each) for each in scorecard.recommendations.values()]
    told = [each for each in groups if each and (each.lines or each.hindrance or each.evidence)]
    return tuple(sorted(told, key=lambda group: (group.from_level, group.recommendation.id)))


def step_group(
    content: Content, scorecard: Scorecard, result: RecommendationResult
) -> StepGroup | None:
    """One Recommendation; None when nothing of it applies."""
    levels = result.levels
    if levels is None:
        return None
    titles = kpi_titles(content)
    hindrance = [
        reason_text(reason, titles)
        for reason in result.reasons
        if reason.code == ReasonCode.NEXT_LEVEL_OUT_OF_REACH
    ]
    backing = word("office.steps.backing", backed=levels.evidenced, declared=levels.shown)
    return StepGroup(
        recommendation=content.recommendations[result.recommendation],
        from_level=levels.shown,
        to_level=min(levels.shown + 1, HIGHEST),
        lines=tuple(
            step_line(content.kpis[step.kpi], scorecard.kpis[step.kpi], step)
            for step in result.next_steps
        ),
        hindrance=listed(hindrance, "sentences"),
        backing=backing if result.evidence_steps else "",
        evidence=tuple(wanted(content, result.evidence_steps)),
    )


def wanted(content: Content, steps: Iterable[NextStep]) -> Iterator[Wanted]:
    """The KPIs that want evidence, those that want the same together."""
    kpis: dict[Sayable, list[Kpi]] = {}
    for step in steps:
        words = listed(map(reason_text, step.reasons), "sentences")
        kpis.setdefault(words, []).append(content.kpis[step.kpi])
    return (Wanted(words, tuple(each)) for words, each in kpis.items())


def step_line(kpi: Kpi, result: KpiResult, step: NextStep) -> StepLine:
    """One step; a list of checks or states reads better than the sentence that holds them all."""
    labels = kpi_labels(kpi)
    states = ids_in(step, "choices")
    return StepLine(
        kpi=kpi,
        words=listed(step_words(kpi, result, step), "sentences"),
        checks=tuple(StepCheck(labels[id], id in step.find_out) for id in step.checks),
        state=labels[states[0]] if states else "",
        others=tuple(labels[id] for id in ids_in(step, "others") or states[1:]),
        holds=any(reason.code == ReasonCode.HOLD_OR_IMPROVE for reason in step.reasons),
    )


def step_words(kpi: Kpi, result: KpiResult, step: NextStep) -> Iterator[Sayable]:
    """What to do in the KPI's own words, where it stands, and what it needs.

    Where checks are only to be found out, or an earlier fact reported, nothing is to be done yet.
    """
    labels = kpi_labels(kpi)
    moves = any(reason.code in MOVES for reason in step.reasons)
    if moves or len(step.find_out) < len(step.checks):
        yield kpi.to_do
    yield from (reason_text(reason, labels) for reason in result.reasons if reason.code in STANDS)
    listed_below = [reason for reason in step.reasons if reason.code in LISTED]
    yield from (
        reason_text(reason, labels) for reason in step.reasons if reason not in listed_below
    )
    if listed_below:
        yield word("office.steps.checks", start=step.from_level, end=step.to_level)


def ids_in(step: NextStep, fact: str) -> tuple[str, ...]:
    """The ids that a fact of the step's reasons lists."""
    found = [reason.facts.get(fact) for reason in step.reasons]
    return next((ids for ids in found if isinstance(ids, tuple)), ())


def at_the_top(scorecard: Scorecard) -> tuple[str, ...]:
    """The ids of Recommendations at the highest level."""
    return tuple(
        id
        for id, result in scorecard.recommendations.items()
        if result.levels and result.levels.shown == HIGHEST
    )
