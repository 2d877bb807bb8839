"""In: a KPI's rule; out: the rule drawn as stairs or as cut points on an axis."""

from fractions import Fraction

from markupsafe import Markup

from ict_maturity import charts
from ict_maturity.model import Kpi, Measured, Rule
from ict_maturity.said import Sayable, word
from ict_maturity.texts.words import Words

LEVELS = range(5)
CHART = "rule-chart"


def rule_chart(words: Words, kpi: Kpi) -> Markup:
    """The rule as inline SVG; the table beside it says the same."""
    title, rule = words("rule.chart", id=kpi.id), kpi.rule
    desc = words.say(rule.line())
    if isinstance(rule, Measured):
        return charts.cut_points(CHART, title, desc, points(words, rule))
    return charts.ladder(CHART, title, desc, steps(words, rule))


def steps(words: Words, rule: Rule) -> tuple[str, ...]:
    """For each level 0 to 4 what it asks for, in two or three words."""
    asked: dict[int, Sayable] = {0: word("rule.step.none")}
    asked |= {stair.level: stair.words for stair in rule.stairs()}
    return tuple(words.say(asked.get(level, word("rule.step.skipped"))) for level in LEVELS)


def points(words: Words, rule: Measured) -> tuple[charts.CutPoint, ...]:
    """The floor and the four cut points, in the order of the levels."""
    figures = ((0, rule.floor), *rule.points_in_order())
    return tuple(
        charts.CutPoint(level, Fraction(figure), words.say(rule.said(figure)))
        for level, figure in figures
    )
