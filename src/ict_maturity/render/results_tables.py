"""In: a round's results; out: its tables."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from ict_maturity.aggregate.results import CycleResults, Rounded
from ict_maturity.aggregate.site import Site
from ict_maturity.render.parts import Table, recommendation_words
from ict_maturity.render.standing import median_words
from ict_maturity.said import Sayable, signed_number, word

T = TypeVar("T")


def breakdown_tables(site: Site, results: CycleResults) -> tuple[Table, ...]:
    """Offices asked and reporting, one table for each profile field that results are broken by."""
    titles = {field.id: field.title for field in site.content.framework.profile}
    invited = site.content.cycles[results.cycle].invited
    asked = word("results.invited.group" if invited else "results.asked")
    columns = (word("results.group"), asked, word("results.reporting"))
    return tuple(
        Table(
            caption=titles[field],
            columns=columns,
            rows=tuple((group.label, str(group.asked), str(group.reporting)) for group in groups),
        )
        for field, groups in results.breakdowns.items()
    )


def named(site: Site, results: CycleResults, id: str) -> Sayable:
    """The Recommendation of a row, and that its result is a short round's."""
    text = recommendation_words(site.content.recommendations[id])
    if id not in results.short_rounds:
        return text
    return word("marked", text=text, mark=word("result.short_round"))


def asked(site: Site, results: CycleResults, rows: Mapping[str, T]) -> Iterator[tuple[str, T]]:
    """The rows of the Recommendations that the round asked about."""
    about = site.content.asked_about(site.content.cycles[results.cycle])
    return ((id, row) for id, row in rows.items() if id in about)


def level_columns(site: Site) -> tuple[Sayable, ...]:
    """The five levels, and those between them."""
    levels = (word("level.number", level=each.level) for each in site.content.framework.levels)
    return (word("recommendation"), *levels, word("results.between"), word("offices.number"))


def level_table(site: Site, results: CycleResults) -> Table:
    """The numbers of all level charts of the page."""
    rows = tuple(
        (
            named(site, results, id),
            *map(str, (*found.levels, found.between, found.offices)),
            median_words(found),
        )
        for id, found in asked(site, results, results.recommendations)
    )
    columns = (*level_columns(site), word("results.median"))
    return Table(word("results.levels.note"), columns, rows)


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
                rows=tuple((option.label, str(option.offices)) for option in options),
            ),
        )
        for id, options in results.responses.items()
    )


def change_table(site: Site, results: CycleResults) -> Table:
    """How many offices rose, stayed and fell."""
    rows = tuple(
        (
            named(site, results, id),
            *map(str, (change.rose, change.stayed, change.fell, change.offices)),
            signed_number(change.mean),
        )
        for id, change in asked(site, results, results.changes)
    )
    columns = (
        word("recommendation"),
        word("results.changes.rose"),
        word("results.changes.stayed"),
        word("results.changes.fell"),
        word("results.changes.offices"),
        word("results.changes.mean"),
    )
    return Table(word("results.changes", cycle=results.compared_with), columns, rows)


def all_offices_tables(site: Site, results: CycleResults) -> tuple[Table, ...]:
    """The rounded rows that are shown; a row that is not says so."""
    found = results.all_offices
    if not found.shown:
        return ()
    framework, cycle = site.content.framework, site.content.cycles[results.cycle]
    answers = (word("results.responses.option"), word("offices.number"))
    return (
        Table(
            word("results.all.levels"),
            level_columns(site),
            tuple(
                (named(site, results, id), *cells(row))
                for id, row in asked(site, results, found.recommendations)
            ),
        ),
        *(
            labelled(field.title, (word("results.group"), answers[1]), field.values, row)
            for field in framework.profile
            if (row := found.breakdowns.get(field.id))
        ),
        *(
            labelled(question.text, answers, question.options, found.responses[question.id])
            for question in cycle.questions
        ),
    )


def cells(row: Rounded) -> Sequence[Sayable]:
    """The counts of a Recommendation and their total."""
    hidden = (word("results.hidden"),)
    return hidden * 7 if row.counts is None else [str(each) for each in (*row.counts, row.offices)]


def labelled(
    caption: Sayable, columns: tuple[Sayable, ...], labels: Mapping[str, str], row: Rounded
) -> Table:
    """One row upright, each count with its label."""
    counts = row.counts or (None,) * len(labels)
    return Table(
        caption,
        columns,
        tuple(
            (label, word("results.hidden") if count is None else str(count))
            for label, count in zip(labels.values(), counts, strict=True)
        ),
    )
