"""The page and the data of KPI health, made from reports that are known by heart."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from ict_maturity.aggregate import Site, publish
from ict_maturity.aggregate.distribution import distribution
from ict_maturity.aggregate.results import Answers, Health, Items, Signal, SignalCode
from ict_maturity.model import Answer, Content, OpenQuestion
from ict_maturity.render.health import health_page
from ict_maturity.score import score_all
from ict_maturity.texts.results import signal_text
from tests.english import ENGLISH
from tests.unit.made_up import (
    health_data,
    minimal_content,
    rows_of,
    site_of,
    where,
    with_kpi,
    with_recommendation,
)

SCRIPT = "<script>alert(1)</script>"
FIGURES = Answers(
    asked=8,
    with_level=4,
    unknown=1,
    not_assessed=2,
    claims_open=1,
    claims_accepted=0,
)
NOBODY = distribution("K01", [])


def health(**changes: object) -> Health:
    values: dict[str, Any] = {
        "recommendation": "R01",
        "kpi": "K01",
        "answers": FIGURES,
        "levels": where("K01", (0, 0, 0, 0, 6)),
        "crowded": 4,
        "items": Items(3, ("purpose-written",), ()),
        "reviewed": date(2024, 2, 1),
        "review_age": 28,
        "open_questions": 0,
        "open_since": None,
        "signals": (),
    }
    return Health(**{**values, **changes})


def site(*signals: Signal, content: Content | None = None, **changes: object) -> Site:
    """The example's site with other figures for K01."""
    made = site_of(content or minimal_content())
    one = health(signals=signals, **changes)
    report = replace(
        made.health,
        cycle="2026",
        kpis={**made.health.kpis, "K01": one},
        queue=("K01",) if signals else (),
    )
    return replace(made, health=report)


def page(site: Site) -> BeautifulSoup:
    return BeautifulSoup(health_page(site).text.split("---\n\n", 1)[1], "html.parser")


def text(node: Tag | None) -> str:
    assert node is not None
    return " ".join(node.get_text(" ").split())


def cells(body: BeautifulSoup) -> list[str]:
    """What the row of K01 says, cell by cell."""
    return [text(cell) for cell in body.select("#health-kpis tbody tr:first-child td")]


def test_a_row_tells_every_figure() -> None:
    found = cells(page(site()))
    chart = found.pop(4)
    assert found == [
        "4 of 8",
        "1 (12.5 %)",
        "2 (25 %)",
        "1 open, 0 accepted",
        "1 never, 0 always of 3",
        "1 February 2024 28 months before the round",
        "0",
        "–",
    ]
    assert "level 4: 6" in chart
    assert chart.endswith("ceiling")


@pytest.mark.parametrize(
    ("changes", "place", "said"),
    [
        ({"answers": None}, 0, "not shown"),
        ({"answers": None}, 5, "not shown"),
        ({"levels": NOBODY, "crowded": None}, 4, "–"),
        ({"items": None}, 5, "no checks"),
        ({"items": Items(0, (), ())}, 5, "too few answers"),
        ({"reviewed": None, "review_age": None}, 6, "not known"),
        ({"review_age": 0}, 6, "1 February 2024 after the round"),
        ({"answers": replace(FIGURES, claims_open=0)}, 3, "0"),
    ],
)
def test_what_is_not_there_is_said(changes: dict[str, Any], place: int, said: str) -> None:
    assert cells(page(site(**changes)))[place] == said


def test_a_row_of_too_few_offices_shows_no_number() -> None:
    found = cells(page(site(answers=None, levels=NOBODY, crowded=None, items=None)))
    assert found[:6] == [*["not shown"] * 4, "–", "not shown"]


def test_the_queue_says_what_to_look_at_and_why() -> None:
    signals = (
        Signal.of(SignalCode.OPEN_QUESTION, 1, number=1, since=date(2026, 2, 1)),
        Signal.of(SignalCode.REVIEW_DUE, 28, reviewed=date(2024, 2, 1), months=28),
    )
    body = page(site(*signals))
    queue = body.select(".ictm-queue > li")
    assert len(queue) == 1
    assert "K01" in text(queue[0])
    reasons = [text(reason) for reason in queue[0].find_all("li")]
    assert reasons == [ENGLISH.say(signal_text(signal, {})) for signal in signals]
    assert reasons[0].startswith("Open questions: 1, the oldest of 1 February 2026.")
    assert cells(body)[-1] == "1"
    assert "Nothing calls for a review" not in body.get_text()
    assert "Nothing calls for a review now." in page(site()).get_text()


def test_checks_are_named_by_their_text() -> None:
    signal = Signal.of(SignalCode.NEVER_MET, 1, checks=("plan", "owner"))
    assert "meets “A plan exists” and owner." in ENGLISH.say(
        signal_text(signal, {"plan": "A plan exists."})
    )


def test_a_long_queue_is_folded_after_the_tenth() -> None:
    made = site_of(minimal_content())
    signal = Signal.of(SignalCode.NEVER_REVIEWED, 0)
    kpi = made.content.kpis["K01"]
    many = {f"K{n:02}": kpi.model_copy(update={"id": f"K{n:02}"}) for n in range(1, 14)}
    grown = replace(
        made,
        content=replace(made.content, kpis=many),
        health=replace(
            made.health,
            kpis={id: health(kpi=id, signals=(signal,)) for id in many},
            queue=tuple(many),
        ),
    )
    body = page(grown)
    assert len(body.select(".ictm-queue > li")) == 13
    fold = body.select_one("details")
    assert fold is not None
    assert len(fold.select(".ictm-queue > li")) == 3
    assert "Show the other 3" in text(fold.find("summary"))
    start = fold.select_one("ol")
    assert start is not None
    assert start["start"] == "11"


def test_without_a_round_the_page_says_so() -> None:
    content = replace(minimal_content(), assessments={})
    made = publish(content, score_all(content))
    body = page(made)
    assert "No office has answered yet." in body.get_text()
    assert "Offices counted" not in body.get_text()
    data = health_data(made)
    assert data["cycle"] is None
    assert all(one["answers"] is None for one in data["kpis"])


def test_fictional_figures_say_so_on_the_page_and_in_the_data() -> None:
    made = site()
    cycle = made.content.cycles["2026"]
    for fictional in (True, False):
        changed = cycle.model_copy(update={"fictional": fictional})
        cycles = {**made.content.cycles, "2026": changed}
        shown = replace(made, content=replace(made.content, cycles=cycles))
        assert ("so are all figures" in page(shown).get_text()) is fictional
        assert health_data(shown)["cycle_fictional"] is fictional
        for row in rows_of(shown, "health.csv"):
            assert row["cycle_fictional"] == str(fictional).lower()


def test_a_working_theme_is_marked_wherever_it_stands() -> None:
    content = with_recommendation(minimal_content(), content_status="placeholder", source=None)
    made = site(Signal.of(SignalCode.NEVER_REVIEWED, 0), content=content)
    body = page(made)
    every = (*body.select("tbody tr"), *body.select(".ictm-queue > li"))
    mine = [node for node in every if "R01" in text(node)]
    assert len(mine) >= 3
    assert all("Working theme" in text(node) for node in mine)


def test_text_from_content_is_shown_as_text() -> None:
    content = with_kpi(minimal_content(), title=SCRIPT)
    body = page(site(Signal.of(SignalCode.NEVER_REVIEWED, 0), content=content))
    assert body.find("script") is None
    assert SCRIPT in body.get_text()


def test_a_kpi_of_somebody_else_says_whose_it_is() -> None:
    content = minimal_content()
    hub = content.framework.addressees[0].model_copy(
        update={"id": "hub", "title": "The hub", "office": "HB"}
    )
    framework = content.framework.model_copy(
        update={"addressees": (*content.framework.addressees, hub)}
    )
    addressed = with_kpi(replace(content, framework=framework), addressee="hub")
    row = page(site(content=addressed, answers=None)).select_one("#health-kpis tbody tr")
    assert "asked of: The hub" in text(row)


def test_the_table_and_the_json_say_the_same() -> None:
    signals = (Signal.of(SignalCode.NEVER_REVIEWED, 0), Signal.of(SignalCode.REVIEW_DUE, 0))
    made = site(*signals)
    one = next(one for one in health_data(made)["kpis"] if one["kpi"] == "K01")
    row = next(row for row in rows_of(made, "health.csv") if row["kpi"] == "K01")
    assert json.loads(json.dumps(one)) == one
    assert one["answers"]["unknown_share"] == 0.125
    assert row["unknown_share"] == "0.1250"
    assert (row["asked"], row["answered"], row["level_4"]) == ("8", "6", "6")
    assert (row["checks_never_met"], one["checks"]["never_met"]) == ("1", ["purpose-written"])
    assert (row["place"], one["place"]) == ("1", 1)
    assert row["signals"] == "never-reviewed review-due"
    hidden = site(answers=None, levels=NOBODY, crowded=None, items=None)
    row = next(row for row in rows_of(hidden, "health.csv") if row["kpi"] == "K01")
    told = ("asked", "answered", "with_level", "unknown", "median_shown", "checks_decided")
    assert [row[column] for column in told] == [""] * len(told)
    assert (row["offices"], row["level_0"], row["between"]) == ("0", "0", "0")


@pytest.mark.parametrize("code", SignalCode)
def test_every_signal_has_a_name_and_reads_as_sentences(code: SignalCode) -> None:
    signal = Signal.of(
        code,
        0,
        number=2,
        of=7,
        share=FIGURES.share(2),
        level=3,
        since=date(2026, 2, 1),
        checks=("plan", "owner"),
        reviewed=date(2024, 2, 1),
        months=28,
    )
    said = ENGLISH.say(signal_text(signal, {"plan": "A plan exists."}))
    assert said.endswith(".")
    assert "{" not in said
    assert "Fraction" not in said
    assert ENGLISH(f"signal.name.{code}")


def test_an_open_question_of_the_example_is_in_the_queue() -> None:
    question = OpenQuestion(date=date(2026, 2, 1), question="Does it count?")
    made = site_of(with_kpi(minimal_content(), open_questions=(question,)))
    assert made.health.queue[0] == "K01"
    assert "K01" in text(page(made).select_one(".ictm-queue > li"))


def test_no_answer_of_a_private_office_reaches_the_page() -> None:
    content = minimal_content()
    made = site_of(content)
    key = next(iter(content.assessments))
    private = content.offices[key.office].model_copy(
        update={"code": "QZ", "name": "Hidden", "audience": "own"}
    )
    update = {"answers": {"K01": Answer()}, "audience": "own"}
    assessment = content.assessments[key].model_copy(update=update)
    grown = replace(
        content,
        offices={**content.offices, "QZ": private},
        assessments={**content.assessments, key._replace(office="QZ"): assessment},
    )
    assert health_page(site_of(grown)).content == health_page(made).content
    assert rows_of(site_of(grown), "health.csv") == rows_of(made, "health.csv")
