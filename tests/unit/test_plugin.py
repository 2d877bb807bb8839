"""The plugin's own decisions; what it does within MkDocs is in tests/site."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml
from mkdocs.exceptions import Abort

from ict_maturity.website.plugin import IctMaturityPlugin
from ict_maturity.website.plugin.navigation import expanded, paths_in
from tests.copies import MINIMAL

ROOT = Path(__file__).parents[2]
PATHS = ["index.md", "results/2025.md", "results/2026.md", "results/index.md", "results/a/b.md"]


def test_a_pattern_stands_for_all_pages_that_match_it_with_the_index_first() -> None:
    nav = [{"Home": "index.md"}, {"Results": ["results/*.md"]}]
    assert expanded(nav, PATHS) == [
        {"Home": "index.md"},
        {"Results": ["results/index.md", "results/2025.md", "results/2026.md"]},
    ]


def test_a_pattern_that_matches_nothing_leaves_nothing() -> None:
    assert expanded([{"KPIs": ["kpis/k*.md"]}], PATHS) == [{"KPIs": []}]


def test_all_pages_of_a_navigation_are_found_at_any_depth() -> None:
    nav = ["a.md", {"B": "b.md"}, {"C": ["c.md", {"D": ["d.md"]}]}]
    assert list(paths_in(nav)) == ["a.md", "b.md", "c.md", "d.md"]


@pytest.mark.parametrize("field", ["template", "generated", "source"])
def test_a_page_says_nothing_to_the_theme_that_check_did_not_read(field: str) -> None:
    """MkDocs reads the first lines of a page by rules of its own."""
    plugin: Any = IctMaturityPlugin()
    plugin.sources = {"a.md": "docs/a.md", "b.md": "kpis/b.yaml"}
    plugin.faults = []

    def read(path: str, meta: dict[str, object]) -> object:
        page = SimpleNamespace(file=SimpleNamespace(src_uri=path), meta=meta, ancestors=[])
        return plugin.on_page_markdown("# A", page, None, None)

    assert read("a.md", {"title": "A"}) == "# A"
    assert read("b.md", {field: "x"}) == ""
    assert plugin.faults == []
    read("a.md", {field: "x"})
    with pytest.raises(Abort, match=r"^docs/a\.md:1:1  wrong-form\n"):
        plugin.on_env(None, None, None)


def test_no_navigation_grows_with_offices_and_kpis() -> None:
    """It is repeated in every page; the minimal site is what others begin with."""
    many = [
        f"{folder}/{name}{n}.md" for folder in ("kpis", "offices") for name in "kq" for n in "12"
    ]
    for root in (ROOT, MINIMAL):
        nav = yaml.safe_load((root / "mkdocs.yml").read_text("utf-8").partition("\nnav:")[2])
        indexes = ["kpis/index.md", "offices/index.md"]
        shown = set(paths_in(expanded(nav, [*many, *indexes])))
        assert shown >= set(indexes)
        assert shown.isdisjoint(many)
