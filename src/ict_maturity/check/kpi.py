"""In: one KPI and all content; out: what is wrong with it, its rule apart."""

from collections.abc import Iterator

from ict_maturity.check.edition import not_due, not_yet_out
from ict_maturity.check.link import (
    addressee_missing,
    profile_value_missing,
    recommendation_missing,
)
from ict_maturity.check.order import not_ascending
from ict_maturity.model import Content, Kpi
from ict_maturity.problems.finding import Finding, finding, not_found
from ict_maturity.rules.levels import STEPS, missing_levels


def recommendation_exists(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """The KPI belongs to a Recommendation that has a file."""
    yield from recommendation_missing(
        ("recommendation",), "recommendation-not-found.kpi", kpi.recommendation, content, kpi=kpi.id
    )


def recommendation_is_not_retired(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """A KPI that counts belongs to a Recommendation that is still in use."""
    recommendation = content.recommendations.get(kpi.recommendation)
    if kpi.counted and recommendation and recommendation.lifecycle == "retired":
        yield finding(
            ("lifecycle",),
            "recommendation-retired",
            kpi=kpi.id,
            lifecycle=kpi.lifecycle,
            recommendation=kpi.recommendation,
        )


def actions_exist(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """The actions that the KPI evidences are actions of its Recommendation."""
    recommendation = content.recommendations.get(kpi.recommendation)
    if recommendation is None:
        return
    known = [str(action.number) for action in recommendation.actions]
    for i, number in enumerate(kpi.actions):
        if str(number) not in known:
            yield not_found(
                ("actions", i),
                "action-not-found",
                str(number),
                known,
                recommendation.id,
                kpi=kpi.id,
                number=number,
                recommendation=recommendation.id,
            )


def addressee_exists(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """The KPI addresses somebody whom framework.yaml declares."""
    yield from addressee_missing(
        ("addressee",), "addressee-not-found.kpi", kpi.addressee, content, kpi=kpi.id
    )


def applies_when_is_known(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """`applies_when` uses profile fields and values that framework.yaml declares."""
    for field, values in kpi.applies_when.items():
        yield from profile_value_missing(("applies_when", field), field, values, content)


def evidence_is_wanted_at_each_level(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """`evidence_wanted` says something for each of the levels 1 to 4."""
    yield from missing_levels(("evidence_wanted",), kpi.evidence_wanted, STEPS)


def edition_is_out(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """What counts was first carried by an edition that is out."""
    if kpi.lifecycle != "upcoming":
        yield from not_yet_out(("since",), kpi.since, content)


def changes_are_in_order(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """The change log has the oldest entry first."""
    yield from not_ascending(
        (("change_log", i, "date"), change.date) for i, change in enumerate(kpi.change_log)
    )


def rulings_are_numbered(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """Rulings count up from 1, so that each can be cited for ever."""
    for i, ruling in enumerate(kpi.rulings):
        if ruling.number != i + 1:
            yield finding(
                ("rulings", i, "number"), "number-out-of-order", expected=i + 1, found=ruling.number
            )


def rulings_take_effect(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """A ruling holds from an edition that has the KPI and is out or the next one."""
    for i, ruling in enumerate(kpi.rulings):
        yield from not_due(("rulings", i, "edition"), ruling.edition, kpi.since, content)


def rulings_and_questions_are_in_order(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """Rulings and open questions each have the oldest entry first."""
    yield from not_ascending(
        (("rulings", i, "date"), ruling.date) for i, ruling in enumerate(kpi.rulings)
    )
    yield from not_ascending(
        (("open_questions", i, "date"), each.date) for i, each in enumerate(kpi.open_questions)
    )


RULES = (
    recommendation_exists,
    recommendation_is_not_retired,
    actions_exist,
    addressee_exists,
    applies_when_is_known,
    evidence_is_wanted_at_each_level,
    edition_is_out,
    changes_are_in_order,
    rulings_are_numbered,
    rulings_take_effect,
    rulings_and_questions_are_in_order,
)
