"""In: the figures of one KPI or Recommendation; out: the reasons to look at its text again."""

from collections.abc import Iterator
from fractions import Fraction

from ict_maturity.aggregate.results import Answers, Health, Items, Signal, SignalCode
from ict_maturity.model import Thresholds
from ict_maturity.rules.reading import FactValue

GRAVITY = {code: place for place, code in enumerate(SignalCode)}


def signals(health: Health, thresholds: Thresholds) -> tuple[Signal, ...]:
    """Every reason, the weightiest first.

    Questions, claims and checks are a KPI's own: its Recommendation is not put forward for them.
    """
    found = [*crowd_signals(health), *review_signals(health, thresholds)]
    if health.answers is not None:
        found += share_signals(health.answers, thresholds)
    if health.kpi is not None:
        found += question_signals(health)
        found += claim_signals(health.answers)
        found += item_signals(health.items)
    return tuple(sorted(found, key=lambda signal: GRAVITY[signal.code]))


def part(code: SignalCode, number: int, of: int, **facts: FactValue) -> Signal:
    """A reason that holds for so many of the offices."""
    share = Fraction(number, of)
    return Signal.of(code, share, number=number, of=of, share=share, **facts)


def question_signals(health: Health) -> Iterator[Signal]:
    """Questions about a KPI that nobody has ruled on."""
    if health.open_since is not None:
        number = health.open_questions
        yield Signal.of(SignalCode.OPEN_QUESTION, number, number=number, since=health.open_since)


def share_signals(answers: Answers, thresholds: Thresholds) -> Iterator[Signal]:
    """Too many answers that do not give a level."""
    for code, number in (
        (SignalCode.UNKNOWN, answers.unknown),
        (SignalCode.NOT_ASSESSED, answers.not_assessed),
        (SignalCode.CLAIM_ACCEPTED, answers.claims_accepted),
    ):
        if answers.share(number) > thresholds.undecided_share:
            yield part(code, number, answers.asked)


def claim_signals(answers: Answers | None) -> Iterator[Signal]:
    """Claims that somebody must decide on."""
    if answers is not None and answers.claims_open:
        yield part(SignalCode.CLAIM_OPEN, answers.claims_open, answers.asked)


def crowd_signals(health: Health) -> Iterator[Signal]:
    """Nearly all offices at one level."""
    if health.effect is None or health.crowded is None:
        return
    number = health.levels.levels[health.crowded]
    code = SignalCode(health.effect.replace("_", "-"))
    yield part(code, number, health.levels.offices, level=health.crowded)


def item_signals(items: Items | None) -> Iterator[Signal]:
    """Checks that all offices answer alike."""
    if items is None:
        return
    for code, checks in (
        (SignalCode.NEVER_MET, items.never_met),
        (SignalCode.ALWAYS_MET, items.always_met),
    ):
        if checks:
            yield Signal.of(code, len(checks), checks=checks)


def review_signals(health: Health, thresholds: Thresholds) -> Iterator[Signal]:
    """A text that nobody has looked at for long."""
    age = health.review_age
    if health.reviewed is None:
        yield Signal.of(SignalCode.NEVER_REVIEWED, 0)
    elif age is not None and age > thresholds.review_after_months:
        yield Signal.of(SignalCode.REVIEW_DUE, age, reviewed=health.reviewed, months=age)
