"""In: a rule's verdict on one file; out: a Finding, which becomes a Problem once it has a place."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Protocol

from ict_maturity.problems import MOST_OF_A_FILE, Problem, Severity, more_problems
from ict_maturity.problems.codes import WARNING

KeyPath = tuple[str | int, ...]


class Finder(Protocol):
    """What knows the line and column of a key path in a file."""

    def at(self, file: str, path: KeyPath) -> tuple[int, int]:
        """Line and column, from 1; (0, 0) when they cannot be told."""


@dataclass(frozen=True)
class Finding:
    """What is wrong at a key path of a file: a Problem without its file, line and column."""

    path: KeyPath
    code: str
    message: str
    hint: "str | Guess"

    def under(self, *keys: str | int) -> "Finding":
        """The same finding in a file that holds the checked part under these keys."""
        return replace(self, path=(*keys, *self.path))


@dataclass(frozen=True)
class Guess:
    """What was meant, guessed only when somebody reads it: comparing names takes long."""

    name: str
    known: frozenset[str]
    where: str

    def __str__(self) -> str:
        names = sorted(self.known)
        close = get_close_matches(self.name, names, n=1)
        meant = f"Did you mean {close[0]}? " if close else ""
        return f"{meant}Known in {self.where}: {listed(names) or 'none yet'}."


def problems_of(found: Iterable[tuple[str, Finding]], places: Finder) -> Iterator[Problem]:
    """The Problems of all findings; of a file with very many, the first ones and how many more."""
    of_files: dict[str, dict[tuple[int, int, str, str], Finding]] = {}
    for file, each in found:
        place = (*places.at(file, each.path), each.code, each.message)
        of_files.setdefault(file, {})[place] = each
    for file, findings in of_files.items():
        worded = len(findings) if len(findings) <= MOST_OF_A_FILE + 1 else MOST_OF_A_FILE
        in_order = sorted(findings)
        for place in in_order[:worded]:
            severity: Severity = "warning" if place[2] in WARNING else "error"
            yield Problem(file, *place, str(findings[place].hint), severity)
        if in_order[worded:]:
            line, column, *_ = in_order[worded]
            are_warnings = all(code in WARNING for _, _, code, _ in in_order[worded:])
            severity = "warning" if are_warnings else "error"
            yield more_problems(file, line, column, len(in_order) - worded, severity)


def not_found(
    path: KeyPath, code: str, message: str, name: str, known: Iterable[str], where: str
) -> Finding:
    """A link to nothing: the hint guesses what was meant and says what exists, and where."""
    return Finding(path, code, message, Guess(name, frozenset(known), where))


def listed(names: Iterable[object], limit: int = 12) -> str:
    """Names for a sentence, cut off where a reader would stop reading."""
    texts = [str(name) for name in names]
    more = f" and {len(texts) - limit} more" if len(texts) > limit else ""
    return ", ".join(texts[:limit]) + more


def repeated(paths: Iterable[tuple[KeyPath, str]]) -> Iterator[Finding]:
    """Every name that was listed before, at the place where it is listed again."""
    seen = set()
    for path, name in paths:
        if name in seen:
            yield Finding(
                path,
                "listed-twice",
                f'"{name}" is listed here for the second time.',
                "Remove one of the two, or give this one a name of its own.",
            )
        seen.add(name)
