"""In: an English text; out: the numbers and the days that it tells."""

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

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
