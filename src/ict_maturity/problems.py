"""In: what is wrong, where and what to do; out: a Problem, a value that is printed once."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """Something wrong in the content: where, what is wrong, what to do.

    `file` is relative to the content root; `line` and `column` count from
    1, 0 means the whole file.
    `code` is the anchor in docs/reference/problems.md.
    """

    file: str
    line: int
    column: int
    code: str
    message: str
    hint: str

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        hint = "\n".join(f"  {line}" for line in self.hint.splitlines())
        return f"{place}  {self.code}\n  {self.message}\n{hint}"


def sorted_once(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Order problems by place and drop repetitions."""
    return tuple(sorted(set(problems)))
