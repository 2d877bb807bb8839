"""In: a KPI's rule; out: its yardstick, which reads any number of answers."""

from ict_maturity.model import Binary, Checklist, Ladder, Ordered, Rule
from ict_maturity.score.rules.binary import BinaryYardstick
from ict_maturity.score.rules.checklist import ChecklistYardstick
from ict_maturity.score.rules.ladder import LadderYardstick
from ict_maturity.score.rules.measured import MeasuredYardstick
from ict_maturity.score.rules.ordered import OrderedYardstick
from ict_maturity.score.rules.reading import Move, RuleReading, Yardstick
from ict_maturity.score.rules.unsound import UnsoundYardstick, is_sound

__all__ = ["Move", "RuleReading", "Yardstick", "is_sound", "yardstick"]


def yardstick(rule: Rule) -> Yardstick:
    """Make a rule ready to read answers; a rule that `check` refuses reads as no value."""
    if not is_sound(rule):
        return UnsoundYardstick()
    match rule:
        case Ladder():
            return LadderYardstick(rule)
        case Checklist():
            return ChecklistYardstick(rule)
        case Ordered():
            return OrderedYardstick(rule)
        case Binary():
            return BinaryYardstick(rule)
    return MeasuredYardstick(rule)
