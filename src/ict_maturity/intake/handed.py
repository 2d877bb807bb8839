"""In: the JSON that a form handed over; out: its answers by question, or what is wrong with it."""

from collections.abc import Mapping

from pydantic import ValidationError

from ict_maturity.facts.record import record
from ict_maturity.forms.asked import YES
from ict_maturity.forms.handover import Handover
from ict_maturity.forms.layout import WITNESSES
from ict_maturity.intake.cells import Cell, FaultyFileError
from ict_maturity.intake.filled import EMPTY, Asked, Entry, Row, Rows, Spot, Whose
from ict_maturity.intake.values import exact_number
from ict_maturity.load.faults import problems_of
from ict_maturity.load.json_text import parse_json
from ict_maturity.load.one_file import decode
from ict_maturity.load.places import Places
from ict_maturity.problems import Problem, short
from ict_maturity.said import word

BEGINS = b"{"
LARGEST = 1_000_000
"""Bytes: an answer to every question, with long remarks, has a tenth of it."""
POINT = "."


def is_handover(content: bytes) -> bool:
    """Whether a file may be one that a form handed over."""
    return content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(BEGINS)


def read_handover(content: bytes, file: str) -> "HandedForm":
    """What a form handed over; raises FaultyFileError."""
    hint = word("problem.handed.again")
    if len(content) > LARGEST:
        raise FaultyFileError([Spot(file).problem("workbook-file.large")])
    text, faults = decode(content)
    data, faults = (None, faults) if faults else parse_json(text, hint)
    if faults:
        raise FaultyFileError(fault.within(file) for fault in faults)
    try:
        handed = Handover.model_validate(data)
    except ValidationError as error:
        raise FaultyFileError(
            problems_of(error, Handover, file, Places.of_text(file, ""))
        ) from error
    return HandedForm(handed, file)


@record
class HandedForm:
    """The answers that a form handed over; `name` is that of the file."""

    handed: Handover
    name: str

    def whose(self) -> Whose:
        """Whose it is and of which round."""
        return Whose({name: getattr(self.handed, name) for name in WITNESSES})

    def rows(self, asked: Asked) -> Rows:
        """A row for each question, and lines of tables."""
        problems: list[Problem] = []
        answers = {**self.handed.answers}
        for id, why in self.handed.doubts.items():
            remark = remark_of(id)
            answers[remark] = "\n\n".join(filter(None, (answers.get(remark, ""), why)))
        for id in dict.fromkeys((*answers, *self.handed.still_true, *self.handed.doubts)):
            if id not in asked.items:
                spot = Spot(self.name, short(id))
                problems.append(spot.problem("workbook-row.unknown", id=short(id)))
        still = {*self.handed.still_true}
        rows = {
            id: Row(
                self.cell(answers.get(id), item.takes),
                Cell(YES) if id in still else EMPTY,
                Spot(self.name, id, asked.words.say(item.asks)),
            )
            for id, item in asked.items.items()
        }
        tables = {
            name: tuple(
                self.entry(f"{name}.{number}", each.model_dump(exclude_none=True))
                for number, each in enumerate(getattr(self.handed, name))
            )
            for name in asked.tables
        }
        return Rows(rows, tables, tuple(problems))

    def cell(self, text: str | None, takes: str) -> Cell:
        """An answer; a number is written with a point, so it can be read in one way."""
        if text and takes in ("number", "whole"):
            return exact_number(text, POINT) or Cell(text)
        return Cell(text)

    def entry(self, where: str, fields: Mapping[str, str]) -> Entry:
        """A line of a table."""
        cells = {
            name: (Cell(each), Spot(self.name, f"{where}.{name}")) for name, each in fields.items()
        }
        return Entry(cells, "", EMPTY, Spot(self.name, where))


def remark_of(id: str) -> str:
    """Where the reason for an odd answer is kept: the remark of its KPI, or that of the report."""
    kind, *rest = id.split(".")
    return f"answers.{rest[0]}.note" if kind == "answers" and rest else "notes"
