"""In: a round and the framework it asks about; out: how much that is for an office."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from ict_maturity.model import Content, Cycle, Kpi


class AskedKpi(NamedTuple):
    """One KPI of a round: its facts, the words that an office reads, and what else is known.

    A fact is one check, or the whole answer to a rule without checks.
    """

    kpi: Kpi
    facts: int
    words: int


class Asked(NamedTuple):
    """All that a round asks the offices; `hours` is the sum over the KPIs that estimate them."""

    kpis: tuple[AskedKpi, ...]
    facts: int
    words: int
    hours: Decimal
    estimated: int


def asked_in_round(content: Content, cycle: Cycle) -> Asked:
    """What a round asks every office: the KPIs it names, or all that count for offices."""
    first, *_ = content.framework.addressees
    kpis = tuple(
        AskedKpi(kpi, facts_of(kpi), sum(len(text.split()) for text in texts_of(kpi)))
        for kpi in content.kpis.values()
        if kpi.counted and kpi.addressee == first.id and (not cycle.kpis or kpi.id in cycle.kpis)
    )
    hours = [each.kpi.hours for each in kpis if each.kpi.hours is not None]
    return Asked(
        kpis,
        sum(each.facts for each in kpis),
        sum(each.words for each in kpis),
        sum(hours, Decimal(0)),
        len(hours),
    )


def facts_of(kpi: Kpi) -> int:
    """How many facts a KPI asks for."""
    return len(tuple(kpi.rule.each_check())) or 1


def texts_of(kpi: Kpi) -> Iterator[str]:
    """What an office reads before it answers."""
    yield from (kpi.title, kpi.measures, kpi.scope)
    yield from (*kpi.counting.include, *kpi.counting.exclude)
    yield from (question.text for question in kpi.rule.questions())
    yield from (text for _, text in kpi.rule.claims())
