"""In: what is wrong, where and what to do; out: a Problem, a value that is printed once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

Severity = Literal["error", "warning"]
MOST_OF_A_FILE = 20
MOST_IN_ALL = 200
LONGEST_QUOTE = 60


@dataclass(frozen=True, order=True)
class Problem:
    """Something wrong in the content: where, what is wrong, what to do.

    `file` is relative to the content root; `line` and `column` count from
    1, 0 means the whole file.
    `code` is the anchor in docs/reference/problems.md.
    An error stops a build; a warning is told and stops nothing.
    """

    file: str
    line: int
    column: int
    code: str
    message: str
    hint: str
    severity: Severity = "error"
    count: int = 1
    """How many problems this one stands for; more than one when the rest of a file is left out."""

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        mark = " (warning)" if self.severity == "warning" else ""
        hint = "\n".join(f"  {line}" for line in self.hint.splitlines())
        return f"{place}  {self.code}{mark}\n  {self.message}\n{hint}"


def sorted_once(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Order problems by place and drop repetitions."""
    return tuple(sorted(set(problems)))


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Those that stop a build."""
    return tuple(problem for problem in problems if problem.severity == "error")


def first_ones(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """As many as somebody reads, a file and in all; the last one then stands for the others."""
    told: list[Problem] = []
    for _, of_file in groupby(sorted_once(problems), key=lambda problem: problem.file):
        told += shortened(tuple(of_file), MOST_OF_A_FILE)
    return shortened(told, MOST_IN_ALL)


def shortened(problems: Sequence[Problem], most: int) -> tuple[Problem, ...]:
    """The first problems, and one for the others when there are more."""
    if len(problems) <= most + 1:
        return tuple(problems)
    rest = problems[most:]
    severity: Severity = "error" if errors(rest) else "warning"
    files = len({problem.file for problem in rest})
    first, count = rest[0], number_of(rest)
    more = more_problems(first.file, first.line, first.column, count, severity, files)
    return (*problems[:most], more)


def more_problems(
    file: str, line: int, column: int, count: int, severity: Severity = "error", files: int = 1
) -> Problem:
    """What stands for problems that are left out, at the place of the first of them."""
    where = "in this file" if files == 1 else f"in {files:,} files"
    message = f"From here on there are {count:,} more problems {where}."
    hint = "Mend those above and check again: one mistake often makes many problems."
    return Problem(file, line, column, "more-problems", message, hint, severity, count)


def number_of(problems: Iterable[Problem]) -> int:
    """How many problems there are, with those that are left out."""
    return sum(problem.count for problem in problems)


def short(text: str, longest: int = LONGEST_QUOTE) -> str:
    """A text of a file, short enough to stand within a message, on one line."""
    line = " ".join(text[: 4 * longest].split())
    return line if len(line) <= longest and len(text) <= 4 * longest else f"{line[:longest]}…"
