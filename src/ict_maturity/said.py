"""In: the id of a text and its values; out: words that are in no language yet.

What is decided and computed hands up such words; `texts.words` speaks them, in one language, where
they reach a page, a file or a screen.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal, TypeAlias

Exact = int | Decimal | Fraction
Form = Literal["fixed", "short", "percent", "signed", "grouped"]
Style = Literal[
    "and", "or", "commas", "semicolons", "points", "sentences", "sum", "lines", "paragraphs"
]


class Unspoken:
    """Words in no language yet; to print them unspoken is a mistake, and raises TypeError."""

    __slots__ = ()

    def __str__(self) -> str:
        raise TypeError(f"{self!r} is in no language yet: let Words speak it")


@dataclass(frozen=True, slots=True)
class Said(Unspoken):
    """The text of a catalogue with this id, with its values by name."""

    id: str
    values: tuple[tuple[str, "Sayable"], ...] = ()


@dataclass(frozen=True, slots=True)
class Listed(Unspoken):
    """Several words in a row.

    Their styles, in the order of `Style`: `a, b and c`, `a, b or c`, `a, b, c`, `a; b; c`, `A. B`,
    `A. B.` where each has its own full stop, `a + b`, a line each, and an empty line between two.
    """

    items: tuple["Sayable", ...]
    style: Style = "and"

    def __bool__(self) -> bool:
        return bool(self.items)


@dataclass(frozen=True, slots=True)
class Figure(Unspoken):
    """An exact number and how it is written, with at most so many decimals."""

    value: Exact
    form: Form
    places: int = 1


@dataclass(frozen=True, slots=True)
class Day(Unspoken):
    """A day as running text has it: 4 March 2026."""

    value: date


@dataclass(frozen=True, slots=True)
class Name(Unspoken):
    """What somebody is called, in whatever script; the words around it keep their order."""

    text: str


@dataclass(frozen=True, slots=True)
class Renamed(Unspoken):
    """Words in which names of a file have the words of somebody who has not seen that file.

    `names` says what each name is called that stands in backquotes, or is a path with points.
    """

    phrase: "Phrase"
    names: tuple[tuple[str, "Sayable"], ...]


Phrase: TypeAlias = Said | Listed | Renamed
"""What is for people and never in one language only."""

Sayable: TypeAlias = str | int | Decimal | date | Said | Listed | Renamed | Figure | Day | Name
"""What can be spoken; texts are said as they are, numbers and days as files write them."""


def word(id: str, /, **values: Sayable | None) -> Said:
    """The words with this id; None is a value that the text does not ask for."""
    return Said(id, tuple((name, value) for name, value in values.items() if value is not None))


def listed(items: Iterable[Sayable], style: Style = "and") -> Listed:
    """Words in a row."""
    return Listed(tuple(items), style)


def fixed_number(value: Exact, places: int = 1) -> Figure:
    """A number with this many decimals, ties away from zero: 0.25 is `0.3`."""
    return Figure(value, "fixed", places)


def short_number(value: Exact, places: int = 1) -> Figure:
    """The same without a needless zero at the end: for counts, cut points and axes."""
    return Figure(value, "short", places)


def percentage(share: Exact, places: int = 1) -> Figure:
    """A share (1 is all) as a percentage."""
    return Figure(share, "percent", places)


def grouped(number: int) -> Figure:
    """A whole number with a sign between its thousands: 12,000."""
    return Figure(number, "grouped")


def long_date(day: date) -> Day:
    """A day as running text has it: 4 March 2026."""
    return Day(day)


def signed_number(value: Exact, places: int = 1) -> Figure:
    """A change: a rise with its plus sign, so that it cannot be read as a state."""
    return Figure(value, "signed", places)


def units(value: Exact, places: int) -> int:
    """How many units of its last decimal a number is written with, ties away from zero."""
    numerator, denominator = value.as_integer_ratio()
    number: int = (abs(numerator) * 10**places * 2 + denominator) // (denominator * 2)
    return -number if numerator < 0 else number


def adding_up(parts: Sequence[Fraction], places: int) -> tuple[Fraction, ...]:
    """The parts rounded to so many decimals, so that they add up to their rounded total.

    The last part that is not exactly 0 takes what is missing; one that is exactly 0 stays 0.
    """
    printed = [units(part, places) for part in parts]
    total = units(sum(parts, Fraction(0)), places)
    for place in reversed(range(len(parts))):
        if parts[place]:
            printed[place] += total - sum(printed)
            break
    return tuple(Fraction(part, 10**places) for part in printed)
