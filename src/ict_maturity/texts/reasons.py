"""In: a Reason or a Signal of KPI health; out: the sentence that says why."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from ict_maturity.aggregate.results import Signal
from ict_maturity.rules.measured import figure_said
from ict_maturity.rules.reading import FactValue, Reason
from ict_maturity.said import Sayable, listed, long_date, percentage, short_number, word

SHARES = frozenset({"coverage", "limit", "needed", "points", "share"})
QUOTED = frozenset({"checks", "open", "others", "choices", "choice", "check"})
ALSO = ("open", "others")
NO_LABELS: Mapping[str, str] = {}


def reason_text(reason: Reason, labels: Mapping[str, str] = NO_LABELS) -> Sayable:
    """The reason in one or two sentences.

    `labels` gives the words for ids of checks, choices, addressees and profile fields; an id
    without a label is shown itself.
    """
    facts = {name: fact_text(reason, name, labels) for name in reason.facts}
    sentences = [word(f"reason.{reason.code}", **facts)]
    sentences += [
        word(f"reason.also.{name}", checks=facts[name]) for name in ALSO if reason.facts.get(name)
    ]
    return listed(sentences, "sentences")


def fact_text(reason: Reason, name: str, labels: Mapping[str, str]) -> Sayable:
    """One fact as it stands in the sentence, with its unit."""
    value = reason.facts[name]
    if isinstance(value, tuple):
        return listed(label_of(name, one, labels) for one in value)
    if isinstance(value, date):
        return long_date(value)
    if name == "direction":
        return word(f"reason.direction.{value}")
    if isinstance(value, str):
        return label_of(name, value, labels)
    if name == "cut_point":
        return figure_said(value, str(reason.facts["unit"]))
    return percentage(value) if is_share(reason, name, value) else short_number(value)


def is_share(reason: Reason, name: str, value: FactValue) -> bool:
    """Whether a number is a part of a whole, which people read as a percentage."""
    if name == "figure":
        return "numerator" in reason.facts
    return name in SHARES and isinstance(value, Fraction)


def label_of(name: str, id: str, labels: Mapping[str, str]) -> Sayable:
    """The words for an id; whole sentences stand in quotation marks without their full stop."""
    if id in labels and name in QUOTED:
        return word("list.quoted", text=labels[id].rstrip("."))
    return labels.get(id, id)


def signal_text(signal: Signal, labels: Mapping[str, str]) -> Sayable:
    """The reason in two sentences; `labels` gives the words for ids of checks."""
    facts = {name: signal_fact(name, value, labels) for name, value in signal.facts.items()}
    return word(f"signal.{signal.code}", **facts)


def signal_fact(name: str, value: FactValue, labels: Mapping[str, str]) -> Sayable:
    """One fact of a signal; its fractions are shares, its numbers counts."""
    if isinstance(value, tuple):
        return listed(label_of(name, one, labels) for one in value)
    if isinstance(value, Fraction):
        return percentage(value)
    return long_date(value) if isinstance(value, date) else value
