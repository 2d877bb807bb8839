"""The worked example of docs/reference/editions.md, typed into this project's own files.

The adopted text of R04 arrives: KPIs move by one line each, and nothing that an office answered
is lost.
"""

import re
from pathlib import Path

import pytest

from ict_maturity.check import check, check_change
from ict_maturity.compare import Side, impact
from ict_maturity.compare.measurement import measurement_digest
from ict_maturity.load import load
from ict_maturity.model import Content
from ict_maturity.problems import errors
from ict_maturity.render.example_of_adoption import adoption_example, with_adopted_content
from ict_maturity.render.page_functions import page_functions
from ict_maturity.score import ready, regrouped, score_all, score_assessment
from tests.copies import own_copied
from tests.english import refusing
from tests.unit.cut_editions import loaded_content
from tests.unit.made_up import site_of

ENTRY = """change_log:
  - date: 2026-11-23
    edition: "2027.1"
    change_class: confirmed
    summary: The adopted text takes the place of the working theme.
"""


@pytest.fixture
def root(tmp_path: Path, content: Content) -> Path:
    return own_copied(tmp_path, content)


def replaced(path: Path, pattern: str, new: str) -> None:
    text, times = re.subn(pattern, new, path.read_text("utf-8"), flags=re.MULTILINE)
    assert times == 1, (path, pattern, times)
    path.write_text(text, "utf-8")


def adopt(root: Path) -> None:
    """What a person types on that day."""
    framework = root / "framework.yaml"
    replaced(framework, r"^edition: .*$", 'edition: "2027.1"')
    replaced(framework, r"^edition_date: .*$", "edition_date: 2027-12-01")
    (text,) = (root / "recommendations").glob("R04-*.yaml")
    replaced(text, r"^content_status: placeholder$", "content_status: confirmed")
    replaced(
        text,
        r"^levels:$",
        "source: {document: X/1, session: X, url: 'https://example.org/x'}\nlevels:",
    )
    replaced(text, r"^change_log:\n", ENTRY)
    for path in (root / "kpis").glob("*.yaml"):
        if re.search(r"^recommendation: R04$", path.read_text("utf-8"), re.MULTILINE):
            replaced(path, r"^recommendation: R04$", "recommendation: R05")


def test_the_adopted_text_of_r04_arrives(root: Path) -> None:
    before = loaded_content(root)
    moved = [kpi.id for kpi in before.kpis_of("R04")]
    adopt(root)
    loaded = load(root)
    after = loaded.content
    assert after is not None
    problems = (*loaded.problems, *check(after, loaded.places))
    assert errors((*problems, *check_change(before, after, loaded.places))) == ()
    report = impact(Side("before", before), Side("after", after))
    found = {item.id: item.found for item in report.items}
    assert "confirmed" in found.pop("R04")
    assert found == dict.fromkeys(moved, ("moved",))
    assert all(len(item.fields) == 1 for item in report.items if item.kind == "kpi")
    assert report.again == ()
    assert answers_of(before) == answers_of(after)
    for id in moved:
        assert measurement_digest(before.kpis[id]) == measurement_digest(after.kpis[id])
    assert {move.recommendation for move in report.moves} <= {"R04", "R05"}


def test_every_kpi_earns_what_it_earned(root: Path) -> None:
    before = loaded_content(root)
    adopt(root)
    after = loaded_content(root)
    old, new = score_all(before), score_all(after)
    for key, scorecard in old.items():
        for id, result in scorecard.kpis.items():
            assert new[key].kpis[id].shown == result.shown
            assert new[key].kpis[id].evidence == result.evidence


def test_the_page_shows_what_was_found(content: Content) -> None:
    site = site_of(content)
    page = adoption_example(site, "R04", "R05", "reference/editions.md")
    found = dict(re.findall(r'<th scope="row">(.*?)</th><td>(.*?)</td>', page))
    moved = [kpi.id for kpi in site.content.kpis_of("R04")]
    answers = sum(id in each.answers for id in moved for each in site.content.assessments.values())
    assert list(found.values())[:-1] == [
        "confirmed",
        ", ".join(moved),
        "1",
        "0",
        str(answers),
        "none",
    ]
    assert answers > 0
    with refusing("R99"):
        adoption_example(site, "R99", "R05", "reference/editions.md")


def test_the_page_has_the_levels_that_the_engine_gives(content: Content) -> None:
    site = site_of(content)
    adopted = with_adopted_content(content, "R04", "R05", "Adopted.")
    prepared = ready(adopted)
    known = {**site.scorecards, **site.restated}
    assert known
    for key, card in known.items():
        again = regrouped(card, prepared, ("R04", "R05"))
        report = site.content.assessments[key]
        office = site.content.offices[key.office]
        assert again == score_assessment(adopted, report, office, prepared)


def test_no_page_function_scores_what_an_office_reported(
    content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = site_of(content)

    def refused(*unused: object) -> None:
        raise AssertionError("a page scored an office")

    monkeypatch.setattr("ict_maturity.score.assessment.kpi_result", refused)
    functions = page_functions(site, lambda: "reference/editions.md")
    office, *_ = site.content.offices
    made = {
        "adoption_example": functions["adoption_example"]("R04", "R05"),
        "count": functions["count"]("kpis"),
        "kpi_table": functions["kpi_table"]("R01"),
        "level": functions["level"](office, "R01"),
    }
    assert all(made.values())
    assert set(functions) - set(made) == {
        *("months", "percent"),
        *("kpi_example", "recommendation_example", "office_example"),
        *("change_example", "pace_example", "round_example"),
        *("fact", "fact_source"),
    }


def answers_of(content: Content) -> dict[object, object]:
    return {key: assessment.answers for key, assessment in content.assessments.items()}
