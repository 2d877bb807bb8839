"""The next steps really reach the next level, and nothing smaller does."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, product

from hypothesis import given

from ict_maturity.facts.values import whole_months
from ict_maturity.model import (
    Answer,
    Binary,
    Checklist,
    Content,
    Kpi,
    Ladder,
    NumberRule,
    Ordered,
    Ratio,
)
from ict_maturity.rules.reasons import FACTS, ReasonCode
from ict_maturity.score import score_kpi
from ict_maturity.score.assessment import whole_shares
from ict_maturity.score.scorecard import NextStep, RecommendationResult
from tests.unit.score_examples import (
    FEW,
    REFERENCE,
    binary,
    checklist,
    checks,
    content_of,
    kpi,
    ladder,
    level_answer,
    naive_level,
    number,
    ordered,
    scored,
    worlds,
)

STATES = ordered(0, 1, 2, 3, 4)


def met(answer: Answer | None, kpi: Kpi, ids: Sequence[str]) -> Answer:
    """The answer with these checks met; a whole answer gives way to single checks."""
    given = dict(answer.checks) if answer and answer.answer is None else {}
    return Answer.model_validate({"checks": given | dict.fromkeys(ids, "met")})


def moved(answer: Answer | None, kpi: Kpi, step: NextStep) -> Answer:
    """The answer once the step is taken."""
    facts = step.reason.facts
    match kpi.rule:
        case Ladder() | Checklist() | Binary():
            return met(answer, kpi, step.checks)
        case Ordered():
            choices = facts["choices"]
            assert isinstance(choices, tuple)
            return Answer(choice=choices[0])
    point = facts["cut_point"]
    assert isinstance(point, Fraction)
    match kpi.rule:
        case Ratio():
            return Answer(
                numerator=Decimal(point.numerator), denominator=Decimal(point.denominator)
            )
        case NumberRule():
            return Answer(value=Decimal(point.numerator) / point.denominator)
    month = REFERENCE.year * 12 + REFERENCE.month - 1 - int(point)
    day = REFERENCE.replace(year=month // 12, month=month % 12 + 1, day=28)
    assert whole_months(day, REFERENCE) <= point
    return Answer(date=day)


def ways(kpi: Kpi, answer: Answer | None) -> dict[int, int]:
    """By level that the KPI can be brought to: the least effort, found by trying everything."""
    now = score_kpi(kpi, answer, REFERENCE)
    best = {now.shown.level: 0}
    rule = kpi.rule
    if isinstance(rule, Ladder | Checklist | Binary):
        missing = [check.id for check in now.checks if check.answer != "met"]
        for effort in range(1, len(missing) + 1):
            for ids in combinations(missing, effort):
                level = score_kpi(kpi, met(answer, kpi, ids), REFERENCE).shown.level
                best.setdefault(level, effort)
    elif isinstance(rule, Ordered):
        for choice in rule.choices:
            best.setdefault(choice.level, 1)
    else:
        for level in range(5):
            best.setdefault(level, 1)
    return {level: effort for level, effort in best.items() if level >= now.shown.level}


def least_effort(content: Content, answers: Mapping[str, Answer], level: int) -> int | None:
    """The least effort to the level over every combination of what each KPI can be brought to."""
    kpis = list(content.kpis.values())
    options = [sorted(ways(kpi, answers.get(kpi.id)).items()) for kpi in kpis]
    least: int | None = None
    for chosen in product(*options):
        effort = sum(effort for _, effort in chosen)
        # Only what takes less than the least so far can change it, and a level takes long to tell.
        if (least is None or effort < least) and level <= naive_level(
            (kpi.core, Fraction(kpi.weight), reached)
            for kpi, (reached, _) in zip(kpis, chosen, strict=True)
        ):
            least = effort
    return least


@given(worlds(most=7, recommendations=1))
@FEW
def test_no_smaller_set_reaches_the_next_level(world: tuple[Content, dict[str, Answer]]) -> None:
    content, answers = world
    result = scored(content, answers).recommendations["R01"]
    assert result.levels is not None
    if result.levels.shown == 4:
        assert result.next_steps == ()
        return
    wanted = result.levels.shown + 1
    least = least_effort(content, answers, wanted)
    if least is None:
        assert result.next_steps == ()
        assert result.reasons[-1].code == ReasonCode.NEXT_LEVEL_OUT_OF_REACH
        return
    assert sum(step.effort for step in result.next_steps) == least
    for step in result.next_steps:
        assert tuple(sorted(step.reason.facts)) == FACTS[step.reason.code]
        assert step.effort == (len(step.checks) or 1)
        assert step.from_level < step.to_level <= wanted
    taken = {
        step.kpi: moved(answers.get(step.kpi), content.kpis[step.kpi], step)
        for step in result.next_steps
    }
    after = scored(content, answers | taken).recommendations["R01"]
    assert after.levels is not None
    assert after.levels.shown >= wanted


def next_of(kpis: Sequence[Kpi], answers: Mapping[str, Answer]) -> RecommendationResult:
    return scored(content_of(*kpis), answers).recommendations["R01"]


def test_the_allowed_exception_is_the_most_costly_kpi() -> None:
    kpis = [kpi("K01", ladder(1, 3, 1, 1)), kpi("K02", ladder(1, 1, 1, 1)), kpi("K03", STATES)]
    answers = {
        "K01": checks(l1a="met", l2a="unknown", l2b="not_met", l2c="not_met"),
        "K02": checks(l1a="met", l2a="not_met"),
        "K03": level_answer(STATES, 1),
    }
    steps = next_of(kpis, answers).next_steps
    assert [(step.kpi, step.from_level, step.to_level, step.checks) for step in steps] == [
        ("K02", 1, 2, ("l2a",)),
        ("K03", 1, 2, ()),
    ]
    assert steps[1].reason.facts == {"level": 2, "choices": ("s2", "s3", "s4")}


def test_an_exception_may_be_one_level_below_only() -> None:
    kpis = [kpi("K01", ladder(1, 1, 1, 1)), kpi("K02", STATES, core=True)]
    result = next_of(kpis, {"K01": checks(l1a="unknown"), "K02": level_answer(STATES, 4)})
    (step,) = result.next_steps
    assert (step.kpi, step.to_level, step.checks) == ("K01", 1, ("l1a",))
    assert step.reason.facts == {"level": 1, "checks": ("l1a",), "open": ("l1a",)}


def test_light_kpis_may_be_exceptions_together() -> None:
    kpis = [kpi(f"K{n:02}", STATES, weight=Decimal(8)) for n in range(1, 5)]
    kpis += [kpi(f"K{n:02}", ladder(1, 2, 1, 1), weight=Decimal(2)) for n in range(5, 9)]
    low = checks(l1a="met", l2a="not_met", l2b="not_met")
    answers = {kpi.id: level_answer(kpi.rule, 1) for kpi in kpis[:4]}
    answers |= {kpi.id: low for kpi in kpis[4:]}
    steps = next_of(kpis, answers).next_steps
    assert [step.kpi for step in steps] == ["K01", "K02", "K03", "K04"]


def test_a_checklist_names_what_would_do_as_well() -> None:
    rule = checklist(6, (1, 3, 5, 6), core=(5,))
    result = next_of([kpi("K01", rule, core=True)], {"K01": checks(c0="met", c1="unknown")})
    (step,) = result.next_steps
    assert step.checks == ("c5", "c1")
    assert step.reason.code == ReasonCode.MEET_CHECKS_ANY
    assert step.reason.facts == {
        "level": 2,
        "checks": ("c5", "c1"),
        "open": ("c5", "c1"),
        "others": ("c2", "c3", "c4"),
    }


def test_a_figure_is_one_step_to_its_cut_point() -> None:
    rule = number(30, 20, 10, 5, floor="60")
    (step,) = next_of([kpi("K01", rule, core=True)], {"K01": Answer(value=Decimal(25))}).next_steps
    assert (step.effort, step.checks) == (1, ())
    assert step.reason.facts == {
        "level": 2,
        "cut_point": 20,
        "direction": "lower",
        "unit": "days",
    }


def test_a_level_that_the_rules_cannot_reach_is_said_to_be_out_of_reach() -> None:
    low = binary(2)
    result = next_of(
        [kpi("K01", low), kpi("K02", low), kpi("K03", STATES)],
        {
            "K01": checks(only="met"),
            "K02": checks(only="met"),
            "K03": level_answer(STATES, 4),
        },
    )
    assert result.levels is not None
    assert result.levels.shown == 2
    assert result.next_steps == ()
    assert result.reasons[-1].facts == {"kpis": ("K01", "K02"), "level": 3}
    core = next_of([kpi("K01", low, core=True)], {"K01": checks(only="met")})
    assert core.reasons[-1].facts == {"kpis": ("K01",), "level": 3}


def test_a_kpi_that_cannot_reach_the_level_is_the_exception() -> None:
    low, high = kpi("K01", binary(1)), kpi("K02", ladder(1, 1, 1, 1))
    result = next_of([low, high], {"K01": checks(only="met"), "K02": checks(l1a="met")})
    assert result.levels is not None
    assert result.levels.shown == 1
    (step,) = result.next_steps
    assert (step.kpi, step.checks) == ("K02", ("l2a",))


def test_a_checklist_without_enough_checks_is_out_of_reach() -> None:
    rule = checklist(3, (1, 2, 3, 4))
    every = checks(c0="met", c1="met", c2="met")
    result = next_of([kpi("K01", rule, core=True)], {"K01": every})
    assert result.reasons[-1].code == ReasonCode.NEXT_LEVEL_OUT_OF_REACH


def test_a_rule_that_cannot_be_read_is_out_of_reach() -> None:
    broken = checklist(3, (3, 2, 1, 4))
    result = next_of([kpi("K01", broken, core=True)], {"K01": checks(c0="met")})
    assert result.reasons[-1].code == ReasonCode.NEXT_LEVEL_OUT_OF_REACH
    assert [check.id for _, check in broken.each_check()] == ["c0", "c1", "c2"]


def test_only_the_kpis_that_make_the_level_impossible_are_named() -> None:
    """Both rules end at level 3, but a KPI that is not core may stay one level below."""
    kpis = (kpi("K01", binary(3), core=True), kpi("K02", binary(3)))
    result = scored(content_of(*kpis), {each.id: checks(only="met") for each in kpis})
    (reason,) = (
        each
        for each in result.recommendations["R01"].reasons
        if each.code == ReasonCode.NEXT_LEVEL_OUT_OF_REACH
    )
    assert reason.facts == {"kpis": ("K01",), "level": 4}


def out_of_reach(result: RecommendationResult) -> list[Mapping[str, object]]:
    return [
        reason.facts
        for reason in result.reasons
        if reason.code == ReasonCode.NEXT_LEVEL_OUT_OF_REACH
    ]


def test_more_exceptions_than_are_allowed_make_a_level_impossible() -> None:
    """Two of six KPIs end at level 3, which is more than a fifth of the weight."""
    kpis = [kpi(f"K{n:02}", binary(3) if n < 3 else STATES) for n in range(1, 7)]
    given = {
        each.id: checks(only="met") if n < 2 else level_answer(STATES, 3)
        for n, each in enumerate(kpis)
    }
    result = scored(content_of(*kpis), given).recommendations["R01"]
    assert result.next_steps == ()
    assert out_of_reach(result) == [{"kpis": ("K01", "K02"), "level": 4}]


def test_a_kpi_that_cannot_come_near_a_level_makes_it_impossible() -> None:
    """It need not be core: more than one level below is too far for every KPI."""
    never = ordered(0, 0)
    kpis = (kpi("K01", STATES, core=True), kpi("K02", never))
    given = {"K01": level_answer(STATES, 1), "K02": level_answer(never, 0)}
    result = scored(content_of(*kpis), given).recommendations["R01"]
    assert result.next_steps == ()
    assert out_of_reach(result) == [{"kpis": ("K02",), "level": 2}]


def test_a_kpi_that_cannot_reach_a_level_is_one_exception_and_not_two() -> None:
    """Two of ten equal KPIs may stay below: the one that cannot, and one more."""
    kpis = [kpi(f"K{n:02}", binary(3) if n == 1 else STATES) for n in range(1, 11)]
    given = {each.id: level_answer(STATES, 3 if n < 3 else 4) for n, each in enumerate(kpis)}
    given["K01"] = checks(only="met")
    result = scored(content_of(*kpis), given).recommendations["R01"]
    assert [(step.kpi, step.effort) for step in result.next_steps] == [("K03", 1)]


def test_weights_become_the_smallest_whole_numbers() -> None:
    assert whole_shares([Fraction(2), Fraction(4)]) == (1, 2)
    assert whole_shares([Fraction(1, 2), Fraction(3, 4)]) == (2, 3)
