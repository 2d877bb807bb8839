"""In: the invitations and events of a round; out: where each office stands, and who is to act.

A state is never set: it follows from what happened, so that it cannot say anything else.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from ict_maturity.rounds.events import (
    Accepted,
    Answered,
    Closed,
    Declined,
    Event,
    EventOfOffice,
    Extended,
    OfReceived,
    Published,
    Query,
    Received,
    Refused,
    Released,
    Sent,
    Way,
    Withdrawn,
)
from ict_maturity.rounds.invitations import Invitation

Stage = Literal["invited", "received", "queries_open", "accepted", "released", "published"]
"""How far an office's answer has come: the first gate that it has not passed keeps it."""
Mark = Literal["late", "extended", "declined", "withdrawn", "refused", "not_invited"]
"""What else there is to know."""
Waiting = Literal["secretariat", "office", "nobody"]
"""Who is to do something next."""

STAGES: tuple[Stage, ...] = get_args(Stage)
MARKS: tuple[Mark, ...] = get_args(Mark)
WAITING: tuple[Waiting, ...] = get_args(Waiting)
FOR: Mapping[Stage, Waiting] = {
    "invited": "office",
    "received": "secretariat",
    "queries_open": "office",
    "accepted": "office",
    "released": "secretariat",
    "published": "nobody",
}
"""Who is to act at each stage."""


@dataclass(frozen=True)
class OfficeState:
    """Where one office stands in a round.

    `last_day` is its last day for answers, `sent_on` the day on which it was sent what it answers
    in, and `since` that of the last event; None where they are not known. `way` and `language` are
    None for an office that was not invited.
    """

    office: str
    stage: Stage
    marks: tuple[Mark, ...]
    waiting_for: Waiting
    last_day: date
    way: Way | None
    language: str | None
    sent_on: date | None
    since: date | None


@dataclass(frozen=True)
class RoundDay:
    """A round as it is on a day: its last day for answers, and who has a report in the content."""

    closes: date
    today: date
    reported: Collection[str] = ()


def states(
    invitations: Mapping[str, Invitation], events: Sequence[Event], day: RoundDay
) -> tuple[OfficeState, ...]:
    """The state of each office that was invited or that something happened to, by code."""
    of = by_office(events)
    codes = sorted({*invitations, *of})
    return tuple(state(code, invitations.get(code), of.get(code, ()), day) for code in codes)


def by_office(events: Iterable[Event]) -> Mapping[str, Sequence[EventOfOffice]]:
    """What happened to each office, the oldest first."""
    of: dict[str, list[EventOfOffice]] = {}
    for event in events:
        if not isinstance(event, Closed):
            of.setdefault(event.office, []).append(event)
    return of


def state(
    office: str,
    invitation: Invitation | None,
    events: Sequence[EventOfOffice],
    day: RoundDay,
) -> OfficeState:
    """The state of one office; `events` are its own, the oldest first."""
    valid = since_withdrawal(events)
    came = what_came(valid)
    found = stage_of(came) if came else "published" if office in day.reported else "invited"
    until = last_day(events, day.closes)
    marks = {
        "late": is_late(came, found, until, day.today),
        "extended": until > day.closes,
        "declined": found == "invited" and has_declined(valid),
        "withdrawn": found == "invited" and len(valid) < len(events),
        "refused": found == "invited" and any(isinstance(each, Refused) for each in valid),
        "not_invited": invitation is None,
    }
    done = marks["declined"] or marks["withdrawn"]
    if done:
        marks["late"] = False
    sent = [each.at.date() for each in events if isinstance(each, Sent)]
    return OfficeState(
        office=office,
        stage=found,
        marks=tuple(mark for mark in MARKS if marks[mark]),
        waiting_for="nobody" if done or is_own(came, found) else FOR[found],
        last_day=until,
        way=invitation.way if invitation else None,
        language=invitation.language if invitation else None,
        sent_on=max(sent, default=None),
        since=events[-1].at.date() if events else None,
    )


def since_withdrawal(events: Sequence[EventOfOffice]) -> Sequence[EventOfOffice]:
    """What happened after the office last took everything back."""
    ends = [place for place, each in enumerate(events, 1) if isinstance(each, Withdrawn)]
    return events[ends[-1] :] if ends else events


def what_came(events: Sequence[EventOfOffice]) -> Sequence[OfReceived]:
    """The last answer that was not refused, and what happened to it; nothing when there is none."""
    for place in reversed(range(len(events))):
        came = events[place]
        if isinstance(came, Received):
            after = [
                each
                for each in events[place + 1 :]
                if isinstance(each, OfReceived) and each.sha256 == came.sha256
            ]
            verdicts = [each for each in after if isinstance(each, (Accepted, Refused))]
            if not verdicts or isinstance(verdicts[-1], Accepted):
                return [came, *after]
    return []


def stage_of(came: Sequence[OfReceived]) -> Stage:
    """How far an answer has come, in whatever order its gates were noted."""
    asked = {each.query for each in came if isinstance(each, Query)}
    answered = {each.query for each in came if isinstance(each, Answered)}
    if asked - answered:
        return "queries_open"
    gates: tuple[tuple[type[OfReceived], Stage], ...] = (
        (Accepted, "received"),
        (Released, "accepted"),
        (Published, "released"),
    )
    for gate, before in gates:
        if not any(isinstance(each, gate) for each in came):
            return before
    return "published"


def last_day(events: Sequence[Event], closes: date) -> date:
    """An office's last day for answers: more time that was given once is not taken back."""
    return max([closes, *(each.until for each in events if isinstance(each, Extended))])


def is_late(came: Sequence[OfReceived], found: Stage, until: date, today: date) -> bool:
    """Whether the answer came after the last day, or is missing after it."""
    if not came:
        return found == "invited" and today > until
    return came[0].at.date() > until


def has_declined(events: Sequence[Event]) -> bool:
    """Whether the office said that it does not take part, and was not asked again since."""
    told = [each for each in events if isinstance(each, (Declined, Sent, Extended))]
    return bool(told) and isinstance(told[-1], Declined)


def is_own(came: Sequence[OfReceived], found: Stage) -> bool:
    """Whether the office keeps its answer to itself, so that there is nothing to publish."""
    last = [each.audience for each in came if isinstance(each, Released)][-1:]
    return found == "released" and last == ["own"]


def totals(found: Collection[OfficeState]) -> dict[str, int]:
    """How many offices are at each stage, have each mark and wait for each, by these words.

    `offices` are all of them.
    """
    return dict(counts(found))


def counts(found: Collection[OfficeState]) -> Iterator[tuple[str, int]]:
    """The totals, in the order in which they are told."""
    stages = Counter(each.stage for each in found)
    marks = Counter(mark for each in found for mark in each.marks)
    waiting = Counter(each.waiting_for for each in found)
    yield "offices", len(found)
    yield from ((stage, stages[stage]) for stage in STAGES)
    yield from ((mark, marks[mark]) for mark in MARKS)
    yield from ((f"waiting_for_{whom}", waiting[whom]) for whom in WAITING)
