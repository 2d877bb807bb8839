"""What the fictional offices are there to show: each story is held to the numbers."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from ict_maturity.aggregate import publish
from ict_maturity.model import Answer, AssessmentKey, Content
from ict_maturity.score import score_all
from ict_maturity.score.scorecard import Levels, Scorecard

ROOT = Path(__file__).parent.parent
ROUNDS = ("2024", "2025", "2026")
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


def fictional(content: Content) -> set[str]:
    return {code for code, office in content.offices.items() if office.fictional}


def answers(content: Content) -> Iterator[Answer]:
    for assessment in content.assessments.values():
        if assessment.status == "submitted":
            yield from assessment.answers.values()


def test_twelve_fictional_offices_and_three_rounds(content: Content) -> None:
    offices = fictional(content)
    assert len(offices) == 12
    assert tuple(content.cycles) == ROUNDS
    reported = {
        code: {key.cycle for key in content.assessments if key.office == code} for code in offices
    }
    assert reported.pop("QT") == {"2025", "2026"}, "it was founded in 2024"
    assert all(rounds == set(ROUNDS) for rounds in reported.values()), reported


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
        assert given >= {"met", "not_met", "unknown", "not_assessed", "not_applicable", "none"}, (
            cycle
        )


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
    for code in sorted(fictional(content)):
        newest = content.assessments[AssessmentKey(code, "2026")]
        assert newest.targets, code
        assert newest.notes, code
        assert newest.responses, code
    for key, assessment in content.assessments.items():
        days = [entry.date for entry in assessment.history]
        assert days == sorted(days), key
        assert days[-1] <= content.cycles[key.cycle].closes, key


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
    assert [story.overall(cycle) for cycle in ROUNDS] == [2, 2, 3]
    last = story.shown("2026")
    assert [id for id, level in last.items() if level < 3] == ["R04"]
    assert story.cards["2026"].overall.lowest == ("R04",)
    assert {id for id, level in last.items() if level == 4} == {"R05", "R07", "R08"}
    assert story.grades("2026")["E3"] >= 20


def test_northwhistle_turns_unknown_into_numbers(
    cards: Mapping[AssessmentKey, Scorecard],
) -> None:
    story = Story(cards, "QN")
    unknown = [story.unknown(cycle) for cycle in ROUNDS]
    assert unknown[0] > unknown[1] > unknown[2] == 0
    assert "R07" not in story.published("2024")
    assert len(story.published("2026")) == 10
    assert story.cards["2026"].recommendations["R09"].profile_limited


def test_palisander_jumps_after_the_move_to_the_cloud(
    cards: Mapping[AssessmentKey, Scorecard],
) -> None:
    story = Story(cards, "QP")
    first, second, third = (story.shown(cycle) for cycle in ROUNDS)
    assert max(*first.values(), *second.values()) == 1
    risen = {id for id in third if third[id] >= second[id] + 2}
    assert risen == {"R01", "R02", "R06", "R07", "R08", "R10"}
    assert third["R05"] == second["R05"], "data from the states still arrives in many forms"


def test_quillhaven_claims_more_every_year_and_evidences_no_more(
    cards: Mapping[AssessmentKey, Scorecard],
) -> None:
    story = Story(cards, "QQ")
    assert [min(story.shown(cycle).values()) for cycle in ROUNDS] == [2, 3, 3]
    assert max(story.shown("2026").values()) == 4
    for cycle in ROUNDS:
        assert set(story.evidenced(cycle).values()) == {2}
        results = story.cards[cycle].recommendations.values()
        assert {result.confidence for result in results} == {"C"}
        assert story.grades(cycle)["E0"] >= 45


def test_rookwater_falls_when_nobody_renews_its_evidence(
    cards: Mapping[AssessmentKey, Scorecard],
) -> None:
    story = Story(cards, "QR")
    for id in ("R01", "R06"):
        before, after = story.levels("2025", id), story.levels("2026", id)
        assert before.shown == before.evidenced == after.shown == 3
        assert after.evidenced == 2
    assert story.levels("2025", "R02").shown == 3
    assert story.levels("2026", "R02").shown == 1, "the strategy was not evaluated again"
    assert story.stale("2025") == 0
    assert story.stale("2026") >= 25
    assert [story.overall(cycle) for cycle in ROUNDS[1:]] == [3, 1]


def test_sundrift_is_strong_and_unbalanced(cards: Mapping[AssessmentKey, Scorecard]) -> None:
    story = Story(cards, "QS")
    last = story.shown("2026")
    assert {last[id] for id in SUSTAINED} == {4}
    assert [story.shown(cycle)["R07"] for cycle in ROUNDS] == [0, 0, 0]
    assert [story.shown(cycle)["R08"] for cycle in ROUNDS] == [0, 0, 1], "a list and a page"
    assert story.cards["2026"].overall.lowest == ("R07",)
    assert story.overall("2026") == 1


def test_tamarisk_bay_is_new_and_says_what_it_did_not_look_at(
    content: Content, cards: Mapping[AssessmentKey, Scorecard]
) -> None:
    assert content.assessments[AssessmentKey("QT", "2025")].status == "draft"
    story = Story(cards, "QT")
    assert 0 < len(story.published("2026")) <= 5
    assert story.cards["2026"].kpis["K07"].none, "that it never evaluated is no gap in its report"
    assert story.overall("2026") is None
    assert story.levels("2026", "R04").shown == 3, "no old system wants data typed again"


def test_umberfold_goes_up_slowly_without_its_name(
    content: Content, cards: Mapping[AssessmentKey, Scorecard]
) -> None:
    story = Story(cards, "QU")
    for before, after in (("2024", "2025"), ("2025", "2026")):
        rises = {story.shown(after)[id] - level for id, level in story.shown(before).items()}
        assert rises == {0, 1}
    assert content.offices["QU"].visibility == "aggregate"
    assert content.offices["QV"].visibility == "private"


def test_wickerlow_learns_what_its_supplier_does(
    cards: Mapping[AssessmentKey, Scorecard],
) -> None:
    story = Story(cards, "QW")
    unknown = [story.unknown(cycle) for cycle in ROUNDS]
    assert min(unknown[:2]) >= 8
    assert unknown[2] == 0
    assert not {"R07", "R08"} & (story.published("2024") | story.published("2025"))
    assert len(story.published("2026")) == 10
    assert [story.levels(cycle, "R06").shown for cycle in ROUNDS] == [2, 1, 2]
    assert story.cards["2026"].kpis["K30"].standing == "not_applicable"


def test_xylem_plains_goes_one_step_at_a_time_and_never_back(
    cards: Mapping[AssessmentKey, Scorecard],
) -> None:
    story = Story(cards, "QX")
    first, second, third = (story.shown(cycle) for cycle in ROUNDS)
    assert {second[id] - first[id] for id in first} == {0, 1}
    assert {third[id] - second[id] for id in first} == {0, 1}
    assert sum(second[id] > first[id] for id in first) == 5, "as its notes of 2025 say"


def test_yarrowmere_falls_with_a_flood_and_comes_back_stronger(
    cards: Mapping[AssessmentKey, Scorecard],
) -> None:
    story = Story(cards, "QY")
    first, second, third = (story.shown(cycle) for cycle in ROUNDS)
    fallen = {id for id in first if second[id] < first[id]}
    assert fallen == {"R02", "R03", "R05", "R06", "R07", "R08", "R10"}
    assert (first["R08"], second["R08"], third["R08"]) == (1, 0, 4)
    assert story.levels("2026", "R08").evidenced == 4
    assert all(third[id] >= first[id] for id in first)
