"""Live figures for hand-written pages."""

from types import SimpleNamespace
from typing import Any

import pytest

from ict_maturity.aggregate.site import Site
from ict_maturity.build import build
from ict_maturity.problems import RefusedError
from ict_maturity.website.macros import define_env
from tests.copies import MINIMAL
from tests.english import spoken


class Env:
    """What mkdocs-macros hands over, as far as it is used."""

    def __init__(self, site: Site) -> None:
        plugin = SimpleNamespace(site=site)
        self.conf = SimpleNamespace(plugins={"ict-maturity": plugin})
        self.page = SimpleNamespace(file=SimpleNamespace(src_uri="about/here.md"))
        self.variables: dict[str, Any] = {}
        self.macros: dict[str, Any] = {}

    def macro(self, function: Any, name: str) -> None:
        self.macros[name] = function


@pytest.fixture(scope="module")
def site() -> Site:
    built = build(MINIMAL)
    assert built.site is not None
    return built.site


@pytest.fixture
def env(site: Site) -> Env:
    env = Env(site)
    define_env(env)
    return env


def test_pages_get_the_figures_of_this_site(env: Env, site: Site) -> None:
    code = next(iter(site.content.offices))
    assert env.macros["count"]("kpis") == str(len(site.content.kpis))
    assert env.macros["level"](code, "R01")
    assert env.variables["framework"]["edition"] == site.content.framework.edition


def test_links_of_a_table_start_from_the_page_it_stands_on(env: Env, site: Site) -> None:
    table = env.macros["kpi_table"]("R01")
    for kpi in site.content.kpis_of("R01"):
        assert f'href="../../kpis/{kpi.id.lower()}/"' in table


def test_no_macro_prints_the_whole_site(env: Env) -> None:
    assert max(len(str(macro)) for macro in env.macros.values()) < 200


def test_a_page_can_have_an_example_computed(env: Env) -> None:
    text = "kpis: {K1: {core: true, level: 2.5}}"
    html = env.macros["recommendation_example"]("one KPI", caller=lambda: text)
    assert "Level 2, held by K1; 1 of 1 KPIs assessed; mean of its KPIs 62.5" in html
    with pytest.raises(RefusedError) as refused:
        env.macros["kpi_example"]("none", caller=lambda: text)
    assert "in the example" in spoken(refused.value.said)


def test_a_page_can_count_months_and_print_thresholds(env: Env) -> None:
    assert env.macros["months"]("2025-01-31", "2025-02-28") == "0"
    assert env.macros["months"]("2025-01-31", "2025-03-01") == "1"
    overall_share = env.variables["framework"]["thresholds"]["overall_share"]
    assert env.macros["percent"](overall_share) == "80\u202f%"
