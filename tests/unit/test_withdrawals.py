"""An office takes back what it had reported: what goes, what stays, and what is still refused."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ict_maturity.aggregate import Site, publish
from ict_maturity.build import build
from ict_maturity.check import check, check_change
from ict_maturity.cli import main
from ict_maturity.edition.withdraw import FILE, TakenOut, taken_out, text_of
from ict_maturity.load import load
from ict_maturity.model import AssessmentKey, Content, Withdrawal, Withdrawals
from ict_maturity.render.offices import offices_page
from ict_maturity.repository.git import git
from ict_maturity.score import score_all
from ict_maturity.verify.content import NoPlaces
from tests.copies import MINIMAL, copied
from tests.unit.cut_editions import edit, loaded_content, write_edition
from tests.unit.made_up import with_office
from tests.unit.published import run_verify, write_site

NAME = "High Valley"
DAY = date(2026, 11, 16)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The example, its edition cut, with a round more of the other library."""
    root = copied(tmp_path / "root")
    write_edition(root)
    return root


def typed(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["withdraw", "--root", str(root), *arguments])


def entry(office: str, cycle: str | None = None, audience: str = "public") -> Withdrawal:
    values = {"office": office, "cycle": cycle, "date": DAY, "audience": audience}
    return Withdrawal.model_validate({**values, "fictional": True})


def files_below(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def codes(before: Content, after: Content) -> Sequence[str]:
    return [each.code for each in check_change(before, after, NoPlaces())]


def site_of(content: Content) -> Site:
    return publish(content, score_all(content))


def test_an_office_withdraws_all_that_it_reported(root: Path) -> None:
    before = loaded_content(root)
    result = typed(root, "HV")
    assert result.exit_code == 0, result.output
    assert "offices/HV/2026.yaml" in result.output
    assert "editions/2026.1.lock.json" in result.output, "where its name still stands"
    assert not (root / "offices/HV").exists()
    after = loaded_content(root)
    assert check(after, NoPlaces()) == ()
    assert codes(before, after) == []
    (noted,) = after.withdrawals.withdrawals
    assert (noted.office, noted.cycle, noted.date) == ("HV", None, date.today())
    assert text_of(after.withdrawals) == (root / FILE).read_text()


def test_an_office_withdraws_one_round(root: Path) -> None:
    before = loaded_content(root)
    result = typed(root, "HV", "--cycle", "2025")
    assert result.exit_code == 0, result.output
    after = loaded_content(root)
    assert check(after, NoPlaces()) == ()
    assert codes(before, after) == []
    gone = set(before.assessments) - set(after.assessments)
    assert gone == {AssessmentKey("HV", "2025")}
    assert typed(root, "HV").exit_code == 0, "the rest may follow"
    assert [each.cycle for each in loaded_content(root).withdrawals.withdrawals] == ["2025", None]


def test_a_published_site_without_it_is_consistent(root: Path, tmp_path: Path) -> None:
    assert typed(root, "HV").exit_code == 0
    site = build(root).site
    assert site is not None
    write_site(tmp_path / "site", site)
    told = run_verify(tmp_path / "site")
    assert told.exit_code == 0, told.output
    published = files_below(tmp_path / "site")
    naming = [path for path, content in published.items() if NAME.encode() in content]
    assert [path for path in naming if not path.endswith((".zip", ".xlsx"))] == []
    tombstone = published["offices/hv/index.html"].decode()
    assert "Withdrawn on" in tombstone
    assert "Fictional" in tombstone
    listed = json.loads(published["data/v1/withdrawals.json"])["withdrawals"]
    assert [(each["office"], each["cycle"]) for each in listed] == [("HV", None)]
    assert "data/v1/offices/hv.json" not in published


def test_what_is_withdrawn_and_still_said_is_found_by_verify(root: Path, tmp_path: Path) -> None:
    assert typed(root, "HV").exit_code == 0
    site = build(root).site
    assert site is not None
    write_site(tmp_path / "site", site)
    (tmp_path / "site/data/v1/offices/hv.json").write_text("{}")
    page = tmp_path / "site/offices/hv/index.html"
    page.write_text(page.read_text().replace("Withdrawn on", "Deleted on"))
    told = run_verify(tmp_path / "site")
    assert told.exit_code == 1
    assert "offices/hv.json" in told.output
    assert "offices/hv/index.html" in told.output


def test_the_page_of_an_office_says_which_round_is_withdrawn(root: Path) -> None:
    assert typed(root, "HV", "--cycle", "2025").exit_code == 0
    outputs = {each.path: each for each in build(root).outputs}
    page = outputs["_stamp/offices/hv.json"].text
    assert "reported in the round 2025 was withdrawn on" in page
    assert NAME in page


def test_the_search_finds_the_code_and_not_the_name(root: Path) -> None:
    assert typed(root, "HV").exit_code == 0
    outputs = {each.path: each for each in build(root).outputs}
    (found,) = outputs["_stamp/offices/hv.json"].found
    assert found.names == ("HV",)
    assert not any(NAME in each.text for path, each in outputs.items() if "entries" in path)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ZZ",), "There is no office ZZ. Known: HV, LM."),
        (("HV", "--cycle", "2019"), "HV has no report of the round 2019"),
    ],
)
def test_what_is_not_there_cannot_be_withdrawn(
    root: Path, arguments: tuple[str, ...], said: str
) -> None:
    refused(root, said, *arguments)


def refused(root: Path, said: str, *arguments: str) -> None:
    """Told, with nothing changed."""
    before = files_below(root)
    result = typed(root, *arguments)
    assert result.exit_code == 2, result.output
    assert said in result.output
    assert files_below(root) == before


def test_nothing_is_withdrawn_twice(root: Path) -> None:
    assert typed(root, "HV", "--cycle", "2025").exit_code == 0
    refused(root, "was withdrawn on", "HV", "--cycle", "2025")
    assert typed(root, "HV").exit_code == 0
    refused(root, "was withdrawn on", "HV")
    refused(root, "was withdrawn on", "HV", "--cycle", "2026")


def test_what_was_never_published_is_deleted_by_hand(root: Path) -> None:
    edit(root, "offices/HV/2026.yaml", "status: submitted", "status: draft")
    (root / "editions/2026.1.lock.json").unlink()
    (root / "editions/2026.1.content.json").unlink()
    refused(root, "is a draft", "HV", "--cycle", "2026")
    for name in ("office", "2025", "2026"):
        edit(root, f"offices/HV/{name}.yaml", "audience: public", "audience: own")
    refused(root, "Nothing of HV was published", "HV")


def test_what_is_not_committed_is_not_deleted(root: Path) -> None:
    git(root, "init", "--quiet")
    refused(root, "Not committed: offices/", "HV")
    for name in ("author", "committer"):
        git(root, "config", f"{name}.name", "A test")
        git(root, "config", f"{name}.email", "test@example.org")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "All")
    edit(root, "offices/HV/2026.yaml", "status: submitted", "status: submitted # so")
    refused(root, "Not committed: offices/HV/2026.yaml", "HV")
    git(root, "commit", "--quiet", "--all", "--message", "More")
    assert typed(root, "HV").exit_code == 0


def test_only_what_is_listed_may_go(root: Path) -> None:
    before = loaded_content(root)
    whole = taken_out(before, [entry("HV")]).content
    assert codes(before, whole) == []
    assert not [each for each in check(whole, NoPlaces()) if "gone" in each.code]
    silent = replace(whole, withdrawals=Withdrawals())
    assert codes(before, silent) == ["office-gone"]
    assert "office-gone" in [each.code for each in check(silent, NoPlaces())]
    one = taken_out(before, [entry("HV", "2025")]).content
    other = replace(one, withdrawals=Withdrawals(withdrawals=(entry("HV", "2026"),)))
    assert codes(before, one) == []
    assert codes(before, other) == ["report-gone"]
    assert "report-gone" in [each.code for each in check(other, NoPlaces())]
    assert not [each for each in check(one, NoPlaces()) if "gone" in each.code]


def test_the_list_is_only_added_to(root: Path) -> None:
    before = loaded_content(root)
    first, second = entry("HV", "2025"), entry("HV")

    def with_list(*entries: Withdrawal) -> Content:
        return replace(before, withdrawals=Withdrawals(withdrawals=entries))

    rewritten = "report-rewritten"
    assert rewritten not in codes(with_list(first), with_list(first, second))
    assert rewritten in codes(with_list(first, second), with_list(first))
    assert rewritten in codes(with_list(first, second), with_list(second, first))
    later = first.model_copy(update={"date": date(2026, 11, 17)})
    assert rewritten in codes(with_list(first), with_list(later))


def unnamed(content: Content, codes: Sequence[str]) -> Content:
    """The content with these offices counted without a name."""
    for code in codes:
        content = with_office(content, code, audience="counted")
    return replace(content, editions={})


def test_rounded_tables_stay_as_they_were(content: Content) -> None:
    counted = unnamed(content, ("QM", "QP", "QR", "QS", "QW", "QU"))
    before = site_of(counted).results
    shown = before["2025"].all_offices
    assert any(row.counts for row in shown.recommendations.values())
    for office, audience in (("QN", "public"), ("QM", "counted")):
        found: TakenOut = taken_out(counted, [entry(office, None, audience)])
        assert not [each for each in check(found.content, NoPlaces()) if FILE in each.file]
        after = site_of(found.content)
        assert after.results["2025"].all_offices == shown
        assert office not in after.results["2025"].named
        assert office not in found.written[0].text.partition("rounded:")[2]
        anew = site_of(replace(found.content, withdrawals=Withdrawals()))
        assert anew.results["2025"].all_offices != shown, "or the test says nothing"


def test_the_withdrawal_of_an_office_without_a_name_names_nobody(content: Content) -> None:
    entries = [entry("QM", None, "counted"), entry("QN")]
    found = taken_out(unnamed(content, ("QM",)), entries)
    site = site_of(found.content)
    assert [each.office for each in site.content.withdrawals.offices] == ["QN", "XM"]
    page = offices_page(site).text
    assert "../offices/qn" in page or 'href="qn/"' in page
    assert "QM" not in page
    # A withdrawn round of an office that has given up its name since would name it again.
    hidden = unnamed(taken_out(content, [entry("QM", "2025")]).content, ("QM",))
    assert {each.office for each in site_of(hidden).content.withdrawals.withdrawals} == {"XM"}


def test_the_office_that_went_on_is_still_right(root: Path) -> None:
    edit(
        root,
        "offices/LM/office.yaml",
        "audience: public",
        "audience: public\nsucceeds: [{code: HV, since: 2026-02-01}]",
    )
    assert typed(root, "HV").exit_code == 0
    assert load(root).problems == ()
    made = build(root)
    assert made.problems == ()
    assert made.site is not None
    assert made.site.content.offices["LM"].succeeds == ()


def test_the_example_itself_has_no_withdrawal() -> None:
    """So that a site without any says nothing of them."""
    site = build(MINIMAL).site
    assert site is not None
    assert "Withdrawn" not in offices_page(site).text
