"""After a short round each page shows, of what it did not ask, the round that asked last."""

import json

import pytest
from bs4 import BeautifulSoup

from ict_maturity.aggregate.site import Site
from ict_maturity.build import Build
from ict_maturity.model import AssessmentKey
from ict_maturity.render.home import card
from ict_maturity.render.office_trend import trend_rows
from ict_maturity.render.offices import office_rows
from ict_maturity.render.page import words_for
from ict_maturity.render.parts import recommendation_cell
from ict_maturity.render.standing import newest_results, standing_of_recommendation
from ict_maturity.said import listed, word
from tests.english import ENGLISH

WHOLE, SHORT = "2025", "2026"
ASKED = ("R01", "R02", "R03")


@pytest.fixture(scope="module")
def site(built: Build) -> Site:
    assert built.site is not None
    return built.site


def not_asked(site: Site) -> list[str]:
    return [id for id in site.content.recommendations if id not in ASKED]


def test_a_row_of_the_heat_map_has_the_last_level_and_says_of_which_round(site: Site) -> None:
    rows = {row.office.code: row for row in office_rows(site, ())}
    reported = [code for code in rows if AssessmentKey(code, SHORT) in site.rounds_of(code)]
    assert len(reported) >= 10
    for code in reported:
        cells = dict(zip(site.content.recommendations, rows[code].cells, strict=True))
        now, before = (site.scorecards[AssessmentKey(code, cycle)] for cycle in (SHORT, WHOLE))
        for id, cell in cells.items():
            card, cycle = (now, "") if id in ASKED else (before, WHOLE)
            assert cell.cycle == cycle
            assert cell.badge == recommendation_cell(card.recommendations[id])


def test_a_level_of_a_short_round_is_not_taken_from_another(site: Site) -> None:
    unpublished = site.scorecards[AssessmentKey("QT", SHORT)].recommendations["R01"]
    assert not unpublished.published
    assert not unpublished.not_asked
    (row,) = (row for row in office_rows(site, ()) if row.office.code == "QT")
    assert row.cells[0].badge == recommendation_cell(unpublished)
    assert (row.cells[0].cycle, row.cells[0].sort) == ("", "")


def test_home_counts_in_the_round_that_asked_last(site: Site) -> None:
    for id, item in site.content.recommendations.items():
        found = card(site, item)
        if id in ASKED:
            assert found.note == listed([word("result.short_round")])
        else:
            assert found.note == listed([word("home.card.round", cycle=WHOLE)])
            counted = site.results[WHOLE].recommendations[id]
            assert sum(counted.levels) > 0
            assert f"levels-{id.lower()}" in found.chart


def test_where_offices_stand_is_told_of_the_round_that_asked_last(site: Site) -> None:
    for id in site.content.recommendations:
        cycle = SHORT if id in ASKED else WHOLE
        kpis = [kpi.id for kpi in site.content.kpis_of(id)]
        assert newest_results(site, kpis) is site.results[cycle]
        page = standing_of_recommendation(site, id, f"recommendations/{id.lower()}.md")
        assert site.content.cycles[cycle].title in BeautifulSoup(page, "html.parser").text


def test_what_nobody_asked_has_no_round(site: Site) -> None:
    assert site.latest_cycle_about([]) is None
    assert site.latest_cycle_about(["K09"]) == SHORT
    assert site.latest_cycle_about(["K10"]) == WHOLE


def test_an_office_tells_the_level_before_of_what_was_not_asked(built: Build, site: Site) -> None:
    (page,) = (each for each in built.outputs if each.path == "_stamp/offices/qm.json")
    body = BeautifulSoup(json.loads(page.text)["body"], "html.parser")
    text = {
        row.th.text[:3]: row.text for row in body.select(".ictm-all-figures tbody tr") if row.th
    }
    for id in not_asked(site):
        shown = site.scorecards[AssessmentKey("QM", WHOLE)].recommendations[id].levels
        assert shown is not None
        assert ENGLISH("result.not_asked") in text[id]
        assert f"Level {shown.shown} in {WHOLE}" in text[id]
    assert all(ENGLISH("result.not_asked") not in text[id] for id in ASKED)
    for id in site.content.recommendations:
        row = body.find("details", id=id.lower())
        assert row is not None
        first = row.select("summary > span")[0]
        told = " ".join(row.select("summary ~ div p")[0].get_text(" ").split())
        before = text[id].rpartition(". ")[2].strip()
        asked = id in ASKED
        assert first.get_text().endswith(WHOLE) == (not asked)
        assert told.startswith(f"Not asked in this round. {before}.") == (not asked)
        opened = [str(kpi["id"]).upper() for kpi in row.select("details.ictm-kpi")]
        card = site.scorecards[AssessmentKey("QM", SHORT if asked else WHOLE)]
        assert opened == list(card.recommendations[id].kpis)


def test_the_page_of_the_round_has_what_it_asked_and_names_the_rest(built: Build) -> None:
    pages = {each.path: each.text for each in built.outputs if each.path.startswith("results/")}
    for cycle, shown in ((SHORT, ASKED), (WHOLE, tuple(f"R{n:02}" for n in range(1, 11)))):
        page = BeautifulSoup(pages[f"results/{cycle}.md"], "html.parser")
        cards = [card.h3.get_text()[:3] for card in page.select(".ictm-cards li") if card.h3]
        assert tuple(cards) == shown
        tables = [table for table in page.find_all("table") if len(table.select("thead th")) >= 6]
        rows = [{row.th.text[:3] for row in table.select("tbody tr") if row.th} for table in tables]
        assert len(rows) >= 2
        assert all(found <= set(shown) for found in rows)
        told = "The round did not ask about R04, R05, R06, R07, R08, R09, R10." in page.get_text()
        assert told == (cycle == SHORT)


def test_a_trend_marks_the_short_round(site: Site) -> None:
    for row in trend_rows(site, words_for(site), site.trends["QM"]):
        said = ENGLISH.say(row.words)
        last = f"{SHORT}: level"
        assert (last in said) == (row.recommendation.id in ASKED)
        assert said.endswith("(short round)") == (last in said)
        assert said.count("short round") == (last in said)
        assert ("short round" in row.chart) == (last in said)


def test_health_looks_at_the_newest_round_that_asked_everything(site: Site) -> None:
    assert site.health.cycle == WHOLE
    assert site.latest_cycle == SHORT
