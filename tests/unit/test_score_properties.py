"""The properties of docs/method.md, section 10, over generated frameworks and answers."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from hypothesis import given
from hypothesis import strategies as st

from ict_maturity.model import Answer, Assessment, Content, Kpi, Measured, Ordered
from ict_maturity.score import score_assessment, score_kpi
from ict_maturity.score.scorecard import KpiResult, Scorecard
from tests.unit.score_examples import (
    EVIDENCE,
    FEW,
    REFERENCE,
    answers,
    assessment,
    cuts,
    facts,
    kpi,
    naive_level,
    office,
    rules,
    scored,
    worlds,
)

V = TypeVar("V")
World = tuple[Content, dict[str, Answer]]


def shown(card: Scorecard) -> Iterator[Fraction]:
    """Every level and score as shown or evidenced, in a fixed order."""
    for one in card.kpis.values():
        yield from (Fraction(one.shown.level), one.shown.score, Fraction(one.level_evidenced))
    for result in card.recommendations.values():
        assert result.levels
        assert result.score
        yield from (Fraction(result.levels.shown), Fraction(result.levels.evidenced))
        yield result.score.shown


def possible(card: Scorecard) -> Iterator[Fraction]:
    """Every level and score as possible, in a fixed order."""
    for one in card.kpis.values():
        yield from (Fraction(one.possible.level), one.possible.score)
    for result in card.recommendations.values():
        assert result.levels
        assert result.score
        yield from (Fraction(result.levels.possible), result.score.possible)


def overall(card: Scorecard) -> tuple[Fraction, ...]:
    """The overall figures, which can be compared while the same Recommendations are published."""
    whole = card.overall
    if whole.level is None or whole.score is None or whole.balance_adjusted is None:
        return ()
    return Fraction(whole.level), whole.score, whole.balance_adjusted


def published(card: Scorecard) -> list[bool]:
    return [result.published for result in card.recommendations.values()]


def better(draw: st.DrawFn, kpi: Kpi, answer: Answer) -> Answer:
    """The answer with one check met or its value moved in its good direction."""
    if answer.checks:
        id = draw(st.sampled_from(sorted(answer.checks)))
        return answer.model_copy(update={"checks": {**answer.checks, id: "met"}})
    if answer.date is not None:
        days = draw(st.integers(0, (REFERENCE - answer.date).days))
        return answer.model_copy(update={"date": answer.date + timedelta(days=days)})
    if isinstance(kpi.rule, Ordered):
        levels = {choice.id: choice.level for choice in kpi.rule.choices}
        now = levels[answer.choice or ""]
        choice = draw(st.sampled_from([id for id, level in levels.items() if level >= now]))
        return answer.model_copy(update={"choice": choice})
    assert isinstance(kpi.rule, Measured)
    rising = kpi.rule.direction == "higher"
    if answer.value is not None:
        step = draw(st.integers(0, 20))
        return answer.model_copy(update={"value": answer.value + (step if rising else -step)})
    assert answer.numerator is not None
    assert answer.denominator is not None
    bounds = (answer.numerator, answer.denominator) if rising else (0, answer.numerator)
    numerator = draw(st.integers(int(bounds[0]), int(bounds[1])))
    return answer.model_copy(update={"numerator": Decimal(numerator)})


@given(worlds(), st.data())
@FEW
def test_1_better_facts_never_lower_anything(world: World, data: st.DataObject) -> None:
    content, given = world
    with_facts = [id for id, answer in given.items() if answer.answer is None]
    if not with_facts:
        return
    id = data.draw(st.sampled_from(with_facts))
    improved = data.draw(st.composite(lambda draw: better(draw, content.kpis[id], given[id]))())
    before, after = scored(content, given), scored(content, {**given, id: improved})
    assert all(a <= b for a, b in zip(shown(before), shown(after), strict=True))
    assert all(a <= b for a, b in zip(possible(before), possible(after), strict=True))
    if published(before) == published(after):
        pairs = zip(overall(before), overall(after), strict=True)
        assert all(a <= b for a, b in pairs)


def resolved(draw: st.DrawFn, kpi: Kpi, answer: Answer | None) -> Answer:
    """The answer with what is open in it decided, wholly or in part."""
    if answer is None or answer.answer is not None:
        found = draw(facts(kpi.rule))
        evidence = answer.evidence if answer else ()
        return found.model_copy(update={"evidence": evidence})
    decided = {
        id: draw(st.sampled_from(["met", "not_met", state]))
        if state in ("unknown", "not_assessed")
        else state
        for id, state in answer.checks.items()
    }
    return answer.model_copy(update={"checks": decided})


@given(worlds(), st.data())
@FEW
def test_2_resolving_an_unknown_stays_inside_the_bounds(world: World, data: st.DataObject) -> None:
    content, given = world
    id = data.draw(st.sampled_from(sorted(content.kpis)))
    answer = data.draw(st.composite(lambda draw: resolved(draw, content.kpis[id], given.get(id)))())
    before, after = scored(content, given), scored(content, {**given, id: answer})
    assert all(a <= b for a, b in zip(shown(before), shown(after), strict=True))
    assert all(a >= b for a, b in zip(possible(before), possible(after), strict=True))


@given(worlds())
@FEW
def test_2_shown_is_at_most_possible_and_evidenced_at_most_shown(world: World) -> None:
    card = scored(*world)
    for one in card.kpis.values():
        assert one.level_evidenced <= one.shown.level <= one.possible.level
        assert one.shown.score <= one.possible.score
        assert one.assessed is (one.shown.level == one.possible.level)
    for result in card.recommendations.values():
        assert result.levels
        assert result.score
        assert result.levels.evidenced <= result.levels.shown <= result.levels.possible
        assert result.score.shown <= result.score.possible


@given(worlds(), st.randoms(use_true_random=False))
@FEW
def test_3_order_never_matters(world: World, rng: random.Random) -> None:
    content, given = world

    def shuffled(items: dict[str, V]) -> dict[str, V]:
        return dict(rng.sample(sorted(items.items(), key=lambda item: item[0]), len(items)))

    mixed = replace(
        content,
        kpis=shuffled(dict(content.kpis)),
        recommendations=shuffled(dict(content.recommendations)),
    )
    reordered = {
        id: answer.model_copy(update={"checks": shuffled(dict(answer.checks))})
        for id, answer in shuffled(given).items()
    }
    report = assessment(given)
    mixed_report: Assessment = report.model_copy(update={"answers": reordered})
    before = score_assessment(content, report, office())
    after = score_assessment(mixed, mixed_report, office())
    assert repr(before) == repr(after)


@given(worlds(), st.data())
@FEW
def test_4_one_kpi_that_does_not_apply_changes_no_other(world: World, data: st.DataObject) -> None:
    content, given = world
    id = data.draw(st.sampled_from(sorted(content.kpis)))
    outside = content.kpis[id].model_copy(update={"applies_when": {"size": ("large",)}})
    before = scored(content, given).kpis
    after = scored(replace(content, kpis={**content.kpis, id: outside}), given).kpis
    assert after[id].standing == "not_applicable"
    assert {key: kpi for key, kpi in before.items() if key != id} == {
        key: kpi for key, kpi in after.items() if key != id
    }


@given(worlds(), st.sampled_from([Decimal("0.1"), Decimal(2), Decimal(7), Decimal("0.125")]))
@FEW
def test_5_the_size_of_all_weights_changes_nothing(world: World, factor: Decimal) -> None:
    content, given = world
    heavier = {
        id: kpi.model_copy(update={"weight": kpi.weight * factor})
        for id, kpi in content.kpis.items()
    }
    before, after = scored(content, given), scored(replace(content, kpis=heavier), given)
    assert before.recommendations == after.recommendations
    assert before.overall == after.overall


@given(worlds())
@FEW
def test_6_scoring_twice_gives_the_same(world: World) -> None:
    assert repr(scored(*world)) == repr(scored(*world))


def agrees(result: KpiResult) -> bool:
    readings = (result.shown, result.possible)
    return all(
        25 * one.level <= one.score < 25 * (one.level + 1) and 0 <= one.progress < 1
        for one in readings
    ) and all(one.level < 4 or one.score == 100 for one in readings)


@given(worlds())
@FEW
def test_7_a_score_and_a_level_agree(world: World) -> None:
    content, given = world
    card = scored(content, given)
    assert all(agrees(kpi) for kpi in card.kpis.values())
    for id, result in card.recommendations.items():
        assert result.levels
        mine = [card.kpis[kpi.id] for kpi in content.kpis_of(id)]
        assert result.levels.shown == naive_level(
            (kpi.core, kpi.weight, kpi.shown.level) for kpi in mine
        )
        assert result.levels.possible == naive_level(
            (kpi.core, kpi.weight, kpi.possible.level) for kpi in mine
        )


ANY_NUMBER = st.none() | st.integers(-3, 50).map(Decimal)
ANY_DAY = st.none() | st.integers(-400, 1500).map(lambda days: REFERENCE - timedelta(days=days))
ANY_ANSWER = st.builds(
    Answer,
    answer=st.sampled_from([None, None, "unknown", "not_assessed", "not_applicable"]),
    checks=st.dictionaries(
        st.sampled_from(["l1a", "l2a", "c0", "c1", "only", "stranger"]),
        st.sampled_from(["met", "not_met", "unknown", "not_assessed"]),
    ),
    numerator=ANY_NUMBER,
    denominator=ANY_NUMBER,
    value=ANY_NUMBER,
    date=ANY_DAY,
    choice=st.sampled_from([None, "s0", "s1", "stranger"]),
    as_of=ANY_DAY,
    accepted_on=ANY_DAY,
    accepted_by=st.sampled_from([None, "The Task Force"]),
    evidence=st.lists(st.sampled_from(EVIDENCE), max_size=2),
)


@given(rules(), st.none() | ANY_ANSWER, st.sampled_from([None, REFERENCE]), st.booleans())
@FEW
def test_scoring_never_raises(
    rule: object, answer: Answer | None, reference: object, spoilt: bool
) -> None:
    example = kpi("K01", rule)  # type: ignore[arg-type]
    if spoilt and isinstance(example.rule, Measured):
        broken = example.rule.model_copy(update={"cut_points": cuts(1, 1, 2, 3)})
        example = example.model_copy(update={"rule": broken})
    result = score_kpi(example, answer, reference)  # type: ignore[arg-type]
    assert agrees(result)
    assert result.shown.score <= result.possible.score
    assert result.reasons


@given(rules().flatmap(lambda rule: st.tuples(st.just(rule), answers(rule))))
@FEW
def test_what_check_accepts_is_never_refused(pair: tuple[object, Answer]) -> None:
    rule, answer = pair
    result = score_kpi(kpi("K01", rule), answer, REFERENCE)  # type: ignore[arg-type]
    assert "answer-refused" not in [reason.code for reason in result.reasons]
