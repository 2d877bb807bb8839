"""In: nothing; out: the types of a Report, what a verification found."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Final

from ict_maturity.said import Phrase


class Nothing(Enum):
    """What stands where one side has no value at all, which is not the same as null."""

    NOTHING = "nothing"


NOTHING: Final = Nothing.NOTHING


@dataclass(frozen=True)
class Difference:
    """A published value that is not what comes out when it is computed again.

    `path` leads to the value within the file, empty for the whole file.
    """

    kind: str
    file: str
    path: str
    published: object
    recomputed: object


@dataclass(frozen=True)
class NotRecomputable:
    """A published figure that public data do not suffice for, and why."""

    file: str
    path: str
    reason: Phrase


@dataclass(frozen=True)
class Unreadable:
    """A published file that cannot be read or that holds what was never published."""

    file: str
    message: Phrase
    hint: Phrase


def in_order(unreadable: Iterable[Unreadable]) -> tuple[Unreadable, ...]:
    """Each once, by file, then by the words and their values, whatever the language."""
    return tuple(
        sorted(dict.fromkeys(unreadable), key=lambda each: (each.file, repr(each.message)))
    )


@dataclass(frozen=True)
class Verified:
    """How many things of one kind were computed again, and how many of their values differ."""

    kind: str
    count: int
    differences: int


@dataclass(frozen=True)
class Report:
    """What a verification found.

    Without an edition nothing could be computed again, and `unreadable` says why. `unknown_files`
    are those that this version does not publish, so that it says nothing about them.
    """

    edition: str = ""
    edition_status: str = ""
    engine_version: str = ""
    framework_digest: str = ""
    verified: tuple[Verified, ...] = ()
    differences: tuple[Difference, ...] = ()
    not_recomputable: tuple[NotRecomputable, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
    unknown_files: tuple[str, ...] = ()
