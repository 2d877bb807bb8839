"""In: content and what it was before; out: Problems of the change that lies between the two."""

from collections.abc import Iterator, Mapping

from ict_maturity.compare.classes import (
    Classes,
    Found,
    Item,
    declared,
    found,
    undeclared,
    unfounded,
)
from ict_maturity.compare.difference import FieldPath
from ict_maturity.model import ChangeClass, Content
from ict_maturity.problems import Problem, sorted_once
from ict_maturity.problems.finding import Finder, Finding, KeyPath, listed, problems_of

NOT_RETURNING = "An id is for ever: what was answered under it keeps its meaning."


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


def classes_fit(before: Item, after: Item, cut: bool = True) -> Iterator[Finding]:
    """Each change that answers or results depend on is declared in the change log, as it is.

    What no edition holds yet (`cut` is false) may be redefined under its id.
    """
    happened = found(before, after)
    said = declared(before, after)
    if "redefined" in happened and cut and after.lifecycle != "retired":
        yield new_id_needed(happened["redefined"], after.id)
        return
    for each in undeclared(happened, said):
        yield not_declared(each, happened, said, after.id)
    for each in unfounded(happened, said):
        yield Finding(
            ("change_log", index_of(each, after)),
            "class-does-not-fit",
            f'The change log of {after.id} says "{each}", but nothing of that kind changed.',
            f"Found: {classes(tuple(happened)) or 'no change'}. Declare that instead.",
        )


def new_id_needed(paths: tuple[FieldPath, ...], id: str) -> Finding:
    """What is measured became something else, so that no old fact answers it."""
    return Finding(
        key_path(paths[0]),
        "new-id-needed",
        f"{id} would measure something else: {fields(paths)} changed.",
        "Give the new measurement the next free id, name this one under its `replaces`,\n"
        f"and retire {id} with `change_class: redefined`.",
    )


def not_declared(missing: ChangeClass, happened: Found, said: Classes, id: str) -> Finding:
    """A change without its class, or with one that says less than what changed."""
    path = key_path(happened[missing][0])
    what = f'{id} changed in {fields(happened[missing])}: that is "{missing}"'
    hint = f"Add an entry to `change_log` with `change_class: {missing}`, or take the change back."
    if not said:
        message = f"{what}, and its change log does not say so."
        return Finding(path, "class-missing", message, hint)
    message = f"{what}, but its change log says {classes(said)}."
    return Finding(path, "class-does-not-fit", message, hint)


def stays_retired(before: Item, after: Item) -> Iterator[Finding]:
    """What was retired never comes back, neither itself nor under its id."""
    if before.lifecycle == "retired" and after.lifecycle != "retired":
        yield Finding(
            ("lifecycle",),
            "retired-id-used",
            f"{after.id} was retired and would be {after.lifecycle} again.",
            f"{NOT_RETURNING}\nSet `lifecycle: retired`, and give the new one the next free id.",
        )


def classes(names: Classes) -> str:
    """Classes for a sentence."""
    return listed(f'"{name}"' for name in names)


def fields(paths: tuple[FieldPath, ...]) -> str:
    """Fields for a sentence, as somebody would look for them in the file."""
    return listed((f"`{'.'.join(path)}`" for path in paths), limit=3)


def key_path(path: FieldPath) -> KeyPath:
    """Where a field stands in the file."""
    return tuple(path)


def index_of(name: ChangeClass, item: Item) -> int:
    """The newest entry of the change log with this class."""
    return max(i for i, entry in enumerate(item.change_log) if entry.change_class == name)
