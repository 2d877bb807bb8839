"""What was submitted changes only with an entry of its history that tells of it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ict_maturity.aggregate import publish
from ict_maturity.check import check, check_change
from ict_maturity.compare.history import (
    corrections,
    earlier_digests,
    rewritten,
)
from ict_maturity.data.outputs import Output
from ict_maturity.data.rewound import report_digest, rewound
from ict_maturity.edition.lock import content_output, lock_output
from ict_maturity.export import csv_files
from ict_maturity.model import (
    Answer,
    Assessment,
    AssessmentKey,
    Audience,
    Content,
    Edition,
    Exchange,
    HistoryEntry,
    Lock,
    Target,
    Was,
)
from ict_maturity.problems import Problem
from ict_maturity.problems.finding import KeyPath
from ict_maturity.render.office import office_page
from ict_maturity.score import score_all
from tests.unit import made_up
from tests.unit.made_up import minimal_content, rows_of

KEY = AssessmentKey("HV", "2026")
NOT_ASSESSED = Answer(answer="not_assessed")
CONTENT = minimal_content()
REPORT = CONTENT.assessments[KEY]


class NoPlaces:
    """Finds nothing."""

    def at(self, file: str, path: KeyPath) -> tuple[int, int]:
        return 0, 0


def entry(was: Was | None = None, day: date = date(2026, 11, 1), **more: Any) -> HistoryEntry:
    fields = {"date": day, "by": "Librarian", "change": "Corrected.", "why": "It was wrong."}
    return HistoryEntry(**{**fields, **more}, was=was)


def with_report(content: Content, report: Assessment, key: AssessmentKey = KEY) -> Content:
    return replace(content, assessments={**content.assessments, key: report})


def with_office(content: Content, **fields: Any) -> Content:
    return made_up.with_office(content, "HV", **fields)


def changed(report: Assessment, **fields: Any) -> Assessment:
    return report.model_copy(update=fields)


def with_numerator(report: Assessment, numerator: int) -> Assessment:
    answer = report.answers["K02"].model_copy(update={"numerator": Decimal(numerator)})
    return changed(report, answers={**report.answers, "K02": answer})


def corrected(report: Assessment, after: Assessment, was: Was) -> Assessment:
    """The report as it is after a correction that keeps what it replaced."""
    return changed(after, history=(*report.history, entry(was)))


@cache
def edition() -> Edition:
    """The edition that is cut of the content as it is."""
    frozen: Output = content_output(CONTENT)
    lock = Lock.model_validate_json(lock_output(CONTENT, frozen, {}).text)
    return Edition(lock, CONTENT.framework, CONTENT.recommendations, CONTENT.kpis)


def under_lock(content: Content) -> Content:
    files = {**content.files, ("edition", "2026.1"): "editions/2026.1.lock.json"}
    return replace(content, editions={"2026.1": edition()}, files=files)


def codes(found: tuple[Problem, ...]) -> list[str]:
    return [each.code for each in found if each.severity == "error"]


def locked(content: Content) -> list[str]:
    """What `check` says with the edition at hand, and nothing else."""
    return codes(check(under_lock(content), NoPlaces()))


def since(before: Content, after: Content) -> list[str]:
    """What `check --since` says beside that."""
    return codes(check_change(before, after, NoPlaces()))


def steps() -> st.SearchStrategy[Any]:
    """A field that is corrected, with its new value."""
    notes = st.sampled_from(["Read this.", "And this.", None])
    offers = st.sampled_from([(), REPORT.offers, (Exchange(recommendation="R02", text="Help."),)])
    targets = st.sampled_from([{}, {"R01": Target(level=2, year=2027)}, dict(REPORT.targets)])
    answers = st.sampled_from([REPORT.answers["K02"], NOT_ASSESSED, Answer(answer="unknown"), None])
    return st.one_of(
        st.tuples(st.just("notes"), notes),
        st.tuples(st.sampled_from(["offers", "asks"]), offers),
        st.tuples(st.just("targets"), targets),
        st.tuples(st.just("reference_date"), st.dates(date(2026, 1, 1), date(2026, 6, 30))),
        st.tuples(st.sampled_from(["K01", "K02", "K07"]), answers),
    )


def taken(report: Assessment, step: tuple[str, Any]) -> Assessment:
    """The report after one correction, with the entry that tells of it."""
    name, value = step
    if name.startswith("K"):
        others = {id: answer for id, answer in report.answers.items() if id != name}
        answers = others if value is None else {**report.answers, name: value}
        was = Was(answers={name: report.answers.get(name, NOT_ASSESSED)})
        return corrected(report, changed(report, answers=answers), was)
    before = getattr(report, name)
    kept = "none" if before is None else before
    return corrected(report, changed(report, **{name: value}), Was(**{name: kept}))


@settings(max_examples=25, deadline=None)
@given(st.lists(steps(), max_size=5))
def test_each_earlier_state_can_be_read_from_the_last_one(made: list[tuple[str, Any]]) -> None:
    states = [REPORT]
    for step in made:
        states.append(taken(states[-1], step))
    last = states[-1]
    for state in states:
        assert report_digest(rewound(last, len(state.history))) == report_digest(state)
        assert rewritten(state, last) == ()
        assert report_digest(state) in earlier_digests(last)
    told = [step for step in corrections(last) if step.changes]
    assert len(told) <= len(made)


@settings(max_examples=25, deadline=None)
@given(st.lists(steps(), max_size=3), steps())
def test_a_silent_change_is_seen_whatever_was_corrected_before(
    made: list[tuple[str, Any]], silent: tuple[str, Any]
) -> None:
    report = REPORT
    for step in made:
        report = taken(report, step)
    hidden = changed(taken(report, silent), history=report.history)
    says_the_same = report_digest(hidden) == report_digest(report)
    assert (rewritten(report, hidden) == ()) is says_the_same
    assert (report_digest(report) in earlier_digests(hidden)) is says_the_same


SILENT: Mapping[str, Assessment] = {
    "an answer": with_numerator(REPORT, 823),
    "an answer that goes": changed(REPORT, answers={"K01": REPORT.answers["K01"]}),
    "a target": changed(REPORT, targets={}),
    "an offer": changed(REPORT, offers=()),
    "notes": changed(REPORT, notes="Added."),
    "the day": changed(REPORT, reference_date=date(2026, 6, 29)),
    "an entry worded anew": changed(REPORT, history=(entry(day=date(2026, 6, 30)),)),
    "an entry that says nothing": changed(
        with_numerator(REPORT, 823), history=(*REPORT.history, entry())
    ),
    "an entry that tells something else": corrected(
        REPORT,
        with_numerator(REPORT, 823),
        Was(answers={"K02": with_numerator(REPORT, 821).answers["K02"]}),
    ),
}


@pytest.mark.parametrize("what", SILENT)
def test_a_silent_change_is_refused_with_the_edition_and_with_the_base(what: str) -> None:
    after = with_report(CONTENT, SILENT[what])
    assert "report-rewritten" in locked(after)
    assert since(CONTENT, after) == ["report-rewritten"]


def test_a_change_that_the_history_tells_of_is_taken() -> None:
    was = Was(answers={"K02": REPORT.answers["K02"]})
    after = with_report(CONTENT, corrected(REPORT, with_numerator(REPORT, 823), was))
    assert locked(after) == []
    assert since(CONTENT, after) == []
    assert locked(CONTENT) == since(CONTENT, CONTENT) == []


def test_white_space_and_gaps_that_are_written_out_are_no_change() -> None:
    spaced = REPORT.history[0].model_copy(update={"change": "First  \n submission."})
    answers = {**REPORT.answers, "K07": NOT_ASSESSED}
    same = changed(REPORT, history=(spaced,), answers=answers)
    assert since(CONTENT, with_report(CONTENT, same)) == []
    assert report_digest(same) == report_digest(REPORT)


def test_a_submitted_report_does_not_go() -> None:
    draft = with_report(CONTENT, changed(REPORT, status="draft"))
    assert "report-gone" in locked(draft)
    assert since(CONTENT, draft) == ["report-gone"]
    kept = {key: each for key, each in CONTENT.assessments.items() if key != KEY}
    files = {place: f for place, f in CONTENT.files.items() if place != ("assessment", "HV/2026")}
    gone = replace(CONTENT, assessments=kept, files=files)
    assert locked(gone) == since(CONTENT, gone) == ["report-gone"]
    # A private report may go.
    private = with_office(gone, audience="own")
    assert locked(private) == since(CONTENT, private) == []
    # Until it is submitted it is nobody's.
    assert since(draft, gone) == since(draft, CONTENT) == []


@pytest.mark.parametrize("audience", ["public", "counted", "own"])
def test_what_is_private_is_the_offices_own(audience: Audience) -> None:
    silent = with_office(with_report(CONTENT, SILENT["an answer"]), audience=audience)
    expected = [] if audience == "own" else ["report-rewritten"]
    assert locked(silent) == expected
    assert since(CONTENT, silent) == expected
    # From private to public nothing that was published is rewritten.
    before = with_office(CONTENT, audience="own")
    assert since(before, with_report(CONTENT, SILENT["an answer"])) == []


@pytest.mark.parametrize("audience", ["counted", "own"])
def test_of_an_office_without_a_name_the_lock_holds_nothing(audience: Audience) -> None:
    hidden = with_office(CONTENT, audience=audience)
    text = lock_output(hidden, content_output(hidden), {}).text
    assert '"HV"' not in text
    assert not any(digest in text for digest in earlier_digests(REPORT))
    assert report_digest(REPORT) in lock_output(CONTENT, content_output(CONTENT), {}).text


def test_a_draft_is_not_in_the_lock() -> None:
    draft = with_report(CONTENT, changed(REPORT, status="draft"))
    reports = (
        Lock.model_validate_json(lock_output(draft, content_output(draft), {}).text)
        .offices["HV"]
        .reports
    )
    assert list(reports) == ["2025"]


def test_no_page_can_reach_what_a_lock_holds_of_offices() -> None:
    content = with_office(under_lock(CONTENT), audience="own")
    site = publish(content, score_all(content))
    assert site.content.editions["2026.1"].lock.offices == {}
    assert content.editions["2026.1"].lock.offices


def test_a_correction_is_told_with_both_values() -> None:
    was = Was(answers={"K02": REPORT.answers["K02"]}, notes="none", offers=REPORT.offers)
    after = changed(with_numerator(REPORT, 823), notes="Counted anew.", offers=())
    content = with_report(CONTENT, corrected(REPORT, after, was))
    site = publish(content, score_all(content))
    page = office_page(site, content.offices["HV"]).text
    for said in ("Corrected on 1 November 2026", "It was wrong.", "822", "823", "Counted anew."):
        assert said in page
    rows = rows_of(site, "corrections.csv")
    assert [(row["field"], row["before"], row["after"]) for row in rows] == [
        ("answers.K02.numerator", "822", "823"),
        ("offers", "R01: recommendation: R01; text: " + REPORT.offers[0].text, ""),
        ("notes", "", "Counted anew."),
    ]
    assert {row["entry"] for row in rows} == {"2"}
    assert {row["why"] for row in rows} == {"It was wrong."}


def test_without_corrections_there_is_no_row_and_no_section() -> None:
    site = publish(CONTENT, score_all(CONTENT))
    assert rows_of(site, "corrections.csv") == []
    assert "What was corrected" not in office_page(site, CONTENT.offices["HV"]).text
    assert any(file.path.endswith("corrections.csv") for file in csv_files(site))


def test_what_a_correction_keeps_is_an_answer() -> None:
    was = Was(answers={"K99": Answer(answer="unknown"), "K02": Answer(choice="no")})
    after = with_report(CONTENT, changed(REPORT, history=(*REPORT.history, entry(was))))
    assert sorted(codes(check(after, NoPlaces()))) == [
        "answer-does-not-fit",
        "kpi-not-found",
    ]
