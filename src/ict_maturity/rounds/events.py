"""In: what happened in a round; out: an Event, of one of the kinds that a round knows."""

from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, TypeAdapter

from ict_maturity.facts.values import Day, Digest, Line, Model, OfficeCode, Text
from ict_maturity.model import Audience

Way = Literal["workbook", "git"]
"""How an office answers: in the workbook that it is sent, or in its own file of the repository."""


def in_utc(moment: datetime) -> datetime:
    """The moment to the second; raises ValueError when it does not say its time zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(UTC).replace(microsecond=0)


Moment = Annotated[datetime, AfterValidator(in_utc)]
"""Day and time in UTC, to the second."""


class Happened(Model):
    """What every event says."""

    at: Moment
    """When."""
    by: Line
    """The role that did it, such as secretariat or office, never a person's name."""


class Closed(Happened):
    """The round was closed; what comes later is late."""

    kind: Literal["closed"] = "closed"
    sha256: Digest
    """The digest of the round as it was closed, in its file beside the round's."""


class OfOffice(Happened):
    """What every event about an office says."""

    office: OfficeCode
    """Whose answer it is about."""


class OfReceived(OfOffice):
    """What every event about something received says."""

    sha256: Digest
    """The SHA-256 of the bytes as they came."""


class Invited(OfOffice):
    """The office was asked to take part."""

    kind: Literal["invited"] = "invited"
    way: Way
    """How it answers."""


class Sent(OfOffice):
    """The office was sent what it answers in, and takes part even if it had declined."""

    kind: Literal["sent"] = "sent"


class Received(OfReceived):
    """Something came from the office."""

    kind: Literal["received"] = "received"
    replaces: Digest | None = None
    """What it takes the place of, when the office corrects what it sent before."""
    parts: tuple[Digest, ...] | None = None
    """What else belongs to it, when departments sent a part each: the other files, and the one in
    which it was decided what counts where they differ."""


class Refused(OfReceived):
    """What came cannot be taken in."""

    kind: Literal["refused"] = "refused"
    reason: Text
    """Why, as the office was told."""


class Query(OfReceived):
    """A value is possible but odd: the office is asked about it."""

    kind: Literal["query"] = "query"
    query: Line
    """What it is about; one name, by which it is answered."""
    text: Text
    """The question as asked."""


class Answered(OfReceived):
    """The office answered a query."""

    kind: Literal["answered"] = "answered"
    query: Line
    """Which one."""
    text: Text
    """What it said."""


class Accepted(OfReceived):
    """What came has no problems, and its queries are answered."""

    kind: Literal["accepted"] = "accepted"


class Released(OfReceived):
    """The office said who may see it."""

    kind: Literal["released"] = "released"
    audience: Audience
    """Who may."""


class Published(OfReceived):
    """It stands where those see it who may."""

    kind: Literal["published"] = "published"


class Extended(OfOffice):
    """The office has more time, and takes part even if it had declined."""

    kind: Literal["extended"] = "extended"
    until: Day
    """Its last day."""
    reason: Text
    """Why."""


class Declined(OfOffice):
    """The office does not take part."""

    kind: Literal["declined"] = "declined"
    reason: Text
    """Why, as far as it said."""


class Withdrawn(OfOffice):
    """The office took back all that it had sent by then; the bytes are erased."""

    kind: Literal["withdrawn"] = "withdrawn"
    reason: Text
    """Why, as far as it said."""


EventOfOffice = (
    Invited
    | Sent
    | Received
    | Refused
    | Query
    | Answered
    | Accepted
    | Released
    | Published
    | Extended
    | Declined
    | Withdrawn
)
Event = EventOfOffice | Closed
EVENT: TypeAdapter[Event] = TypeAdapter(Annotated[Event, Field(discriminator="kind")])
"""Reads an event from plain data."""
