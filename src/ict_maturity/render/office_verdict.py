"""In: an office's levels and next steps; out: the sentence that says where it stands."""

from collections.abc import Iterator, Sequence

from ict_maturity.render.office_levels import LevelRow
from ict_maturity.render.office_steps import StepGroup
from ict_maturity.said import Sayable, listed, word

HIGHEST = 4


def verdict(rows: Sequence[LevelRow], nearest: StepGroup | None, edition: str) -> Sayable:
    """The usual level, what lies below it, what is not known, and the nearest gain.

    `nearest` is the Recommendation with the least to do for its next level, None without one;
    `edition` is the one that asks now, and empty where it is the one that was answered.
    """
    said = [*standings(rows), *gains(nearest, edition)]
    return listed(said, "sentences")


def standings(rows: Sequence[LevelRow]) -> Iterator[Sayable]:
    """Where the office stands, one sentence for each part, as far as there is something to say."""
    asked = [row for row in rows if row.latest.levels]
    levels = {
        row.recommendation.id: row.latest.levels.shown
        for row in asked
        if row.latest.levels and row.latest.published
    }
    if levels:
        usual = usual_level(list(levels.values()))
        yield standing(usual, sum(level >= usual for level in levels.values()), len(asked))
        lowest = min(levels.values())
        if lowest < usual:
            held = listed(id for id, level in levels.items() if level == lowest)
            yield word("office.verdict.held", ids=held, level=lowest)
    else:
        yield word("office.verdict.nothing", total=len(asked))
    unknown = [row.recommendation.id for row in asked if not row.latest.published]
    if levels and unknown:
        yield word("office.verdict.unknown", ids=listed(unknown))


def gains(nearest: StepGroup | None, edition: str) -> Iterator[Sayable]:
    """The next level that takes least."""
    if nearest:
        kpis = listed(line.kpi.id for line in nearest.lines)
        id, level = nearest.recommendation.id, nearest.to_level
        if edition:
            yield word("office.verdict.under", edition=edition, id=id, level=level, kpis=kpis)
        else:
            yield word("office.verdict.nearest", id=id, level=level, kpis=kpis)


def usual_level(levels: Sequence[int]) -> int:
    """The highest level that half of them or more reach, and 1 where that is none."""
    return max(1, sorted(levels, reverse=True)[(len(levels) - 1) // 2])


def standing(level: int, number: int, total: int) -> Sayable:
    """On how many Recommendations the office is at a level or above it."""
    said = "highest" if level == HIGHEST else "standing"
    return word(f"office.verdict.{said}", level=level, number=number, total=total)
