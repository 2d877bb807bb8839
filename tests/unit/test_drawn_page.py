"""Pages are drawn by `check` as the build draws them."""

from pathlib import Path

import pytest
from mkdocs.exceptions import Abort

from ict_maturity.aggregate.site import Site
from ict_maturity.build import build
from ict_maturity.data.outputs import Output
from ict_maturity.load.handwritten import handwritten
from ict_maturity.load.settings import markdown_extensions
from ict_maturity.render.drawn_page import drawing_faults
from ict_maturity.website.plugin import IctMaturityPlugin
from tests.copies import MINIMAL
from tests.english import spoken

ROOT = Path(__file__).parents[2]
ASKING = "---\nrender_macros: true\n---\n# A\n\n{}\n"


@pytest.fixture(scope="module")
def site() -> Site:
    built = build(MINIMAL)
    assert built.site is not None
    return built.site


def told(text: str, site: Site | None) -> list[str]:
    page = Output("a.md", text.encode(), "docs/a.md")
    faults = drawing_faults([page], lambda: site, markdown_extensions(ROOT))
    return [spoken(fault).partition("\n")[0] for fault in faults]


def test_our_pages_can_be_drawn() -> None:
    built = build(ROOT)
    files, _ = handwritten(ROOT)
    assert list(drawing_faults(files, lambda: built.site, markdown_extensions(ROOT))) == []


def test_a_page_that_cannot_be_filled_is_told_with_its_line(site: Site) -> None:
    for asked in ('{{ count("nonsense") }}', "{{ framework.nothing }}", "{{ framework.levels }}"):
        assert told(ASKING.replace("{}", asked), site) == ["docs/a.md:6  template-not-allowed"]
    assert told(ASKING.replace("{}", '{{ count("kpis") }}'), site) == []


def test_what_is_drawn_has_a_place_of_its_own(site: Site) -> None:
    for place in ("{}", "- a\n\n    {}", "!!! note\n    {}", "> {}"):
        page = ASKING.replace("{}", place).replace("{}", '{{ kpi_table("R01") }}')
        assert told(page, site) == []
    for place in ("a {}", "- {}", "```\n{}\n```", "[a]({})"):
        page = ASKING.replace("{}", place).replace("{}", '{{ kpi_table("R01") }}')
        assert told(page, site) == ["docs/a.md  template-not-allowed"]


def test_without_a_site_only_what_asks_for_nothing_is_drawn() -> None:
    assert told(ASKING.replace("{}", '{{ count("nonsense") }}'), None) == []
    assert told("# __config\n", None) == ["docs/a.md  html-in-markdown"]


def test_a_page_in_which_the_reader_loses_its_way_is_named() -> None:
    """No page that `check` reads does; the reader is the engine's, and may change."""
    assert told("1. " * 700, None) == ["docs/a.md  markdown-not-allowed"]
    plugin = IctMaturityPlugin()
    plugin.page_read = "docs/a.md"
    with pytest.raises(Abort, match=r"^docs/a\.md  markdown-not-allowed\n"):
        plugin.on_build_error(RecursionError())
    plugin.on_build_error(ValueError())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("[tables, admonition]", ("admonition", "tables")),
        ("{toc: {permalink: true}}", ("toc",)),
        ("[pymdownx.details: null, md_in_html, own.extension]", ("pymdownx.details",)),
        ("tables", ("tables",)),
        ("[[1], 2, {3: 4}]", ()),
        ("null", ()),
    ],
)
def test_extensions_that_are_known_are_read(
    tmp_path: Path, text: str, names: tuple[str, ...]
) -> None:
    assert markdown_extensions(tmp_path) == ()
    (tmp_path / "mkdocs.yml").write_text(f"markdown_extensions: {text}\n", "utf-8")
    assert markdown_extensions(tmp_path) == names
