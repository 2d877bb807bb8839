"""In: an office's move; out: why it moves, in words."""

from collections.abc import Iterator

from ict_maturity.compare.report import KpiMove, KpiState, LevelMove
from ict_maturity.said import Sayable, listed, word
from ict_maturity.texts.reasons import reason_text


def because(move: LevelMove) -> Sayable:
    """What changed, KPI by KPI, and what holds the level where it is now."""
    kpis = [words for kpi in move.kpis for words in kpi_words(kpi)]
    what = listed(kpis, "semicolons") or word("impact.kpi.thresholds")
    said = word("impact.because", cause=word(f"impact.cause.{move.cause}"), what=what)
    return listed([said, *map(reason_text, move.reasons)], "sentences")


def kpi_words(move: KpiMove) -> Iterator[Sayable]:
    """What is otherwise about one KPI."""
    before, after = move.before, move.after
    if before is None:
        yield word("impact.kpi.new", kpi=move.kpi)
    elif after is None:
        yield word("impact.kpi.gone", kpi=move.kpi)
    else:
        yield from both_words(move.kpi, before, after)


def both_words(kpi: str, before: KpiState, after: KpiState) -> Iterator[Sayable]:
    """What is otherwise about a KPI that is on both sides."""
    if before.recommendation != after.recommendation:
        yield word(
            "impact.kpi.moved", kpi=kpi, before=before.recommendation, after=after.recommendation
        )
    if before.standing != after.standing:
        yield word(
            "impact.kpi.standing",
            kpi=kpi,
            before=word(f"impact.standing.{before.standing}"),
            after=word(f"impact.standing.{after.standing}"),
        )
    if before.level != after.level:
        yield word("impact.kpi.level", kpi=kpi, before=before.level, after=after.level)
    if before.assessed != after.assessed:
        yield word("impact.kpi.assessed" if after.assessed else "impact.kpi.not_assessed", kpi=kpi)
    if before.core != after.core:
        yield word("impact.kpi.core" if after.core else "impact.kpi.not_core", kpi=kpi)
    if before.weight != after.weight:
        yield word("impact.kpi.weight", kpi=kpi, before=before.weight, after=after.weight)
