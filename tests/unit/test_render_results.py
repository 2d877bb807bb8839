"""Home, offices, results and learn pages of a made-up site."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from bs4 import BeautifulSoup, Tag

from ict_maturity.aggregate import publish
from ict_maturity.aggregate.results import (
    AllOffices,
    CycleResults,
    OptionCount,
    ProfileGroup,
    RoundChange,
    Rounded,
)
from ict_maturity.aggregate.site import Site
from ict_maturity.data.outputs import Output
from ict_maturity.model import AssessmentKey, Change, Content, Exchange, Question
from ict_maturity.render.home import home_page, how_far
from ict_maturity.render.learn import learn_page
from ict_maturity.render.offices import offices_page
from ict_maturity.render.results import results_pages
from ict_maturity.score import score_all
from tests.unit.made_up import (
    minimal_content,
    results,
    site_of,
    where,
    with_assessment,
    with_kpi,
    with_office,
    with_recommendation,
)

SCRIPT = "<script>alert(1)</script>"
COUNTS = (1, 2, 1, 1, 1)
NOBODY = (0, 0, 0, 0, 0)


def soup(output: Output) -> BeautifulSoup:
    return BeautifulSoup(output.text.split("---\n\n", 1)[1], "html.parser")


def text(node: Tag) -> str:
    return " ".join(node.get_text(" ").split())


def site(content: Content, *cycles: CycleResults) -> Site:
    return site_of(content, *(cycles or [results(content, "2026", COUNTS)]))


def round_page(content: Content, *cycles: CycleResults) -> BeautifulSoup:
    return soup(list(results_pages(site(content, *cycles)))[1])


def rows_below(page: BeautifulSoup, heading: str) -> list[list[str]]:
    """The rows of the first table below a heading."""
    table = page.select(f"#{heading} ~ .ictm-scroll")[0]
    return [[text(cell) for cell in row.select("th, td")] for row in table.select("tbody tr")]


def with_cycle(content: Content, **changes: object) -> Content:
    changed = content.cycles["2026"].model_copy(update=changes)
    return replace(content, cycles={**content.cycles, "2026": changed})


def with_exchange(content: Content, office: str, kind: str, *texts: str) -> Content:
    key = AssessmentKey(office, "2026")
    said = tuple(Exchange(recommendation="R01", text=text) for text in texts)
    changed = content.assessments[key].model_copy(update={kind: said})
    return replace(content, assessments={**content.assessments, key: changed})


# Home


def test_home_has_three_doors_and_a_card_for_each_recommendation() -> None:
    content = minimal_content()
    page = soup(home_page(site(content)))
    assert len(page.select(".ictm-doors > li")) == 3
    cards = page.select("#recommendations ~ .ictm-cards > li")
    assert [text(card).split()[0] for card in cards] == list(content.recommendations)
    assert all(card.select("svg.ictm-distribution") for card in cards)


def test_home_says_that_the_framework_is_a_proposal() -> None:
    content = minimal_content()
    banner = soup(home_page(site(content))).select_one(".ictm-banner")
    assert banner is not None
    assert content.framework.notice in text(banner)


def test_cards_mark_working_themes_and_fictional_rounds() -> None:
    content = with_recommendation(minimal_content(), content_status="placeholder")
    page = soup(home_page(site(with_cycle(content, fictional=True))))
    assert page.select(".ictm-cards .ictm-mark--placeholder")
    assert page.select("#recommendations + p .ictm-mark--fictional")


def test_a_card_without_offices_says_so_in_words() -> None:
    content = minimal_content()
    page = soup(home_page(site(content, results(content, "2026", NOBODY))))
    assert "No office that is shown by name has a result." in text(page)
    assert not page.select("svg")


def test_home_says_how_far_the_offices_are() -> None:
    """Both Recommendations have the same share at level 3 or above, so both are named twice."""
    content = with_cycle(minimal_content(), fictional=True)
    for levels, said in (
        ((0, 0, 2, 1, 1), "In 2 of 2 Recommendations"),
        ((0, 0, 3, 1, 1), "In 0 of 2 Recommendations"),
    ):
        page = soup(home_page(site(content, results(content, "2026", levels))))
        (sentence,) = page.select("#how-far")
        assert said in text(sentence)
        assert "level 3, In place, or above" in text(sentence)
        assert sentence.select(".ictm-mark--fictional")
        named = sentence.find_next_sibling("p")
        assert named is not None
        assert [text(link)[:3] for link in named.select("a")] == ["R01", "R02"] * 2


def test_most_and_fewest_are_those_of_the_newest_round_that_asked() -> None:
    content = minimal_content()
    found = results(content, "2026", (0, 0, 2, 1, 1))
    worse = replace(found.recommendations["R02"], levels=(1, 0, 3, 0, 0))
    found = replace(found, recommendations={**found.recommendations, "R02": worse})
    told = how_far(site(content, found))
    assert told is not None
    assert (told.number, told.of) == (1, 2)
    assert [item.id for item in told.most] == ["R01"]
    assert [item.id for item in told.least] == ["R02"]
    assert how_far(site(content, results(content, "2026", NOBODY))) is None


def test_changes_are_told_in_words_of_the_site_and_by_day() -> None:
    """What was written for maintainers stands on the page of each."""
    content = minimal_content()
    days = [date(2030, 1, day) for day in (1, 1, 2, 3, 4)]
    said = tuple(Change(date=day, edition="2026.1", summary="Keys covered.") for day in days)
    page = soup(home_page(site(with_kpi(content, change_log=said))))
    news = [text(item) for item in page.select(".ictm-news li")]
    assert [each.split(" January")[0] for each in news] == ["4", "3", "2"]
    assert all("of 1 KPI was" in each and "R01 " in each for each in news)
    assert "Keys covered" not in text(page)


def test_without_rounds_home_says_so() -> None:
    content = minimal_content()
    page = soup(home_page(replace(site_of(content), results={})))
    assert "No round has results yet." in text(page)


def test_what_changed_twice_on_one_day_is_counted_once() -> None:
    content = minimal_content()
    change = Change(date=date(2030, 1, 1), edition="2026.1", summary="Reworded.")
    twice = (change, change)
    content = with_kpi(with_recommendation(content, change_log=twice), change_log=twice)
    first = soup(home_page(site(content))).select(".ictm-news li")[0]
    assert "1 KPI was" in text(first)
    assert len(first.select("a")) == 1


# Offices


def test_offices_stand_in_alphabetical_order_with_a_level_in_each_cell() -> None:
    content = minimal_content()
    rows = soup(offices_page(site(content))).select("#heat-map tbody tr")
    names = [text(row.select("th")[0]) for row in rows]
    assert names == sorted(names)
    for row in rows:
        assert len(row.select(".ictm-level")) == len(content.recommendations)


def test_each_level_of_the_heat_map_leads_to_its_reason() -> None:
    content = minimal_content()
    for row in soup(offices_page(site(content))).select("#heat-map tbody tr"):
        office = str(row.select("th a")[0]["href"])
        links = [str(link["href"]) for link in row.select("td > a:has(.ictm-level)")]
        assert links == [f"{office}#{id.lower()}" for id in content.recommendations]


def test_the_columns_of_the_heat_map_say_what_they_are() -> None:
    content = minimal_content()
    head = soup(offices_page(site(content))).select("#heat-map thead th[data-column]")
    for cell, one in zip(head, content.recommendations.values(), strict=True):
        assert text(cell).startswith(f"{one.id} {one.title}")
        assert cell.select(".ictm-hidden, [title]") == []
        assert cell["data-column"] == cell.select("[data-sort-by]")[0]["data-sort-by"]


def test_filters_are_drawn_with_their_count_before_a_script_runs() -> None:
    """So nothing moves when it does."""
    form = soup(offices_page(site(minimal_content()))).select("form[data-ictm-filter]")[0]
    assert not form.has_attr("hidden")
    assert form["autocomplete"] == "off"
    assert text(form.select("output")[0]) == "2 of 2 offices"


def test_an_office_that_has_not_reported_says_so_in_words() -> None:
    content = replace(minimal_content(), assessments={})
    rows = soup(offices_page(site(content))).select("#heat-map tbody tr")
    assert rows
    assert all("No report is shown" in text(row) for row in rows)
    assert {row["data-reported"] for row in rows} == {"no"}


def test_offices_are_marked_and_can_be_filtered_by_their_profile() -> None:
    page = soup(offices_page(site(minimal_content())))
    rows = page.select("#heat-map tbody tr")
    assert all(row.select(".ictm-mark--fictional") for row in rows)
    assert {row["data-profile-size"] for row in rows} == {"small", "large"}
    options = page.select("select[name=profile-size] option")
    assert {option["value"] for option in options} == {"", "small", "large"}


def test_a_working_theme_is_marked_in_the_heading_of_its_column() -> None:
    def marks(content_status: str) -> int:
        content = with_recommendation(minimal_content(), content_status=content_status)
        head = soup(offices_page(site(content))).select("#heat-map thead th")
        return len(head[1].select(".ictm-mark--placeholder"))

    assert marks("placeholder") == 1
    assert marks("confirmed") == 0


def test_without_offices_the_page_says_how_to_add_one() -> None:
    content = replace(minimal_content(), offices={}, assessments={})
    assert "how to add one" in text(soup(offices_page(site(content))))


# Results


def test_rounds_are_listed_with_the_newest_first() -> None:
    content = minimal_content()
    rounds = (results(content, "2025", COUNTS), results(content, "2026", COUNTS))
    index = soup(next(results_pages(site(content, *rounds))))
    assert [text(card).split()[0] for card in index.select(".ictm-cards > li")] == ["2026", "2025"]


def test_without_rounds_the_list_says_so() -> None:
    index = next(results_pages(replace(site_of(minimal_content()), results={})))
    assert "No round has results yet" in text(soup(index))


def test_a_round_shows_every_distribution_as_chart_and_table() -> None:
    content = minimal_content()
    page = round_page(content)
    assert len(page.select("svg.ictm-distribution")) == len(content.recommendations)
    table = page.select("#levels ~ .ictm-scroll")[0]
    cells = [text(cell) for cell in table.select("tbody tr")[0].select("td")]
    assert cells == [*(str(count) for count in COUNTS), "0", "6", "1.5"]


def test_who_is_between_levels_is_drawn_counted_and_in_the_median() -> None:
    content = minimal_content()
    between = {id: where(id, (0, 1, 1, 0, 0), between=2) for id in content.recommendations}
    page = round_page(content, replace(results(content, "2026", COUNTS), recommendations=between))
    table = page.select("#levels ~ .ictm-scroll")[0]
    cells = [text(cell) for cell in table.select("tbody tr")[0].select("td")]
    assert cells == ["0", "1", "1", "0", "0", "2", "4", "between 2 and 2.5"]
    assert page.select("svg.ictm-distribution rect.possible")


def test_a_result_of_a_short_round_says_so_wherever_it_stands() -> None:
    content = minimal_content()
    full = results(content, "2026", COUNTS)
    short = replace(full, short_rounds=("R01",))
    assert "hort round" not in text(round_page(content, full))
    said = text(round_page(content, short))
    # The card, the words of its chart, and the table.
    assert said.count("(short round)") == 3
    assert "Short round: of the Recommendations that say so" in said
    assert "short round" in text(soup(home_page(site(content, short))))


def test_where_nobody_stands_is_said_in_words_and_drawn_nowhere() -> None:
    content = minimal_content()
    page = round_page(content, results(content, "2026", NOBODY))
    assert "No office that is shown by name has a result." in text(page)
    assert not page.select("svg")
    assert "No office is below level 2 in any KPI." in text(page)


HIDDEN = "otherwise it is not shown"
ROUNDED = "All, rounded to fives"


def test_without_rounded_rows_one_sentence_says_why() -> None:
    page = round_page(minimal_content())
    assert text(page).count(HIDDEN) == 1
    assert ROUNDED not in text(page)


def test_rounded_rows_stand_beside_the_exact_ones_and_say_what_is_not_shown() -> None:
    content = minimal_content()
    question = Question(
        id="focus", title="Focus", text="What next?", options={"law": "Law", "skills": "Skills"}
    )
    size = content.framework.profile[0]
    content = with_cycle(content, questions=(question,))
    found = replace(
        results(content, "2026", COUNTS),
        breakdowns={
            size.id: tuple(ProfileGroup(size.id, id, id, 6, 5) for id in size.values),
        },
        responses={
            "focus": (
                OptionCount("focus", "law", "Law", 2, 9),
                OptionCount("focus", "skills", "Skills", 7, 9),
            )
        },
        all_offices=AllOffices(
            15,
            {
                "R01": Rounded("R01", 15, (0, 5, 0, 5, 5, 0)),
                "R02": Rounded("R02", None, None),
            },
            {size.id: Rounded(size.id, 15, tuple(5 for _ in size.values))},
            {"focus": Rounded("focus", 10, (10, 5))},
        ),
    )
    page = round_page(content, found)
    said = text(page)
    assert "small 6 5 5" in said
    assert "9 offices that are shown by name answered" in said
    assert f"{ROUNDED}: 10." in said
    assert "All offices reporting, rounded to fives 15" in said
    rows = rows_below(page, "levels")
    assert rows[0][1:] == [*map(str, COUNTS), "0", "6", "1.5"]
    assert rows[1] == ["R01, all, rounded to fives", "0", "5", "0", "5", "5", "0", "15", "–"]
    assert rows[3] == ["R02, all, rounded to fives (working theme)", *["not shown"] * 7, "–"]
    assert rows_below(page, "responses") == [["Skills", "7", "5"], ["Law", "2", "10"]]
    assert said.count(HIDDEN) == 1


def test_answers_stand_in_the_order_of_how_many_chose_them() -> None:
    """Those that as many chose keep the order in which they were asked; bars follow the counts."""
    content = minimal_content()
    options = {"a": "A", "b": "B", "c": "C", "d": "D"}
    question = Question(id="focus", title="Focus", text="What next?", options=options)
    counts = {"a": 1, "b": 4, "c": 0, "d": 1}
    chosen = tuple(OptionCount("focus", id, options[id], each, 5) for id, each in counts.items())
    found = replace(results(content, "2026", COUNTS), responses={"focus": chosen})
    page = round_page(with_cycle(content, questions=(question,)), found)
    assert rows_below(page, "responses") == [["B", "4"], ["A", "1"], ["D", "1"], ["C", "0"]]
    bars = [bar.select("rect") for bar in page.select(".ictm-count-bar")]
    assert [bar[0]["width"] if bar else "" for bar in bars] == ["100%", "25%", "25%", ""]
    assert "5 offices that are shown by name answered" in text(page)


def test_every_figure_of_a_round_leads_to_its_table() -> None:
    content = minimal_content()
    question = Question(id="focus", title="Focus", text="What?", options={"a": "A", "b": "B"})
    change = RoundChange("R01", 8, 5, 2, 1, Fraction(5, 8))
    found = replace(
        results(content, "2026", COUNTS),
        responses={"focus": (OptionCount("focus", "a", "A", 1, 1),)},
        compared_with="2025",
        changes={"R01": change},
    )
    page = round_page(with_cycle(content, questions=(question,)), found)
    files = {str(link["href"]).rpartition("/")[2] for link in page.select("a[download]")}
    assert files == {"participation.csv", "levels.csv", "responses.csv", "changes.csv"}


def test_remarks_of_named_offices_stand_under_their_names_and_no_others_do() -> None:
    content = minimal_content()
    key = AssessmentKey("HV", "2026")
    content = with_assessment(content, key, notes="Waits for *one* system.")
    shown = publish(content, score_all(content)).results["2026"]
    (remarks,) = round_page(content, shown).select(".ictm-remarks")
    assert text(remarks).endswith("Waits for one system.")
    assert content.offices["HV"].name in text(remarks)
    for audience in ("members", "counted", "own"):
        hidden = with_office(content, "HV", audience=audience)
        site = publish(hidden, score_all(hidden))
        assert all("Waits for" not in page.text for page in results_pages(site))


def test_the_biggest_gaps_are_the_largest_shares_below_level_2_and_no_tie_is_cut() -> None:
    content = minimal_content()
    kpi = content.kpis["K01"]
    kpis = {f"K{number:02}": kpi.model_copy(update={"id": f"K{number:02}"}) for number in range(9)}
    content = replace(content, kpis={**content.kpis, **kpis})
    figures = {id: where(id, (1, 1, 8, 0, 0)) for id in kpis}
    figures["K03"] = where("K03", (0, 3, 0, 0, 0))
    figures["K04"] = where("K04", (0, 0, 5, 0, 0))
    figures["K05"] = where("K05", (0, 2, 0, 0, 8))
    found = replace(results(content, "2026", COUNTS), kpis=figures)
    rows = [
        [text(cell) for cell in row.select("th, td")]
        for row in round_page(content, found).select("#gaps ~ .ictm-scroll")[0].select("tbody tr")
    ]
    ids = [row[0].split()[0] for row in rows]
    assert ids == ["K03", "K00", "K01", "K02", "K06", "K07", "K08"]
    assert rows[0][2:] == ["3 of 3", "25.0"]
    assert rows[1][2:] == ["2 of 10", "42.5"]


def test_a_round_tells_who_rose_stayed_and_fell() -> None:
    content = minimal_content()
    before = results(content, "2025", COUNTS)
    change = RoundChange("R01", 8, 5, 2, 1, Fraction(5, 8))
    now = results(content, "2026", COUNTS)
    page = round_page(content, before, replace(now, compared_with="2025", changes={"R01": change}))
    assert "What changed since 2025" in text(page)
    assert "5 2 1 8 +0.6" in text(page)


def test_rounds_that_cannot_be_compared_say_so() -> None:
    content = minimal_content()
    first = round_page(content, results(content, "2026", COUNTS))
    assert "This is the first round" in text(first)
    now = replace(results(content, "2026", COUNTS), compared_with="2025")
    few = content.framework.thresholds.small_cell
    assert f"No Recommendation has {few} or more offices in both rounds" in text(
        round_page(content, results(content, "2025", COUNTS), now)
    )


# Learn


def test_offers_and_asks_are_matched() -> None:
    content = with_exchange(minimal_content(), "HV", "offers", "We offer")
    content = with_exchange(content, "LM", "asks", "We ask")
    section = soup(learn_page(site(content))).select_one("section:has(#r01)")
    assert section is not None
    assert "Offer and ask meet" in text(section)
    assert "We offer" in text(section)
    assert "We ask" in text(section)


def test_an_office_does_not_match_itself() -> None:
    content = minimal_content()
    for office, kind in (("HV", "offers"), ("LM", "asks"), ("LM", "offers"), ("HV", "asks")):
        content = with_exchange(content, office, kind)
    content = with_exchange(content, "HV", "offers", "We offer")
    content = with_exchange(content, "HV", "asks", "We ask")
    section = soup(learn_page(site(content))).select_one("section:has(#r01)")
    assert section is not None
    assert "Offer and ask meet" not in text(section)


def test_silence_says_what_to_do() -> None:
    page = soup(learn_page(site(replace(minimal_content(), assessments={}))))
    assert "Be the first" in text(page)


# All of them


def test_content_is_shown_and_never_run() -> None:
    content = with_recommendation(minimal_content(), title=f"Title {SCRIPT}")
    content = with_kpi(content, title=f"KPI {SCRIPT}")
    offices = {
        code: office.model_copy(update={"name": f"Name {SCRIPT}", "contact_role": SCRIPT})
        for code, office in content.offices.items()
    }
    content = with_cycle(replace(content, offices=offices), title=SCRIPT)
    content = with_exchange(content, "HV", "offers", SCRIPT)
    made = site(content)
    pages = (home_page(made), offices_page(made), learn_page(made), *results_pages(made))
    for page in pages:
        body = page.text.split("---\n\n", 1)[1]
        assert "<script" not in body
        assert "alert(1)" in body


def test_the_same_site_makes_the_same_bytes() -> None:
    def pages() -> list[Output]:
        made = site(minimal_content())
        return [home_page(made), offices_page(made), learn_page(made), *results_pages(made)]

    assert pages() == pages()


def participation(content: Content) -> str:
    group = ProfileGroup("size", "small", "Small", asked=2, reporting=1)
    cycle = replace(results(content, "2026", COUNTS), asked=8, breakdowns={"size": (group,)})
    page = round_page(content, replace(cycle, named=("HV",)))
    start = page.find(id="participation")
    assert isinstance(start, Tag)
    parts = []
    for node in start.find_next_siblings():
        if node.name == "h2":
            break
        parts.append(text(node))
    return " ".join(parts)


def test_a_round_that_invited_tells_how_many_and_who_stands_behind_the_rest() -> None:
    content = minimal_content()
    without = participation(content)
    assert "asked 8" in without
    assert "reporting 1 12.5" in without
    assert "invited" not in without
    told = participation(with_cycle(content, invited=8))
    assert "invited 8 Reporting by name 1 12.5" in told
    assert "whether they are named or not" in told
    assert "shown by name" in told
    assert "asked 8" not in told
