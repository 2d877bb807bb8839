"""The plugin's own decisions; what it does within MkDocs is in tests/site."""

from ict_maturity.plugin import expanded, paths_in

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
