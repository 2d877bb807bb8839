"""In: a KPI's rule, an answer and the reference date; out: level, progress and what goes with it.

Sections 2 to 5 of docs/method.md, word by word and slowly. Nothing here is taken from the engine.
Where the page leaves room, the reading is marked with `Reading:` and a number.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from itertools import combinations, product
from typing import Any

Made = Any
"""An object of the model; this reference reads its fields and knows none of its types."""

ZERO, ONE, HALF = Fraction(0), Fraction(1), Fraction(1, 2)


def months(start: date, end: date) -> int:
    """Full months passed; negative when `end` lies before `start`."""
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


@dataclass(frozen=True)
class At:
    """A level (0 to 4) and the progress to the next one (0 <= progress < 1)."""

    level: int
    progress: Fraction = ZERO

    @property
    def score(self) -> Fraction:
        return 100 * (self.level + self.progress) / 4


NOTHING, ALL = At(0), At(4)


@dataclass(frozen=True)
class Read:
    """What one answer is worth.

    `after_one` is the lowest shown level after one decided fact was changed for the worse.
    """

    shown: At
    possible: At
    decided: Fraction
    few: bool = False
    held: str | None = None
    none: bool = False
    after_one: int = 0


# --- rules with checks ---------------------------------------------------------------------------


def checks_of(rule: Made) -> list[tuple[int, Made]]:
    """Each check with its level (0 where it has none), in the order in which they are asked."""
    if rule.type == "ladder":
        return [(k, check) for k in sorted(rule.levels) for check in rule.levels[k]]
    if rule.type == "checklist":
        return [(0, check) for check in rule.checks]
    return [(0, rule.check)] if rule.type == "binary" else []


def states_of(rule: Made, answer: Made) -> dict[str, bool | None]:
    """By check: met, not met, or undecided.

    Reading 1: a check that the rule does not know is not read.
    """
    ids = [check.id for _, check in checks_of(rule)]
    if answer is not None and answer.answer == "none":
        return dict.fromkeys(ids, False)
    given = answer.checks if answer is not None and answer.answer is None else {}
    return {id: {"met": True, "not_met": False}.get(given.get(id, "")) for id in ids}


def ladder_level(sizes: Sequence[int], met: Sequence[int]) -> int:
    """The level of a ladder with so many checks, and so many met, at levels 1 to 4."""
    best = 0
    for k in (1, 2, 3, 4):
        if 2 * met[k - 1] >= sizes[k - 1]:
            missing = sum(sizes[:k]) - sum(met[:k])
            best = max(best, k - max(0, missing - (1 if k <= 3 else 0)))
    return best


@lru_cache(maxsize=100_000)
def ladder_at(sizes: tuple[int, ...], met: tuple[int, ...]) -> At:
    """Level and progress; the fewest further checks are found by trying all numbers of them."""
    level = ladder_level(sizes, met)
    if level == 4:
        return ALL
    fewest = min(
        sum(more)
        for more in product(*(range(size - had + 1) for size, had in zip(sizes, met, strict=True)))
        if ladder_level(sizes, [a + b for a, b in zip(met, more, strict=True)]) > level
    )
    return At(level, Fraction(met[level], met[level] + fewest))


def checks_at(rule: Made, met: Iterable[str]) -> At:
    """Level and progress when exactly these checks are met."""
    met = set(met)
    if rule.type == "binary":
        return At(rule.level_if_met) if met else NOTHING
    if rule.type == "ladder":
        rows = [[check.id in met for check in rule.levels[k]] for k in (1, 2, 3, 4)]
        return ladder_at(tuple(map(len, rows)), tuple(map(sum, rows)))
    needed = [0, *(rule.at_least[k] for k in (1, 2, 3, 4))]
    cores = all(check.id in met for check in rule.checks if check.core)
    figures = all(check.id in met for check in rule.checks if check.second_figure)
    level = max(
        k for k in range(5) if len(met) >= needed[k] and (k < 3 or cores) and (k < 4 or figures)
    )
    if level == 4:
        return ALL
    gap = needed[level + 1] - needed[level]
    return At(level, min(Fraction(len(met) - needed[level], gap), Fraction(gap - 1, gap)))


def read_checks(rule: Made, answer: Made) -> Read:
    """A ladder, a checklist or a binary."""
    states = states_of(rule, answer)
    met = {id for id, state in states.items() if state}
    decided = sum(state is not None for state in states.values())
    shown = checks_at(rule, met)
    return Read(
        shown=shown,
        possible=checks_at(rule, {id for id, state in states.items() if state is not False}),
        decided=Fraction(decided, len(states)),
        none=answer is not None and answer.answer == "none",
        after_one=min([shown.level, *(checks_at(rule, met - {id}).level for id in met)]),
    )


# --- rules with one fact -------------------------------------------------------------------------


def higher(rule: Made) -> bool:
    return bool(rule.type != "recency" and rule.direction == "higher")


def worth(rule: Made, fact: Made, reference: date) -> Fraction | None:
    """The figure of an answer, or of what is told of `before`; None where it must be refused.

    For an ordered rule, the level that the choice maps to.
    Reading 2: `before` must meet the same minimum (`denominator_at_least`) as the present figure.
    """
    if rule.type == "ordered":
        levels = {choice.id: Fraction(choice.level) for choice in rule.choices}
        return levels.get(fact.choice)
    if rule.type == "recency":
        if fact.date is None or fact.date > reference:
            return None
        return Fraction(months(fact.date, reference))
    if rule.type == "number":
        if fact.value is None:
            return None
        negative = min(rule.floor, *rule.cut_points.values()) < 0
        return None if fact.value < 0 and not negative else Fraction(fact.value)
    above, below = fact.numerator, fact.denominator
    if above is None or below is None or below <= 0 or above < 0:
        return None
    if above > below and not rule.may_exceed_one:
        return None
    if rule.denominator_at_least is not None and below < rule.denominator_at_least:
        return None
    return Fraction(above) / Fraction(below)


def present(rule: Made, answer: Made, reference: date) -> Fraction | None:
    """The figure that the answer reports, None when it reports none or one that is refused.

    Reading 3: a ratio or number without `as_of` is not wholly reported, so not assessed.
    """
    if answer is None or answer.answer is not None:
        return None
    if rule.type in ("ratio", "number"):
        if answer.as_of is None or answer.as_of > reference:
            return None
        if months(answer.as_of, reference) > rule.as_of_within_months:
            return None
    return worth(rule, answer, reference)


def before_of(rule: Made, answer: Made, reference: date) -> tuple[Fraction, date] | None:
    """The earlier figure and its day, None when it does not count."""
    before = answer.before
    if before is None:
        return None
    figure = worth(rule, before, reference)
    if figure is None:
        return None
    if rule.type == "recency":
        counts = months(before.date, answer.date) >= 1
        return (figure, before.date) if counts else None
    now = reference if rule.type == "ordered" else answer.as_of
    if before.as_of is None or not 6 <= months(before.as_of, now) <= 36:
        return None
    return figure, before.as_of


def changed(answer: Made, since: date, reference: date) -> bool:
    """Whether `change` counts.

    Reading 4: a day after the reference date lies outside the limits, so the claim is not met; the
    present figure stays readable.
    """
    change = answer.change
    return bool(
        change is not None
        and change.what
        and change.date is not None
        and since <= change.date <= reference
        and months(change.date, reference) <= 24
    )


def cut_level(rule: Made, figure: Fraction) -> int:
    """The level by cut points, or by the choice, alone."""
    if rule.type == "ordered":
        return int(figure)
    points: dict[int, Fraction] = {k: Fraction(one) for k, one in rule.cut_points.items()}
    if higher(rule):
        return max([k for k, point in points.items() if figure >= point], default=0)
    return max([k for k, point in points.items() if figure <= point], default=0)


def held_or_improved(rule: Made, answer: Made, reference: date) -> str | None:
    """Reading 5: where both hold, the word is `held`."""
    now = present(rule, answer, reference)
    before = before_of(rule, answer, reference) if now is not None else None
    if now is None or before is None:
        return None
    figure, day = before
    if rule.type == "recency":
        if figure <= 2 * Fraction(rule.cut_points[4]):
            return "held"
        return "improved" if figure <= 36 and changed(answer, day, reference) else None
    if cut_level(rule, now) == 4 and cut_level(rule, figure) == 4:
        return "held"
    better = now > figure if rule.type == "ordered" or higher(rule) else now < figure
    return "improved" if better and changed(answer, day, reference) else None


def share(rule: Made, figure: Fraction, level: int) -> Fraction:
    """How far the figure is from the cut point of `level` (`floor` at 0) to the next, 0 to 1."""
    points = [Fraction(rule.floor), *(Fraction(rule.cut_points[k]) for k in (1, 2, 3, 4))]
    part = (figure - points[level]) / (points[level + 1] - points[level])
    return max(ZERO, min(ONE, part))


def is_small_set(rule: Made, answer: Made) -> bool:
    """Whether all but at most one of three to six are counted."""
    return bool(
        rule.type == "ratio"
        and higher(rule)
        and not rule.may_exceed_one
        and 3 <= answer.denominator <= 6
        and answer.numerator >= answer.denominator - 1
    )


def fact_at(rule: Made, answer: Made, reference: date) -> At | None:
    """Level and progress of the one fact, None when it is not there or refused."""
    figure = present(rule, answer, reference)
    if figure is None:
        return None
    h = held_or_improved(rule, answer, reference) is not None
    reached = cut_level(rule, figure)
    if reached == 4 and h:
        return ALL
    if rule.type == "ordered":
        return At(3, HALF) if reached == 4 else At(reached)
    if is_small_set(rule, answer):
        reached = max(reached, 3)
    if reached < 3:
        return At(reached, share(rule, figure, reached))
    return At(3, share(rule, figure, 3) / 2 + (HALF if h else ZERO))


def worse(rule: Made, answer: Made, reference: date, level: int) -> Iterable[int]:
    """The levels after each single change for the worse."""
    yield level
    if rule.type == "ordered":
        now = cut_level(rule, worth(rule, answer, reference) or ZERO)
        yield from (
            [max(below)] if (below := [c.level for c in rule.choices if c.level < now]) else []
        )
        if level == 4:
            yield 3
        return
    yield max(0, level - 1)
    if rule.type != "ratio":
        return
    numerator = max(0, answer.numerator + (-1 if higher(rule) else 1))
    if numerator > answer.denominator and not rule.may_exceed_one:
        return
    changed = fact_at(rule, answer.model_copy(update={"numerator": numerator}), reference)
    if changed is not None:
        yield changed.level


def best(rule: Made) -> int:
    """The level at which the rule ends."""
    if rule.type == "ordered":
        return int(max(choice.level for choice in rule.choices))
    return int(rule.level_if_met) if rule.type == "binary" else 4


def read_fact(rule: Made, answer: Made, reference: date) -> Read:
    """A ratio, a number, a recency or an ordered rule."""
    if answer is not None and answer.answer == "none":
        return Read(NOTHING, NOTHING, ONE, none=True)
    at = fact_at(rule, answer, reference)
    if at is None:
        return Read(NOTHING, At(best(rule)), ZERO)
    return Read(
        shown=at,
        possible=at,
        decided=ONE,
        few=rule.type == "ratio" and answer.denominator < 10,
        held=held_or_improved(rule, answer, reference),
        after_one=min(worse(rule, answer, reference, at.level)),
    )


def read(rule: Made, answer: Made, reference: date) -> Read:
    """Any rule with any answer; a claim that is not accepted is undecided, whatever the rule."""
    if answer is not None and answer.answer == "not_applicable":
        return Read(NOTHING, ALL, ZERO)
    return read_checks(rule, answer) if checks_of(rule) else read_fact(rule, answer, reference)


# --- evidence ------------------------------------------------------------------------------------


def grade(item: Made, office: str) -> int:
    """0 to 3 for E0 to E3."""
    found = 0
    if item.title and item.date and item.holder:
        found = 1
    if item.url and item.read_on:
        found = 2
    other = item.verified_by and item.verified_by != office
    return 3 if found and other and item.verified_on else found


def points_and_cap(
    item: Made, valid_for: int, reference: date, office: str
) -> tuple[Fraction, int]:
    """What one item counts.

    Reading 6: a document dated after the reference date is refused, so it counts as no item.
    """
    found = grade(item, office)
    if item.date is not None and item.date > reference:
        return Fraction(1, 4), 2
    day = item.date or (item.read_on if item.url else None)
    stale = day is None or months(day, reference) > valid_for
    points = (Fraction(1, 4), HALF, Fraction(3, 4), ONE)[found]
    return (points / 2, 2) if stale else (points, (2, 3, 4, 4)[found])


def backing(answer: Made, valid_for: int, reference: date, office: str) -> tuple[Fraction, int]:
    """The best points and the best cap among the items and "stated only"."""
    items = answer.evidence if answer is not None else ()
    found = [points_and_cap(item, valid_for, reference, office) for item in items]
    found.append((Fraction(1, 4), 2))
    return max(points for points, _ in found), max(cap for _, cap in found)


# --- what it takes -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Way:
    """The best smallest set of facts that brings a KPI to a level.

    `do` is the number of checks in it that are not met; `checks` are all checks in it and
    `find_out` those that are undecided, in the order in which they are asked.
    """

    size: int
    do: int = 0
    checks: tuple[str, ...] = ()
    find_out: tuple[str, ...] = ()


STAY = Way(0)


def way(rule: Made, answer: Made, reference: date, target: int) -> Way | None:
    """How a KPI reaches a level, None when its rule ends below it.

    Reading 7: a KPI that is claimed not to apply is treated as one without an answer.
    """
    if read(rule, answer, reference).shown.level >= target:
        return STAY
    if best(rule) < target:
        return None
    if checks_of(rule):
        return way_of_checks(rule, states_of(rule, answer), target)
    return way_of_fact(rule, answer, reference, target)


def way_of_checks(rule: Made, states: Mapping[str, bool | None], target: int) -> Way | None:
    """Every set of open checks, smallest first; then fewest to do, then the order of asking."""
    met = {id for id, state in states.items() if state}
    missing = [id for id, state in states.items() if not state]
    for size in range(1, len(missing) + 1):
        found = [
            chosen
            for chosen in combinations(missing, size)
            if checks_at(rule, met | set(chosen)).level >= target
        ]
        if found:
            # combinations come in the order of asking, and min takes the first of the least
            chosen = min(found, key=lambda ids: sum(states[id] is False for id in ids))
            find_out = tuple(id for id in chosen if states[id] is None)
            return Way(size, size - len(find_out), chosen, find_out)
    return None


def way_of_fact(rule: Made, answer: Made, reference: date, target: int) -> Way:
    """One fact for the figure, one for held or improved; each is counted only where it is missing.

    Reading 8: a figure that moves keeps its `as_of`, a date may move up to the reference date; so
    `before` and `change` that are there already may be enough once the figure has moved. Where
    there is no present fact, held or improved is missing.
    Reading 9: a figure that is decided, and held or improved, are something to do; a figure that
    is undecided is merely found out, as an open check is.
    """
    figure = None if answer is None else present(rule, answer, reference)
    none = answer is not None and answer.answer == "none"
    move = int(figure is not None or none)
    if target < 4:
        return Way(1, do=move)
    if figure is None:
        return Way(2, do=move + 1)
    if cut_level(rule, figure) == 4:
        return Way(1, do=1)
    moved = answer
    if rule.type == "recency":
        moved = answer.model_copy(update={"date": reference})
    before = before_of(rule, moved, reference)
    if before is None:
        return Way(2, do=2)
    earlier, day = before
    if rule.type == "recency":
        held = earlier <= 2 * Fraction(rule.cut_points[4])
        improved = earlier <= 36 and changed(answer, day, reference)
    else:
        held = cut_level(rule, earlier) == 4
        improved = changed(answer, day, reference)
    return Way(1, do=1) if held or improved else Way(2, do=2)
