"""In: exact numbers; out: their digits as files have them, never rounded before."""

from ict_maturity.said import Exact


def format_number(value: Exact, places: int = 1) -> str:
    """A number with this many decimals, ties away from zero: 0.25 with one decimal is `0.3`."""
    numerator, denominator = value.as_integer_ratio()
    digits = (abs(numerator) * 10**places * 2 + denominator) // (denominator * 2)
    whole, rest = divmod(digits, 10**places)
    sign = "-" if numerator < 0 and digits else ""
    return f"{sign}{whole}.{rest:0{places}d}" if places else f"{sign}{whole}"


def format_short(value: Exact, places: int = 1) -> str:
    """The same without a needless zero at the end."""
    text = format_number(value, places)
    return text.rstrip("0").rstrip(".") if "." in text else text
