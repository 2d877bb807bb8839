"""In: a KPI's rule, or an answer to it; out: the same in words."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from ict_maturity.model import (
    Answer,
    Binary,
    Checklist,
    Kpi,
    Ladder,
    MeasuredRule,
    Ordered,
    Ratio,
    Rule,
    checks_of,
)
from ict_maturity.texts.numbers import format_percent, format_short, long_date
from ict_maturity.texts.words import word

SHARE = "share"


class Fact(NamedTuple):
    """One reported fact: what was asked and what was answered."""

    label: str
    value: str


def figure_text(rule: MeasuredRule, figure: Decimal | Fraction | int) -> str:
    """A figure in the rule's unit; a share is shown as a percentage."""
    if rule.unit == SHARE:
        return format_percent(figure)
    return f"{format_short(figure)} {rule.unit}"


def cut_point_text(rule: MeasuredRule, level: int) -> str:
    """From which figure a level is earned, `25 % or more`; level 0 gives the floor."""
    # A level that is not 0 is one of the four keys, which the type of `level` cannot say.
    figure = rule.floor if level == 0 else rule.cut_points[level]  # type: ignore[index]
    if level == 0:
        return word("rule.floor", figure=figure_text(rule, figure))
    return word(f"rule.cut_point.{rule.direction}", figure=figure_text(rule, figure))


def rule_line(rule: Rule) -> str:
    """The whole rule in one line, for lists of KPIs."""
    match rule:
        case Ladder():
            return word("rule.line.ladder", checks=len(tuple(checks_of(rule))))
        case Checklist():
            counts = ", ".join(str(rule.at_least[level]) for level in sorted(rule.at_least))
            return word("rule.line.checklist", checks=len(rule.checks), counts=counts)
        case Ordered():
            return word("rule.line.ordered", choices=len(rule.choices), question=rule.question)
        case Binary():
            return word("rule.line.binary", level=rule.level_if_met)
        case _:
            return word(f"rule.line.{rule.type}.{rule.direction}", points=all_cut_points(rule))


def all_cut_points(rule: MeasuredRule) -> str:
    """The four cut points in a row, the unit said once."""
    figures = [figure for _, figure in cut_points_of(rule)]
    if rule.unit == SHARE:
        return ", ".join(format_percent(figure) for figure in figures)
    return f"{', '.join(format_short(figure) for figure in figures)} {rule.unit}"


def cut_points_of(rule: MeasuredRule) -> tuple[tuple[int, Decimal], ...]:
    """Levels 1 to 4 with the figure that earns each."""
    return tuple(sorted(rule.cut_points.items()))


def asked(rule: MeasuredRule) -> tuple[Fact, ...]:
    """What the office counts or dates, as the KPI asks it."""
    if isinstance(rule, Ratio):
        return (
            Fact(word("answer.numerator"), rule.numerator),
            Fact(word("answer.denominator"), rule.denominator),
        )
    if rule.type == "number":
        return (Fact(word("answer.value"), rule.value),)
    return (Fact(word("answer.date"), rule.date),)


def answer_facts(kpi: Kpi, answer: Answer) -> tuple[Fact, ...]:
    """Everything that an answer reports for the KPI's rule, in the order of the rule."""
    return tuple(_answer_facts(kpi.rule, answer))


def _answer_facts(rule: Rule, answer: Answer) -> Iterator[Fact]:
    if answer.answer:
        yield Fact(word("answer.whole"), word(f"answer.{answer.answer}"))
    if answer.reason:
        yield Fact(word("answer.reason"), answer.reason)
    for _, check in checks_of(rule):
        if check.id in answer.checks:
            yield Fact(check.text, word(f"answer.{answer.checks[check.id]}"))
    if isinstance(rule, Ordered) and answer.choice:
        texts = {choice.id: choice.text for choice in rule.choices}
        yield Fact(rule.question, texts.get(answer.choice, answer.choice))
    for name in ("numerator", "denominator", "value"):
        figure = getattr(answer, name)
        if figure is not None:
            yield Fact(word(f"answer.{name}"), format_short(figure, places=4))
    for name in ("date", "as_of"):
        day = getattr(answer, name)
        if day is not None:
            yield Fact(word(f"answer.{name}"), long_date(day))
