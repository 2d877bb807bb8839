"""In: what came from an office in a round; out: it is kept, and the log says what became of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from ict_maturity.load.private import OFFICES
from ict_maturity.model import Audience
from ict_maturity.problems import Problem
from ict_maturity.rounds.events import (
    Accepted,
    Closed,
    Declined,
    Event,
    EventOfOffice,
    Extended,
    Published,
    Query,
    Received,
    Refused,
    Released,
    Sent,
    Withdrawn,
)
from ict_maturity.rounds.invitations import Invitation, invitations_in
from ict_maturity.rounds.log import Log
from ict_maturity.rounds.private import PrivateFolder, locked, make, write_whole
from ict_maturity.rounds.received import ReceivedFiles
from ict_maturity.rounds.state import by_office, since_withdrawal, what_came


@dataclass(frozen=True)
class Ledger:
    """The private side of one round: invitations, what was received, and the log.

    `by` is the role of whoever works with it. Its functions raise OSError when the disk refuses or
    a file there is not as it was written.
    """

    private: PrivateFolder
    cycle: str
    by: str

    @property
    def folder(self) -> Path:
        """The private folder of the round."""
        return self.private.round(self.cycle)

    @property
    def log(self) -> Log:
        """The log of the round."""
        return Log(self.folder, self.cycle)

    def invitations(self) -> tuple[Mapping[str, Invitation], tuple[Problem, ...]]:
        """Who was invited, by office, and what is wrong with the file that says so."""
        return invitations_in(self.folder)

    def sent(self, offices: Iterable[str], at: datetime) -> None:
        """Note that offices were sent what they answer in."""
        self.log.append([Sent(office=office, at=at, by=self.by) for office in offices])

    def extend(self, office: str, until: date, reason: str, at: datetime) -> None:
        """Note that an office has more time, and why."""
        self._note(Extended(office=office, at=at, by=self.by, until=until, reason=reason))

    def decline(self, office: str, reason: str, at: datetime) -> None:
        """Note that an office does not take part, and why."""
        self._note(Declined(office=office, at=at, by=self.by, reason=reason))

    def happened(self) -> Mapping[str, Sequence[EventOfOffice]]:
        """What happened to each office, the oldest first."""
        return by_office(self.log.read().events)

    def refuse_last(self, office: str, reason: str, at: datetime) -> bool:
        """Note that what waits of an office is not taken in; whether anything did."""
        came = what_came(since_withdrawal(self.happened().get(office, ())))
        waits = bool(came) and not any(isinstance(each, Accepted) for each in came)
        if waits:
            self.refuse(office, came[0].sha256, reason, at)
        return waits

    def close(self, digest: str, shown: Iterable[str], at: datetime) -> None:
        """Note that the round is closed, with what is counted from then on.

        `digest` is that of the file beside the round's, `shown` are the offices whose released
        answers stand where those see them who may.
        """
        events: list[Event] = []
        happened = self.happened()
        for office in shown:
            came = what_came(since_withdrawal(happened.get(office, ())))
            events += [
                Published(office=office, at=at, by=self.by, sha256=each.sha256) for each in came[:1]
            ]
        self._note(*events, Closed(at=at, by=self.by, sha256=digest))

    def receive(self, office: str, contents: Sequence[bytes], at: datetime) -> str:
        """Keep what came and note it, once; the SHA-256 of the first file, by which it is known.

        Further files are parts of the same answer.
        """
        digest, *others = map(ReceivedFiles(self.folder).keep, contents)
        parts = tuple(others) or None
        of_office = self.happened().get(office, ())
        came = [event for event in of_office if isinstance(event, Received)]
        if not came or (came[-1].sha256, came[-1].parts) != (digest, parts):
            before = came[-1].sha256 if came else None
            about = {"office": office, "at": at, "by": office, "sha256": digest}
            self._note(Received(**about, replaces=before, parts=parts))
        return digest

    def refuse(self, office: str, digest: str, reason: str, at: datetime) -> None:
        """Note that what came cannot be taken in, and why."""
        self._note(Refused(office=office, at=at, by=self.by, sha256=digest, reason=reason))

    def ask(self, office: str, digest: str, queries: Mapping[str, str], at: datetime) -> None:
        """Note what the office is asked about what came: the place of each question, and it."""
        about = {"office": office, "at": at, "by": self.by, "sha256": digest}
        self._note(*(Query(**about, query=query, text=text) for query, text in queries.items()))

    def accept(
        self, office: str, digest: str, audience: Audience, at: datetime, published: bool
    ) -> None:
        """Note that what came was taken in, who may see it, and that those may."""
        about = {"office": office, "at": at, "sha256": digest}
        events: list[Event] = [
            Accepted(**about, by=self.by),
            Released(**about, by=office, audience=audience),
        ]
        self._note(*events, *([Published(**about, by=self.by)] if published else []))

    def _note(self, *events: Event) -> None:
        self.log.append(events)

    def keep_report(self, office: str, text: str) -> Path:
        """Write the report of an office that nobody else may see."""
        top = self.private.path / OFFICES
        folder = top / office
        for each in (top, folder):
            make(each)
        path = folder / f"{self.cycle}.yaml"
        with locked(folder):
            write_whole(path, text.encode())
        return path

    def withdraw(self, office: str, reason: str, at: datetime) -> int:
        """Erase what came from an office and its report here, and note it; how many files it was.

        What came once may have come from others as well: their copy stays.
        """
        events = self.log.read().events
        came = [
            (event.office, digest)
            for event in events
            if isinstance(event, Received)
            for digest in (event.sha256, *(event.parts or ()))
        ]
        kept = {digest for whose, digest in came if whose != office}
        digests = {digest for whose, digest in came if whose == office} - kept
        received = ReceivedFiles(self.folder)
        for digest in sorted(digests):
            received.withdraw(digest)
        (self.private.path / OFFICES / office / f"{self.cycle}.yaml").unlink(missing_ok=True)
        self._note(Withdrawn(office=office, at=at, by=self.by, reason=reason))
        return len(digests)
