"""The next steps really reach the next level, and nothing smaller does."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, product

from hypothesis import given

from ict_maturity.facts.answer import Before, Improvement
from ict_maturity.model import Answer, Content, Kpi, NumberRule, Ordered, Ratio, Recency
from ict_maturity.rules.reasons import FACTS, ReasonCode
from ict_maturity.score import score_kpi
from ict_maturity.score.assessment import whole_shares
from ict_maturity.score.scorecard import NextStep, RecommendationResult
from tests.unit.score_examples import (
    FEW,
    REFERENCE,
    STEPS,
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
NOT_YET = dict.fromkeys(("l2a", "l2b", "l3a", "l4a"), "not_met")


def met(answer: Answer | None, kpi: Kpi, ids: Sequence[str]) -> Answer:
    """The answer with these checks met; a whole answer gives way to single checks."""
    given = dict(answer.checks) if answer and answer.answer is None else {}
    return Answer.model_validate({"checks": given | dict.fromkeys(ids, "met")})


def with_figure(kpi: Kpi, answer: Answer | None, level: int) -> Answer:
    """The answer with its figure, date or choice at the level's own point."""
    now = answer if answer and answer.answer is None else Answer()
    match kpi.rule:
        case Ordered():
            choice = next(each.id for each in kpi.rule.choices if each.level >= level)
            return now.model_copy(update={"choice": choice})
        case Ratio():
            point = Fraction(kpi.rule.cut_points[STEPS[level - 1]])
            figure = {
                "numerator": Decimal(point.numerator),
                "denominator": Decimal(point.denominator),
            }
            return now.model_copy(update={**figure, "as_of": now.as_of or REFERENCE})
        case NumberRule():
            point = Fraction(kpi.rule.cut_points[STEPS[level - 1]])
            value = Decimal(point.numerator) / point.denominator
            return now.model_copy(update={"value": value, "as_of": now.as_of or REFERENCE})
    assert isinstance(kpi.rule, Recency)
    return now.model_copy(update={"date": months_ago(int(kpi.rule.cut_points[STEPS[level - 1]]))})


def months_ago(months: int) -> date:
    """A day so many whole months before the reference date."""
    month = REFERENCE.year * 12 + REFERENCE.month - 1 - months
    day = REFERENCE.replace(year=month // 12, month=month % 12 + 1, day=28)
    return min(day, REFERENCE)


def with_second(kpi: Kpi, answer: Answer) -> Answer:
    """The answer with all that shows that it was held or improved."""
    facts: dict[str, object] = {"numerator": answer.numerator, "denominator": answer.denominator}
    facts |= {"value": answer.value, "choice": answer.choice, "as_of": months_ago(12)}
    if isinstance(kpi.rule, Recency):
        assert answer.date is not None
        before = Before(date=answer.date - timedelta(days=40))
        return answer.model_copy(
            update={"before": before, "change": Improvement(what="It.", date=REFERENCE)}
        )
    return answer.model_copy(update={"before": Before.model_validate(facts)})


def moved(answer: Answer | None, kpi: Kpi, step: NextStep) -> Answer:
    """The answer once the step is taken."""
    if kpi.rule.asks_checks:
        return met(answer, kpi, step.checks)
    codes = {reason.code for reason in step.reasons}
    after = answer if answer and answer.answer is None else Answer()
    if codes & {ReasonCode.MOVE_FIGURE, ReasonCode.CHOOSE_STATE}:
        after = with_figure(kpi, answer, step.to_level)
    return with_second(kpi, after) if ReasonCode.HOLD_OR_IMPROVE in codes else after


def ways(kpi: Kpi, answer: Answer | None) -> dict[int, int]:
    """By level that the KPI can be brought to: the least effort, found by trying everything."""
    now = score_kpi(kpi, answer, REFERENCE)
    best = {now.shown.level: 0}

    def tried(after: Answer, effort: int) -> None:
        level = score_kpi(kpi, after, REFERENCE).shown.level
        best[level] = min(effort, best.get(level, effort))

    if kpi.rule.asks_checks:
        missing = [check.id for check in now.checks if check.answer != "met"]
        for effort in range(1, len(missing) + 1):
            for ids in combinations(missing, effort):
                tried(met(answer, kpi, ids), effort)
    else:
        levels = kpi.rule.reachable_levels() - {0}
        for level in levels:
            figure = with_figure(kpi, answer, level)
            tried(figure, 1)
            if level == 4:
                tried(with_second(kpi, figure), 2)
        if answer and answer.answer is None and now.decided:
            tried(with_second(kpi, answer), 1)
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
        assert all(tuple(sorted(each.facts)) == FACTS[each.code] for each in step.reasons)
        assert step.effort == (len(step.checks) or len(step.reasons))
        assert set(step.find_out) <= set(step.checks)
        assert step.from_level < step.to_level <= wanted
    taken = {
        step.kpi: moved(answers.get(step.kpi), content.kpis[step.kpi], step)
        for step in result.next_steps
    }
    after = scored(content, answers | taken).recommendations["R01"]
    assert after.levels is not None
    assert after.levels.shown >= wanted


def days(value: int) -> Answer:
    return Answer(value=Decimal(value), as_of=REFERENCE)


def next_of(kpis: Sequence[Kpi], answers: Mapping[str, Answer]) -> RecommendationResult:
    return scored(content_of(*kpis), answers).recommendations["R01"]


def test_the_allowed_exception_is_the_most_costly_kpi() -> None:
    kpis = [kpi("K01", ladder(1, 5, 1, 1)), kpi("K02", ladder(1, 2, 1, 1)), kpi("K03", STATES)]
    answers = {
        "K01": checks(l1a="met", l2a="unknown", l2b="not_met", l2c="not_met"),
        "K02": checks(l1a="met", **NOT_YET),
        "K03": level_answer(STATES, 1),
    }
    steps = next_of(kpis, answers).next_steps
    assert [(step.kpi, step.from_level, step.to_level, step.checks) for step in steps] == [
        ("K02", 1, 2, ("l2a",)),
        ("K03", 1, 2, ()),
    ]
    assert steps[1].reasons[0].facts == {"level": 2, "choices": ("s2", "s3", "s4")}


def test_among_equally_small_sets_finding_out_comes_first() -> None:
    kpis = [kpi("K01", STATES), kpi("K02", ladder(1, 3, 1, 1)), kpi("K03", STATES)]
    answers = {
        "K01": level_answer(STATES, 1),
        "K02": checks(l1a="met", l2a="not_met", l2b="unknown", l2c="met"),
        "K03": level_answer(STATES, 2),
    }
    (step,) = next_of(kpis, answers).next_steps
    assert (step.kpi, step.checks, step.find_out) == ("K02", ("l2b",), ("l2b",))
    known = {**answers, "K02": checks(l1a="met", l2c="met", **NOT_YET)}
    (step,) = next_of(kpis, known).next_steps
    assert step.kpi == "K01"


def test_among_equal_sets_that_of_the_lower_ids_is_told() -> None:
    content = content_of(*(kpi(id, STATES) for id in ("K98", "K99", "K100")))
    answers = {id: level_answer(STATES, 1) for id in ("K98", "K99", "K100")}
    result = scored(content, answers).recommendations["R01"]
    assert [step.kpi for step in result.next_steps] == ["K98", "K99"]


def test_what_was_held_is_one_fact_beside_the_figure() -> None:
    (step,) = next_of([kpi("K01", STATES, core=True)], {"K01": Answer(choice="s4")}).next_steps
    assert [each.code for each in step.reasons] == [ReasonCode.HOLD_OR_IMPROVE]
    (step,) = next_of([kpi("K01", STATES, core=True)], {"K01": Answer(choice="s3")}).next_steps
    assert [each.code for each in step.reasons] == [
        ReasonCode.CHOOSE_STATE,
        ReasonCode.HOLD_OR_IMPROVE,
    ]
    assert step.effort == 2


PAGE = {"title": "Page", "url": "https://office.example/", "read_on": REFERENCE}
MINUTES = {"title": "Minutes", "date": REFERENCE, "holder": "ICT unit"}


def backed(level: int, *evidence: Mapping[str, object]) -> Answer:
    facts = level_answer(STATES, level).model_dump()
    return Answer.model_validate(facts | {"evidence": evidence})


def test_evidence_is_a_step_where_less_is_evidenced_than_shown() -> None:
    kpis = [kpi("K01", STATES, core=True), kpi("K02", STATES), kpi("K03", STATES)]
    given = {"K01": backed(4), "K02": backed(4, MINUTES), "K03": backed(4, MINUTES)}
    result = next_of(kpis, given)
    assert result.next_steps == ()
    (step,) = result.evidence_steps
    assert (step.kpi, step.from_level, step.to_level, step.effort) == ("K01", 2, 3, 1)
    assert step.reasons[0].code == ReasonCode.GIVE_EVIDENCE
    assert step.reasons[0].facts == {"grade": "E1"}
    steps = next_of(kpis, {**given, "K01": backed(4, MINUTES)}).evidence_steps
    assert [(each.kpi, each.reasons[0].facts["grade"]) for each in steps] == [
        ("K01", "E2"),
        ("K02", "E2"),
    ]
    assert next_of(kpis, dict.fromkeys(given, backed(4, PAGE))).evidence_steps == ()


def test_an_exception_may_be_one_level_below_only() -> None:
    kpis = [kpi("K01", ladder(1, 3, 1, 1)), kpi("K02", STATES, core=True)]
    result = next_of(kpis, {"K01": checks(l1a="unknown"), "K02": level_answer(STATES, 4)})
    (step,) = result.next_steps
    assert (step.kpi, step.to_level, step.checks) == ("K01", 1, ("l1a",))
    assert step.reasons[0].facts == {
        "level": 1,
        "checks": ("l1a",),
        "open": ("l1a",),
    }


def test_a_checklist_names_what_would_do_as_well() -> None:
    rule = checklist(6, (1, 2, 4, 6), core=(5,))
    given = checks(c0="met", c2="met", c1="unknown")
    (step,) = next_of([kpi("K01", rule, core=True)], {"K01": given}).next_steps
    assert step.checks == ("c1", "c5")
    assert step.reasons[0].code == ReasonCode.MEET_CHECKS_ANY
    assert step.reasons[0].facts == {
        "level": 3,
        "checks": ("c1", "c5"),
        "open": ("c1", "c5"),
        "others": ("c3", "c4"),
    }


def test_a_figure_is_one_step_to_its_cut_point() -> None:
    rule = number(30, 20, 10, 5, floor="60")
    (step,) = next_of([kpi("K01", rule, core=True)], {"K01": days(25)}).next_steps
    assert (step.effort, step.checks) == (1, ())
    assert step.reasons[0].facts == {
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
    low, high = kpi("K01", binary(1)), kpi("K02", ladder(1, 3, 1, 1))
    given = checks(l1a="met", l2a="met")
    result = next_of([low, high], {"K01": checks(only="met"), "K02": given})
    assert result.levels is not None
    assert result.levels.shown == 1
    (step,) = result.next_steps
    assert (step.kpi, step.checks) == ("K02", ("l2b",))


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


def test_every_kpi_whose_rule_ends_below_an_impossible_level_is_named() -> None:
    """A KPI that is not core may stay one level below, but its rule ends there as well."""
    kpis = (kpi("K01", binary(3), core=True), kpi("K02", binary(3)))
    result = scored(content_of(*kpis), {each.id: checks(only="met") for each in kpis})
    (reason,) = (
        each
        for each in result.recommendations["R01"].reasons
        if each.code == ReasonCode.NEXT_LEVEL_OUT_OF_REACH
    )
    assert reason.facts == {"kpis": ("K01", "K02"), "level": 4}


def out_of_reach(result: RecommendationResult) -> list[Mapping[str, object]]:
    return [
        reason.facts
        for reason in result.reasons
        if reason.code == ReasonCode.NEXT_LEVEL_OUT_OF_REACH
    ]


def test_more_exceptions_than_are_allowed_make_a_level_impossible() -> None:
    """Two of six KPIs end at level 3, and only one may stay below."""
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


def test_a_kpi_that_cannot_reach_a_level_leaves_no_other_exception() -> None:
    kpis = [kpi(f"K{n:02}", binary(3) if n == 1 else STATES) for n in range(1, 11)]
    given = {each.id: level_answer(STATES, 3 if n < 3 else 4) for n, each in enumerate(kpis)}
    given["K01"] = checks(only="met")
    result = scored(content_of(*kpis), given).recommendations["R01"]
    assert [(step.kpi, step.effort) for step in result.next_steps] == [("K02", 2), ("K03", 2)]


def test_a_lone_kpi_is_no_exception() -> None:
    result = next_of([kpi("K01", binary(1))], {"K01": checks(only="met")})
    assert out_of_reach(result) == [{"kpis": ("K01",), "level": 2}]
    result = next_of([kpi("K01", STATES)], {"K01": level_answer(STATES, 1)})
    assert [step.to_level for step in result.next_steps] == [2]


def test_weights_become_the_smallest_whole_numbers() -> None:
    assert whole_shares([Fraction(2), Fraction(4)]) == (1, 2)
    assert whole_shares([Fraction(1, 2), Fraction(3, 4)]) == (2, 3)
