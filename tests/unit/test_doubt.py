"""What is possible in a report and odd: told until a remark says why it is so."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ict_maturity.check.assessment import Report
from ict_maturity.check.doubt import RULES
from ict_maturity.model import Answer, Assessment, AssessmentKey, Content, Question
from ict_maturity.said import Said
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


TIMES, REST, WHOLE, ALL = (
    f"problem.answer-doubtful.{name}" for name in ("times", "rest", "whole", "all")
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
    return names(report, replace(content, cycles={**content.cycles, "2026": cycle}))


def test_all_options_at_once_are_doubted() -> None:
    assert asked(("o0", "o1", "o2"), 3) == [ALL]
    assert asked(("o0", "o1"), 3) == []
    assert asked(("o0", "o1"), 2) == []
    assert asked(("o0", "o1", "o2"), 3, notes="All of them matter.") == []
