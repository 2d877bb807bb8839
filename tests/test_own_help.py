"""The project's own guidance: each KPI shows a way, and what its steps name is there."""

from pathlib import Path

import textstat

from ict_maturity.load.handwritten import read_page
from ict_maturity.model import Content, HelpPage, Kpi, page_path, template_path

ROOT = Path(__file__).parent.parent


def test_each_kpi_shows_a_way_in_two_to_four_steps(kpis: list[Kpi]) -> None:
    assert kpis
    assert {kpi.id: len(kpi.how) for kpi in kpis if not 2 <= len(kpi.how) <= 4} == {}


def test_what_steps_name_is_listed_and_what_is_listed_is_named(
    content: Content, kpis: list[Kpi]
) -> None:
    steps = [step for kpi in kpis for step in kpi.how]
    templates = {each.id for each in content.services.templates}
    assert {id for step in steps for id in step.templates} == templates
    assert {id for step in steps for id in step.services} <= {
        each.id for each in content.services.services
    }


def test_help_pages_are_those_that_are_listed_and_say_the_same(content: Content) -> None:
    book = content.services
    assert book.start is not None
    listed: dict[str, HelpPage] = {template_path(each.id): each for each in book.templates}
    written = {f"to-copy/{file.name}" for file in (ROOT / "docs" / "to-copy").iterdir()}
    assert set(listed) == written
    for path, page in {**listed, page_path(book.start.id): book.start}.items():
        read, problems = read_page((ROOT / "docs" / path).read_text("utf-8"), path)
        assert problems == []
        assert read is not None
        assert (read.head.title, read.head.description) == (page.title, page.purpose)
        assert f"\n# {page.title}\n" in read.markdown


def test_each_address_stands_in_a_source_or_is_left_out(content: Content) -> None:
    """No address is guessed: it is a source's own, or on the same site as one."""
    for service in content.services.services:
        sites = {site(source.url) for source in service.sources if source.url}
        assert service.url is None or site(service.url) in sites, service.id


def site(url: str) -> str:
    """The last two names of the host."""
    return ".".join(url.split("/")[2].split(".")[-2:])


def test_steps_are_easy_to_read(kpis: list[Kpi]) -> None:
    texts = [" ".join(step.text for step in kpi.how) for kpi in kpis]
    eases = {
        kpi.id: textstat.flesch_reading_ease(text) for kpi, text in zip(kpis, texts, strict=True)
    }
    assert {id: ease for id, ease in eases.items() if ease < 50} == {}
