"""In: trends of named offices; out: the RoundChange of a Recommendation from a round to the next.

Only what offices did is counted: a fact that was looked at for the first time, and a change of the
framework, is no progress (docs/method.md, section 9).
"""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from ict_maturity.aggregate.results import RoundChange
from ict_maturity.score.scorecard import Trend


def round_changes(
    trends: Iterable[Mapping[str, Trend]], before: str, after: str, small: int
) -> Mapping[str, RoundChange]:
    """By Recommendation: who rose, stayed and fell from one cycle to another.

    `trends` has those of one office by Recommendation. A Recommendation is left out where fewer
    than `small` offices have results in both cycles that can be compared.
    """
    found: dict[str, list[int]] = {}
    for office in trends:
        for id, trend in office.items():
            found.setdefault(id, []).extend(steps(trend, before, after))
    return {id: change(id, steps) for id, steps in sorted(found.items()) if len(steps) >= small}


def steps(trend: Trend, before: str, after: str) -> Iterator[int]:
    """The levels that an office gained by doing from the one cycle to the other."""
    for step in trend.steps:
        if (step.before.cycle, step.after.cycle) == (before, after):
            yield step.by_doing.level


def change(id: str, steps: list[int]) -> RoundChange:
    """The offices counted by the way they went."""
    return RoundChange(
        recommendation=id,
        offices=len(steps),
        rose=sum(step > 0 for step in steps),
        stayed=sum(step == 0 for step in steps),
        fell=sum(step < 0 for step in steps),
        mean=Fraction(sum(steps), len(steps)),
    )
