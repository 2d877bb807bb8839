"""In: the Site; out: changes.csv, from one published result of an office to the next, split."""

from collections.abc import Iterator

from ict_maturity.aggregate.site import Site
from ict_maturity.data.outputs import Output
from ict_maturity.export.csv_file import Value, csv_output
from ict_maturity.score.scorecard import Difference, TrendStep

PARTS = ("total", "by_office", "by_framework")
COLUMNS = (
    "office",
    "fictional",
    "recommendation",
    "text_status",
    "from_cycle",
    "cycle",
    "from_edition",
    "edition",
    "edition_status",
    *(f"level_{part}" for part in PARTS),
    *(f"score_{part}" for part in PARTS),
    "breaks",
)


def changes_csv(site: Site) -> Output:
    """One row a step of a trend, in the order of office, Recommendation and cycle."""
    return csv_output("changes.csv", COLUMNS, rows(site))


def rows(site: Site) -> Iterator[tuple[Value, ...]]:
    """Every step of every trend."""
    content = site.content
    for office, trends in sorted(site.trends.items()):
        for id, trend in sorted(trends.items()):
            first = (
                office,
                content.offices[office].fictional,
                id,
                content.recommendations[id].text_status,
            )
            for step in trend.steps:
                yield (*first, *editions(step), content.framework.edition_status, *figures(step))


def editions(step: TrendStep) -> tuple[Value, ...]:
    """Between which rounds and editions the step lies."""
    before, after = step.before, step.after
    return (before.cycle, after.cycle, before.edition, after.edition)


def figures(step: TrendStep) -> tuple[Value, ...]:
    """Levels and scores, in all and by part; the parts are empty where they cannot be told."""
    parts: tuple[Difference | None, ...] = (step.total, step.by_office, step.by_framework)
    levels = (None if part is None else part.level for part in parts)
    scores = (None if part is None else part.score for part in parts)
    return (*levels, *scores, step.breaks)
