"""In: a ladder and an answer; out: the level that its checks earn, one missing one forgiven."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache
from typing import Annotated, Literal

from pydantic import Field

from ict_maturity.facts.answer import CHECKS
from ict_maturity.facts.record import record
from ict_maturity.facts.values import Step
from ict_maturity.problems.finding import Finding, finding
from ict_maturity.rules.answered import (
    CheckReader,
    easiest,
    ids,
    is_open,
    meet_any,
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
    """The level is the highest one whose checks, and all below, are met but for one.

    At least half of the level's own checks must be met. Each further missing one costs a level,
    and level 4 forgives none (docs/method.md, section 3).
    """

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
        """Levels without checks, and a level 4 without a second figure."""
        yield from missing_levels(("levels",), self.levels, STEPS)
        top = self.levels.get(4, ())
        if top and not any(check.second_figure for check in top):
            yield finding(("levels", 4), "second-figure-missing.ladder", kpi=kpi)

    def doubts(self) -> Iterator[Finding]:
        """A level that hangs on one check."""
        for level, checks in sorted(self.levels.items()):
            if len(checks) == 1:
                yield finding(("levels", level), "level-with-one-check", level=level)

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


Counts = tuple[int, ...]
"""So many checks of levels 1 to 4."""


@record
class Climb:
    """What so many met checks of each level earn.

    `through` is the level up to which checks were looked at for it, `needed` the fewest further
    checks for the next level or more, `after_one` the lowest level with one met check less.
    """

    reading: Reading
    through: int
    needed: int
    after_one: int


class LadderReader(CheckReader):
    """A ladder made ready (docs/method.md, section 3)."""

    def __init__(self, rule: Ladder) -> None:
        super().__init__(rule)
        self.sizes = tuple(len(rule.levels[level]) for level in STEPS)
        self.climb = cache(self._climb)

    def readings_of(self, checks: Sequence[CheckResult]) -> tuple[Reading, Reading, int]:
        """Climb twice: over the checks that are met, and over those that are not ruled out."""
        met, possible = [0, 0, 0, 0], [0, 0, 0, 0]
        for check in checks:
            level = (check.level or 1) - 1
            if check.answer == "met":
                met[level] += 1
                possible[level] += 1
            elif check.answer != "not_met":
                possible[level] += 1
        climbed = self.climb(tuple(met))
        best = climbed if met == possible else self.climb(tuple(possible))
        return climbed.reading, best.reading, climbed.after_one

    def _climb(self, met: Counts) -> Climb:
        level, through = self.reached(met)
        after_one = min(
            (
                self.reached(tuple(count - (i == lost) for i, count in enumerate(met)))[0]
                for lost, count in enumerate(met)
                if count
            ),
            default=0,
        )
        if level == 4:
            return Climb(EVERYTHING, 4, 0, after_one)
        needed = min(self.fewest(met, top, level + 1) for top in range(level + 1, 5))
        reading = Reading(level, Fraction(met[level], met[level] + needed))
        return Climb(reading, through, needed, after_one)

    def reached(self, met: Counts) -> tuple[int, int]:
        """The level, and the level up to which checks were looked at for it (0 for none)."""
        best = (0, 0)
        missing = 0
        for top, (size, count) in enumerate(zip(self.sizes, met, strict=True), start=1):
            missing += size - count
            if 2 * count >= size:
                best = max(best, (top - max(0, missing - forgiven(top)), top))
        return best

    def fewest(self, met: Counts, top: int, level: int) -> int:
        """The fewest further checks that give `level` by looking at those up to `top`."""
        return max(*self.shortfalls(met, top, level))

    def shortfalls(self, met: Counts, top: int, level: int) -> tuple[int, int]:
        """How many checks are missing up to `top` for `level`, and how many of `top`'s own."""
        missing = sum(self.sizes[:top]) - sum(met[:top])
        half = (self.sizes[top - 1] + 1) // 2
        return missing - (top - level + forgiven(top)), half - met[top - 1]

    def reasons(
        self, checks: Sequence[CheckResult], shown: Reading, possible: Reading
    ) -> Iterator[Reason]:
        """What was reached, what is missing for more, and what is open."""
        climbed = self.climb(met_of(checks))
        if shown.level:
            inside = [check for check in checks if (check.level or 1) <= climbed.through]
            missing = ids(not_met(inside))
            yield Reason.of(
                ReasonCode.LADDER_LEVEL_REACHED,
                level=shown.level,
                through=climbed.through,
                checks=missing,
                met=len(inside) - len(missing),
                of=len(inside),
            )
        if shown.level < 4:
            yield Reason.of(ReasonCode.LADDER_NEEDS, level=shown.level + 1, needed=climbed.needed)
        if possible != shown:
            undecided = ids(check for check in checks if is_open(check))
            yield Reason.of(ReasonCode.CHECKS_OPEN, checks=undecided, possible_level=possible.level)

    def way(self, checks: Sequence[CheckResult], level: int) -> Move:
        """The fewest checks that give the level, those that come first where several sets do."""
        met = met_of(checks)
        needs = {top: self.fewest(met, top, level) for top in range(level, 5)}
        fewest = min(needs.values())
        tops = [top for top, needed in needs.items() if needed == fewest]
        found = [self.way_by(checks, met, top, level) for top in tops]
        if len(found) == 1:
            return found[0]
        places = {check.id: place for place, check in enumerate(checks)}
        return min(found, key=lambda m: (m.do, [places[id] for id in m.checks]))

    def way_by(self, checks: Sequence[CheckResult], met: Counts, top: int, level: int) -> Move:
        """The fewest checks that give the level by looking at those up to `top`."""
        missing, own = self.shortfalls(met, top, level)
        inside = not_met(check for check in checks if (check.level or 1) <= top)
        forced = easiest((check for check in inside if check.level == top), max(0, own))
        taken = set(ids(forced))
        rest = (check for check in inside if check.id not in taken)
        others = easiest(rest, max(0, missing - len(forced)))
        taken.update(ids(others))
        chosen = tuple(check for check in inside if check.id in taken)
        # One that the level cannot do without is replaced by its own level's only.
        spare = tuple(check for check in inside if check.id not in taken)
        if forced:
            spare = tuple(check for check in spare if check.level == top and not others)
        return meet_any(chosen, spare, level)


def forgiven(top: int) -> int:
    """How many missing checks up to a level cost nothing."""
    return 1 if top < 4 else 0


def met_of(checks: Sequence[CheckResult]) -> Counts:
    """How many checks of each level are met."""
    met = [0, 0, 0, 0]
    for check in checks:
        met[(check.level or 1) - 1] += check.answer == "met"
    return met[0], met[1], met[2], met[3]
