"""In: a round's results; out: its tables: named offices exactly, and beside them all rounded."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeVar

from markupsafe import Markup

from ict_maturity import charts
from ict_maturity.aggregate.distribution import BETWEEN
from ict_maturity.aggregate.results import CycleResults, Distribution, OptionCount, Rounded
from ict_maturity.aggregate.site import Site
from ict_maturity.model import Question, Recommendation
from ict_maturity.render.parts import Table, recommendation_words
from ict_maturity.render.standing import median_words
from ict_maturity.said import Sayable, signed_number, word

T = TypeVar("T")
HIDDEN = word("results.hidden")
NOT_SHOWN = Rounded("", None, None)


class Choice(NamedTuple):
    """One option: how many named offices chose it, as a bar too, and how many of all."""

    label: str
    offices: int
    bar: Markup
    all: Sayable


class Choices(NamedTuple):
    """One question, its options from the most chosen to the least, and how many answered it.

    `all_answered` is nothing where no rounded figure is shown.
    """

    title: str
    text: str
    answered: int
    options: tuple[Choice, ...]
    all_answered: Sayable


def breakdown_tables(site: Site, results: CycleResults) -> tuple[Table, ...]:
    """Offices asked and reporting, one table for each profile field.

    The field by which all offices are told too comes first.
    """
    fields = sorted(site.content.framework.profile, key=lambda field: not field.breakdown)
    invited = site.content.cycles[results.cycle].invited
    asked = word("results.invited.group" if invited else "results.asked")
    columns = (word("results.group"), asked, word("results.reporting"))
    tables = []
    for field in fields:
        groups = results.breakdowns.get(field.id, ())
        rows = [(group.label, str(group.asked), str(group.reporting)) for group in groups]
        all = results.all_offices.breakdowns.get(field.id, NOT_SHOWN)
        if all.counts is not None:
            more = (*columns, word("results.all.column"))
            cells = [(*row, str(count)) for row, count in zip(rows, all.counts, strict=True)]
            tables.append(Table(field.title, more, tuple(cells)))
        elif rows:
            tables.append(Table(field.title, columns, tuple(rows)))
    return tuple(tables)


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


def level_table(site: Site, results: CycleResults) -> Table:
    """The numbers of all level charts of the page, and beside each row the rounded one."""
    levels = (word("level.number", level=each.level) for each in site.content.framework.levels)
    end = (word("results.between"), word("offices.number"), word("results.median"))
    all = results.all_offices
    rows: list[tuple[Sayable, ...]] = []
    for id, found in asked(site, results, results.recommendations):
        rows.append((named(site, results, id), *exact_cells(found)))
        if all.shown:
            rounded = rounded_cells(all.recommendations.get(id, NOT_SHOWN))
            rows.append((all_of(site.content.recommendations[id]), *rounded, "–"))
    columns = (word("recommendation"), *levels, *end)
    return Table(word("results.levels.note"), columns, tuple(rows))


def all_of(item: Recommendation) -> Sayable:
    """The rounded row below that of a Recommendation, which is a working theme here too."""
    row = word("results.all.row", id=item.id)
    if not item.is_working_theme:
        return row
    return word("marked", text=row, mark=word("content_status.within.placeholder"))


def exact_cells(found: Distribution) -> tuple[Sayable, ...]:
    """The named offices at each level and between levels, their number and median."""
    return (*map(str, (*found.levels, found.between, found.offices)), median_words(found))


def rounded_cells(row: Rounded) -> tuple[Sayable, ...]:
    """All offices at each level and between levels, and their number."""
    if row.counts is None:
        return (HIDDEN,) * (BETWEEN + 2)
    return tuple(map(str, (*row.counts, row.offices)))


def all_choices(site: Site, results: CycleResults) -> tuple[Choices, ...]:
    """What offices answered to the questions beyond the KPIs."""
    questions = {question.id: question for question in site.content.cycles[results.cycle].questions}
    return tuple(
        choices(questions[id], options, results) for id, options in results.responses.items()
    )


def choices(question: Question, options: tuple[OptionCount, ...], results: CycleResults) -> Choices:
    """One question; options that as many chose stand in the order in which they were asked."""
    all = results.all_offices.responses.get(question.id, NOT_SHOWN)
    counts = dict(zip(question.options, all.counts or (), strict=False))
    most = max((each.offices for each in options), default=0)
    ordered = sorted(options, key=lambda each: -each.offices)
    return Choices(
        title=question.title,
        text=question.text,
        answered=max((each.answered for each in options), default=0),
        options=tuple(
            Choice(
                each.label,
                each.offices,
                charts.count_bar(each.offices, most),
                str(counts[each.option]) if counts else HIDDEN,
            )
            for each in ordered
        ),
        all_answered=shown_in_all(all) if results.all_offices.shown else "",
    )


def shown_in_all(row: Rounded) -> Sayable:
    """How many offices stand behind a rounded row, or that it is not shown."""
    return HIDDEN if row.offices is None else str(row.offices)


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
