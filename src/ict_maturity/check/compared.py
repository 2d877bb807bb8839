"""In: content and what it was before; out: Problems of the change that lies between the two."""

from collections.abc import Iterator, Mapping

from ict_maturity.check.change import NOT_RETURNING, classes_fit, stays_retired
from ict_maturity.compare.classes import Item
from ict_maturity.model import Content
from ict_maturity.problems import Problem, sorted_once
from ict_maturity.problems.finding import Finder, Finding, problems_of


def check_change(before: Content, after: Content, places: Finder) -> tuple[Problem, ...]:
    """What keeps a change from being taken: an undeclared class, an id that goes or returns."""
    problems: list[Problem] = []
    newest = after.newest_edition
    for kind, old, new, cut in (
        (
            "recommendation",
            before.recommendations,
            after.recommendations,
            newest.recommendations if newest else {},
        ),
        ("kpi", before.kpis, after.kpis, newest.kpis if newest else {}),
    ):
        problems += problems_of(changed(kind, old, new, cut, after), places)
        problems += [
            gone(id, before.files[kind, id]) for id in old if (kind, id) not in after.files
        ]
    return sorted_once(problems)


def changed(
    kind: str,
    before: Mapping[str, Item],
    after: Mapping[str, Item],
    cut: Mapping[str, Item],
    content: Content,
) -> Iterator[tuple[str, Finding]]:
    """What is wrong with what is on both sides, with the file it is in."""
    for id in before.keys() & after.keys():
        file = content.source_of(kind, id)
        for finding in classes_fit(before[id], after[id], id in cut):
            yield file, finding
        for finding in stays_retired(before[id], after[id]):
            yield file, finding


def gone(id: str, file: str) -> Problem:
    """An id whose file the change takes away."""
    message = f"The file of {id} is taken away."
    hint = f"{NOT_RETURNING}\nBring the file back; what goes out of use becomes retired."
    return Problem(file, 0, 0, "id-gone", message, hint)
