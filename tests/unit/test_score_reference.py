"""The engine and a second reading of docs/method.md agree, value by value, over made-up worlds.

`python -m tests.reference --cases 50000 --seed 1` tries more, and makes what differs smaller.
"""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest

from ict_maturity.facts.answer import Before, Improvement
from ict_maturity.model import Answer
from tests.reference.compare import differences
from tests.reference.kpi import At, months, read
from tests.reference.worlds import a_world
from tests.unit.score_examples import ladder, number, ratio, recency

DAY = date(2026, 6, 30)
GROUPS = 20
CASES = 100


@pytest.mark.no_cover
@pytest.mark.parametrize("group", range(GROUPS))
def test_engine_and_reference_agree(group: int) -> None:
    for case in range(CASES):
        seed = f"{group}/{case}"
        assert not differences(a_world(Random(seed))), seed


# --- the reference itself, by hand ---------------------------------------------------------------


def of(*ids: str) -> Answer:
    return Answer(checks=dict.fromkeys(ids, "met"))


def test_months_are_full() -> None:
    assert months(date(2025, 1, 31), date(2025, 2, 28)) == 0
    assert months(date(2025, 1, 31), date(2025, 3, 1)) == 1


@pytest.mark.parametrize(
    ("met", "at"),
    [
        ((), At(0)),
        (("l1a",), At(1)),
        (("l1a", "l1b"), At(1)),
        (("l1a", "l1b", "l2a"), At(2)),
        (("l1a", "l2a"), At(1, Fraction(1, 2))),
        (("l1a", "l1b", "l2a", "l2b", "l3a"), At(3)),
        (("l1a", "l1b", "l2a", "l2b", "l3a", "l4a"), At(3, Fraction(1, 3))),
        (("l1a", "l1b", "l2a", "l2b", "l3a", "l3b", "l4a", "l4b"), At(4)),
        (("l4a", "l4b"), At(0)),
    ],
)
def test_a_ladder_forgives_one_check(met: tuple[str, ...], at: At) -> None:
    assert read(ladder(2, 2, 2, 2), of(*met), DAY).shown == at


def figure(value: int, before: Before | None = None, change: Improvement | None = None) -> Answer:
    return Answer(value=Decimal(value), as_of=DAY, before=before, change=change)


@pytest.mark.parametrize(
    ("answer", "at", "held"),
    [
        (figure(40), At(3, Fraction(1, 2)), None),
        (figure(40, Before(value=41, as_of=date(2025, 12, 30))), At(4), "held"),
        (figure(40, Before(value=41, as_of=date(2025, 12, 31))), At(3, Fraction(1, 2)), None),
        (
            figure(
                35,
                Before(value=31, as_of=date(2023, 6, 30)),
                Improvement(what="Staff.", date=date(2024, 6, 30)),
            ),
            At(3, Fraction(3, 4)),
            "improved",
        ),
        (
            figure(
                35,
                Before(value=31, as_of=date(2023, 6, 30)),
                Improvement(what="Staff.", date=date(2024, 5, 30)),
            ),
            At(3, Fraction(1, 4)),
            None,
        ),
        (figure(15), At(1, Fraction(1, 2)), None),
        (Answer(answer="none"), At(0), None),
    ],
)
def test_a_figure_is_held_or_improved(answer: Answer, at: At, held: str | None) -> None:
    found = read(number(10, 20, 30, 40), answer, DAY)
    assert (found.shown, found.held) == (at, held)


@pytest.mark.parametrize(
    ("numerator", "denominator", "at"),
    [
        (5, 6, At(3)),
        (2, 3, At(3)),
        (4, 6, At(2, Fraction(7, 18))),
        (6, 7, At(3, Fraction(1, 28))),
        (1, 2, At(1, Fraction(5, 6))),
        (3, 3, At(3, Fraction(1, 2))),
    ],
)
def test_all_but_one_of_a_few_are_in_place(numerator: int, denominator: int, at: At) -> None:
    rule = ratio("0.25", "0.55", "0.85", "0.95")
    answer = Answer(numerator=numerator, denominator=denominator, as_of=DAY)
    found = read(rule, answer, DAY)
    assert (found.shown, found.few) == (at, True)


def test_a_date_is_held_within_twice_the_top() -> None:
    rule = recency(36, 24, 12, 6, floor=48)
    now = Answer(date=date(2026, 3, 1), before=Before(date=date(2025, 6, 1)))
    assert read(rule, now, DAY).held == "held"
    sooner = now.model_copy(update={"before": Before(date=date(2025, 5, 1))})
    assert read(rule, sooner, DAY).held is None
