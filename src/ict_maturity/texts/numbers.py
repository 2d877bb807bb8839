"""In: exact numbers and days; out: what pages and exports print, never rounded before."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

THIN_SPACE = "\u202f"

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

Exact = int | Decimal | Fraction


def format_number(value: Exact, places: int = 1) -> str:
    """A number with this many decimals, ties away from zero: 0.25 with one decimal is `0.3`."""
    numerator, denominator = value.as_integer_ratio()
    digits = (abs(numerator) * 10**places * 2 + denominator) // (denominator * 2)
    whole, rest = divmod(digits, 10**places)
    sign = "-" if numerator < 0 and digits else ""
    return f"{sign}{whole}.{rest:0{places}d}" if places else f"{sign}{whole}"


def format_short(value: Exact, places: int = 1) -> str:
    """The same without a needless zero at the end: for counts, cut points and axes."""
    text = format_number(value, places)
    return text.rstrip("0").rstrip(".") if "." in text else text


def format_percent(share: Exact, places: int = 1) -> str:
    """A share (1 is all) as a percentage, a thin space before the sign."""
    return f"{format_short(Fraction(share) * 100, places)}{THIN_SPACE}%"


def format_change(value: Exact, places: int = 1) -> str:
    """A change: a rise with its plus sign, so that it cannot be read as a state."""
    text = format_number(value, places)
    return text if value <= 0 else f"+{text}"


def long_date(day: date) -> str:
    """A day as running text has it: 4 March 2026."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
