"""The page for an address that leads nowhere."""

from bs4 import BeautifulSoup

from ict_maturity.model import Kpi
from ict_maturity.render.not_found import gaps, known_pages, not_found
from tests.unit.made_up import minimal_content, site_of, with_office


def test_every_link_begins_at_the_base_and_leads_to_a_page() -> None:
    site = site_of(minimal_content())
    page = BeautifulSoup(not_found(site, "/lending/"), "html.parser")
    known = {f"/lending/{page.address}" for page in known_pages(site)}
    assert {str(link["href"]) for link in page.select("a")} == known
    assert {"/lending/", "/lending/kpis/k02/", "/lending/offices/hv/"} <= known
    (form,) = page.select("form[role=search]")
    assert (form["action"], form["method"]) == ("/lending/", "get")
    assert page.select("form input[name=q]")


def test_numbers_that_no_kpi_has_are_told() -> None:
    assert gaps(["K01", "K04", "K102"])[:3] == ("K02", "K03", "K05")
    assert gaps(["K01", "K04", "K102"])[-1] == "K101"
    assert gaps(["K01", "K02"]) == gaps([]) == ()
    assert "No KPI has the numbers" not in not_found(site_of(minimal_content()), "/")


def test_the_gaps_of_our_own_kpis_are_told(kpis: list[Kpi]) -> None:
    assert {"K42", "K43"} <= {*gaps([kpi.id for kpi in kpis])}


def test_names_are_text() -> None:
    content = with_office(minimal_content(), "HV", name="<b>x</b>")
    assert "&lt;b&gt;x" in not_found(site_of(content), "/")
