"""What a change does is told of public offices by name, and of no others."""

import json
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from markdown_it import MarkdownIt

from ict_maturity.compare import Impact, Side, impact
from ict_maturity.compare.moves import cause
from ict_maturity.export.impact import impact_data
from ict_maturity.model import AssessmentKey, Change, Content, Kpi, Replaced
from ict_maturity.problems import MOST_OF_A_FILE, wrong
from ict_maturity.render.comment import shown
from ict_maturity.render.impact import LONGEST_REPORT, impact_report
from tests.unit.made_up import minimal_content

CONTENT = minimal_content()


def with_kpi(content: Content, id: str, **changes: object) -> Content:
    kpi = content.kpis[id].model_copy(update=changes)
    return replace(content, kpis={**content.kpis, id: kpi})


def with_cut_points(content: Content, *points: float) -> Content:
    """K02 with other cut points."""
    data = content.kpis["K02"].model_dump()
    data["rule"]["cut_points"] = dict(zip((1, 2, 3, 4), points, strict=True))
    return with_kpi(content, "K02", rule=Kpi.model_validate(data).rule)


def with_offices(content: Content, audience: str, codes: Iterable[str]) -> Content:
    """The content with copies of HV, which report as HV does."""
    offices, assessments = dict(content.offices), dict(content.assessments)
    for code in codes:
        update = {"code": code, "name": f"Secret {code}", "audience": audience}
        offices[code] = content.offices["HV"].model_copy(update=update)
        report = content.assessments[AssessmentKey("HV", "2026")]
        update = {"audience": audience}
        assessments[AssessmentKey(code, "2026")] = report.model_copy(update=update)
    return replace(content, offices=offices, assessments=assessments)


def with_report(content: Content, office: str, kpi: str, **facts: Any) -> Content:
    key = AssessmentKey(office, "2026")
    report = content.assessments[key]
    answer = report.answers[kpi].model_copy(update=facts)
    changed = report.model_copy(update={"answers": {**report.answers, kpi: answer}})
    return replace(content, assessments={**content.assessments, key: changed})


def compared(before: Content, after: Content) -> Impact:
    return impact(Side("before", before), Side("after", after))


HARDER = with_cut_points(CONTENT, 0.96, 0.97, 0.98, 0.99)


def test_nothing_changes_when_nothing_changed() -> None:
    report = compared(CONTENT, CONTENT)
    assert (report.items, report.moves, report.levels, report.again) == ((), (), (), ())
    assert "Nothing that is measured or said differs." in impact_report(report, ())


def test_a_harder_cut_point_moves_offices_down_and_says_why() -> None:
    report = compared(CONTENT, HARDER)
    (item,) = report.items
    assert (item.id, item.found, item.declared) == ("K02", ("recalibrated",), ())
    assert item.digest_before != item.digest_after
    assert [each.path for each in item.fields] == [
        ("rule", "cut_points", level) for level in ("1", "2", "3", "4")
    ]
    assert report.moves
    for move in report.moves:
        assert (move.recommendation, move.cause) == ("R02", "framework")
        assert move.before is not None
        assert move.after is not None
        assert move.after < move.before
        (kpi,) = [each for each in move.kpis if each.kpi == "K02"]
        assert kpi.before is not None
        assert kpi.after is not None
        assert kpi.after.level < kpi.before.level
    assert [(each.kpi, each.what) for each in report.again] == [("K02", "scored_again")]
    (levels,) = report.levels
    assert sum(levels.before) == sum(levels.after) == 1
    assert levels.before != levels.after


def test_what_the_office_reports_is_not_blamed_on_the_framework() -> None:
    worse = with_report(CONTENT, "HV", "K02", numerator=Decimal(0))
    report = compared(CONTENT, worse)
    assert {(move.office, move.cause) for move in report.moves} == {("HV", "report")}
    assert report.items == ()
    assert "the office reports otherwise" in impact_report(report, ())


@pytest.mark.parametrize(
    ("before", "restated", "after", "expected"),
    [(2, 2, 1, "framework"), (2, 1, 1, "report"), (3, 2, 1, "both"), (None, None, 1, "framework")],
)
def test_the_cause_of_a_move(before: Any, restated: Any, after: Any, expected: str) -> None:
    assert cause(before, restated, after) == expected


def test_better_words_move_nothing() -> None:
    report = compared(CONTENT, with_kpi(CONTENT, "K01", title="Another title"))
    assert [item.found for item in report.items] == [("editorial",)]
    assert report.items[0].digest_before == report.items[0].digest_after
    assert (report.moves, report.levels, report.again) == ((), (), ())


def test_a_kpi_that_moves_asks_nothing_of_the_offices() -> None:
    report = compared(CONTENT, with_kpi(CONTENT, "K01", recommendation="R02", core=False))
    (item,) = report.items
    assert item.found == ("recalibrated", "moved")
    assert item.digest_before == item.digest_after
    assert "answer" not in {each.what for each in report.again}


def test_what_is_clarified_is_confirmed_once_by_those_who_answered() -> None:
    report = compared(CONTENT, with_kpi(CONTENT, "K01", scope="Said more clearly."))
    (again,) = report.again
    assert (again.kpi, again.what, again.offices) == ("K01", "confirm", 2)


def test_a_new_kpi_is_announced_and_then_answered() -> None:
    new = CONTENT.kpis["K01"].model_copy(update={"id": "K03", "lifecycle": "upcoming"})
    upcoming = replace(CONTENT, kpis={**CONTENT.kpis, "K03": new})
    (again,) = compared(CONTENT, upcoming).again
    assert (again.kpi, again.what, again.offices) == ("K03", "answer_later", 0)
    counting = with_kpi(upcoming, "K03", lifecycle="adopted")
    (again,) = compared(upcoming, counting).again
    assert (again.kpi, again.what) == ("K03", "answer")


@pytest.mark.parametrize(
    ("relation", "what"),
    [
        ("equal", "carried"),
        ("superset", "carried"),
        ("subset", "suggested"),
        ("intersect", "suggested"),
    ],
)
def test_answers_go_to_the_kpi_that_takes_the_place(relation: Any, what: str) -> None:
    new = CONTENT.kpis["K01"].model_copy(
        update={"id": "K03", "replaces": (Replaced(kpi="K01", relation=relation),)}
    )
    retired = CONTENT.kpis["K01"].model_copy(update={"lifecycle": "retired"})
    after = replace(CONTENT, kpis={"K01": retired, "K02": CONTENT.kpis["K02"], "K03": new})
    (again,) = compared(CONTENT, after).again
    assert (again.kpi, again.what, again.replaced, again.offices) == ("K03", what, "K01", 2)


def test_a_private_office_is_nowhere() -> None:
    codes = [f"X{letter}" for letter in "ABCDEFGH"]
    before, after = (with_offices(each, "own", codes) for each in (CONTENT, HARDER))
    assert everything(compared(before, after)) == everything(compared(CONTENT, HARDER))


def test_an_office_without_a_name_is_nowhere() -> None:
    codes = [f"X{letter}" for letter in "ABCDEFGHIJKL"]
    before, after = (with_offices(each, "counted", codes) for each in (CONTENT, HARDER))
    assert everything(compared(before, after)) == everything(compared(CONTENT, HARDER))


def test_what_was_private_before_is_not_told_when_it_becomes_public() -> None:
    before = with_offices(CONTENT, "own", ["XA"])
    after = with_offices(HARDER, "public", ["XA"])
    assert "XA" not in {move.office for move in compared(before, after).moves}


def test_drafts_are_not_results() -> None:
    key = AssessmentKey("HV", "2026")
    draft = CONTENT.assessments[key].model_copy(update={"status": "draft"})
    before, after = (
        replace(each, assessments={**each.assessments, key: draft}) for each in (CONTENT, HARDER)
    )
    assert {move.cycle for move in compared(before, after).moves} == {"2025"}


def everything(report: Impact) -> str:
    """Every sign that leaves the machine."""
    return impact_report(report, ()) + json.dumps(impact_data(report, ()), default=str)


HOSTILE = [
    "@everyone look at #1 and GH-2, owner/repo#3",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "[click](javascript:alert(1)) ![](https://example.org/a.png) https://example.org www.a.org",
    "``` ` `` ```` @all",
    "`",
    "a\n\n# heading\n\n- item\n\n> quote | cell |",
    "\u202e\x1b[31mred",
    "\\`@all\\`",
    "",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_of_the_content_does_nothing_in_a_comment(text: str) -> None:
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(f"- before {shown(text)} after")
    kinds = {token.type for token in tokens}
    children = [child for token in tokens for child in token.children or ()]
    assert kinds <= {
        *("bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close"),
        *("paragraph_open", "paragraph_close", "inline"),
    }
    assert [child.type for child in children] == ["text", "code_inline", "text"]
    assert "\x1b" not in shown(text)


@pytest.mark.parametrize("text", HOSTILE[:-1])
def test_hostile_content_does_nothing_in_the_report(text: str) -> None:
    day = CONTENT.framework.edition_date
    log = (Change.model_construct(date=day, edition="2026.1", summary=text, change_class=None),)
    after = with_kpi(HARDER, "K02", title=text, scope=text, change_log=log)
    offices = {
        code: office.model_copy(update={"name": text}) for code, office in after.offices.items()
    }
    after = replace(after, offices=offices)
    report = impact(Side(text, CONTENT), Side(text, after))
    problem = wrong("retired-id-used", id=text, lifecycle=text).at(text, 1, 1)
    written = impact_report(report, [problem])
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(written)
    children = [child for token in tokens for child in token.children or ()]
    assert {child.type for child in children} <= {"text", "code_inline", "softbreak"}
    plain = "".join(child.content for child in children if child.type == "text")
    for dangerous in ("@", "<", "http", "#1", "GH-"):
        assert dangerous not in plain


def test_the_report_fits_into_a_comment() -> None:
    kpis = {
        f"K{number:03}": CONTENT.kpis["K01"].model_copy(
            update={"id": f"K{number:03}", "scope": f"{number} " * 200}
        )
        for number in range(100, 400)
    }
    before = replace(CONTENT, kpis=kpis)
    after = replace(
        CONTENT,
        kpis={id: kpi.model_copy(update={"scope": "x " * 400}) for id, kpi in kpis.items()},
    )
    written = impact_report(compared(before, after), ())
    assert len(written) < LONGEST_REPORT + 2000
    assert "The rest does not fit here" in written


def test_data_tells_as_many_problems_as_somebody_reads() -> None:
    problems = [wrong("text-blank", field="a").at("a.yaml", line, 1) for line in range(1, 31)]
    told = impact_data(compared(CONTENT, CONTENT), problems)["problems"]
    assert len(told) == MOST_OF_A_FILE + 1
    assert (told[-1]["code"], told[-1]["count"]) == ("more-problems", 30 - MOST_OF_A_FILE)


def test_the_report_is_the_same_each_time() -> None:
    assert everything(compared(CONTENT, HARDER)) == everything(compared(CONTENT, HARDER))


def test_a_working_theme_is_marked() -> None:
    theme = CONTENT.recommendations["R02"].model_copy(
        update={"content_status": "placeholder", "source": None}
    )
    before = replace(CONTENT, recommendations={**CONTENT.recommendations, "R02": theme})
    after = with_kpi(before, "K02", title="Else")
    assert "working theme of this project" in impact_report(compared(before, after), ())
