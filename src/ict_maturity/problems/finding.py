"""In: a rule's verdict on one file; out: a Finding, which becomes a Problem once it has a place."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Protocol

from ict_maturity.order import natural_order
from ict_maturity.problems import MOST_OF_A_FILE, Problem, Severity, more_problems, wrong
from ict_maturity.problems.codes import WARNING
from ict_maturity.said import Listed, Phrase, Said, Sayable, listed, word

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
    message: Phrase
    hint: "Phrase | Guess"

    def under(self, *keys: str | int) -> "Finding":
        """The same finding in a file that holds the checked part under these keys."""
        return replace(self, path=(*keys, *self.path))


@dataclass(frozen=True)
class Guess:
    """What was meant, guessed only when somebody reads it: comparing names takes long."""

    name: str
    known: frozenset[str]
    where: str

    def words(self) -> Said:
        """What is close, if anything is, and what there is."""
        names = sorted(self.known, key=natural_order)
        known = some_of(names) or word("problem.none_yet")
        for close in get_close_matches(self.name, names, n=1):
            return word("problem.known.meant", meant=close, where=self.where, known=known)
        return word("problem.known", where=self.where, known=known)


def finding(
    path: KeyPath, id: str, hint: "Phrase | Guess | None" = None, /, **values: Sayable
) -> Finding:
    """What is wrong at a key path, in the words of `wrong`."""
    code, message, own_hint = wrong(id, **values)
    return Finding(path, code, message, hint or own_hint)


def not_found(
    path: KeyPath, id: str, name: str, known: Iterable[str], where: str, /, **values: Sayable
) -> Finding:
    """A link to nothing: the hint guesses what was meant and says what exists, and where."""
    return finding(path, id, Guess(name, frozenset(known), where), **values)


def problems_of(found: Iterable[tuple[str, Finding]], places: Finder) -> Iterator[Problem]:
    """The Problems of all findings; of a file with very many, the first ones and how many more."""
    of_files: dict[str, dict[tuple[int, int, str, str], Finding]] = {}
    for file, each in found:
        place = (*places.at(file, each.path), each.code, repr(each.message))
        of_files.setdefault(file, {})[place] = each
    for file, findings in of_files.items():
        worded = len(findings) if len(findings) <= MOST_OF_A_FILE + 1 else MOST_OF_A_FILE
        in_order = sorted(findings)
        for place in in_order[:worded]:
            (line, column, code, _), each = place, findings[place]
            hint = each.hint.words() if isinstance(each.hint, Guess) else each.hint
            severity: Severity = "warning" if code in WARNING else "error"
            yield Problem(file, line, column, code, each.message, hint, severity)
        if in_order[worded:]:
            line, column, *_ = in_order[worded]
            are_warnings = all(code in WARNING for _, _, code, _ in in_order[worded:])
            severity = "warning" if are_warnings else "error"
            yield more_problems(file, line, column, len(in_order) - worded, severity)


def some_of(names: Iterable[object], limit: int = 12) -> Listed | Said:
    """Names for a sentence, cut off where a reader would stop reading; false when there is none."""
    texts = [str(name) for name in names]
    some = listed(texts[:limit], "commas")
    if len(texts) <= limit:
        return some
    return word("problem.and_more", names=some, number=len(texts) - limit)


def repeated(paths: Iterable[tuple[KeyPath, str]]) -> Iterator[Finding]:
    """Every name that was listed before, at the place where it is listed again."""
    seen = set()
    for path, name in paths:
        if name in seen:
            yield finding(path, "listed-twice", name=name)
        seen.add(name)
