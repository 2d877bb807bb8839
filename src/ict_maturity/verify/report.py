"""In: nothing; out: the types of a Report, what a verification found."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Final, Literal

from ict_maturity import __version__
from ict_maturity.said import Phrase

How = Literal["changed", "missing", "unlisted", "unreadable"]
Verdict = Literal["differs", "unreadable", "unverified", "consistent", "proven"]
Unverified = Literal["figures", "files", "engine", "manifest"]


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


@dataclass(frozen=True)
class Changed:
    """A file of the site that is not as the manifest lists it, and how; it lies below the site."""

    file: str
    how: How


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

    `anchor` is the digest that was named as published, `manifest` the one of the manifest that is
    there; both are empty where there is none. `changed` are the files that are not as the manifest
    lists them, and `elsewhere` says how many it lists outside of the folder that was looked at.
    Without an edition nothing could be computed again, and `unreadable` says why. `unknown_files`
    are those that this version does not publish, so that it says nothing about them.
    """

    edition: str = ""
    edition_status: str = ""
    engine_version: str = ""
    framework_digest: str = ""
    anchor: str = ""
    manifest: str = ""
    changed: tuple[Changed, ...] = ()
    elsewhere: int = 0
    verified: tuple[Verified, ...] = ()
    differences: tuple[Difference, ...] = ()
    not_recomputable: tuple[NotRecomputable, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
    unknown_files: tuple[str, ...] = ()

    @property
    def unverified(self) -> dict[Unverified, int]:
        """How many things of which kind could neither be found right nor wrong."""
        found: dict[Unverified, int] = {
            "figures": len(self.not_recomputable),
            "files": len(self.unknown_files),
            "engine": int(self.engine_version != __version__),
            "manifest": int(not self.manifest),
        }
        return {kind: number for kind, number in found.items() if number}

    @property
    def verdict(self) -> Verdict:
        """What it comes to; only an anchor proves that it is what was published."""
        if self.differences or self.changed or self.anchor not in ("", self.manifest):
            return "differs"
        if self.unreadable:
            return "unreadable"
        if self.unverified:
            return "unverified"
        return "proven" if self.anchor else "consistent"
