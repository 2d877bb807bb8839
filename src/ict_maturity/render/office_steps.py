"""In: one scorecard; out: for each Recommendation the fewest things to do for the next level."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from ict_maturity.model import Content, Kpi, Recommendation
from ict_maturity.render.parts import kpi_labels, kpi_titles
from ict_maturity.rules.reasons import ReasonCode
from ict_maturity.said import Sayable, listed, word
from ict_maturity.score.scorecard import KpiResult, NextStep, RecommendationResult, Scorecard
from ict_maturity.texts.results import now_text, reason_text

HIGHEST = 4
FIRST = 3
"""How many steps stand on the first screen."""

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

    `doing` says that something is to be done, and not only found out or reported; `holds` that an
    earlier fact is wanted as well.
    """

    kpi: Kpi
    doing: bool
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

    `effort` counts the facts of the way, and `score` is the mean of the KPIs now. `brief` is the
    first thing to do. `evidence` lifts the level that evidence backs, where less is backed than is
    declared; `backing` tells how much.
    """

    recommendation: Recommendation
    from_level: int
    to_level: int
    effort: int
    score: Fraction
    brief: Sayable
    lines: tuple[StepLine, ...]
    hindrance: Sayable
    backing: Sayable
    evidence: tuple[Wanted, ...]


class FirstStep(NamedTuple):
    """One of the steps that an office may begin with, and where it leads."""

    group: StepGroup
    line: StepLine


def step_groups(content: Content, scorecards: Mapping[str, Scorecard]) -> tuple[StepGroup, ...]:
    """Recommendations with something left to do or to show, by their ids.

    `scorecards` has the one that last asked about each Recommendation.
    """
    found = (step_group(content, card, card.recommendations[id]) for id, card in scorecards.items())
    return tuple(
        group for group in found if group and (group.lines or group.hindrance or group.evidence)
    )


def nearest_first(groups: Iterable[StepGroup]) -> tuple[StepGroup, ...]:
    """Those with a way to the next level: the fewest facts, the lowest level, the highest mean."""
    ways = (group for group in groups if group.lines)
    return tuple(
        sorted(ways, key=lambda g: (g.effort, g.from_level, -g.score, g.recommendation.id))
    )


def first_steps(nearest: Sequence[StepGroup]) -> tuple[FirstStep, ...]:
    """The steps of the first ways, as many as fit on the first screen."""
    steps = [FirstStep(group, line) for group in nearest for line in group.lines]
    return tuple(steps[:FIRST])


def step_group(
    content: Content, scorecard: Scorecard, result: RecommendationResult
) -> StepGroup | None:
    """One Recommendation; None when nothing of it applies."""
    levels, score = result.levels, result.score
    if levels is None or score is None:
        return None
    titles = kpi_titles(content)
    hindrance = [
        reason_text(reason, titles)
        for reason in result.reasons
        if reason.code == ReasonCode.NEXT_LEVEL_OUT_OF_REACH
    ]
    backing = word("office.steps.backing", backed=levels.evidenced, declared=levels.shown)
    lines = tuple(
        step_line(content.kpis[step.kpi], scorecard.kpis[step.kpi], step)
        for step in result.next_steps
    )
    return StepGroup(
        recommendation=content.recommendations[result.recommendation],
        from_level=levels.shown,
        to_level=min(levels.shown + 1, HIGHEST),
        effort=sum(step.effort for step in result.next_steps),
        score=score.shown,
        brief=brief(lines, bool(hindrance)),
        lines=lines,
        hindrance=listed(hindrance, "sentences"),
        backing=backing if result.evidence_steps else "",
        evidence=tuple(wanted(content, result.evidence_steps)),
    )


def brief(lines: Sequence[StepLine], hindered: bool) -> Sayable:
    """What to do first, and for how many KPIs there is more to do."""
    if not lines:
        return word("office.next.hindered" if hindered else "office.next.evidence")
    first, *others = lines
    if first.doing:
        said: Sayable = word("office.next.do", to_do=first.kpi.to_do, kpi=first.kpi.id)
    else:
        said = word("office.next.find_out", kpi=first.kpi.id, title=first.kpi.title)
    more = [word("office.next.more", kpis=listed(line.kpi.id for line in others))] if others else []
    return listed([said, *more], "sentences")


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
    moves = any(reason.code in MOVES for reason in step.reasons)
    doing = moves or len(step.find_out) < len(step.checks)
    return StepLine(
        kpi=kpi,
        doing=doing,
        words=listed(step_words(kpi, result, step, doing), "sentences"),
        checks=tuple(StepCheck(labels[id], id in step.find_out) for id in step.checks),
        state=labels[states[0]] if states else "",
        others=tuple(labels[id] for id in ids_in(step, "others") or states[1:]),
        holds=any(reason.code == ReasonCode.HOLD_OR_IMPROVE for reason in step.reasons),
    )


def step_words(kpi: Kpi, result: KpiResult, step: NextStep, doing: bool) -> Iterator[Sayable]:
    """What to do in the KPI's own words, where it stands, and what it needs.

    Where checks are only to be found out, or an earlier fact reported, nothing is to be done yet.
    """
    labels = kpi_labels(kpi)
    if doing:
        yield kpi.to_do
    yield from (now_text(reason) for reason in result.reasons if reason.code in STANDS)
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
