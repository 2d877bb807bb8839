"""In: a KPI in English; out: where the key of a case needs a fact that the case does not tell.

What a machine can decide: that each keyed number or day stands in the facts or follows from them,
and that what is reckoned back from a day has that day.
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, permutations

from ict_maturity.check.text import claims_of
from ict_maturity.facts.answer import DATE, VALUE
from ict_maturity.facts.values import whole_months
from ict_maturity.model import Case, Kpi

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
MONTH = rf"(?:{'|'.join(MONTHS)})"
DAY = re.compile(rf"\b(\d{{1,2}}) ({MONTH})(?: (\d{{4}}))?\b", re.IGNORECASE)
MONTH_OF_YEAR = re.compile(rf"\b{MONTH} \d{{4}}\b", re.IGNORECASE)
YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
NUMBER = re.compile(r"(?<![\w.,])\d+(?:,\d{3})*(?:\.\d+)?(?![\w,]*\d)|[a-z]+(?:-[a-z]+)?", re.I)

UNITS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
WORDS = {
    **{word: number for number, word in enumerate(UNITS, start=1)},
    **{word: 10 * number for number, word in enumerate(TENS, start=2)},
    **{
        f"{ten}-{unit}": 10 * tens + number
        for tens, ten in enumerate(TENS, start=2)
        for number, unit in enumerate(UNITS[:9], start=1)
    },
    "once": 1,
    "both": 2,
    "twice": 2,
}
RECKONED_BACK = re.compile(r"\blast\s+(?:[\w-]+\s+)?(?:months?|years?)\b", re.IGNORECASE)


def untold(kpi: Kpi) -> Iterator[tuple[str, Decimal | date]]:
    """The title of a case, and a number or day of its key that its facts do not tell."""
    for case in kpi.cases:
        for figure in untold_figures(case, kpi):
            yield case.title, figure
        day = case.answer.date
        if DATE in kpi.rule.facts and day and not is_told_day(day, case, kpi):
            yield case.title, day


def untold_figures(case: Case, kpi: Kpi) -> Iterator[Decimal]:
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
            yield figure


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


def without_reference_date(kpi: Kpi) -> Iterator[str]:
    """Titles of cases that name a year and no day from which checks or choices look back."""
    if any(RECKONED_BACK.search(text) for _, text in claims_of(kpi)):
        for case in kpi.cases:
            if case.reference_date is None and YEAR.search(case.facts):
                yield case.title


def days_told(text: str) -> frozenset[date]:
    """The days of a text; a day without a year may be of any year that the text names."""
    years = YEAR.findall(text)
    return frozenset(
        day
        for number, month, own_year in DAY.findall(text)
        for year in ([own_year] if own_year else years)
        for day in days_of(int(year), MONTHS.index(month.lower()) + 1, int(number))
    )


def days_of(year: int, month: int, number: int) -> Iterator[date]:
    """The day, unless the calendar does not have it."""
    try:
        yield date(year, month, number)
    except ValueError:
        return


def numbers_told(text: str) -> tuple[Fraction, ...]:
    """The numbers of a text, those of its days and months left out.

    In words they are read up to ninety-nine. Zero is not among them: texts tell it by what is
    absent.
    """
    counted = MONTH_OF_YEAR.sub(" ", DAY.sub(" ", text))
    found = (match.group().lower() for match in NUMBER.finditer(counted))
    return tuple(
        Fraction(WORDS[each]) if each in WORDS else Fraction(each.replace(",", ""))
        for each in found
        if each in WORDS or each[0].isdigit()
    )
