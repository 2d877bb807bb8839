"""In: a report with its history; out: what its corrections changed, and what was rewritten."""

from collections.abc import Iterator
from dataclasses import dataclass

from ict_maturity.compare.difference import FieldChange, FieldPath, differences
from ict_maturity.data.rewound import (
    NOT_ASSESSED,
    NOTHING,
    WHOLE,
    earlier_reports,
    rewound,
    without_gaps,
)
from ict_maturity.model import Assessment, HistoryEntry, Was


@dataclass(frozen=True)
class Correction:
    """One correction of a report: the entry that tells of it, and the report before and after.

    `number` is the entry's place in the history, from 1.
    """

    number: int
    entry: HistoryEntry
    before: Assessment
    after: Assessment

    @property
    def changes(self) -> tuple[FieldChange, ...]:
        """Each field that says something else because of it."""
        return told(self.before, self.after)


def replaced(before: Assessment, now: Assessment) -> Was | None:
    """What of a report says something else now, as it stood before; None when nothing does."""
    old, new = without_gaps(before), without_gaps(now)
    fields: dict[str, object] = {
        name: getattr(old, name) for name in WHOLE if getattr(old, name) != getattr(new, name)
    }
    if old.notes != new.notes:
        fields["notes"] = old.notes or NOTHING
    answers = {
        id: old.answers.get(id, NOT_ASSESSED)
        for id in {**old.answers, **new.answers}
        if old.answers.get(id) != new.answers.get(id)
    }
    if answers:
        fields["answers"] = answers
    return Was.model_validate(fields) if fields else None


def corrected(before: Assessment, now: Assessment, why: str) -> Assessment:
    """What is reported now, whose history goes on from the one before and says what it replaced.

    `now` has one entry of its own. The report before is given back when nothing differs but who
    may see it.
    """
    was = replaced(before, now)
    if was is None:
        return before.model_copy(update={"audience": now.audience})
    entry = now.history[-1].model_copy(update={"why": why, "was": was})
    return now.model_copy(update={"history": (*before.history, entry)})


def earlier_digests(report: Assessment) -> frozenset[str]:
    """The digests of the report as it is and as it was after each entry of its history."""
    return frozenset(earlier_reports(report))


def rewritten(before: Assessment, after: Assessment) -> tuple[FieldChange, ...]:
    """What differs from a report before although no entry of the history says so."""
    seen = rewound(after, len(before.history))
    return differences(without_gaps(before), without_gaps(seen))


def corrections(report: Assessment) -> Iterator[Correction]:
    """Every correction of a report, the oldest first."""
    for number, entry in enumerate(report.history):
        if entry.was is not None:
            states = (without_gaps(rewound(report, number + i)) for i in (0, 1))
            yield Correction(number + 1, entry, *states)


def told(before: Assessment, after: Assessment) -> tuple[FieldChange, ...]:
    """What differs between two states of a report, apart from its history."""
    changes = differences(without_gaps(before), without_gaps(after))
    return tuple(change for change in changes if not is_history(change.path))


def is_history(path: FieldPath) -> bool:
    """Whether a field belongs to the history."""
    return path[0] == "history"
