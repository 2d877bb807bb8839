"""What the fictional offices are there to show: each story is held to the numbers."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from ict_maturity.aggregate import publish
from ict_maturity.build import Build
from ict_maturity.compare import Side, impact
from ict_maturity.compare.history import corrections
from ict_maturity.model import Answer, AssessmentKey, Content
from ict_maturity.render.impact import impact_report
from ict_maturity.rules import Measured
from ict_maturity.score import score_all
from ict_maturity.score.scorecard import Levels, Scorecard

ROOT = Path(__file__).parent.parent
FULL = ("2024", "2025")
SHORT = "2026"
ROUNDS = (*FULL, SHORT)
SUSTAINED = ("R03", "R04", "R05")


@pytest.fixture(scope="module")
def cards(content: Content) -> Mapping[AssessmentKey, Scorecard]:
    return score_all(content)


class Story:
    """One office over the rounds: its levels by Recommendation."""

    def __init__(self, cards: Mapping[AssessmentKey, Scorecard], office: str) -> None:
        self.cards = {key.cycle: card for key, card in cards.items() if key.office == office}

    def levels(self, cycle: str, recommendation: str) -> Levels:
        levels = self.cards[cycle].recommendations[recommendation].levels
        assert levels is not None
        return levels

    def shown(self, cycle: str) -> dict[str, int]:
        return {id: self.levels(cycle, id).shown for id in self.cards[cycle].recommendations}

    def evidenced(self, cycle: str) -> dict[str, int]:
        return {id: self.levels(cycle, id).evidenced for id in self.cards[cycle].recommendations}

    def published(self, cycle: str) -> set[str]:
        results = self.cards[cycle].recommendations
        return {id for id, result in results.items() if result.published}

    def overall(self, cycle: str) -> int | None:
        levels = self.cards[cycle].overall.levels
        return levels.shown if levels else None

    def unknown(self, cycle: str) -> int:
        """How many counted KPIs are not assessed."""
        kpis = self.cards[cycle].kpis.values()
        return sum(kpi.standing == "counted" and not kpi.assessed for kpi in kpis)

    def grades(self, cycle: str) -> Counter[str]:
        kpis = self.cards[cycle].kpis.values()
        return Counter(kpi.evidence.grade for kpi in kpis if kpi.assessed)

    def stale(self, cycle: str) -> int:
        return sum(kpi.evidence.all_stale for kpi in self.cards[cycle].kpis.values())


def page_of(built: Build, path: str) -> str:
    """What was made for a page, drawn by the engine or stamped."""
    return next(each.text for each in built.outputs if each.path == path)


def fictional(content: Content) -> set[str]:
    return {code for code, office in content.offices.items() if office.fictional}


def going_on(content: Content) -> set[str]:
    """The fictional offices that no other one continues."""
    return fictional(content) - {
        each.code for office in content.offices.values() for each in office.succeeds
    }


def answers(content: Content) -> Iterator[Answer]:
    for assessment in content.assessments.values():
        if assessment.status == "submitted":
            yield from assessment.answers.values()


def test_thirteen_fictional_offices_and_three_rounds(content: Content) -> None:
    offices = fictional(content)
    assert len(offices) == 13
    assert tuple(content.cycles) == ROUNDS
    assert [id for id, cycle in content.cycles.items() if cycle.kpis] == [SHORT]
    reported = {
        code: {key.cycle for key in content.assessments if key.office == code} for code in offices
    }
    assert {code for code in offices if reported[code] == set(ROUNDS)} == going_on(content)


def test_offices_of_every_kind_report(content: Content) -> None:
    profiles = [content.offices[code].profile for code in sorted(fictional(content))]
    declared = {field.id: field for field in content.framework.profile}
    for field in ("examination", "size", "task-force"):
        assert {value for profile in profiles for value in profile[field]} == set(
            declared[field].values
        )
    assert {kind for profile in profiles for kind in profile["kind"]} == {"national", "regional"}


def test_every_kind_of_answer_is_given_in_every_round(content: Content) -> None:
    for cycle in ROUNDS:
        given: set[str] = set()
        for key, assessment in content.assessments.items():
            if key.cycle == cycle and assessment.status == "submitted":
                for answer in assessment.answers.values():
                    given |= {*answer.checks.values(), *filter(None, [answer.answer])}
        # By 2026 every office has evaluated its strategy once, so nobody says "none" there.
        assert given >= {"met", "not_met", "unknown", "not_assessed", "not_applicable"}, cycle
        assert ("none" in given) == (cycle in FULL), cycle


def test_every_check_is_failed_by_somebody(content: Content) -> None:
    """What everybody meets in the stories hides what one missing paper does."""
    failed = {
        (kpi, check)
        for assessment in content.assessments.values()
        if assessment.status == "submitted"
        for kpi, answer in assessment.answers.items()
        for check, given in answer.checks.items()
        if given == "not_met"
    }
    asked = {
        (kpi.id, check.id)
        for kpi in content.kpis.values()
        if kpi.counted and kpi.addressee == "offices"
        for _, check in kpi.rule.each_check()
    }
    assert asked - failed == set()


def test_a_third_of_the_offices_leave_something_out_of_a_whole_round(content: Content) -> None:
    partial = {
        key.office
        for key, assessment in content.assessments.items()
        if key.cycle == "2025" and assessment.status == "submitted"
        if any(answer.answer == "not_assessed" for answer in assessment.answers.values())
    }
    assert len(partial) >= len(going_on(content)) / 3


def test_claims_are_open_and_accepted(content: Content) -> None:
    claims = [answer for answer in answers(content) if answer.answer == "not_applicable"]
    assert any(claim.accepted_on for claim in claims)
    assert any(not claim.accepted_on for claim in claims)


def test_every_grade_of_evidence_and_stale_evidence_is_shown(
    content: Content, cards: Mapping[AssessmentKey, Scorecard]
) -> None:
    for cycle in ROUNDS:
        stories = [Story(cards, code) for code in sorted(fictional(content))]
        taking_part = [story for story in stories if cycle in story.cards]
        grades = sum((story.grades(cycle) for story in taking_part), Counter[str]())
        assert set(grades) == {"E0", "E1", "E2", "E3"}, cycle
        assert sum(story.stale(cycle) for story in taking_part), cycle


def test_every_round_shows_figures_over_offices(
    content: Content, cards: Mapping[AssessmentKey, Scorecard]
) -> None:
    site = publish(content, cards)
    for cycle in ROUNDS:
        named = site.results[cycle].named
        assert len(named) >= content.framework.thresholds.small_cell, cycle


def test_each_office_wants_something_and_tells_what_it_did(content: Content) -> None:
    for code in sorted(going_on(content)):
        newest = content.assessments[AssessmentKey(code, "2026")]
        assert newest.targets, code
        assert newest.notes, code
        assert newest.responses, code
    for key, assessment in content.assessments.items():
        days = [entry.date for entry in assessment.history]
        assert days == sorted(days), key
        late = [
            entry for entry in assessment.history if entry.date > content.cycles[key.cycle].closes
        ]
        assert all(entry.change.startswith("Corrected after publication") for entry in late), key


def test_a_report_is_corrected_after_publication(built: Build, content: Content) -> None:
    report = content.assessments[AssessmentKey("QN", "2025")]
    assert report.history[-1].date > content.cycles["2025"].closes
    (correction,) = corrections(report)
    (change,) = correction.changes
    assert change.path == ("answers", "K15", "checks", "register-covers-half")
    assert (change.before, change.after) == ("met", "not_met")
    page = page_of(built, "_stamp/offices/qn.json")
    assert "Corrected on 14 November 2025, round 2025" in page
    assert "a draft" in page
    assert "reports of" in page_of(built, "results/2025.md")


def test_what_happened_once_has_the_same_day_in_every_round(content: Content) -> None:
    """A day told by a later round is not one that an earlier round would have had to tell."""
    compared = 0
    for key, report in content.assessments.items():
        later = content.assessments.get(AssessmentKey(key.office, str(int(key.cycle) + 1)))
        for id, then in report.answers.items() if later else ():
            now = later.answers.get(id) if later else None
            if not (now and now.date and then.date):
                continue
            compared += 1
            known = {then.date, then.before.date if then.before else None}
            before = now.before.date if now.before else None
            for day in filter(None, (now.date, before)):
                assert day in known or day > report.reference_date, (key, id, day)
            assert now.date >= then.date, (key, id)
    assert compared > 50


def test_a_list_of_data_sets_holds_what_it_must(content: Content) -> None:
    """K16: for each kind of right the filings and the register, and the journal and the fees."""
    lists = [
        (key, answer.denominator, 2 * len(content.offices[key.office].profile["rights"]) + 2)
        for key, report in content.assessments.items()
        if (answer := report.answers.get("K16")) and answer.denominator is not None
    ]
    assert len(lists) > 15
    assert [(key, sets) for key, sets, least in lists if sets < least] == []


def test_figures_are_not_heaped_just_above_cut_points(
    content: Content, cards: Mapping[AssessmentKey, Scorecard]
) -> None:
    """Within a tenth of a step; below level 3, where progress is the way to the next cut point."""
    progress = [
        (result.shown.level, result.shown.progress)
        for card in cards.values()
        for id, result in card.kpis.items()
        if isinstance(content.kpis[id].rule, Measured) and result.assessed and not result.none
        if result.shown.level < 3
    ]
    above = sum(level > 0 and way < Fraction(1, 10) for level, way in progress)
    below = sum(way >= Fraction(9, 10) for _, way in progress)
    assert len(progress) > 200
    assert above <= 2 * below


def test_an_office_is_found_by_the_name_that_it_had(built: Build, content: Content) -> None:
    office = content.offices["QS"]
    assert office.former_names == ("Sundrift Patent Bureau",)
    days = {cycle.id: cycle.reference_date for cycle in content.cycles.values()}
    assert [office.name_on(days[cycle]) == office.name for cycle in ROUNDS] == [False, True, True]
    page = page_of(built, "_stamp/offices/qs.json")
    assert "Sundrift Patent Bureau (until 31 March 2025)" in page
    then = f"{office.name} (then Sundrift Patent Bureau)"
    assert then in page_of(built, "results/2024.md")
    assert then not in page_of(built, "results/2026.md")


def test_an_office_is_merged_into_another_and_both_pages_say_so(
    content: Content, cards: Mapping[AssessmentKey, Scorecard], built: Build
) -> None:
    """Oxlip reported once; since 2025 Xylem Plains continues it, and no round asks it any more."""
    (merged,) = content.offices["QX"].succeeds
    assert {key.cycle for key in content.assessments if key.office == merged.code} == {"2024"}
    days = [content.cycles[cycle].reference_date < merged.since for cycle in ROUNDS]
    assert days == [True, False, False]
    oxlip, xylem = Story(cards, merged.code), Story(cards, "QX")
    assert oxlip.published("2024") == {"R02", "R03"}
    four_goals = oxlip.cards["2024"].kpis["K10"]
    assert four_goals.few
    assert four_goals.shown.level == 3, "all of a handful but one"
    assert oxlip.levels("2024", "R02").shown == xylem.levels("2024", "R02").shown == 3
    site = publish(content, cards)
    assert [site.results[cycle].asked for cycle in ROUNDS] == [11, 10, 10]
    assert [site.results[cycle].reporting for cycle in ROUNDS] == [10, 10, 10]
    old = page_of(built, "_stamp/offices/qo.json")
    assert "From 1 January 2025 this office is continued as" in old
    assert "Xylem Plains Intellectual Property Authority" in old
    new = page_of(built, "_stamp/offices/qx.json")
    assert [">Next steps</h2>" in page for page in (old, new)] == [False, True]
    assert "Oxlip Registry of Designs (QO, from 1 January 2025)" in new
    then = f"{content.offices['QX'].name} (then Xylem Plains Patent Authority)"
    assert then in page_of(built, "results/2024.md")


def test_an_office_goes_from_public_to_private_and_nobody_names_it(content: Content) -> None:
    """Vellum Coast was shown by name once; the report of that change does not say who went."""
    once = content.offices["QV"].model_copy(update={"audience": "public"})
    before = replace(content, offices={**content.offices, "QV": once})
    report = impact_report(impact(Side("before", before), Side("after", content)), ())
    assert "At least one office is not shown by name any more" in report
    assert "Vellum" not in report
    assert "QV" not in report
    for edition in content.editions.values():
        assert "QV" not in edition.lock.offices
        assert "QM" in edition.lock.offices


def test_an_office_took_back_what_it_had_reported(built: Build, content: Content) -> None:
    """Of the office at XM there is its code and a day, and nothing else."""
    (withdrawal,) = content.withdrawals.withdrawals
    assert (withdrawal.office, withdrawal.cycle, withdrawal.fictional) == ("XM", None, True)
    assert "XM" in content.codes.fictional
    assert "XM" not in content.offices
    page = page_of(built, "_stamp/offices/xm.json")
    assert "Withdrawn on 16 November 2026" in page
    assert "Fictional" in page
    assert ">XM</a>" in page_of(built, "offices/index.md")
    assert '"XM"' in page_of(built, "data/v1/withdrawals.json")
    assert "XM" not in page_of(built, "data/v1/scores.csv")


def test_a_reading_is_disputed_and_the_ruling_followed(content: Content) -> None:
    report = content.assessments[AssessmentKey("QQ", SHORT)]
    asked, followed = report.history[-2:]
    assert "K11" in asked.change
    assert "ruling 2 of K11" in followed.change
    assert 2 in {ruling.number for ruling in content.kpis["K11"].rulings}
    assert report.answers["K11"].choice == "not-shared"


def test_a_ministry_answers_for_two_offices(content: Content) -> None:
    notes = [
        content.assessments[AssessmentKey(code, SHORT)].answers["K15"].note for code in ("QT", "QW")
    ]
    assert all(note and "Ministry of Trade" in note for note in notes)


def test_one_office_answers_one_recommendation_only(
    cards: Mapping[AssessmentKey, Scorecard],
) -> None:
    assert Story(cards, "QY").published(SHORT) == {"R02"}


def test_a_regional_office_and_its_member_report_side_by_side(content: Content) -> None:
    assert content.offices["QY"].profile["kind"] == ("regional",)
    assert "member of the Yarrowmere Union" in (content.offices["QN"].about or "")
    assert "Northwhistle" in (content.offices["QY"].about or "")


def test_a_short_round_shows_three_recommendations_beside_all_ten(
    cards: Mapping[AssessmentKey, Scorecard],
) -> None:
    story = Story(cards, "QP")
    assert len(story.published("2025")) == 10
    assert story.published(SHORT) == {"R01", "R02", "R03"}
    overall = story.cards[SHORT].overall
    assert overall is not None
    assert overall.levels is None
    assert [story.levels(cycle, "R03").shown for cycle in ROUNDS] == [1, 2, 3]


def test_each_recommendation_has_one_to_three_core_kpis(content: Content) -> None:
    for recommendation in content.recommendations:
        core = [
            kpi.id
            for kpi in content.kpis.values()
            if kpi.recommendation == recommendation
            and kpi.core
            and kpi.addressee == "offices"
            and kpi.lifecycle in ("draft", "adopted")
        ]
        assert 1 <= len(core) <= 3, (recommendation, core)


def test_marrowland_is_strong_and_its_old_register_holds_it_back(
    cards: Mapping[AssessmentKey, Scorecard],
) -> None:
    story = Story(cards, "QM")
    assert [story.overall(cycle) for cycle in FULL] == [3, 3]
    last = story.shown("2025")
    assert [id for id, level in last.items() if level < 3] == ["R04"]
    assert story.cards["2025"].overall.lowest == ("R04",)
    assert {id for id, level in last.items() if level == 4} == {"R02", "R05", "R07", "R08"}
    assert story.grades("2025")["E3"] >= 20


def test_one_answer_decides_a_level_of_marrowland(
    content: Content, cards: Mapping[AssessmentKey, Scorecard]
) -> None:
    story = Story(cards, "QM")
    assert story.levels(SHORT, "R01").shown == 3
    assert story.cards[SHORT].recommendations["R01"].held_by == ("K05",)
    answer = content.assessments[AssessmentKey("QM", SHORT)].answers["K05"]
    assert [id for id, given in answer.checks.items() if given != "met"] == ["changed"]


def test_northwhistle_turns_unknown_into_numbers(
    cards: Mapping[AssessmentKey, Scorecard],
) -> None:
    story = Story(cards, "QN")
    unknown = [story.unknown(cycle) for cycle in FULL]
    assert unknown[0] > unknown[1] == 0
    assert len(story.published("2025")) == 10
    assert story.cards["2025"].recommendations["R09"].profile_limited
    assert [story.levels(cycle, "R03").shown for cycle in ROUNDS] == [0, 2, 3]


def test_palisander_jumps_after_the_move_to_the_cloud(
    cards: Mapping[AssessmentKey, Scorecard],
) -> None:
    story = Story(cards, "QP")
    first, second = (story.shown(cycle) for cycle in FULL)
    assert max(first.values()) == 1
    risen = {id for id in second if second[id] >= first[id] + 2}
    assert risen == {"R01", "R02", "R06", "R07", "R08", "R10"}
    assert second["R05"] == first["R05"], "data from the states still arrives in many forms"


def test_quillhaven_claims_more_every_year_and_evidences_no_more(
    cards: Mapping[AssessmentKey, Scorecard],
) -> None:
    story = Story(cards, "QQ")
    assert [min(story.shown(cycle).values()) for cycle in FULL] == [3, 3]
    assert max(story.shown("2024").values()) == 3
    assert max(story.shown("2025").values()) == 4
    for cycle in FULL:
        assert set(story.evidenced(cycle).values()) == {2}
        results = story.cards[cycle].recommendations.values()
        assert {result.confidence for result in results} == {"C"}
        assert story.grades(cycle)["E0"] >= 44
    assert story.levels(SHORT, "R02").shown == 1, "the ruling on its slides"


def test_rookwater_falls_when_nobody_renews_its_evidence(
    cards: Mapping[AssessmentKey, Scorecard],
) -> None:
    story = Story(cards, "QR")
    for id in ("R01", "R06"):
        before, after = story.levels("2024", id), story.levels("2025", id)
        assert before.shown == before.evidenced == after.shown == 3
        assert after.evidenced == 2
    assert story.levels("2024", "R02").shown == 3
    assert story.levels("2025", "R02").shown == 1, "the strategy was not evaluated again"
    assert story.stale("2024") == 0
    assert story.stale("2025") >= 25
    assert [story.overall(cycle) for cycle in FULL] == [3, 1]
    assert [story.levels(cycle, "R03").shown for cycle in ROUNDS] == [3, 2, 2]
    assert story.levels(SHORT, "R02").shown == 0, "the strategy has ended as well"


def test_sundrift_is_strong_and_unbalanced(cards: Mapping[AssessmentKey, Scorecard]) -> None:
    story = Story(cards, "QS")
    last = story.shown("2025")
    assert {last[id] for id in SUSTAINED} == {4}
    assert [story.shown(cycle)["R07"] for cycle in FULL] == [0, 0]
    assert [story.shown(cycle)["R08"] for cycle in FULL] == [0, 1], "a list and a page"
    assert story.cards["2025"].overall.lowest == ("R07",)
    assert story.overall("2025") == 1
    assert [story.levels(cycle, "R01").shown for cycle in ROUNDS] == [2, 2, 3]


def test_tamarisk_bay_is_new_and_says_what_it_did_not_look_at(
    content: Content, cards: Mapping[AssessmentKey, Scorecard]
) -> None:
    assert content.assessments[AssessmentKey("QT", "2024")].status == "draft"
    story = Story(cards, "QT")
    assert 0 < len(story.published("2025")) <= 5
    assert story.cards["2025"].kpis["K07"].none, "that it never evaluated is no gap in its report"
    assert story.overall("2025") is None
    assert story.levels("2025", "R04").shown == 3, "no old system wants data typed again"
    assert story.published(SHORT) == {"R02", "R03"}
    assert story.levels(SHORT, "R02").shown == 3, "its first evaluation"


def test_umberfold_goes_up_slowly_without_its_name(
    content: Content, cards: Mapping[AssessmentKey, Scorecard]
) -> None:
    story = Story(cards, "QU")
    rises = {story.shown("2025")[id] - level for id, level in story.shown("2024").items()}
    assert rises == {0, 1}
    asked = story.published(SHORT)
    assert {story.levels(SHORT, id).shown - story.levels("2025", id).shown for id in asked} == {
        0,
        1,
    }
    assert content.offices["QU"].audience == "counted"
    assert content.offices["QV"].audience == "own"


def test_wickerlow_learns_what_its_supplier_does(
    cards: Mapping[AssessmentKey, Scorecard],
) -> None:
    story = Story(cards, "QW")
    unknown = [story.unknown(cycle) for cycle in FULL]
    assert unknown[0] >= 8
    assert unknown[1] == 0
    assert not {"R07", "R08"} & story.published("2024")
    assert len(story.published("2025")) == 10
    assert [story.levels(cycle, "R06").shown for cycle in FULL] == [1, 2]
    assert story.cards["2025"].kpis["K30"].standing == "not_applicable"
    assert story.cards[SHORT].kpis["K11"].claim == "open"
    assert story.levels(SHORT, "R02").shown < story.levels(SHORT, "R02").possible


def test_xylem_plains_goes_one_step_at_a_time_and_never_back(
    cards: Mapping[AssessmentKey, Scorecard],
) -> None:
    story = Story(cards, "QX")
    first, second = (story.shown(cycle) for cycle in FULL)
    assert {second[id] - first[id] for id in first} == {0, 1}
    assert all(story.levels(SHORT, id).shown >= second[id] for id in story.published(SHORT))


def test_yarrowmere_comes_back_stronger_after_a_flood(
    cards: Mapping[AssessmentKey, Scorecard],
) -> None:
    story = Story(cards, "QY")
    first, second = (story.shown(cycle) for cycle in FULL)
    assert (first["R08"], second["R08"]) == (0, 4)
    assert story.levels("2025", "R08").evidenced == 4
    assert all(second[id] >= first[id] for id in first)
