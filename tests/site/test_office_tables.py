"""What the script adds to the heat map, and office pages on paper."""

import re

import pytest
from playwright.sync_api import Page

from ict_maturity.build import Build
from tests.site.visit import Visit

pytestmark = [pytest.mark.site, pytest.mark.browser]

SHEETS = 3


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


def test_an_office_fits_on_three_sheets(visit: Visit, built: Build) -> None:
    assert built.site is not None
    sheets = {}
    for code in built.site.content.offices:
        pdf = visit.open(f"offices/{code.lower()}/").pdf(prefer_css_page_size=True)
        sheets[code] = len(re.findall(rb"/Type\s*/Page\b", pdf))
    assert sheets
    assert all(0 < count <= SHEETS for count in sheets.values()), sheets
