"""Results under the edition that was answered, and what a change of edition makes of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from ict_maturity.model import Answer, AssessmentKey, Content, Kpi, Target
from ict_maturity.score import restated_results, score_all, splitting, trends
from ict_maturity.score.scorecard import NO_DIFFERENCE, Difference, Trend
from tests.unit.score_examples import (
    FEW,
    answers,
    assessment,
    checks,
    content_of,
    cut,
    kpi,
    ladder,
    level_answer,
    number,
    office,
    ordered,
    rules,
    with_assessments,
)

OLD, NEW = "2026.1", "2027.1"
STATES = ordered(0, 1, 2, 3, 4)
Given = Mapping[str, Answer]


def two_editions(old: Sequence[Kpi], new: Sequence[Kpi], before: Given, after: Given) -> Content:
    """An office that answered the old edition in 2026 and the new one, the current, in 2027."""
    content = content_of(*new)
    framework = content.framework.model_copy(update={"edition": NEW})
    content = cut(replace(content, framework=framework), OLD, *old)
    return with_assessments(
        content,
        [office()],
        {
            AssessmentKey("QA", "2026"): assessment(before, "2026", edition=OLD),
            AssessmentKey("QA", "2027"): assessment(after, "2027", edition=NEW),
        },
    )


def trend_of(content: Content, target: Target | None = None) -> Trend:
    targets = {"R01": target} if target else {}
    return all_trends(content, targets)["R01"]


def all_trends(content: Content, targets: Mapping[str, Target]) -> Mapping[str, Trend]:
    cards = score_all(content)
    return trends(tuple(cards.values()), targets, splitting(content, cards))


def days(value: int) -> Answer:
    return Answer.model_validate({"value": value, "as_of": "2026-06-30"})


def test_each_assessment_is_scored_under_the_edition_that_it_answered() -> None:
    content = two_editions(
        [kpi("K01", number(40, 30, 20, 10, floor="50"), core=True)],
        [kpi("K01", number(20, 15, 10, 5, floor="30"), core=True)],
        {"K01": days(20)},
        {"K01": days(20)},
    )
    found = [card.recommendations["R01"].levels for card in score_all(content).values()]
    assert [levels and levels.shown for levels in found] == [3, 1]


def test_a_recalibration_is_not_the_offices_decline() -> None:
    content = two_editions(
        [kpi("K01", number(40, 30, 20, 10, floor="50"), core=True)],
        [kpi("K01", number(20, 15, 10, 5, floor="30"), core=True)],
        {"K01": days(20)},
        {"K01": days(10)},
    )
    (step,) = trend_of(content).steps
    assert step.total == Difference(0, Fraction(0))
    assert step.by_doing == Difference(2, Fraction(50))
    assert step.by_framework == Difference(-2, Fraction(-50))
    assert step.breaks


def test_what_the_office_gained_itself_sets_the_pace() -> None:
    content = two_editions(
        [kpi("K01", number(40, 30, 20, 10, floor="50"), core=True)],
        [kpi("K01", number(20, 15, 10, 5, floor="30"), core=True)],
        {"K01": days(20)},
        {"K01": days(15)},
    )
    found = trend_of(content, Target(level=4, year=2029))
    assert (found.points[0].level, found.points[1].level) == (3, 2)
    assert found.gained_per_year == 1
    assert found.pace == "on_track"


def test_a_new_kpi_is_the_frameworks_part() -> None:
    old = kpi("K01", STATES, core=True)
    content = two_editions(
        [old],
        [old, kpi("K02", STATES, core=True, since=NEW)],
        {"K01": level_answer(STATES, 3)},
        {"K01": level_answer(STATES, 3), "K02": level_answer(STATES, 0)},
    )
    (step,) = trend_of(content).steps
    assert step.by_doing == step.by_looking == NO_DIFFERENCE
    assert step.by_framework == Difference(-3, Fraction(-75, 2)) == step.total


def test_a_kpi_that_was_defined_anew_leaves_the_rest_comparable() -> None:
    kept = kpi("K01", STATES)
    content = two_editions(
        [kept, kpi("K02", STATES)],
        [kept, kpi("K02", STATES, lifecycle="retired"), kpi("K03", STATES, since=NEW)],
        {"K01": level_answer(STATES, 1), "K02": level_answer(STATES, 1)},
        {"K01": level_answer(STATES, 2), "K03": level_answer(STATES, 4)},
    )
    (step,) = trend_of(content).steps
    assert step.by_doing == Difference(1, Fraction(25))
    assert step.total == Difference(2, Fraction(50))


def test_nothing_in_common_is_all_the_frameworks() -> None:
    content = two_editions(
        [kpi("K01", STATES)],
        [kpi("K01", STATES, lifecycle="retired"), kpi("K02", STATES, since=NEW)],
        {"K01": level_answer(STATES, 1)},
        {"K02": level_answer(STATES, 3)},
    )
    found = trend_of(content, Target(level=4, year=2030))
    (step,) = found.steps
    assert (step.by_doing, step.by_looking) == (NO_DIFFERENCE, NO_DIFFERENCE)
    assert (step.by_framework, step.breaks) == (step.total, True)
    assert found.gained_per_year == 0
    assert found.pace == "none_or_falling"


def test_an_upcoming_kpi_that_begins_to_count_is_the_frameworks() -> None:
    core = kpi("K01", STATES, core=True)
    content = two_editions(
        [core, kpi("K02", STATES, lifecycle="upcoming")],
        [core, kpi("K02", STATES)],
        {"K01": level_answer(STATES, 3)},
        {"K01": level_answer(STATES, 3), "K02": level_answer(STATES, 1)},
    )
    (step,) = trend_of(content).steps
    assert (step.by_doing, step.by_looking) == (NO_DIFFERENCE, NO_DIFFERENCE)
    assert step.by_framework == Difference(-1, Fraction(-25)) == step.total


def test_an_answer_found_by_looking_is_no_progress() -> None:
    kpis = [kpi("K01", STATES, core=True), kpi("K02", STATES), kpi("K03", STATES)]
    known = {"K01": level_answer(STATES, 3), "K03": level_answer(STATES, 2)}
    content = two_editions(kpis, kpis, known, {**known, "K02": level_answer(STATES, 3)})
    (step,) = trend_of(content).steps
    assert step.by_doing == step.by_framework == NO_DIFFERENCE
    assert step.by_looking == step.total == Difference(2, Fraction(25))
    assert step.breaks


def test_a_fact_is_one_check() -> None:
    rule = ladder(2, 2, 2, 2)
    kpis = [kpi("K01", rule, core=True)]
    facts = ("met", "met", "met", "not_met", "unknown", "not_met", "not_met", "not_met")
    later = ("met", "met", "met", "met", "met", "not_met", "not_met", "not_met")
    ids = [check.id for _, check in rule.each_check()]
    before, after = (checks(**dict(zip(ids, each, strict=True))) for each in (facts, later))
    (step,) = trend_of(two_editions(kpis, kpis, {"K01": before}, {"K01": after})).steps
    # Looked: l3a met, so level 2 and a half; done: l2b met, so level 3.
    assert step.by_looking.level == 0
    assert step.by_looking.score > 0
    assert step.by_doing.level == 1
    assert step.by_framework == NO_DIFFERENCE


def test_a_check_that_is_new_is_the_frameworks() -> None:
    older = ladder(2, 2, 2, 2)
    checks_of_two = older.levels[2]
    newer = older.model_copy(
        update={
            "levels": {
                **older.levels,
                2: (
                    *checks_of_two,
                    *(each.model_copy(update={"id": f"new-{each.id}"}) for each in checks_of_two),
                ),
            }
        }
    )
    met = {check.id: "met" for _, check in older.each_check()}
    new = dict.fromkeys(("new-l2a", "new-l2b"), "not_met")
    content = two_editions(
        [kpi("K01", older)],
        [kpi("K01", newer)],
        {"K01": checks(**met)},
        {"K01": checks(**met, **new)},
    )
    (step,) = trend_of(content).steps
    assert step.by_doing == step.by_looking == NO_DIFFERENCE
    assert step.by_framework == step.total
    assert step.total.level < 0


def test_a_fact_that_the_newer_rule_cannot_read_is_the_newer_one() -> None:
    content = two_editions(
        [kpi("K01", number(40, 30, 20, 10, floor="50"))],
        [kpi("K01", STATES)],
        {"K01": days(20)},
        {"K01": level_answer(STATES, 1)},
    )
    (step,) = trend_of(content).steps
    assert step.by_doing == step.by_looking == NO_DIFFERENCE
    assert step.by_framework == step.total


def test_an_edition_that_changed_nothing_is_no_break() -> None:
    same = [kpi("K01", STATES)]
    content = two_editions(
        same, same, {"K01": level_answer(STATES, 1)}, {"K01": level_answer(STATES, 2)}
    )
    (step,) = trend_of(content).steps
    assert step.by_framework == NO_DIFFERENCE
    assert not step.breaks


def test_older_results_are_restated_under_the_current_edition() -> None:
    content = two_editions(
        [kpi("K01", number(40, 30, 20, 10, floor="50"))],
        [kpi("K01", number(20, 15, 10, 5, floor="30")), kpi("K02", STATES, since=NEW)],
        {"K01": days(20)},
        {"K01": days(20)},
    )
    restated = restated_results(content)
    assert list(restated) == [AssessmentKey("QA", "2026")]
    card = restated[AssessmentKey("QA", "2026")]
    assert card.kpis["K01"].shown.level == 1
    assert card.kpis["K02"].standing == "not_asked"
    assert restated_results(replace(content, editions={})) == {}


@st.composite
def worlds(draw: st.DrawFn) -> Content:
    """Two editions of the same few KPIs, some recalibrated, some new, and answers to both."""
    old, new, before, after = [], [], {}, {}
    for n in range(1, draw(st.integers(1, 5)) + 1):
        id, rule, core = f"K{n:02}", draw(rules()), draw(st.booleans())
        is_new = n > 1 and draw(st.integers(0, 3)) == 0
        again = kpi(id, rule, core=core, since=NEW if is_new else OLD)
        if not is_new:
            weight = draw(st.integers(1, 3))
            old.append(again.model_copy(update={"weight": weight, "core": draw(st.booleans())}))
            before[id] = draw(answers(rule))
        new.append(again)
        after[id] = draw(answers(rule))
    return two_editions(old, new, before, after)


@FEW
@given(worlds())
def test_the_three_parts_are_the_whole_exactly(content: Content) -> None:
    for trend in all_trends(content, {}).values():
        assert len(trend.steps) == max(0, len(trend.points) - 1)
        for step in trend.steps:
            parts = (step.by_doing, step.by_looking, step.by_framework)
            assert step.total.level == step.after.level - step.before.level
            assert sum(part.level for part in parts) == step.total.level
            assert sum(part.score for part in parts) == step.total.score


@FEW
@given(worlds())
def test_a_later_edition_never_changes_a_frozen_result(content: Content) -> None:
    under_old = score_all(content)[AssessmentKey("QA", "2026")]
    view = content.answered_under(OLD)
    alone = replace(view, editions={}, assessments=content.assessments)
    assert score_all(alone)[AssessmentKey("QA", "2026")] == under_old
