"""In: a ladder and an answer; out: the level whose checks, and all below, are met."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from ict_maturity.model import Answer, Ladder, checks_of
from ict_maturity.score.reasons import ReasonCode
from ict_maturity.score.rules.answered import (
    CheckTable,
    check_table,
    ids,
    is_open,
    not_met,
    reports_checks,
)
from ict_maturity.score.rules.reading import EVERYTHING, Move, RuleReading, whole_reasons
from ict_maturity.score.scorecard import CheckResult, Reading, Reason


@dataclass(frozen=True)
class LadderYardstick:
    """A ladder made ready (docs/method.md, section 3)."""

    rule: Ladder

    @cached_property
    def table(self) -> CheckTable:
        """The checks, from level 1 up."""
        return check_table(checks_of(self.rule))

    @cached_property
    def readings(self) -> tuple[tuple[Reading, ...], ...]:
        """By level reached, then by how many checks of the next level are met."""
        sizes = [len(self.rule.levels[level]) for level in (1, 2, 3, 4)]
        return tuple(
            tuple(Reading(level, Fraction(met, size)) for met in range(size))
            for level, size in enumerate(sizes)
        )

    def read(self, answer: Answer | None, reference_date: date | None) -> RuleReading:
        """Climb twice: over the checks that are met, and over those that are not ruled out."""
        checks = self.table.answered(answer)
        met = [0, 0, 0, 0]
        undecided = [0, 0, 0, 0]
        for check in checks:
            level = check.level or 1
            if check.answer == "met":
                met[level - 1] += 1
            elif check.answer != "not_met":
                undecided[level - 1] += 1
        shown = self.climb(met)
        possible = self.climb([a + b for a, b in zip(met, undecided, strict=True)])
        if reports_checks(answer):
            reasons = tuple(self.reasons(checks, shown, possible))
        else:
            reasons = whole_reasons(answer)
        return RuleReading(shown, possible, None, checks, reasons)

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


def meet(missing: Sequence[CheckResult], level: int) -> Move:
    """The move of meeting all of these checks."""
    undecided = ids(check for check in missing if is_open(check))
    return Move(
        ids(missing),
        Reason.of(ReasonCode.MEET_CHECKS, level=level, checks=ids(missing), open=undecided),
        len(missing),
    )
