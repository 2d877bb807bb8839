"""In: content and scorecards; out: who takes part in one cycle, by name and without."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ict_maturity.aggregate.groups import NOBODY, Group
from ict_maturity.model import Assessment, AssessmentKey, Content, Office
from ict_maturity.score.scorecard import Scorecard


@dataclass(frozen=True)
class Member:
    """An office that reported in a cycle."""

    office: Office
    assessment: Assessment
    scorecard: Scorecard


@dataclass(frozen=True)
class Panel:
    """Who takes part in one cycle, in the order of codes.

    `asked` are all offices with a name, but for those that another one had continued by then,
    `named` those of them whose report is shown, and `counted` the group of offices that are counted
    without a name. Other reports are not here.
    """

    asked: tuple[Office, ...]
    named: tuple[Member, ...]
    counted: tuple[Member, ...]


def panel(
    content: Content,
    cycle: str,
    scorecards: Mapping[AssessmentKey, Scorecard],
    group: Group = NOBODY,
) -> Panel:
    """The panel of a cycle; `group` holds the codes of those that are counted without a name.

    An addressee of its own answers other KPIs than the offices, so it is not compared with them.
    """
    named = tuple(
        office
        for office in offices(content)
        if office.code in content.named
        and (content.shows(key_of(office, cycle)) or not over_before(content, office, cycle))
    )
    reported = [office for office in named if content.shows(key_of(office, cycle))]
    return Panel(
        asked=tuple(office.on(content.cycles[cycle].reference_date) for office in named),
        named=members(content, reported, cycle, scorecards),
        counted=members(
            content, (content.offices[code] for code in sorted(group)), cycle, scorecards
        ),
    )


def reported_unnamed(content: Content, cycle: str) -> Group:
    """The codes of the offices whose report in a cycle is counted without a name."""
    return frozenset(
        office.code for office in offices(content) if content.counts(key_of(office, cycle))
    )


def took_back(content: Content, cycle: str) -> Group:
    """The codes of the offices that took back what a cycle's rounded tables still count."""
    if cycle not in content.withdrawals.rounded:
        return NOBODY
    return frozenset(
        each.office
        for each in content.withdrawals.withdrawals
        if each.audience == "counted" and each.cycle in (None, cycle)
    )


def offices(content: Content) -> Iterable[Office]:
    """The offices that are compared, in the order of codes."""
    apart = {addressee.office for addressee in content.framework.addressees}
    return (office for code, office in sorted(content.offices.items()) if code not in apart)


def key_of(office: Office, cycle: str) -> AssessmentKey:
    """Which report of an office is meant."""
    return AssessmentKey(office.code, cycle)


def over_before(content: Content, office: Office, cycle: str) -> bool:
    """Whether an office with a name had continued this one by the day that a cycle asks about."""
    day = content.cycles[cycle].reference_date
    return any(
        other.code in content.named and since <= day
        for other, since in content.continued_as(office.code)
    )


def members(
    content: Content,
    reported: Iterable[Office],
    cycle: str,
    scorecards: Mapping[AssessmentKey, Scorecard],
) -> tuple[Member, ...]:
    """Offices that reported, with what they reported."""
    day = content.cycles[cycle].reference_date
    keys = (key_of(office, cycle) for office in reported)
    return tuple(
        Member(content.offices[key.office].on(day), content.assessments[key], scorecards[key])
        for key in keys
    )
