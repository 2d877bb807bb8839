"""In: content and results of a round; out: the round as it is closed, and content as it was then.

What was counted in a closed round stays as it was: later corrections are undone, what came later is
left out, and the rounded tables are those that were written down (docs/method.md, section 8).
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from ict_maturity.aggregate.cycle import to_keep
from ict_maturity.aggregate.results import CycleResults, Distribution
from ict_maturity.data.digest import digest_of
from ict_maturity.data.rewound import earlier_reports, report_digest
from ict_maturity.data.written import written
from ict_maturity.model import (
    Assessment,
    AssessmentKey,
    ClosedRound,
    Closing,
    Content,
    FrozenChange,
    FrozenGroup,
    FrozenLevels,
    KeptRound,
)
from ict_maturity.said import units

PLACES = 4


def as_closed(content: Content) -> Content:
    """The content with the reports of closed rounds as they were counted when these were closed.

    It is the same object where nothing differs.
    """
    found: dict[AssessmentKey, Assessment] = {}
    for key, report in content.assessments.items():
        then = as_counted(content, key, report)
        if then:
            found[key] = then
    same = all(found.get(key) is report for key, report in content.assessments.items())
    return content if same else replace(content, assessments=found)


def as_counted(content: Content, key: AssessmentKey, report: Assessment) -> Assessment | None:
    """A report as it was counted in its round, None when it came after that was closed.

    One that was rewritten since is given as it is: `check` tells of it.
    """
    closed = content.closed.get(key.cycle)
    if closed is None or not is_shown(content, key):
        return report
    digest = closed.reports.get(key.office)
    if digest is None:
        return None
    if digest == report_digest(report):
        return report
    return earlier_reports(report).get(digest, report)


def is_shown(content: Content, key: AssessmentKey) -> bool:
    """Whether a report is handed in and shown to everybody by name."""
    report = content.assessments[key]
    known = key.office in content.offices
    return known and report.status == "submitted" and report.audience == "public"


def closed_round(
    content: Content,
    results: CycleResults,
    history: Sequence[Closing],
    rounded: KeptRound | None = None,
) -> ClosedRound:
    """A round with these results as it is closed; `content` is what they were computed from.

    `rounded` are the rounded tables of a round that was closed before: two roundings of the same
    offices would tell more than each alone.
    """
    shown = {
        key.office: report_digest(report)
        for key, report in sorted(content.assessments.items())
        if key.cycle == results.cycle and is_shown(content, key)
    }
    frozen = ClosedRound(
        id=results.cycle,
        history=tuple(history),
        asked=results.asked,
        reports=shown,
        recommendations={id: levels(each) for id, each in results.recommendations.items()},
        kpis={id: levels(each) for id, each in results.kpis.items()},
        breakdowns={
            field: {
                each.value: FrozenGroup(asked=each.asked, reporting=each.reporting)
                for each in groups
            }
            for field, groups in results.breakdowns.items()
        },
        responses={
            question: {each.option: each.offices for each in options}
            for question, options in results.responses.items()
        },
        compared_with=results.compared_with,
        changes={
            id: FrozenChange(
                offices=each.offices,
                rose=each.rose,
                stayed=each.stayed,
                fell=each.fell,
                mean=number(each.mean),
            )
            for id, each in results.changes.items()
        },
        all_offices=rounded or to_keep(results.all_offices),
        digest=NO_DIGEST,
    )
    return frozen.model_copy(update={"digest": digest_of_closed(frozen)})


NO_DIGEST = "0" * 64
"""Holds the place of a digest until it is known."""


def digest_of_closed(closed: ClosedRound) -> str:
    """The digest of all that a closed round says but its own digest."""
    return digest_of({name: each for name, each in written(closed).items() if name != "digest"})


def levels(found: Distribution) -> FrozenLevels:
    """One row as it is written down."""
    return FrozenLevels(
        offices=found.offices,
        levels=found.levels,
        between=found.between,
        below=found.below,
        median_shown=number_if_any(found.median_shown),
        median_possible=number_if_any(found.median_possible),
        mean_score=number_if_any(found.mean_score),
    )


def number_if_any(value: Fraction | None) -> Decimal | None:
    """A number as it is written down, None where there is none."""
    return None if value is None else number(value)


def number(value: Fraction) -> Decimal:
    """A number as it is published: four decimals, ties away from zero."""
    return Decimal(units(value, PLACES)).scaleb(-PLACES)
