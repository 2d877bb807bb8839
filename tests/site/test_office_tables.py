"""The heat map and tabs with a script and without, and office pages on paper."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize

from ict_maturity.build import Build
from tests.site.visit import Visit, visiting

pytestmark = [pytest.mark.site, pytest.mark.browser]

SHEETS = 3
SCREENS = 5
FIRST = 800
"""How many pixels people see first, at the least."""

ANSWER_ENDS = "document.querySelector('.ictm-answer').getBoundingClientRect().bottom + scrollY"


def heat_map(visit: Visit) -> Page:
    """The heat map as a visitor reaches it: from home, without the page being loaded again."""
    page = visit.open("")
    page.locator(".md-tabs__link", has_text="Offices").click()
    page.locator("#heat-map button").first.wait_for()
    return page


def column(page: Page, number: int) -> list[str]:
    """What the rows that are shown sort by in one column."""
    cells: list[str] = page.locator("#heat-map tbody tr:visible").evaluate_all(
        "(rows, number) => rows.map((row) => row.cells[number]?.dataset.sort ?? '')", number
    )
    return cells


def test_a_column_sorts_both_ways_with_unknown_levels_last(visit: Visit) -> None:
    page = heat_map(visit)
    button = page.locator("#heat-map th button").nth(1)
    button.click()
    levels = [level for level in column(page, 1) if level]
    assert levels == sorted(levels)
    assert column(page, 1)[: len(levels)] == levels
    button.press("Enter")
    assert column(page, 1)[: len(levels)] == levels[::-1]
    header = page.locator("#heat-map th").nth(1)
    assert header.get_attribute("aria-sort") == "descending"
    assert visit.errors == []


def test_offices_are_filtered_by_profile_and_by_name(visit: Visit, built: Build) -> None:
    assert built.site is not None
    offices = built.site.content.offices.values()
    page = heat_map(visit)
    page.locator("select[name=profile-kind]").select_option("national")
    national = [office for office in offices if office.profile.get("kind") == ("national",)]
    assert page.locator("#heat-map tbody tr:visible").count() == len(national)
    assert page.locator("output").inner_text() == f"{len(national)} of {len(offices)} offices"
    page.locator("input[name=text]").fill(national[0].name[:8].upper())
    assert national[0].name in page.locator("#heat-map tbody tr:visible").inner_text()


SHIFT = """() => new Promise((told) => {
  let sum = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((each) => (sum += each.value)))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => told(sum), 300);
})"""
"""How far things moved while the page was loaded."""
STILL = 0.001
"""Less than a line of text that moved by a pixel; 0.1 is called good."""


def top_of(found: Locator) -> float:
    """How far below the upper edge of the window something is."""
    box = found.bounding_box()
    assert box
    return box["y"]


def shown(page: Page) -> list[str]:
    """The offices whose rows are shown, in their order."""
    return page.locator("#heat-map tbody tr:visible th > a:first-child").all_inner_texts()


def test_filters_and_order_stand_in_the_address_and_come_back(visit: Visit) -> None:
    page = heat_map(visit)
    page.locator("select[name=profile-kind]").select_option("national")
    page.locator("[data-column=r02] button").click()
    page.locator("[data-column=r02] button").click()
    address, rows = page.url, shown(page)
    assert address.endswith("?profile-kind=national&sort=-r02")
    page.locator("#heat-map tbody tr:visible td a").first.click()
    page.wait_for_url("**/offices/*/#r01")
    page.go_back()
    page.locator("#heat-map button").first.wait_for()
    assert (page.url, shown(page)) == (address, rows)
    visit.open("")
    visit.open(address.removeprefix(visit.address))
    assert shown(page) == rows
    assert page.locator("select[name=profile-kind]").input_value() == "national"
    page.locator("select[name=profile-kind]").select_option("")
    assert page.url.endswith("/offices/?sort=-r02")
    visit.open("offices/?profile-kind=none&sort=nothing&show=r99")
    assert len(shown(page)) > len(rows)
    assert visit.errors == []


def test_the_names_of_offices_and_recommendations_stay_in_sight(visit: Visit) -> None:
    page = visit.open("offices/")
    assert page.evaluate(SHIFT) < STILL
    box, last = page.locator(".ictm-map"), page.locator("#heat-map tbody tr").last
    head = page.locator("#heat-map thead th").nth(3)
    page.set_viewport_size({"width": 1280, "height": 500})
    last.scroll_into_view_if_needed()
    above = page.locator(".md-header").evaluate("(head) => head.getBoundingClientRect().bottom")
    assert abs(top_of(head) - above) <= 1
    page.set_viewport_size({"width": 900, "height": 500})
    box.evaluate("(box) => { box.style.width = '500px'; box.scrollIntoView(); }")
    box.evaluate("(box) => box.scrollTo(9999, 9999)")
    assert top_of(head) == top_of(box)
    assert box.evaluate("(box) => box.scrollTop * box.scrollLeft") > 0
    name, edge = last.locator("th").bounding_box(), box.bounding_box()
    assert name
    assert edge
    assert name["x"] == edge["x"]


def test_a_phone_shows_one_recommendation_at_a_time(visit: Visit) -> None:
    visit.page.set_viewport_size({"width": 390, "height": 844})
    page = visit.open("offices/?show=r07")
    assert page.evaluate(SHIFT) < STILL
    heads = page.locator("#heat-map thead th:visible")
    assert heads.count() == 2
    assert "R07 " in heads.nth(1).inner_text().replace("\n", " ")
    assert page.evaluate("document.querySelector('.ictm-map').scrollWidth") <= 390
    filters = page.locator("select[name=profile-kind]")
    assert not filters.is_visible()
    page.locator(".ictm-filters > button").click()
    assert filters.is_visible()
    page.locator("select[name=show]").select_option("r02")
    assert page.url.endswith("?show=r02")
    assert "R02 " in heads.nth(1).inner_text().replace("\n", " ")


def test_without_a_script_everything_is_there_and_nothing_that_does_not_work(
    browser: Browser, site: Path, visit: Visit
) -> None:
    view: ViewportSize = {"width": 390, "height": 844}
    with visiting(browser, site, visit.address, viewport=view, java_script_enabled=False) as still:
        page = still.open("offices/")
        assert page.locator("#heat-map thead th:visible").count() == 12
        assert not page.locator(".ictm-filters, select[name=show]").first.is_visible()
        page.goto(f"{visit.address}recommendations/r02/")
        for level in (0, 2, 4):
            page.locator(".ictm-tabs > label").nth(level).click()
            seen = [page.locator(f"#start-{each}").is_visible() for each in range(5)]
            assert seen == [each == level for each in range(5)]
        page.emulate_media(media="print")
        assert all(page.locator(f"#start-{each}").is_visible() for each in range(5))


def test_an_address_opens_the_tab_that_it_names(visit: Visit) -> None:
    page = visit.open("recommendations/r02/#start-3")
    assert page.locator("#start-3").is_visible()
    assert not page.locator("#start-0").is_visible()


def test_an_office_answers_first_stays_short_and_fits_on_three_sheets(
    visit: Visit, built: Build
) -> None:
    assert built.site is not None
    found = {}
    for code in built.site.content.offices:
        page = visit.open(f"offices/{code.lower()}/", until="load")
        measured = [page.evaluate("document.documentElement.scrollHeight / 800")]
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 800})
            measured.append(page.evaluate(ANSWER_ENDS))
        pdf = page.pdf(prefer_css_page_size=True)
        measured.append(len(re.findall(rb"/Type\s*/Page\b", pdf)))
        page.set_viewport_size({"width": 1280, "height": 800})
        found[code] = measured
    assert len(found) >= 10
    assert all(
        0 < screens < SCREENS and 0 < wide <= FIRST and 0 < narrow <= FIRST and 0 < sheets <= SHEETS
        for screens, wide, narrow, sheets in found.values()
    ), found


def test_the_columns_of_the_rows_are_named_where_there_are_columns(visit: Visit) -> None:
    page = visit.open("offices/qm/", until="load")
    heads = page.locator(".ictm-row-heads")
    assert heads.is_visible()
    page.set_viewport_size({"width": 390, "height": 800})
    assert not heads.is_visible()
