"""In: named offices of a round and a KPI; out: how they answered it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from ict_maturity.aggregate.panel import Member
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
NOT_ASKED = frozenset({"not_asked", "not_asked_this_round", "retired"})


def answers_to_kpi(kpi: str, members: Sequence[Member], small: int) -> Answers | None:
    """The answers of the members, None when fewer than `small` offices were asked."""
    found = counted(states(kpi, members))
    return found if found.asked >= small else None


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


def counted(groups: Mapping[State, int]) -> Answers:
    """The groups as a value."""
    return Answers(
        asked=sum(groups[group] for group in GROUPS),
        with_level=groups["with_level"],
        unknown=groups["unknown"],
        not_assessed=groups["not_assessed"],
        claims_open=groups["claims_open"],
        claims_accepted=groups["claims_accepted"],
    )


def answers_to_all(several: Iterable[Answers | None]) -> Answers | None:
    """The sum of what is told of several KPIs, None when nothing is."""
    told = [one for one in several if one is not None]
    if not told:
        return None
    groups: Counter[State] = Counter()
    for one in told:
        groups.update({group: getattr(one, group) for group in GROUPS})
    return counted(groups)


def items_of_kpi(kpi: Kpi, members: Sequence[Member], small: int) -> Items | None:
    """The KPI's checks that all members decided alike, None when it has no checks.

    A check that fewer than `small` of them decided is left out.
    """
    ids = kpi.rule.check_ids
    if not ids:
        return None
    found = {id: Counter[str]() for id in ids}
    for result in asked(kpi.id, members):
        for check in result.checks:
            found[check.id][check.answer] += 1
    enough = {id: count for id, count in found.items() if count["met"] + count["not_met"] >= small}
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
