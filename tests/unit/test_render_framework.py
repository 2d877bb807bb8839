"""Recommendation, KPI and reference pages of a made-up site."""

import re
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath

import pytest
from bs4 import BeautifulSoup

from ict_maturity.data.outputs import Output
from ict_maturity.export import export
from ict_maturity.model import (
    Action,
    Addressee,
    AdoptedText,
    AssessmentKey,
    Change,
    Content,
    Licence,
    Term,
)
from ict_maturity.problems import RefusedError
from ict_maturity.render import page_functions
from ict_maturity.render.address import HEALTH, url_of
from ict_maturity.render.data import data_page, size
from ict_maturity.render.editions import editions_page
from ict_maturity.render.glossary import glossary_page
from ict_maturity.render.kpis import kpi_pages
from ict_maturity.render.recommendations import recommendation_pages
from tests.english import ENGLISH
from tests.html import after, first
from tests.unit.made_up import (
    minimal_content,
    results,
    site_of,
    with_kpi,
    with_office,
    with_recommendation,
    with_terms,
)

ATTACK = (
    "<script>alert(1)</script> <img src=x onerror=alert(1)> [x](javascript:alert(1)) "
    '{: onclick="alert(1)" } {{ 7 * 7 }} --8<-- "x" </div>'
)


def pages(content: Content, levels: tuple[int, ...] = (1, 2, 1, 1, 1)) -> dict[str, str]:
    site = site_of(content, results(content, "2026", levels))
    outputs = (*recommendation_pages(site), *kpi_pages(site))
    return {output.path: output.text for output in outputs}


def soup(page: str) -> BeautifulSoup:
    return BeautifulSoup(page.split("---\n\n", 1)[1], "html.parser")


def text(page: str) -> str:
    return " ".join(soup(page).get_text().split())


def quotation(statement: str, *actions: str) -> AdoptedText:
    text = {"language": "fr", "statement": statement, "actions": actions}
    place = {"source": "https://example.org/adopted"}
    unread = AdoptedText.model_validate({**text, **place, "digest": "0" * 64})
    return unread.model_copy(update={"digest": unread.digest_of_words})


def test_a_recommendation_page_says_all_of_its_file() -> None:
    content = minimal_content()
    recommendation = content.recommendations["R01"]
    said = text(pages(content)["recommendations/r01.md"])
    for words in (
        recommendation.statement,
        *(action.text for action in recommendation.actions),
        *recommendation.levels.values(),
        *recommendation.guidance.mistakes,
        *(kpi.title for kpi in content.kpis_of("R01")),
    ):
        assert words in said
    assert "Guidance: how to start" in said
    assert "Should" in said
    assert "Encouraged" in said


def test_a_kpi_page_says_all_of_its_file_and_hides_keyed_answers() -> None:
    content = minimal_content()
    kpi = content.kpis["K02"]
    page = pages(content)["kpis/k02.md"]
    said = text(page)
    for words in (kpi.title, kpi.measures, *kpi.counting.include, *kpi.counting.exclude):
        assert words in said
    assert "85 % or more" in said
    for case in kpi.cases:
        assert case.facts in said
        assert any(case.reason in fold.get_text() for fold in soup(page).find_all("details"))
    assert said.count("Fictional") == len(kpi.cases)


@pytest.mark.parametrize(
    ("lifecycle", "tested"),
    [("draft", False), ("upcoming", False), ("adopted", True), ("retired", True)],
)
def test_a_kpi_that_is_a_draft_is_not_yet_tested_on_readers(lifecycle: str, tested: bool) -> None:
    said = text(pages(with_kpi(minimal_content(), lifecycle=lifecycle))["kpis/k01.md"])
    assert ("Not yet tested on readers" in said) is not tested


def test_a_case_tells_its_reference_date_before_the_keyed_answer() -> None:
    content = minimal_content()
    cases = [case.model_copy(update={"reference_date": None}) for case in content.kpis["K01"].cases]
    cases[0] = cases[0].model_copy(update={"reference_date": date(2026, 11, 30)})
    page = pages(with_kpi(content, cases=tuple(cases)))["kpis/k01.md"]
    sections = soup(page).select(".ictm-case")
    told = ["The reference date is 30 November 2026." in each.get_text() for each in sections]
    assert told == [True, *(False for _ in cases[1:])]
    fold = sections[0].find("details")
    assert fold is not None
    assert "reference date" not in fold.get_text()


def test_a_working_theme_says_so_on_its_page_its_kpis_and_in_lists() -> None:
    content = with_recommendation(minimal_content(), content_status="placeholder", source=None)
    made = pages(content)
    for path in ("recommendations/r01.md", "kpis/k01.md"):
        banner = soup(made[path]).select_one(".ictm-banner--placeholder")
        assert banner is not None
        assert "Working theme" in banner.get_text()
    for path in ("recommendations/index.md", "kpis/index.md"):
        marks = soup(made[path]).select(".ictm-mark--placeholder")
        assert {mark.get_text() for mark in marks} == {"Working theme"}
    assert "(working theme)" in made["recommendations/r01.md"].split("---\n")[1]
    confirmed = pages(minimal_content())["recommendations/r01.md"]
    assert soup(confirmed).select(".ictm-banner--placeholder") == []


def test_adopted_text_is_quoted_and_no_paraphrase_is_called_so() -> None:
    """The quotation is invented, like all of the minimal site."""
    told = soup(pages(minimal_content())["recommendations/r01.md"]).get_text()
    assert "Adopted content" in told
    assert "Adopted text" not in told
    words = ("Libraries lend <b>books</b>.\n\nTo all.", "They write rules.", "They ask no fee.")
    content = with_recommendation(minimal_content(), adopted_text=quotation(*words))
    page = soup(pages(content)["recommendations/r01.md"])
    (quoted,) = page.select("blockquote")
    names = {name: quoted[name] for name in ("lang", "dir", "cite")}
    assert names == {"lang": "fr", "dir": "auto", "cite": "https://example.org/adopted"}
    paragraphs = [each.get_text() for each in quoted.find_all("p")]
    assert paragraphs == ["Libraries lend <b>books</b>.", "To all.", *words[1:]]
    assert quoted.find_all(["a", "b"]) == []
    heading, (lead,) = quoted.find_previous("h2"), page.select(".ictm-lead")
    assert heading is not None
    assert "Adopted text" in heading.get_text()
    assert content.recommendations["R01"].statement in lead.get_text()
    label = lead.find_previous_sibling("p")
    assert label is not None
    assert label.get_text() == "In plain words"


def test_lists_and_counts_say_whose_words_a_recommendation_has() -> None:
    own = minimal_content()
    quoted = with_recommendation(own, adopted_text=quotation("To lend.", "Rules.", "No fee."))
    for content, said, numbers in (
        (own, "in this project's words", ["2", "0"]),
        (quoted, "in this project's words, and quoted", ["1", "1"]),
    ):
        (first, *_) = soup(pages(content)["recommendations/index.md"]).select(".ictm-cards li")
        assert first.get_text().strip().endswith(f"Adopted content, {said}")
        (_, words, *_) = soup(editions_page(site_of(content)).text).select("table")
        assert [row.get_text() for row in words.select("tbody td:nth-of-type(1)")] == numbers


def test_attacks_in_text_fields_are_shown_as_text() -> None:
    content = with_recommendation(minimal_content(), statement=ATTACK, title=ATTACK)
    content = with_kpi(content, title=ATTACK, measures=ATTACK, why=ATTACK)
    for page in pages(content).values():
        parsed = soup(page)
        assert parsed.find_all(["script", "img"]) == []
        for tag in parsed.find_all(True):
            assert not any(name.startswith("on") for name in tag.attrs)
            assert not str(tag.get("href", "")).startswith("javascript")
        assert len([child for child in parsed.children if str(child).strip()]) == 1
        if "alert" in page:
            assert "{{ 7 * 7 }}" in parsed.get_text()


def test_where_nobody_stands_is_said_and_not_drawn() -> None:
    said = pages(minimal_content(), levels=(0, 0, 0, 0, 0))["kpis/k01.md"]
    assert "No office that is shown by name has a result here" in said
    assert "standing-chart" not in said


def test_where_offices_stand_is_drawn_and_told() -> None:
    page = soup(pages(minimal_content())["recommendations/r01.md"])
    table = first(page, "table.ictm-table:has(caption)")
    rows = [row.get_text(" ", strip=True) for row in table.select("tbody tr")]
    assert [row.split()[-1] for row in rows] == ["1", "2", "1", "1", "1", "0"]
    assert page.select_one("svg#standing-chart, svg[aria-labelledby^=standing-chart]") is not None


def test_the_offices_at_each_level_are_named_and_lead_to_their_reasons() -> None:
    site = site_of(minimal_content())
    made = {page.path: page.text for page in (*recommendation_pages(site), *kpi_pages(site))}
    for path, anchor in (("recommendations/r01.md", "r01"), ("kpis/k01.md", "k01")):
        rows = soup(made[path]).select("table:has(.ictm-named) tbody tr")
        named = [[str(a["href"]) for a in row.select(".ictm-named a")] for row in rows]
        counted = [int(row.select("td")[0].text) for row in rows]
        assert [*map(len, named)] == counted
        assert sum(counted) == 2
        for level, links in enumerate(named):
            for link in links:
                code = re.fullmatch(rf"\.\./\.\./offices/(..)/#{anchor}", link)
                assert code
                card = site.scorecards[AssessmentKey(code[1].upper(), "2026")]
                of = card.recommendations["R01"].levels if anchor == "r01" else None
                assert level == (of.shown if of else card.kpis["K01"].shown.level)


def test_an_office_that_is_not_public_is_named_at_no_level() -> None:
    content = minimal_content()
    hidden = content.offices["LM"]
    site = site_of(with_office(content, "LM", audience="own"))
    said = "".join(page.text for page in (*recommendation_pages(site), *kpi_pages(site)))
    assert hidden.name not in said
    assert content.offices["HV"].name in said


def test_what_a_reader_needs_first_comes_first() -> None:
    """What it says, where offices stand, guidance from one's own level, and then measuring."""
    page = soup(pages(minimal_content())["recommendations/r01.md"])
    ids = [str(heading["id"]) for heading in page.select("h2[id]")]
    order = ["actions", "standing", "sharing", "start", "guidance", "kpis", "history"]
    assert [id for id in ids if id in order] == order


def test_each_level_has_a_tab_that_needs_no_script() -> None:
    content = minimal_content()
    recommendation = content.recommendations["R01"]
    tabs = soup(pages(content)["recommendations/r01.md"]).select_one(".ictm-tabs")
    assert tabs is not None
    inputs = tabs.select("label > input[type=radio][name=level]")
    assert [each["value"] for each in inputs] == ["0", "1", "2", "3", "4"]
    assert [each["value"] for each in inputs if each.has_attr("checked")] == ["0"]
    for level, each in enumerate(inputs):
        label = each.parent
        assert label is not None
        panel = label.find_next_sibling()
        assert panel is not None
        assert panel.name == "section"
        assert panel.select_one(f"h3#start-{level}") is not None
        assert [*recommendation.levels.values()][level] in panel.text
        starts = {int(at): len(start.steps) for at, start in recommendation.guidance.start.items()}
        assert len(panel.select("ol > li")) == starts.get(level, 0)


def test_an_action_without_kpi_says_so() -> None:
    content = with_kpi(minimal_content(), actions=(1,))
    assert "No KPI yet" in pages(content)["recommendations/r01.md"]


def test_links_between_framework_pages_lead_somewhere() -> None:
    made = pages(minimal_content())
    known = {url_of(path) for path in (*made, HEALTH)}
    for path, page in made.items():
        for link in soup(page).find_all("a", href=True):
            href = str(link["href"])
            if href.startswith(("http", "#")) or "offices" in href or "results" in href:
                continue
            target = PurePosixPath(url_of(path)) / href.partition("#")[0]
            parts: list[str] = []
            for part in target.parts:
                if part == "..":
                    parts.pop()
                else:
                    parts.append(part)
            assert "/".join(parts) + "/" in known


def test_terms_are_linked_to_the_glossary_page() -> None:
    content = with_terms(minimal_content(), Term(term="loan", meaning="Taking.", also=("Loans",)))
    assert "glossary/#loan" in pages(content)["kpis/k02.md"]
    page = soup(glossary_page(site_of(content)).text)
    heading = page.find(id="loan")
    assert heading is not None
    assert heading.name == "h2"


def test_a_glossary_without_terms_says_what_to_do() -> None:
    assert "glossary.yaml" in text(glossary_page(site_of(minimal_content())).text)


def test_editions_are_newest_first() -> None:
    log = tuple(
        Change(date=date(2026, 1, day), edition=edition, summary=f"Change in {edition}!")
        for day, edition in ((1, "2026.1"), (2, "2026.9"), (3, "2026.10"))
    )
    content = with_kpi(minimal_content(), change_log=log)
    said = text(editions_page(site_of(content)).text)
    places = [said.index(f"Change in {edition}!") for edition in ("2026.10", "2026.9", "2026.1")]
    assert places == sorted(places)


def test_the_data_page_lists_every_file_but_counts_offices() -> None:
    site = site_of(minimal_content())
    data = export(site)
    page = soup(data_page(site, data).text)
    links = {str(link["href"]) for link in page.find_all("a", href=True)}
    for file in data:
        assert (file.path.removeprefix("data/") in links) is ("/offices/" not in file.path)
    assert "2 files, one an office" in page.get_text()
    button = page.select_one("a.ictm-button")
    assert button
    assert button["href"] == "v1/everything.zip"


def test_the_data_page_says_the_licence_or_that_there_is_none() -> None:
    content = minimal_content()
    site = site_of(content)
    assert "has not said yet under which licence" in data_page(site, export(site)).text
    licence = Licence(id="CC0-1.0", title="Zero", url="https://example.org/zero")
    framework = content.framework.model_copy(update={"licence": licence})
    site = site_of(replace(content, framework=framework))
    link = soup(data_page(site, export(site)).text).select_one("a[rel=license]")
    assert link
    assert (link["href"], link.text) == (licence.url, "Zero (CC0-1.0)")


def test_sizes_are_whole_kilobytes_with_their_thousands_apart() -> None:
    sizes = (1, 1000, 1001, 12_345_000)
    said = ["1 kB", "1 kB", "2 kB", "12,345 kB"]
    assert [ENGLISH.say(size(bytes)) for bytes in sizes] == said


def test_figures_for_hand_written_pages() -> None:
    site = site_of(minimal_content())
    assert page_functions.count(site, "kpis") == "2"
    assert ENGLISH.say(page_functions.level(site, "LM", "R01")).startswith(("Level", "Not enough"))
    assert 'href="../kpis/k01/"' in page_functions.kpi_table(site, "R01", "method.md")
    with pytest.raises(RefusedError, match=r"figure\.count"):
        page_functions.count(site, "stars")
    with pytest.raises(RefusedError, match="ZZ"):
        page_functions.level(site, "ZZ", "R01")
    with pytest.raises(RefusedError, match="R99"):
        page_functions.kpi_table(site, "R99", "method.md")


def test_a_table_of_kpis_cannot_be_broken_by_a_title() -> None:
    content = with_kpi(minimal_content(), title="a | b](javascript:x) <i>")
    table = page_functions.kpi_table(site_of(content), "R01", "method.md")
    assert "<i>" not in table
    assert "\n" not in table


def test_pages_are_the_same_each_time() -> None:
    content = minimal_content()
    again = replace(content, kpis=dict(sorted(content.kpis.items(), reverse=True)))
    first, second = pages(content), pages(again)
    assert first["kpis/index.md"] == second["kpis/index.md"]
    assert first["kpis/k01.md"] == second["kpis/k01.md"]


def test_every_page_knows_its_source() -> None:
    site = site_of(minimal_content())
    sources: dict[str, Output] = {output.path: output for output in kpi_pages(site)}
    assert sources["kpis/k02.md"].source == "kpis/K02-books-back-in-time.yaml"


def test_what_is_asked_of_one_body_has_its_own_part() -> None:
    content = minimal_content()
    bureau = Addressee(id="bureau", title="The bureau", office="LM")
    framework = content.framework.model_copy(
        update={"addressees": (*content.framework.addressees, bureau)}
    )
    content = replace(content, framework=framework)
    none = soup(pages(content)["recommendations/r01.md"])
    assert none.find(id="asked-bureau")
    assert "None of the actions is addressed to: The bureau." in none.get_text()
    action = Action(number=7, text="Hold a fair.", strength="should", addressee="bureau")
    asked = soup(pages(with_recommendation(content, actions=(action,)))["recommendations/r01.md"])
    link = first(after(first(asked, "#asked-bureau"), "p"), "a")
    assert link["href"] == "../../offices/lm/"
    coverage = after(first(asked, "#coverage"), "table").get_text()
    assert "addressed to: The bureau" in coverage
    assert "No KPI yet" in coverage
