"""In: a result; out: its JSON and its cells, by the one description of its fields."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from operator import attrgetter
from typing import Any

from pydantic import BaseModel

from ict_maturity.aggregate.site import Site
from ict_maturity.data.written import written
from ict_maturity.model import ClosedRound, Content, Cycle, Facts, Framework, Office, Services, Term
from ict_maturity.said import Sayable, units, word

PLACES = 4
UNITS = 10_000
"""Of a whole, with so many places."""
WRITTEN_OUT = 1e16
"""From here on Python spells a whole number with an exponent, as `text_files` knows."""
Value = str | int | bool | Fraction | Decimal | date | tuple[str, ...] | None
Take = Callable[[Content, Any], Any]
Shape = Mapping[str, Any]
"""What a value may be, as JSON Schema says it; `unit` is what it counts."""


@dataclass(frozen=True)
class Field:
    """One value of a result: what it is called everywhere, what it may be, and where it is.

    `shape` is the value's, or the Record of an object, or the model of what people wrote; `many`
    marks a list of these, or what is by id. `at` is the path in the result, its name where that is
    the same, or a function of the edition's content and the result. `optional` values may be
    missing: null in JSON, an empty cell in a table. `meaning` ends the id of the words, its name
    where that says the same; `said` are the words themselves where people wrote them.
    """

    name: str
    shape: "Shape | Record | type[BaseModel]"
    at: str | Take = ""
    optional: bool = False
    many: bool = False
    meaning: str = ""
    said: str = ""

    @cached_property
    def take(self) -> Take:
        """The value of a result, None where a part of the path is."""
        if callable(self.at):
            return self.at
        first, *rest = (self.at or self.name).split(".")
        get = attrgetter(first)
        if not rest:
            return lambda content, result: get(result)
        parts = [attrgetter(part) for part in rest]

        def along(content: Content, result: Any) -> Any:
            value = get(result)
            for part in parts:
                if value is None:
                    break
                value = part(value)
            return value

        return along

    @cached_property
    def write(self) -> Take:
        """The value as JSON carries it, from the edition's content and the value."""
        shape = self.shape
        if not isinstance(shape, Record):
            return lambda content, value: plain(value)
        if not self.many:
            return lambda content, value: None if value is None else shape.json(content, value)
        return lambda content, values: [shape.json(content, each) for each in each_of(values)]

    @property
    def words(self) -> Sayable:
        """What the value is."""
        return self.said or word(f"column.{self.meaning or self.name}")


@dataclass(frozen=True)
class Record:
    """The fields of one kind of result.

    `under` gives the content of the edition that a result stands under, where that is another one
    than that of what holds the result.
    """

    name: str
    fields: tuple[Field, ...]
    under: Take = lambda content, result: content

    def json(self, content: Content, result: Any) -> dict[str, Any]:
        """The result as an object."""
        content = self.under(content, result)
        return {name: write(content, take(content, result)) for name, take, write in self._ways}

    @cached_property
    def _ways(self) -> tuple[tuple[str, Take, Take], ...]:
        return tuple((field.name, field.take, field.write) for field in self.fields)

    def field(self, name: str) -> Field | None:
        """The field of this name, if there is one."""
        return next((field for field in self.fields if field.name == name), None)


@dataclass(frozen=True)
class Table:
    """A file of rows: its columns, those of them by which rows are told apart, and its rows."""

    name: str
    columns: Callable[[Content], tuple[Field, ...]]
    key: tuple[str, ...]
    rows: Callable[[Site], Iterable[tuple[Value, ...]]]


def row_of(fields: Iterable[Field | None]) -> Callable[[Content, Any], tuple[Value, ...]]:
    """What makes a row of a result; where there is no field, the cell is empty."""
    takes = [field.take if field else lambda content, result: None for field in fields]
    return lambda content, result: tuple(take(content, result) for take in takes)


def each_of(values: Any) -> Iterable[Any]:
    """The values of a row, or of what has them by their ids."""
    return values.values() if isinstance(values, Mapping) else values


def plain(value: Any) -> Any:
    """A value as JSON carries it: computed numbers with four decimals, days as texts."""
    change = PLAIN.get(type(value))
    return value if change is None else change(value)


def decimals(value: Fraction | Decimal | None) -> float | None:
    """A computed number as JSON carries it: four decimals, ties away from zero.

    A whole one is an int, which JSON writes without a point.
    """
    if value is None:
        return None
    number = units(value, PLACES) / UNITS
    return int(number) if number.is_integer() and abs(number) < WRITTEN_OUT else number


PLAIN: Mapping[type, Callable[[Any], Any]] = {
    Fraction: decimals,
    Decimal: decimals,
    date: date.isoformat,
    tuple: lambda values: [plain(value) for value in values],
    **dict.fromkeys((Framework, Services, Term, Facts, Cycle, ClosedRound, Office), written),
}
