"""In: a KPI's rule; out: the rule drawn as stairs or as cut points on an axis."""

from collections.abc import Iterator
from fractions import Fraction

from markupsafe import Markup

from ict_maturity import charts
from ict_maturity.model import Binary, Checklist, Kpi, Ladder, MeasuredRule, Ordered
from ict_maturity.texts.rules import cut_points_of, figure_text, rule_line
from ict_maturity.texts.words import word

LEVELS = range(5)
CHART = "rule-chart"


def rule_chart(kpi: Kpi) -> Markup:
    """The rule as inline SVG; the table beside it says the same."""
    title = word("rule.chart", id=kpi.id)
    rule = kpi.rule
    match rule:
        case Ladder() | Checklist() | Ordered() | Binary():
            return charts.ladder(CHART, title, rule_line(rule), steps(rule))
        case _:
            return charts.cut_points(CHART, title, rule_line(rule), points(rule))


def steps(rule: Ladder | Checklist | Ordered | Binary) -> tuple[str, ...]:
    """For each level 0 to 4 what it asks for, in two or three words."""
    asked = {0: word("rule.step.none")} | dict(asked_at(rule))
    return tuple(asked.get(level, word("rule.step.skipped")) for level in LEVELS)


def asked_at(rule: Ladder | Checklist | Ordered | Binary) -> Iterator[tuple[int, str]]:
    """The levels that the rule can give, each with what it asks for."""
    match rule:
        case Ladder():
            for level, checks in rule.levels.items():
                yield level, word("rule.step.checks", number=len(checks))
        case Checklist():
            for level, number in rule.at_least.items():
                yield level, word("rule.step.at_least", number=number)
        case Ordered():
            for number, choice in enumerate(rule.choices, start=1):
                yield choice.level, word("rule.step.state", number=number)
        case Binary():
            yield rule.level_if_met, word("answer.met")


def points(rule: MeasuredRule) -> tuple[charts.CutPoint, ...]:
    """The floor and the four cut points, in the order of the levels."""
    figures = ((0, rule.floor), *cut_points_of(rule))
    return tuple(
        charts.CutPoint(level, Fraction(figure), figure_text(rule, figure))
        for level, figure in figures
    )
