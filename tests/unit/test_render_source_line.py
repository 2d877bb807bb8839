"""Links into the repository: each pencil leads to the line where its field begins."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from ict_maturity.aggregate.site import Site
from ict_maturity.load import load
from ict_maturity.model import Content
from ict_maturity.render.address import edit_address, line_address
from ict_maturity.render.glossary import glossary_page
from ict_maturity.render.kpis import kpi_pages
from ict_maturity.render.office import office_pages
from ict_maturity.render.parts import source_line
from ict_maturity.render.recommendations import recommendation_pages
from ict_maturity.website.plugin import revision_of
from tests.copies import MINIMAL
from tests.unit.made_up import minimal_content, site_of, with_kpi, with_office

ROOT = Path(__file__).parents[2]
BEGINS: dict[str, str | tuple[str, ...]] = {
    "measures": "measures:",
    "why": "why:",
    "scope": "scope:",
    "include": "include:",
    "exclude": "exclude:",
    "rule": "rule:",
    "evidence": "evidence_wanted:",
    "applies": "applies_when:",
    "cases": "cases:",
    "rulings": "rulings:",
    "open-questions": "open_questions:",
    "tests": "tests:",
    "history": "change_log:",
    "sources": ("sources:", "facts:"),
    "actions": "actions:",
    "levels": "levels:",
    "guidance": "why:",
    "start": "start:",
    "mistakes": "mistakes:",
    "needs": "needs:",
    "small-offices": "small_office:",
    "related": "related:",
    "offers": "offers:",
    "asks": "asks:",
    "notes": "notes:",
}
"""What the line begins with to which the pencil beside a heading leads."""
REPOSITORY = "https://zebra.int/ict-maturity"
TAG = "2026.1"
"""Where the pages of these tests are made from: nothing leads to an address of example.org."""
RULE_PARTS = ("check:", "checks:", "levels:", "choices:", "cut_points:", "at_least:")


@pytest.fixture(scope="module", params=[MINIMAL, ROOT], ids=["minimal", "own content"])
def site(request: pytest.FixtureRequest) -> Site:
    content = load(request.param).content
    assert content is not None
    return site_of(kept(content))


def kept(content: Content) -> Content:
    """The content as an edition's tag keeps it in a repository."""
    framework = content.framework.model_copy(update={"repository": REPOSITORY})
    return replace(content, framework=framework, revision=TAG)


def root_of(site: Site) -> Path:
    return MINIMAL if "K03" not in site.content.kpis else ROOT


@pytest.fixture(scope="module")
def pages(site: Site) -> tuple[BeautifulSoup, ...]:
    return tuple(drawn(site))


def drawn(site: Site) -> Iterator[BeautifulSoup]:
    for output in (*recommendation_pages(site), *kpi_pages(site), glossary_page(site)):
        yield BeautifulSoup(output.text, "html.parser")
    for output in office_pages(site):
        yield BeautifulSoup(json.loads(output.text)["body"], "html.parser")


def line_at(site: Site, link: Tag) -> str:
    """The text of the line that the link leads to."""
    start = f"{REPOSITORY}/blob/{TAG}/"
    match = re.fullmatch(rf"{re.escape(start)}([\w./-]+)#L(\d+)", str(link["href"]))
    assert match, link
    assert f"Line {match[2]} of {match[1]}" in (link.get("aria-label"), link.get_text())
    return (root_of(site) / match[1]).read_text().splitlines()[int(match[2]) - 1].strip()


def test_the_pencil_beside_a_heading_leads_to_its_field(
    site: Site, pages: tuple[BeautifulSoup, ...]
) -> None:
    seen = set()
    for page in pages:
        for heading in page.select(":is(h2, h3)[id]:has(> .ictm-pencil)"):
            pencil, id = heading.find("a"), str(heading["id"])
            assert heading["aria-label"] == heading.get_text().strip()
            if not isinstance(pencil, Tag) or id not in BEGINS:
                continue
            assert line_at(site, pencil).startswith(BEGINS[id]), (id, pencil)
            seen.add(id)
    assert {"measures", "include", "rule", "cases", "actions", "guidance", "asks"} <= seen


def test_the_pencil_of_a_case_leads_to_its_title(
    site: Site, pages: tuple[BeautifulSoup, ...]
) -> None:
    titles = 0
    for page in pages:
        for heading in page.select('h3[id^="case-"]'):
            pencil = heading.find("a")
            assert isinstance(pencil, Tag)
            title = heading.get_text().strip().removesuffix(" Fictional")
            assert line_at(site, pencil).removeprefix("- title: ").strip("\"'>-") in title
            titles += 1
    assert titles >= 4


def test_the_pencil_of_a_rule_leads_to_what_can_be_changed_in_it(
    site: Site, pages: tuple[BeautifulSoup, ...]
) -> None:
    found = [
        line_at(site, pencil)
        for page in pages
        for pencil in page.select("p > .ictm-pencil, th > .ictm-pencil")
        if not line_at(site, pencil).startswith("statement:")
    ]
    assert len(found) >= len(site.content.kpis)
    assert [line for line in found if not line.startswith(RULE_PARTS)] == []


def test_the_pencil_of_a_term_leads_to_the_term(site: Site) -> None:
    page = BeautifulSoup(glossary_page(site).text, "html.parser")
    for heading in page.select("h2[id]"):
        pencil = heading.find("a")
        assert isinstance(pencil, Tag)
        assert line_at(site, pencil) == f"- term: {heading.get_text().strip()}"


def test_each_kpi_of_an_office_leads_to_its_answer(
    site: Site, pages: tuple[BeautifulSoup, ...]
) -> None:
    answered = 0
    for page in pages:
        for row in page.select("details.ictm-kpi"):
            link = row.select_one(f'a[href*="/blob/{TAG}/offices/"]')
            assert isinstance(link, Tag)
            line = line_at(site, link)
            assert line.startswith((f"{str(row['id']).upper()}:", "answers:"))
            answered += not line.startswith("answers:")
    assert answered >= 3


def test_a_field_that_the_file_does_not_have_has_no_line() -> None:
    content = kept(minimal_content())
    assert source_line(content, "kpi", "K01", "scope") is not None
    assert source_line(content, "kpi", "K01", "supersedes") is None
    site = site_of(kept(replace(with_kpi(content), lines={})))
    made = {output.path: output.text for output in kpi_pages(site)}
    assert "ictm-pencil" not in made["kpis/k01.md"]
    assert 'id="scope"' in made["kpis/k01.md"]


def test_lines_of_offices_that_are_not_public_are_not_published() -> None:
    content = minimal_content()
    site = site_of(with_office(content, "LM", audience="counted"))
    assert any(file.startswith("offices/LM/") for file in content.lines)
    assert [file for file in site.content.lines if file.startswith("offices/LM/")] == []


def test_only_what_is_edited_is_that_of_the_main_branch() -> None:
    file = "kpis/K07-strategy-reviewed-yearly.yaml"
    assert edit_address(REPOSITORY, file) == f"{REPOSITORY}/edit/main/{file}"
    assert line_address(REPOSITORY, TAG, file, 12) == f"{REPOSITORY}/blob/{TAG}/{file}#L12"


def test_only_an_edition_has_a_tag() -> None:
    versions = ("", "next", "2026.1", "2026.10")
    assert [*map(revision_of, versions)] == ["main", "main", "2026.1", "2026.10"]
