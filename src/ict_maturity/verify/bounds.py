"""In: a figure that unnamed offices stand behind, and the named ones' part; out: what it breaks.

The rules are those of docs/method.md, section 8, seen from outside: how much unnamed offices can
have added, given that no small count of theirs may be known.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeGuard

from ict_maturity.aggregate.disclosure import may_join
from ict_maturity.export.fields import decimals

Entry = Mapping[str, Any]
Breach = tuple[str, str]
"""The field that breaks its bounds, and what was expected of it."""


@dataclass(frozen=True)
class Bounds:
    """The bounds of a round in which `unnamed` offices are counted without a name.

    `small` is the least number of offices that a figure may tell of.
    """

    unnamed: int
    small: int

    def distribution(self, theirs: Entry, named: Sequence[int]) -> Breach | None:
        """`named` counts the public offices at each level."""
        offices, levels = theirs.get("offices"), theirs.get("levels")
        if theirs.get("suppressed") is not False:
            return "suppressed", "false, for enough offices stand behind it"
        if not is_count(offices) or not self._joined(offices - sum(named)):
            return "offices", f"{sum(named)} with a name, and a part of {self.unnamed} without"
        if not isinstance(levels, list) or len(levels) != len(named):
            return "levels", f"{len(named)} counts"
        if not self._levels_fit(levels, named, offices):
            return "levels", f"{list(named)} with a name, and no small count without"
        expected = None if None in levels else decimals(median_of(levels))
        if theirs.get("median") != expected:
            return "median", f"{expected}, by its levels"
        return None

    def group(self, theirs: Entry, asked: int, reporting: int) -> Breach | None:
        """`asked` and `reporting` count the public offices of the group."""
        found = theirs.get("asked")
        if found is None:
            return None if theirs.get("reporting") is None else ("reporting", "null, like asked")
        if not is_count(found) or found < self.small or not self._added(found - asked):
            return "asked", f"{asked} with a name, and none or {self.small} or more without"
        right = reporting + found - asked
        return None if theirs.get("reporting") == right else ("reporting", f"{right}, by asked")

    def option(self, theirs: Entry, chosen: int, answered: int) -> Breach | None:
        """`chosen` counts the public offices with the option, `answered` those with any."""
        found = theirs.get("offices")
        if found is None:
            enough = f"{chosen} or more, for {answered} offices with a name answered"
            return ("offices", enough) if answered >= self.small else None
        if not is_count(found) or not self._added(found - chosen):
            return "offices", f"{chosen} with a name, and none or {self.small} or more without"
        return None

    def _joined(self, part: int) -> bool:
        return part > 0 and may_join(part, self.unnamed, self.small)

    def _added(self, part: int) -> bool:
        return part == 0 or self.small <= part <= self.unnamed

    def _levels_fit(self, levels: Sequence[Any], named: Sequence[int], offices: int) -> bool:
        """Whether the counts hold the named offices, and hide what must be hidden."""
        shown = [
            (count, part) for count, part in zip(levels, named, strict=True) if count is not None
        ]
        if not all(is_count(count) and self._added(count - part) for count, part in shown):
            return False
        rest = offices - sum(named) - sum(count - part for count, part in shown)
        hides = len(shown) < len(levels)
        return (
            rest >= self.small and all(count > part for count, part in shown) if hides else not rest
        )


def is_count(value: object) -> TypeGuard[int]:
    """Whether the value is a whole number of offices."""
    return type(value) is int and value >= 0


def median_of(counts: Sequence[int]) -> Fraction:
    """The median level by how many offices are at each, however many they are."""
    total = sum(counts)

    def level_at(place: int) -> int:
        behind = 0
        for level, count in enumerate(counts):
            behind += count
            if place < behind:
                return level
        return len(counts) - 1

    return Fraction(level_at((total - 1) // 2) + level_at(total // 2), 2)
