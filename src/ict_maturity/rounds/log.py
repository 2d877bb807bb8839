"""In: events of a round; out: its log, one line an event, each with the digest of the one before.

A line that was changed, moved or taken out from between others is noticed. Whole lines that were
cut off at the end are not: nothing that lies beside them could say so to whoever can cut them off.
"""

import fcntl
import json
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from io import FileIO
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from ict_maturity.data.digest import canonical_json, digest_of
from ict_maturity.problems import RefusedError
from ict_maturity.rounds.events import EVENT, Event
from ict_maturity.rounds.private import PrivateError, settle
from ict_maturity.said import word

NAME = "log.jsonl"
LARGEST_LOG = 1 << 26


class BrokenLogError(RefusedError, OSError):
    """The log is not as it was written; the words name the first line that tells."""


class Found(NamedTuple):
    """What a log says.

    `torn` is the number of bytes of a last line that was never written to its end, as when the disk
    was full; it says nothing and goes with the next event.
    """

    events: tuple[Event, ...]
    torn: int


class Whole(NamedTuple):
    """The whole lines of a log: how many bytes, the last digest, whether its end is missing."""

    events: tuple[Event, ...]
    length: int
    last: str
    unended: bool


@dataclass(frozen=True)
class Log:
    """The log of one round, in the round's private folder."""

    folder: Path
    cycle: str

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self.folder / NAME

    def read(self) -> Found:
        """All events, the oldest first; nothing where there is no log yet.

        Raises BrokenLogError when a line is not as it was written.
        """
        try:
            with self._opened(os.O_RDONLY, fcntl.LOCK_SH) as file:
                content = self._content(file)
        except FileNotFoundError:
            return Found((), 0)
        whole = whole_lines(content, self.cycle, self.path)
        return Found(whole.events, len(content) - whole.length)

    def append(self, events: Sequence[Event]) -> None:
        """Write events after those that are there: all of them, or none when the disk refuses.

        Raises BrokenLogError when a line that is there is not as it was written, OSError when the
        log cannot be written; it is then as it was.
        """
        with self._opened(os.O_RDWR | os.O_CREAT, fcntl.LOCK_EX) as file:
            whole = whole_lines(self._content(file), self.cycle, self.path)
            file.truncate(whole.length)
            file.seek(whole.length)
            lines, before = [], whole.last
            for event in events:
                line, before = spelled(event, before)
                lines.append(line + b"\n")
            try:
                write_all(file, b"\n" * whole.unended + b"".join(lines))
                os.fsync(file.fileno())
            except OSError:
                file.truncate(whole.length)
                raise
        settle(self.folder)

    @contextmanager
    def _opened(self, flags: int, lock: int) -> Iterator[FileIO]:
        flags |= os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
        descriptor = os.open(self.path, flags, 0o600)
        with FileIO(descriptor, "r" if lock == fcntl.LOCK_SH else "r+") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise PrivateError(word("private.no_file", file=str(self.path)))
            fcntl.flock(descriptor, lock)
            yield file

    def _content(self, file: FileIO) -> bytes:
        content = file.read(LARGEST_LOG + 1)
        if len(content) > LARGEST_LOG:
            raise PrivateError(word("private.too_large", file=str(self.path), most=LARGEST_LOG))
        return content


def write_all(file: FileIO, content: bytes) -> None:
    """Write all bytes; raises OSError when the disk takes only some of them."""
    rest = memoryview(content)
    while rest:
        rest = rest[file.write(rest) :]


def spelled(event: Event, before: str) -> tuple[bytes, str]:
    """The line of an event, without its end, and its digest; `before` is that of the line before.

    The digest is that of the event with `before`, in canonical JSON (RFC 8785).
    """
    data = {**event.model_dump(mode="json", exclude_none=True), "before": before}
    digest = digest_of(data)
    return canonical_json({**data, "digest": digest}), digest


def whole_lines(content: bytes, cycle: str, file: Path) -> Whole:
    """The lines that were written to their end, the last one perhaps without the sign of its end.

    Raises BrokenLogError for any other line that is not as it was written.
    """
    events: list[Event] = []
    length, before = 0, sha256(cycle.encode()).hexdigest()
    *lines, last = content.split(b"\n")
    for number, line in enumerate(lines, 1):
        read = as_written(line, before)
        if read is None:
            raise BrokenLogError(word("private.broken", file=str(file), line=number))
        events.append(read[0])
        before = read[1]
        length += len(line) + 1
    read = as_written(last, before)
    if read is None:
        return Whole(tuple(events), length, before, unended=False)
    return Whole((*events, read[0]), len(content), read[1], unended=True)


def as_written(line: bytes, before: str) -> tuple[Event, str] | None:
    """The event of a line and its digest, None unless the line is to the byte as it is written."""
    try:
        data = json.loads(line)
        event = EVENT.validate_python(
            {name: value for name, value in data.items() if name not in {"before", "digest"}}
        )
    except (ValueError, ValidationError, AttributeError, RecursionError):
        return None
    right, digest = spelled(event, before)
    return (event, digest) if right == line else None
