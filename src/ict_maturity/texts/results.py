"""In: a result, its reasons or a signal of KPI health; out: words, as docs/method.md has them."""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from ict_maturity.aggregate.results import Signal
from ict_maturity.rules.measured import figure_said
from ict_maturity.rules.ratio import FEW
from ict_maturity.rules.reading import FactValue, Reason
from ict_maturity.rules.reasons import ReasonCode
from ict_maturity.said import (
    Sayable,
    adding_up,
    fixed_number,
    listed,
    long_date,
    percentage,
    short_number,
    signed_number,
    word,
)
from ict_maturity.score.scorecard import (
    Bounds,
    Difference,
    Interval,
    Levels,
    RecommendationResult,
    TrendStep,
)

SHARES = frozenset({"coverage", "limit", "needed", "points", "share"})
QUOTED = frozenset({"checks", "open", "others", "choices", "choice", "check"})
ALSO = ("open", "others")
REASON_TEXTS = ("reason.", "list.", "number.", "figure")
"""How the ids of all texts begin of which reasons are made."""
NO_LABELS: Mapping[str, str] = {}


def result_line(result: RecommendationResult) -> Sayable:
    """Level with what holds it, how much is assessed and the mean, with their bounds, in a line."""
    if result.levels is None or result.score is None:
        return nothing_words(result)
    level = level_words(result.levels, result.published)
    if result.held_by and result.published:
        level = word("result.held_by", level=level, kpis=listed(result.held_by))
    parts = [level, assessed_words(result), mean_words(result.score)]
    return listed([*parts, *marks(result)], "semicolons")


def nothing_words(result: RecommendationResult) -> Sayable:
    """Why a Recommendation has no level at all."""
    return word("result.not_asked" if result.not_asked else "result.not_applicable")


def marks(result: RecommendationResult) -> Iterator[Sayable]:
    """What a reader of the level must know: wherever it is shown, this is."""
    if result.rests_on:
        yield word("result.rests_on", kpis=listed(result.rests_on))
    if result.short_round:
        yield word("result.short_round")
    if result.profile_limited:
        yield word("result.profile_limited")


def level_words(levels: Levels, published: bool) -> Sayable:
    """The level, or why none is published, with what it could be."""
    shown, possible = levels.shown, levels.possible
    if shown == possible:
        return word("result.level" if published else "result.not_enough.level", shown=shown)
    return word(
        "result.level.bounds" if published else "result.not_enough.bounds",
        shown=shown,
        possible=possible,
    )


def level_range(levels: Levels | Interval) -> Sayable:
    """The level as short as it goes: `2`, or `1–3` when part of the answers is unknown."""
    if levels.shown == levels.possible:
        return str(levels.shown)
    return word("result.range", shown=levels.shown, possible=levels.possible)


def score_words(score: Bounds) -> Sayable:
    """The score with its bounds: `score 42.5 to 62.5`."""
    shown, possible = fixed_number(score.shown), fixed_number(score.possible)
    if shown == possible:
        return word("result.score", shown=shown)
    return word("result.score.bounds", shown=shown, possible=possible)


def mean_words(score: Bounds) -> Sayable:
    """The score of a Recommendation, called what it is: `mean of its KPIs 42.5 to 62.5`."""
    shown, possible = fixed_number(score.shown), fixed_number(score.possible)
    if shown == possible:
        return word("result.mean", shown=shown)
    return word("result.mean.bounds", shown=shown, possible=possible)


def score_range(score: Bounds) -> Sayable:
    """The score without the word: `42.5 to 62.5`."""
    if score.shown == score.possible:
        return fixed_number(score.shown)
    low, high = fixed_number(score.shown), fixed_number(score.possible)
    return word("result.to", low=low, high=high)


def assessed_words(result: RecommendationResult) -> Sayable:
    """How many of the applicable KPIs were assessed."""
    return word("result.assessed", assessed=result.assessed, applicable=result.applicable)


class Change(NamedTuple):
    """Levels and points of the mean, as they are printed."""

    level: Sayable
    score: Sayable


def printed_change(step: TrendStep) -> tuple[Change, Change, Change, Change]:
    """The change by doing, by looking and by framework, and in all.

    The parts add up as they are printed; what is exactly nothing has no sign and no decimals.
    """
    scores = adding_up([part.score for part in step.parts], places=1)
    doing, looking, framework = (
        change_said(part, score) for part, score in zip(step.parts, scores, strict=True)
    )
    return doing, looking, framework, change_said(step.total, sum(scores, Fraction(0)))


def change_said(part: Difference, printed: Fraction) -> Change:
    """One part of a change, with its points as they are to be printed."""
    return Change(signed_number(part.level, 0), signed_number(printed) if part.score else "0")


def reason_text(reason: Reason, labels: Mapping[str, str] = NO_LABELS) -> Sayable:
    """The reason in one or two sentences.

    `labels` gives the words for ids of checks, choices, addressees and profile fields; an id
    without a label is shown itself.
    """
    facts = facts_said(reason, labels)
    sentences = [word(f"reason.{reason.code}", **facts)]
    sentences += [
        word(f"reason.also.{name}", checks=facts[name]) for name in ALSO if reason.facts.get(name)
    ]
    if is_few(reason):
        sentences.append(word("reason.also.few"))
    return listed(sentences, "sentences")


def now_text(reason: Reason) -> Sayable:
    """Where a KPI stands, in fewer words than the reason: `Now 26 months.`"""
    sentences = [word(f"now.{reason.code}", **facts_said(reason, NO_LABELS))]
    if is_few(reason):
        sentences.append(word("reason.also.few"))
    return listed(sentences, "sentences")


def facts_said(reason: Reason, labels: Mapping[str, str]) -> Mapping[str, Sayable]:
    """The facts of a reason, each as it stands in a sentence."""
    return {name: fact_text(reason, name, labels) for name in reason.facts}


def fact_text(reason: Reason, name: str, labels: Mapping[str, str]) -> Sayable:
    """One fact as it stands in the sentence, with its unit."""
    value = reason.facts[name]
    if isinstance(value, tuple):
        return listed(label_of(name, one, labels) for one in value)
    if isinstance(value, date):
        return long_date(value)
    if name == "direction":
        return word(f"reason.direction.{value}")
    if reason.code == ReasonCode.GIVE_EVIDENCE:
        return word(f"reason.wanted.{value}")
    if isinstance(value, str):
        return label_of(name, value, labels)
    if name == "cut_point":
        return figure_said(value, str(reason.facts["unit"]))
    return percentage(value) if is_share(reason, name, value) else short_number(value)


def is_few(reason: Reason) -> bool:
    """Whether a figure is a share of fewer than ten, which is marked wherever it is shown."""
    denominator = reason.facts.get("denominator")
    return isinstance(denominator, Fraction) and denominator < FEW


def is_share(reason: Reason, name: str, value: FactValue) -> bool:
    """Whether a number is a part of a whole, which people read as a percentage."""
    if name == "figure":
        return "numerator" in reason.facts
    return name in SHARES and isinstance(value, Fraction)


def label_of(name: str, id: str, labels: Mapping[str, str]) -> Sayable:
    """The words for an id; whole sentences stand in quotation marks without their full stop."""
    if id in labels and name in QUOTED:
        return word("list.quoted", text=labels[id].rstrip("."))
    return labels.get(id, id)


def signal_text(signal: Signal, labels: Mapping[str, str]) -> Sayable:
    """The reason in two sentences; `labels` gives the words for ids of checks."""
    facts = {name: signal_fact(name, value, labels) for name, value in signal.facts.items()}
    return word(f"signal.{signal.code}", **facts)


def signal_fact(name: str, value: FactValue, labels: Mapping[str, str]) -> Sayable:
    """One fact of a signal; its fractions are shares, its numbers counts."""
    if isinstance(value, tuple):
        return listed(label_of(name, one, labels) for one in value)
    if isinstance(value, Fraction):
        return percentage(value)
    return long_date(value) if isinstance(value, date) else value
