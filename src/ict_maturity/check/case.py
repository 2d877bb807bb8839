"""In: one KPI; out: where its fictional cases and rule tests disagree with the engine."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from ict_maturity.check.answer import answer_findings
from ict_maturity.check.rule import RULES as RULES_FOR_RULES
from ict_maturity.model import Case, Content, Kpi, RuleTest
from ict_maturity.problems.finding import Finding, KeyPath, listed
from ict_maturity.score.kpi import score_kpi
from ict_maturity.score.scorecard import KpiResult

BANDS = {"low": {0, 1}, "middle": {2}, "high": {3, 4}}
FOUR_DECIMALS = Decimal("0.0001")
ROUNDING = Fraction(1, 20_000)
"""A score written with four decimals is off by at most half of the last one."""


def cases_are_answerable(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """The answers of cases and rule tests give what the KPI's rule asks for."""
    for path, example in placed_examples(kpi):
        for finding in example_findings(example, kpi):
            yield finding.under(*path)


def keys_answer_each_check(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """A case's key says of each check whether it is met."""
    ids = [check.id for _, check in kpi.rule.each_check()]
    for i, case in enumerate(kpi.cases):
        missing = [id for id in ids if id not in case.answer.checks]
        if missing and case.answer.answer is None:
            yield Finding(
                ("cases", i, "answer"),
                "case-fact-missing",
                f'The key of the case "{case.title}" leaves out {listed(missing)}.',
                "Say met or not_met as the facts tell it, or unknown where the office cannot tell.",
            )


def cases_agree_with_engine(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """Each case has the level that the engine gives to its keyed answer."""
    for i, case in enumerate(kpi.cases):
        result = engine_result(kpi, case, content)
        if result and result.shown.level != case.level:
            yield Finding(
                ("cases", i, "level"),
                "case-disagrees",
                f'The case "{case.title}" expects level {case.level}; '
                f"the engine gives its answer level {result.shown.level}.",
                "Correct the keyed answer or the level, whichever the facts do not bear out.",
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
                yield Finding(
                    ("tests", i, field),
                    "test-disagrees",
                    f'The test "{test.name}" expects {field} {expected}; '
                    f"the engine gives {received}.",
                    "Work it out by hand with docs/method.md, then correct the test or the rule.",
                )


def placed_examples(kpi: Kpi) -> Iterator[tuple[KeyPath, Case | RuleTest]]:
    """Cases and rule tests with the place of their answers."""
    for i, case in enumerate(kpi.cases):
        yield ("cases", i), case
    for i, test in enumerate(kpi.tests):
        yield ("tests", i), test


def example_findings(example: Case | RuleTest, kpi: Kpi) -> Iterator[Finding]:
    """What is wrong with the answer of one case or rule test."""
    for finding in answer_findings(example.answer, kpi, example.reference_date):
        yield finding.under("answer")
    needs_day = kpi.rule.needs_reference_date and kpi.rule.is_whole(example.answer)
    if needs_day and not example.reference_date:
        yield Finding(
            (),
            "reference-date-missing",
            f"{kpi.id} counts the months up to a reference date, and this has none.",
            "Add `reference_date` beside `answer`.",
        )


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
    for name, levels in BANDS.items():
        if levels & kpi.rule.reachable_levels() and not levels & shown:
            numbers = " or ".join(map(str, sorted(levels)))
            yield Finding(
                ("cases",),
                "case-level-missing",
                f"No case of {kpi.id} shows a {name} level ({numbers}).",
                "Add a case, so that readers see the lower end, the middle and the upper end.",
            )


def one_case_is_easy_to_misread(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """A case that careful readers get wrong is among the cases, and marked."""
    if not any(case.easy_to_misread for case in kpi.cases):
        yield Finding(
            ("cases",),
            "case-to-misread-missing",
            f"No case of {kpi.id} is marked as easy to misread.",
            "Add the case that readers would get wrong, with `easy_to_misread: true`.",
        )


RULES = (
    cases_are_answerable,
    keys_answer_each_check,
    cases_agree_with_engine,
    tests_agree_with_engine,
    cases_cover_levels,
    one_case_is_easy_to_misread,
)
