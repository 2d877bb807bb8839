"""The properties of docs/method.md, section 12, over made-up frameworks and answers.

Each case is a world of tests/reference/worlds.py; the seed that fails makes it again.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import partial
from random import Random
from typing import Any, TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from ict_maturity.facts.answer import Before, Improvement
from ict_maturity.model import Answer, Content, Kpi, Measured, Ordered, Thresholds
from ict_maturity.rules.reasons import ReasonCode
from ict_maturity.score import score_all, score_assessment, score_kpi, splitting, trends
from ict_maturity.score.scorecard import Difference, Scorecard, TrendStep
from tests.reference.compare import Place, engine_says
from tests.reference.worlds import (
    NEW,
    OLD,
    World,
    a_framework,
    a_kpi,
    a_ladder,
    a_rule,
    a_world,
    an_answer,
    an_assessment,
    an_item,
    back,
    check,
    facts,
    made,
    revised,
    with_reports,
)

V = TypeVar("V")
Said = Mapping[Place, Any]

MANY = settings(derandomize=True, deadline=None, max_examples=130)
MORE = settings(MANY, max_examples=400)
"""For what only few answers can show."""
SEEDS = st.integers(0, 2**32 - 1)
NOTHING = Difference(0, Fraction(0))
HALF = Thresholds(overall_share=Fraction(1, 2))
LENIENT = Thresholds(coverage_to_publish=Fraction(0), overall_share=Fraction(1, 2))

LOW = ("shown", "shown score")
HIGH = ("possible", "possible score")


def world_of(rng: Random, thresholds: Thresholds = HALF, most: int = 7) -> World:
    """One round that asks everything; half of the Recommendations suffice for the overall."""
    world = a_world(rng, most, rounds=1, fixed=True)
    framework = world.content.framework.model_copy(update={"thresholds": thresholds})
    return under(world, replace(world.content, framework=framework))


def under(world: World, content: Content) -> World:
    return with_reports(content, world.office, world.reports)


def answering(world: World, answers: Mapping[str, Answer]) -> World:
    """The world with other answers in its one round."""
    report = world.newest.model_copy(update={"answers": dict(answers)})
    return with_reports(world.content, world.office, {report.cycle: report})


def scored(world: World) -> Scorecard:
    return score_assessment(world.content, world.newest, world.office)


def says(world: World) -> dict[Place, Any]:
    return engine_says(scored(world))


def pairs(before: Said, after: Said, *names: str) -> Iterator[tuple[Any, Any]]:
    """What both say under these names, of KPIs and Recommendations that count in both."""
    for place, value in before.items():
        other = after.get(place)
        if place[-1] in names and place[0] != "overall" and None not in (value, other):
            yield value, other


def wholes(before: Said, after: Said) -> Iterator[tuple[Any, Any]]:
    """The intervals of the office as a whole, where both show them."""
    for name in ("levels", "score"):
        one, other = before["overall", name], after["overall", name]
        if one is not None and other is not None:
            yield one, other


def pick(rng: Random, world: World) -> tuple[str, Kpi, Answer]:
    """One of the KPIs that were answered."""
    answers = world.newest.answers
    id = rng.choice(sorted(answers))
    return id, world.content.kpis[id], answers[id]


# --- 1 -------------------------------------------------------------------------------------------


def better_fact(rng: Random, kpi: Kpi, answer: Answer, day: date) -> Answer:
    """The answer with its one fact the same or moved in its good direction."""
    rule = kpi.rule
    if rule.type == "recency":
        assert answer.date is not None
        days = rng.randint(0, (day - answer.date).days)
        return answer.model_copy(update={"date": answer.date + timedelta(days=days)})
    if isinstance(rule, Ordered):
        levels = {choice.id: choice.level for choice in rule.choices}
        now = levels[answer.choice or ""]
        choice = rng.choice([id for id, level in levels.items() if level >= now])
        return answer.model_copy(update={"choice": choice})
    assert isinstance(rule, Measured)
    rising = rule.direction == "higher"
    if rule.type == "number":
        assert answer.value is not None
        step = rng.randint(0, rng.choice((2, 20)))
        value = answer.value + (step if rising else -step)
        low = min(rule.floor, *rule.cut_points.values())
        return answer.model_copy(update={"value": value if low < 0 else max(value, Decimal(0))})
    assert answer.numerator is not None
    assert answer.denominator is not None
    most = max(answer.numerator, answer.denominator)
    bounds = (answer.numerator, most) if rising else (0, answer.numerator)
    return answer.model_copy(
        update={"numerator": Decimal(rng.randint(int(bounds[0]), int(bounds[1])))}
    )


def with_second(rng: Random, kpi: Kpi, answer: Answer, day: date) -> Answer:
    """The answer with an earlier fact, or a change, that it did not have."""
    full = facts(rng, kpi.rule, day)
    before = answer.before or full.before
    since = (before.date or before.as_of) if before else None
    on = back(day, rng.choice((0, 5, 24))) if since is None else max(since, back(day, 5))
    change = answer.change or made(Improvement, what="Staff.", date=on)
    return answer.model_copy(update={"before": before, "change": change})


def met(rng: Random, kpi: Kpi, answer: Answer) -> tuple[Answer, bool]:
    """The answer with one more check met, and whether that check was not met before."""
    ids = [check.id for _, check in kpi.rule.each_check()]
    id = rng.choice([id for id in ids if answer.checks.get(id) != "met"] or ids)
    better = answer.model_copy(update={"checks": {**answer.checks, id: "met"}})
    return better, answer.checks.get(id) == "not_met"


@given(SEEDS)
@MORE
def test_1_better_facts_never_lower_anything(seed: int) -> None:
    rng = Random(seed)
    world = world_of(rng)
    answers, day = world.newest.answers, world.newest.reference_date
    before = scored(world)
    better, decided_before = {}, True
    for id, answer in answers.items():
        kpi = world.content.kpis[id]
        if answer.answer is not None or not before.kpis[id].decided or rng.random() < 0.5:
            continue
        if kpi.rule.asks_checks:
            better[id], was_decided = met(rng, kpi, answer)
            decided_before &= was_decided
        elif rng.random() < 0.5:
            better[id] = with_second(rng, kpi, answer, day)
        else:
            better[id] = better_fact(rng, kpi, answer, day)
    first, then = engine_says(before), says(answering(world, {**answers, **better}))
    names = (*LOW, *HIGH, "evidenced", "coverage", "published")
    assert all(a <= b for a, b in pairs(first, then, *names))
    assert first["overall", "levels"] is None or then["overall", "levels"] is not None
    assert all(a[0] <= b[0] and a[1] <= b[1] for a, b in wholes(first, then))
    if decided_before:
        assert all(a == b for a, b in pairs(first, then, "coverage", "published"))


# --- 2 -------------------------------------------------------------------------------------------


def resolved(rng: Random, kpi: Kpi, answer: Answer | None, day: date) -> Answer:
    """The answer with what is undecided in it decided, wholly or in part, or a claim accepted."""
    if answer is not None and answer.answer is None and kpi.rule.asks_checks:
        ids = [check.id for _, check in kpi.rule.each_check()]
        decided = {
            id: answer.checks.get(id, "unknown")
            if answer.checks.get(id) in ("met", "not_met")
            else rng.choice(("met", "not_met", "unknown"))
            for id in ids
        }
        return answer.model_copy(update={"checks": decided})
    kept = {"evidence": answer.evidence if answer else ()}
    claimed = answer is not None and answer.answer == "not_applicable"
    way = rng.randrange(2 if claimed else 6)
    if way == 0:
        return made(Answer, answer="none", **kept)
    if claimed:
        accepted = {"accepted_on": day, "accepted_by": "Task Force"}
        return made(Answer, answer="not_applicable", reason="-", **accepted, **kept)
    return facts(rng, kpi.rule, day).model_copy(update=kept)


def with_resolved(rng: Random, world: World, ids: Callable[[str], bool]) -> World:
    """The world with what is undecided in these KPIs resolved."""
    card, answers = scored(world), dict(world.newest.answers)
    for id, kpi in card.kpis.items():
        if kpi.standing == "counted" and kpi.decided < 1 and ids(id):
            answers[id] = resolved(
                rng, world.content.kpis[id], answers.get(id), world.newest.reference_date
            )
    return answering(world, answers)


def inside(before: Said, after: Said) -> bool:
    """Whether every level and score lies inside its earlier bounds, the overall too."""
    return (
        all(a <= b for a, b in pairs(before, after, *LOW))
        and all(a >= b for a, b in pairs(before, after, *HIGH))
        and all(a[0] <= b[0] <= b[1] <= a[1] for a, b in wholes(before, after))
    )


@given(SEEDS)
@MORE
def test_2_resolving_unknowns_stays_inside_the_bounds(seed: int) -> None:
    rng = Random(seed)
    world = world_of(rng)
    some = rng.choice((0.3, 1.0))
    before, after = says(world), says(with_resolved(rng, world, lambda _: rng.random() < some))
    assert inside(before, after)
    assert all(a <= b for a, b in pairs(before, after, "coverage", "published"))
    assert before["overall", "levels"] is None or after["overall", "levels"] is not None


@given(SEEDS)
@MANY
def test_2_shown_is_at_most_possible_and_evidenced_at_most_shown(seed: int) -> None:
    card = scored(world_of(Random(seed)))
    for one in card.kpis.values():
        assert one.level_evidenced <= one.shown.level <= one.possible.level
        assert one.shown.score <= one.possible.score
        assert one.decided < 1 or one.shown == one.possible
    for result in card.recommendations.values():
        if result.levels and result.score:
            assert result.levels.evidenced <= result.levels.shown <= result.levels.possible
            assert result.score.shown <= result.score.possible
    if card.overall.levels and card.overall.score:
        assert card.overall.levels.shown <= card.overall.levels.possible
        assert card.overall.score.shown <= card.overall.score.possible


# --- 3 to 6 --------------------------------------------------------------------------------------


@given(SEEDS)
@MANY
def test_3_order_never_matters(seed: int) -> None:
    rng = Random(seed)
    world = world_of(rng)

    def shuffled(items: Mapping[str, V]) -> dict[str, V]:
        return dict(rng.sample(sorted(items.items(), key=lambda item: item[0]), len(items)))

    content = world.content
    mixed = replace(
        content,
        kpis=shuffled(content.kpis),
        recommendations=shuffled(content.recommendations),
    )
    answers = {
        id: answer.model_copy(
            update={
                "checks": shuffled(answer.checks),
                "evidence": tuple(rng.sample(answer.evidence, len(answer.evidence))),
            }
        )
        for id, answer in shuffled(world.newest.answers).items()
    }
    assert says(answering(under(world, mixed), answers)) == says(world)


@given(SEEDS)
@MANY
def test_4_one_kpi_that_does_not_apply_changes_no_other(seed: int) -> None:
    rng = Random(seed)
    world = world_of(rng)
    id = rng.choice(sorted(world.content.kpis))
    outside = world.content.kpis[id].model_copy(update={"applies_when": {"size": ("other",)}})
    kpis = {**world.content.kpis, id: outside}
    before, after = scored(world), scored(under(world, replace(world.content, kpis=kpis)))
    assert {key: kpi for key, kpi in before.kpis.items() if key != id} == {
        key: kpi for key, kpi in after.kpis.items() if key != id
    }
    mine = outside.recommendation
    was, now = before.recommendations[mine].levels, after.recommendations[mine].levels
    left = [
        kpi.shown.level
        for kpi in after.kpis.values()
        if kpi.standing == "counted" and kpi.recommendation == mine
    ]
    if was and now and before.kpis[id].standing == "counted":
        satisfied = before.kpis[id].shown.level >= was.shown
        assert not satisfied or now.shown >= min(was.shown, max(left))


@given(SEEDS, st.sampled_from([Decimal("0.1"), Decimal(2), Decimal(7), Decimal("0.125")]))
@MANY
def test_5_the_size_of_all_weights_changes_nothing(seed: int, factor: Decimal) -> None:
    world = world_of(Random(seed))
    heavier = {
        id: kpi.model_copy(update={"weight": kpi.weight * factor})
        for id, kpi in world.content.kpis.items()
    }
    after = under(world, replace(world.content, kpis=heavier))
    assert says(after) == says(world)


@given(SEEDS)
@MANY
def test_5_no_weight_changes_a_level(seed: int) -> None:
    rng = Random(seed)
    world = world_of(rng)
    other = {
        id: kpi.model_copy(update={"weight": Decimal(rng.choice((1, 3, 20, 100)))})
        for id, kpi in world.content.kpis.items()
    }
    before, after = says(world), says(under(world, replace(world.content, kpis=other)))
    assert all(a == b for a, b in pairs(before, after, "shown", "possible", "evidenced"))
    levels = [before["overall", "levels"], after["overall", "levels"]]
    assert None in levels or levels[0] == levels[1]


@given(SEEDS)
@MANY
def test_6_scoring_twice_gives_the_same(seed: int) -> None:
    first, second = (score_all(a_world(Random(seed)).content) for _ in range(2))
    assert first == second
    assert repr(first) == repr(second)


# --- 7, 9, 10, 12 --------------------------------------------------------------------------------


@given(SEEDS)
@MANY
def test_7_a_score_and_a_level_agree(seed: int) -> None:
    world = world_of(Random(seed))
    card = scored(world)
    for one in card.kpis.values():
        for at in (one.shown, one.possible):
            assert 25 * at.level <= at.score < 25 * (at.level + 1)
            assert 0 <= at.progress < 1
            assert at.level < 4 or at.score == 100
    for id, result in card.recommendations.items():
        mine = [
            kpi
            for kpi in card.kpis.values()
            if kpi.recommendation == id and kpi.standing == "counted"
        ]
        if result.levels and result.score:
            assert result.levels.shown <= max(kpi.shown.level for kpi in mine)
            assert result.levels.possible <= max(kpi.possible.level for kpi in mine)
            for kpi in mine:
                if world.content.kpis[kpi.kpi].core:
                    assert result.levels.shown <= kpi.shown.level
                    assert result.levels.possible <= kpi.possible.level
            assert result.levels.shown == 0 or result.score.shown > 0
            assert result.levels.possible == 0 or result.score.possible > 0


@given(SEEDS)
@MANY
def test_9_more_evidence_lowers_nothing(seed: int) -> None:
    rng = Random(seed)
    world = world_of(rng)
    if not world.newest.answers:
        return
    id, kpi, answer = pick(rng, world)
    item = an_item(rng, world.newest.reference_date, kpi.valid_for_months)
    more = answer.model_copy(update={"evidence": (*answer.evidence, item)})
    before, after = says(world), says(answering(world, {**world.newest.answers, id: more}))
    names = ("points", "cap", "confidence_points", "evidenced")
    assert all(a <= b for a, b in pairs(before, after, *names))
    assert all(a >= b for a, b in pairs(before, after, "confidence"))


@given(SEEDS)
@MANY
def test_10_one_more_published_keeps_the_overall_inside(seed: int) -> None:
    rng = Random(seed)
    world = world_of(rng, most=9)
    card = scored(world)
    hidden = [id for id, result in card.recommendations.items() if not result.published]
    if not hidden:
        return
    id = rng.choice(hidden)
    mine = {key for key, kpi in card.kpis.items() if kpi.recommendation == id}
    assert inside(engine_says(card), says(with_resolved(rng, world, lambda key: key in mine)))


@given(SEEDS)
@MANY
def test_12_one_check_of_a_ladder_moves_its_kpi_by_at_most_one_level(seed: int) -> None:
    rng = Random(seed)
    rule = a_ladder(rng)
    levels = {
        level: checks if len(checks) > 1 else (*checks, check(f"l{level}z"))
        for level, checks in rule.levels.items()
    }
    kpi = a_kpi(rng, "K01", 1)
    kpi = kpi.model_copy(update={"rule": rule.model_copy(update={"levels": levels})})
    keen = rng.random()
    states = {
        check.id: "met" if rng.random() < keen else "not_met" for _, check in kpi.rule.each_check()
    }
    now = score_kpi(kpi, made(Answer, checks=states), date(2026, 6, 30)).shown.level
    for id, state in states.items():
        other = {**states, id: "met" if state == "not_met" else "not_met"}
        one = score_kpi(kpi, made(Answer, checks=other), date(2026, 6, 30))
        assert abs(one.shown.level - now) <= 1


# --- three numbers -------------------------------------------------------------------------------


def turned(answer: Answer) -> Answer:
    """The answer with what is decided in its checks the other way round."""
    other = {"met": "not_met", "not_met": "met"}
    checks = {id: other.get(state, state) for id, state in answer.checks.items()}
    return answer.model_copy(update={"checks": checks})


@given(SEEDS)
@MANY
def test_level_coverage_and_confidence_are_never_mixed(seed: int) -> None:
    rng = Random(seed)
    world = world_of(rng)
    answers, day = world.newest.answers, world.newest.reference_date
    other_evidence = {
        id: answer.model_copy(update={"evidence": (an_item(rng, day, 24),)})
        for id, answer in answers.items()
    }
    other_facts = {id: turned(answer) for id, answer in answers.items()}
    now = says(world)
    backed, turned_round = (says(answering(world, each)) for each in (other_evidence, other_facts))
    for name in (*LOW, *HIGH, "coverage", "published"):
        assert all(a == b for a, b in pairs(now, backed, name))
    for name in ("coverage", "points", "confidence", "confidence_points"):
        assert all(a == b for a, b in pairs(now, turned_round, name))


# --- 11 ------------------------------------------------------------------------------------------

DATED = ("date", "as_of", "read_on", "verified_on", "accepted_on")
LEAP = 4
"""Years between the rounds, so that each month of the one is as long as that of the other."""


def earlier(day: date) -> date:
    return day.replace(year=day.year - LEAP)


def moved(fields: Any) -> Any:
    """The same with every day in it moved to the older round."""
    days = {name: getattr(fields, name, None) for name in DATED}
    changes: dict[str, Any] = {name: earlier(day) for name, day in days.items() if day is not None}
    if isinstance(fields, Answer):
        changes |= {
            "before": moved(fields.before) if fields.before else None,
            "change": moved(fields.change) if fields.change else None,
            "evidence": tuple(moved(item) for item in fields.evidence),
        }
    return fields.model_copy(update=changes)


def two_rounds(
    world: World, old: Mapping[str, Answer], new: Mapping[str, Answer], edition: str = NEW
) -> World:
    """The world with an older round, of this edition, before its own."""
    report = world.newest
    day = earlier(report.reference_date)
    cycles = dict(world.content.cycles)
    cycles["2022"] = cycles["2026"].model_copy(
        update={"id": "2022", "edition": edition, "reference_date": day}
    )
    content = replace(world.content, cycles=cycles)
    older = an_assessment(cycles["2022"], old, {})
    newer = report.model_copy(update={"answers": dict(new)})
    return with_reports(content, world.office, {"2022": older, "2026": newer})


def with_older_edition(rng: Random, world: World) -> World:
    """The world with an older edition, from which each KPI was revised, or in which it was missing.

    What the older one did not have is counted, or asked, for the first time.
    """
    older = {
        id: revised(rng, kpi, len(world.content.recommendations)).model_copy(update={"since": OLD})
        for id, kpi in world.content.kpis.items()
        if rng.random() < 0.9
    }
    cut = a_world(rng, 1, rounds=2).content.editions.get(OLD)
    while cut is None:
        cut = a_world(rng, 1, rounds=2).content.editions.get(OLD)
    frozen = replace(
        cut,
        framework=a_framework(OLD, world.content.framework.thresholds),
        recommendations=world.content.recommendations,
        kpis=older,
    )
    return under(world, replace(world.content, editions={OLD: frozen}))


def steps_of(world: World) -> list[TrendStep]:
    """Every step of every Recommendation."""
    cards = score_all(world.content)
    found = trends(list(cards.values()), {}, splitting(world.content, cards))
    return [step for trend in found.values() for step in trend.steps]


def forgotten(rng: Random, answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """The answers with some facts made unknown, or left out."""
    found = {}
    for id, answer in answers.items():
        way = rng.randrange(5)
        if way == 0:
            continue
        if way == 1:
            answer = made(Answer, answer=rng.choice(("unknown", "not_assessed")))
        elif way == 2 and answer.checks:
            checks = {
                key: "unknown" if rng.random() < 0.4 else state
                for key, state in answer.checks.items()
            }
            answer = answer.model_copy(update={"checks": checks})
        found[id] = answer
    return found


@given(SEEDS)
@MANY
def test_11_finding_out_and_forgetting_are_not_doing(seed: int) -> None:
    rng = Random(seed)
    world = world_of(rng, LENIENT)
    new = dict(world.newest.answers)
    old = {id: moved(answer) for id, answer in new.items()}
    if rng.random() < 0.5:
        old = forgotten(rng, old)
    else:
        new = forgotten(rng, new)
    for step in steps_of(two_rounds(world, old, new)):
        assert step.by_doing == NOTHING


@given(SEEDS)
@MANY
def test_11_equal_answers_under_another_edition_are_by_framework(seed: int) -> None:
    rng = Random(seed)
    world = with_older_edition(rng, world_of(rng, LENIENT))
    new = dict(world.newest.answers)
    old = {id: moved(answer) for id, answer in new.items()}
    for step in steps_of(two_rounds(world, old, new, OLD)):
        assert step.by_doing == NOTHING
        assert step.by_looking == NOTHING


@given(SEEDS)
@MANY
def test_11_asking_more_in_a_round_is_not_doing(seed: int) -> None:
    rng = Random(seed)
    world = world_of(rng, LENIENT)
    new = dict(world.newest.answers)
    both = two_rounds(world, {id: moved(answer) for id, answer in new.items()}, new)
    short = rng.choice(("2022", "2026"))
    asked = tuple(id for id in both.content.kpis if rng.random() < 0.6)
    cycles = dict(both.content.cycles)
    cycles[short] = cycles[short].model_copy(update={"kpis": asked})
    for step in steps_of(under(both, replace(both.content, cycles=cycles))):
        assert step.by_doing == NOTHING
        assert step.by_looking == NOTHING


def refused(card: Scorecard) -> bool:
    return any(
        reason.code == ReasonCode.ANSWER_REFUSED
        for kpi in card.kpis.values()
        for reason in kpi.reasons
    )


@given(SEEDS)
@MANY
def test_11_the_same_edition_and_set_leave_nothing_to_the_framework(seed: int) -> None:
    rng = Random(seed)
    world = world_of(rng, LENIENT)
    new = dict(world.newest.answers)
    old = {
        id: moved(an_answer(rng, world.content.kpis[id], world.newest.reference_date))
        if rng.random() < 0.6
        else moved(answer)
        for id, answer in new.items()
    }
    both = two_rounds(world, old, new)
    first, second = score_all(both.content).values()
    same = {id: kpi.standing for id, kpi in first.kpis.items()} == {
        id: kpi.standing for id, kpi in second.kpis.items()
    }
    # A refused fact stops the build, and is read as the newer one in all three states.
    if same and not refused(first):
        for step in steps_of(both):
            assert step.by_framework == NOTHING


# --- what is wrong in an answer ------------------------------------------------------------------

ANY_NUMBER = st.none() | st.integers(-3, 50).map(Decimal)
ANY_DAY = st.none() | st.integers(-400, 1500).map(lambda n: date(2026, 6, 30) - timedelta(days=n))
ANY_ANSWER = st.builds(
    partial(made, Answer),
    answer=st.sampled_from([None, None, "none", "unknown", "not_assessed", "not_applicable"]),
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
    before=st.none()
    | st.builds(
        Before,
        numerator=ANY_NUMBER,
        denominator=ANY_NUMBER,
        value=ANY_NUMBER,
        date=ANY_DAY,
        choice=st.sampled_from([None, "s0", "s1", "stranger"]),
        as_of=ANY_DAY,
    ),
    change=st.none() | st.builds(Improvement, what=st.just("Staff."), date=ANY_DAY.filter(bool)),
    accepted_on=ANY_DAY,
    accepted_by=st.sampled_from([None, "The Task Force"]),
)


@given(SEEDS, st.none() | ANY_ANSWER, st.booleans(), st.booleans())
@MANY
def test_scoring_never_raises(seed: int, answer: Answer | None, dated: bool, spoilt: bool) -> None:
    rng = Random(seed)
    kpi = a_kpi(rng, "K01", 1).model_copy(update={"rule": a_rule(rng)})
    if spoilt and isinstance(kpi.rule, Measured):
        level = {step: Decimal(1) for step in (1, 2, 3, 4)}
        kpi = kpi.model_copy(update={"rule": kpi.rule.model_copy(update={"cut_points": level})})
    result = score_kpi(kpi, answer, date(2026, 6, 30) if dated else None)
    assert result.shown.score <= result.possible.score
    assert 25 * result.shown.level <= result.shown.score < 25 * (result.shown.level + 1)
    assert result.reasons
