"""The frame of pages: addresses, front matter, and HTML that no Markdown engine touches."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import markdown
import pytest
import yaml

from ict_maturity.aggregate.site import Site
from ict_maturity.data.search import SearchEntry
from ict_maturity.model import Term
from ict_maturity.render.address import url_from, url_of
from ict_maturity.render.page import (
    Page,
    Part,
    framed,
    lines,
    on_one_line,
    page_output,
    stamped_output,
)
from tests.unit.made_up import minimal_content, site_of, with_terms


@pytest.fixture(scope="module")
def site() -> Site:
    return site_of(minimal_content())


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("index.md", ""),
        ("method.md", "method/"),
        ("kpis/index.md", "kpis/"),
        ("kpis/k07.md", "kpis/k07/"),
        ("data/v1/kpis.json", "data/v1/kpis.json"),
    ],
)
def test_addresses_are_folders(path: str, url: str) -> None:
    assert url_of(path) == url


@pytest.mark.parametrize(
    ("page", "target", "url"),
    [
        ("kpis/k07.md", "recommendations/r02.md#actions", "../../recommendations/r02/#actions"),
        ("index.md", "kpis/k07.md", "kpis/k07/"),
        ("kpis/k07.md", "index.md", "../../"),
        ("kpis/k07.md", "data/v1/kpis.json", "../../data/v1/kpis.json"),
        ("kpis/k07.md", "kpis/k07.md#rule", "#rule"),
        ("kpis/index.md", "kpis/k07.md", "k07/"),
        ("index.md", "index.md", "./"),
    ],
)
def test_links_are_relative_so_that_any_base_path_works(page: str, target: str, url: str) -> None:
    assert url_from(page, target) == url


def page_with(body: str, **fields: Any) -> Page:
    page = Page("kpis/k07.md", title="T", description="D", kind="KPI", body=body)
    return replace(page, **fields)


def test_front_matter_survives_any_title(site: Site) -> None:
    title = 'NO: "yes" #1 — {{ x }} <b>'
    output = page_output(site, page_with("<p>x</p>", title=title, data_date=date(2026, 1, 5)))
    front = yaml.safe_load(output.text.split("---\n")[1])
    assert front["title"] == title
    assert front["tags"] == ["KPI"]
    assert front["data_date"] == "5 January 2026"
    assert front["edition"] == site.content.framework.edition
    assert front["render_macros"] is False
    assert "cycle" not in front


def test_a_body_is_one_line_that_markdown_leaves_alone(site: Site) -> None:
    body = '<h2 id="a">A</h2>\n\n<p>* not a list\n\n# not a heading\n{: onclick="x" }</p>\n'
    output = page_output(site, page_with(body))
    staged = output.text.split("---\n\n")[1]
    assert staged.count("\n") == 1
    extensions = ["attr_list", "tables", "toc", "md_in_html", "admonition", "def_list"]
    assert markdown.markdown(staged, extensions=extensions).strip() == staged.strip()


def test_line_breaks_of_code_are_kept() -> None:
    assert (
        on_one_line("<p>a\n b</p>\n<pre>x\n\n  y</pre>\n") == "<p>a b</p> <pre>x&#10;&#10;  y</pre>"
    )


def test_a_stamp_carries_headings_and_is_found_as_one_page(site: Site) -> None:
    page = page_with('<h2 id="a">A <b>b</b></h2><p>x</p>', path="offices/qm.md", kind="Office")
    output = stamped_output(site, replace(page, says="words"))
    stamp = json.loads(output.content)
    assert output.path == "_stamp/offices/qm.json"
    assert stamp["path"] == "offices/qm/"
    assert stamp["toc"] == [{"id": "a", "title": "A b"}]
    assert output.found == (SearchEntry("offices/qm/", "T", "words", ("Office",)),)
    assert stamp["body"] == framed(page.body)


def test_a_page_is_found_with_its_parts_or_its_headings(site: Site) -> None:
    body = '<h2 id="a">A <b>b</b> &amp; c</h2><h2 id="z"><a href="kpis/k01/">K01</a></h2>'
    page = page_with(body, names=("K07",), marks=("Working theme",), boost=2)
    whole = SearchEntry("kpis/k07/", "T", "D", ("KPI", "Working theme"), ("K07",), 2)
    heading = SearchEntry("kpis/k07/#a", "A b & c", "", ("KPI", "Working theme"))
    assert page_output(site, page).found == (whole, heading)
    parts = (Part("why", "Why", lines("One.", "Two"), ("Guidance",), ("N",)),)
    part = SearchEntry("kpis/k07/#why", "Why", "One.\n\nTwo", ("Guidance", "Working theme"), ("N",))
    assert page_output(site, replace(page, parts=parts)).found == (whole, part)


def test_every_kind_of_page_links_its_terms_but_not_the_glossary_itself() -> None:
    site = site_of(with_terms(minimal_content(), Term(term="loan", meaning="Taking.")))
    page = page_with("<p>One loan, two loans, one loan.</p>")
    glossary = page_with("<p>One loan.</p>", path="glossary.md")
    for output in (page_output(site, page), stamped_output(site, page)):
        assert output.text.count("glossary/#loan") == 1
    assert "#loan" not in page_output(site, glossary).text
