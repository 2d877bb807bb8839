"""What pages say of the address book, and what the check says of it."""

from dataclasses import replace
from types import SimpleNamespace

from bs4 import BeautifulSoup, Tag

from ict_maturity.check.services import check_help_pages, help_is_listed
from ict_maturity.model import Content, HelpPage, HowStep, Service, Services, Source
from ict_maturity.render.home import home_page
from ict_maturity.render.kpis import kpi_pages
from ict_maturity.render.office import office_pages
from ict_maturity.render.recommendations import recommendation_pages
from ict_maturity.render.services import services_page
from tests.unit.made_up import minimal_content, site_of, with_kpi

DESK = Service(
    id="desk",
    title="The desk",
    purpose="It lends to other libraries.",
    ask="Write to it.",
    url="https://example.org/desk",
    recommendations=("R01",),
    sources=(Source(title="A leaflet", url="https://example.org/leaflet"),),
)
VAN = DESK.model_copy(update={"id": "van", "title": "The van", "url": None})
PLAN = HelpPage(id="plan", title="A plan", purpose="To copy.")
START = HelpPage(id="begin", title="Begin here", purpose="What comes first.")
BOOK = Services(start=START, templates=(PLAN,), services=(DESK, VAN), note="Read in May.")
STEP = HowStep(
    text="Write the plan.", who="The keeper", takes="a day", templates=("plan",), services=("desk",)
)


def content_with_help() -> Content:
    return replace(with_kpi(minimal_content(), how=(STEP,)), services=BOOK)


def soup(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def part(page: Tag, selector: str) -> Tag:
    found = page.select_one(selector)
    assert found is not None
    return found


def links(part: Tag) -> dict[str, str]:
    return {" ".join(link.get_text().split()): str(link["href"]) for link in part.find_all("a")}


def test_the_page_lists_templates_and_services_with_the_kpis_that_name_them() -> None:
    page = soup(services_page(site_of(content_with_help())).text)
    found = links(page)
    assert found["A plan"] == "../to-copy/plan/"
    assert found["Begin here"] == "../begin/"
    assert found["https://example.org/desk"] == "https://example.org/desk"
    assert "Read in May." in page.get_text()
    title = content_with_help().kpis["K01"].title
    assert found[f"K01 {title}"] == "../kpis/k01/#how"


def test_an_address_that_is_not_at_hand_is_said_to_be_so() -> None:
    page = soup(services_page(site_of(content_with_help())).text)
    desk, van = (part(page, f"section:has(#service-{id})") for id in ("desk", "van"))
    assert "Address not at hand." not in desk.get_text()
    assert "Address not at hand." in van.get_text()


def test_an_empty_book_says_what_to_do() -> None:
    assert "services.yaml" in services_page(site_of(minimal_content())).text


def test_a_kpi_shows_its_steps_with_who_how_long_and_what_helps() -> None:
    output = next(p for p in kpi_pages(site_of(content_with_help())) if p.path == "kpis/k01.md")
    steps = part(soup(output.text), "#how ~ ol")
    said = " ".join(steps.get_text().split())
    assert "Write the plan. The keeper. Takes: a day." in said
    assert links(steps) == {
        "Template: A plan": "../../to-copy/plan/",
        "The desk": "../../services/#service-desk",
    }


def test_a_kpi_without_steps_has_no_heading_for_them() -> None:
    assert all('id="how"' not in page.text for page in kpi_pages(site_of(minimal_content())))


def test_next_steps_lead_to_the_way() -> None:
    with_help, without = (
        "".join(page.text for page in office_pages(site_of(content)))
        for content in (content_with_help(), minimal_content())
    )
    assert "kpis/k01/#how" in with_help
    assert "#how" not in without


def test_home_and_recommendations_lead_to_what_helps() -> None:
    site = site_of(content_with_help())
    found = links(soup(home_page(site).text))
    assert (found["Begin here"], found["Templates and services"]) == ("begin/", "services/")
    pages = {page.path: page.text for page in recommendation_pages(site)}
    assert "services/#service-desk" in pages["recommendations/r01.md"]
    assert "services/#service-desk" not in pages["recommendations/r02.md"]


def test_listed_pages_that_are_not_there_are_told() -> None:
    places = SimpleNamespace(at=lambda file, path: (1, 1))
    content = content_with_help()
    found = list(check_help_pages(content, places, {"begin.md"}))
    assert [(each.file, each.code) for each in found] == [("services.yaml", "file-missing")]
    assert list(check_help_pages(content, places, {"begin.md", "to-copy/plan.md"})) == []


def test_a_book_that_cannot_be_read_has_one_problem_and_not_one_for_each_step() -> None:
    content = with_kpi(minimal_content(), how=(STEP,))
    assert len(list(help_is_listed(content.kpis["K01"], content))) == 2
    unread = replace(content, files={**content.files, ("services", "services"): "services.yaml"})
    assert list(help_is_listed(unread.kpis["K01"], unread)) == []
