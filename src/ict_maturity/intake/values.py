"""In: a cell and what its question takes; out: the value, or why it cannot be told in one way."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from ict_maturity.forms.asked import Item
from ict_maturity.intake.cells import Cell, Oddity, number_cell
from ict_maturity.intake.filled import folded, text_of
from ict_maturity.problems import short
from ict_maturity.said import Sayable, listed
from ict_maturity.texts.words import Words

PLAIN = re.compile(r"[+-]?[0-9]+")
GROUPED = re.compile(r"[+-]?[0-9]{1,3}([.,][0-9]{3})+")
POINTED = re.compile(r"[+-]?[0-9]+[.,][0-9]+")
EXACT = re.compile(r"[+-]?[0-9]{1,40}(\.[0-9]{1,40})?")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
ODD: Mapping[Oddity, str] = {
    "formula": "workbook-cell.formula",
    "uncomputed": "workbook-cell.uncomputed",
    "error": "workbook-cell.error",
    "percent": "workbook-cell.percent",
    "long": "workbook-cell.long",
    "overlong": "workbook-cell.overlong",
    "time": "workbook-cell.time",
}
Value = str | int | Decimal | date


class UnreadableError(Exception):
    """Why a cell is no answer: an id of a problem and the values of its words."""

    def __init__(self, id: str, **values: Sayable) -> None:
        super().__init__(id)
        self.id, self.values = id, values


def value_of(item: Item, cell: Cell, words: Words) -> Value:
    """What a cell that is not empty says; raises UnreadableError."""
    if cell.odd is not None:
        raise UnreadableError(ODD[cell.odd])
    match item.takes:
        case "choice" | "tick":
            labels = {words.say(label): id for id, label in item.options.items()}
            return chosen({**{id: id for id in item.options}, **labels}, cell, labels)
        case "number":
            return number_of(cell)
        case "whole":
            return whole_of(cell)
        case "day":
            return day_of(cell)
    return lines_of(cell)


def chosen(known: Mapping[str, str], cell: Cell, labels: Iterable[str] = ()) -> str:
    """Which of the known values a cell names, whatever its case and spaces."""
    text = text_of(cell)
    for name, value in known.items():
        if folded(name) == folded(text):
            return value
    said = listed(tuple(labels or known), "commas")
    raise UnreadableError("workbook-cell.choice", found=short(text), labels=said)


def number_of(cell: Cell) -> Decimal:
    """A number; a text is one when it can be read in one way only."""
    text = text_of(cell)
    if isinstance(cell.value, Decimal):
        return cell.value
    if isinstance(cell.value, str):
        if PLAIN.fullmatch(text):
            return Decimal(text)
        bare = text.replace(" ", "")
        if GROUPED.fullmatch(bare) or POINTED.fullmatch(bare):
            grouped, pointed = readings(bare)
            raise UnreadableError(
                "workbook-cell.readings", found=short(text), grouped=grouped, pointed=pointed
            )
    raise UnreadableError("workbook-cell.number", found=short(text))


def exact_number(text: str, sign: str) -> Cell | None:
    """A number with this sign before its decimals and no other sign; None for what is none."""
    pointed = text.replace(sign, ".")
    other = "," if sign == "." else "."
    if other in text or not EXACT.fullmatch(pointed):
        return None
    cell = number_cell(pointed)
    return cell if cell.odd or cell.value == Decimal(pointed) else Cell(Decimal(pointed), "long")


def readings(text: str) -> tuple[str, str]:
    """Both numbers that a text may mean: its last sign between thousands, or before decimals."""
    head, _, tail = text.replace(",", ".").rpartition(".")
    head = head.replace(".", "")
    return f"{head}{tail}", f"{head}.{tail}"


def whole_of(cell: Cell) -> int:
    """A whole number."""
    number = number_of(cell)
    if number != number.to_integral_value():
        raise UnreadableError("workbook-cell.whole", found=short(text_of(cell)))
    return int(number)


def day_of(cell: Cell) -> date:
    """A day, as a spreadsheet has it or as 2026-05-31."""
    if isinstance(cell.value, date):
        return cell.value
    text = text_of(cell)
    try:
        if isinstance(cell.value, str) and DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise UnreadableError("workbook-cell.day", found=short(text))


def lines_of(cell: Cell) -> str:
    """A text with its lines, without what stands around each."""
    lines = str(cell.value).replace("\xa0", " ").splitlines()
    return "\n".join(" ".join(line.split()) for line in lines).strip()
