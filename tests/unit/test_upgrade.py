"""What an office's answers become in a later round: proposals, and nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pytest

from ict_maturity.edition import Carried, carried_over, left_behind
from ict_maturity.facts.answer import Before
from ict_maturity.model import Answer, Content, Cycle, Evidence, Kpi, Relation, Replaced, Rule
from tests.unit.score_examples import (
    REFERENCE,
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
    ratio,
    recency,
)

OLD, NEW = "2026.1", "2027.1"
STEPS = ladder(1, 1, 1, 1)
STATES = ordered(0, 1, 2, 3, 4)
DAYS = number(40, 30, 20, 10, floor="50")
LATER = Cycle(
    id="2027",
    title="Round of 2027",
    edition=NEW,
    opens=date(2027, 1, 15),
    closes=date(2027, 7, 31),
    reference_date=date(2027, 6, 30),
)


def editions(old: Sequence[Kpi], new: Sequence[Kpi]) -> tuple[Content, Content]:
    """The content under the edition that was answered, and under the current one."""
    content = content_of(*new)
    framework = content.framework.model_copy(update={"edition": NEW})
    content = cut(replace(content, framework=framework), OLD, *old)
    return content.answered_under(OLD), content


def carry(
    old: Sequence[Kpi], new: Sequence[Kpi], answers: Mapping[str, Answer], cycle: Cycle = LATER
) -> dict[str, Carried]:
    found = carried_over(assessment(answers), office(), cycle, *editions(old, new))
    return {each.kpi.id: each for each in found}


def again(rule: Rule, answer: Mapping[str, object]) -> Carried:
    """What is proposed a year later for a KPI that is asked as it was."""
    same = kpi("K01", rule)
    return carry([same], [same], {"K01": Answer.model_validate(answer)})["K01"]


def replacing(id: str, rule: Rule, *replaced: tuple[str, Relation]) -> Kpi:
    made = kpi(id, rule, since=NEW)
    pairs = tuple(Replaced(kpi=old, relation=relation) for old, relation in replaced)
    return made.model_copy(update={"replaces": pairs})


def retired(old: Kpi) -> Kpi:
    return old.model_copy(update={"lifecycle": "retired"})


def test_what_is_asked_alike_is_proposed_whole() -> None:
    same = kpi("K01", STEPS)
    answer = checks(l1a="met", l2a="unknown").model_copy(
        update={"evidence": (Evidence(title="Minutes"),), "note": "From the board."}
    )
    found = carry([same], [same.model_copy(update={"title": "Another title"})], {"K01": answer})
    assert (found["K01"].answer, found["K01"].clarified) == (answer, ())


def test_a_kpi_that_moved_keeps_its_answers() -> None:
    here, there = kpi("K01", STEPS), kpi("K01", STEPS, recommendation="R02")
    found = carry([here], [there], {"K01": checks(l1a="met")})
    assert found["K01"].answer == checks(l1a="met")


def test_moved_cut_points_need_no_new_answer() -> None:
    stricter = kpi("K01", number(20, 15, 10, 5, floor="30"))
    answer = Answer.model_validate({"value": 12, "as_of": REFERENCE})
    found = carry([kpi("K01", DAYS)], [stricter], {"K01": answer})
    assert found["K01"].answer == answer


def test_what_was_clarified_is_confirmed_once() -> None:
    old = kpi("K01", STEPS)
    clearer = old.model_copy(update={"scope": "All registers, also those on paper."})
    found = carry([old], [clearer], {"K01": checks(l1a="met")})
    assert (found["K01"].answer, found["K01"].clarified) == (checks(l1a="met"), ("scope",))


def test_an_acceptance_is_of_the_old_text() -> None:
    claim = Answer(
        answer="not_applicable", reason="No registers.", accepted_on=REFERENCE, accepted_by="TF"
    )
    old = kpi("K01", STEPS)
    assert carry([old], [old], {"K01": claim})["K01"].answer == claim
    clearer = old.model_copy(update={"scope": "All registers, also those on paper."})
    proposed = carry([old], [clearer], {"K01": claim})["K01"].answer
    assert proposed
    assert (proposed.answer, proposed.accepted_on, proposed.accepted_by) == (
        "not_applicable",
        None,
        None,
    )


@pytest.mark.parametrize("relation", ["equal", "superset", "subset", "intersect"])
def test_answers_go_to_what_takes_their_place(relation: Relation) -> None:
    old = kpi("K01", STEPS)
    new = [retired(old), replacing("K02", STEPS, ("K01", relation))]
    found = carry([old], new, {"K01": checks(l1a="met", l2a="not_met")})
    assert list(found) == ["K02"]
    assert found["K02"].sources == ("K01",)
    assert found["K02"].answer == checks(l1a="met", l2a="not_met")


def test_a_split_goes_to_both_parts() -> None:
    old = kpi("K01", ladder(2, 1, 1, 1))
    parts = [replacing(id, STEPS, ("K01", "superset")) for id in ("K02", "K03")]
    found = carry([old], [retired(old), *parts], {"K01": checks(l1a="met", l1b="met")})
    assert {id: each.answer for id, each in found.items()} == {
        "K02": checks(l1a="met"),
        "K03": checks(l1a="met"),
    }


def test_of_merged_checks_the_lower_answer_is_taken() -> None:
    one, two = kpi("K01", STEPS), kpi("K02", STEPS)
    merged = replacing("K03", STEPS, ("K01", "equal"), ("K02", "equal"))
    found = carry(
        [one, two],
        [retired(one), retired(two), merged],
        {
            "K01": checks(l1a="met", l2a="met", l3a="unknown"),
            "K02": checks(l1a="met", l2a="not_met", l3a="met"),
        },
    )
    assert found["K03"].answer == checks(l1a="met", l2a="not_met", l3a="unknown")


@pytest.mark.parametrize("values", [(12, 35), (35, 12)])
def test_of_merged_figures_the_one_that_earns_less_is_taken(values: tuple[int, int]) -> None:
    one, two = kpi("K01", DAYS), kpi("K02", DAYS)
    merged = replacing("K03", DAYS, ("K01", "equal"), ("K02", "equal"))
    answers = {
        id: Answer.model_validate({"value": value, "as_of": REFERENCE})
        for id, value in zip(("K01", "K02"), values, strict=True)
    }
    answer = carry([one, two], [retired(one), retired(two), merged], answers)["K03"].answer
    assert answer
    assert answer.value == 35


def test_half_of_a_merged_answer_is_a_proposal_too() -> None:
    one, two = kpi("K01", STEPS), kpi("K02", STEPS)
    merged = replacing("K03", STEPS, ("K01", "equal"), ("K02", "equal"))
    found = carry([one, two], [retired(one), retired(two), merged], {"K01": checks(l1a="met")})
    assert (found["K03"].answer, found["K03"].sources) == (checks(l1a="met"), ("K01",))


def test_an_answer_that_does_not_fit_is_asked_again() -> None:
    old = kpi("K01", STEPS)
    new = [retired(old), replacing("K02", ratio("0.2", "0.4", "0.6", "0.8"), ("K01", "equal"))]
    found = carry([old], new, {"K01": checks(l1a="met")})
    assert (found["K02"].answer, found["K02"].sources) == (None, ("K01",))


def test_answers_go_over_editions_in_between() -> None:
    old = kpi("K01", STEPS)
    between = replacing("K02", STEPS, ("K01", "subset")).model_copy(update={"lifecycle": "retired"})
    newest = replacing("K03", STEPS, ("K02", "equal"))
    found = carry([old], [retired(old), between, newest], {"K01": checks(l1a="met")})
    assert (found["K03"].answer, found["K03"].sources) == (checks(l1a="met"), ("K01",))


def test_a_default_is_no_answer_and_never_stands_in_the_way() -> None:
    one, two = kpi("K01", STEPS), kpi("K02", STEPS)
    defaults = {"K01": Answer(answer="not_assessed"), "K02": checks(l1a="not_assessed")}
    found = carry([one, two], [one, two], defaults)
    assert [each.answer for each in found.values()] == [None, None]


def test_new_kpis_are_asked_and_answers_without_successor_are_named() -> None:
    old, gone = kpi("K01", STATES), kpi("K02", STATES)
    before, after = editions([old, gone], [old, retired(gone), kpi("K03", STATES, since=NEW)])
    given = assessment({id: level_answer(STATES, 2) for id in ("K01", "K02")})
    carried = carried_over(given, office(), LATER, before, after)
    assert {each.kpi.id: bool(each.answer) for each in carried} == {"K01": True, "K03": False}
    assert left_behind(given, office(), before, after) == ("K02",)


def test_kpis_that_do_not_ask_the_office_are_left_out() -> None:
    large = kpi("K01", STATES, applies_when={"size": ("large",)})
    hub = kpi("K02", STATES, addressee="hub")
    before, after = editions([large, hub], [large, hub])
    assert carried_over(assessment({}), office(size=("small",)), LATER, before, after) == ()


def test_what_was_answered_by_choice_is_proposed_again_in_a_short_round_too() -> None:
    kpis = [kpi("K01", STATES, applies_when={"size": ("large",)}), kpi("K02", STATES)]
    before, after = editions(kpis, kpis)
    given = assessment({"K01": level_answer(STATES, 2)})
    hub, short = office("HB", size=("small",)), LATER.model_copy(update={"kpis": ("K02",)})
    (found,) = carried_over(given, hub, short, before, after)
    assert found.kpi.id == "K01"
    assert found.answer == given.answers["K01"]
    assert left_behind(given, hub, before, after) == ()


def test_a_short_round_asks_its_kpis_only_and_leaves_no_other_behind() -> None:
    kpis = [kpi("K01", STEPS), kpi("K02", STEPS)]
    answers = {"K01": checks(l1a="met"), "K02": checks(l1a="met")}
    short = LATER.model_copy(update={"kpis": ("K02",)})
    assert list(carry(kpis, kpis, answers, short)) == ["K02"]
    assert left_behind(assessment(answers), office(), *editions(kpis, kpis)) == ()


def test_a_figure_keeps_its_own_day_and_falls_out_when_its_window_has_passed() -> None:
    # The reference date of the later round is 2027-06-30 and the window twelve months.
    kept = again(DAYS, {"value": 12, "as_of": "2026-06-30"})
    assert kept.answer
    assert (kept.answer.as_of, kept.too_old) == (date(2026, 6, 30), None)
    gone = again(DAYS, {"value": 12, "as_of": "2026-05-30"})
    assert (gone.answer, gone.too_old, gone.sources) == (None, date(2026, 5, 30), ("K01",))
    wider = DAYS.model_copy(update={"as_of_within_months": 13})
    assert again(wider, {"value": 12, "as_of": "2026-05-30"}).answer


def test_a_date_has_no_window() -> None:
    found = again(recency(48, 36, 24, 12, floor=60), {"date": "2019-01-01"})
    assert found.answer == Answer.model_validate({"date": "2019-01-01"})
    assert found.too_old is None


def test_that_there_is_nothing_of_the_kind_is_a_proposal() -> None:
    found = again(DAYS, {"answer": "none"})
    assert found.answer == Answer(answer="none")
    assert found.earlier is None


@pytest.mark.parametrize(
    ("day", "is_proposed"),
    [
        ("2026-12-30", True),
        ("2026-12-31", False),
        ("2024-06-30", True),
        ("2024-05-30", False),
    ],
)
def test_what_was_so_is_the_earlier_figure_of_the_next_round(day: str, is_proposed: bool) -> None:
    found = again(
        ratio("0.2", "0.4", "0.6", "0.8"), {"numerator": 3, "denominator": 20, "as_of": day}
    )
    earlier = Before.model_validate({"numerator": 3, "denominator": 20, "as_of": day})
    assert found.earlier == (earlier if is_proposed else None)


def test_a_state_held_on_the_reference_date_and_a_date_is_its_own_day() -> None:
    state = again(STATES, {"choice": "s2"})
    assert state.earlier == Before(choice="s2", as_of=REFERENCE)
    day = again(recency(48, 36, 24, 12, floor=60), {"date": "2025-12-01"})
    assert day.earlier == Before(date=date(2025, 12, 1))
    assert again(STEPS, {"checks": {"l1a": "met"}}).earlier is None


def test_a_change_that_is_too_old_falls_out_and_takes_nothing_along() -> None:
    before = {"value": 30, "as_of": "2025-06-30"}
    change = {"what": "A second team.", "date": "2025-07-01"}
    answer = {"value": 12, "as_of": "2026-06-30", "before": before, "change": change}
    assert again(DAYS, answer).answer == Answer.model_validate(answer)
    older = answer | {"change": change | {"date": "2025-05-29"}}
    found = again(DAYS, older)
    assert found.answer == Answer.model_validate(answer | {"change": None})


def test_an_earlier_state_that_counts_no_more_takes_its_change_along() -> None:
    answer = {
        "choice": "s4",
        "before": {"choice": "s3", "as_of": "2024-05-30"},
        "change": {"what": "A board.", "date": "2025-09-01"},
    }
    found = again(STATES, answer)
    assert found.answer == Answer(choice="s4")
