"""The recipe for a new page in docs/development/index.md, followed with a page of sources."""

from pathlib import Path

import pytest
from markupsafe import Markup

from ict_maturity import render
from ict_maturity.aggregate.site import Site
from ict_maturity.build import build
from ict_maturity.data.outputs import Output
from ict_maturity.render.page import Page, page_output
from ict_maturity.website.engine import build_site
from ict_maturity.website.stage import stage
from tests.copies import copied
from tests.english import spoken

PATH = "sources.md"


def sources_page(site: Site) -> Output:
    items = Markup("").join(
        Markup("<li>{}</li>").format(each.source.document)
        for each in site.content.recommendations.values()
        if each.source
    )
    page = Page(
        PATH, "Sources", "Where texts come from.", "Sources", Markup("<ul>{}</ul>").format(items)
    )
    return page_output(site, page)


def test_one_function_and_one_line_make_a_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copied(tmp_path / "root")
    monkeypatch.setattr(render, "PAGES", (*render.PAGES, sources_page))
    built = build(root)
    assert not built.problems
    assert stage(root, built.outputs, tmp_path / "staged") == ()
    page = (tmp_path / "staged" / PATH).read_text("utf-8")
    assert built.site is not None
    documents = [
        each.source.document for each in built.site.content.recommendations.values() if each.source
    ]
    assert documents
    assert all(document in page for document in documents)


@pytest.mark.site
def test_a_page_that_the_navigation_leaves_out_stops_the_build(tmp_path: Path) -> None:
    root = copied(tmp_path / "root")
    settings = root / "mkdocs.yml"
    before = settings.read_text("utf-8")
    without = before.replace("      - glossary.md\n", "")
    assert without != before
    settings.write_text(f"{without}validation: {{nav: {{omitted_files: warn}}}}\n", "utf-8")
    result = build_site(root, tmp_path / "site")
    assert result.code == 1
    assert "glossary.md" in spoken(result.words)
    assert "kpis/" not in spoken(result.words)
    assert not (tmp_path / "site").exists()
