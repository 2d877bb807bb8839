"""In: content and what it was before; out: Problems of the change that lies between the two."""

from collections.abc import Iterator, Mapping

from ict_maturity.check.withdrawal import FILE as WITHDRAWALS
from ict_maturity.check.withdrawal import withdrawals_are_kept
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
from ict_maturity.compare.offices import report_changes, shown_or_counted
from ict_maturity.model import ChangeClass, Content, Office
from ict_maturity.problems import Problem, sorted_once, wrong
from ict_maturity.problems.finding import (
    Finder,
    Finding,
    KeyPath,
    finding,
    problems_of,
    some_of,
)
from ict_maturity.said import Listed, Said, word


def check_change(before: Content, after: Content, places: Finder) -> tuple[Problem, ...]:
    """What keeps a change from being taken.

    That is an undeclared class, an id that goes or returns, a report that is rewritten.
    """
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
    problems += problems_of(of_offices(before, after), places)
    problems += problems_of(
        ((WITHDRAWALS, each) for each in withdrawals_are_kept(before, after)), places
    )
    problems += problems_of(closed_rounds_are_kept(before, after), places)
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
        for each in classes_fit(before[id], after[id], id in cut):
            yield file, each
        for each in stays_retired(before[id], after[id]):
            yield file, each


def gone(id: str, file: str) -> Problem:
    """An id whose file the change takes away."""
    return wrong("id-gone.change", id=id).at(file)


def of_offices(before: Content, after: Content) -> Iterator[tuple[str, Finding]]:
    """Offices and reports that went or say something else, with the file they are in."""
    for code, office in shown_or_counted(before):
        file = before.source_of("office", code)
        if ("office", code) not in after.files:
            if not after.withdrawals.of(code):
                yield file, finding((), "office-gone.change", office=code)
        elif code in after.offices:
            for each in name_is_known(office.name, after.offices[code], after):
                yield file, each
    for change in report_changes(before, after):
        file = before.files.get(("assessment", "/".join(change.key)), "")
        if change.what == "gone" and not after.withdrawals.of(*change.key):
            yield file, finding((), "report-gone.change")
        elif change.what == "rewritten":
            paths = tuple(field.path for field in change.fields)
            yield (
                file,
                finding(key_path(paths[0]), "report-rewritten.change", fields=fields(paths)),
            )


def closed_rounds_are_kept(before: Content, after: Content) -> Iterator[tuple[str, Finding]]:
    """A closed round stays closed, and each change of it has an entry of its own."""
    for id, old in before.closed.items():
        file = before.source_of("closed", id)
        new = after.closed.get(id)
        if ("closed", id) not in after.files:
            yield file, finding((), "closed-round-changed.opened", cycle=id)
        elif new and new.history[: len(old.history)] != old.history:
            yield file, finding(("history",), "closed-round-changed.history", cycle=id)
        elif new and new != old and len(new.history) == len(old.history):
            yield file, finding(("history",), "closed-round-changed.in_silence", cycle=id)


def name_is_known(before: str, office: Office, content: Content) -> Iterator[Finding]:
    """A name that the office had is its name, or stands among its former ones."""
    published = office.code in content.published
    if published and before not in (office.name, *office.former_names):
        yield finding(("name",), "name-not-kept", before=before, name=office.name)


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
        yield finding(
            ("change_log", index_of(each, after)),
            "class-does-not-fit.unfounded",
            id=after.id,
            change_class=each,
            changes=classes(tuple(happened)) or word("problem.no_change"),
        )


def new_id_needed(paths: tuple[FieldPath, ...], id: str) -> Finding:
    """What is measured became something else, so that no old fact answers it."""
    return finding(key_path(paths[0]), "new-id-needed", id=id, fields=fields(paths))


def not_declared(missing: ChangeClass, happened: Found, said: Classes, id: str) -> Finding:
    """A change without its class, or with one that says less than what changed."""
    path = key_path(happened[missing][0])
    values = {"id": id, "fields": fields(happened[missing]), "change_class": missing}
    if not said:
        return finding(path, "class-missing", **values)
    return finding(path, "class-does-not-fit.declared", declared=classes(said), **values)


def stays_retired(before: Item, after: Item) -> Iterator[Finding]:
    """What was retired never comes back, neither itself nor under its id."""
    if before.lifecycle == "retired" and after.lifecycle != "retired":
        yield finding(("lifecycle",), "retired-id-used", id=after.id, lifecycle=after.lifecycle)


def classes(names: Classes) -> Listed | Said:
    """Classes for a sentence."""
    return some_of(f'"{name}"' for name in names)


def fields(paths: tuple[FieldPath, ...]) -> Listed | Said:
    """Fields for a sentence, as somebody would look for them in the file."""
    return some_of((f"`{'.'.join(path)}`" for path in paths), limit=3)


def key_path(path: FieldPath) -> KeyPath:
    """Where a field stands in the file."""
    return tuple(path)


def index_of(name: ChangeClass, item: Item) -> int:
    """The newest entry of the change log with this class."""
    return max(i for i, entry in enumerate(item.change_log) if entry.change_class == name)
