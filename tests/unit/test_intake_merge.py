"""The parts of two departments: what is joined, what is asked about, and how it is decided."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ict_maturity.forms.asked import Last
from ict_maturity.intake.answers import Answers, answers_of, asked_in
from ict_maturity.intake.decisions import Decisions, PartFile, takes, template
from ict_maturity.intake.filled import Asked
from ict_maturity.intake.merge import Merged, Part, merged
from ict_maturity.intake.report import Sent, reported
from ict_maturity.load.yaml_text import parse_yaml
from ict_maturity.model import Assessment
from ict_maturity.problems import Wrong
from tests.english import ENGLISH, spoken
from tests.unit.books import KEY, Typed, Written, content, last

CHECK, OTHER = "answers.K01.checks.rules-written", "answers.K01.checks.rules-dated"
COUNT, WHOLE, DAY = (f"answers.K02.{name}" for name in ("numerator", "denominator", "as_of"))
NOTE = "answers.K02.note"
ONE: Mapping[str, Written] = {COUNT: 710, WHOLE: 1000, DAY: "2026-06-30"}
TWO: Mapping[str, Written] = {**ONE, COUNT: 720}
FILES = [PartFile(file=name, sha256=sign * 64) for name, sign in (("a.xlsx", "a"), ("b.xlsx", "b"))]
LINE = {"kpi": "K02", "title": "Count of loans", "holder": "Desk"}


@cache
def asked() -> Asked:
    return asked_in(content(), KEY, last())


def part(
    answers: Mapping[str, Written],
    name: str = "a.xlsx",
    evidence: Sequence[Mapping[str, Written]] = (),
    still: Mapping[str, str] | None = None,
) -> Part:
    form = Typed(answers, name, evidence, still)
    return Part(name, answers_of(content(), form, asked(), last()))


def join(*answers: Mapping[str, Written], decided: Mapping[str, int] | None = None) -> Merged:
    """Parts that are called a.xlsx, b.xlsx and so on."""
    parts = [part(each, f"{name}.xlsx") for name, each in zip("abc", answers, strict=False)]
    return merged(parts, decided or {}, ENGLISH)


def values(found: Merged) -> Mapping[str, object]:
    return {id: each.value for id, each in found.answers.answered.items()}


def report_of(answers: Answers) -> Assessment | None:
    sent = Sent("a + b", "e" * 64, date(2026, 9, 1))
    return reported(content(), KEY, answers, asked(), sent).report


def test_what_only_one_part_answers_is_taken() -> None:
    found = join({CHECK: "met", COUNT: 710}, {OTHER: "not met", WHOLE: 1000, DAY: "2026-06-30"})
    assert found.conflicts == ()
    assert values(found) == {
        CHECK: "met",
        OTHER: "not_met",
        COUNT: 710,
        WHOLE: 1000,
        DAY: date(2026, 6, 30),
    }


def test_the_same_answer_of_both_is_one_however_it_is_typed() -> None:
    found = join({CHECK: "met", COUNT: 710}, {CHECK: " Met", COUNT: "710"})
    assert (found.conflicts, len(found.answers.answered)) == ((), 2)


def test_a_difference_names_both_answers_and_their_places() -> None:
    (conflict,) = join({**ONE, CHECK: "met"}, {**TWO, CHECK: "met"}).conflicts
    assert conflict.about == "K02"
    problem = conflict.problem()
    assert (problem.code, problem.file[: problem.file.index(" (")]) == (
        "workbook-parts",
        f"a.xlsx: {COUNT}",
    )
    told = spoken(problem.message)
    assert "K02: here it says 710" in told
    assert f"b.xlsx: {COUNT} (" in told
    assert told.endswith("720.")


def test_choices_are_told_in_the_words_of_the_form() -> None:
    (conflict,) = join({CHECK: "met"}, {CHECK: "not met"}).conflicts
    assert "not met" in spoken(conflict.problem().message)
    assert "not_met" not in spoken(conflict.problem().message)


def test_what_is_to_be_decided_is_not_taken_before() -> None:
    found = join({**ONE, CHECK: "met"}, TWO)
    assert values(found) == {CHECK: "met"}


@pytest.mark.parametrize(("number", "count"), [(0, 710), (1, 720)])
def test_a_kpi_is_taken_from_the_part_that_counts_as_a_whole(number: int, count: int) -> None:
    """No figure has its numerator from one department and its day from another."""
    other = {**TWO, DAY: "2026-05-31", CHECK: "met"}
    found = join(ONE, other, decided={"K02": number})
    assert found.conflicts == ()
    day = date(2026, 5 if number else 6, 31 if number else 30)
    assert values(found) == {COUNT: count, WHOLE: 1000, DAY: day, CHECK: "met"}


def test_a_word_on_the_whole_kpi_goes_with_no_facts_of_another() -> None:
    (conflict,) = join({"answers.K02.answer": "unknown"}, ONE).conflicts
    assert [len(each) for each in conflict.said] == [1, 3]
    (again,) = join(ONE, {"answers.K02.answer": "unknown"}).conflicts
    assert again.about == "K02"
    assert join({"answers.K02.answer": "unknown"}, {NOTE: "We looked."}).conflicts == ()


def test_an_answer_of_last_time_that_is_still_true_is_one_like_another() -> None:
    parts = (part({}, still={CHECK: "yes"}), part({CHECK: "not met"}, "b.xlsx"))
    (conflict,) = merged(parts, {}, ENGLISH).conflicts
    assert [each.value for each in conflict.told] == ["met", "not_met"]


def test_remarks_are_joined_with_who_makes_them() -> None:
    first: Mapping[str, Written] = {"cover.by": "Lending desk", NOTE: "Branches too."}
    second: Mapping[str, Written] = {"cover.by": "IT unit", NOTE: "From the log."}
    assert values(join(first, second)) == {
        "cover.by": "Lending desk and IT unit",
        NOTE: "Lending desk: Branches too.\n\nIT unit: From the log.",
    }
    nameless = values(join({NOTE: "One."}, {NOTE: "Two."}, {NOTE: "One."}))
    assert nameless[NOTE] == "a.xlsx: One.\n\nb.xlsx: Two."
    assert values(join({NOTE: "Same."}, {NOTE: "Same."})) == {NOTE: "Same."}


def test_evidence_is_united() -> None:
    own = {**LINE, "title": "Log of the desk"}
    parts = (part(ONE, evidence=[LINE]), part({}, "b.xlsx", evidence=[LINE, own]))
    report = report_of(merged(parts, {}, ENGLISH).answers)
    assert report is not None
    titles = [each.title for each in report.answers["K02"].evidence]
    assert titles == ["Count of loans", "Log of the desk"]


def test_what_one_part_cannot_say_stays_a_problem() -> None:
    found = join(ONE, {CHECK: "perhaps"})
    (problem,) = found.answers.problems
    assert problem.file.startswith("b.xlsx: ")


def test_the_template_holds_both_answers_and_decides_nothing() -> None:
    found = join({**ONE, CHECK: "met"}, {**TWO, CHECK: "not\u200b met", NOTE: "x"})
    text = template(FILES, join(ONE, TWO).conflicts, ENGLISH)
    parsed = parse_yaml(text)
    assert not parsed.faults
    decisions = Decisions.model_validate(parsed.data)
    assert [each.about for each in decisions.conflicts] == ["K02"]
    assert [each.rpartition(": ")[2] for each in decisions.conflicts[0].says] == ["710", "720"]
    assert takes(decisions, FILES) == {}
    filled = parse_yaml(text.replace("take: null", "take: 2")).data
    assert takes(Decisions.model_validate(filled), FILES) == {"K02": 1}
    assert found.answers.problems


def test_a_decision_between_other_files_is_none() -> None:
    text = template(FILES, join(ONE, TWO).conflicts, ENGLISH).replace("take: null", "take: 2")
    decisions = Decisions.model_validate(parse_yaml(text).data)
    for others in (FILES[::-1], FILES[:1], [FILES[0], FILES[0]]):
        assert isinstance(takes(decisions, others), Wrong)
    third = Decisions.model_validate(parse_yaml(text.replace("take: 2", "take: 3")).data)
    assert isinstance(takes(third, FILES), Wrong)


KINDS: Mapping[str, st.SearchStrategy[Written]] = {
    CHECK: st.sampled_from(["met", "not met", "unknown"]),
    COUNT: st.integers(1, 3),
    "answers.K02.answer": st.just("unknown"),
    "targets.R01.year": st.integers(2027, 2029),
    "profile.size": st.sampled_from(["small", "large"]),
}
ANSWERS = st.fixed_dictionaries({}, optional=KINDS)


@given(ANSWERS, ANSWERS)
@settings(deadline=None, max_examples=30)
def test_parts_agree_in_either_order_and_every_answer_is_one_of_theirs(
    first: Mapping[str, Written], second: Mapping[str, Written]
) -> None:
    one, other = join(first, second), join(second, first)
    assert values(one) == values(other)
    assert {each.about for each in one.conflicts} == {each.about for each in other.conflicts}
    parts = [values(join(each)) for each in (first, second)]
    for id, value in values(one).items():
        assert value in [each.get(id) for each in parts]
    lost = {id for each in parts for id in each} - {*values(one)}
    told = {answered.item.id for each in one.conflicts for answered in each.told}
    assert told <= lost
    assert bool(lost) == bool(one.conflicts)


def test_the_last_figure_typed_again_is_the_same_figure() -> None:
    """Reports are dumped with binary numbers, and what is typed is exact."""
    before = Last({}, {"answers": {"K02": {"numerator": 9.3}}})
    form = Typed({COUNT: 9.3}, still={COUNT: "yes"})
    (answered,) = answers_of(content(), form, asked(), before).answered.values()
    assert (str(answered.value), answered.is_last) == ("9.3", True)
