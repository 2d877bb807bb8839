"""Carrying an office's answers over to a later edition."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from ict_maturity.edition import Carried, carried_over, left_behind
from ict_maturity.model import Answer, Content, Evidence, Kpi, Relation, Replaced
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
)

OLD, NEW = "2026.1", "2027.1"
STEPS = ladder(1, 1, 1, 1)
STATES = ordered(0, 1, 2, 3, 4)
DAYS = number(40, 30, 20, 10, floor="50")


def editions(old: Sequence[Kpi], new: Sequence[Kpi]) -> tuple[Content, Content]:
    """The content under the edition that was answered, and under the current one."""
    content = content_of(*new)
    framework = content.framework.model_copy(update={"edition": NEW})
    content = cut(replace(content, framework=framework), OLD, *old)
    return content.answered_under(OLD), content


def carry(
    old: Sequence[Kpi], new: Sequence[Kpi], answers: Mapping[str, Answer]
) -> dict[str, Carried]:
    found = carried_over(assessment(answers), office(), *editions(old, new))
    return {each.kpi.id: each for each in found}


def replacing(id: str, rule: object, *replaced: tuple[str, Relation]) -> Kpi:
    made = kpi(id, rule, since=NEW)  # type: ignore[arg-type]
    pairs = tuple(Replaced(kpi=old, relation=relation) for old, relation in replaced)
    return made.model_copy(update={"replaces": pairs})


def retired(old: Kpi) -> Kpi:
    return old.model_copy(update={"lifecycle": "retired"})


def test_what_is_asked_alike_is_carried_whole() -> None:
    same = kpi("K01", STEPS)
    answer = checks(l1a="met", l2a="unknown").model_copy(
        update={"evidence": (Evidence(title="Minutes"),), "note": "From the board."}
    )
    found = carry([same], [same.model_copy(update={"title": "Another title"})], {"K01": answer})
    assert found["K01"].outcome == "carried"
    assert found["K01"].answer == answer


def test_a_kpi_that_moved_keeps_its_answers() -> None:
    here, there = kpi("K01", STEPS), kpi("K01", STEPS, recommendation="R02")
    found = carry([here], [there], {"K01": checks(l1a="met")})
    assert (found["K01"].outcome, found["K01"].answer) == ("carried", checks(l1a="met"))


def test_moved_cut_points_need_no_new_answer() -> None:
    stricter = kpi("K01", number(20, 15, 10, 5, floor="30"))
    answer = Answer.model_validate({"value": 12, "as_of": REFERENCE})
    found = carry([kpi("K01", DAYS)], [stricter], {"K01": answer})
    assert (found["K01"].outcome, found["K01"].answer) == ("carried", answer)


def test_what_was_clarified_is_confirmed_once() -> None:
    old = kpi("K01", STEPS)
    clearer = old.model_copy(update={"scope": "All registers, also those on paper."})
    found = carry([old], [clearer], {"K01": checks(l1a="met")})
    assert found["K01"].outcome == "confirm"
    assert found["K01"].clarified == ("scope",)


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


@pytest.mark.parametrize(
    ("relation", "way"),
    [
        ("equal", "carried"),
        ("superset", "carried"),
        ("subset", "suggested"),
        ("intersect", "suggested"),
    ],
)
def test_the_relation_decides_what_becomes_of_an_answer(relation: Relation, way: str) -> None:
    old = kpi("K01", STEPS)
    new = [retired(old), replacing("K02", STEPS, ("K01", relation))]
    found = carry([old], new, {"K01": checks(l1a="met", l2a="not_met")})
    assert list(found) == ["K02"]
    assert (found["K02"].outcome, found["K02"].sources) == (way, ("K01",))
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
    assert found["K03"].outcome == "carried"
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


def test_half_of_a_merged_answer_is_a_proposal_only() -> None:
    one, two = kpi("K01", STEPS), kpi("K02", STEPS)
    merged = replacing("K03", STEPS, ("K01", "equal"), ("K02", "equal"))
    found = carry([one, two], [retired(one), retired(two), merged], {"K01": checks(l1a="met")})
    assert (found["K03"].outcome, found["K03"].sources) == ("suggested", ("K01",))


def test_an_answer_that_does_not_fit_is_asked_again() -> None:
    old = kpi("K01", STEPS)
    new = [retired(old), replacing("K02", ratio("0.2", "0.4", "0.6", "0.8"), ("K01", "equal"))]
    found = carry([old], new, {"K01": checks(l1a="met")})
    assert (found["K02"].outcome, found["K02"].answer, found["K02"].sources) == (
        "answer",
        None,
        ("K01",),
    )


def test_the_loosest_relation_counts_over_several_editions() -> None:
    old = kpi("K01", STEPS)
    between = replacing("K02", STEPS, ("K01", "subset")).model_copy(update={"lifecycle": "retired"})
    newest = replacing("K03", STEPS, ("K02", "equal"))
    found = carry([old], [retired(old), between, newest], {"K01": checks(l1a="met")})
    assert (found["K03"].outcome, found["K03"].sources) == ("suggested", ("K01",))


def test_a_default_is_no_answer_and_never_stands_in_the_way() -> None:
    one, two = kpi("K01", STEPS), kpi("K02", STEPS)
    defaults = {"K01": Answer(answer="not_assessed"), "K02": checks(l1a="not_assessed")}
    found = carry([one, two], [one, two], defaults)
    assert [each.outcome for each in found.values()] == ["answer", "answer"]


def test_new_kpis_are_asked_and_answers_without_successor_are_named() -> None:
    old, gone = kpi("K01", STATES), kpi("K02", STATES)
    before, after = editions([old, gone], [old, retired(gone), kpi("K03", STATES, since=NEW)])
    given = assessment({id: level_answer(STATES, 2) for id in ("K01", "K02")})
    carried = carried_over(given, office(), before, after)
    assert {each.kpi.id: each.outcome for each in carried} == {"K01": "carried", "K03": "answer"}
    assert left_behind(given, carried, before) == ("K02",)


def test_kpis_that_do_not_ask_the_office_are_left_out() -> None:
    large = kpi("K01", STATES, applies_when={"size": ("large",)})
    hub = kpi("K02", STATES, addressee="hub")
    before, after = editions([large, hub], [large, hub])
    assert carried_over(assessment({}), office(size=("small",)), before, after) == ()
