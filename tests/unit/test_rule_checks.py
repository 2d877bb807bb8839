"""Rules with checks, held against the method in so many words, for every answer there can be."""

from collections.abc import Collection, Iterator, Mapping
from itertools import combinations, product

import pytest

from ict_maturity.model import Answer, Binary, Checklist, Ladder, Rule
from ict_maturity.rules import reader_of
from ict_maturity.rules.reading import Move, RuleReading
from ict_maturity.rules.reasons import ReasonCode
from tests.unit.score_examples import binary, checklist, ladder

ANSWERS = ("met", "not_met", "unknown")
RULES = {
    "ladder": ladder(2, 1, 1, 1),
    "ladder whose last step is wide": ladder(1, 1, 1, 3),
    "checklist": checklist(5, (1, 2, 4, 5), core=(1,)),
    "checklist whose core comes last": checklist(4, (1, 2, 3, 4), core=(2, 3)),
    "checklist with wide steps": checklist(5, (2, 3, 4, 5)),
    "checklist out of reach": checklist(3, (1, 2, 3, 4), core=(0,)),
    "binary": binary(3),
}


def level(rule: Rule, met: Collection[str]) -> int:
    """The level by docs/method.md, section 3, when these checks are met and no other."""
    match rule:
        case Ladder():
            steps = [[check.id for check in rule.levels[step]] for step in (1, 2, 3, 4)]
            return next((k for k in range(4) if not set(steps[k]) <= set(met)), 4)
        case Checklist():
            whole = all(check.id in met for check in rule.checks if check.core)
            reached = [step for step, least in rule.at_least.items() if least <= len(met)]
            return min(max(reached, default=0), 4 if whole else 1)
        case Binary():
            return rule.level_if_met if met else 0
    raise AssertionError(f"{rule.name()} has no checks")


def ids(rule: Rule) -> list[str]:
    return [check.id for _, check in rule.each_check()]


def answered(rule: Rule) -> Iterator[tuple[dict[str, str], RuleReading]]:
    """Every answer to the checks, with what the rule reads from it."""
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
            move = reader_of(rule).move(reading.checks, goal)
            fewest = least(rule, met, goal)
            if move is None:
                assert fewest is None
                continue
            assert move.effort == len(move.checks) == fewest
            assert_names_what_it_asks(rule, answers, goal, move)


def assert_names_what_it_asks(rule: Rule, answers: dict[str, str], goal: int, move: Move) -> None:
    met, said = set(those(answers, "met")), dict(move.reason.facts)
    others = said.pop("others", ())
    assert isinstance(others, tuple)
    undecided = tuple(id for id in move.checks if answers[id] == "unknown")
    assert said == {"level": goal, "checks": move.checks, "open": undecided}
    core = {check.id for _, check in rule.each_check() if check.core}
    # Each of the others does instead of any that is named, but for those that must be met.
    swaps = [
        met | set(move.checks) - {gone} | {other}
        for other in others
        for gone in move.checks
        if goal == 1 or gone not in core
    ]
    assert all(level(rule, swap) >= goal for swap in [met | set(move.checks), *swaps])
    assert bool(others) == (move.reason.code == ReasonCode.MEET_CHECKS_ANY)
    missing = set(those(answers, "not_met", "unknown")) - set(move.checks)
    if others:
        assert set(others) == missing
    elif isinstance(rule, Checklist) and missing:
        assert set(move.checks) <= core


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_open_checks_are_named_when_they_could_raise_the_level(rule: Rule) -> None:
    for answers, reading in answered(rule):
        said = facts(reading, ReasonCode.CHECKS_OPEN)
        assert (said is not None) == (reading.possible != reading.shown)
        if said is not None:
            within = {
                check.id
                for step, check in rule.each_check()
                if not isinstance(rule, Ladder) or (step or 0) <= reading.possible.level + 1
            }
            undecided = tuple(id for id in those(answers, "unknown") if id in within)
            assert said == {"checks": undecided, "possible_level": reading.possible.level}


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
        held = {"checks": missing} if missing and shown == 1 else None
        assert facts(reading, ReasonCode.CHECKLIST_CORE_MISSING) == held


@pytest.mark.parametrize("name", [name for name in RULES if name.startswith("ladder")])
def test_a_ladder_says_what_it_reached_and_what_blocks_it(name: str) -> None:
    rule = RULES[name]
    for answers, reading in answered(rule):
        shown = reading.shown.level
        reached = {"level": shown} if shown else None
        assert facts(reading, ReasonCode.LADDER_LEVEL_REACHED) == reached
        step = [check.id for at, check in rule.each_check() if at == shown + 1]
        missing = tuple(id for id in step if answers[id] != "met")
        blocks = {
            "level": shown + 1,
            "checks": missing,
            "met": len(step) - len(missing),
            "of": len(step),
        }
        assert facts(reading, ReasonCode.LADDER_BLOCKED_BY) == (blocks if shown < 4 else None)
        if shown < 4:
            assert reading.shown.progress * len(step) == len(step) - len(missing)
