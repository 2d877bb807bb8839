"""In: content before and after a change; out: what changed, and its Impact on every office."""

from ict_maturity.compare.difference import differences
from ict_maturity.compare.items import answered_again, item_changes
from ict_maturity.compare.moves import level_counts, level_moves
from ict_maturity.compare.offices import named_report_changes, office_changes, some_hidden
from ict_maturity.compare.report import Impact, Side
from ict_maturity.compare.results import results_of

__all__ = ["Impact", "Side", "impact"]


EDITION_FIELDS = frozenset({"edition", "edition_date"})
"""Fields that every edition changes; the head of the report says them."""


def impact(before: Side, after: Side) -> Impact:
    """What changed, which offices move, and what they have to answer again.

    Levels are those of each office's newest submitted report.
    """
    old, new = before.content, after.content
    results = tuple(results_of(before, after))
    ids = tuple(new.recommendations)
    levels = tuple(
        each
        for each in level_counts(results, ids, apart_from_offices(after))
        if each.before != each.after
    )
    return Impact(
        before=before,
        after=after,
        framework=tuple(
            change
            for change in differences(old.framework, new.framework)
            if change.path[0] not in EDITION_FIELDS
        ),
        items=tuple(item_changes(old, new)),
        offices=len(results),
        moves=tuple(level_moves(results, ids)),
        levels=levels,
        again=tuple(answered_again(old, new, results)),
        office_changes=tuple(office_changes(old, new)),
        some_hidden=some_hidden(old, new),
        reports=tuple(named_report_changes(old, new)),
    )


def apart_from_offices(side: Side) -> frozenset[str]:
    """Offices that are addressees of their own and answer other KPIs."""
    addressees = side.content.framework.addressees
    return frozenset(each.office for each in addressees if each.office)
