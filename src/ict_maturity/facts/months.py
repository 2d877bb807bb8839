"""In: two days; out: the full months between them."""

from datetime import date, timedelta


def whole_months(start: date, end: date) -> int:
    """Full months passed from `start` to `end` (docs/method.md, section 3).

    A month is full on the first day that has the same number as `start` or, in a month that is
    too short for it, on the first day of the next month. Negative when `end` lies before.
    """
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (end.day < start.day)


def is_older(start: date, end: date, months: int) -> bool:
    """Whether `start` is more than `months` full months old on the day `end`.

    On the very day that the last month is full it is not, on the day after it is.
    """
    return end > start and whole_months(start, end - timedelta(days=1)) >= months
