"""In: an office's assessments, each with the content that it answered; out: change in three parts.

Section 9 of docs/method.md, word by word. Nothing here is taken from the engine.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

from tests.reference.kpi import ZERO, Made, Read, checks_at, checks_of, months, read, states_of
from tests.reference.office import CardRead, card
from tests.reference.recommendation import level, mean

Pair = tuple[int, Fraction]
"""A level and a score, or how far two of them lie apart."""


@dataclass(frozen=True)
class Round:
    """One assessment, the content as it stood in its edition, and the results."""

    content: Made
    assessment: Made
    card: CardRead

    @property
    def day(self) -> date:
        day: date = self.assessment.reference_date
        return day


@dataclass(frozen=True)
class StepRead:
    """From one published result to the next: the whole change and its three parts."""

    before: str
    after: str
    total: Pair
    by_doing: Pair
    by_looking: Pair
    by_framework: Pair


@dataclass(frozen=True)
class TrendRead:
    """`gained` and `needed` are levels in 12 months; `pace` is None without a target."""

    points: tuple[str, ...]
    steps: tuple[StepRead, ...]
    gained: Fraction | None
    needed: Fraction | None
    pace: str | None


def less(a: Pair, b: Pair) -> Pair:
    return a[0] - b[0], a[1] - b[1]


def counted_in(one: Round) -> set[str]:
    return {id for id, kpi in one.card.kpis.items() if kpi.standing == "counted"}


def asks(rule: Made) -> str:
    """The fact that a rule with one fact asks for."""
    facts = {"ratio": "numerator", "number": "value", "recency": "date", "ordered": "choice"}
    return facts.get(rule.type, "checks")


def three_levels(id: str, older: Round, newer: Round) -> tuple[Pair, Pair, Pair]:
    """Level and score of one compared KPI in the states then, looked and now."""
    rule, old_rule = newer.content.kpis[id].rule, older.content.kpis[id].rule
    old, new = older.assessment.answers.get(id), newer.assessment.answers.get(id)
    if checks_of(rule):
        return three_of_checks(rule, old_rule, old, new)
    now = read(rule, new, newer.day)
    # Reading 19: a rule of another type asks for another fact, also where the older answer to the
    # whole was "none".
    if asks(rule) != asks(old_rule):
        return pair(now), pair(now), pair(now)
    then = read(rule, old, older.day)
    # Reading 20: an older fact that the newer rule refuses is the newer one in all three, also
    # when the older rule refused it as well. An answer without a fact is undecided, not refused.
    if not then.decided and getattr(old, "answer", None) is None and reports(rule, old):
        return pair(now), pair(now), pair(now)
    looked = then if then.decided and now.decided else now
    return pair(then), pair(looked), pair(now)


def reports(rule: Made, answer: Made) -> bool:
    """Whether the answer holds the fact, readable or not."""
    fields = ("numerator", "denominator") if rule.type == "ratio" else (asks(rule),)
    return answer is not None and any(getattr(answer, field) is not None for field in fields)


def three_of_checks(rule: Made, old_rule: Made, old: Made, new: Made) -> tuple[Pair, Pair, Pair]:
    """Check by check; one that the older edition did not ask is the newer one in all three."""
    now = states_of(rule, new)
    before = states_of(old_rule, old)
    then = {id: before.get(id, state) for id, state in now.items()}
    looked = {
        id: then[id] if then[id] is not None and state is not None else state
        for id, state in now.items()
    }

    def at(states: Mapping[str, bool | None]) -> Pair:
        reached = checks_at(rule, {id for id, state in states.items() if state})
        return reached.level, reached.score

    return at(then), at(looked), at(now)


def pair(one: Read) -> Pair:
    return one.shown.level, one.shown.score


def step(older: Round, newer: Round, id: str) -> StepRead:
    """The change of a Recommendation between two rounds with a published result."""
    start, end = older.card.recommendations[id], newer.card.recommendations[id]
    both = counted_in(older) & counted_in(newer)
    compared = [
        kpi
        for _, kpi in sorted(newer.content.kpis.items())
        if kpi.recommendation == id and kpi.id in both
    ]
    total = less((end.shown or 0, end.score or ZERO), (start.shown or 0, start.score or ZERO))
    # Reading 21: with nothing to compare, all of the change is by framework.
    doing = looking = (0, ZERO)
    if compared:
        rows = [three_levels(kpi.id, older, newer) for kpi in compared]
        core = [kpi.core for kpi in compared]
        weights = [Fraction(kpi.weight) for kpi in compared]
        then, looked, now = (
            (
                level([row[state][0] for row in rows], core),
                mean([row[state][1] for row in rows], weights),
            )
            for state in range(3)
        )
        doing, looking = less(now, looked), less(looked, then)
    return StepRead(
        older.assessment.cycle,
        newer.assessment.cycle,
        total,
        doing,
        looking,
        less(less(total, doing), looking),
    )


def rounds_of(
    contents: Mapping[str, Made], assessments: Sequence[Made], office: Made
) -> list[Round]:
    """An office's rounds, oldest first; `contents` are by edition."""
    ordered = sorted(assessments, key=lambda one: (one.reference_date, one.cycle))
    return [
        Round(contents[one.edition], one, card(contents[one.edition], one, office))
        for one in ordered
    ]


def trend(rounds: Sequence[Round], id: str, target: Made) -> TrendRead:
    """The trend of a Recommendation over all rounds with a published result."""
    published = [
        one
        for one in rounds
        if id in one.card.recommendations and one.card.recommendations[id].published
    ]
    steps = tuple(step(*each, id) for each in pairwise(published))
    gained = None
    if len(published) >= 2:
        between = months(published[0].day, published[-1].day)
        # Reading 22: within one month nothing can be said of a year.
        if between:
            gained = Fraction(12 * sum(each.by_doing[0] for each in steps), between)
    needed, pace = pace_of(published, id, target, gained)
    return TrendRead(tuple(one.assessment.cycle for one in published), steps, gained, needed, pace)


def pace_of(
    published: Sequence[Round], id: str, target: Made, gained: Fraction | None
) -> tuple[Fraction | None, str | None]:
    """Levels needed a year, and the word.

    Reading 23: "missed" is told also after one round, for it needs no speed; without a published
    result nothing is told. Reading 24: the year is over when no whole month of it is left.
    """
    if target is None:
        return None, None
    if not published:
        return None, "not_enough_data"
    newest = published[-1]
    reached = newest.card.recommendations[id].shown or 0
    if reached >= target.level:
        return None, "reached"
    left = months(newest.day, date(target.year, 12, 31))
    if left <= 0:
        return None, "missed"
    needed = Fraction(12 * (target.level - reached), left)
    if gained is None:
        return needed, "not_enough_data"
    ratio = gained / needed
    if ratio >= Fraction(95, 100):
        return needed, "on_track"
    if ratio >= Fraction(6, 10):
        return needed, "moderate"
    return needed, "slow" if ratio > 0 else "none_or_falling"
