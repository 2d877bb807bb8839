"""In: an earlier fact, what was changed, and the days; out: whether a KPI was held or improved.

The limits are those of docs/method.md, section 3. Where a day is not known, as in cases without a
reference date, no limit can be missed.
"""

from collections.abc import Callable, Iterator
from datetime import date

from ict_maturity.facts.answer import Answer, Before, Improvement
from ict_maturity.facts.values import whole_months
from ict_maturity.problems.finding import Finding, finding
from ict_maturity.rules.reading import Held, Second

EARLIER_AT_LEAST = 6
EARLIER_AT_MOST = 36
CHANGED_WITHIN = 24


def lies_between(start: date | None, end: date | None) -> bool:
    """Whether an earlier fact is old enough, and not too old, beside the present one."""
    if end is None:
        return True
    return start is not None and (EARLIER_AT_LEAST <= whole_months(start, end) <= EARLIER_AT_MOST)


def is_acted_on(
    change: Improvement | None, since: date | None, reference_date: date | None
) -> bool:
    """Whether a change was made after the earlier fact, and not too long ago."""
    if change is None or (since is not None and change.date < since):
        return False
    if reference_date is None:
        return True
    return (
        change.date <= reference_date
        and whole_months(change.date, reference_date) <= CHANGED_WITHIN
    )


def second(*, at_top: bool, before_at_top: bool, better: bool, acted_on: bool) -> Second:
    """Held when both facts are at the top; improved when the present one is better and acted on.

    An earlier fact that is not at the top is worse than any that is.
    """
    how: Held | None = None
    if at_top and before_at_top:
        how = "held"
    elif better and acted_on:
        how = "improved"
    return Second(how, follows=before_at_top or acted_on)


def distance_findings(earlier: date | None, present: date | None) -> Iterator[Finding]:
    """An earlier fact that lies too near to the present one, or too far from it."""
    if earlier and present and not lies_between(earlier, present):
        yield finding(
            ("before", "as_of"),
            "before-outside.figure",
            day=earlier,
            present=present,
            least=EARLIER_AT_LEAST,
            most=EARLIER_AT_MOST,
        )


def change_findings(
    answer: Answer, day_of: Callable[[Before], date | None], reference_date: date | None
) -> Iterator[Finding]:
    """A change that was made before the earlier fact, or too long ago."""
    if answer.change is None:
        return
    day = answer.change.date
    since = day_of(answer.before) if answer.before else None
    if since and day < since:
        yield finding(("change", "date"), "change-outside.earlier", day=day, since=since)
    elif (
        reference_date
        and day <= reference_date
        and whole_months(day, reference_date) > CHANGED_WITHIN
    ):
        yield finding(
            ("change", "date"),
            "change-outside.old",
            day=day,
            months=CHANGED_WITHIN,
            reference=reference_date,
        )
