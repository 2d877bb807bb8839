"""Office pages of a made-up site."""

import gzip
import json
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from ict_maturity.model import (
    Addressee,
    Assessment,
    AssessmentKey,
    Content,
    Exchange,
    Office,
)
from ict_maturity.render.office import office_pages
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
        kpis=(),
        reasons=(),
        next_steps=(),
    )


def test_the_worked_example_is_printed_as_the_method_says() -> None:
    worked = result(Levels(1, 2, 1), (Fraction(85, 2), Fraction(125, 2)), 4, published=True)
    assert spoken(result_line(worked)) == (
        "Level 1 shown, up to 2 possible; score 42.5 to 62.5; 4 of 5 KPIs assessed"
    )


def test_a_result_that_is_known_has_no_bounds() -> None:
    known = result(Levels(3, 3, 3), (Fraction(80), Fraction(80)), 5, published=True)
    assert spoken(result_line(known)) == "Level 3; score 80.0; 5 of 5 KPIs assessed"


def test_a_result_that_is_not_published_says_so_with_its_bounds() -> None:
    open_result = result(Levels(0, 3, 0), (Fraction(10), Fraction(90)), 1, published=False)
    assert spoken(result_line(open_result)) == (
        "Not enough assessed, level between 0 and 3; score 10.0 to 90.0; 1 of 5 KPIs assessed"
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
    assert len(page["search"]) == 1
    assert "More than 2,000 books" in page["search"][0]["text"]


def test_every_id_is_there_once() -> None:
    for page in stamps(minimal_content()).values():
        ids = [node["id"] for node in BeautifulSoup(page["body"], "html.parser").select("[id]")]
        assert len(ids) == len(set(ids))


def test_a_page_shows_each_recommendation_with_its_level_in_the_table() -> None:
    content = minimal_content()
    rows = body(content, "hv").select("#levels ~ .ictm-scroll tbody tr")
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


def test_next_steps_list_the_checks_to_meet() -> None:
    steps = text(part(body(minimal_content(), "lm"), "ol.ictm-steps"))
    assert "from level 1 to level 2" in steps
    assert "Meet for level 2:" in steps
    assert "The rules say for how many days a book is lent." in steps


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
    page = body(with_recommendation(minimal_content(), text_status="placeholder"), "hv")
    assert "theme" in text(part(page, "svg.ictm-level-bars .mark"))
    assert page.select("#levels ~ .ictm-scroll .ictm-mark--placeholder")
    assert page.select("h3#r01 .ictm-mark--placeholder")


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


def test_an_office_that_has_not_reported_says_what_to_do() -> None:
    page = stamp(without_assessments(minimal_content()), "hv")
    said = text(BeautifulSoup(page["body"], "html.parser"))
    assert "This office has not reported." in said
    assert "How to begin" in said
    assert page["cycle"] == ""
    assert "has not reported" in page["search"][0]["text"]


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
    trend = part(body(content, "hv"), "#trend ~ .ictm-scroll tbody tr")
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
