"""`report`: what a session is told about a round is what the data files say, and nothing else."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from docx.document import Document as Opened
from docx.table import Table
from docx.text.paragraph import Paragraph as Line

from ict_maturity.aggregate import publish
from ict_maturity.aggregate.site import Site
from ict_maturity.cli import main
from ict_maturity.model import AssessmentKey, Content
from ict_maturity.paper import Bars, Grid, Heading, written
from ict_maturity.render.receipt import printed_receipt
from ict_maturity.render.session_report import level_colours, session_report
from ict_maturity.score import score_all
from tests.copies import MINIMAL
from tests.unit.made_up import minimal_content, results_data, with_office, with_recommendation
from tests.unit.papers import docx_of, docx_text, pdf_text, without_spaces
from tests.unit.round_examples import Report, world

ROUND = "2025"
Rows = list[list[str]]


@pytest.fixture(scope="module")
def site(content: Content) -> Site:
    return publish(content, score_all(content))


@pytest.fixture(scope="module")
def data(site: Site) -> Mapping[str, Any]:
    return results_data(site, ROUND)


@pytest.fixture(scope="module")
def made(site: Site) -> bytes:
    return written(session_report(site, site.content.cycles[ROUND]), ".docx")


@pytest.fixture(scope="module")
def tables(made: bytes) -> Mapping[str, Rows]:
    return tables_of(docx_of(made))


def is_heading(line: Line) -> bool:
    return line.style is not None and str(line.style.name).startswith("Heading")


def tables_of(opened: Opened) -> dict[str, Rows]:
    """The rows of each table without the first, by its caption or the heading above that."""
    found: dict[str, Rows] = {}
    above = [""]
    for part in opened.iter_inner_content():
        if isinstance(part, Line):
            above.append(part.text)
        elif isinstance(part, Table):
            rows = [[cell.text for cell in row.cells] for row in part.rows][1:]
            name = above[-1] if above[-1] not in found else f"{above[-1]} {len(found)}"
            found[name] = rows
    return found


def test_participation_is_that_of_the_data(
    site: Site, data: Mapping[str, Any], tables: Mapping[str, Rows]
) -> None:
    rows = {row[0]: row[1] for row in tables["Who was asked, who answered"]}
    assert rows["Offices asked"] == str(data["asked"])
    assert rows["Offices reporting"].split()[0] == str(data["reporting"])
    for field in site.content.framework.profile:
        told = {each["label"]: each for each in data["breakdowns"] if each["field"] == field.id}
        assert {row[0] for row in tables[field.title]} == set(told) != set()
        for label, asked, reporting in tables[field.title]:
            assert asked == str(told[label]["asked"])
            assert reporting == str(told[label]["reporting"])


def test_levels_are_those_of_the_data_in_the_table_and_in_the_figure(
    site: Site, data: Mapping[str, Any], tables: Mapping[str, Rows]
) -> None:
    caption = "Number of offices at each level. Profile-limited results are left out."
    rows = {row[0][:3]: row[1:] for row in tables[caption]}
    document = session_report(site, site.content.cycles[ROUND])
    figure = next(block for block in document.blocks if isinstance(block, Bars))
    drawn = {bar.label[:3]: bar.counts for bar in figure.bars}
    assert len(rows) == len(data["recommendations"]) == len(drawn)
    for each in data["recommendations"]:
        counts = [*each["levels"], each["between"]]
        assert rows[each["recommendation"]][:7] == [*map(str, counts), str(each["offices"])]
        assert drawn[each["recommendation"]] == tuple(counts)
    assert [colour for _, colour in figure.parts[:5]] == level_colours()
    assert len(set(level_colours())) == 5


def test_gaps_are_those_of_the_data(data: Mapping[str, Any], tables: Mapping[str, Rows]) -> None:
    told = {each["kpi"]: each for each in data["kpis"]}
    (rows,) = [rows for caption, rows in tables.items() if "largest share" in caption]
    assert len(rows) >= 5
    for kpi, recommendation, below, score in rows:
        each = told[kpi[:3]]
        assert below == f"{each['below']} of {each['offices']}"
        assert abs(float(score) - each["mean_score"]) <= 0.05
        assert recommendation.startswith(each["recommendation"])
    most = max(each["below"] / each["offices"] for each in told.values() if each["offices"])
    number, _, of = rows[0][2].split()
    assert int(number) / int(of) == most


def test_answers_beyond_the_kpis_are_those_of_the_data_and_in_order(
    site: Site, data: Mapping[str, Any], made: bytes
) -> None:
    found = [rows for caption, rows in tables_of(docx_of(made)).items() if "answered;" in caption]
    questions = site.content.cycles[ROUND].questions
    assert len(found) == len(questions) > 0
    for question, rows in zip(questions, found, strict=True):
        told = {
            each["label"]: each["offices"]
            for each in data["responses"]
            if each["question"] == question.id
        }
        assert {label: int(number) for label, number in rows} == told
        numbers = [int(number) for _, number in rows]
        assert numbers == sorted(numbers, reverse=True)


def test_changes_are_those_of_the_data(data: Mapping[str, Any], tables: Mapping[str, Rows]) -> None:
    rows = {row[0][:3]: row[1:] for row in tables["What changed since 2024"]}
    assert len(rows) == len(data["changes"]) > 0
    for each in data["changes"]:
        counts = [str(each[name]) for name in ("rose", "stayed", "fell", "offices")]
        assert rows[each["recommendation"]][:4] == counts


def test_offers_asks_and_what_health_puts_forward_are_told(site: Site, made: bytes) -> None:
    text = docx_text(made)
    reports = [each for key, each in site.content.assessments.items() if key.cycle == ROUND]
    said = [one.text for each in reports for one in (*each.offers, *each.asks)]
    assert len(said) > 5
    assert not [each for each in said if without_spaces(each) not in text]
    assert site.health.queue
    headings = [line.text for line in docx_of(made).paragraphs if is_heading(line)]
    start = headings.index("What KPI health puts forward for review") + 1
    told = [heading[:3] for heading in headings[start:] if heading != "Sources"]
    assert told == list(site.health.queue[: len(told)])
    assert len(told) == min(10, len(site.health.queue))


def test_it_is_a_draft_of_an_invented_round_and_working_themes_say_so(
    site: Site, made: bytes
) -> None:
    opened = docx_of(made)
    assert opened.sections[0].header.paragraphs[0].text == "Draft"
    first = [line.text for line in opened.paragraphs[:4]]
    assert first[1].startswith("This is a draft")
    assert first[2].startswith("This round is invented")
    themes = [item for item in site.content.recommendations.values() if item.is_working_theme]
    assert themes
    cells = [cell.text for table in opened.tables for cell in table._cells]
    lines = [*cells, *(line.text for line in opened.paragraphs)]
    for item in themes:
        naming = [line for line in lines if f"{item.id} {item.title}" in line]
        assert naming
        assert all("(working theme)" in line for line in naming)


def test_every_form_says_the_same_and_twice_the_same(site: Site, made: bytes) -> None:
    document = session_report(site, site.content.cycles[ROUND])
    assert written(document, ".docx") == made
    printed = written(document, ".pdf")
    assert written(document, ".pdf") == printed
    text = pdf_text(printed)
    headings = [block.text for block in document.blocks if isinstance(block, Heading)]
    assert not [each for each in headings if without_spaces(each) not in text]


def test_offices_without_a_name_are_only_in_rounded_figures() -> None:
    named = [Report(first=level, focus=("data",)) for level in (1, 2, 3, 2, 1)]
    counted = [Report("counted", first=2 + (place % 2)) for place in range(6)]
    content = world([*named, *counted, Report("own", first=4)])
    hidden = content.offices.keys() - content.named
    for code in hidden:
        content = with_office(content, code, name=f"Hidden{code}")
    site = publish(content, score_all(content))
    text = docx_text(written(session_report(site, content.cycles["2026"]), ".docx"))
    assert "Hidden" not in text
    assert "Allofficesreporting,roundedtofives10" in text
    assert "all,roundedtofives" in text


def test_what_people_wrote_stays_text() -> None:
    attack = '#read("x") { HYPERLINK "https://example.org" } <b>'
    content = with_recommendation(minimal_content(), title=attack)
    content = with_office(content, "HV", name=attack)
    site = publish(content, score_all(content))
    for ending, read in ((".docx", docx_text), (".pdf", pdf_text)):
        text = read(written(session_report(site, content.cycles["2026"]), ending))
        assert text.count(without_spaces(attack)) >= 2


def run(*arguments: object) -> Result:
    words = ["report", *map(str, arguments), "--root", str(MINIMAL)]
    return CliRunner().invoke(main, words, catch_exceptions=False)


def test_the_command_writes_one_file_and_overwrites_none(tmp_path: Path) -> None:
    out = tmp_path / "report.DOCX"
    result = run("2026", out)
    assert (result.exit_code, result.output) == (0, f"Wrote {out}.\n")
    assert [each.name for each in tmp_path.iterdir()] == [out.name]
    assert run("2026", out).exit_code == 2


@pytest.mark.parametrize(
    ("cycle", "name", "said"),
    [
        ("2026", "report.odt", "ends in .docx or .pdf"),
        ("2026", "report", "ends in .docx or .pdf"),
        ("1999", "report.pdf", "The round 1999 has no results; these have:"),
        ("../x", "report.pdf", "Invalid value"),
    ],
)
def test_the_command_says_what_it_cannot_do(
    tmp_path: Path, cycle: str, name: str, said: str
) -> None:
    result = run(cycle, tmp_path / name)
    assert result.exit_code == 2
    assert said in result.output
    assert not list(tmp_path.iterdir())


def test_what_was_read_in_a_whole_and_in_a_short_round_is_printed(content: Content) -> None:
    """A short round has rows across several columns, and no row is of another length."""
    for cycle in ("2025", "2026"):
        key = AssessmentKey("QM", cycle)
        document = printed_receipt(content, key, ["Read."])
        grids = [block for block in document.blocks if isinstance(block, Grid)]
        assert grids
        assert all(len(row) == len(grid.columns) for grid in grids for row in grid.rows)
        for ending in (".pdf", ".docx"):
            assert written(document, ending)
