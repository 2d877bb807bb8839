"""What our pages and files say of the world is what facts.yaml says, number for number."""

import re
from pathlib import Path

import pytest

from ict_maturity.check.claim import IN_BRACES, NAMED, estimates_in
from ict_maturity.load.handwritten import handwritten, read_page
from ict_maturity.model import Content, Kpi

ROOT = Path(__file__).parent.parent
NUMBER = re.compile(r"(?<![\w./-])\d+(?![\w/])")
MEASURED = re.compile(r"(?<![\w.])\d+(?:\.\d+)?\s+(?:(?:working )?[a-z]+s\b|%|such\b)")
"""A figure with what it counts: 24 months, 85 %, 5 working days."""
ADDRESS = re.compile(r"\]\([^)]*\)|\{ #[^}]*\}|Task No\. 58")
"""Addresses, and the name of the task, whose number counts nothing."""
HEADING = re.compile(r"^#+ ", re.MULTILINE)


def pages_with_facts() -> dict[str, str]:
    """The Markdown of our pages that print facts."""
    found = {}
    for each in handwritten(ROOT)[0]:
        if each.path.endswith(".md"):
            page, _ = read_page(each.text, each.path)
            if page and page.head.render_macros and NAMED.search(page.markdown):
                found[each.path] = page.markdown
    return found


def test_pages_about_the_world_print_facts() -> None:
    assert {"about.md", "forums.md"} <= pages_with_facts().keys()


def test_every_number_beside_a_fact_is_that_of_a_fact_the_page_names(content: Content) -> None:
    own = set(content.cycles)
    without = []
    for path, markdown in pages_with_facts().items():
        facts = content.facts.named(tuple(NAMED.findall(markdown)))
        for part in filter(NAMED.search, HEADING.split(markdown)):
            text = ADDRESS.sub("", IN_BRACES.sub("", part))
            numbers = {number for number in NUMBER.findall(text) if int(number) >= 10}
            without += [
                f"{path}: {number}"
                for number in sorted(numbers - own)
                if not any(fact.carries(number) for fact in facts)
            ]
    assert without == []


def test_every_fact_is_used(content: Content) -> None:
    used = {id for markdown in pages_with_facts().values() for id in NAMED.findall(markdown)}
    used |= {id for thing in content.kpis.values() for id in thing.facts}
    used |= {id for thing in content.recommendations.values() for id in thing.facts}
    assert {fact.id for fact in content.facts.facts} - used == set()


def test_adopted_text_is_where_its_fact_says(content: Content) -> None:
    for each in content.recommendations.values():
        if each.source is None:
            continue
        sources = [source for fact in content.facts.named(each.facts) for source in fact.sources]
        assert (each.source.document, each.source.url) in [
            (source.document, source.url) for source in sources
        ], each.id


def figures_of(kpi: Kpi) -> set[str]:
    """The figures in the texts that decide on a KPI."""
    texts = [kpi.scope, kpi.measures, *kpi.counting.include, *kpi.counting.exclude]
    texts += [text for _, text in kpi.rule.claims()]
    return {found for text in texts for found in MEASURED.findall(" ".join(text.split()))}


def test_every_figure_in_the_texts_of_a_kpi_is_an_estimate_with_its_reason(
    content: Content,
) -> None:
    without = {
        f"{kpi.id}: {figure}"
        for kpi in content.kpis.values()
        for figure in figures_of(kpi)
        - {" ".join(each.figure.split()) for each in estimates_in(kpi, content.facts)}
    }
    assert sorted(without) == []


def test_every_estimate_is_used(content: Content) -> None:
    used = {
        each.figure for kpi in content.kpis.values() for each in estimates_in(kpi, content.facts)
    }
    assert [each.figure for each in content.facts.estimates if each.figure not in used] == []


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("At least 85 % in the last 24 months.", ["85 %", "24 months"]),
        ("Within 5 working days.", ["5 working days"]),
        ("WCAG 2.2 in TLS 1.0 nor TLS 1.1.", []),
    ],
)
def test_figures_are_seen(text: str, figures: list[str]) -> None:
    assert MEASURED.findall(text) == figures


def test_of_wild_nothing_is_said_but_the_fact(content: Content) -> None:
    assert {"WILD", "WIPO ICT Leadership Dialogue"} <= set(content.facts.subjects)
    assert {"CWS/#/#", "CWS/#"} <= set(content.facts.references)
