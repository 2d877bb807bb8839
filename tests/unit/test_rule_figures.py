"""Figures at the border of what can be: what is refused, and what it is read as."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from ict_maturity.facts.answer import DATE
from ict_maturity.model import Answer, Rule
from ict_maturity.rules import reader_of
from ict_maturity.rules.reading import Held, Reading
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
STRICT = ratio("0.2", "0.4", "0.9", "0.95")
STATES = ordered(0, 1, 2, 3, 4)
MONTHS = recency(36, 24, 12, 6, floor=48)
ABOVE_ONE = ratio("0.5", "1", "1.5", "2", may_exceed_one=True)


def codes(rule: Rule, **facts: Any) -> list[tuple[object, str]]:
    answer = Answer.model_validate(facts)
    return [(each.path, each.code) for each in rule.answer_findings(answer, REFERENCE)]


def is_refused(rule: Rule, **facts: Any) -> bool:
    if rule.facts[0] != DATE:
        facts = {"as_of": REFERENCE, **facts}
    reading = reader_of(rule).read(Answer.model_validate(facts), REFERENCE)
    assert (reading.decided == 0) is (reading.reasons[0].code == ReasonCode.ANSWER_REFUSED)
    return reading.decided == 0


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
        (date(2025, 12, 30), 3, Fraction(1, 2)),
        (date(2026, 6, 30), 3, Fraction(1, 2)),
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
    [
        ((), 0, None),
        ((0,), 1, None),
        ((0, 1), 2, ("c3",)),
        ((0, 1, 2), 2, ("c3",)),
        ((0, 3), 2, None),
        ((0, 1, 3), 3, None),
    ],
)
def test_a_core_check_is_named_only_where_it_keeps_the_level_at_2(
    met: tuple[int, ...], level: int, missing: tuple[str, ...] | None
) -> None:
    answers = {f"c{n}": "met" if n in met else "not_met" for n in range(4)}
    rule = checklist(4, [1, 2, 3, 4], core=[3])
    read = reader_of(rule).read(Answer.model_validate({"checks": answers}), None)
    assert read.shown.level == level
    named = [r.facts["checks"] for r in read.reasons if r.code == ReasonCode.CHECKLIST_CORE_MISSING]
    assert named == ([missing] if missing else [])


@pytest.mark.parametrize("whole", ["unknown", "not_assessed", "not_applicable", "none"])
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
    best = 0 if whole == "none" else 4
    assert reader.read(alone, REFERENCE).possible == Reading(best, Fraction(0))


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
    assert (reader.move(reader.read(None, None), 4) is not None) is reached


def test_a_move_says_which_of_its_checks_nobody_decided() -> None:
    answer = Answer.model_validate(
        {"checks": {"c0": "not_met", "c1": "unknown", "c2": "met", "c3": "not_met"}}
    )
    reader = reader_of(checklist(5, [1, 2, 4, 5], core=[1]))
    move = reader.move(reader.read(answer, None), 3)
    assert move is not None
    assert (move.checks, move.find_out) == (("c0", "c1", "c4"), ("c1", "c4"))
    assert (move.effort, move.do) == (3, 1)
    assert move.reasons[0].facts["open"] == ("c1", "c4")
    assert move.reasons[0].facts["others"] == ("c3",)


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
    reading = reader.read(answer, None)
    codes_of_moves = {}
    for level in (3, 4):
        move = reader.move(reading, level)
        assert move is not None
        codes_of_moves[level] = (move.reasons[0].code, move.checks)
    assert codes_of_moves == {
        3: (ReasonCode.MEET_CHECKS_ANY, ("c2",)),
        4: (ReasonCode.MEET_CHECKS, ("c2", "c3")),
    }


@pytest.mark.parametrize(
    ("rule", "level", "answer", "checks", "undecided"),
    [
        (
            ladder(2, 2, 1, 1),
            4,
            {"l1a": "met", "l1b": "unknown", "l2a": "not_met", "l2b": "met", "l3a": "met"},
            ("l1b", "l2a", "l4a"),
            ("l1b", "l4a"),
        ),
        (
            checklist(4, [1, 2, 3, 4], core=[3]),
            3,
            {"c0": "met", "c1": "met", "c2": "met", "c3": "not_met"},
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
    move = reader.move(reader.read(Answer.model_validate({"checks": answer}), None), level)
    assert move is not None
    assert (move.checks, move.find_out) == (checks, undecided)
    assert (move.effort, move.do) == (len(checks), len(checks) - len(undecided))
    (reason,) = move.reasons
    assert reason.code == ReasonCode.MEET_CHECKS
    assert reason.facts == {"level": level, "checks": checks, "open": undecided}


@pytest.mark.parametrize(
    ("met", "level", "checks"),
    [
        ("", 1, ("l1a",)),
        ("a", 2, ("l1b", "l2a")),
        ("c", 2, ("l1a", "l1b")),
        ("ac", 3, ("l1b", "l2b", "l3a")),
        ("acde", 3, ("l1b",)),
        ("abcd", 3, ("l3a",)),
        ("aceg", 1, ()),
    ],
)
def test_a_ladder_is_climbed_by_the_fewest_checks_from_below(
    met: str, level: int, checks: tuple[str, ...]
) -> None:
    rule = ladder(2, 2, 2, 2)
    ids = [check.id for _, check in rule.each_check()]
    given = {
        id: "met" if letter in met else "not_met"
        for letter, id in zip("abcdefgh", ids, strict=True)
    }
    reader = reader_of(rule)
    move = reader.move(reader.read(Answer.model_validate({"checks": given}), None), level)
    assert move is not None
    assert move.checks == checks


def test_a_ladder_asks_for_what_can_be_found_out_first() -> None:
    given = {"l1a": "not_met", "l1b": "unknown", "l2a": "not_met", "l2b": "unknown"}
    reader = reader_of(ladder(2, 2, 2, 2))
    move = reader.move(reader.read(Answer.model_validate({"checks": given}), None), 1)
    assert move is not None
    assert (move.checks, move.find_out, move.do) == (("l1b",), ("l1b",), 0)
    assert move.reasons[0].facts["others"] == ("l1a",)


def test_one_choice_or_figure_is_one_thing_to_do() -> None:
    reader = reader_of(ordered(0, 2, 3, 4))
    choice = reader.move(reader.read(None, None), 3)
    assert choice is not None
    assert (choice.checks, choice.effort, choice.do) == ((), 1, 0)
    assert choice.reasons[0].facts == {"level": 3, "choices": ("s2", "s3")}
    reader = reader_of(number(1, 2, 3, 4))
    figure = reader.move(reader.read(Answer(value=Decimal(1)), None), 3)
    assert figure is not None
    assert (figure.checks, figure.effort, figure.do) == ((), 1, 1)
    facts = {"level": 3, "cut_point": Fraction(3), "direction": "higher", "unit": "days"}
    assert figure.reasons[0].facts == facts
    unreported = reader.move(reader.read(None, None), 3)
    assert unreported is not None
    assert (unreported.effort, unreported.do) == (1, 0)


RISING = number(1, 2, 3, 4)
LAST_YEAR = date(2025, 6, 30)
CHANGED = {"what": "A second shift.", "date": date(2026, 1, 1)}


def figure(value: int, before: int | None = None, **facts: Any) -> dict[str, Any]:
    given: dict[str, Any] = {"value": value, "as_of": REFERENCE, **facts}
    if before is not None:
        given["before"] = {"value": before, "as_of": LAST_YEAR} | facts.get("before", {})
    return given


@pytest.mark.parametrize(
    ("rule", "facts", "level", "progress", "how", "effort"),
    [
        (RISING, figure(4), 3, "1/2", None, 1),
        (RISING, figure(4, 4), 4, "0", "held", 0),
        (RISING, figure(4, 3), 3, "1/2", None, 1),
        (RISING, figure(4, 3, change=CHANGED), 4, "0", "improved", 0),
        (RISING, figure(4, 4, change=CHANGED), 4, "0", "held", 0),
        (RISING, figure(3, 2, change=CHANGED), 3, "1/2", "improved", 1),
        (RISING, figure(3, 3, change=CHANGED), 3, "0", None, 1),
        (RISING, figure(3, 4, change=CHANGED), 3, "0", None, 1),
        (RISING, figure(3), 3, "0", None, 2),
        (RISING, figure(3, 2), 3, "0", None, 2),
        (RISING, figure(2, 1, change=CHANGED), 2, "0", "improved", 1),
        (STATES, {"choice": "s4"}, 3, "1/2", None, 1),
        (
            STATES,
            {"choice": "s4", "before": {"choice": "s4", "as_of": LAST_YEAR}},
            4,
            "0",
            "held",
            0,
        ),
        (
            STATES,
            {"choice": "s4", "before": {"choice": "s3", "as_of": LAST_YEAR}},
            3,
            "1/2",
            None,
            1,
        ),
        (
            STATES,
            {"choice": "s4", "before": {"choice": "s3", "as_of": LAST_YEAR}, "change": CHANGED},
            4,
            "0",
            "improved",
            0,
        ),
        (STATES, {"choice": "s3"}, 3, "0", None, 2),
        (MONTHS, {"date": "2026-06-01"}, 3, "1/2", None, 1),
        (MONTHS, {"date": "2026-06-01", "before": {"date": "2025-06-30"}}, 4, "0", "held", 0),
        (MONTHS, {"date": "2026-06-01", "before": {"date": "2025-05-30"}}, 3, "1/2", None, 1),
        (
            MONTHS,
            {"date": "2026-06-01", "before": {"date": "2023-06-30"}, "change": CHANGED},
            4,
            "0",
            "improved",
            0,
        ),
        (
            MONTHS,
            {"date": "2026-06-01", "before": {"date": "2023-05-30"}, "change": CHANGED},
            3,
            "1/2",
            None,
            1,
        ),
        (MONTHS, {"date": "2026-06-01", "before": {"date": "2026-05-02"}}, 3, "1/2", None, 1),
        (MONTHS, {"date": "2026-06-01", "before": {"date": "2026-05-01"}}, 4, "0", "held", 0),
    ],
)
def test_level_4_is_held_or_improved(
    rule: Rule, facts: dict[str, Any], level: int, progress: str, how: Held | None, effort: int
) -> None:
    reader = reader_of(rule)
    reading = reader.read(Answer.model_validate(facts), REFERENCE)
    assert reading.shown == reading.possible == Reading(level, Fraction(progress))
    assert reading.second.how == how
    assert reading.decided == 1
    told = {
        "held": ReasonCode.WAS_HELD,
        "improved": ReasonCode.WAS_IMPROVED,
        None: ReasonCode.SECOND_MISSING,
    }[how]
    codes_told = [reason.code for reason in reading.reasons]
    assert (told in codes_told) is (how is not None or progress == "1/2")
    if level < 4:
        move = reader.move(reading, 4)
        assert move is not None
        assert (move.effort, move.do) == (effort, effort)
        assert (ReasonCode.HOLD_OR_IMPROVE in [each.code for each in move.reasons]) is (
            how is None and (effort == 2 or progress == "1/2")
        )


@pytest.mark.parametrize(
    ("present", "earlier", "counts"),
    [
        ("2026-06-30", "2025-12-31", False),
        ("2026-06-30", "2025-12-30", True),
        ("2026-06-30", "2023-05-31", True),
        ("2026-06-30", "2023-05-30", False),
        ("2025-12-31", "2025-12-30", False),
    ],
)
def test_an_earlier_figure_is_6_to_36_months_older(
    present: str, earlier: str, counts: bool
) -> None:
    facts = {"value": 4, "as_of": present, "before": {"value": 4, "as_of": earlier}}
    reading = reader_of(RISING).read(Answer.model_validate(facts), REFERENCE)
    assert (reading.second.how == "held") is counts
    found = [] if counts else [(("before", "as_of"), "before-outside")]
    assert codes(RISING, **facts) == found


@pytest.mark.parametrize(
    ("changed", "counts", "code"),
    [
        ("2025-06-29", False, "change-outside"),
        ("2025-06-30", True, None),
        ("2026-06-30", True, None),
        ("2026-07-01", False, None),
    ],
)
def test_a_change_lies_between_the_two_figures_and_now(
    changed: str, counts: bool, code: str | None
) -> None:
    facts = figure(4, 3, change={"what": "A second shift.", "date": changed})
    reading = reader_of(RISING).read(Answer.model_validate(facts), REFERENCE)
    assert (reading.second.how == "improved") is counts
    assert codes(RISING, **facts) == ([(("change", "date"), code)] if code else [])


@pytest.mark.parametrize(("changed", "counts"), [("2024-05-31", True), ("2024-05-30", False)])
def test_a_change_of_more_than_two_years_ago_counts_no_more(changed: str, counts: bool) -> None:
    facts = figure(4) | {
        "before": {"value": 3, "as_of": "2024-01-01"},
        "change": {"what": "A second shift.", "date": changed},
    }
    reading = reader_of(RISING).read(Answer.model_validate(facts), REFERENCE)
    assert (reading.second.how == "improved") is counts
    assert codes(RISING, **facts) == ([] if counts else [(("change", "date"), "change-outside")])


@pytest.mark.parametrize(
    ("rule", "numerator", "denominator", "level", "few"),
    [
        (STRICT, 2, 3, 3, True),
        (STRICT, 1, 2, 2, True),
        (STRICT, 5, 6, 3, True),
        (STRICT, 6, 7, 2, True),
        (STRICT, 4, 6, 2, True),
        (STRICT, 9, 9, 3, True),
        (STRICT, 10, 10, 3, False),
        (STRICT.model_copy(update={"may_exceed_one": True}), 2, 3, 2, True),
        (ratio("0.5", "0.4", "0.3", "0.1", floor="1"), 2, 3, 0, True),
    ],
)
def test_of_a_handful_all_but_one_are_enough_for_level_3(
    rule: Rule, numerator: int, denominator: int, level: int, few: bool
) -> None:
    answer = Answer.model_validate(
        {"numerator": numerator, "denominator": denominator, "as_of": REFERENCE}
    )
    reading = reader_of(rule).read(answer, REFERENCE)
    assert (reading.shown.level, reading.few) == (level, few)
    helped = level == 3 and numerator < denominator
    assert (ReasonCode.ALL_BUT_ONE in [each.code for each in reading.reasons]) is helped
    if helped:
        assert reading.shown.progress == 0


@pytest.mark.parametrize(
    ("months", "day", "refused"),
    [
        (12, "2025-05-31", False),
        (12, "2025-05-30", True),
        (36, "2023-05-31", False),
        (36, "2023-05-30", True),
    ],
)
def test_a_figure_is_of_a_day_in_the_window(months: int, day: str, refused: bool) -> None:
    rule = HALVES.model_copy(update={"as_of_within_months": months})
    facts = {"numerator": 1, "denominator": 2, "as_of": day}
    assert is_refused(rule, **facts) is refused
    assert codes(rule, **facts) == ([(("as_of",), "figure-too-old")] if refused else [])


def test_a_share_of_too_few_is_refused() -> None:
    rule = HALVES.model_copy(update={"denominator_at_least": 5})
    for denominator, refused in ((4, True), (5, False)):
        facts = {"numerator": 1, "denominator": denominator, "as_of": REFERENCE}
        assert is_refused(rule, **facts) is refused
        found = [(("denominator",), "denominator-too-small")] if refused else []
        assert codes(rule, **facts) == found


@pytest.mark.parametrize("level", range(5))
def test_a_figure_is_told_with_the_cut_points_around_it(level: int) -> None:
    reading = reader_of(number(1, 2, 3, 4)).read(Answer(value=Decimal(level)), None)
    reached = [(ReasonCode.CUT_POINT_REACHED, level)] if level else []
    coming = [(ReasonCode.CUT_POINT_NEXT, level + 1)] if level < 4 else []
    cuts = [reason for reason in reading.reasons[1:] if "cut_point" in reason.facts]
    told = [(reason.code, reason.facts["level"]) for reason in cuts]
    assert told == [*reached, *coming]
    assert [reason.facts["cut_point"] for reason in cuts] == [at for _, at in told]
