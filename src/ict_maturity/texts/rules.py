"""In: a KPI's rule, or an answer to it; out: the same in words."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple, assert_never

from ict_maturity.facts.answer import Before, Improvement, reported
from ict_maturity.model import Answer, Kpi, Measured, Rule
from ict_maturity.said import Sayable, long_date, short_number, word


class Fact(NamedTuple):
    """One reported fact: what was asked and what was answered."""

    label: Sayable
    value: Sayable


def cut_point_text(rule: Measured, level: int) -> Sayable:
    """From which figure a level is earned, `25 % or more`; level 0 gives the floor."""
    if level == 0:
        return word("rule.floor", figure=rule.said(rule.floor))
    figures = dict[int, Decimal](rule.cut_points.items())
    return word(f"rule.cut_point.{rule.direction}", figure=rule.said(figures[level]))


def asked(rule: Measured) -> tuple[Fact, ...]:
    """What the office counts or dates, as the KPI asks it."""
    return tuple(Fact(word(f"answer.{field.name}"), text) for field, text, _ in rule.questions())


def answer_facts(kpi: Kpi, answer: Answer) -> tuple[Fact, ...]:
    """Everything that an answer reports for the KPI's rule, in the order of the rule."""
    return tuple(_answer_facts(kpi.rule, answer))


def _answer_facts(rule: Rule, answer: Answer) -> Iterator[Fact]:
    if answer.answer:
        yield Fact(word("answer.whole"), word(f"answer.{answer.answer}"))
    if answer.reason:
        yield Fact(word("answer.reason"), answer.reason)
    labels = rule.labels()
    for id, text in labels.items():
        if id in answer.checks:
            yield Fact(text, word(f"answer.{answer.checks[id]}"))
    names = {field: text for field, text, _ in rule.questions()}
    for field in reported(answer):
        value = getattr(answer, field.name)
        match field.kind:
            case "choice":
                # A choice that the rule does not ask for has no words.
                if field in names:
                    yield Fact(names[field], labels.get(value, value))
            case "number" | "day":
                yield Fact(word(f"answer.{field.name}"), fact_value(value))
            case "before" | "change":
                yield from earlier_facts(field.name, value, labels)
            case "checks":
                pass
            case _:
                assert_never(field.kind)


def earlier_facts(
    field: str, earlier: Before | Improvement, labels: Mapping[str, str]
) -> Iterator[Fact]:
    """An earlier fact, or what was changed because of it, part by part."""
    for name, value in earlier:
        if value is not None:
            said = labels.get(value, value) if name == "choice" else fact_value(value)
            yield Fact(word(f"answer.{field}.{name}"), said)


def fact_value(value: Decimal | date | str) -> Sayable:
    """A number, a day or words."""
    if isinstance(value, Decimal):
        return short_number(value, places=4)
    return long_date(value) if isinstance(value, date) else value
