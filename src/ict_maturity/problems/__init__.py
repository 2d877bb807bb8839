"""In: what is wrong, where and what to do; out: a Problem, in no language until it is told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal, NamedTuple

from ict_maturity.order import natural_order
from ict_maturity.said import Phrase, Said, Sayable, Unspoken, grouped, word

Severity = Literal["error", "warning"]
MOST_OF_A_FILE = 20
MOST_IN_ALL = 200
LONGEST_QUOTE = 60


class Wrong(NamedTuple):
    """What is wrong, wherever it is: its code, the words for it, and what to do."""

    code: str
    message: Phrase
    hint: Phrase

    def at(self, file: str, line: int = 0, column: int = 0) -> "Problem":
        """The same at a place of a file; nothing else is an error, and it stands for itself."""
        return Problem(file, line, column, *self)


def wrong(id: str, hint: Phrase | None = None, /, **values: Sayable) -> Wrong:
    """What is wrong, with the words that have this id in `problems.po`, and their values.

    The id is the code; where a code has several texts, a point and the name of one follow it. The
    hint has the same values, unless there is one for many problems.
    """
    said = Said(f"problem.{id}", tuple(values.items()))
    return Wrong(id.partition(".")[0], said, hint or replace(said, id=f"{said.id}.hint"))


@dataclass(frozen=True)
class Problem(Unspoken):
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
    message: Phrase
    hint: Phrase
    severity: Severity = "error"
    count: int = 1
    """How many problems this one stands for; more than one when the rest of a file is left out."""

    @property
    def place(self) -> str:
        """File, line and column, as far as they are known: `kpis/K01-a.yaml:3:5`."""
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part)

    def told(self, hint: Sayable | None = None) -> Said:
        """All of it in one text, its hint perhaps in words already."""
        return word(
            "problem.whole" if self.severity == "error" else "problem.whole.warning",
            place=self.place,
            code=self.code,
            message=self.message,
            hint=self.hint if hint is None else hint,
        )

    @property
    def order(self) -> tuple[object, ...]:
        """By place and code, then by the words and their values, whatever the language."""
        place = (natural_order(self.file), self.line, self.column)
        words = (repr(self.message), repr(self.hint))
        return (*place, self.code, *words, self.severity, self.count)


class RefusedError(Exception):
    """Ends what somebody asked for: `said` is why, and what to do, in no language yet."""

    def __init__(self, said: Phrase) -> None:
        super().__init__(repr(said))
        self.said = said


def sorted_once(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Order problems by place and drop repetitions."""
    return tuple(sorted(set(problems), key=lambda problem: problem.order))


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
    where = "more-problems.file" if files == 1 else "more-problems.files"
    hint = word("problem.more-problems.hint")
    more = wrong(where, hint, number=grouped(count), files=grouped(files))
    return Problem(file, line, column, *more, severity, count)


def number_of(problems: Iterable[Problem]) -> int:
    """How many problems there are, with those that are left out."""
    return sum(problem.count for problem in problems)


def short(text: str, longest: int = LONGEST_QUOTE) -> str:
    """A text of a file, short enough to stand within a message, on one line."""
    line = " ".join(text[: 4 * longest].split())
    return line if len(line) <= longest and len(text) <= 4 * longest else f"{line[:longest]}…"
