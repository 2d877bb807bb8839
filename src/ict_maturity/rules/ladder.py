"""In: a ladder and an answer; out: the level whose checks, and all below, are met."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from ict_maturity.facts.answer import CHECKS
from ict_maturity.facts.values import Step
from ict_maturity.problems.finding import Finding
from ict_maturity.rules.answered import (
    CheckReader,
    ids,
    is_open,
    meet,
    not_met,
)
from ict_maturity.rules.levels import STEPS, missing_levels
from ict_maturity.rules.reading import (
    EVERYTHING,
    CheckResult,
    Move,
    Reading,
    Reason,
)
from ict_maturity.rules.reasons import ReasonCode
from ict_maturity.rules.rule import Check, PlacedCheck, RuleType, Stair
from ict_maturity.said import Sayable, word


class Ladder(RuleType):
    """The level is the highest k such that every check of levels 1 to k is met."""

    facts = (CHECKS,)

    type: Literal["ladder"]
    levels: dict[Step, Annotated[tuple[Check, ...], Field(min_length=1)]]
    """The checks of each level, 1 to 4; each level has at least one."""

    def is_sound(self) -> bool:
        """Whether each level has checks."""
        return set(self.levels) == set(STEPS)

    def reader(self) -> "LadderReader":
        """The ladder made ready."""
        return LadderReader(self)

    def findings(self, kpi: str) -> Iterator[Finding]:
        """Levels without checks."""
        yield from missing_levels(("levels",), self.levels, STEPS)

    def line(self) -> Sayable:
        """How many checks there are."""
        return word("rule.line.ladder", checks=len(tuple(self.each_check())))

    def stairs(self) -> Iterator[Stair]:
        """The number of checks of each level."""
        for level, checks in self.levels.items():
            yield Stair(level, word("rule.step.checks", number=len(checks)))

    def placed_checks(self) -> Iterator[PlacedCheck]:
        """The checks, from level 1 up."""
        for level in sorted(self.levels):
            for i, check in enumerate(self.levels[level]):
                yield PlacedCheck(("levels", level, i), level, check)


class LadderReader(CheckReader):
    """A ladder made ready (docs/method.md, section 3)."""

    def __init__(self, rule: Ladder) -> None:
        super().__init__(rule)
        self.rule = rule

    @cached_property
    def readings(self) -> tuple[tuple[Reading, ...], ...]:
        """By level reached, then by how many checks of the next level are met."""
        sizes = [len(self.rule.levels[level]) for level in (1, 2, 3, 4)]
        return tuple(
            tuple(Reading(level, Fraction(met, size)) for met in range(size))
            for level, size in enumerate(sizes)
        )

    def readings_of(self, checks: Sequence[CheckResult]) -> tuple[Reading, Reading]:
        """Climb twice: over the checks that are met, and over those that are not ruled out."""
        met = [0, 0, 0, 0]
        undecided = [0, 0, 0, 0]
        for check in checks:
            level = check.level or 1
            if check.answer == "met":
                met[level - 1] += 1
            elif check.answer != "not_met":
                undecided[level - 1] += 1
        return (
            self.climb(met),
            self.climb([a + b for a, b in zip(met, undecided, strict=True)]),
        )

    def climb(self, counts: Sequence[int]) -> Reading:
        """The reading for so many met checks of each level."""
        for readings, count in zip(self.readings, counts, strict=True):
            if count < len(readings):
                return readings[count]
        return EVERYTHING

    def reasons(
        self, checks: Sequence[CheckResult], shown: Reading, possible: Reading
    ) -> Iterator[Reason]:
        """What was reached, what is missing for more, and what is open."""
        if shown.level:
            yield Reason.of(ReasonCode.LADDER_LEVEL_REACHED, level=shown.level)
        if shown.level < 4:
            step = [check for check in checks if check.level == shown.level + 1]
            missing = ids(not_met(step))
            yield Reason.of(
                ReasonCode.LADDER_BLOCKED_BY,
                level=shown.level + 1,
                checks=missing,
                met=len(step) - len(missing),
                of=len(step),
            )
        if possible != shown:
            undecided = ids(
                c for c in checks if is_open(c) and (c.level or 1) <= possible.level + 1
            )
            yield Reason.of(ReasonCode.CHECKS_OPEN, checks=undecided, possible_level=possible.level)

    def move(self, checks: Sequence[CheckResult], level: int) -> Move:
        """Meet every check up to the level."""
        missing = not_met(check for check in checks if (check.level or 1) <= level)
        return meet(missing, level)
