"""In: content and what is withdrawn; out: what is deleted, withdrawals.yaml, what content is then.

Rounded tables of the rounds concerned are kept as they were: docs/method.md, section 8.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import yaml

from ict_maturity.aggregate import publish
from ict_maturity.aggregate.closed import as_closed, digest_of_closed
from ict_maturity.aggregate.cycle import to_keep
from ict_maturity.data.outputs import Output
from ict_maturity.edition.closing import closed_now, closed_output
from ict_maturity.model import (
    AssessmentKey,
    ClosedRound,
    Closing,
    Content,
    KeptRound,
    Withdrawal,
    Withdrawals,
)
from ict_maturity.score import score_all

FILE = "withdrawals.yaml"
OPENING = """\
# yaml-language-server: $schema=schemas/withdrawals.schema.json
# Who took back what it had reported. `ict-maturity withdraw` writes this file; entries stay.
"""


@dataclass(frozen=True)
class TakenOut:
    """What a withdrawal does to a content folder.

    `files` are to be deleted, relative to the root; `written` are the new withdrawals.yaml and the
    closed rounds without what is withdrawn; `content` is what is there afterwards.
    """

    files: tuple[str, ...]
    written: tuple[Output, ...]
    content: Content


def taken_out(content: Content, entries: Iterable[Withdrawal]) -> TakenOut:
    """Take everything out that the entries withdraw, of what is there, and add them to the list."""
    entries = tuple(entries)
    listed = Withdrawals(withdrawals=entries)
    reports = {key for key in content.assessments if listed.of(*key)}
    offices = {each.office for each in listed.offices}
    files = {
        place: file
        for place, file in content.files.items()
        if (place[0] == "office" and place[1] in offices)
        or (place[0] == "assessment" and listed.of(*place[1].split("/")))
    }
    after = Withdrawals(
        withdrawals=(*content.withdrawals.withdrawals, *entries),
        rounded={**kept_rounds(content, reports), **content.withdrawals.rounded},
    )
    left = replace(
        content,
        withdrawals=after,
        offices={code: each for code, each in content.offices.items() if code not in offices},
        assessments={key: each for key, each in content.assessments.items() if key not in reports},
        files={
            **{place: file for place, file in content.files.items() if place not in files},
            ("withdrawals", "withdrawals"): FILE,
        },
    )
    closed = {
        key.cycle: closed_without(content, left, key.cycle, entries[-1])
        for key in sorted(reports)
        if key.cycle in content.closed and key.office in content.closed[key.cycle].reports
    }
    return TakenOut(
        tuple(sorted(files.values())),
        (Output.of_text(FILE, text_of(after)), *map(closed_output, closed.values())),
        replace(left, closed={**content.closed, **closed}),
    )


def closed_without(content: Content, left: Content, cycle: str, entry: Withdrawal) -> ClosedRound:
    """A closed round without what is withdrawn; its rounded tables stay."""
    closing = Closing(date=entry.date, by=entry.office, withdrawn=entry.office)
    found = closed_now(as_closed(left), cycle, closing)
    return found or emptied(content.closed[cycle], closing)


def emptied(before: ClosedRound, entry: Closing) -> ClosedRound:
    """A closed round of which no report that is shown by name is left."""
    left = ClosedRound(
        id=before.id,
        history=(*before.history, entry),
        asked=before.asked,
        all_offices=before.all_offices,
        digest=before.digest,
    )
    return left.model_copy(update={"digest": digest_of_closed(left)})


def kept_rounds(content: Content, reports: Iterable[AssessmentKey]) -> Mapping[str, KeptRound]:
    """The rounded tables of the rounds of these reports, where there are any."""
    results = publish(content, score_all(content)).results
    cycles = sorted({key.cycle for key in reports})
    return {
        id: to_keep(results[id].all_offices)
        for id in cycles
        if id in results and results[id].all_offices.shown
    }


def text_of(withdrawals: Withdrawals) -> str:
    """The list as its file."""
    data = withdrawals.model_dump(exclude_defaults=True)
    return OPENING + yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=100)
