"""Rules with checks, held against the method in so many words, for every answer there can be."""

from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction
from itertools import combinations, product

import pytest

from ict_maturity.model import Answer, Binary, Check, Checklist, Ladder, Rule
from ict_maturity.rules import reader_of
from ict_maturity.rules.reading import Move, RuleReading
from ict_maturity.rules.reasons import ReasonCode
from tests.unit.score_examples import binary, checklist, ladder

pytestmark = pytest.mark.no_cover
"""They run the same lines hundreds of times."""

ANSWERS = ("met", "not_met", "unknown")
RULES = {
    "ladder": ladder(2, 1, 1, 1),
    "ladder of pairs": ladder(2, 2, 2, 1),
    "ladder whose last step is wide": ladder(1, 1, 1, 3),
    "checklist": checklist(5, (1, 2, 3, 4), core=(1,), second=(2,)),
    "checklist whose core comes last": checklist(4, (1, 2, 3, 4), core=(2, 3)),
    "checklist with wide steps": checklist(5, (2, 3, 4, 5)),
    "checklist with one check for both": checklist(5, (1, 2, 3, 4), core=(3,), second=(3, 4)),
    "checklist out of reach": checklist(3, (1, 2, 3, 4), core=(0,)),
    "binary": binary(3),
}


LEVELS: dict[tuple[int, frozenset[str]], int] = {}
READINGS: dict[int, list[tuple[dict[str, str], RuleReading]]] = {}
"""What was worked out before, by the rule's identity; rules are as many as `RULES`."""


def level(rule: Rule, met: Collection[str]) -> int:
    """The level by docs/method.md, section 3, when these checks are met and no other."""
    place = id(rule), frozenset(met)
    if place not in LEVELS:
        LEVELS[place] = worked_out(rule, place[1])
    return LEVELS[place]


def worked_out(rule: Rule, met: Collection[str]) -> int:
    match rule:
        case Ladder():
            earned = [0]
            for k in (1, 2, 3, 4):
                own = [check.id for check in rule.levels[k]]
                missing = [id for at, id in placed(rule) if at <= k and id not in met]
                if 2 * len(set(own) & set(met)) >= len(own):
                    earned.append(k - max(0, len(missing) - (k < 4)))
            return max(earned)
        case Checklist():
            reached = [step for step, least in rule.at_least.items() if least <= len(met)]
            lacking = [check for check in rule.checks if check.id not in met]
            most = min((without(check) for check in lacking), default=4)
            return min(max(reached, default=0), most)
        case Binary():
            return rule.level_if_met if met else 0
    raise AssertionError(f"{rule.name()} has no checks")


def placed(rule: Rule) -> list[tuple[int, str]]:
    return [(step or 0, check.id) for step, check in rule.each_check()]


def without(check: Check) -> int:
    """The highest level of a checklist that does not ask for the check."""
    return 2 if check.core else 3 if check.second_figure else 4


def ids(rule: Rule) -> list[str]:
    return [check.id for _, check in rule.each_check()]


def answered(rule: Rule) -> list[tuple[dict[str, str], RuleReading]]:
    """Every answer to the checks, with what the rule reads from it."""
    if id(rule) not in READINGS:
        READINGS[id(rule)] = [*each_answer(rule)]
    return READINGS[id(rule)]


def each_answer(rule: Rule) -> Iterator[tuple[dict[str, str], RuleReading]]:
    for each in product(ANSWERS, repeat=len(ids(rule))):
        answers = dict(zip(ids(rule), each, strict=True))
        yield answers, reader_of(rule).read(Answer.model_validate({"checks": answers}), None)


def those(answers: dict[str, str], *kinds: str) -> tuple[str, ...]:
    return tuple(id for id, answer in answers.items() if answer in kinds)


def facts(reading: RuleReading, code: ReasonCode) -> Mapping[str, object] | None:
    """What a reason says, None when it is not given."""
    return next((each.facts for each in reading.reasons if each.code == code), None)


def least(rule: Rule, met: Collection[str], goal: int) -> int | None:
    """How many more checks the level takes, None when all do not suffice."""
    missing = [id for id in ids(rule) if id not in met]
    return next(
        (
            size
            for size in range(len(missing) + 1)
            for more in combinations(missing, size)
            if level(rule, {*met, *more}) >= goal
        ),
        None,
    )


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_what_is_met_is_shown_and_what_is_open_is_possible(rule: Rule) -> None:
    for answers, reading in answered(rule):
        assert reading.shown.level == level(rule, those(answers, "met"))
        assert reading.possible.level == level(rule, those(answers, "met", "unknown"))
        assert [check.answer for check in reading.checks] == list(answers.values())


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_move_is_the_least_that_brings_the_level(rule: Rule) -> None:
    for answers, reading in answered(rule):
        met = those(answers, "met")
        for goal in range(reading.shown.level + 1, 5):
            move = reader_of(rule).move(reading, goal)
            fewest = least(rule, met, goal)
            if move is None:
                assert fewest is None
                continue
            assert move.effort == len(move.checks) == fewest
            assert_names_what_it_asks(rule, answers, goal, move)


def assert_names_what_it_asks(rule: Rule, answers: dict[str, str], goal: int, move: Move) -> None:
    (reason,) = move.reasons
    met, said = set(those(answers, "met")), dict(reason.facts)
    others = said.pop("others", ())
    assert isinstance(others, tuple)
    undecided = tuple(id for id in move.checks if answers[id] == "unknown")
    assert said == {"level": goal, "checks": move.checks, "open": undecided}
    core = {
        check.id
        for _, check in rule.each_check()
        if isinstance(rule, Checklist) and without(check) < goal
    }
    # Each of the others does instead of any that is named, but for those that must be met.
    swaps = [
        met | set(move.checks) - {gone} | {other}
        for other in others
        for gone in move.checks
        if gone not in core
    ]
    assert all(level(rule, swap) >= goal for swap in [met | set(move.checks), *swaps])
    assert bool(others) == (reason.code == ReasonCode.MEET_CHECKS_ANY)
    missing = set(those(answers, "not_met", "unknown")) - set(move.checks)
    assert set(others) <= missing
    if isinstance(rule, Checklist):
        assert set(others) in (missing, missing - core) or set(move.checks) <= core
    assert move.find_out == undecided
    assert move.do == move.effort - len(undecided)
    # What can be found out goes first: no open one could take the place of one not met.
    for gone in set(move.checks) - set(undecided):
        for open in set(those(answers, "unknown")) - set(move.checks):
            assert level(rule, met | set(move.checks) - {gone} | {open}) < goal


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_open_checks_are_named_when_they_could_raise_the_level(rule: Rule) -> None:
    for answers, reading in answered(rule):
        said = facts(reading, ReasonCode.CHECKS_OPEN)
        assert (said is not None) == (reading.possible != reading.shown)
        if said is not None:
            undecided = those(answers, "unknown")
            assert said == {"checks": undecided, "possible_level": reading.possible.level}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_one_answer_for_the_worse_is_tried_for_every_check(rule: Rule) -> None:
    for answers, reading in answered(rule):
        met = those(answers, "met")
        worse = [level(rule, set(met) - {gone}) for gone in met]
        assert reading.after_one == min(worse, default=0)


@pytest.mark.parametrize("name", [name for name in RULES if name.startswith("checklist")])
def test_a_checklist_says_how_many_it_counted_and_needs(name: str) -> None:
    rule = RULES[name]
    assert isinstance(rule, Checklist)
    core = [check.id for check in rule.checks if check.core]
    for answers, reading in answered(rule):
        met, shown = those(answers, "met"), reading.shown.level
        counted = {"level": shown, "met": len(met), "of": len(rule.checks)}
        assert facts(reading, ReasonCode.CHECKLIST_COUNTED) == counted
        needed = {int(step): least for step, least in rule.at_least.items()}
        needs = {"level": shown + 1, "needed": needed[shown + 1]} if shown < 4 else None
        assert facts(reading, ReasonCode.CHECKLIST_NEEDS) == needs
        missing = tuple(id for id in core if id not in met)
        held = {"checks": missing} if missing and shown == 2 else None
        assert facts(reading, ReasonCode.CHECKLIST_CORE_MISSING) == held
        second = tuple(each.id for each in rule.checks if each.second_figure and each.id not in met)
        held = {"checks": second} if second and shown == 3 else None
        assert facts(reading, ReasonCode.CHECKLIST_SECOND_FIGURE_MISSING) == held


@pytest.mark.parametrize("name", [name for name in RULES if name.startswith("ladder")])
def test_a_ladder_says_what_it_reached_and_what_more_takes(name: str) -> None:
    rule = RULES[name]
    for answers, reading in answered(rule):
        met, shown = those(answers, "met"), reading.shown.level
        said = facts(reading, ReasonCode.LADDER_LEVEL_REACHED)
        assert (said is not None) == (shown > 0)
        if said is not None:
            inside = [id for step, id in placed(rule) if step <= int(str(said["through"]))]
            missing = tuple(id for id in inside if id not in met)
            assert said["level"] == shown
            assert said["checks"] == missing
            assert (said["met"], said["of"]) == (len(inside) - len(missing), len(inside))
        needs = facts(reading, ReasonCode.LADDER_NEEDS)
        fewest = least(rule, met, shown + 1)
        assert needs == ({"level": shown + 1, "needed": fewest} if shown < 4 else None)
        if shown < 4:
            ahead = sum(step == shown + 1 and id in met for step, id in placed(rule))
            assert reading.shown.progress == Fraction(ahead, ahead + (fewest or 0))
