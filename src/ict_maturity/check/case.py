"""In: one KPI; out: where its fictional cases and rule tests disagree with the engine."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from ict_maturity.check.answer import answer_findings
from ict_maturity.check.kpi import RULES_FOR_RULES
from ict_maturity.model import Case, Content, Kpi, RuleTest
from ict_maturity.problems.finding import Finding, KeyPath, finding, some_of
from ict_maturity.said import word
from ict_maturity.score.kpi import score_kpi
from ict_maturity.score.scorecard import KpiResult

BANDS = {
    "case-level-missing.low": {0, 1},
    "case-level-missing.middle": {2},
    "case-level-missing.high": {3, 4},
}
"""The words for each part of the levels that no case shows."""
FOUR_DECIMALS = Decimal("0.0001")
ROUNDING = Fraction(1, 20_000)
"""A score written with four decimals is off by at most half of the last one."""


def cases_are_answerable(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """The answers of cases and rule tests give what the KPI's rule asks for."""
    for path, example in placed_examples(kpi):
        for each in example_findings(example, kpi):
            yield each.under(*path)


def keys_answer_each_check(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """A case's key says of each check whether it is met."""
    ids = kpi.rule.check_ids
    for i, case in enumerate(kpi.cases):
        missing = [id for id in ids if id not in case.answer.checks]
        if missing and case.answer.answer is None:
            yield finding(
                ("cases", i, "answer"),
                "case-fact-missing",
                case=case.title,
                missing=some_of(missing),
            )


def cases_agree_with_engine(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """Each case has the level that the engine gives to its keyed answer."""
    for i, case in enumerate(kpi.cases):
        result = engine_result(kpi, case, content)
        if result and result.shown.level != case.level:
            yield finding(
                ("cases", i, "level"),
                "case-disagrees",
                case=case.title,
                expected=case.level,
                received=result.shown.level,
            )


def tests_agree_with_engine(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """Each rule test has the level, possible level and score that the engine gives."""
    for i, test in enumerate(kpi.tests):
        result = engine_result(kpi, test, content)
        if result is None:
            continue
        possible = test.level if test.possible_level is None else test.possible_level
        score = result.shown.score
        for field, expected, received, agrees in (
            ("level", test.level, result.shown.level, test.level == result.shown.level),
            ("possible_level", possible, result.possible.level, possible == result.possible.level),
            ("score", test.score, written(score), abs(Fraction(test.score) - score) <= ROUNDING),
        ):
            if not agrees:
                yield finding(
                    ("tests", i, field),
                    "test-disagrees",
                    test=test.name,
                    field=field,
                    expected=expected,
                    received=received,
                )


def placed_examples(kpi: Kpi) -> Iterator[tuple[KeyPath, Case | RuleTest]]:
    """Cases and rule tests with the place of their answers."""
    for i, case in enumerate(kpi.cases):
        yield ("cases", i), case
    for i, test in enumerate(kpi.tests):
        yield ("tests", i), test


def example_findings(example: Case | RuleTest, kpi: Kpi) -> Iterator[Finding]:
    """What is wrong with the answer of one case or rule test."""
    for each in answer_findings(example.answer, kpi, example.reference_date):
        yield each.under("answer")
    needs_day = kpi.rule.needs_reference_date and kpi.rule.is_whole(example.answer)
    if needs_day and not example.reference_date:
        yield finding((), "reference-date-missing", kpi=kpi.id)


def engine_result(kpi: Kpi, example: Case | RuleTest, content: Content) -> KpiResult | None:
    """What the engine makes of an answer, None when rule or answer is broken."""
    if any(True for rule in RULES_FOR_RULES for _ in rule(kpi, content)):
        return None
    if any(True for _ in example_findings(example, kpi)):
        return None
    return score_kpi(kpi, example.answer, example.reference_date)


def written(score: Fraction) -> str:
    """A score with up to four decimals."""
    value = Decimal(score.numerator) / score.denominator
    return f"{value.quantize(FOUR_DECIMALS, ROUND_HALF_UP).normalize():f}"


def cases_cover_levels(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """Between them the cases show a low, the middle and a high level, as far as the rule has it."""
    shown = {case.level for case in kpi.cases}
    for id, levels in BANDS.items():
        if levels & kpi.rule.reachable_levels() and not levels & shown:
            hint = word("problem.case-level-missing.hint")
            yield finding(("cases",), id, hint, kpi=kpi.id)


def one_case_is_easy_to_misread(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """A case that careful readers get wrong is among the cases, and marked."""
    if not any(case.easy_to_misread for case in kpi.cases):
        yield finding(("cases",), "case-to-misread-missing", kpi=kpi.id)


RULES = (
    cases_are_answerable,
    keys_answer_each_check,
    cases_agree_with_engine,
    tests_agree_with_engine,
    cases_cover_levels,
    one_case_is_easy_to_misread,
)
