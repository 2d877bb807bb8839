"""The first screen of an office's page says what the data files say."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from bs4 import BeautifulSoup

from ict_maturity.build import Build
from tests.english import ENGLISH

STANDING = re.compile(r"Level (\d)( or higher)? on (\d+) of (\d+) Recommendations?\.")
HELD = re.compile(r"Held back by ([^.]*) at level (\d)\.")
UNKNOWN = re.compile(r"Too little is assessed on ([^.]*)\.")
NEAREST = re.compile(r"Nearest gain: (R\d+) to level (\d), by ([^.]*)\.")


@pytest.fixture(scope="module")
def offices(built: Build) -> dict[str, dict[str, Any]]:
    """The data of each public office that has reported, by its code in small letters."""
    found = {
        output.path.removeprefix("data/v1/offices/").removesuffix(".json"): json.loads(output.text)
        for output in built.outputs
        if output.path.startswith("data/v1/offices/") and output.path.endswith(".json")
    }
    return {code: office for code, office in found.items() if office.get("reported")}


@pytest.fixture(scope="module")
def pages(built: Build, offices: Mapping[str, Any]) -> dict[str, BeautifulSoup]:
    stamps = {output.path: output for output in built.outputs}
    return {
        code: BeautifulSoup(
            json.loads(stamps[f"_stamp/offices/{code}.json"].text)["body"], "html.parser"
        )
        for code in offices
    }


def latest(office: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Each Recommendation's result of the last round that asked about it."""
    found: dict[str, dict[str, Any]] = {}
    for card in office["scorecards"]:
        for result in card["recommendations"]:
            asked = all(reason["code"] != "nothing-asked" for reason in result["reasons"])
            if asked or result["recommendation"] not in found:
                found[result["recommendation"]] = result
    return {id: result for id, result in found.items() if result["level_shown"] is not None}


def ids(text: str) -> list[str]:
    return re.findall(r"[RK]\d+", text)


def said(page: BeautifulSoup, css: str) -> str:
    node = page.select_one(css)
    assert node is not None
    return " ".join(node.get_text(" ").split()).replace(" .", ".")


def published(results: Mapping[str, dict[str, Any]]) -> dict[str, int]:
    return {id: one["level_shown"] for id, one in results.items() if one["published"]}


def test_the_sentence_counts_what_the_data_hold(
    offices: Mapping[str, Any], pages: Mapping[str, BeautifulSoup]
) -> None:
    assert len(offices) >= 10
    for code, office in offices.items():
        sentence, results = said(pages[code], ".ictm-verdict"), latest(office)
        levels = published(results)
        match = STANDING.match(sentence)
        assert match, sentence
        level, number, total = int(match[1]), int(match[3]), len(results)
        assert (number, int(match[4])) == (sum(each >= level for each in levels.values()), total)
        assert bool(match[2]) == (level < 4)
        # It is the highest level that half of them reach.
        assert 2 * number >= len(levels) or level == 1
        assert 2 * sum(each > level for each in levels.values()) < len(levels)
        held, lowest = HELD.search(sentence), min(levels.values())
        assert (held is None) == (lowest >= level)
        if held:
            assert int(held[2]) == lowest
            assert ids(held[1]) == [id for id, each in levels.items() if each == lowest]
        unknown = UNKNOWN.search(sentence)
        assert (ids(unknown[1]) if unknown else []) == sorted(set(results) - set(levels))


def ways(office: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The results with a way to the next level, those with the least to do first."""
    found = [result for result in latest(office).values() if result["next_steps"]]
    return sorted(
        found,
        key=lambda one: (
            sum(step["effort"] for step in one["next_steps"]),
            one["level_shown"],
            -one["score_shown"],
            one["recommendation"],
        ),
    )


def test_the_nearest_gain_takes_the_fewest_facts(
    offices: Mapping[str, Any], pages: Mapping[str, BeautifulSoup]
) -> None:
    for code, office in offices.items():
        match = NEAREST.search(said(pages[code], ".ictm-verdict"))
        first = ways(office)[0]
        assert match
        assert (match[1], int(match[2])) == (first["recommendation"], first["level_shown"] + 1)
        assert ids(match[3]) == [step["kpi"] for step in first["next_steps"]]


def first_lines(office: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for way in ways(office):
        yield from way["next_steps"]


def test_the_three_steps_name_the_kpi_where_it_stands_and_what_it_needs(
    built: Build, offices: Mapping[str, Any], pages: Mapping[str, BeautifulSoup]
) -> None:
    assert built.site is not None
    content, done = built.site.content, 0
    for code, office in offices.items():
        lines = pages[code].select(".ictm-first > li")
        # Who is continued by another office is told none.
        wanted = [] if content.continued_as(code.upper()) else list(first_lines(office))[:3]
        assert len(lines) == len(wanted)
        for line, step in zip(lines, wanted, strict=True):
            text = " ".join(line.get_text(" ").split()).replace(" .", ".")
            kpi = content.kpis[step["kpi"]]
            assert f"{kpi.id} {kpi.title}." in text
            assert f"evel {step['to_level']}" in text.partition(kpi.title)[2]
            assert re.search(r"\bNow |\bnow;|Not looked at yet|cannot be scored", text)
            undecided = set(step["find_out"]) == set(step["checks"]) and step["checks"]
            assert (" ".join(kpi.to_do.split()) in text) or undecided
            done += not undecided
    assert done >= 20


def test_the_picture_and_the_rows_show_each_level_with_its_name(
    built: Build, offices: Mapping[str, Any], pages: Mapping[str, BeautifulSoup]
) -> None:
    assert built.site is not None
    recommendations = built.site.content.recommendations
    for code, office in offices.items():
        page, results = pages[code], latest(office)
        drawn = page.select(".ictm-levels > li")[1:]
        rows = page.select("details.ictm-row")
        assert [row["id"] for row in rows] == [id.lower() for id in recommendations]
        for bar, row, item in zip(drawn, rows, recommendations.values(), strict=True):
            assert f"{item.id} {item.title}" in " ".join(bar.get_text(" ").split())
            result = results.get(item.id)
            if result is None:
                continue
            for badge in (bar.select_one(".ictm-level"), row.select_one(".ictm-level")):
                assert badge is not None
                assert badge.get_text().startswith(str(result["level_shown"]))
            mark = bar.select_one(".ictm-mark")
            assert (mark is not None) == item.is_working_theme


def test_a_row_says_what_holds_the_level_and_opens_to_its_kpis(
    offices: Mapping[str, Any], pages: Mapping[str, BeautifulSoup]
) -> None:
    for code, office in offices.items():
        for id, result in latest(office).items():
            row = pages[code].find("details", id=id.lower())
            assert row is not None
            holds, step = row.select("summary > span")[2:4]
            assert ids(holds.get_text()) == result["held_by"]
            if result["next_steps"]:
                assert ids(step.get_text()) == [each["kpi"] for each in result["next_steps"]]
            elif result["level_shown"] == 4 and not result["evidence_steps"]:
                assert step.get_text() == ENGLISH("office.next.top")
            assert len(row.select("details.ictm-kpi")) >= result["applicable"]
