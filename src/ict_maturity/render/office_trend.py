"""In: an office's trends; out: for each Recommendation a small chart, the target and the pace."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from ict_maturity import charts
from ict_maturity.aggregate.site import Site
from ict_maturity.model import AssessmentKey, Recommendation
from ict_maturity.render.office_levels import NOTHING
from ict_maturity.render.parts import LevelCell, recommendation_cell
from ict_maturity.said import Sayable, listed, word
from ict_maturity.score.scorecard import (
    Interval,
    RecommendationResult,
    Scorecard,
    Trend,
    TrendPoint,
    TrendStep,
)
from ict_maturity.texts.results import level_range, mean_words, printed_change, reason_text
from ict_maturity.texts.words import Words


class TrendChip(NamedTuple):
    """The level of one round; `broken` says that it was not measured like the one before."""

    cell: LevelCell
    cycle: str
    broken: bool


class TrendRow(NamedTuple):
    """One Recommendation over the rounds: chips, chart, the same in words, target and pace."""

    recommendation: Recommendation
    chips: tuple[TrendChip, ...]
    target_level: int | None
    target_year: int | None
    chart: Markup
    words: Sayable
    changes: tuple[Sayable, ...]
    target: Sayable
    pace: Sayable
    reasons: Sayable


def trend_rows(site: Site, words: Words, trends: Mapping[str, Trend]) -> tuple[TrendRow, ...]:
    """The trends of Recommendations that have a published result or a target."""
    return tuple(
        TrendRow(
            recommendation=site.content.recommendations[id],
            chips=chips_of(trend),
            target_level=trend.target_level,
            target_year=trend.target_year,
            chart=chart_of(words, trend, short_rounds(site, id)),
            words=levels_of(trend, short_rounds(site, id)),
            changes=tuple(map(change_words, trend.steps)),
            target=target_of(trend),
            pace=word(f"office.pace.{trend.pace}") if trend.pace else "",
            reasons=listed(map(reason_text, trend.reasons), "sentences"),
        )
        for id, trend in trends.items()
        if trend.points or trend.target_level is not None
    )


def chips_of(trend: Trend) -> tuple[TrendChip, ...]:
    """The levels of the rounds as badges, the oldest first."""
    broken = {step.after.cycle for step in trend.steps if step.breaks}
    return tuple(
        TrendChip(
            LevelCell(level_range(Interval(each.level, each.possible)), str(each.level), ""),
            each.cycle,
            each.cycle in broken,
        )
        for each in trend.points
    )


def short_rounds(site: Site, id: str) -> frozenset[str]:
    """The rounds that left out a KPI of a Recommendation that counts."""
    return frozenset(cycle for cycle, found in site.results.items() if id in found.short_rounds)


def levels_of(trend: Trend, short: Collection[str]) -> Sayable:
    """The levels by rounds, which are the numbers that the chart draws; `short` ones are marked."""
    return listed((point_words(each, short) for each in trend.points), "semicolons") or word(
        "office.trend.no_points"
    )


def point_words(point: TrendPoint, short: Collection[str]) -> Sayable:
    """One round and its level."""
    level = level_range(Interval(point.level, point.possible))
    said = word("office.trend.point", cycle=point.cycle, level=level)
    if point.cycle not in short:
        return said
    return word("marked", text=said, mark=word("result.short_round"))


def change_words(step: TrendStep) -> Sayable:
    """What changed from one result to the next, in three parts that add up as they are printed."""
    doing, looking, framework, total = printed_change(step)
    return word(
        "office.trend.split",
        before=step.before.cycle,
        after=step.after.cycle,
        level=total.level,
        level_doing=doing.level,
        level_looking=looking.level,
        level_framework=framework.level,
        score=total.score,
        score_doing=doing.score,
        score_looking=looking.score,
        score_framework=framework.score,
    )


def target_of(trend: Trend) -> Sayable:
    """The target, or that there is none."""
    if trend.target_level is None:
        return word("office.trend.no_target")
    return word("office.trend.to", level=trend.target_level, year=trend.target_year)


def chart_of(words: Words, trend: Trend, short: Collection[str]) -> Markup:
    """Dots at the rounds' reference dates, a ring at the end of the target year."""
    broken = {step.after.cycle for step in trend.steps if step.breaks}
    moments = [
        charts.Moment(
            point.reference_date.toordinal(),
            point.level,
            point.cycle,
            point.cycle in broken,
            point.possible,
        )
        for point in trend.points
    ]
    target = None
    said = [levels_of(trend, short), *(change_words(step) for step in trend.steps if step.breaks)]
    if trend.target_level is not None and trend.target_year is not None:
        end = date(trend.target_year, 12, 31).toordinal()
        target = charts.Moment(end, trend.target_level, str(trend.target_year))
        said.append(target_of(trend))
    id = trend.recommendation
    title, desc = words("office.trend.title", id=id), words.say(listed(said, "semicolons"))
    return charts.trend(f"trend-{id.lower()}", title, desc, moments, target)


class Restated(NamedTuple):
    """One Recommendation under both editions: its level, and what holds it with the mean."""

    recommendation: Recommendation
    before: LevelCell
    held_before: Sayable
    after: LevelCell
    held_after: Sayable


def restated_rows(site: Site, scorecard: Scorecard) -> tuple[Restated, ...]:
    """The Recommendations whose result differs; empty for an answer to the current edition."""
    again = site.restated.get(AssessmentKey(scorecard.office, scorecard.cycle))
    if again is None:
        return ()
    pairs = (
        (id, scorecard.recommendations.get(id), result)
        for id, result in again.recommendations.items()
    )
    return tuple(
        Restated(
            recommendation=site.content.recommendations[id],
            before=recommendation_cell(before),
            held_before=held_of(before),
            after=recommendation_cell(after),
            held_after=held_of(after),
        )
        for id, before, after in pairs
        if before is None or (before.levels, before.score) != (after.levels, after.score)
    )


def held_of(result: RecommendationResult | None) -> Sayable:
    """What holds the level and the mean of the KPIs, a dash when there is no result."""
    if result is None or result.score is None:
        return NOTHING
    held = word("office.restated.held", kpis=listed(result.held_by)) if result.held_by else ""
    return listed(filter(None, (held, mean_words(result.score))), "semicolons")
