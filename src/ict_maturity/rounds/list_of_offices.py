"""In: a CSV or YAML file with those to be invited; out: one Asked a line, or what is wrong."""

import csv
from collections.abc import Container, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from ict_maturity.load.faults import problems_of
from ict_maturity.load.one_file import read_text
from ict_maturity.load.places import Key, Part
from ict_maturity.load.yaml_text import parse_yaml
from ict_maturity.problems import Problem, sorted_once, wrong
from ict_maturity.rounds.invitations import Asked
from ict_maturity.said import listed

COLUMNS = tuple(Asked.model_fields)
OFFICE, LIST = COLUMNS[0], "offices"


class Line(NamedTuple):
    """What stands in one line of the file, by column."""

    number: int
    data: Mapping[str, Any]


class At:
    """Says of every part of a line where the line is."""

    def __init__(self, line: int) -> None:
        self._line = line

    def at(self, file: str, path: Sequence[Key], part: Part = "value") -> tuple[int, int]:
        """The line; a table has no columns that are counted in signs."""
        return self._line, 0


def read_list(path: Path, known: Container[str]) -> tuple[tuple[Asked, ...], tuple[Problem, ...]]:
    """Those to be invited, each office once, and every line that cannot be used.

    `known` are the codes that an office may have. Raises OSError when the file cannot be read.
    """
    file = str(path)
    form = {".csv": csv_lines, ".yaml": yaml_lines, ".yml": yaml_lines}.get(path.suffix.lower())
    if form is None:
        return (), (wrong("invitation-file.form").at(file),)
    text, faults = read_text(path)
    if faults:
        return (), tuple(fault.within(file) for fault in faults)
    lines, problems = form(text, file)
    asked: dict[str, Asked] = {}
    for line in lines:
        try:
            each = Asked.model_validate(line.data)
        except ValidationError as error:
            problems += problems_of(error, Asked, file, At(line.number))
            continue
        if each.office in asked:
            problems.append(
                wrong("invitation-line.twice", office=each.office).at(file, line.number)
            )
        elif each.office not in known:
            problems.append(
                wrong("invitation-line.unknown", office=each.office).at(file, line.number)
            )
        asked.setdefault(each.office, each)
    if not lines and not problems:
        problems.append(wrong("invitation-file.empty").at(file))
    return tuple(asked.values()), sorted_once(problems)


def csv_lines(text: str, file: str) -> tuple[list[Line], list[Problem]]:
    """The lines of a table with commas, below the names of its columns."""
    lines: list[Line] = []
    problems: list[Problem] = []
    rows = csv_rows(text)
    try:
        _, columns = next(rows, (0, []))
        if OFFICE not in columns or len({*columns}) < len(columns) or {*columns} - {*COLUMNS}:
            seen = listed(columns, "commas")
            return [], [wrong("invitation-file.columns", found=seen).at(file, 1)]
        for number, row in rows:
            if len(row) != len(columns):
                values = {"found": len(row), "expected": len(columns)}
                problems.append(wrong("invitation-line.cells", **values).at(file, number))
                continue
            cells = zip(columns, (cell.strip() for cell in row), strict=True)
            lines.append(Line(number, {name: cell for name, cell in cells if cell}))
    except csv.Error as error:
        reason = wrong("invitation-file.csv", reason=str(error))
        problems.append(reason.at(file))
    return lines, problems


def csv_rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row that says something, with the number of its last line."""
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    for row in reader:
        if any(cell.strip() for cell in row):
            yield reader.line_num, row


def yaml_lines(text: str, file: str) -> tuple[list[Line], list[Problem]]:
    """The entries of the list `offices`."""
    data, faults, lines = parse_yaml(text)
    if faults:
        return [], [fault.within(file) for fault in faults]
    entries = data.get(LIST) if isinstance(data, dict) and len(data) == 1 else None
    if not isinstance(entries, list):
        return [], [wrong("invitation-file.list").at(file, 1)]
    return [Line(lines[LIST, i], entry) for i, entry in enumerate(entries)], []
