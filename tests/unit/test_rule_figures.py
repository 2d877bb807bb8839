"""Figures at the border of what can be: what is refused, and what it is read as."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from ict_maturity.model import Answer, Rule
from ict_maturity.rules import reader_of
from ict_maturity.rules.reading import REFUSED_READING, Reading
from ict_maturity.rules.reasons import ReasonCode
from ict_maturity.said import Said, word
from tests.unit.score_examples import (
    REFERENCE,
    binary,
    checklist,
    ladder,
    number,
    ordered,
    ratio,
    recency,
)

HALVES = ratio("0.2", "0.4", "0.6", "0.8")
ABOVE_ONE = ratio("0.5", "1", "1.5", "2", may_exceed_one=True)


def codes(rule: Rule, **facts: Any) -> list[tuple[object, str]]:
    answer = Answer.model_validate(facts)
    return [(each.path, each.code) for each in rule.answer_findings(answer)]


def is_refused(rule: Rule, **facts: Any) -> bool:
    return reader_of(rule).read(Answer.model_validate(facts), REFERENCE) == REFUSED_READING


@pytest.mark.parametrize(
    ("rule", "value", "refused"),
    [
        (number(1, 2, 3, 4, floor="0"), -1, True),
        (number(1, 2, 3, 4, floor="0"), 0, False),
        (number(2, 3, 4, 5, floor="1"), -1, True),
        (number(2, 3, 4, 5, floor="1"), 0, False),
        (number(1, 2, 3, 4, floor="-1"), -1, False),
        (number(3, 2, 1, 0, floor="4"), -1, True),
        (number(3, 2, 1, -1, floor="4"), -1, False),
    ],
)
def test_a_number_is_below_zero_only_where_a_point_is(
    rule: Rule, value: int, refused: bool
) -> None:
    assert codes(rule, value=value) == [(("value",), "count-negative")] * refused
    assert is_refused(rule, value=value) is refused


@pytest.mark.parametrize(
    ("rule", "numerator", "denominator", "code", "field"),
    [
        (HALVES, 0, 1, None, ""),
        (HALVES, 1, 1, None, ""),
        (HALVES, -1, 1, "count-negative", "numerator"),
        (HALVES, 0, 0, "denominator-zero", "denominator"),
        (HALVES, 0, -1, "count-negative", "denominator"),
        (HALVES, 2, 1, "numerator-above-denominator", "numerator"),
        (ABOVE_ONE, 2, 1, None, ""),
    ],
)
def test_a_ratio_is_a_share_of_something(
    rule: Rule, numerator: int, denominator: int, code: str | None, field: str
) -> None:
    facts = {"numerator": numerator, "denominator": denominator}
    assert codes(rule, **facts) == ([((field,), code)] if code else [])
    assert is_refused(rule, **facts) is (code is not None)
    assert codes(rule, numerator=numerator) == ([(("numerator",), code)] if numerator < 0 else [])


@pytest.mark.parametrize(("days", "refused"), [(-1, False), (0, False), (1, True)])
def test_a_figure_is_of_the_reference_date_or_before(days: int, refused: bool) -> None:
    day = REFERENCE + timedelta(days)
    assert is_refused(recency(36, 24, 12, 6, floor=48), date=day) is refused
    assert is_refused(HALVES, numerator=1, denominator=2, as_of=day) is refused


@pytest.mark.parametrize(
    ("day", "level", "progress"),
    [
        (date(2022, 6, 29), 0, Fraction(0)),
        (date(2023, 6, 30), 1, Fraction(0)),
        (date(2023, 5, 30), 0, Fraction(11, 12)),
        (date(2025, 12, 30), 4, Fraction(0)),
        (date(2026, 6, 30), 4, Fraction(0)),
    ],
)
def test_months_are_read_at_the_cut_points(day: date, level: int, progress: Fraction) -> None:
    reading = reader_of(recency(36, 24, 12, 6, floor=48)).read(Answer(date=day), REFERENCE)
    assert reading.shown == reading.possible == Reading(level, progress)


@pytest.mark.parametrize(("point", "code"), [("1", None), ("1.01", "threshold-unreachable")])
def test_a_share_of_more_than_one_cannot_be_reached(point: str, code: str | None) -> None:
    points = {1: Decimal("0.2"), 2: Decimal("0.4"), 3: Decimal("0.6"), 4: Decimal(point)}
    reasons = dict.fromkeys(points, "So.")
    rule = HALVES.model_copy(update={"cut_points": points, "reasons": reasons})
    found = [(each.path, each.code) for each in rule.findings("K01")]
    assert found == ([(("cut_points", 4), code)] if code else [])
    wide = rule.model_copy(update={"may_exceed_one": True})
    assert list(wide.findings("K01")) == []


@pytest.mark.parametrize(
    ("met", "level", "missing"),
    [((), 0, None), ((0,), 1, ("c3",)), ((3,), 1, None), ((0, 1), 1, ("c3",)), ((0, 3), 2, None)],
)
def test_a_core_check_is_named_only_where_it_keeps_the_level_at_1(
    met: tuple[int, ...], level: int, missing: tuple[str, ...] | None
) -> None:
    answers = {f"c{n}": "met" if n in met else "not_met" for n in range(4)}
    rule = checklist(4, [1, 2, 3, 4], core=[3])
    read = reader_of(rule).read(Answer.model_validate({"checks": answers}), None)
    assert read.shown.level == level
    named = [r.facts["checks"] for r in read.reasons if r.code == ReasonCode.CHECKLIST_CORE_MISSING]
    assert named == ([missing] if missing else [])


@pytest.mark.parametrize("whole", ["unknown", "not_assessed", "not_applicable"])
@pytest.mark.parametrize(
    ("rule", "facts"),
    [
        (HALVES, {"numerator": 1, "denominator": 2}),
        (number(1, 2, 3, 4), {"value": 3}),
        (recency(36, 24, 12, 6, floor=48), {"date": REFERENCE}),
        (ordered(0, 4), {"choice": "s1"}),
    ],
)
def test_an_answer_as_a_whole_goes_before_facts(
    whole: str, rule: Rule, facts: dict[str, Any]
) -> None:
    reader = reader_of(rule)
    both = Answer.model_validate({"answer": whole, **facts})
    alone = Answer.model_validate({"answer": whole})
    assert reader.read(both, REFERENCE) == reader.read(alone, REFERENCE)
    assert reader.read(alone, REFERENCE).possible == Reading(4, Fraction(0))


@pytest.mark.parametrize(
    ("first", "path"),
    [(1, None), (0, ("at_least", 1)), (-1, ("at_least", 1)), (2, ("at_least", 2))],
)
def test_each_level_of_a_checklist_needs_more_checks(first: int, path: object) -> None:
    rule = checklist(4, [first, 2, 3, 4])
    rule = rule.model_copy(update={"reasons": dict.fromkeys((1, 2, 3, 4), "So.")})
    found = list(rule.findings("K01"))
    assert [each.path for each in found] == ([path] if path else [])
    assert rule.is_sound() is (path is None)
    if path == ("at_least", 1):
        assert isinstance(found[0].message, Said)
        assert dict(found[0].message.values)["before"] == word("problem.level", level=0)


@pytest.mark.parametrize(("most", "reached"), [(4, True), (5, False)])
def test_a_checklist_needs_no_more_checks_than_it_has(most: int, reached: bool) -> None:
    rule = checklist(4, [1, 2, 3, most])
    codes_found = [(each.path, each.code) for each in rule.findings("K01")]
    assert ((("at_least", 4), "threshold-unreachable") in codes_found) is not reached
    reader = reader_of(rule)
    assert (reader.move(reader.read(None, None).checks, 4) is not None) is reached


def test_a_move_says_which_of_its_checks_nobody_decided() -> None:
    answer = Answer.model_validate({"checks": {"c0": "not_met", "c1": "unknown", "c2": "met"}})
    reader = reader_of(checklist(5, [1, 3, 4, 5], core=[1]))
    move = reader.move(reader.read(answer, None).checks, 2)
    assert move is not None
    assert (move.checks, move.effort) == (("c1", "c0"), 2)
    assert move.reason.facts["open"] == ("c1",)
    assert move.reason.facts["others"] == ("c3", "c4")


def test_whoever_sees_a_check_is_told_whether_it_is_public() -> None:
    rule = binary().model_copy(
        update={"check": binary().check.model_copy(update={"evidence": "public"})}
    )
    for each, public in ((binary(), False), (rule, True)):
        (check,) = reader_of(each).read(None, None).checks
        assert check.public is public


def test_where_all_checks_are_needed_no_other_would_do() -> None:
    reader = reader_of(checklist(4, [1, 2, 3, 4]))
    answer = Answer.model_validate({"checks": {"c0": "met", "c1": "met"}})
    checks = reader.read(answer, None).checks
    codes_of_moves = {}
    for level in (3, 4):
        move = reader.move(checks, level)
        assert move is not None
        codes_of_moves[level] = (move.reason.code, move.checks)
    assert codes_of_moves == {
        3: (ReasonCode.MEET_CHECKS_ANY, ("c2",)),
        4: (ReasonCode.MEET_CHECKS, ("c2", "c3")),
    }


@pytest.mark.parametrize(
    ("rule", "level", "answer", "checks", "undecided"),
    [
        (
            ladder(2, 2, 1, 1),
            2,
            {"l1a": "met", "l1b": "unknown", "l2a": "not_met"},
            ("l1b", "l2a", "l2b"),
            ("l1b", "l2b"),
        ),
        (
            checklist(4, [1, 2, 3, 4], core=[3]),
            2,
            {"c0": "met", "c1": "met", "c2": "not_met", "c3": "not_met"},
            ("c3",),
            (),
        ),
        (binary(3), 3, {"only": "not_met"}, ("only",), ()),
    ],
)
def test_a_move_meets_what_is_missing_and_no_more(
    rule: Rule,
    level: int,
    answer: dict[str, str],
    checks: tuple[str, ...],
    undecided: tuple[str, ...],
) -> None:
    reader = reader_of(rule)
    move = reader.move(reader.read(Answer.model_validate({"checks": answer}), None).checks, level)
    assert move is not None
    assert (move.checks, move.effort) == (checks, len(checks))
    assert move.reason.code == ReasonCode.MEET_CHECKS
    assert move.reason.facts == {"level": level, "checks": checks, "open": undecided}


def test_one_choice_or_figure_is_one_thing_to_do() -> None:
    choice = reader_of(ordered(0, 2, 3, 4)).move((), 3)
    assert choice is not None
    assert (choice.checks, choice.effort) == ((), 1)
    assert choice.reason.facts == {"level": 3, "choices": ("s2", "s3")}
    figure = reader_of(number(1, 2, 3, 4)).move((), 3)
    assert figure is not None
    assert (figure.checks, figure.effort) == ((), 1)
    facts = {"level": 3, "cut_point": Fraction(3), "direction": "higher", "unit": "days"}
    assert figure.reason.facts == facts


@pytest.mark.parametrize("level", range(5))
def test_a_figure_is_told_with_the_cut_points_around_it(level: int) -> None:
    reading = reader_of(number(1, 2, 3, 4)).read(Answer(value=Decimal(level)), None)
    reached = [(ReasonCode.CUT_POINT_REACHED, level)] if level else []
    coming = [(ReasonCode.CUT_POINT_NEXT, level + 1)] if level < 4 else []
    told = [(reason.code, reason.facts["level"]) for reason in reading.reasons[1:]]
    assert told == [*reached, *coming]
    assert [reason.facts["cut_point"] for reason in reading.reasons[1:]] == [at for _, at in told]
