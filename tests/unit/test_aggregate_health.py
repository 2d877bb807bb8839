"""KPI health: every figure by hand, what puts a text in the queue, and what never gets out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ict_maturity.aggregate import publish
from ict_maturity.aggregate.distribution import in_trial
from ict_maturity.aggregate.health import with_reviews_of
from ict_maturity.aggregate.health_answers import state
from ict_maturity.aggregate.panel import Member
from ict_maturity.aggregate.results import Answers, HealthReport, Items, SignalCode
from ict_maturity.model import (
    Answer,
    AssessmentKey,
    Change,
    Content,
    Kpi,
    OpenQuestion,
    ProfileField,
    Rule,
)
from ict_maturity.score import score_all
from ict_maturity.score.applies import Respondent
from ict_maturity.score.kpi import kpi_result, ready_kpi
from tests.unit.score_examples import (
    FEW,
    assessment,
    checks,
    content_of,
    kpi,
    ladder,
    level_answer,
    office,
    ordered,
    scored,
    template,
    with_assessments,
)

SMALL = 5
STATES = ordered(0, 1, 2, 3, 4)
STEPS = ladder(1, 1, 1, 1)
CODES = [f"Q{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
CODES += [f"X{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
SIZE = ProfileField(id="size", title="Size", values={"small": "Small", "large": "Large"})
REVIEWED = date(2026, 6, 30)
"""The reference date of the cycle, so that a review is 0 months old."""

UNKNOWN = Answer(answer="unknown")
LEFT_OUT = Answer(answer="not_assessed")
CLAIM = Answer(answer="not_applicable", reason="No such right here.")
ACCEPTED = CLAIM.model_copy(update={"accepted_on": date(2026, 6, 1), "accepted_by": "The board"})


def at(level: int) -> Answer:
    return level_answer(STATES, level)


@dataclass(frozen=True)
class Report:
    """One office's answers by KPI, and who may see them."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    audience: str = "public"
    size: str = "small"


def everywhere(answers: Iterable[Answer], audience: str = "public") -> list[Report]:
    """One office for each answer, which it gives to K01."""
    return [Report({"K01": answer}, audience) for answer in answers]


def first(rule: Rule = STATES, **changes: object) -> Kpi:
    """K01, core and reviewed on the reference date."""
    return kpi("K01", rule, core=True).model_copy(update={"reviewed": REVIEWED, **changes})


def framework(*kpis: Kpi) -> Content:
    base = content_of(*kpis)
    day = {"reference_date": REVIEWED, "questions": ()}
    return replace(
        base,
        framework=base.framework.model_copy(update={"profile": (SIZE,)}),
        cycles={"2026": template().cycles["2026"].model_copy(update=day)},
        recommendations={
            id: one.model_copy(update={"reviewed": REVIEWED})
            for id, one in base.recommendations.items()
        },
    )


def content(base: Content, reports: Sequence[Report]) -> Content:
    return with_assessments(
        base,
        [
            office(code, report.audience, size=(report.size,))
            for code, report in zip(CODES, reports, strict=False)
        ],
        {
            AssessmentKey(code, "2026"): assessment(report.answers)
            for code, report in zip(CODES, reports, strict=False)
        },
    )


def health_of(reports: Sequence[Report], *kpis: Kpi) -> HealthReport:
    whole = content(framework(*(kpis or (first(),))), reports)
    return publish(whole, score_all(whole)).health


def answers_of(reports: Sequence[Report], *kpis: Kpi) -> Answers | None:
    return health_of(reports, *kpis).kpis["K01"].answers


def codes(report: HealthReport, id: str) -> list[SignalCode]:
    return [signal.code for signal in report.of(id).signals]


# How offices answered


def test_every_office_asked_is_in_one_group() -> None:
    found = answers_of(everywhere([at(4), at(4), at(0), UNKNOWN, LEFT_OUT, CLAIM, ACCEPTED]))
    assert found == Answers(
        asked=7,
        with_level=3,
        unknown=1,
        not_assessed=1,
        claims_open=1,
        claims_accepted=1,
    )
    assert found.answered == 6
    assert found.share(found.unknown) == Fraction(1, 7)


@pytest.mark.parametrize(
    ("answer", "group"),
    [
        (checks(l1a="met", l2a="not_met", l3a="not_met", l4a="not_met"), "with_level"),
        (Answer(answer="none"), "with_level"),
        (checks(l1a="met", l2a="not_met", l3a="unknown"), "unknown"),
        (checks(l1a="met", l2a="unknown"), "unknown"),
        (checks(l1a="met"), "not_assessed"),
        (checks(l1a="unknown"), "unknown"),
        (UNKNOWN, "unknown"),
        (LEFT_OUT, "not_assessed"),
        (None, "not_assessed"),
    ],
)
def test_what_is_undecided_is_unknown_or_not_looked_at(answer: Answer | None, group: str) -> None:
    one = Report({"K01": answer} if answer else {})
    found = answers_of([one] * SMALL, first(rule=STEPS))
    assert found is not None
    assert getattr(found, group) == SMALL
    assert found.asked == SMALL


def test_who_is_not_asked_by_the_conditions_is_left_out() -> None:
    conditional = first(applies_when={"size": ("small",)})
    reports = everywhere([at(1), at(2), at(3), at(3), at(4)])
    large = [replace(report, size="large") for report in reports]
    found = answers_of([*reports, *large], conditional)
    assert found is not None
    assert (found.asked, found.with_level) == (5, 5)
    assert answers_of(large, conditional) is None


def test_a_kpi_of_somebody_else_has_no_answers_and_a_retired_one_no_row() -> None:
    reports = everywhere([at(1), at(2), at(3), at(3), at(4)])
    report = health_of(
        reports, first(addressee="hub"), kpi("K02", STATES, lifecycle="retired"), kpi("K03", STATES)
    )
    assert report.kpis["K01"].answers is None
    assert report.kpis["K01"].levels.offices == 0
    assert set(report.kpis) == {"K01", "K03"}


def test_fewer_than_five_asked_offices_put_no_text_in_the_queue() -> None:
    report = health_of(everywhere([level_answer(STEPS, 4)] * 4), first(rule=STEPS))
    found = report.kpis["K01"]
    assert found.answers is None
    assert found.levels.levels == (0, 0, 0, 0, 4)
    assert found.crowded is None
    assert found.items == Items(0, (), ())
    assert report.recommendations["R01"].answers is None
    assert codes(report, "K01") == []


# Levels


@pytest.mark.parametrize(
    ("levels", "crowded", "effect"),
    [
        ([4] * 6 + [3], 4, "ceiling"),
        ([0] * 6 + [1], 0, "floor"),
        ([2] * 6 + [1], 2, "one_level"),
        ([4] * 17 + [3] * 3, None, None),
        ([4] * 18 + [3] * 3, 4, "ceiling"),
        ([4] * 5 + [3], None, None),
    ],
)
def test_more_than_85_percent_at_one_level(
    levels: list[int], crowded: int | None, effect: str | None
) -> None:
    report = health_of(everywhere(map(at, levels)))
    for found in (report.kpis["K01"], report.recommendations["R01"]):
        assert (found.crowded, found.effect) == (crowded, effect)
        assert len(found.signals) == (effect is not None)


def test_levels_are_the_published_ones_and_of_upcoming_kpis_those_of_the_trial() -> None:
    reports = [Report({"K01": at(1), "K02": at(level)}) for level in (0, 2, 2, 3, 4)]
    upcoming = kpi("K02", STATES, lifecycle="upcoming", reviewed=REVIEWED)
    whole = content(framework(first(), upcoming), [*reports, Report({"K01": at(1), "K02": CLAIM})])
    site = publish(whole, score_all(whole))
    assert site.health.kpis["K01"].levels == site.results["2026"].kpis["K01"]
    assert site.results["2026"].kpis["K02"].offices == 0
    trial = site.health.kpis["K02"]
    assert trial.levels.levels == (1, 0, 2, 1, 1)
    assert trial.levels.median_shown == 2
    assert trial.answers is not None
    assert (trial.answers.asked, trial.answers.claims_open) == (6, 1)
    total = site.health.recommendations["R01"].answers
    assert total is not None
    assert total.asked == 6


# Checks


def test_checks_that_nobody_and_that_everybody_meets() -> None:
    met = checks(l1a="met", l2a="met", l3a="not_met", l4a="not_met")
    other = checks(l1a="met", l2a="not_met", l3a="not_met", l4a="unknown")
    report = health_of([Report({"K01": a}) for a in [met] * 3 + [other] * 2], first(rule=STEPS))
    assert report.kpis["K01"].items == Items(3, never_met=("l3a",), always_met=("l1a",))
    assert report.recommendations["R01"].items == Items(3, ("K01.l3a",), ("K01.l1a",))
    assert codes(report, "K01")[1:] == [SignalCode.NEVER_MET, SignalCode.ALWAYS_MET]
    assert codes(report, "R01") == codes(report, "K01")[:1] == [SignalCode.UNKNOWN]


def test_checks_of_fewer_than_five_offices_are_not_told() -> None:
    decided = checks(l1a="met", l2a="not_met", l3a="not_met", l4a="not_met")
    reports = [Report({"K01": a}) for a in [decided] * 4 + [UNKNOWN] * 3]
    assert health_of(reports, first(rule=STEPS)).kpis["K01"].items == Items(0, (), ())


def test_a_figure_has_no_checks() -> None:
    assert health_of(everywhere([at(1)] * 5)).kpis["K01"].items is None


# Reviews and questions


@pytest.mark.parametrize(
    ("reviewed", "age", "expected"),
    [
        (date(2024, 6, 30), 24, []),
        (date(2024, 5, 30), 25, [SignalCode.REVIEW_DUE]),
        (date(2026, 11, 1), 0, []),
        (None, None, [SignalCode.NEVER_REVIEWED]),
    ],
)
def test_the_age_of_a_review_is_counted_to_the_reference_date(
    reviewed: date | None, age: int | None, expected: list[SignalCode]
) -> None:
    report = health_of(
        everywhere(map(at, (0, 1, 2, 3, 4))), first(reviewed=reviewed, change_log=())
    )
    assert report.kpis["K01"].review_age == age
    assert codes(report, "K01") == expected


def test_without_a_review_the_newest_change_counts() -> None:
    change = Change(date=date(2024, 1, 30), edition="2026.1", summary="Changed.")
    report = health_of(
        everywhere(map(at, (0, 1, 2, 3, 4))), first(reviewed=None, change_log=(change,))
    )
    assert report.kpis["K01"].review_age == 29


def test_open_questions_are_counted_and_put_the_kpi_in_the_queue() -> None:
    questions = tuple(
        OpenQuestion(date=date(2026, month, 1), question="Does it count?") for month in (2, 3)
    )
    report = health_of(everywhere(map(at, (0, 1, 2, 3, 4))), first(open_questions=questions))
    found = report.kpis["K01"]
    assert (found.open_questions, found.open_since) == (2, date(2026, 2, 1))
    assert report.recommendations["R01"].open_questions == 2
    assert report.queue == ("K01",)
    assert dict(found.signals[0].facts) == {"number": 2, "since": date(2026, 2, 1)}


def test_without_results_only_reviews_and_questions_are_known() -> None:
    question = OpenQuestion(date=date(2026, 2, 1), question="Does it count?")
    report = health_of([], first(open_questions=(question,)))
    assert report.cycle is None
    assert report.kpis["K01"].answers is None
    assert report.kpis["K01"].items is None
    assert report.kpis["K01"].review_age is None
    assert report.queue == ("K01",)


# The queue


def test_shares_above_a_fifth_are_reasons() -> None:
    spread = [at(level) for level in (0, 1, 2, 3, 4, 4, 3, 2)]
    one_fifth = health_of(everywhere([*spread, UNKNOWN, UNKNOWN]))
    assert codes(one_fifth, "K01") == []
    more = health_of(everywhere([*spread[:7], UNKNOWN, UNKNOWN, LEFT_OUT]))
    assert codes(more, "K01") == []
    most = health_of(everywhere([*spread[:5], UNKNOWN, UNKNOWN, UNKNOWN, ACCEPTED, LEFT_OUT]))
    assert codes(most, "K01") == [SignalCode.UNKNOWN]
    signal = most.kpis["K01"].signals[0]
    assert dict(signal.facts) == {"number": 3, "of": 10, "share": Fraction(3, 10)}
    assert codes(most, "R01") == [SignalCode.UNKNOWN]
    claimed = health_of(everywhere([*spread[:5], CLAIM, ACCEPTED, ACCEPTED, ACCEPTED]))
    assert codes(claimed, "K01") == [SignalCode.CLAIM_OPEN, SignalCode.CLAIM_ACCEPTED]
    assert codes(claimed, "R01") == [SignalCode.CLAIM_ACCEPTED]


def test_the_weightiest_reason_decides_then_its_extent_then_the_number_of_reasons() -> None:
    question = OpenQuestion(date=date(2026, 2, 1), question="Does it count?")
    old = date(2020, 1, 1)
    spread = [at(level) for level in (0, 1, 2, 3, 4)]

    def answered(*answers: Answer) -> list[Answer]:
        return [*spread, *answers]

    columns = {
        "K01": answered(LEFT_OUT, LEFT_OUT, LEFT_OUT, at(1)),
        "K02": answered(UNKNOWN, UNKNOWN, at(1), at(2)),
        "K03": answered(UNKNOWN, UNKNOWN, UNKNOWN, at(2)),
        "K04": answered(at(1), at(2), at(3), at(0)),
        "K05": answered(UNKNOWN, UNKNOWN, at(1), at(2)),
        "K06": answered(at(1), at(2), at(3), at(0)),
        "K07": answered(at(1), at(2), at(3), at(0)),
    }
    reports = [
        Report({id: answers[place] for id, answers in columns.items()}) for place in range(9)
    ]
    kpis = [kpi(id, STATES, recommendation="R02", reviewed=REVIEWED) for id in columns]
    kpis[3] = kpis[3].model_copy(update={"open_questions": (question,)})
    kpis[4] = kpis[4].model_copy(update={"reviewed": old})
    kpis[5] = kpis[5].model_copy(update={"reviewed": old})
    report = health_of(reports, *kpis)
    assert report.queue == ("K04", "K03", "K05", "K02", "K01", "K06")


# What never gets out


SOME_ANSWERS = st.sampled_from(
    [*map(at, range(5)), at(2), UNKNOWN, UNKNOWN, LEFT_OUT, CLAIM, ACCEPTED]
)
REPORTS = st.lists(
    st.builds(
        Report,
        st.fixed_dictionaries({"K01": SOME_ANSWERS, "K02": SOME_ANSWERS, "K03": SOME_ANSWERS}),
        st.sampled_from(["public", "counted", "counted"]),
        st.sampled_from(["small", "small", "large"]),
    ),
    max_size=30,
)
KPIS = (
    first(),
    kpi("K02", STATES, reviewed=REVIEWED, applies_when={"size": ("small",)}),
    kpi("K03", STATES, reviewed=REVIEWED, lifecycle="upcoming"),
)


@FEW
@given(REPORTS, REPORTS)
def test_private_offices_change_nothing(reports: list[Report], others: list[Report]) -> None:
    hidden = [replace(report, audience="own") for report in others][: len(CODES) - 30]
    assert health_of([*reports, *hidden], *KPIS) == health_of(reports, *KPIS)


@FEW
@given(REPORTS)
def test_offices_without_a_name_change_nothing(reports: list[Report]) -> None:
    named = [report for report in reports if report.audience == "public"]
    if named:
        assert health_of(reports, *KPIS) == health_of(named, *KPIS)


HUB = Respondent(frozenset({"hub"}), {})
LARGE = Respondent(frozenset({"offices"}), {"size": ("large",)})
SMALL_OFFICE = Respondent(frozenset({"offices"}), {"size": ("small",)})


@pytest.mark.parametrize(
    ("who", "lifecycle", "answer", "expected"),
    [
        (HUB, "adopted", at(2), "outside"),
        (HUB, "adopted", ACCEPTED, "outside"),
        (LARGE, "adopted", at(2), "outside"),
        (LARGE, "adopted", ACCEPTED, "claims_accepted"),
        (SMALL_OFFICE, "retired", at(2), "outside"),
        (SMALL_OFFICE, "adopted", at(2), "with_level"),
        (SMALL_OFFICE, "upcoming", at(2), "with_level"),
        (SMALL_OFFICE, "adopted", ACCEPTED, "claims_accepted"),
        (SMALL_OFFICE, "adopted", CLAIM, "claims_open"),
        (SMALL_OFFICE, "adopted", UNKNOWN, "unknown"),
        (SMALL_OFFICE, "adopted", LEFT_OUT, "not_assessed"),
        (SMALL_OFFICE, "adopted", None, "not_assessed"),
    ],
)
def test_every_office_is_in_one_group(
    who: Respondent, lifecycle: str, answer: Answer | None, expected: str
) -> None:
    one = first(lifecycle=lifecycle, applies_when={"size": ("small",)})
    assert state(kpi_result(ready_kpi(one), answer, REVIEWED, who), answer) == expected


ABOUT: dict[str, object] = {
    "reviewed": date(2026, 7, 1),
    "rulings": (),
    "open_questions": (OpenQuestion(date=REVIEWED, question="Which one?"),),
    "change_log": (),
}


def test_reviews_and_questions_need_not_wait_for_the_next_edition() -> None:
    then = framework(first(title="Then"), kpi("K02", STATES))
    now = framework(first(STATES, **ABOUT))
    seen = with_reviews_of(then, now).kpis
    assert list(seen) == ["K01"]
    assert {name: getattr(seen["K01"], name) for name in ABOUT} == ABOUT
    assert seen["K01"].title == "Then"
    assert with_reviews_of(now, now) is now


def test_a_crowd_is_told_with_its_size() -> None:
    reports = everywhere(at(level) for level in (2, 2, 2, 2, 2, 2, 2, 2, 2, 0))
    (signal,) = (
        each for each in health_of(reports).kpis["K01"].signals if each.code == SignalCode.ONE_LEVEL
    )
    share = Fraction(9, 10)
    assert signal.facts == {"number": 9, "of": 10, "share": share, "level": 2}
    assert signal.extent == share


@pytest.mark.parametrize(
    ("who", "lifecycle", "answer", "level"),
    [
        (SMALL_OFFICE, "upcoming", at(3), 3),
        (SMALL_OFFICE, "upcoming", UNKNOWN, None),
        (SMALL_OFFICE, "upcoming", CLAIM, None),
        (SMALL_OFFICE, "adopted", at(3), None),
        (HUB, "upcoming", at(3), None),
    ],
)
def test_only_who_is_asked_tries_an_upcoming_kpi(
    who: Respondent, lifecycle: str, answer: Answer, level: int | None
) -> None:
    result = kpi_result(ready_kpi(first(lifecycle=lifecycle)), answer, REVIEWED, who)
    content = framework(first())
    card = replace(scored(content, {}), kpis={"K01": result})
    member = Member(office("QA"), assessment({}), card)
    place = in_trial("K01")(member)
    assert (place.shown if place else None) == level
