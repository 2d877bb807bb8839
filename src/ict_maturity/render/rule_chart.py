"""In: a KPI's rule; out: the rule drawn as stairs or as cut points on an axis."""

from fractions import Fraction

from markupsafe import Markup

from ict_maturity import charts
from ict_maturity.model import Kpi, Measured, Rule
from ict_maturity.texts.rules import cut_points_of, figure_text, rule_line
from ict_maturity.texts.words import word

LEVELS = range(5)
CHART = "rule-chart"


def rule_chart(kpi: Kpi) -> Markup:
    """The rule as inline SVG; the table beside it says the same."""
    title = word("rule.chart", id=kpi.id)
    rule = kpi.rule
    if isinstance(rule, Measured):
        return charts.cut_points(CHART, title, rule_line(rule), points(rule))
    return charts.ladder(CHART, title, rule_line(rule), steps(rule))


def steps(rule: Rule) -> tuple[str, ...]:
    """For each level 0 to 4 what it asks for, in two or three words."""
    asked = {0: word("rule.step.none")}
    asked |= {stair.level: word(stair.word, number=stair.number) for stair in rule.stairs()}
    return tuple(asked.get(level, word("rule.step.skipped")) for level in LEVELS)


def points(rule: Measured) -> tuple[charts.CutPoint, ...]:
    """The floor and the four cut points, in the order of the levels."""
    figures = ((0, rule.floor), *cut_points_of(rule))
    return tuple(
        charts.CutPoint(level, Fraction(figure), figure_text(rule, figure))
        for level, figure in figures
    )
