"""Every rule type at its borders: what is refused, what is open, what earns which level."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from ict_maturity.model import Answer, Rule
from ict_maturity.rules.reading import ZERO, Reading
from ict_maturity.rules.reasons import ReasonCode
from ict_maturity.score import score_kpi
from ict_maturity.score.scorecard import KpiResult
from tests.unit.score_examples import (
    REFERENCE,
    binary,
    checklist,
    checks,
    kpi,
    ladder,
    number,
    ordered,
    ratio,
    recency,
)

LADDER = ladder(1, 2, 2, 3)
TALL = ladder(2, 2, 3, 2)
CHECKLIST = checklist(8, (2, 4, 6, 8), core=(0, 1), second=(2,))
SHARE = ratio("0.25", "0.5", "0.85", "0.95")
FALLING = ratio("0.4", "0.3", "0.2", "0.1", floor="0.5")
DAYS = number(30, 20, 10, 5, floor="60")
DEGREES = number(-10, 0, 10, 20, floor="-20")
MONTHS = recency(36, 24, 12, 6, floor=48)
STATES = ordered(0, 1, 3, 4)
ANYTHING = (0, Fraction(0), 4, Fraction(0))


def result(rule: Rule, answer: Answer | None) -> KpiResult:
    return score_kpi(kpi("K01", rule), answer, REFERENCE)


def bounds(rule: Rule, answer: Answer | None) -> tuple[int, Fraction, int, Fraction]:
    """Level and progress, shown and possible."""
    found = result(rule, answer)
    shown, possible = found.shown, found.possible
    return shown.level, shown.progress, possible.level, possible.progress


def codes(found: KpiResult) -> list[ReasonCode]:
    return [reason.code for reason in found.reasons]


def of(numerator: int | str, denominator: int | str) -> Answer:
    return Answer(numerator=Decimal(numerator), denominator=Decimal(denominator), as_of=REFERENCE)


def value(figure: int | str) -> Answer:
    return Answer(value=Decimal(figure), as_of=REFERENCE)


def climbed(met: str, unknown: str = "") -> Answer:
    """A ladder of 2, 2, 3 and 2 checks; the letters are met or unknown, all others not met."""
    ids = [check.id for _, check in TALL.each_check()]
    named = dict(zip("abcdefghi", ids, strict=True))
    return checks(
        **{
            id: "met" if letter in met else "unknown" if letter in unknown else "not_met"
            for letter, id in named.items()
        }
    )


@pytest.mark.parametrize(
    ("met", "level", "progress"),
    [
        ("", 0, "0"),
        ("a", 1, "0"),
        ("ab", 1, "0"),
        ("abc", 2, "0"),
        ("abd", 2, "0"),
        ("acd", 2, "0"),
        ("ac", 1, "1/2"),
        ("cd", 1, "2/3"),
        ("abcd", 2, "0"),
        ("abcde", 2, "1/2"),
        ("abcdef", 3, "0"),
        ("abcefg", 3, "0"),
        ("abcdefg", 3, "0"),
        ("abcdefgh", 3, "1/2"),
        ("abcdefhi", 3, "2/3"),
        ("bcdefghi", 3, "2/3"),
        ("cdefghi", 2, "3/4"),
        ("efghi", 0, "0"),
        ("abcdefghi", 4, "0"),
    ],
)
def test_a_ladder_forgives_one_missing_check_below_level_4(
    met: str, level: int, progress: str
) -> None:
    shown = Fraction(progress)
    assert bounds(TALL, climbed(met)) == (level, shown, level, shown)


def test_open_checks_of_a_ladder_raise_what_is_possible() -> None:
    assert bounds(TALL, climbed("ab", unknown="cd")) == (1, ZERO, 2, ZERO)
    assert bounds(TALL, checks()) == ANYTHING
    assert result(TALL, climbed("ab", unknown="cdefghi")).decided == Fraction(2, 9)


def test_a_ladder_says_what_is_reached_what_more_takes_and_what_is_open() -> None:
    found = result(TALL, climbed("acd", unknown="e"))
    facts = {reason.code: reason.facts for reason in found.reasons}
    assert facts[ReasonCode.LADDER_LEVEL_REACHED] == {
        "level": 2,
        "through": 2,
        "checks": ("l1b",),
        "met": 3,
        "of": 4,
    }
    assert facts[ReasonCode.LADDER_NEEDS] == {"level": 3, "needed": 3}
    assert ReasonCode.CHECKS_OPEN in facts
    assert not found.assessed
    assert [(check.id, check.level, check.answer) for check in found.checks][1:5:3] == [
        ("l1b", 1, "not_met"),
        ("l3a", 3, "unknown"),
    ]


@pytest.mark.parametrize(
    ("met", "missing", "level", "progress"),
    [
        ("", "01234567", 0, "0"),
        ("0", "1234567", 0, "1/2"),
        ("01", "234567", 1, "0"),
        ("012", "34567", 1, "1/2"),
        ("0123", "4567", 2, "0"),
        ("02345", "167", 2, "1/2"),
        ("023456", "17", 2, "1/2"),
        ("0234567", "1", 2, "1/2"),
        ("0134567", "2", 3, "1/2"),
        ("0123456", "7", 3, "1/2"),
        ("01234567", "", 4, "0"),
    ],
)
def test_a_checklist_counts_and_waits_for_its_core(
    met: str, missing: str, level: int, progress: str
) -> None:
    given = {f"c{i}": "met" for i in met} | {f"c{i}": "not_met" for i in missing}
    shown = Fraction(progress)
    assert bounds(CHECKLIST, checks(**given)) == (level, shown, level, shown)


def test_a_checklist_says_which_core_checks_hold_it() -> None:
    given = {f"c{i}": "met" for i in (0, 2, 3, 4, 5, 7)} | {"c1": "not_met", "c6": "unknown"}
    found = result(CHECKLIST, checks(**given))
    facts = {reason.code: reason.facts for reason in found.reasons}
    assert facts[ReasonCode.CHECKLIST_COUNTED] == {"level": 2, "met": 6, "of": 8}
    assert facts[ReasonCode.CHECKLIST_NEEDS] == {"level": 3, "needed": 6}
    assert facts[ReasonCode.CHECKLIST_CORE_MISSING] == {"checks": ("c1",)}
    assert ReasonCode.CHECKS_OPEN not in facts


def test_a_checklist_says_which_second_figure_holds_it() -> None:
    given = {f"c{i}": "met" for i in range(8)} | {"c2": "not_met"}
    rule = checklist(8, (1, 2, 3, 4), second=(2,))
    found = result(rule, checks(**given))
    assert found.shown == Reading(3, Fraction(0))
    assert found.reasons[2].facts == {"checks": ("c2",)}
    assert found.reasons[2].code == ReasonCode.CHECKLIST_SECOND_FIGURE_MISSING


def test_open_checks_of_a_checklist_raise_what_is_possible() -> None:
    found = result(CHECKLIST, checks(c0="met", c1="unknown", c2="met"))
    assert (found.shown.level, found.possible.level, found.decided) == (1, 4, Fraction(2, 8))
    opened = next(reason for reason in found.reasons if reason.code == ReasonCode.CHECKS_OPEN)
    assert opened.facts == {
        "checks": ("c1", "c3", "c4", "c5", "c6", "c7"),
        "possible_level": 4,
    }


@pytest.mark.parametrize(
    ("rule", "answer", "level", "progress"),
    [
        (SHARE, of(0, 4), 0, "0"),
        (SHARE, of(1, 8), 0, "1/2"),
        (SHARE, of(1, 4), 1, "0"),
        (SHARE, of(17, 20), 3, "0"),
        (SHARE, of(849999, 1000000), 2, "349999/350000"),
        (SHARE, of(9, 10), 3, "1/4"),
        (SHARE, of("9.5", 10), 3, "1/2"),
        (SHARE, of(1, 3), 1, "1/3"),
        (FALLING, of(6, 10), 0, "0"),
        (FALLING, of(5, 10), 0, "0"),
        (FALLING, of(45, 100), 0, "1/2"),
        (FALLING, of(4, 10), 1, "0"),
        (FALLING, of(15, 100), 3, "1/4"),
        (FALLING, of(0, 10), 3, "1/2"),
        (DAYS, value(100), 0, "0"),
        (DAYS, value(45), 0, "1/2"),
        (DAYS, value(30), 1, "0"),
        (DAYS, value("29.9"), 1, "1/100"),
        (DAYS, value("5.0"), 3, "1/2"),
        (DEGREES, value(-5), 1, "1/2"),
        (DEGREES, value(-30), 0, "0"),
        (MONTHS, Answer(date=date(2020, 1, 1)), 0, "0"),
        (MONTHS, Answer(date=date(2023, 6, 30)), 1, "0"),
        (MONTHS, Answer(date=date(2022, 12, 30)), 0, "1/2"),
        (MONTHS, Answer(date=date(2025, 6, 30)), 3, "0"),
        (MONTHS, Answer(date=date(2025, 6, 1)), 3, "0"),
        (MONTHS, Answer(date=date(2025, 5, 30)), 2, "11/12"),
        (MONTHS, Answer(date=REFERENCE), 3, "1/2"),
        (STATES, Answer(choice="s0"), 0, "0"),
        (STATES, Answer(choice="s2"), 3, "0"),
        (STATES, Answer(choice="s3"), 3, "1/2"),
        (binary(), checks(only="met"), 3, "0"),
        (binary(1), checks(only="met"), 1, "0"),
        (binary(), checks(only="not_met"), 0, "0"),
    ],
)
def test_a_value_earns_its_level_and_progress(
    rule: Rule, answer: Answer, level: int, progress: str
) -> None:
    found = result(rule, answer)
    assert (found.shown.level, found.shown.progress) == (level, Fraction(progress))
    assert found.possible == found.shown
    assert found.assessed


@pytest.mark.parametrize("rule", [SHARE, DAYS, MONTHS, STATES])
@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (None, ReasonCode.ANSWER_NOT_ASSESSED),
        (Answer(note="Later."), ReasonCode.ANSWER_NOT_ASSESSED),
        (Answer(answer="not_assessed"), ReasonCode.ANSWER_NOT_ASSESSED),
        (Answer(answer="unknown"), ReasonCode.ANSWER_UNKNOWN),
        (Answer(answer="not_applicable", reason="None."), ReasonCode.CLAIM_OPEN),
    ],
)
def test_without_a_value_anything_is_possible(
    rule: Rule, answer: Answer | None, code: ReasonCode
) -> None:
    assert bounds(rule, answer) == ANYTHING
    assert codes(result(rule, answer)) == [code, ReasonCode.EVIDENCE_NONE]
    assert result(rule, answer).decided == 0


@pytest.mark.parametrize("rule", [LADDER, CHECKLIST, SHARE, DAYS, MONTHS, STATES, binary()])
def test_nothing_of_the_kind_is_a_fact_of_level_0(rule: Rule) -> None:
    found = result(rule, Answer(answer="none"))
    assert bounds(rule, Answer(answer="none")) == (0, ZERO, 0, ZERO)
    assert (found.none, found.assessed, found.figure) == (True, True, None)
    assert {check.answer for check in found.checks} <= {"not_met"}
    assert codes(found) == [ReasonCode.ANSWER_NONE, ReasonCode.EVIDENCE_NONE]


@pytest.mark.parametrize("highest", [0, 1, 2, 3, 4])
def test_a_state_that_nobody_chose_may_be_the_best_declared_one(highest: int) -> None:
    rule = ordered(0, highest)
    claim = Answer(answer="not_applicable", reason="None.")
    assert bounds(rule, Answer(answer="unknown")) == (0, ZERO, highest, ZERO)
    assert bounds(rule, Answer(choice="s9")) == (0, ZERO, highest, ZERO)
    assert bounds(rule, claim) == ANYTHING


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (None, ReasonCode.ANSWER_NOT_ASSESSED),
        (checks(), ReasonCode.ANSWER_NOT_ASSESSED),
        (Answer(answer="unknown"), ReasonCode.ANSWER_UNKNOWN),
        (Answer(answer="not_applicable", reason="None."), ReasonCode.CLAIM_OPEN),
    ],
)
@pytest.mark.parametrize(("rule", "best"), [(LADDER, 4), (CHECKLIST, 4), (binary(3), 3)])
def test_open_as_a_whole_means_every_check_is_open(
    rule: Rule, best: int, answer: Answer | None, code: ReasonCode
) -> None:
    found = result(rule, answer)
    assert found.shown.score == 0
    assert found.possible.score == (100 if code == ReasonCode.CLAIM_OPEN else 25 * best)
    assert {check.answer for check in found.checks} <= {"unknown", "not_assessed"}
    assert codes(found) == [code, ReasonCode.EVIDENCE_NONE]


def test_an_unknown_binary_may_still_be_met() -> None:
    found = result(binary(2), checks(only="unknown"))
    assert (found.shown.level, found.possible.level, found.assessed) == (0, 2, False)
    assert found.reasons[0].facts == {"checks": ("only",), "possible_level": 2}


@pytest.mark.parametrize(
    ("rule", "answer"),
    [
        (SHARE, of(1, 0)),
        (SHARE, of(0, 0)),
        (SHARE, of(1, -4)),
        (SHARE, of(-1, 4)),
        (SHARE, of(5, 4)),
        (SHARE, Answer(numerator=Decimal(1))),
        (SHARE, Answer(denominator=Decimal(1))),
        (SHARE, of(1, 4).model_copy(update={"as_of": date(2026, 7, 1)})),
        (DAYS, value(-1)),
        (DAYS, Answer(value=Decimal(1), as_of=date(2026, 7, 1))),
        (DAYS, Answer(value=Decimal(1))),
        (DAYS, Answer(value=Decimal(1), as_of=date(2025, 5, 30))),
        (SHARE.model_copy(update={"denominator_at_least": 5}), of(4, 4)),
        (MONTHS, Answer(date=date(2026, 7, 1))),
        (STATES, Answer(choice="s9")),
    ],
)
def test_what_check_refuses_is_no_value(rule: Rule, answer: Answer) -> None:
    assert bounds(rule, answer) == ANYTHING
    assert codes(result(rule, answer))[0] == ReasonCode.ANSWER_REFUSED


def test_a_ratio_may_exceed_one_when_its_rule_says_so() -> None:
    wide = ratio("0.5", "1", "1.5", "2", may_exceed_one=True)
    assert bounds(wide, of(5, 4)) == (2, Fraction(1, 2), 2, Fraction(1, 2))


def test_a_recency_needs_a_reference_date() -> None:
    found = score_kpi(kpi("K01", MONTHS), Answer(date=date(2025, 1, 1)), None)
    assert codes(found)[0] == ReasonCode.ANSWER_REFUSED


def test_a_figure_says_where_it_came_from_and_what_it_is_held_against() -> None:
    facts = {reason.code: reason.facts for reason in result(SHARE, of(3, 5)).reasons}
    assert facts[ReasonCode.RATIO_FIGURE] == {
        "figure": Fraction(3, 5),
        "numerator": 3,
        "denominator": 5,
    }
    cut = {"direction": "higher", "unit": "share"}
    assert facts[ReasonCode.CUT_POINT_REACHED] == cut | {"level": 2, "cut_point": Fraction(1, 2)}
    assert facts[ReasonCode.CUT_POINT_NEXT] == cut | {"level": 3, "cut_point": Fraction(17, 20)}


def test_at_the_ends_there_is_only_one_cut_point_to_name() -> None:
    assert codes(result(SHARE, of(0, 1)))[1:2] == [ReasonCode.CUT_POINT_NEXT]
    assert codes(result(SHARE, of(1, 1)))[1:2] == [ReasonCode.CUT_POINT_REACHED]
    assert ReasonCode.CUT_POINT_NEXT not in codes(result(SHARE, of(1, 1)))


@pytest.mark.parametrize(
    "rule",
    [
        ladder(1, 1, 1, 1).model_copy(update={"levels": {}}),
        checklist(4, (1, 2, 3, 4)).model_copy(update={"at_least": {1: 1, 2: 2}}),
        checklist(4, (1, 2, 2, 4)),
        checklist(4, (0, 1, 2, 3)),
        ratio("0.2", "0.4", "0.4", "0.8"),
        ratio("0.2", "0.4", "0.6", "0.8").model_copy(update={"direction": "lower"}),
        ratio("0.2", "0.4", "0.6", "0.8").model_copy(update={"floor": Decimal("0.2")}),
        number(30, 20, 10, 5, floor="60").model_copy(update={"cut_points": {}}),
        recency(6, 12, 24, 36, floor=48),
    ],
)
def test_a_rule_that_does_not_move_reads_as_no_value(rule: Rule) -> None:
    assert not rule.is_sound()
    assert bounds(rule, checks(c0="met", l1a="met")) == ANYTHING
    assert codes(result(rule, None))[0] == ReasonCode.ANSWER_REFUSED
