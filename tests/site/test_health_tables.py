"""What the script adds to the tables of KPI health."""

import pytest
from playwright.sync_api import Page

from ict_maturity.build import Build
from tests.site.visit import Visit

pytestmark = [pytest.mark.site, pytest.mark.browser]


def ids(page: Page) -> list[str]:
    """The KPIs of the rows that are shown, from the top."""
    rows = page.locator("#health-kpis tbody tr:visible th")
    return [str(row.get_attribute("data-sort")) for row in rows.all()]


def test_the_table_sorts_by_place_and_is_filtered_to_the_queue(visit: Visit, built: Build) -> None:
    assert built.site is not None
    health = built.site.health
    page = visit.open("health/")
    assert ids(page) == list(health.kpis)
    page.locator("#health-kpis thead button").last.click()
    queued = [id for id in health.queue if id in health.kpis]
    assert ids(page)[: len(queued)] == queued
    page.locator("form[data-ictm-filter=health-kpis] select[name=queue]").select_option("yes")
    assert ids(page) == queued
    page.locator("form[data-ictm-filter=health-kpis] input").fill(queued[0])
    assert ids(page) == [queued[0]]


def test_a_share_sorts_as_a_number(visit: Visit, built: Build) -> None:
    assert built.site is not None
    page = visit.open("health/")
    header = page.locator("#health-kpis thead th", has_text="Not looked").locator("button")
    header.click()
    header.click()
    answers = {id: one.answers for id, one in built.site.health.kpis.items()}
    shares = [one.share(one.not_assessed) for one in map(answers.__getitem__, ids(page)) if one]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] > shares[-1]
