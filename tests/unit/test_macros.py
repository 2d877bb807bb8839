"""Live figures for hand-written pages."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from ict_maturity.aggregate.site import Site
from ict_maturity.build import build
from ict_maturity.macros import define_env


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
    built = build(Path(__file__).parents[2] / "examples/minimal")
    assert built.site is not None
    return built.site


@pytest.fixture
def env(site: Site) -> Env:
    env = Env(site)
    define_env(env)
    return env


def test_counts_are_those_of_the_content(env: Env, site: Site) -> None:
    counted = {
        what: env.macros["count"](what) for what in ("recommendations", "kpis", "offices", "cycles")
    }
    assert counted == {
        "recommendations": len(site.content.recommendations),
        "kpis": len(site.content.kpis),
        "offices": len(site.content.offices),
        "cycles": len(site.content.cycles),
    }
    with pytest.raises(KeyError):
        env.macros["count"]("sheep")


def test_the_level_is_the_one_of_the_latest_scorecard(env: Env, site: Site) -> None:
    for code in site.content.offices:
        scorecard = site.latest_scorecard(code)
        words = env.macros["level"](code, "R01")
        if scorecard is None:
            assert words == "Has not reported"
        else:
            levels = scorecard.recommendations["R01"].levels
            assert levels is None or str(levels.shown) in words
    with pytest.raises(KeyError):
        env.macros["level"]("ZZ", "R01")


def test_the_table_lists_the_kpis_with_links_from_the_page(env: Env, site: Site) -> None:
    table = env.macros["kpi_table"]("R01")
    kpis = site.content.kpis_of("R01")
    assert table.count("<tr>") == len(kpis) + 1
    for kpi in kpis:
        assert f"<a href='../../kpis/{kpi.id.lower()}/'>{kpi.id} " in table


def test_no_macro_prints_the_whole_site(env: Env) -> None:
    assert max(len(str(macro)) for macro in env.macros.values()) < 200


def test_pages_read_the_framework(env: Env, site: Site) -> None:
    assert env.variables["framework"] is site.content.framework
