"""In: one KPI; out: where the key of a fictional case needs a fact that the case does not tell.

What a machine can decide: that each check is keyed, that each keyed number or day stands in the
facts or follows from them, and that what is reckoned back from a day has that day.
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, permutations

from ict_maturity.check.text import claims_of
from ict_maturity.check.told import MONTHS, YEAR, days_told, numbers_told
from ict_maturity.facts.fields import DATE, VALUE
from ict_maturity.facts.months import whole_months
from ict_maturity.model import Case, Content, Kpi
from ict_maturity.problems.finding import Finding, KeyPath, listed

READ_LANGUAGE = "en"
"""The language whose numbers and days can be read; facts in another one are left to people."""

RECKONED_BACK = re.compile(r"\blast\s+(?:[\w-]+\s+)?(?:months?|years?)\b", re.IGNORECASE)


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


def keys_are_told(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """Each number and day of a case's key stands in its facts, or follows from what they tell."""
    if content.framework.languages[0] != READ_LANGUAGE:
        return
    for i, case in enumerate(kpi.cases):
        for field, figure in untold_figures(case, kpi):
            how = "Write the number, or the numbers it is counted from, into `facts` in digits."
            yield untold(("cases", i, "answer", field), case, figure, how)
        day = case.answer.date
        if DATE in kpi.rule.facts and day and not is_told_day(day, case, kpi):
            written = f"{day.day} {MONTHS[day.month - 1].title()} {day.year}"
            how = f"Write the day into `facts`: {written}."
            yield untold(("cases", i, "answer", "date"), case, day, how)


def untold(path: KeyPath, case: Case, key: object, how: str) -> Finding:
    """The finding on a key that the facts do not give."""
    return Finding(
        path,
        "case-fact-missing",
        f'The case "{case.title}" is keyed with {key}, which does not follow from its facts.',
        how,
    )


def untold_figures(case: Case, kpi: Kpi) -> Iterator[tuple[str, Decimal]]:
    """The keyed numbers that neither stand in the facts or the scope nor follow from them."""
    numbers = [field for field in kpi.rule.facts if field.kind == "number"]
    if not numbers:
        return
    told = numbers_told(case.facts)
    follows = {*counts_from(told), *numbers_told(kpi.scope)}
    if VALUE in numbers:
        follows |= {*values_from(told), *spans_of(case)}
    for field in numbers:
        figure: Decimal | None = getattr(case.answer, field.name)
        if figure and not any(agrees(figure, each) for each in follows):
            yield field.name, figure


def counts_from(told: tuple[Fraction, ...]) -> Iterator[Fraction]:
    """What counting makes of numbers: sums of up to three, and differences of two."""
    for size in (1, 2, 3):
        yield from map(sum, combinations(told, size))
    yield from (a - b for a, b in permutations(told, 2))


def values_from(told: tuple[Fraction, ...]) -> Iterator[Fraction]:
    """What reckoning makes of two numbers: product, share and middle."""
    for a, b in permutations(told, 2):
        yield from (a * b, (a + b) / 2, *([a / b] if b else []))


def spans_of(case: Case) -> Iterator[Fraction]:
    """The days between the days of a case, its reference date among them."""
    days = {*days_told(case.facts), *([case.reference_date] if case.reference_date else [])}
    yield from (Fraction((b - a).days) for a, b in permutations(days, 2))


def agrees(figure: Decimal, exact: Fraction) -> bool:
    """Whether a keyed number is the exact one, rounded to the decimals it is written with."""
    exponent = figure.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    rounding = Fraction(1, 2 * int("1" + "0" * places)) if places else Fraction(0)
    return abs(Fraction(figure) - exact) <= rounding


def is_told_day(day: date, case: Case, kpi: Kpi) -> bool:
    """Whether the facts name the day, or it lies as many months back as facts or scope say."""
    if day in days_told(case.facts):
        return True
    if case.reference_date is None or day.day != case.reference_date.day:
        return False
    months = whole_months(day, case.reference_date)
    return Fraction(months) in (*numbers_told(case.facts), *numbers_told(kpi.scope))


def days_can_be_reckoned(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """Where checks or choices look back from a day and the facts name a year, that day is given."""
    if not any(RECKONED_BACK.search(text) for _, text in claims_of(kpi)):
        return
    for i, case in enumerate(kpi.cases):
        if case.reference_date is None and YEAR.search(case.facts):
            yield Finding(
                ("cases", i),
                "reference-date-missing",
                f'{kpi.id} looks back from a day, and the case "{case.title}" does not name it.',
                "Add `reference_date` beside `answer`.",
            )


RULES = (keys_answer_each_check, keys_are_told, days_can_be_reckoned)
