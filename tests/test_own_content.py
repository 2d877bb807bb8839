"""The project's own content: it passes the check, and nothing of a private office gets out."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from ict_maturity.build import Build, build
from ict_maturity.check import check
from ict_maturity.data.outputs import Output
from ict_maturity.load import Loaded
from ict_maturity.model import Content, Office
from ict_maturity.verify import Place, verify
from ict_maturity.website.stage import write
from tests.english import spoken

ROOT = Path(__file__).parent.parent
THEMES = ("R04", "R05", "R06", "R07", "R08", "R09", "R10")


def test_its_data_files_verify(built: Build, tmp_path: Path) -> None:
    write(tmp_path, [output for output in built.outputs if output.path.startswith("data/v1/")])
    report = verify(Place(tmp_path / "data" / "v1", None))
    assert (report.differences, report.unreadable, report.unknown_files) == ((), (), ())
    counts = {each.kind: each.count for each in report.verified}
    assert built.site
    assert counts["scorecards"] == len(built.site.scorecards) > 0
    assert counts["rounds"] == len(built.site.results) > 0


def of_audience(content: Content, *audience: str) -> Iterator[Office]:
    return (office for office in content.offices.values() if office.audience in audience)


def test_it_has_no_problem(loaded: Loaded, content: Content) -> None:
    assert "\n".join(spoken((*loaded.problems, *check(content, loaded.places)))) == ""


def test_a_release_is_refused_for_every_text_that_is_not_confirmed(
    loaded: Loaded, content: Content
) -> None:
    problems = check(content, loaded.places, release=True)
    refused = {problem.file for problem in problems if problem.code == "content-not-confirmed"}
    unconfirmed = {
        content.source_of("recommendation", id)
        for id, recommendation in content.recommendations.items()
        if recommendation.content_status != "confirmed"
    }
    assert refused == unconfirmed
    assert len(refused) == 8


def test_working_themes_are_marked(content: Content) -> None:
    themes = [id for id, each in content.recommendations.items() if each.is_working_theme]
    assert themes == list(THEMES)


def test_of_r03_only_a_part_is_at_hand(content: Content) -> None:
    known = {id: each.content_status for id, each in content.recommendations.items()}
    assert [id for id, status in known.items() if status == "partial"] == ["R03"]
    assert not content.recommendations["R03"].adopted_text


@pytest.mark.parametrize("id", ["R01", "R02"])
def test_every_known_action_has_a_kpi_that_counts(
    loaded: Loaded, content: Content, id: str
) -> None:
    assert content.recommendations[id].actions
    problems = check(content, loaded.places, release=True)
    file = content.source_of("recommendation", id)
    assert [each for each in problems if each.file == file] == []


def test_guidance_is_complete(content: Content) -> None:
    for id, recommendation in content.recommendations.items():
        guidance = recommendation.guidance
        assert sorted(guidance.start) == [0, 1, 2, 3], id
        for start in guidance.start.values():
            assert len(start.steps) == 3, id
            assert start.people, id
            assert start.effort, id
        assert len(guidance.mistakes) >= 3, id
        assert guidance.needs, id
        assert guidance.small_office, id
        assert recommendation.related.standards, id
        assert recommendation.related.forums, id
        assert recommendation.related.recommendations, id


def test_the_glossary_has_sixty_terms_of_one_sentence_each(content: Content) -> None:
    terms = content.glossary.terms
    assert len(terms) >= 60
    for term in terms:
        words = term.meaning.replace("No. ", "No.\N{NO-BREAK SPACE}")
        assert words.endswith("."), term.term
        assert len(re.findall(r"[.!?](?: |$)", words)) == 1, term.term


def test_what_is_asked_of_ib_is_on_its_page_and_in_no_office(built: Build) -> None:
    assert built.site is not None
    kpis = [kpi.id for kpi in built.site.content.kpis.values() if kpi.addressee == "ib"]
    assert kpis
    page = next(output for output in built.outputs if output.path == "_stamp/offices/ib.json")
    for id in kpis:
        assert f"kpis/{id.lower()}/" in page.text
        for scorecard in built.site.scorecards.values():
            assert scorecard.kpis[id].standing == "not_asked"


def test_only_ib_is_real_and_it_has_not_reported(content: Content) -> None:
    real = {office.code for office in content.offices.values() if not office.fictional}
    assert real == {"IB"}
    assert not [key for key in content.assessments if key.office in real]


def test_every_kind_of_audience_is_shown_by_an_office(content: Content) -> None:
    assert {office.audience for office in content.offices.values()} == {
        "public",
        "counted",
        "own",
    }


def words_of(office: Office) -> set[bytes]:
    """What gives an office away: its name, and its code where pages and data have one."""
    code = office.code
    forms = (office.name, f'"{code}"', f"/{code.lower()}/", f"/{code.lower()}.", f">{code}<")
    return {form.encode() for form in (*forms, f",{code},", f"\n{code},")}


def content_of(output: Output) -> bytes:
    """The bytes of a file, and those of the parts of an archive."""
    if not output.path.endswith((".xlsx", ".zip")):
        return output.content
    with ZipFile(BytesIO(output.content)) as parts:
        return b"".join(parts.read(name) for name in parts.namelist())


def test_no_output_names_an_office_that_is_not_public(content: Content, built: Build) -> None:
    assert built.problems == ()
    secrets = {
        word for office in of_audience(content, "own", "counted") for word in words_of(office)
    }
    assert secrets
    for output in built.outputs:
        path = f"/{output.path}".encode()
        found = {word for word in secrets if word in content_of(output) or word in path}
        assert not found, f"{output.path} gives away {found}"


def test_public_offices_are_named_by_the_same_words(content: Content, built: Build) -> None:
    """The test above would find nothing if the words were wrong."""
    everything = b"".join(content_of(output) for output in built.outputs)
    for office in of_audience(content, "public"):
        assert office.name.encode() in everything
        assert f'"{office.code}"'.encode() in everything


def test_two_builds_are_equal_byte_for_byte(built: Build) -> None:
    assert build(ROOT).outputs == built.outputs
