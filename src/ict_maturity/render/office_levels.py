"""In: one scorecard; out: its levels as a sentence, key figures, rows with bars and a radar."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from ict_maturity import charts
from ict_maturity.model import Content, Office, Recommendation
from ict_maturity.render.parts import LevelCell, recommendation_cell
from ict_maturity.rules.reasons import ReasonCode
from ict_maturity.said import Name, Sayable, listed, percentage, word
from ict_maturity.score.scorecard import RecommendationResult, Scorecard
from ict_maturity.texts.results import (
    level_range,
    level_words,
    nothing_words,
    reason_text,
    result_line,
    score_range,
)
from ict_maturity.texts.words import Words

NOTHING = "–"


class LevelRow(NamedTuple):
    """One Recommendation of an office: the result, its badge, its line in words and figures.

    `latest` is the result itself or, where the round did not ask, the last one of `earlier`, a
    round; `badge` and `bar` show it, and `before` tells it. Both of these names are empty else.
    """

    recommendation: Recommendation
    result: RecommendationResult
    cell: LevelCell
    latest: RecommendationResult
    badge: LevelCell
    bar: Markup
    earlier: str
    before: Sayable
    line: Sayable
    held_by: Sayable
    score: Sayable
    assessed: Sayable
    coverage: Sayable

    @property
    def mark(self) -> Sayable:
        """What a chart's label says of a working theme."""
        if not self.recommendation.is_working_theme:
            return ""
        return word("content_status.short.placeholder")


class KeyFigure(NamedTuple):
    """A figure of the office as a whole, with what belongs to it in small print."""

    label: Sayable
    value: Sayable
    note: Sayable = ""


def level_rows(
    content: Content, scorecard: Scorecard, earlier: Mapping[str, Scorecard]
) -> tuple[LevelRow, ...]:
    """The rows of all Recommendations, in the order of their ids.

    `earlier` has the scorecard before of each Recommendation that the round did not ask about.
    """
    latest = {id: card.recommendations[id] for id, card in earlier.items()}
    return tuple(
        LevelRow(
            recommendation=content.recommendations[id],
            result=result,
            cell=recommendation_cell(result),
            latest=latest.get(id, result),
            badge=recommendation_cell(latest.get(id, result)),
            bar=bar_of(latest.get(id, result)),
            earlier=earlier[id].cycle if id in earlier else "",
            before=before_words(earlier[id], id) if id in earlier else "",
            line=result_line(result),
            held_by=listed(result.held_by, "commas") or NOTHING,
            score=NOTHING if result.score is None else score_range(result.score),
            assessed=word("office.overall.of", published=result.assessed, total=result.applicable),
            coverage=NOTHING if result.coverage is None else percentage(result.coverage),
        )
        for id, result in scorecard.recommendations.items()
    )


def before_words(scorecard: Scorecard, id: str) -> Sayable:
    """What an earlier round found, and which one."""
    found = scorecard.recommendations[id]
    said = level_words(found.levels, found.published) if found.levels else nothing_words(found)
    return word("office.before", cycle=scorecard.cycle, result=said)


def key_figures(scorecard: Scorecard) -> tuple[KeyFigure, ...]:
    """The office as a whole (docs/method.md, section 7); never a rank."""
    overall = scorecard.overall
    results = scorecard.recommendations.values()
    level, score = overall.levels, overall.score
    why = listed(
        (
            reason_text(reason)
            for reason in overall.reasons
            if level is None or reason.code == ReasonCode.OVERALL_LOWEST
        ),
        "sentences",
    )
    published = word("office.overall.of", published=overall.published, total=overall.total)
    assessed = word(
        "office.overall.of",
        published=sum(result.assessed for result in results),
        total=sum(result.applicable for result in results),
    )
    return (
        KeyFigure(word("office.overall.level"), level_range(level) if level else NOTHING, why),
        KeyFigure(
            word("office.overall.score"),
            score_range(score) if score else NOTHING,
            word("office.overall.score.note") if score else "",
        ),
        KeyFigure(word("office.overall.published"), published),
        KeyFigure(word("office.overall.assessed"), assessed),
    )


def bar_of(result: RecommendationResult) -> Markup:
    """The interval bar of one result."""
    return charts.level_bar(result.levels, result.published)


def radar_chart(words: Words, office: Office, rows: Sequence[LevelRow]) -> Markup:
    """The shape of the published levels; empty with too few axes for a shape."""
    axes = [
        charts.Axis(
            label=row.recommendation.id,
            value=words.say(row.cell.text) if row.result.published else NOTHING,
            levels=row.result.levels if row.result.published else None,
            mark=words.say(row.mark),
        )
        for row in rows
    ]
    title = words("office.radar.title", name=Name(office.name))
    return charts.radar("radar-chart", title, words.say(all_badges(rows)), axes)


def all_badges(rows: Sequence[LevelRow]) -> Sayable:
    """What a screen reader says of a chart: every badge with its Recommendation."""
    return listed(
        (word("result.of", id=row.recommendation.id, result=row.cell.words) for row in rows),
        "points",
    )
