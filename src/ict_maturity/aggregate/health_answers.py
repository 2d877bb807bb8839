"""In: a panel and a KPI; out: how the offices answered it, as far as that reveals nobody."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from ict_maturity.aggregate.disclosure import may_join, may_split
from ict_maturity.aggregate.panel import Member, Panel
from ict_maturity.aggregate.results import Answers, Items
from ict_maturity.model import Answer, Kpi
from ict_maturity.score.scorecard import KpiResult

State = Literal[
    "outside", "with_level", "unknown", "not_assessed", "claims_open", "claims_accepted"
]
GROUPS: tuple[State, ...] = (
    "with_level",
    "unknown",
    "not_assessed",
    "claims_open",
    "claims_accepted",
)
NOT_ASKED = frozenset({"not_asked", "retired"})


def answers_to_kpi(kpi: str, panel: Panel) -> Answers | None:
    """The answers of the panel, None when fewer than `small_cell` offices were asked.

    Offices without a name are left out where their groups would tell on them.
    """
    named = states(kpi, panel.named)
    unnamed = states(kpi, panel.unnamed)
    if not may_be_published(unnamed, len(panel.unnamed), panel.small_cell):
        unnamed = Counter()
    found = counted(named + unnamed, any(unnamed[group] for group in GROUPS))
    return found if found.asked >= panel.small_cell else None


def states(kpi: str, members: Sequence[Member]) -> Counter[State]:
    """How many members are in each group."""
    return Counter(
        state(member.scorecard.kpis[kpi], member.assessment.answers.get(kpi)) for member in members
    )


def state(result: KpiResult, answer: Answer | None) -> State:
    """The one group that an office's answer is in; `outside` when the KPI is not asked of it."""
    if result.standing in NOT_ASKED:
        return "outside"
    if result.claim == "accepted":
        return "claims_accepted"
    if result.standing == "not_applicable":
        return "outside"
    if result.claim == "open":
        return "claims_open"
    if result.assessed:
        return "with_level"
    return "unknown" if cannot_tell(result, answer) else "not_assessed"


def cannot_tell(result: KpiResult, answer: Answer | None) -> bool:
    """Whether the office looked at the KPI, or at one of its checks, and cannot tell."""
    whole = answer is not None and answer.answer == "unknown"
    return whole or any(check.answer == "unknown" for check in result.checks)


def may_be_published(unnamed: Mapping[State, int], whole: int, small: int) -> bool:
    """Whether the groups of the unnamed offices may be known.

    That all of them have a level says nothing about any one; that all of them cannot tell would.
    """
    others = (count for group, count in unnamed.items() if group != "with_level")
    return may_join(unnamed["with_level"], whole, small) and may_split(others, whole, small)


def counted(groups: Mapping[State, int], unnamed: bool) -> Answers:
    """The groups as a value."""
    return Answers(
        asked=sum(groups[group] for group in GROUPS),
        with_level=groups["with_level"],
        unknown=groups["unknown"],
        not_assessed=groups["not_assessed"],
        claims_open=groups["claims_open"],
        claims_accepted=groups["claims_accepted"],
        unnamed=unnamed,
    )


def answers_to_all(several: Iterable[Answers | None]) -> Answers | None:
    """The sum of what is told of several KPIs, None when nothing is.

    It is made of published figures only, so it tells nothing that they do not.
    """
    told = [one for one in several if one is not None]
    if not told:
        return None
    groups: Counter[State] = Counter()
    for one in told:
        groups.update({group: getattr(one, group) for group in GROUPS})
    return counted(groups, any(one.unnamed for one in told))


def items_of_kpi(kpi: Kpi, panel: Panel) -> Items | None:
    """The KPI's checks that all named offices decided alike, None when it has no checks."""
    ids = [check.id for _, check in kpi.rule.each_check()]
    if not ids:
        return None
    found = {id: Counter[str]() for id in ids}
    for result in asked(kpi.id, panel.named):
        for check in result.checks:
            found[check.id][check.answer] += 1
    enough = {
        id: count
        for id, count in found.items()
        if count["met"] + count["not_met"] >= panel.small_cell
    }
    return Items(
        decided=len(enough),
        never_met=tuple(id for id, count in enough.items() if not count["met"]),
        always_met=tuple(id for id, count in enough.items() if not count["not_met"]),
    )


def asked(kpi: str, members: Sequence[Member]) -> Iterator[KpiResult]:
    """The results of the members that the KPI is asked of."""
    for member in members:
        result = member.scorecard.kpis[kpi]
        if state(result, member.assessment.answers.get(kpi)) != "outside":
            yield result


def items_of_all(kpis: Mapping[str, Items | None]) -> Items | None:
    """The checks of several KPIs, each with its KPI: `K07.plan-dated`."""
    told = {id: items for id, items in kpis.items() if items is not None}
    if not told:
        return None
    return Items(
        decided=sum(items.decided for items in told.values()),
        never_met=tuple(f"{id}.{check}" for id, items in told.items() for check in items.never_met),
        always_met=tuple(
            f"{id}.{check}" for id, items in told.items() for check in items.always_met
        ),
    )
