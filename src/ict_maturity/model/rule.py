"""In: the `rule` of a KPI file; out: one of the seven rule types of docs/method.md, section 3."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from ict_maturity.model.values import Count, Flag, Level, Line, Model, Number, Slug, Step, Text

Direction = Literal["higher", "lower"]


class Check(Model):
    """One claim that two strangers with the same evidence would decide alike."""

    id: Slug
    """Stable id, unique within the KPI; answers refer to it."""
    text: Text
    """The claim, one sentence, without undefined adjectives or adverbs."""
    core: Flag = False
    """Checklist only: without this check no level above 1 is reached."""
    evidence: Literal["internal", "public"] = "internal"
    """Whether an outsider can verify the check from public sources."""


class Ladder(Model):
    """The level is the highest k such that every check of levels 1 to k is met."""

    type: Literal["ladder"]
    levels: dict[Step, Annotated[tuple[Check, ...], Field(min_length=1)]]
    """The checks of each level, 1 to 4; each level has at least one."""


class Checklist(Model):
    """The level is the highest k with at least n_k checks met and, from 2 on, every core check."""

    type: Literal["checklist"]
    checks: Annotated[tuple[Check, ...], Field(min_length=1)]
    """The unordered checks."""
    at_least: dict[Step, Count]
    """How many checks must be met for each level, 1 to 4, strictly rising."""
    reasons: dict[Step, Text] = Field(default_factory=dict)
    """One line for each level: why this many."""


class CutPoints(Model):
    """What the rules with cut points share."""

    cut_points: dict[Step, Number]
    """The value that earns each level, 1 to 4, inclusive."""
    reasons: dict[Step, Text] = Field(default_factory=dict)
    """One line for each cut point: why it lies there."""


class Ratio(CutPoints):
    """The level follows from numerator / denominator by cut points."""

    type: Literal["ratio"]
    numerator: Text
    """What the office counts above the line."""
    denominator: Text
    """What the office counts below the line."""
    unit: Line = "share"
    """What one step of the figure is, for axes and exports."""
    direction: Direction
    """Which way is better."""
    floor: Number
    """The value that earns score 0."""
    may_exceed_one: Flag = False
    """Whether a numerator above its denominator makes sense."""


class NumberRule(CutPoints):
    """The level follows from one value by cut points."""

    type: Literal["number"]
    value: Text
    """What the office counts or measures."""
    unit: Line
    """The unit of the value."""
    direction: Direction
    """Which way is better."""
    floor: Number
    """The value that earns score 0."""


class Recency(CutPoints):
    """The level follows from the whole months since a date; fewer is better."""

    type: Literal["recency"]
    date: Text
    """Which date the office reports."""
    floor: Number
    """The number of months that earns score 0."""

    @property
    def direction(self) -> Direction:
        """Fewer months are better."""
        return "lower"

    @property
    def unit(self) -> str:
        """Whole months."""
        return "months"


class Choice(Model):
    """One of the listed states of an `ordered` rule."""

    id: Slug
    """Stable id; answers refer to it."""
    text: Text
    """The state, decidable by two strangers alike."""
    level: Level
    """The level that this state maps to."""


class Ordered(Model):
    """The level is the one that the chosen state maps to."""

    type: Literal["ordered"]
    question: Text
    """What is being chosen."""
    choices: Annotated[tuple[Choice, ...], Field(min_length=2)]
    """The states, from the lowest to the highest."""


class Binary(Model):
    """One check decides between level 0 and one other level."""

    type: Literal["binary"]
    check: Check
    """The one check."""
    level_if_met: Step = 3
    """The level when the check is met."""
    reason: Text
    """Why one check is enough here."""


Rule = Annotated[
    Ladder | Checklist | Ratio | NumberRule | Recency | Ordered | Binary,
    Field(discriminator="type"),
]
MeasuredRule = Ratio | NumberRule | Recency


def checks_of(rule: Rule) -> Iterator[tuple[int | None, Check]]:
    """Yield every check of a rule with the level it stands under, None where it has no level."""
    match rule:
        case Ladder():
            for level in sorted(rule.levels):
                yield from ((level, check) for check in rule.levels[level])
        case Checklist():
            yield from ((None, check) for check in rule.checks)
        case Binary():
            yield rule.level_if_met, rule.check
