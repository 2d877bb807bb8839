"""In: content before and after; out: what became of offices and of what they had submitted."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ict_maturity.compare.difference import FieldChange
from ict_maturity.compare.history import rewritten, told
from ict_maturity.data.rewound import rewound
from ict_maturity.model import PUBLISHED, Assessment, AssessmentKey, Content, HistoryEntry, Office

WhatOfReport = Literal["came", "corrected", "rewritten", "gone"]
WhatOfOffice = Literal["came", "went", "renamed", "continued", "shown", "withdrew"]


@dataclass(frozen=True)
class ReportChange:
    """What became of a submitted report.

    `corrected`: new entries of the history tell of every change; `rewritten`: they do not, and
    `fields` are those that differ in spite of them. `entries` are the new ones.
    """

    key: AssessmentKey
    what: WhatOfReport
    fields: tuple[FieldChange, ...] = ()
    entries: tuple[HistoryEntry, ...] = ()


@dataclass(frozen=True)
class OfficeChange:
    """What became of an office that is or was shown by name.

    `came` and `shown` are new by name, `shown` was here without one; for `renamed` there are both
    names, for `continued` the code and name of the office that goes on as this one.
    """

    office: str
    name: str
    fictional: bool
    what: WhatOfOffice
    before: str | None = None


def shown_or_counted(content: Content) -> Iterator[tuple[str, Office]]:
    """The offices whose answers are published by name or in totals."""
    return (item for item in content.offices.items() if item[0] in content.published)


def report_changes(before: Content, after: Content) -> Iterator[ReportChange]:
    """What became of each submitted report, and which ones came, in the order of their keys.

    What an office has for itself is its own: reports of which nothing is published are passed
    over, and so are those of which nothing is published now.
    """
    for key in sorted({**before.assessments, **after.assessments}):
        old, new = before.assessments.get(key), after.assessments.get(key)
        known = new.audience in PUBLISHED if new else key.office in after.published
        if key.office not in after.offices or not known:
            continue
        if old and old.status == "submitted" and old.audience in PUBLISHED:
            yield from became(key, old, new, is_file(key, after))
        elif new and new.status == "submitted" and (old or not is_file(key, before)):
            yield ReportChange(key, "came")


def named_report_changes(before: Content, after: Content) -> Iterator[ReportChange]:
    """Those of reports that are shown by name on both sides, or came with their name."""
    for change in report_changes(before, after):
        old, new = before.assessments.get(change.key), after.assessments.get(change.key)
        came = change.what == "came" and new is not None
        if all(each.audience == "public" for each in ((new,) if came else (old, new)) if each):
            yield change


def is_file(key: AssessmentKey, content: Content) -> bool:
    """Whether there is a file of a report, readable or not."""
    return ("assessment", "/".join(key)) in content.files


def became(
    key: AssessmentKey, old: Assessment, new: Assessment | None, is_there: bool
) -> Iterator[ReportChange]:
    """What became of one submitted report; one that cannot be read is passed over."""
    if new is None and is_there:
        return
    if new is None or new.status != "submitted":
        yield ReportChange(key, "gone")
        return
    silent = rewritten(old, new)
    entries = new.history[len(old.history) :]
    if silent:
        yield ReportChange(key, "rewritten", silent, entries)
    elif entries:
        known = rewound(new, len(old.history))
        yield ReportChange(key, "corrected", told(known, new), entries)


def office_changes(before: Content, after: Content) -> Iterator[OfficeChange]:
    """What became of the offices that are shown by name now, or were and are gone."""
    for code, office in sorted(after.offices.items()):
        if code not in after.named:
            continue
        was = before.offices.get(code)
        if was is None and ("office", code) in before.files:
            continue
        yield from changes_of(was, office, code in before.named)
        known = {each.code for each in was.succeeds} if was else set()
        for each in office.succeeds:
            other = after.offices.get(each.code)
            if each.code not in known and other and other.code in after.named:
                yield changed(office, "continued", f"{each.code} {other.name}")
    for code, office in sorted(before.offices.items()):
        if code in before.named and ("office", code) not in after.files:
            yield changed(office, "withdrew" if after.withdrawals.of(code) else "went")


def changes_of(was: Office | None, office: Office, was_named: bool) -> Iterator[OfficeChange]:
    """What is new about an office that is shown by name."""
    if was is None:
        yield changed(office, "came")
    elif not was_named:
        yield changed(office, "shown")
    elif was.name != office.name:
        yield changed(office, "renamed", was.name)


def changed(office: Office, what: WhatOfOffice, before: str | None = None) -> OfficeChange:
    """One such change."""
    return OfficeChange(office.code, office.name, office.fictional, what, before)


def some_hidden(before: Content, after: Content) -> bool:
    """Whether an office or a report was shown by name and is not any more; which is not told."""
    offices = before.named & after.offices.keys() - after.named
    reports = before.assessments.keys() & after.assessments.keys()
    return bool(offices) or any(
        before.shows(key) and after.assessments[key].audience != "public" for key in reports
    )
