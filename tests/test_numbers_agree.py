"""Every number on a page equals the number in the JSON and the CSV (property 8 of the method)."""

import csv
import json
import re
import shutil
from collections.abc import Iterator
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from ict_maturity.build import Build, build
from tests.copies import own_copied
from tests.html import first

ROOT = Path(__file__).parents[1]
HALF_A_STEP = Decimal("0.05005")
"""Pages print one decimal and files four, both of the exact number."""


WHOLE, SHORT = "the newest round is whole", "the newest round is short"


@pytest.fixture(scope="module", params=[WHOLE, SHORT])
def newest_is(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def made(newest_is: str, built: Build, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Our site as it is, after a short round; and as it was after the whole round before it."""
    assert built.site is not None
    if newest_is == WHOLE:
        root = own_copied(tmp_path_factory.mktemp("whole"), built.site.content)
        for cycle in [id for id, cycle in built.site.content.cycles.items() if cycle.kpis]:
            for path in [*root.glob(f"offices/*/{cycle}.yaml"), root / f"cycles/{cycle}.yaml"]:
                path.unlink()
        shutil.rmtree(root / "editions")  # Its lock knows of what was reported later.
        built = build(root)
    assert built.problems == ()
    return {o.path: o.text for o in built.outputs if o.path.endswith((".md", ".json", ".csv"))}


def data(made: dict[str, str], name: str) -> Any:
    return json.loads(made[f"data/v1/{name}"], parse_float=Decimal)


def offices(made: dict[str, str]) -> dict[str, Any]:
    """The data of each public office that has reported, by its code in small letters."""
    names = [path.removeprefix("data/v1/") for path in made if "data/v1/offices/" in path]
    all_of_them = {Path(name).stem: data(made, name) for name in names}
    return {code: office for code, office in all_of_them.items() if office["reported"]}


def page(made: dict[str, str], code: str) -> BeautifulSoup:
    return BeautifulSoup(json.loads(made[f"_stamp/offices/{code}.json"])["body"], "html.parser")


def staged(made: dict[str, str], path: str) -> BeautifulSoup:
    return BeautifulSoup(made[path].split("---\n\n", 1)[1], "html.parser")


def numbers(text: str) -> list[Decimal]:
    return [Decimal(number) for number in re.findall(r"\d+(?:\.\d+)?", text)]


def agree(shown: Decimal, exact: Decimal | int) -> bool:
    return abs(shown - exact) <= HALF_A_STEP


def bounds(result: dict[str, Any]) -> list[Any]:
    """The score as the page prints it: once, or twice when part is unknown."""
    low, high = result["score_shown"], result["score_possible"]
    return [low] if low == high else [low, high]


def cells(row: Tag) -> list[str]:
    return [" ".join(cell.get_text(" ").split()) for cell in row.find_all("td")]


def test_there_are_offices_to_compare(made: dict[str, str]) -> None:
    assert len(offices(made)) >= 5


def test_the_table_of_an_office_equals_its_data(made: dict[str, str], newest_is: str) -> None:
    compared = 0
    for code, office in offices(made).items():
        newest = office["scorecards"][-1]
        results = {result["recommendation"]: result for result in newest["recommendations"]}
        heading = page(made, code).find(id="levels")
        assert heading is not None
        table = heading.find_next("table")
        assert isinstance(table, Tag)
        for row in table.select("tbody tr"):
            link = row.find("a")
            assert link is not None
            result = results[str(link["href"])[1:].upper()]
            found = cells(row)
            if result["level_shown"] is None:
                assert len(found) == 1
                continue
            level, held_by, evidenced, score, assessed, confidence = found
            assert numbers(level)[0] == result["level_shown"]
            if result["level_possible"] != result["level_shown"]:
                assert numbers(level)[1] == result["level_possible"]
            assert held_by == (", ".join(result["held_by"]) or "–")
            assert numbers(evidenced) == [result["level_evidenced"]]
            for shown, exact in zip(numbers(score), bounds(result), strict=True):
                assert agree(shown, exact)
            met, of, coverage = numbers(assessed)
            assert (met, of) == (result["assessed"], result["applicable"])
            assert agree(coverage, result["coverage"] * 100)
            assert confidence == (result["confidence"] or "–")
            compared += 1
    assert compared >= (40 if newest_is == WHOLE else 20)


def test_the_office_as_a_whole_equals_its_data(made: dict[str, str], newest_is: str) -> None:
    compared = 0
    for code, office in offices(made).items():
        whole = office["scorecards"][-1]["overall"]
        level, mean, *_ = page(made, code).select("dl.ictm-figures dd")
        for shown in level.select("small") + mean.select("small"):
            shown.extract()
        if whole["level_shown"] is None:
            assert (level.get_text(), mean.get_text()) == ("–", "–")
            continue
        levels = sorted({whole["level_shown"], whole["level_possible"]})
        assert numbers(level.get_text()) == levels
        for printed, exact in zip(numbers(mean.get_text()), bounds(whole), strict=True):
            assert agree(printed, exact)
        compared += 1
    assert compared >= (5 if newest_is == WHOLE else 0)


def signed(text: str) -> list[Decimal]:
    found = re.findall(r"[+\N{MINUS SIGN}-]?\d+(?:\.\d+)?", text)
    return [Decimal(number.replace("\N{MINUS SIGN}", "-")) for number in found]


def test_changes_equal_the_data_and_add_up_as_they_are_printed(made: dict[str, str]) -> None:
    compared = 0
    for code, office in offices(made).items():
        told = [node.get_text() for node in page(made, code).select(".ictm-change")]
        steps = [step for trend in office["trends"] for step in trend["steps"]]
        for text, step in zip(told, steps, strict=True):
            assert text.startswith(f"{step['from_cycle']} to {step['cycle']}: level ")
            total, *parts = signed(text.partition(": level ")[2].partition("; mean ")[0])
            mean, *points = signed(text.partition("; mean ")[2])
            names = ("by_doing", "by_looking", "by_framework")
            assert parts == [step[f"level_{name}"] for name in names]
            assert sum(parts) == total == step["level_total"]
            assert sum(points) == mean
            assert agree(mean, step["score_total"])
            assert sum(step[f"score_{name}"] for name in names) == step["score_total"]
            # What is missing is at most the rounding of all parts.
            for shown, name in zip(points, names, strict=True):
                assert abs(shown - step[f"score_{name}"]) <= 4 * HALF_A_STEP
            compared += 1
    assert compared >= 50


def test_the_kpis_of_an_office_equal_its_data(made: dict[str, str], newest_is: str) -> None:
    compared = 0
    for code, office in offices(made).items():
        body = page(made, code)
        for result in office["scorecards"][-1]["kpis"]:
            fold = body.find("details", id=result["kpi"].lower())
            if fold is None or result["standing"] != "counted":
                continue
            badge = fold.select_one("summary .ictm-level")
            aside = fold.select_one("summary > .ictm-muted")
            assert badge is not None
            assert aside is not None
            assert numbers(badge.get_text(" "))[0] == result["level_shown"]
            for shown, exact in zip(numbers(aside.get_text()), bounds(result), strict=True):
                assert agree(shown, exact)
            compared += 1
    assert compared >= (100 if newest_is == WHOLE else 50)


def test_the_heat_map_equals_the_data_of_offices(made: dict[str, str]) -> None:
    table = first(staged(made, "offices/index.md"), "table#heat-map")
    rows = {str(first(row, "a")["href"]).strip("/"): row for row in table.select("tbody tr")}
    for code, office in offices(made).items():
        newest = office["scorecards"][-1]
        found = cells(rows[code])
        for i, (cell, result) in enumerate(zip(found, newest["recommendations"], strict=False)):
            if result["level_shown"] is not None:
                assert numbers(cell)[0] == result["level_shown"]
            elif any(reason["code"] == "nothing-asked" for reason in result["reasons"]):
                before = office["scorecards"][-2]
                assert numbers(cell)[0] == before["recommendations"][i]["level_shown"]
                assert cell.endswith(before["cycle"])
        assert found[-1] == newest["cycle"]


def distribution(page: BeautifulSoup) -> list[int] | None:
    """The offices at and between levels below `Where offices stand`, None when there are none."""
    heading = page.find(id="standing")
    assert heading is not None
    following = heading.find_next(["table", "h2"])
    if following is None or following.name == "h2":
        return None
    return [int(numbers(cells(row)[0])[0]) for row in following.select("tbody tr")]


@pytest.mark.parametrize(
    ("kind", "folder"), [("recommendations", "recommendation"), ("kpis", "kpi")]
)
def test_where_offices_stand_equals_the_results(
    made: dict[str, str], kind: str, folder: str
) -> None:
    """Of what the newest round did not ask, the one before is shown."""
    rounds = sorted(path.removeprefix("data/v1/") for path in made if "data/v1/results/" in path)
    found = [{one[folder]: one for one in data(made, path)[kind]} for path in rounds]
    assert len(found) >= 2
    newest, before = found[-1], found[-2]
    for id, last in newest.items():
        one = last if last["offices"] else before[id]
        shown = distribution(staged(made, f"{kind}/{one[folder].lower()}.md"))
        counts = [*one["levels"], one["between"]]
        assert shown == (counts if one["offices"] else None)
        assert sum(counts) == one["offices"]


def test_results_pages_equal_the_results(made: dict[str, str]) -> None:
    for path in [path for path in made if path.startswith("data/v1/results/")]:
        results = data(made, path.removeprefix("data/v1/"))
        tables = staged(made, f"results/{results['cycle']}.md").find_all("table")
        rows = {
            first(row, "th").get_text()[:3]: cells(row)
            for table in tables
            for row in table.select("tbody tr")
            if len(row.find_all("td")) == 8
        }
        for one in results["recommendations"]:
            counts = [*one["levels"], one["between"], one["offices"]]
            if one["recommendation"] not in rows:
                assert not any(counts)
                continue
            assert [int(cell) for cell in rows[one["recommendation"]][:7]] == counts


def health_rows(made: dict[str, str]) -> dict[str, Tag]:
    """The rows of both tables of the page of KPI health, by id."""
    body = staged(made, "health.md")
    rows = body.select("#health-recommendations tbody tr, #health-kpis tbody tr")
    return {str(first(row, "th")["data-sort"]): row for row in rows}


def test_the_page_of_kpi_health_equals_its_data(made: dict[str, str]) -> None:
    health = data(made, "health.json")
    rows = health_rows(made)
    every = [*health["recommendations"], *health["kpis"]]
    assert set(rows) == {one["kpi"] or one["recommendation"] for one in every}
    compared = 0
    for one in every:
        row = rows[one["kpi"] or one["recommendation"]]
        known, unknown, not_assessed, claims, chart, checks, review, questions, place = cells(row)
        answers = one["answers"]
        if answers is None:
            assert [known, unknown, not_assessed, claims, checks] == ["not shown"] * 5
        else:
            assert numbers(known) == [answers["with_level"], answers["asked"]]
            for shown, name in ((unknown, "unknown"), (not_assessed, "not_assessed")):
                count, *share = numbers(shown)
                assert count == answers[name]
                assert not share or agree(share[0], answers[f"{name}_share"] * 100)
            told = [answers["claims_open"], answers["claims_accepted"]]
            assert numbers(claims) == (told if any(told) else [0])
            compared += 1
        drawn = row.select("svg text.value")
        levels = one["levels"]
        counts = [*levels["levels"], levels["between"]] if levels["offices"] else []
        assert (chart == "–") is (not counts)
        assert [int(text.get_text()) for text in drawn] == counts
        decided = one["checks"] and one["checks"]["decided"]
        if answers is not None and decided:
            never, always = one["checks"]["never_met"], one["checks"]["always_met"]
            assert numbers(checks) == [len(never), len(always), decided]
        day = row.find("time")
        assert (str(day["datetime"]) if isinstance(day, Tag) else None) == one["reviewed"]
        assert not one["review_age"] or numbers(review)[-1] == one["review_age"]
        assert numbers(questions) == [one["open_questions"]]
        assert numbers(place) == ([] if one["place"] is None else [one["place"]])
    assert compared >= 40


def test_the_review_queue_of_the_page_is_that_of_the_data(made: dict[str, str]) -> None:
    health = data(made, "health.json")
    entries = staged(made, "health.md").select(".ictm-queue > li")
    assert [entry.get_text().split()[0] for entry in entries] == health["queue"]
    every = {one["kpi"] or one["recommendation"]: one for one in health["kpis"]}
    every |= {one["recommendation"]: one for one in health["recommendations"]}
    for entry, id in zip(entries, health["queue"], strict=True):
        assert len(entry.select("ul > li")) == len(every[id]["signals"])
        for said, signal in zip(entry.select("ul > li"), every[id]["signals"], strict=True):
            if "of" in signal:
                assert {signal["number"], signal["of"]} <= set(numbers(said.get_text()))


def test_the_table_of_kpi_health_equals_its_json(made: dict[str, str]) -> None:
    health = data(made, "health.json")
    rows = list(csv.DictReader(StringIO(made["data/v1/health.csv"])))
    every = [*health["recommendations"], *health["kpis"]]
    assert len(rows) == len(every)
    for row, one in zip(rows, every, strict=True):
        answers, checks = one["answers"] or {}, one["checks"] or {}
        levels = one["levels"]
        expected = {
            **{name: health[name] for name in ("cycle", "cycle_fictional", "edition_status")},
            **{
                name: one[name] for name in ("recommendation", "content_status", "kpi", "lifecycle")
            },
            **{name: answers.get(name) for name in COUNTS},
            **{name: computed(value) for name, value in shares(answers)},
            **{f"level_{level}": count for level, count in enumerate(levels["levels"])},
            **{
                name: value if name in NUMBERS_OF_OFFICES else computed(value)
                for name, value in levels.items()
                if name != "levels"
            },
            "effect": one["effect"],
            "checks_decided": checks.get("decided"),
            "checks_never_met": checks and len(checks["never_met"]),
            "checks_always_met": checks and len(checks["always_met"]),
            **{name: one[name] for name in ("reviewed", "review_age", "open_questions", "place")},
            "signals": " ".join(signal["code"] for signal in one["signals"]),
        }
        assert set(row) - set(expected) == {"edition"}
        for column, value in expected.items():
            assert row[column] == as_text(value if value != {} else None), (row, column)


NUMBERS_OF_OFFICES = frozenset({"offices", "between", "below"})


def computed(value: Decimal | int | None) -> Decimal | None:
    """A computed number, also one that JSON writes without a point."""
    return None if value is None else Decimal(value)


def test_kpi_health_counts_the_levels_of_the_results(made: dict[str, str]) -> None:
    health = data(made, "health.json")
    results = data(made, f"results/{health['cycle']}.json")
    for kind, id in (("recommendations", "recommendation"), ("kpis", "kpi")):
        published = {one[id]: one for one in results[kind]}
        for one in health[kind]:
            if one["lifecycle"] != "upcoming":
                for name, value in one["levels"].items():
                    assert value == published[one[id]][name]


COUNTS = (
    "asked",
    "answered",
    "with_level",
    "unknown",
    "not_assessed",
    "claims_open",
    "claims_accepted",
)


def shares(answers: dict[str, Any]) -> list[tuple[str, Any]]:
    """The shares of a row by name."""
    return [(name, answers.get(name)) for name in ("unknown_share", "not_assessed_share")]


def as_text(value: Any) -> str:
    """A JSON value as CSV writes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return " ".join(value)
    return f"{value:.4f}" if isinstance(value, Decimal) else str(value)


EXACT = ("score_shown", "score_possible", "coverage", "decided", "figure")


def test_every_row_of_scores_equals_the_data_of_its_office(made: dict[str, str]) -> None:
    rows = list(csv.DictReader(StringIO(made["data/v1/scores.csv"])))
    known = offices(made)
    results: dict[tuple[str, ...], dict[str, Any]] = {}
    for code, office in known.items():
        for card in office["scorecards"]:
            for result in (*card["recommendations"], *card["kpis"]):
                kpi = result.get("kpi", "")
                results[code.upper(), card["cycle"], result["recommendation"], kpi] = result
    assert len(rows) == len(results)
    for row in rows:
        result = results[row["office"], row["cycle"], row["recommendation"], row["kpi"]]
        for column, text in row.items():
            if column not in result or column in ("edition", "cycle", "kpi"):
                continue
            value = result[column]
            if column in EXACT and value is not None:
                value = Decimal(value)
            if row["kpi"] and column == "assessed":
                value = int(value)
            assert text == as_text(value), (row, column)


def flat(answer: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The facts of an answer but for its checks, those of an earlier one with their path."""
    for field, value in answer.items():
        if isinstance(value, dict) and field != "checks":
            yield from ((f"{field}.{part}", each) for part, each in value.items())
        elif field not in ("evidence", "checks"):
            yield field, value


def test_every_reported_fact_is_in_both_files(made: dict[str, str]) -> None:
    rows = list(csv.DictReader(StringIO(made["data/v1/answers.csv"])))
    found = {(row["office"], row["cycle"], row["kpi"], row["field"]): row["value"] for row in rows}
    assert len(found) == len(rows)
    facts = 0
    for code, office in offices(made).items():
        for assessment in office["assessments"]:
            for kpi, answer in assessment["answers"].items():
                for field, value in flat(answer):
                    key = (code.upper(), assessment["cycle"], kpi, field)
                    if isinstance(value, (int, Decimal)):
                        assert Decimal(found[key]) == value
                    else:
                        assert found[key] == value
                    facts += 1
                for check, said in answer.get("checks", {}).items():
                    key = (code.upper(), assessment["cycle"], kpi, f"checks.{check}")
                    assert found[key] == said
                    facts += 1
    assert facts == len(rows)


def test_every_row_says_how_its_recommendation_is_known(made: dict[str, str]) -> None:
    status = {
        one["id"]: one["content_status"]
        for one in data(made, "recommendations.json")["recommendations"]
    }
    for name in ("scores.csv", "answers.csv"):
        for row in csv.DictReader(StringIO(made[f"data/v1/{name}"])):
            assert row["content_status"] == status[row["recommendation"]]

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            if isinstance(value.get("recommendation"), str):
                assert value["content_status"] == status[value["recommendation"]]
            for part in value.values():
                walk(part)
        elif isinstance(value, list):
            for part in value:
                walk(part)

    for path in made:
        if path.startswith("data/v1/") and path.endswith(".json") and "/schemas/" not in path:
            walk(json.loads(made[path]))
