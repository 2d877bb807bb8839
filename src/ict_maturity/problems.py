"""In: what is wrong, where and what to do; out: a Problem, a value that is printed once."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


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
