"""Office pages of a made-up site."""

import gzip
import json
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from ict_maturity.data.search import SearchEntry
from ict_maturity.facts.answer import Before, Improvement
from ict_maturity.model import (
    Addressee,
    Answer,
    Assessment,
    AssessmentKey,
    Content,
    Exchange,
    Office,
)
from ict_maturity.render.office import office_pages
from ict_maturity.render.parts import recommendation_cell
from ict_maturity.score.scorecard import Bounds, Levels, RecommendationResult
from ict_maturity.texts.results import result_line
from tests.english import spoken
from tests.unit.made_up import minimal_content, site_of, with_kpi, with_recommendation

SCRIPT = "<script>alert(1)</script>"


def stamps(content: Content) -> dict[str, dict[str, Any]]:
    outputs = office_pages(site_of(content))
    return {output.path: json.loads(output.content) for output in outputs}


def stamp(content: Content, code: str) -> dict[str, Any]:
    return stamps(content)[f"_stamp/offices/{code}.json"]


def found(content: Content, code: str) -> SearchEntry:
    """What the search finds of the office's page, which is the page alone."""
    outputs = {output.path: output for output in office_pages(site_of(content))}
    (entry,) = outputs[f"_stamp/offices/{code}.json"].found
    return entry


def body(content: Content, code: str) -> BeautifulSoup:
    return BeautifulSoup(stamp(content, code)["body"], "html.parser")


def text(node: Tag) -> str:
    return " ".join(node.get_text(" ").split())


def part(page: BeautifulSoup, css: str) -> Tag:
    found = page.select_one(css)
    assert found is not None
    return found


def with_office(content: Content, code: str, **changes: object) -> Content:
    changed: Office = content.offices[code].model_copy(update=changes)
    return replace(content, offices={**content.offices, code: changed})


def with_assessment(content: Content, office: str, **changes: object) -> Content:
    key = AssessmentKey(office, "2026")
    changed: Assessment = content.assessments[key].model_copy(update=changes)
    return replace(content, assessments={**content.assessments, key: changed})


DAY = date(2026, 6, 30)
ALL_TO_LEVEL_3 = Answer(
    checks=dict.fromkeys(
        ("rules-written", "rules-dated", "rules-at-desk", "days-stated", "every-shelf", "no-fee"),
        "met",
    )
)


def answering(**answers: Answer) -> Content:
    """What HV answers in 2026 to some KPIs, all else as it was."""
    content = minimal_content()
    given = content.assessments[AssessmentKey("HV", "2026")].answers
    return with_assessment(content, "HV", answers={**given, **answers})


def without_assessments(content: Content) -> Content:
    return replace(content, assessments={})


def result(
    levels: Levels, score: tuple[Fraction, Fraction], assessed: int, published: bool
) -> RecommendationResult:
    return RecommendationResult(
        recommendation="R01",
        levels=levels,
        score=Bounds(*score),
        coverage=Fraction(assessed, 5),
        applicable=5,
        assessed=assessed,
        confidence="B",
        confidence_points=Fraction(1, 2),
        published=published,
        profile_limited=False,
        short_round=False,
        held_by=("K01", "K02"),
        rests_on=(),
        kpis=(),
        reasons=(),
        next_steps=(),
        evidence_steps=(),
    )


def test_the_worked_example_is_printed_as_the_method_says() -> None:
    worked = result(Levels(1, 2, 1), (Fraction(85, 2), Fraction(125, 2)), 4, published=True)
    assert spoken(result_line(worked)) == (
        "Level 1 shown, up to 2 possible, held by K01 and K02; 4 of 5 KPIs assessed; "
        "mean of its KPIs 42.5 to 62.5"
    )


def test_what_must_be_known_of_a_level_stands_in_its_line_and_at_its_badge() -> None:
    worked = result(Levels(3, 3, 3), (Fraction(80), Fraction(80)), 5, published=True)
    marked = replace(worked, rests_on=("K04",), short_round=True, profile_limited=True, held_by=())
    marks = "rests on one answer (K04); short round; profile-limited"
    assert spoken(result_line(marked)) == (
        f"Level 3; 5 of 5 KPIs assessed; mean of its KPIs 80.0; {marks}"
    )
    cell = spoken(recommendation_cell(marked))
    assert (cell.text, cell.words) == ("3†*", f"Level 3; {marks}")


def test_a_result_that_is_known_has_no_bounds() -> None:
    known = result(Levels(3, 3, 3), (Fraction(80), Fraction(80)), 5, published=True)
    assert spoken(result_line(known)) == (
        "Level 3, held by K01 and K02; 5 of 5 KPIs assessed; mean of its KPIs 80.0"
    )


def test_a_result_that_is_not_published_says_so_with_its_bounds() -> None:
    open_result = result(Levels(0, 3, 0), (Fraction(10), Fraction(90)), 1, published=False)
    assert spoken(result_line(open_result)) == (
        "Not enough assessed, level between 0 and 3; 1 of 5 KPIs assessed; "
        "mean of its KPIs 10.0 to 90.0"
    )


def test_a_stamp_names_the_page_and_its_parts() -> None:
    page = stamp(minimal_content(), "hv")
    assert page["path"] == "offices/hv/"
    assert page["title"] == "High Valley Library (HV)"
    assert page["tags"] == ["Office"]
    assert page["source"] == "offices/HV/office.yaml"
    assert page["data"] == "data/v1/offices/hv.json"
    assert page["cycle"] == "2026"
    assert [entry["id"] for entry in page["toc"]][:3] == ["levels", "next-steps", "recommendations"]
    entry = found(minimal_content(), "hv")
    assert entry.names == ("HV", "High Valley Library")
    assert entry.kinds == ("Office", "Fictional")
    first, *others = entry.text.split("\n\n")
    assert first == page["description"]
    assert "Size of the collection: More than 2,000 books" in others


def test_every_id_is_there_once() -> None:
    for page in stamps(minimal_content()).values():
        ids = [node["id"] for node in BeautifulSoup(page["body"], "html.parser").select("[id]")]
        assert len(ids) == len(set(ids))


def test_a_page_shows_each_recommendation_with_its_level_in_the_table() -> None:
    content = minimal_content()
    rows = body(content, "hv").select(".ictm-all-figures tbody tr")
    site = site_of(content)
    card = site.scorecards[AssessmentKey("HV", "2026")]
    assert [text(row).split()[0] for row in rows] == list(card.recommendations)
    for row, item in zip(rows, card.recommendations.values(), strict=True):
        badge = row.select_one(".ictm-level")
        assert item.levels is not None
        assert badge is not None
        assert text(badge).startswith(str(item.levels.shown))


def test_a_kpi_opens_to_checks_rule_and_evidence() -> None:
    opened = part(body(minimal_content(), "lm"), "details#k01")
    said = text(opened)
    for words in ("met The rules hang at the desk", "not met The rules say for how many days"):
        assert words in said
    assert "Evidence" in said
    assert "checks in four steps" in said
    assert not opened.has_attr("open")


def test_next_steps_list_what_to_do() -> None:
    steps = text(part(body(minimal_content(), "lm"), "#r01 .ictm-steps"))
    assert steps.startswith("To level 2")
    assert (
        "K01 Rules of lending that everyone can read . Write the rules of lending down and hang "
        "them where books are lent. Level 1 now; for level 2:"
    ) in steps
    assert "Do: The page says from which day the rules hold." in steps


def test_next_steps_on_a_figure_say_where_it_stands_and_what_it_needs() -> None:
    few = Answer(numerator=8, denominator=9, as_of=DAY)
    steps = text(part(body(answering(K02=few), "hv"), "#r02 .ictm-steps"))
    assert (
        "Write to each borrower before the 60 days are over. Now 8 of 9, which is "
        "88.9 %. A share of few. Level 4 wants 95 % or more. Report an earlier fact of it "
        "as well."
    ) in steps
    note = "Where an earlier fact is wanted: one that reached level 4 too, or a worse one with"
    assert note in text(body(answering(K02=few), "hv"))
    assert note not in text(body(minimal_content(), "lm"))


def test_next_steps_on_an_undecided_check_say_find_out() -> None:
    met = dict.fromkeys(ALL_TO_LEVEL_3.checks, "met")
    checks = {**met, "days-stated": "unknown", "every-shelf": "not_met"}
    content = answering(K01=Answer(checks=checks))
    line = text(part(body(content, "hv"), ".ictm-steps li:has(> a[href='#k01'])"))
    assert line.startswith(
        "K01 Rules of lending that everyone can read . Level 2 now; for level 3: "
        "Find out: The rules say for how many days a book is lent."
    )


def test_evidence_is_a_step_where_more_is_declared_than_backed() -> None:
    steps = text(part(body(answering(K01=ALL_TO_LEVEL_3), "hv"), "#r01 .ictm-steps"))
    assert (
        "Evidence backs level 2, not the level 3 that is declared. To back one level more, for "
        "each KPI below: Give evidence of at least grade E1, a document inside the office with "
        "its title, date and holder. K01 Rules of lending that everyone can read"
    ) in steps


def test_what_keeps_a_level_down_is_told_by_its_title() -> None:
    section = part(body(minimal_content(), "lm"), "details#r01")
    assert "Held back by K01 Rules of lending that everyone can read (level 1)." in text(section)


def test_none_is_told_in_words() -> None:
    opened = text(part(body(answering(K02=Answer(answer="none")), "hv"), "details#k02"))
    assert "none of the kind" in opened
    assert "Whole KPI none: never held, or nothing of the kind" in opened
    assert "None: never held, or there is nothing of the kind. That is level 0." in opened


def test_a_second_figure_is_shown_with_the_change_in_the_fold_of_the_kpi() -> None:
    before = Before(numerator=80, denominator=100, as_of=date(2025, 6, 30))
    change = Improvement(what="A postcard reminds the reader.", date=date(2025, 9, 1))
    answer = Answer(numerator=96, denominator=100, as_of=DAY, before=before, change=change)
    opened = text(part(body(answering(K02=answer), "hv"), "details#k02"))
    for words in (
        "improved",
        "It is better than an earlier fact, because of what the office changed.",
        "Earlier, counted above the line 80",
        "Earlier, true on 30 June 2025",
        "Changed because of it A postcard reminds the reader.",
        "Day of the change 1 September 2025",
    ):
        assert words in opened


def test_the_office_as_a_whole_is_told_with_the_lowest() -> None:
    figures = text(part(body(minimal_content(), "hv"), "dl.ictm-figures"))
    assert "Overall level 3 Lowest, at level 3: R01 and R02." in figures
    figures = text(part(body(minimal_content(), "lm"), "dl.ictm-figures"))
    assert "Overall level – 1 of 2 Recommendations are published" in figures


def test_a_change_is_told_in_three_parts() -> None:
    row = text(part(body(minimal_content(), "hv"), "#r01 .ictm-change-of"))
    assert (
        "2025 to 2026: level +2 (by doing +2, by looking 0, by the framework 0); "
        "mean +50.0 (by doing +50.0, by looking 0, by the framework 0)."
    ) in row


def test_an_unknown_kpi_gives_bounds_and_no_colour() -> None:
    badge = part(body(minimal_content(), "lm"), "details#k02 .ictm-level")
    assert text(badge).startswith("0–4")
    assert "ictm-level-none" in badge["class"]


def test_a_fictional_office_says_so_first() -> None:
    content = minimal_content()
    assert body(content, "hv").select(".ictm-banner--fictional")
    real = with_office(content, "HV", fictional=False)
    assert not body(real, "hv").select(".ictm-banner--fictional")


def test_a_working_theme_is_marked_in_chart_table_and_heading() -> None:
    page = body(with_recommendation(minimal_content(), content_status="placeholder"), "hv")
    assert "theme" in text(part(page, ".ictm-levels .ictm-mark--placeholder"))
    assert page.select(".ictm-all-figures .ictm-mark--placeholder")
    assert page.select("#r01 > summary .ictm-mark--placeholder")


def test_offers_and_asks_stand_with_their_recommendation() -> None:
    page = body(minimal_content(), "lm")
    assert "How do you remind readers without a telephone?" in text(page)
    assert "Nothing offered yet." in text(page)


def test_a_kpi_asked_of_others_is_left_out() -> None:
    page = body(with_kpi(minimal_content(), addressee="nobody"), "hv")
    assert page.select_one("details#k01") is None
    assert "No KPI of this Recommendation is asked of this office." in text(page)


def test_an_upcoming_kpi_is_shown_and_not_counted() -> None:
    row = part(body(with_kpi(minimal_content(), lifecycle="upcoming"), "hv"), "details#k01 summary")
    assert "Upcoming, not counted" in text(row)


def test_an_office_without_a_report_that_is_shown_says_what_to_do() -> None:
    page = stamp(without_assessments(minimal_content()), "hv")
    said = text(BeautifulSoup(page["body"], "html.parser"))
    assert "No report of this office is shown." in said
    assert "How to begin" in said
    assert page["cycle"] == ""
    entry = found(without_assessments(minimal_content()), "hv")
    assert "No report of this office is shown" in entry.text.split("\n\n")


@pytest.mark.parametrize("code", ["hv", "lm"])
def test_content_is_shown_and_never_run(code: str) -> None:
    content = minimal_content()
    content = with_recommendation(content, title=f"Title {SCRIPT}")
    content = with_kpi(content, title=f"KPI {SCRIPT}")
    content = with_office(content, code.upper(), name=f"Name {SCRIPT}", contact_role=SCRIPT)
    exchange = Exchange(recommendation="R01", text=SCRIPT)
    content = with_assessment(content, code.upper(), offers=(exchange,), notes=SCRIPT)
    page = stamp(content, code)
    assert "<script" not in page["body"]
    assert page["title"].startswith("Name <script>")
    said = text(BeautifulSoup(page["body"], "html.parser"))
    assert said.count("alert(1)") >= 5


def test_a_trend_is_drawn_with_its_words() -> None:
    content = minimal_content()
    content = with_assessment(content, "HV", reference_date=date(2026, 6, 30))
    trend = part(body(content, "hv"), "#r01 .ictm-change-of")
    assert trend.select_one("svg.ictm-trend")
    assert "2025: level" in text(trend)


def test_a_page_stays_light() -> None:
    for page in stamps(minimal_content()).values():
        assert len(gzip.compress(page["body"].encode())) < 10_000


def test_an_office_that_is_asked_alone_sees_what_it_is_asked() -> None:
    content = without_assessments(with_kpi(minimal_content(), addressee="valley"))
    addressee = Addressee(id="valley", title="The library of the valley", office="HV")
    framework = content.framework.model_copy(
        update={"addressees": (*content.framework.addressees, addressee)}
    )
    content = replace(content, framework=framework)
    assert content.kpis["K01"].title in text(body(content, "hv"))
    assert content.kpis["K01"].title not in text(body(content, "lm"))
