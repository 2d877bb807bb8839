"""In: a round's results; out: its tables, in which suppressed figures say so in words."""

from ict_maturity.aggregate.results import CycleResults
from ict_maturity.aggregate.site import Site
from ict_maturity.render.parts import Table, recommendation_words
from ict_maturity.said import Sayable, short_number, word


def shown(count: int | None) -> Sayable:
    """A count, or that it is not shown."""
    return word("results.hidden") if count is None else str(count)


def breakdown_tables(site: Site, results: CycleResults) -> tuple[Table, ...]:
    """Offices asked and reporting, one table for each profile field that results are broken by."""
    titles = {field.id: field.title for field in site.content.framework.profile}
    columns = (word("results.group"), word("results.asked"), word("results.reporting"))
    return tuple(
        Table(
            caption=titles[field],
            columns=columns,
            rows=tuple(
                (group.label, shown(group.asked), shown(group.reporting)) for group in groups
            ),
        )
        for field, groups in results.breakdowns.items()
    )


def level_table(site: Site, results: CycleResults) -> Table:
    """The numbers of all level charts of the page."""
    rows = []
    for id, distribution in results.recommendations.items():
        item = site.content.recommendations[id]
        counts = distribution.levels or (None,) * len(site.content.framework.levels)
        median = distribution.median
        rows.append(
            (
                recommendation_words(item),
                *(shown(count) for count in counts),
                shown(distribution.offices),
                word("results.hidden") if median is None else short_number(median),
            )
        )
    levels = (word("level.number", level=each.level) for each in site.content.framework.levels)
    columns = (
        word("recommendation"),
        *levels,
        word("offices.number"),
        word("results.gaps.median"),
    )
    return Table(word("results.levels.note"), columns, tuple(rows))


def response_tables(site: Site, results: CycleResults) -> tuple[tuple[str, Table], ...]:
    """What offices answered to the questions beyond the KPIs: the question and its table."""
    questions = {question.id: question for question in site.content.cycles[results.cycle].questions}
    columns = (word("results.responses.option"), word("offices.number"))
    return tuple(
        (
            questions[id].title,
            Table(
                caption=questions[id].text,
                columns=columns,
                rows=tuple((option.label, shown(option.offices)) for option in options),
            ),
        )
        for id, options in results.responses.items()
    )
