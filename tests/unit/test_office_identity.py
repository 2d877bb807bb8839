"""An office keeps its code, is known by all its names, and says where it went."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ict_maturity.aggregate import publish
from ict_maturity.check import check, check_change
from ict_maturity.compare import Side, impact
from ict_maturity.export.impact import impact_data
from ict_maturity.model import AssessmentKey, Content, FormerName, Predecessor
from ict_maturity.render.impact import impact_report
from ict_maturity.render.office import office_page
from ict_maturity.render.offices import offices_page
from ict_maturity.render.results import cycle_page
from ict_maturity.score import score_all
from tests.unit.made_up import minimal_content, rows_of
from tests.unit.test_history import NoPlaces, with_office, with_report

CONTENT = minimal_content()
OLD = FormerName(name="Old Valley Library", until=date(2025, 12, 31))


def site_of(content: Content) -> Any:
    return publish(content, score_all(content))


def codes(before: Content, after: Content) -> list[str]:
    return [each.code for each in check_change(before, after, NoPlaces())]


def new_office(content: Content, **fields: Any) -> Content:
    """The content with an office XA that has not reported."""
    update = {"code": "XA", "name": "Xanthia Library", **fields}
    office = content.offices["HV"].model_copy(update=update)
    files = {**content.files, ("office", "XA"): "offices/XA/office.yaml"}
    return replace(content, offices={**content.offices, "XA": office}, files=files)


def without(content: Content, code: str) -> Content:
    """The content without an office and its reports."""
    return replace(
        content,
        offices={key: each for key, each in content.offices.items() if key != code},
        assessments={key: each for key, each in content.assessments.items() if key.office != code},
        files={
            (kind, id): file
            for (kind, id), file in content.files.items()
            if not (kind == "office" and id == code) and not id.startswith(f"{code}/")
        },
    )


def test_the_trial_a_renamed_office() -> None:
    """Trial 13: after a change of name something knows the old one."""
    silent = with_office(CONTENT, name="New Valley Library")
    assert codes(CONTENT, silent) == ["name-not-kept"]
    was = FormerName(name="High Valley Library", until=date(2026, 8, 31))
    told = with_office(silent, formerly=(was,))
    assert codes(CONTENT, told) == []
    assert codes(told, told) == []
    site = site_of(told)
    page = office_page(site, told.offices["HV"])
    stamp = json.loads(page.text)
    (entry,) = page.found
    assert entry.names == ("HV", "New Valley Library", "High Valley Library")
    assert "High Valley Library (until 31 August 2026)" in entry.text
    assert "High Valley Library (until 31 August 2026)" in stamp["body"]
    for cycle in ("2025", "2026"):
        named = cycle_page(site, cycle).text
        assert "New Valley Library (then High Valley Library)" in named
    (row,) = [row for row in rows_of(site, "offices.csv") if row["code"] == "HV"]
    assert row["formerly"] == "High Valley Library"


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2024, 1, 1), "First"),
        (date(2024, 1, 2), "Second"),
        (date(2025, 1, 1), "Second"),
        (date(2025, 1, 2), "Now"),
    ],
)
def test_the_name_on_a_day(day: date, name: str) -> None:
    names = (("First", date(2024, 1, 1)), ("Second", date(2025, 1, 1)))
    formerly = tuple(FormerName(name=each, until=until) for each, until in names)
    office = CONTENT.offices["HV"].model_copy(update={"name": "Now", "formerly": formerly})
    assert office.name_on(day) == name


def test_former_names_are_in_order() -> None:
    later = FormerName(name="Later", until=date(2025, 12, 30))
    wrong, right = (
        [each.code for each in check(with_office(CONTENT, formerly=names), NoPlaces())]
        for names in ((OLD, later), (later, OLD))
    )
    assert wrong.count("dates-out-of-order") == right.count("dates-out-of-order") + 1


def test_whoever_is_private_owes_nobody_a_name() -> None:
    renamed = with_office(CONTENT, name="New Valley Library")
    hidden = with_office(renamed, audience="own")
    assert codes(CONTENT, hidden) == codes(hidden, CONTENT) == []
    assert codes(CONTENT, with_office(renamed, audience="counted")) == ["name-not-kept"]


def test_an_office_does_not_go() -> None:
    assert "office-gone" in codes(CONTENT, without(CONTENT, "HV"))
    private = with_office(CONTENT, audience="own")
    assert codes(private, without(CONTENT, "HV")) == []
    assert codes(CONTENT, private) == []


def test_the_old_address_leads_on() -> None:
    content = new_office(CONTENT, succeeds=(Predecessor(code="HV", since=date(2026, 1, 1)),))
    assert not [each for each in check(content, NoPlaces()) if each.code == "office-not-found"]
    site = site_of(content)
    old = json.loads(office_page(site, content.offices["HV"]).text)["body"]
    assert "From 1 January 2026 this office is continued as" in old
    assert 'href="../xa/"><bdi>Xanthia Library</bdi> (XA)</a>' in old
    page = office_page(site, content.offices["XA"])
    new = json.loads(page.text)
    assert "High Valley Library (HV, from 1 January 2026)" in new["body"]
    assert "High Valley Library (HV, from 1 January 2026)" in page.found[0].text
    assert "Continued as" in offices_page(site).text
    (row,) = [row for row in rows_of(site, "offices.csv") if row["code"] == "XA"]
    assert row["succeeds"] == "HV"


def test_an_old_office_without_reports_is_not_asked_to_begin() -> None:
    content = new_office(CONTENT)
    other = content.offices["HV"].model_copy(
        update={"succeeds": (Predecessor(code="XA", since=date(2026, 1, 1)),)}
    )
    content = replace(content, offices={**content.offices, "HV": other})
    page = office_page(site_of(content), content.offices["XA"]).text
    assert "is continued as" in page
    assert "How to begin" not in page
    assert "begin" not in json.loads(page)["body"].replace("beginning", "")


@pytest.mark.parametrize(
    ("since", "asked"), [(date(2026, 7, 1), 1), (date(2026, 6, 30), 0), (date(2025, 1, 1), 0)]
)
def test_a_round_after_that_day_does_not_ask_it(since: date, asked: int) -> None:
    content = new_office(CONTENT)
    succeeds = (Predecessor(code="XA", since=since),)
    both = with_office(content, succeeds=succeeds)
    alone = site_of(CONTENT).results["2026"].asked
    assert site_of(content).results["2026"].asked == alone + 1
    assert site_of(both).results["2026"].asked == alone + asked
    # Whoever reported all the same is counted.
    again = replace(
        both,
        assessments={
            **both.assessments,
            AssessmentKey("XA", "2026"): both.assessments[AssessmentKey("HV", "2026")],
        },
    )
    assert site_of(again).results["2026"].asked == alone + 1


@pytest.mark.parametrize("audience", ["counted", "own"])
def test_no_page_says_that_it_continues_an_office_without_a_name(audience: str) -> None:
    old = new_office(CONTENT, audience=audience, name="Secret Library")
    since = date(2026, 1, 1)
    content = with_office(old, succeeds=(Predecessor(code="XA", since=since),))
    site = site_of(content)
    assert site.content.offices["HV"].succeeds == ()
    assert "XA" not in office_page(site, site.content.offices["HV"]).text
    # Nor does the page of an old one name a new one that is not shown.
    hidden = new_office(
        CONTENT,
        audience=audience,
        name="Secret Library",
        succeeds=(Predecessor(code="HV", since=since),),
    )
    assert "Secret" not in office_page(site_of(hidden), CONTENT.offices["HV"]).text
    assert site_of(hidden).results["2026"].asked == site_of(CONTENT).results["2026"].asked


@pytest.mark.parametrize(("audience", "fewer"), [("counted", 0), ("own", 0), ("public", 1)])
def test_no_count_tells_of_an_office_without_a_name_that_continues_another(
    audience: str, fewer: int
) -> None:
    old = new_office(CONTENT)
    since = (Predecessor(code="XA", since=date(2026, 1, 1)),)
    update = {"code": "XB", "name": "Secret", "audience": audience, "succeeds": since}
    other = old.offices["HV"].model_copy(update=update)
    files = {**old.files, ("office", "XB"): "offices/XB/office.yaml"}
    both = replace(old, offices={**old.offices, "XB": other}, files=files)
    named = audience == "public"
    asked = site_of(both).results["2026"].asked
    assert asked == site_of(old).results["2026"].asked + named - fewer


@pytest.mark.parametrize("codes_", [("HV",), ("XA", "HV"), ("ZZ",)])
def test_what_an_office_continues_exists_and_is_another(codes_: tuple[str, ...]) -> None:
    """XA continues HV: so HV continues neither itself, nor XA."""
    since = date(2026, 1, 1)
    content = new_office(CONTENT, succeeds=(Predecessor(code="HV", since=since),))
    for code in codes_:
        other = with_office(content, succeeds=(Predecessor(code=code, since=since),))
        found = {each.code for each in check(other, NoPlaces())}
        assert ("office-not-found" if code == "ZZ" else "link-to-itself") in found


def told(before: Content, after: Content) -> str:
    """Every sign of the report of a change."""
    report = impact(Side("before", before), Side("after", after))
    return impact_report(report, ()) + json.dumps(impact_data(report, ()), default=str)


def lines(before: Content, after: Content) -> list[str]:
    """What the report says of offices and reports."""
    report = impact(Side("before", before), Side("after", after))
    text = impact_report(report, ()).replace("`", "")
    parts = {part.partition("\n")[0]: part for part in text.split("\n## ")}
    return [line for name in ("Offices", "Reports") for line in parts.get(name, "").split("\n")[2:]]


def test_the_report_of_a_change_tells_what_became_of_offices() -> None:
    renamed = with_office(CONTENT, name="New", formerly=(OLD,))
    since = Predecessor(code="HV", since=date(2026, 1, 1))
    assert "- HV New (fictional) was called High Valley Library." in lines(CONTENT, renamed)
    assert "- XA Xanthia Library (fictional) is new." in lines(CONTENT, new_office(CONTENT))
    assert "- XA Xanthia Library (fictional) continues HV High Valley Library." in lines(
        CONTENT, new_office(CONTENT, succeeds=(since,))
    )
    assert "- HV High Valley Library (fictional) has no folder any more." in lines(
        CONTENT, without(CONTENT, "HV")
    )
    shown = lines(new_office(CONTENT, audience="own"), new_office(CONTENT))
    assert "- XA Xanthia Library (fictional) is shown by name from now on." in shown
    assert lines(CONTENT, CONTENT) == []


@pytest.mark.parametrize("audience", ["counted", "own"])
def test_the_report_names_no_office_that_is_not_shown(audience: str) -> None:
    secret = {"name": "Secret Library", "audience": audience}
    hidden = new_office(CONTENT, **secret)
    key = AssessmentKey("XA", "2026")
    report = CONTENT.assessments[AssessmentKey("HV", "2026")]
    reported = with_report(hidden, report.model_copy(update={"audience": audience}), key)
    draft = with_report(hidden, reported.assessments[key].model_copy(update={"targets": {}}), key)
    for before, after in (
        (CONTENT, hidden),
        (hidden, CONTENT),
        (hidden, reported),
        (reported, draft),
        (reported, hidden),
        (hidden, new_office(hidden, **{**secret, "name": "Secret Archive"})),
    ):
        assert told(before, after) == told(CONTENT, CONTENT)
    public = new_office(CONTENT, name="Secret Library")
    gone = told(public, hidden)
    assert "At least one office is not shown by name any more" in gone
    assert "Secret" not in gone
    assert "XA" not in gone


def test_the_report_tells_of_reports_of_all_rounds() -> None:
    key = AssessmentKey("HV", "2025")
    old = CONTENT.assessments[key]
    silent = with_report(CONTENT, old.model_copy(update={"answers": {}}), key)
    assert "- HV, round 2025: **rewritten**, and the history does not tell of it." in lines(
        CONTENT, silent
    )
    draft = with_report(CONTENT, old.model_copy(update={"status": "draft"}), key)
    assert "- HV, round 2025: taken away." in lines(CONTENT, draft)
    assert "- HV, round 2025: submitted." in lines(draft, CONTENT)


def test_what_was_without_a_name_before_is_not_told_when_it_gets_one() -> None:
    key = AssessmentKey("HV", "2026")
    silent = CONTENT.assessments[key].model_copy(update={"targets": {}})
    before = with_office(CONTENT, audience="counted")
    found = lines(before, with_report(CONTENT, silent, key))
    assert found == ["- HV High Valley Library (fictional) is shown by name from now on.", ""]


@pytest.mark.parametrize("audience", ["counted", "own"])
def test_the_report_does_not_tell_that_an_office_continues_one_without_a_name(
    audience: str,
) -> None:
    secret = new_office(CONTENT, name="Secret Library", audience=audience)
    since = (Predecessor(code="XA", since=date(2026, 1, 1)),)
    assert told(secret, with_office(secret, succeeds=since)) == told(secret, secret)
