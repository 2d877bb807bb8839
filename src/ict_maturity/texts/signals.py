"""In: a Signal of KPI health; out: the sentences that say what to look at, and why."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from ict_maturity.aggregate.results import Signal
from ict_maturity.rules.reading import FactValue
from ict_maturity.said import Sayable, listed, long_date, percentage, word
from ict_maturity.texts.reasons import label_of


def signal_text(signal: Signal, labels: Mapping[str, str]) -> Sayable:
    """The reason in two sentences; `labels` gives the words for ids of checks."""
    facts = {name: fact_text(name, value, labels) for name, value in signal.facts.items()}
    return word(f"signal.{signal.code}", **facts)


def fact_text(name: str, value: FactValue, labels: Mapping[str, str]) -> Sayable:
    """One fact as it stands in the sentence."""
    if isinstance(value, tuple):
        return listed(label_of(name, one, labels) for one in value)
    if isinstance(value, Fraction):
        return percentage(value)
    return long_date(value) if isinstance(value, date) else value
