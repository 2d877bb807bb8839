"""In: a rule's verdict on one file; out: a Finding, which becomes a Problem once it has a place."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Protocol

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
    hint: str

    def under(self, *keys: str | int) -> "Finding":
        """The same finding in a file that holds the checked part under these keys."""
        return replace(self, path=(*keys, *self.path))


def not_found(
    path: KeyPath, code: str, message: str, name: str, known: Iterable[str], where: str
) -> Finding:
    """A link to nothing: the hint guesses what was meant and says what exists, and where."""
    names = sorted(known)
    close = get_close_matches(name, names, n=1)
    meant = f"Did you mean {close[0]}? " if close else ""
    return Finding(path, code, message, f"{meant}Known in {where}: {listed(names) or 'none yet'}.")


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
