"""The search box in a real browser: what is meant comes first, says what it is, and costs nothing
until somebody types."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, TimeoutError

from ict_maturity.build import Build
from tests.english import ENGLISH
from tests.site.visit import Visit, visiting

pytestmark = [pytest.mark.site, pytest.mark.browser]

WANTED = """
K07                                     kpis/k07/
k7                                      kpis/k07/
R05                                     recommendations/r05/
r2                                      recommendations/r02/
QM                                      offices/qm/
qq                                      offices/qq/
IB                                      offices/ib/
Marrowland                              offices/qm/
Marowland                               offices/qm/
Sundrift Patent Bureau                  offices/qs/
Tamarisk Bay Intellectual Property      offices/qt/
international bureau                    offices/ib/
CSV                                     data/
json                                    data/
download                                data/
answers.csv                             data/#answers-csv
stratgy                                 recommendations/r02/
strategy                                recommendations/r02/
evaluation of the strategy              recommendations/r02/
yearly evaluaton                        recommendations/r02/
data goverance                          recommendations/r03/
informaton security                     recommendations/r07/
Write down at most ten goals            recommendations/r02/#start-1
common mistakes strategy                recommendations/r02/#mistakes
R04 small office                        recommendations/r04/#small-offices
R02 needs                               recommendations/r02/#needs
data quality                            kpis/k16/
cloud                                   kpis/k05/
old strategy online                     kpis/k11/#case-3
heat map                                offices/
results 2026                            results/2026/
biggest gaps                            results/2026/#gaps
KPI health                              health/
learn from others                       learn/
what offices offer                      learn/
glossary                                glossary/
ST.96                                   services/#service-standards-xml
API                                     glossary/#api
restore test                            to-copy/restore-test/
templates                               services/
method                                  method/
licence                                 data/
private                                 questions/#who-sees
accessibility                           accessibility/
contribute                              contribute/
"""
"""What people type, and where the first hit has to lead."""

KINDS = {
    "kpis/k07/": ["kind.kpi"],
    "recommendations/r02/": ["kind.recommendation"],
    "recommendations/r02/#start-1": ["kind.guidance"],
    "recommendations/r07/": ["kind.recommendation", "content_status.placeholder"],
    "offices/qm/": ["kind.office", "fictional"],
    "offices/ib/": ["kind.office"],
    "kpis/k11/#case-3": ["kind.case", "fictional"],
    "data/": ["kind.data"],
    "glossary/#api": ["kind.glossary"],
}
"""What a hit says it is."""

FIRST = """() => {
  const score = (link) => Number(link.firstElementChild.dataset.mdScore);
  const links = [...document.querySelectorAll(".md-search-result__item:first-child a")];
  const best = links.sort((a, b) => score(b) - score(a))[0];
  return best && {
    address: best.href.replace(/[?][^#]*/, ""),
    tags: [...best.querySelectorAll(".md-tag")].map((tag) => tag.textContent),
    text: best.innerText,
  };
}"""
"""The hit that Enter leads to."""


def wanted() -> Iterator[tuple[str, str]]:
    for line in WANTED.strip().splitlines():
        query, address = re.split(r" {2,}", line)
        yield query, address


def first_hit(page: Page, query: str) -> dict[str, Any]:
    """Type into the empty box and wait for what comes first."""
    box = page.locator(".md-search__input")
    box.fill("")
    box.press("End")
    page.wait_for_function("!document.querySelector('.md-search-result__item')")
    # The theme listens to keys; one of them is enough.
    box.fill(query)
    box.press("End")
    try:
        page.wait_for_selector(".md-search-result__item")
    except TimeoutError:
        pytest.fail(f"{query!r} finds nothing")
    hit: dict[str, Any] = page.evaluate(FIRST)
    return hit


def test_what_is_meant_comes_first_and_says_what_it_is(visit: Visit) -> None:
    page = visit.open("about/")
    page.locator(".md-search__input").click()
    hits = {query: first_hit(page, query) for query, _ in wanted()}
    assert len(hits) >= 40
    found = {query: hit["address"].removeprefix(visit.address) for query, hit in hits.items()}
    assert found == dict(wanted())
    kinds = {found[query]: hit["tags"] for query, hit in hits.items()}
    for address, ids in KINDS.items():
        assert kinds[address] == [ENGLISH(id) for id in ids], address
    assert all(hit["tags"] for hit in hits.values())
    assert visit.strays == []
    assert visit.errors == []


def test_nothing_to_find_is_said_aloud(visit: Visit) -> None:
    page = visit.open("about/")
    page.locator(".md-search__input").click()
    page.keyboard.type("zzzqqqxx")
    status = page.get_by_role("dialog").get_by_role("status")
    status.get_by_text("No matching documents").wait_for()
    first_hit(page, "K07")
    assert re.search(r"\d+ matching documents", status.inner_text())


def test_what_is_searched_in_is_loaded_when_somebody_types(visit: Visit) -> None:
    requests: list[str] = []
    visit.page.on("request", lambda request: requests.append(request.url))
    page = visit.open("kpis/k07/")
    page.keyboard.press("/")
    page.wait_for_function("document.activeElement.matches('.md-search__input')")
    index = [each for each in requests if "/search/" in each]
    loaded = [visit.site / each.removeprefix(visit.address) for each in index]
    assert 0 < sum(path.stat().st_size for path in loaded) < 12_000
    first_hit(page, "K08")
    first_hit(page, "K09")
    names = [each.rpartition("/")[2] for each in requests]
    assert names.count("entries.json") == 1
    assert visit.strays == []


def test_a_hit_is_reached_by_keyboard_and_its_words_are_marked(visit: Visit) -> None:
    page = visit.open("about/")
    page.evaluate("window.stillTheSamePage = true")
    page.keyboard.press("/")
    page.keyboard.type("most ten goals")
    page.wait_for_selector(".md-search-result__item:first-child a[href*='r02/']")
    marks = page.locator(".md-search-result__item mark").all_inner_texts()
    assert {"most ten goals", "goals"} & {mark.lower() for mark in marks} or "ten" in marks
    page.keyboard.press("ArrowDown")
    page.wait_for_function("document.activeElement.closest('.md-search-result')")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/recommendations/r02/**#start-1")
    page.wait_for_selector(".md-content mark")
    assert page.evaluate("window.stillTheSamePage")
    page.wait_for_timeout(500)  # No hand is quicker, and the theme takes both moves for one.
    page.keyboard.press("/")
    page.keyboard.type("K07")
    page.wait_for_selector(".md-search-result__item:first-child a[href*='k07/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/kpis/k07/**")
    page.wait_for_timeout(500)
    page.keyboard.press("/")
    page.wait_for_function("document.querySelector('[data-md-toggle=search]').checked")
    assert visit.strays == []
    assert visit.errors == []


def test_a_query_can_be_sent_to_somebody(visit: Visit) -> None:
    page = visit.open("?q=stratgy")
    page.wait_for_selector(".md-search-result__item a[href*='r02/']")
    shared = page.locator("[data-md-component='search-share']").get_attribute("href")
    assert shared == f"{visit.address}?q=stratgy"


SCRIPTS = [
    ("العربية", "استراتيجية تكنولوجيا المعلومات للمكتب", ["استراتيجية", "المعلومات"]),
    ("中文", "知识产权局的信息技术战略。每年评估一次。", ["信息技术", "战略", "评估", "略"]),
    ("日本語", "データの品質を毎年評価する。", ["データ", "品質", "評価"]),
    ("Кириллица", "Стратегия ежегодно оценивается.", ["стратегия", "СТРАТЕГИЯ", "оцениваеться"]),
    ("Ελληνικά", "Η στρατηγική αξιολογείται.", ["στρατηγικη"]),
    ("한국어", "정보 보안 전략을 평가한다.", ["전략", "보안"]),
    ("ไทย", "กลยุทธ์ด้านเทคโนโลยี", ["เทคโนโลยี"]),
    ("Français", "L'évaluation de la stratégie.", ["strategie", "evaluation", "ÉVALUATION"]),
]


def test_words_of_other_scripts_are_found(visit: Visit) -> None:
    """A text that runs nothing and holds signs of HTML is shown as it is."""
    sign = "<b onclick=x>&amp;"
    entries = [
        {"location": f"{number}/", "title": f"{title} {sign}", "text": text, "kinds": [sign]}
        for number, (title, text, _) in enumerate(SCRIPTS)
    ]
    visit.page.context.route("**/entries.json", lambda route: route.fulfill(json=entries))
    page = visit.open("about/")
    page.locator(".md-search__input").click()
    for number, (title, text, queries) in enumerate(SCRIPTS):
        for query in (title, *queries):
            hit = first_hit(page, query)
            assert hit["address"] == f"{visit.address}{number}/", query
            title_shown, shown, _ = hit["text"].splitlines()
            assert title_shown == f"{title} {sign}"
            assert shown.removeprefix("… ") in text
            assert hit["tags"] == [sign]
            assert page.locator(".md-search-result__item:first-child mark").count()


def test_without_scripts_there_is_no_dead_box(browser: Browser, site: Path, built: Build) -> None:
    assert built.site is not None
    address = built.site.content.framework.site_url
    with visiting(browser, site, address, java_script_enabled=False) as visit:
        for width in (1280, 390):
            visit.page.set_viewport_size({"width": width, "height": 800})
            page = visit.open("")
            assert not page.locator(".md-search__form").is_visible()
            assert not page.locator("label[for='__search']").first.is_visible()


def test_every_hit_leads_to_a_place_that_is_there(site: Path) -> None:
    entries = json.loads((site / "search/entries.json").read_bytes())
    pages: dict[str, str] = {}
    for entry in entries:
        address, _, anchor = entry["location"].partition("#")
        page = pages.setdefault(address, (site / address / "index.html").read_text("utf-8"))
        assert f'id="{anchor}"' in page if anchor else True, entry["location"]
        assert entry["title"]
        assert entry["kinds"], entry["location"]
        for line in (entry["title"], *entry.get("text", "").splitlines()):
            assert line == line.strip(), entry["location"]
            assert "  " not in line, entry["location"]
    drawn = {path.parent.relative_to(site).as_posix() for path in site.rglob("index.html")}
    hidden = {"development/mutants", "development/robustness", "development/torture"}
    assert {address.rstrip("/") or "." for address in pages} == drawn - hidden
