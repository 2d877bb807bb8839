"""The project's own KPIs: how many of which kind, that each is whole, and how it reads."""

import re
from collections import Counter
from itertools import groupby
from pathlib import Path
from statistics import median

import pytest
import textstat

from ict_maturity.check.case import BANDS
from ict_maturity.facts.answer import BEFORE, DATE
from ict_maturity.load import load
from ict_maturity.model import (
    Binary,
    Case,
    Checklist,
    Content,
    Kpi,
)
from ict_maturity.render.glossary_links import spellings
from ict_maturity.render.results_asked import asked_in_round
from ict_maturity.score import score_all
from tests.copies import MINIMAL
from tests.keys import untold, without_reference_date

ROOT = Path(__file__).parent.parent
STEPS = {1, 2, 3, 4}
PLACEHOLDER = re.compile(r"\b(enter|write|give|report|answer|put)s? (0 of|0 as|1 of|1900|any day)")
"""What a text says that asks for a figure which stands for nothing."""


def of_offices(kpis: list[Kpi]) -> dict[str, list[Kpi]]:
    """The KPIs that offices answer, by Recommendation; those for the IB stand beside them."""
    asked = sorted((kpi for kpi in kpis if kpi.addressee == "offices"), key=place)
    return {id: list(group) for id, group in groupby(asked, key=lambda kpi: kpi.recommendation)}


def place(kpi: Kpi) -> tuple[str, str]:
    return kpi.recommendation, kpi.id


def test_there_are_as_many_as_a_library_of_kpis_needs(kpis: list[Kpi]) -> None:
    assert 45 <= len(kpis) <= 55


def test_each_recommendation_has_four_to_six_and_one_to_three_of_them_core(
    content: Content, kpis: list[Kpi]
) -> None:
    groups = of_offices(kpis)
    assert set(groups) == set(content.recommendations)
    assert {id: len(group) for id, group in groups.items() if not 4 <= len(group) <= 6} == {}
    core = {id: sum(kpi.core for kpi in group) for id, group in groups.items()}
    assert {id: number for id, number in core.items() if not 1 <= number <= 3} == {}


def test_actions_for_the_bureau_have_kpis_of_their_own(content: Content, kpis: list[Kpi]) -> None:
    asked = {
        (recommendation.id, action.number)
        for recommendation in content.recommendations.values()
        for action in recommendation.actions
        if action.addressee == "ib"
    }
    answered = {
        (kpi.recommendation, number)
        for kpi in kpis
        if kpi.addressee == "ib"
        for number in kpi.actions
    }
    assert asked
    assert asked <= answered


def test_rules_are_a_fair_mix(kpis: list[Kpi]) -> None:
    kinds: Counter[str] = Counter(kpi.rule.type for kpi in kpis)
    assert 2 * kinds["ladder"] <= len(kpis)
    least = {"ratio": 8, "number": 4, "recency": 4, "checklist": 3}
    assert {kind: kinds[kind] for kind in least if kinds[kind] < least[kind]} == {}


def test_outsiders_can_verify_enough_of_the_high_levels(kpis: list[Kpi]) -> None:
    """Checks of a checklist stand under no level: from level 3 on nearly all of them are needed."""
    on_ladders = [
        check.evidence for kpi in kpis for level, check in kpi.rule.each_check() if level in {3, 4}
    ]
    in_lists = [
        check.evidence
        for kpi in kpis
        if isinstance(kpi.rule, Checklist)
        for _, check in kpi.rule.each_check()
    ]
    for evidence in (on_ladders, [*on_ladders, *in_lists]):
        assert evidence.count("public") >= 0.15 * len(evidence)


def test_no_single_check_takes_two_levels_from_a_core_kpi(kpis: list[Kpi]) -> None:
    """A Recommendation's level is never above its core KPIs, so it would fall by two as well."""
    core = [kpi for kpi in kpis if kpi.core]
    assert any(isinstance(kpi.rule, Checklist) for kpi in core)
    assert [kpi.id for kpi in core for _, check in kpi.rule.each_check() if check.core] == []
    for kpi in core:
        levels = Counter(level for level, _ in kpi.rule.each_check() if level is not None)
        assert all(number >= 2 for number in levels.values()), kpi.id


READ_DIFFERENTLY = {
    *("Comparison (of records)", "Data set", "Paid online", "Procedure", "Project (of an office)"),
    *("System (of an office)", "Training (of staff)", "Unit (of an office)"),
}
"""Nouns that offices read differently; the glossary bounds them."""


def test_what_offices_read_differently_is_linked_where_they_are_asked(
    content: Content, kpis: list[Kpi]
) -> None:
    found_in = spellings(content.glossary).found_in
    asked = (
        text
        for kpi in kpis
        for text in (
            kpi.scope,
            *(question.text for question in kpi.rule.questions()),
            *(check.text for _, check in kpi.rule.each_check()),
        )
    )
    assert READ_DIFFERENTLY - {term for text in asked for term in found_in(text)} == set()


def is_whole(kpi: Kpi) -> bool:
    """Whether nothing that an office needs is left out; what the model demands is not repeated."""
    thresholds = set(getattr(kpi.rule, "reasons", STEPS)) == STEPS
    cases = 3 <= len(kpi.cases) <= 8 and any(case.easy_to_misread for case in kpi.cases)
    rests_on = kpi.sources or kpi.facts
    parts = (kpi.evidence_wanted.keys() == STEPS, kpi.tests, rests_on, kpi.change_log)
    return thresholds and cases and all(parts)


def test_each_is_whole(kpis: list[Kpi]) -> None:
    assert [kpi.id for kpi in kpis if not is_whole(kpi)] == []


MOST_FACTS_OF_A_SHORT_ROUND = 40
MOST_HOURS_OF_A_SHORT_ROUND = 8
"""A working day, by this project's estimates."""


def test_the_short_round_is_a_day_and_asks_the_core_of_three_recommendations(
    content: Content,
) -> None:
    short = content.cycles["2026"]
    asked = asked_in_round(content, short)
    assert asked.estimated == len(asked.kpis)
    assert asked.hours <= MOST_HOURS_OF_A_SHORT_ROUND
    core = {
        kpi.id
        for kpi in content.kpis.values()
        if kpi.core and kpi.counted and kpi.addressee == "offices"
    }
    wanted = {id for id in core if content.kpis[id].recommendation in {"R01", "R02", "R03"}}
    assert wanted <= set(short.kpis)
    assert {content.kpis[id].recommendation for id in short.kpis} == {"R01", "R02", "R03"}
    for cycle in ("2024", "2025"):
        assert asked_in_round(content, content.cycles[cycle]).facts > asked.facts


def test_each_figure_says_what_counts_as_a_change(kpis: list[Kpi]) -> None:
    """Level 4 asks that a figure was held, or improved by a change."""
    measured = [kpi for kpi in kpis if BEFORE in kpi.rule.facts]
    assert len(measured) >= 20
    said = {kpi.id for kpi in measured if any("As a change" in s for s in kpi.counting.include)}
    assert {kpi.id for kpi in measured} - said == set()


def test_nobody_is_asked_for_an_invented_day_or_figure(content: Content, kpis: list[Kpi]) -> None:
    """Who has nothing of the kind answers none: each KPI that asks for a day says so in words and
    shows it in a case, and no answer anywhere has a day so old that it stands for nothing."""
    dated = [kpi for kpi in kpis if DATE in kpi.rule.facts]
    assert len(dated) >= 2
    for kpi in dated:
        assert "*none*" in kpi.scope, kpi.id
        assert "none" in {each.answer.answer for each in kpi.cases} | {
            each.answer.answer for each in kpi.tests
        }, kpi.id
    answers = [case.answer for kpi in kpis for case in kpi.cases]
    answers += [each for report in content.assessments.values() for each in report.answers.values()]
    days = [day for each in answers for day in (each.date, each.as_of) if day]
    assert min(days).year >= 2015
    for kpi in kpis:
        words = " ".join((kpi.scope, *kpi.counting.include, *kpi.counting.exclude))
        assert not PLACEHOLDER.search(words), kpi.id


def test_cases_show_the_lower_end_the_middle_and_the_upper_end(kpis: list[Kpi]) -> None:
    short = {
        kpi.id
        for kpi in kpis
        for band in BANDS.values()
        if not band & {case.level for case in kpi.cases}
    }
    assert short == {kpi.id for kpi in kpis if isinstance(kpi.rule, Binary)}


def ease(texts: list[str]) -> float:
    """Flesch reading ease, the median over texts: 60 is plain English, 30 is a law."""
    return float(median(textstat.flesch_reading_ease(text) for text in texts))


@pytest.mark.parametrize("root", [ROOT, MINIMAL], ids=["own", "minimal"])
def test_each_key_follows_from_what_its_case_tells(root: Path) -> None:
    content = load(root).content
    assert content is not None
    kpis = content.kpis.values()
    assert [(kpi.id, *each) for kpi in kpis for each in untold(kpi)] == []
    assert [(kpi.id, title) for kpi in kpis for title in without_reference_date(kpi)] == []


def test_checks_and_cases_are_easy_to_read(kpis: list[Kpi]) -> None:
    checks = [check.text for kpi in kpis for _, check in kpi.rule.each_check()]
    cases = [case.facts for kpi in kpis for case in kpi.cases]
    assert ease(checks) >= 50
    assert ease(cases) >= 50
    of_one = {
        kpi.id: ease(
            [
                *(check.text for _, check in kpi.rule.each_check()),
                *(case.facts for case in kpi.cases),
            ]
        )
        for kpi in kpis
    }
    assert {id: value for id, value in of_one.items() if value < 50} == {}


def test_the_measure_tells_plain_words_from_others() -> None:
    hard = "Organizational implementation of interoperability necessitates institutionalization."
    assert ease(["A plan is written. It names the shelves."]) > 80
    assert ease([hard]) < 0


def test_each_says_how_long_it_takes_and_who_knows(kpis: list[Kpi]) -> None:
    assert [kpi.id for kpi in kpis if kpi.hours is None or not kpi.answered_by] == []


def is_open(case: Case) -> bool:
    """Whether the key leaves something open, or says that there is nothing of the kind."""
    return case.answer.answer in {"unknown", "none"} or "unknown" in case.answer.checks.values()


def test_the_short_round_has_cases_told_as_evidence_is_found(content: Content) -> None:
    """Two or more a KPI; one of them cannot be settled by what is at hand."""
    for id in content.cycles["2026"].kpis:
        found = [case for case in content.kpis[id].cases if case.evidence_as_found]
        assert len(found) >= 2, id
        assert any(map(is_open, found)), id
        assert content.kpis[id].rulings, id


def test_the_short_round_asks_little(content: Content) -> None:
    asked = asked_in_round(content, content.cycles["2026"])
    assert 0 < asked.facts <= MOST_FACTS_OF_A_SHORT_ROUND
    assert 0 < asked.words <= 2500


def test_the_short_round_alone_publishes_three_recommendations(content: Content) -> None:
    """Offices answered nothing else in it."""
    cycle = content.cycles["2026"]
    published = {
        id
        for key, card in score_all(content).items()
        if key.cycle == cycle.id
        for id, result in card.recommendations.items()
        if result.published
    }
    assert published == {"R01", "R02", "R03"}
