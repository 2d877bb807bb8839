"""Level, score, coverage, confidence and publication of a Recommendation, and who is asked."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from ict_maturity.model import Answer, Content, Cycle, Kpi, Rule
from ict_maturity.rules.reasons import FACTS, ReasonCode
from ict_maturity.score import score_assessment
from ict_maturity.score.levels import Conditions
from ict_maturity.score.scorecard import Bounds, Levels, RecommendationResult
from tests.unit.score_examples import (
    assessment,
    binary,
    checks,
    content_of,
    kpi,
    ladder,
    level_answer,
    office,
    ordered,
    ratio,
    scored,
)

STATES = ordered(0, 1, 2, 3, 4)
UNKNOWN = Answer(answer="unknown")
CLAIM = Answer(answer="not_applicable", reason="The office grants no such right.")
ACCEPTED = CLAIM.model_copy(
    update={"accepted_on": date(2026, 7, 1), "accepted_by": "The Task Force"}
)
PAGE = {"title": "Page", "url": "https://office.example/", "read_on": date(2026, 6, 1)}
MINUTES = {"title": "Minutes", "date": date(2026, 6, 1), "holder": "ICT unit"}


def at(level: int, *evidence: Mapping[str, object]) -> Answer:
    facts = level_answer(STATES, level)
    return Answer.model_validate(facts.model_dump() | {"evidence": evidence})


def of(numerator: int, denominator: int) -> Answer:
    return Answer(
        numerator=Decimal(numerator), denominator=Decimal(denominator), as_of=date(2026, 6, 1)
    )


def levels_of(*entries: tuple[int | None, bool, int | str]) -> RecommendationResult:
    """R01 of KPIs with (level or None for unknown, core, weight)."""
    kpis = [
        kpi(f"K{n:02}", STATES, core=core, weight=Decimal(weight))
        for n, (_, core, weight) in enumerate(entries, 1)
    ]
    given = {
        f"K{n:02}": UNKNOWN if level is None else at(level)
        for n, (level, _, _) in enumerate(entries, 1)
    }
    return scored(content_of(*kpis), given).recommendations["R01"]


def facts_of(result: RecommendationResult) -> dict[ReasonCode, Mapping[str, object]]:
    return {reason.code: reason.facts for reason in result.reasons}


def worked_example() -> tuple[Content, dict[str, Answer]]:
    """Section 6: K1 core L3, K2 core L2 and a half, K3 L2, K4 L1, K5 unknown."""
    kpis = [
        kpi("K01", STATES, core=True),
        kpi("K02", ladder(2, 2, 2, 1), core=True),
        kpi("K03", STATES),
        kpi("K04", STATES),
        kpi("K05", ladder(2, 2, 2, 2)),
    ]
    half = checks(
        l1a="met", l1b="not_met", l2a="met", l2b="met", l3a="met", l3b="not_met", l4a="not_met"
    )
    given = {"K01": at(3), "K02": half, "K03": at(2), "K04": at(1), "K05": UNKNOWN}
    return content_of(*kpis), given


def test_the_worked_example_to_the_digit() -> None:
    card = scored(*worked_example())
    scores = [(kpi.shown.score, kpi.possible.score) for kpi in card.kpis.values()]
    assert scores == [(75, 75), (Fraction("62.5"),) * 2, (50, 50), (25, 25), (0, 100)]
    result = card.recommendations["R01"]
    assert result.levels is not None
    assert (result.levels.shown, result.levels.possible) == (1, 2)
    assert result.score == Bounds(Fraction("42.5"), Fraction("62.5"))
    assert result.coverage == Fraction(4, 5)
    assert (result.assessed, result.applicable, result.published) == (4, 5, True)
    facts = facts_of(result)
    assert facts[ReasonCode.EXCEPTION_USED] == {"kpis": ("K05",), "level": 1}
    assert facts[ReasonCode.TOO_MANY_BELOW] == {"kpis": ("K04", "K05"), "level": 2}
    assert facts[ReasonCode.KPI_BELOW_FLOOR] == {"kpis": ("K05",), "level": 2}
    assert ReasonCode.CORE_BELOW not in facts


@pytest.mark.parametrize(
    ("entries", "level"),
    [
        ([(4, True, 1)], 4),
        ([(2, True, 1), (4, False, 1)], 2),
        ([(3, False, 1)], 3),
        ([(0, False, 1)], 0),
        ([(0, True, 1), (0, False, 1)], 0),
        ([(0, False, 1), (1, False, 1)], 1),
        ([(3, False, 9), (4, False, 1)], 4),
        ([(3, False, 1), (3, False, 1), (4, False, 1)], 3),
        ([(4, True, 1), (2, False, 1), (4, False, 1)], 3),
        ([(4, True, 1), (0, False, 1), (4, False, 1)], 1),
        ([(0, True, 1), (4, False, 1)], 0),
        ([(3, False, 1)] * 2 + [(4, False, 1)] * 3, 3),
        ([(3, False, 1)] * 2 + [(4, False, 1)] * 8, 3),
        ([(3, False, "0.1")] * 2 + [(4, False, 9)] * 8, 3),
        ([(3, False, 50)] + [(4, False, 1)] * 5, 4),
        ([(3, False, 1), (2, False, 1)] + [(4, False, 1)] * 8, 3),
        ([(3, False, 1)] * 2 + [(4, False, 1)] * 3 + [(4, True, 1)] * 5, 3),
    ],
)
def test_the_highest_level_that_meets_all_conditions(
    entries: list[tuple[int | None, bool, int | str]], level: int
) -> None:
    result = levels_of(*entries)
    assert result.levels is not None
    assert result.levels.shown == result.levels.possible == level


def test_what_stands_against_a_level_is_named_by_condition() -> None:
    found = Conditions((True, False, False)).obstacles([2, 1, 2], 3)
    assert found.core_below == (0,)
    assert found.too_many_below == (1, 2)
    assert found.below_floor == (1,)
    assert Conditions((True, False)).obstacles([3, 2], 3) == ((), (), ())
    assert Conditions((False,)).obstacles([2], 3).too_many_below == (0,)


def test_the_score_is_the_weighted_mean() -> None:
    result = levels_of((4, False, 3), (1, False, 1), (None, False, "0.5"))
    assert result.score == Bounds(
        (4 * 75 + Fraction(25)) / Fraction("4.5"), (4 * 75 + Fraction(75)) / Fraction("4.5")
    )
    assert result.coverage == Fraction(4) / Fraction("4.5")


@pytest.mark.parametrize(
    ("entries", "published", "code"),
    [
        ([(4, False, 1)] * 2 + [(None, False, 1)], True, None),
        ([(4, False, 1)] * 19 + [(None, False, 10)], False, ReasonCode.COVERAGE_TOO_LOW),
        ([(4, False, 1), (None, False, 1)], False, ReasonCode.COVERAGE_TOO_LOW),
        ([(4, False, 9), (None, True, 1)], False, ReasonCode.CORE_UNDECIDED),
    ],
)
def test_a_result_is_published_when_enough_is_assessed(
    entries: list[tuple[int | None, bool, int | str]], published: bool, code: ReasonCode | None
) -> None:
    result = levels_of(*entries)
    assert result.published is published
    hindrances = {ReasonCode.COVERAGE_TOO_LOW, ReasonCode.CORE_UNDECIDED}
    assert hindrances & set(facts_of(result)) == ({code} if code else set())


@pytest.mark.parametrize(
    ("answers", "points", "letter"),
    [
        ([at(2)], "1/4", "C"),
        ([at(2, MINUTES)], "1/2", "B"),
        ([at(2, MINUTES), at(2)], "3/8", "C"),
        ([at(2, PAGE)], "3/4", "A"),
        ([at(2, PAGE), at(2, MINUTES)], "5/8", "B"),
        ([at(2, PAGE), UNKNOWN], "3/4", "A"),
    ],
)
def test_confidence_is_the_mean_of_points_over_what_is_assessed(
    answers: list[Answer], points: str, letter: str
) -> None:
    kpis = [kpi(f"K{n:02}", STATES) for n in range(len(answers))]
    given = {kpi.id: answer for kpi, answer in zip(kpis, answers, strict=True)}
    result = scored(content_of(*kpis), given).recommendations["R01"]
    assert (result.confidence_points, result.confidence) == (Fraction(points), letter)


def test_nothing_assessed_is_no_confidence_and_no_zero() -> None:
    result = levels_of((None, False, 1))
    assert (result.confidence, result.confidence_points) == (None, None)
    assert result.levels == Levels(shown=0, possible=4, evidenced=0)
    assert ReasonCode.NOTHING_ASSESSED in facts_of(result)


def test_evidence_holds_the_level_evidenced_of_a_recommendation() -> None:
    kpis = content_of(kpi("K01", STATES, core=True), kpi("K02", STATES, core=True))
    result = scored(kpis, {"K01": at(4, PAGE), "K02": at(4, MINUTES)}).recommendations["R01"]
    assert result.levels == Levels(shown=4, possible=4, evidenced=3)


def small_office(*kpis: Kpi) -> RecommendationResult:
    """R01 of an office of the smallest size that answers level 4 everywhere."""
    who = office(size=("small",), rights=("patents", "marks"))
    return scored(content_of(*kpis), {kpi.id: at(4) for kpi in kpis}, who).recommendations["R01"]


@pytest.mark.parametrize(
    ("applies_when", "applies"),
    [
        ({}, True),
        ({"size": ("small",)}, True),
        ({"size": ("large", "small")}, True),
        ({"size": ("large",)}, False),
        ({"size": ("small",), "rights": ("designs",)}, False),
        ({"size": ("small",), "rights": ("designs", "marks")}, True),
        ({"region": ("north",)}, False),
    ],
)
def test_applies_when_is_all_of_the_fields_and_any_of_the_values(
    applies_when: dict[str, tuple[str, ...]], applies: bool
) -> None:
    result = small_office(kpi("K01", STATES), kpi("K02", STATES, applies_when=applies_when))
    assert result.applicable == (2 if applies else 1)
    assert result.profile_limited is not applies


def test_what_does_not_apply_leaves_numerator_and_denominator() -> None:
    outside = kpi("K03", STATES, weight=Decimal(5), applies_when={"size": ("large",)})
    content = content_of(kpi("K01", STATES, weight=Decimal(10)), kpi("K02", STATES), outside)
    card = scored(content, {"K01": at(2), "K02": at(2), "K03": UNKNOWN}, office())
    result = card.recommendations["R01"]
    assert result.score == Bounds(Fraction(50), Fraction(50))
    assert result.coverage == 1
    assert (result.applicable, result.published) == (2, True)
    assert not result.profile_limited
    assert card.kpis["K03"].standing == "not_applicable"
    assert [reason.code for reason in card.kpis["K03"].reasons] == [ReasonCode.KPI_NOT_APPLICABLE]


def test_profile_limited_begins_above_a_third_of_the_weight() -> None:
    none = {"size": ("large",)}
    third = small_office(
        kpi("K01", STATES, weight=Decimal(2)), kpi("K02", STATES, applies_when=none)
    )
    assert not third.profile_limited
    more = small_office(
        kpi("K01", STATES, weight=Decimal("1.99")), kpi("K02", STATES, applies_when=none)
    )
    assert more.profile_limited
    assert facts_of(more)[ReasonCode.PROFILE_LIMITED] == {
        "share": Fraction(100, 299),
        "limit": Fraction(1, 3),
    }


def test_nothing_applicable_is_no_figure_at_all() -> None:
    result = small_office(kpi("K01", STATES, applies_when={"size": ("large",)}))
    assert (result.levels, result.score, result.coverage) == (None, None, None)
    assert not result.published
    assert result.profile_limited
    assert list(facts_of(result)) == [ReasonCode.NOTHING_APPLICABLE, ReasonCode.PROFILE_LIMITED]


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (("K09",), ReasonCode.NOTHING_ASKED),
        (("K01",), ReasonCode.NOTHING_APPLICABLE),
        (("K01", "K02"), None),
        (("K02",), None),
    ],
)
def test_what_a_round_did_not_ask_is_not_what_does_not_apply(
    asked: tuple[str, ...], code: ReasonCode | None
) -> None:
    content = content_of(kpi("K01", STATES, applies_when={"size": ("large",)}), kpi("K02", STATES))
    cycles = {id: cycle.model_copy(update={"kpis": asked}) for id, cycle in content.cycles.items()}
    result = scored(replace(content, cycles=cycles), {}).recommendations["R01"]
    empty = {ReasonCode.NOTHING_ASKED, ReasonCode.NOTHING_APPLICABLE}
    assert empty & set(facts_of(result)) == ({code} if code else set())
    assert result.not_asked == (code is ReasonCode.NOTHING_ASKED)
    assert (result.levels is None) == (code is not None)
    assert result.short_round == (asked != ("K01", "K02"))


def test_a_claim_counts_as_unknown_until_it_is_accepted() -> None:
    content = content_of(kpi("K01", STATES), kpi("K02", STATES, weight=Decimal("0.5")))
    opened = scored(content, {"K01": at(2), "K02": CLAIM})
    assert opened.kpis["K02"].claim == "open"
    assert opened.kpis["K02"].standing == "counted"
    assert opened.recommendations["R01"].coverage == Fraction(2, 3)
    half = CLAIM.model_copy(update={"accepted_on": date(2026, 7, 1)})
    assert scored(content, {"K01": at(2), "K02": half}).kpis["K02"].claim == "open"
    accepted = scored(content, {"K01": at(2), "K02": ACCEPTED})
    assert accepted.kpis["K02"].claim == "accepted"
    assert accepted.kpis["K02"].standing == "not_applicable"
    assert accepted.kpis["K02"].reasons[0].facts == {
        "accepted_on": date(2026, 7, 1),
        "accepted_by": "The Task Force",
    }
    assert accepted.recommendations["R01"].coverage == 1


@pytest.mark.parametrize("lifecycle", ["upcoming", "retired"])
def test_upcoming_and_retired_kpis_are_read_and_not_counted(lifecycle: str) -> None:
    content = content_of(kpi("K01", STATES), kpi("K02", STATES, lifecycle=lifecycle))
    card = scored(content, {"K01": at(3), "K02": at(1)})
    assert card.kpis["K02"].standing == lifecycle
    assert card.kpis["K02"].shown.level == 1
    result = card.recommendations["R01"]
    assert (result.applicable, result.score) == (1, Bounds(Fraction(75), Fraction(75)))
    assert result.kpis == ("K01", "K02")
    assert not result.profile_limited


def test_an_addressee_with_an_office_is_asked_its_own_kpis_and_may_answer_others() -> None:
    content = content_of(kpi("K01", STATES), kpi("K02", STATES, addressee="hub"))
    given = {"K01": at(3), "K02": at(1)}
    anyone = scored(content, given)
    assert [kpi.standing for kpi in anyone.kpis.values()] == ["counted", "not_asked"]
    assert anyone.recommendations["R01"].kpis == ("K01",)
    assert anyone.kpis["K02"].reasons[0].facts == {"addressee": "hub"}
    hub = scored(content, given, office("HB"))
    assert [kpi.standing for kpi in hub.kpis.values()] == ["by_choice", "counted"]
    assert hub.kpis["K01"].shown.level == 3
    assert hub.kpis["K01"].reasons[0].facts == {"addressee": "offices"}
    result = hub.recommendations["R01"]
    assert (result.applicable, result.score) == (1, Bounds(Fraction(25), Fraction(25)))
    silent = scored(content, {"K02": at(1)}, office("HB"))
    assert silent.kpis["K01"].standing == "not_asked"
    assert silent.recommendations["R01"].kpis == ("K02",)


def test_what_is_answered_by_choice_needs_no_claim_and_waits_for_no_round() -> None:
    outside = kpi("K01", STATES, applies_when={"size": ("large",)})
    content = content_of(outside, kpi("K02", STATES), kpi("K03", STATES, lifecycle="upcoming"))
    fields = {"id": "2026", "title": "2026", "edition": "2026.1", "kpis": ("K02",)}
    days = dict.fromkeys(("opens", "closes", "reference_date"), date(2026, 6, 30))
    cycle = Cycle.model_validate(fields | days)
    content = replace(content, cycles={"2026": cycle})
    claim = Answer(answer="not_applicable", reason="None here.")
    hub = office("HB", size=("small",))
    card = scored(content, {"K01": at(2), "K02": claim, "K03": at(1)}, hub)
    assert [kpi.standing for kpi in card.kpis.values()] == ["by_choice", "not_asked", "upcoming"]


def test_a_kpi_of_a_later_edition_is_not_asked() -> None:
    content = content_of(
        kpi("K01", STATES), kpi("K02", STATES, since="2026.2"), kpi("K03", STATES, since="2026.10")
    )
    card = score_assessment(content, assessment({"K01": at(3)}, edition="2026.9"), office())
    assert [kpi.standing for kpi in card.kpis.values()] == ["counted", "counted", "not_asked"]
    assert card.kpis["K03"].reasons[0].facts == {"since": "2026.10", "edition": "2026.9"}


def test_a_recommendation_without_kpis_and_a_kpi_without_recommendation() -> None:
    base = content_of(kpi("K01", STATES), kpi("K02", STATES, recommendation="R02"))
    lone = {"R01": base.recommendations["R01"], "R03": base.recommendations["R02"]}
    card = scored(type(base)(**{**vars(base), "recommendations": lone}), {"K01": at(1)})
    assert list(card.kpis) == ["K01"]
    assert card.recommendations["R03"].levels is None
    assert not card.recommendations["R03"].profile_limited


def test_every_reason_carries_the_facts_that_the_list_promises() -> None:
    rules: list[Rule] = [STATES, ladder(1, 1, 1, 1), ratio("0.2", "0.4", "0.6", "0.8")]
    content = content_of(*(kpi(f"K{n:02}", rule) for n, rule in enumerate(rules, 1)))
    card = scored(content, {"K01": at(3), "K02": checks(l1a="met", l2a="not_met")})
    reasons = [reason for kpi in card.kpis.values() for reason in kpi.reasons]
    for result in card.recommendations.values():
        reasons += [*result.reasons, *(each for step in result.next_steps for each in step.reasons)]
    for reason in (*reasons, *card.overall.reasons):
        assert tuple(sorted(reason.facts)) == FACTS[reason.code]


def test_the_list_of_reasons_is_complete() -> None:
    assert set(FACTS) == set(ReasonCode)
    assert all(list(names) == sorted(names) for names in FACTS.values())


def test_where_nothing_applies_nothing_is_counted() -> None:
    result = scored(content_of(kpi("K01", STATES)), {"K01": ACCEPTED}).recommendations["R01"]
    assert (result.applicable, result.assessed, result.published) == (0, 0, False)
    assert (result.levels, result.score, result.coverage) == (None, None, None)
    assert (result.confidence, result.confidence_points) == (None, None)
    assert result.profile_limited
    assert list(facts_of(result)) == [ReasonCode.NOTHING_APPLICABLE, ReasonCode.PROFILE_LIMITED]
    assert facts_of(result)[ReasonCode.PROFILE_LIMITED] == {"share": 1, "limit": Fraction(1, 3)}


@pytest.mark.parametrize(
    ("answer", "standing", "claim"),
    [
        (ACCEPTED, "not_applicable", "accepted"),
        (ACCEPTED.model_copy(update={"accepted_by": None}), "counted", "open"),
        (ACCEPTED.model_copy(update={"accepted_on": None}), "counted", "open"),
        (ACCEPTED.model_copy(update={"answer": "unknown"}), "counted", None),
    ],
)
def test_a_claim_is_accepted_by_somebody_on_a_day(
    answer: Answer, standing: str, claim: str | None
) -> None:
    result = scored(content_of(kpi("K01", STATES)), {"K01": answer}).kpis["K01"]
    assert (result.standing, result.claim) == (standing, claim)


def test_every_reason_of_a_result_is_given_with_its_facts() -> None:
    result = levels_of((2, True, 1), (1, False, 1), (None, False, 2), (None, True, 1))
    shares = {"assessed": 2, "applicable": 4, "coverage": Fraction(2, 5)}
    assert [(reason.code, reason.facts) for reason in result.reasons] == [
        (ReasonCode.CORE_BELOW, {"kpis": ("K04",), "level": 1}),
        (ReasonCode.SCORE_MEAN, {"applicable": 4}),
        (ReasonCode.COVERAGE_COUNTED, shares),
        (ReasonCode.COVERAGE_TOO_LOW, {"coverage": Fraction(2, 5), "needed": Fraction(2, 3)}),
        (ReasonCode.CORE_UNDECIDED, {"kpis": ("K04",)}),
        (ReasonCode.CONFIDENCE_MEAN, {"points": Fraction(1, 4), "confidence": "C"}),
    ]
    assert (result.levels, result.score) == (
        Levels(0, 2, 0),
        Bounds(Fraction(15), Fraction(75)),
    )


def lifted(*answers: str) -> RecommendationResult:
    """R01 of one core ladder with three checks at level 1, answered so from the lowest check up."""
    rule = ladder(3, 1, 1, 1)
    ids = [check.id for _, check in rule.each_check()]
    given = checks(**dict(zip(ids, answers, strict=False)))
    return scored(content_of(kpi("K01", rule, core=True)), {"K01": given}).recommendations["R01"]


@pytest.mark.parametrize(
    ("answers", "coverage", "published"),
    [
        (("not_met", "not_met", "not_met", "met"), "2/3", True),
        (("not_met", "not_met", "unknown", "met"), "1/2", False),
        (("met", "met", "met", "met"), "2/3", True),
        (("met", "unknown", "met", "not_met", "not_met", "not_met"), "5/6", True),
    ],
)
def test_coverage_counts_facts_and_not_levels(
    answers: tuple[str, ...], coverage: str, published: bool
) -> None:
    result = lifted(*answers)
    assert (result.coverage, result.published) == (Fraction(coverage), published)


def test_two_thirds_of_each_core_kpi_are_decided() -> None:
    kpis = [kpi(f"K{n:02}", STATES, weight=Decimal(9)) for n in range(1, 4)]
    core = kpi("K04", ladder(3, 1, 1, 1), core=True)
    content = content_of(*kpis, core)
    known = {each.id: at(2) for each in kpis}
    four = checks(l1a="met", l1b="met", l1c="met", l2a="met")
    three = checks(l1a="met", l1b="met", l1c="met", l2a="unknown")
    assert scored(content, {**known, "K04": four}).recommendations["R01"].published
    result = scored(content, {**known, "K04": three}).recommendations["R01"]
    assert not result.published
    assert facts_of(result)[ReasonCode.CORE_UNDECIDED] == {"kpis": ("K04",)}


def test_confidence_weighs_a_kpi_by_what_is_decided_of_it() -> None:
    content = content_of(kpi("K01", STATES), kpi("K02", ladder(1, 1, 1, 1)))
    half = checks(l1a="met", l2a="not_met", l3a="unknown")
    result = scored(content, {"K01": at(2, PAGE), "K02": half}).recommendations["R01"]
    assert result.confidence_points == (Fraction(3, 4) + Fraction(1, 4) * Fraction(1, 2)) / (
        1 + Fraction(1, 2)
    )


def test_what_holds_the_level_is_named() -> None:
    assert levels_of((1, True, 1), (4, False, 1), (3, False, 1)).held_by == ("K01",)
    assert levels_of((3, True, 1), (2, False, 1), (2, False, 1)).held_by == ("K02", "K03")
    assert levels_of((4, True, 1), (2, False, 1)).held_by == ("K02",)
    assert levels_of((4, True, 1), (3, False, 1)).held_by == ()


@pytest.mark.parametrize(
    ("rule", "answer", "rests"),
    [
        (ordered(0, 1, 3), Answer(choice="s2"), True),
        (ordered(0, 2, 3), Answer(choice="s2"), False),
        (ladder(1, 1, 1, 1), checks(l1a="met", l2a="met", l3a="met", l4a="met"), False),
        (ratio("0.2", "0.4", "0.6", "0.8"), of(1, 2), True),
        (ratio("0.2", "0.4", "0.6", "0.8"), of(4, 6), False),
        (ratio("0.8", "0.6", "0.4", "0.2", floor="1"), of(1, 3), True),
        (ratio("0.8", "0.6", "0.4", "0.2", floor="1"), of(1, 1), False),
        (binary(2), checks(only="met"), True),
        (binary(1), checks(only="met"), False),
    ],
)
def test_a_result_that_rests_on_one_answer_says_so(rule: Rule, answer: Answer, rests: bool) -> None:
    content = content_of(kpi("K01", rule, core=True), kpi("K02", STATES), kpi("K03", STATES))
    result = scored(content, {"K01": answer, "K02": at(4), "K03": at(4)}).recommendations["R01"]
    assert result.rests_on == (("K01",) if rests else ())


def test_a_level_that_another_kpi_holds_rests_on_nobody_else() -> None:
    content = content_of(kpi("K01", ordered(0, 1, 3), core=True), kpi("K02", STATES, core=True))
    given = {"K01": Answer(choice="s2"), "K02": at(1)}
    assert scored(content, given).recommendations["R01"].rests_on == ()


def test_a_short_round_counts_what_it_asks_and_says_so() -> None:
    content = content_of(
        kpi("K01", STATES, core=True),
        kpi("K02", STATES, core=True),
        kpi("K03", STATES, recommendation="R02", core=True),
        kpi("K04", STATES, recommendation="R03", core=True),
        kpi("K05", STATES, recommendation="R02", lifecycle="upcoming"),
    )
    cycle = next(iter(content.cycles.values())).model_copy(
        update={"id": "2026", "kpis": ("K01", "K03")}
    )
    card = scored(replace(content, cycles={"2026": cycle}), {"K01": at(2), "K02": at(4)})
    assert card.kpis["K02"].standing == "not_asked_this_round"
    first, second, third = card.recommendations.values()
    assert (first.short_round, first.levels, first.kpis) == (True, Levels(2, 2, 2), ("K01",))
    assert facts_of(first)[ReasonCode.SHORT_ROUND] == {"asked": 1}
    assert (second.short_round, second.published) == (False, False)
    assert (third.short_round, third.levels) == (True, None)
    assert [reason.code for reason in card.overall.reasons] == [ReasonCode.OVERALL_SHORT_ROUND]
