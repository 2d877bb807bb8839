"""In: a checklist and an answer; out: the level that the number of met checks earns."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from ict_maturity.facts.answer import CHECKS
from ict_maturity.facts.values import Count, Step, Text
from ict_maturity.problems.finding import Finding, finding
from ict_maturity.rules.answered import (
    CheckReader,
    easiest,
    ids,
    is_open,
    meet_any,
    not_met,
)
from ict_maturity.rules.levels import (
    STEPS,
    above,
    missing_levels,
    not_rising,
    rises,
    without_reason,
)
from ict_maturity.rules.reading import (
    EVERYTHING,
    CheckResult,
    Move,
    Reading,
    Reason,
)
from ict_maturity.rules.reasons import ReasonCode
from ict_maturity.rules.rule import Check, FieldChange, PlacedCheck, RuleType, Stair
from ict_maturity.said import Sayable, listed, word


class Checklist(RuleType):
    """The level is the highest k with at least n_k checks met.

    From level 3 on every core check must be among them, for level 4 every second figure.
    """

    facts = (CHECKS,)
    changes: ClassVar[Mapping[str, FieldChange]] = {
        "at_least": "recalibrated",
        "reasons": "editorial",
    }
    has_core = True

    type: Literal["checklist"]
    checks: Annotated[tuple[Check, ...], Field(min_length=1)]
    """The unordered checks."""
    at_least: dict[Step, Count]
    """How many checks must be met for each level, 1 to 4, strictly rising."""
    reasons: dict[Step, Text] = Field(default_factory=dict)
    """One line for each level: why this many."""

    def is_sound(self) -> bool:
        """Whether each level needs more checks than the one below."""
        return set(self.at_least) == set(STEPS) and rises(
            [0, *(self.at_least[step] for step in STEPS)]
        )

    def reader(self) -> "ChecklistReader":
        """The checklist made ready."""
        return ChecklistReader(self)

    def findings(self, kpi: str) -> Iterator[Finding]:
        """Counts that are missing, without reason, out of order or too high."""
        counts = {int(level): Decimal(count) for level, count in self.at_least.items()}
        yield from missing_levels(("at_least",), counts, STEPS)
        yield from without_reason(kpi, self.reasons)
        yield from not_rising(
            ("at_least",), {0: Decimal(0), **counts}, "higher", word("problem.level", level=0)
        )
        yield from above(("at_least",), counts, len(self.checks), "threshold-unreachable.checks")
        if not any(check.second_figure for check in self.checks):
            yield finding(("checks",), "second-figure-missing.checklist", kpi=kpi)

    def line(self) -> Sayable:
        """How many checks there are, and how many each level needs."""
        counts = listed((self.at_least[level] for level in sorted(self.at_least)), "commas")
        return word("rule.line.checklist", checks=len(self.checks), counts=counts)

    def stairs(self) -> Iterator[Stair]:
        """How many checks each level needs."""
        for level, number in self.at_least.items():
            yield Stair(level, word("rule.step.at_least", number=number))

    def placed_checks(self) -> Iterator[PlacedCheck]:
        """The checks, in the order of the file."""
        for i, check in enumerate(self.checks):
            yield PlacedCheck(("checks", i), None, check)


class ChecklistReader(CheckReader):
    """A checklist made ready (docs/method.md, section 3)."""

    def __init__(self, rule: Checklist) -> None:
        super().__init__(rule)
        self.needed = (0, *(rule.at_least[level] for level in STEPS))
        """How many checks each level needs, from level 0, which needs none."""
        self.reading = cache(self._reading)

    def _reading(self, count: int, highest: int) -> Reading:
        """The reading for so many met checks where no level above `highest` can be reached.

        Progress never counts the check that is missing.
        """
        level = max(k for k in range(highest + 1) if self.needed[k] <= count)
        if level == 4:
            return EVERYTHING
        gap = self.needed[level + 1] - self.needed[level]
        return Reading(level, Fraction(min(count - self.needed[level], gap - 1), gap))

    def readings_of(self, checks: Sequence[CheckResult]) -> tuple[Reading, Reading, int]:
        """Count twice: the checks that are met, and those that are not ruled out."""
        met = possible = 0
        highest = highest_possible = highest_after = 4
        for check in checks:
            if check.answer == "met":
                met += 1
                possible += 1
                highest_after = min(highest_after, highest_without(check))
                continue
            highest = min(highest, highest_without(check))
            if check.answer == "not_met":
                highest_possible = min(highest_possible, highest_without(check))
            else:
                possible += 1
        shown = self.reading(met, highest)
        after = self.reading(met - 1, min(highest, highest_after)).level if met else 0
        return shown, self.reading(possible, highest_possible), after

    def reasons(
        self, checks: Sequence[CheckResult], shown: Reading, possible: Reading
    ) -> Iterator[Reason]:
        """What was counted, what is missing for more, and what is open."""
        missing = not_met(checks)
        yield Reason.of(
            ReasonCode.CHECKLIST_COUNTED,
            level=shown.level,
            met=len(checks) - len(missing),
            of=len(checks),
        )
        if shown.level < 4:
            yield Reason.of(
                ReasonCode.CHECKLIST_NEEDS,
                level=shown.level + 1,
                needed=self.needed[shown.level + 1],
            )
        core = ids(check for check in missing if check.core)
        if core and shown.level == 2:
            yield Reason.of(ReasonCode.CHECKLIST_CORE_MISSING, checks=core)
        second = ids(check for check in missing if check.second_figure)
        if second and shown.level == 3:
            yield Reason.of(ReasonCode.CHECKLIST_SECOND_FIGURE_MISSING, checks=second)
        if possible != shown:
            undecided = ids(check for check in checks if is_open(check))
            yield Reason.of(ReasonCode.CHECKS_OPEN, checks=undecided, possible_level=possible.level)

    def way(self, checks: Sequence[CheckResult], level: int) -> Move | None:
        """Meet the checks that the level cannot do without, then others until there are enough."""
        if self.needed[level] > len(checks):
            return None
        missing = not_met(checks)
        forced = tuple(check for check in missing if highest_without(check) < level)
        others = tuple(check for check in missing if highest_without(check) >= level)
        short = self.needed[level] - (len(checks) - len(missing))
        rest = easiest(others, max(0, short - len(forced)))
        taken = {*ids(forced), *ids(rest)}
        chosen = tuple(check for check in missing if check.id in taken)
        spare = tuple(check for check in others if check.id not in taken)
        return meet_any(chosen, spare if rest else (), level)


def highest_without(check: CheckResult) -> int:
    """The highest level that can be reached without a check."""
    if check.core:
        return 2
    return 3 if check.second_figure else 4
