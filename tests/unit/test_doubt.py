"""What is possible in a report and odd: told until a remark says why it is so."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from ict_maturity.aggregate import publish
from ict_maturity.aggregate.closed import closed_round
from ict_maturity.check.assessment import Report
from ict_maturity.check.doubt import RULES
from ict_maturity.model import (
    Answer,
    Assessment,
    AssessmentKey,
    Closing,
    Content,
    Cycle,
    Question,
)
from ict_maturity.said import Said
from ict_maturity.score import score_all
from tests.unit.made_up import minimal_content

KEY, BEFORE = AssessmentKey("HV", "2026"), AssessmentKey("HV", "2025")


def counts(numerator: float, denominator: float, **more: Any) -> Answer:
    values = {"numerator": numerator, "denominator": denominator, **more}
    return Answer.model_validate(
        {name: float(each) if name != "note" else each for name, each in values.items()}
    )


def doubts(
    now: Answer, last: Answer | None, status: str = "submitted", content: Content | None = None
) -> list[str]:
    """Which doubts there are of an answer to K02 after another one, by their names."""
    content = content or minimal_content()
    old = content.assessments[BEFORE].model_copy(
        update={"answers": {"K02": last} if last else {}, "status": status}
    )
    new = content.assessments[KEY].model_copy(update={"answers": {"K02": now}})
    whole = replace(content, assessments={**content.assessments, BEFORE: old, KEY: new})
    return names(new, whole)


def names(report: Assessment, content: Content) -> list[str]:
    found = [each for rule in RULES for each in rule(Report("HV", report), content)]
    assert {each.code for each in found} <= {"answer-doubtful"}
    return [each.message.id for each in found if isinstance(each.message, Said)]


TIMES, REST, WHOLE, ALL, OLD, HALF, DAY, DRAFT = (
    f"problem.answer-doubtful.{name}"
    for name in ("times", "rest", "whole", "all", "old", "half", "day", "draft")
)


@pytest.mark.parametrize(
    ("now", "last", "expected"),
    [
        ((700, 900), (611, 940), []),
        ((6109, 9399), (611, 940), []),
        ((6110, 9399), (611, 940), [TIMES]),
        ((6110, 9400), (611, 940), [TIMES, TIMES]),
        ((62, 94), (611, 940), [TIMES]),
        ((61, 95), (611, 940), [TIMES]),
        ((0, 940), (611, 940), []),
        ((611, 940), (0, 940), []),
        ((130, 1000), (870, 1000), [REST]),
        ((150, 1000), (870, 1000), [REST]),
        ((151, 1000), (870, 1000), []),
        ((350, 1000), (650, 1000), [REST]),
        ((351, 1000), (650, 1000), []),
    ],
)
def test_borders(now: tuple[int, int], last: tuple[int, int], expected: list[str]) -> None:
    assert doubts(counts(*now), counts(*last)) == expected


def test_a_figure_is_compared_with_what_was_handed_in_and_measured_alike() -> None:
    now, last = counts(9000, 9300), counts(611, 940)
    assert doubts(now, last) == [TIMES]
    assert doubts(now, None) == []
    assert doubts(now, last, status="draft") == []


def test_counts_are_whole_or_explained() -> None:
    assert doubts(counts(58.94, 900), None) == [WHOLE]
    assert doubts(counts(58, 900.5), None) == [WHOLE]
    assert doubts(counts(58, 900), None) == []
    assert doubts(counts(58.94, 900, note="Weighted by hours."), None) == []


def test_a_remark_ends_the_doubt() -> None:
    assert doubts(counts(9000, 9400, note="We count renewals now."), counts(611, 940)) == []


def asked(chosen: tuple[str, ...], options: int, notes: str | None = None) -> list[str]:
    content = minimal_content()
    labels: Mapping[str, str] = {f"o{number}": "x" for number in range(options)}
    question = Question(id="focus", title="Focus", text="On what?", options=dict(labels))
    cycle = content.cycles["2026"].model_copy(update={"questions": (question,)})
    report = content.assessments[KEY].model_copy(
        update={"responses": {"focus": chosen}, "notes": notes, "reference_date": date(2020, 1, 1)}
    )
    return names(report, with_cycle(content, cycle, report))


def with_cycle(content: Content, cycle: Cycle, report: Assessment) -> Content:
    """The content with a round that asks about the day of a report."""
    asked = cycle.model_copy(update={"reference_date": report.reference_date})
    return replace(content, cycles={**content.cycles, cycle.id: asked})


def test_all_options_at_once_are_doubted() -> None:
    assert asked(("o0", "o1", "o2"), 3) == [ALL]
    assert asked(("o0", "o1"), 3) == []
    assert asked(("o0", "o1"), 2) == []
    assert asked(("o0", "o1", "o2"), 3, notes="All of them matter.") == []


def reported(**changes: Any) -> tuple[Assessment, Content]:
    content = minimal_content()
    report = content.assessments[KEY].model_copy(update=changes)
    return report, replace(content, assessments={**content.assessments, KEY: report})


@pytest.mark.parametrize(("days", "expected"), [(0, [OLD]), (1, [])])
def test_a_figure_of_the_round_before_is_doubted(days: int, expected: list[str]) -> None:
    day = minimal_content().assessments[BEFORE].reference_date + timedelta(days)
    old = minimal_content().assessments[KEY].answers["K02"]
    for note, found in ((None, expected), ("Counted every second year.", [])):
        answer = old.model_copy(update={"as_of": day, "note": note})
        answers = {**minimal_content().assessments[KEY].answers, "K02": answer}
        assert names(*reported(answers=answers)) == found


@pytest.mark.parametrize(
    ("now", "last", "expected"),
    [(9, 20, [HALF]), (10, 20, []), (10, 21, [HALF]), (11, 21, []), (0, 19, [])],
)
def test_less_than_half_of_what_was_said_is_doubted(
    now: int, last: int, expected: list[str]
) -> None:
    content = minimal_content()
    checks = [f"c{number}" for number in range(last + 1)]
    all_said = {"K01": Answer.model_validate({"checks": dict.fromkeys(checks[:last], "met")})}
    some = dict.fromkeys(checks[:now], "unknown")
    answer = Answer.model_validate({"checks": {**some, checks[-1]: "not_assessed"}})
    before = content.assessments[BEFORE].model_copy(update={"answers": all_said})
    for notes, found in ((None, expected), ("The other unit did not answer.", [])):
        report, whole = reported(answers={"K01": answer}, notes=notes)
        whole = replace(whole, assessments={**whole.assessments, BEFORE: before})
        assert names(report, whole) == found
        # What the round does not ask is not missed.
        short = whole.cycles["2026"].model_copy(update={"kpis": ("K02",)})
        assert names(report, with_cycle(whole, short, report)) == []


def test_another_day_than_that_of_the_round_is_doubted() -> None:
    day = minimal_content().cycles["2026"].reference_date - timedelta(1)
    assert names(*reported(reference_date=day)) == [DAY]
    assert names(*reported(reference_date=day, notes="Our year ends so.")) == []


def test_a_draft_is_doubted_once_its_round_is_closed() -> None:
    report, content = reported(status="draft")
    assert names(report, content) == []
    results = publish(content, score_all(content)).results["2025"]
    history = [Closing(date=date(2026, 12, 1), by="secretariat")]
    closed = closed_round(content, results, history)
    assert names(report, replace(content, closed={"2026": closed})) == [DRAFT]
