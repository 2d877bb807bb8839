"""In: a KPI or Recommendation before and after; out: findings where the change log is not true."""

from collections.abc import Iterator

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
from ict_maturity.model import ChangeClass
from ict_maturity.problems.finding import Finding, KeyPath, listed

NOT_RETURNING = "An id is for ever: what was answered under it keeps its meaning."


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
