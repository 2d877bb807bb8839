"""In: the name of something elsewhere in the content; out: a finding when there is no such thing.

A file that exists but cannot be read counts as there: it has a problem of its own.
"""

from collections.abc import Iterator

from ict_maturity.model import Content
from ict_maturity.problems.finding import Finding, KeyPath, not_found
from ict_maturity.said import Sayable


def ids_of(kind: str, content: Content) -> frozenset[str]:
    """The ids of one kind that have a file, readable or not."""
    return frozenset(id for each, id in content.files if each == kind)


def recommendation_missing(
    path: KeyPath, id: str, name: str, content: Content, /, **values: str
) -> Iterator[Finding]:
    """A Recommendation that has no file, told in the words with this id."""
    if ("recommendation", name) not in content.files:
        yield not_found(
            path,
            id,
            name,
            ids_of("recommendation", content),
            "recommendations/",
            name=name,
            **values,
        )


def kpi_missing(
    path: KeyPath, id: str, name: str, content: Content, /, **values: str
) -> Iterator[Finding]:
    """A KPI that has no file, told in the words with this id."""
    if ("kpi", name) not in content.files:
        yield not_found(path, id, name, ids_of("kpi", content), "kpis/", name=name, **values)


def addressee_missing(
    path: KeyPath, id: str, name: str, content: Content, /, **values: Sayable
) -> Iterator[Finding]:
    """An addressee that framework.yaml does not declare, told in the words with this id."""
    known = {addressee.id for addressee in content.framework.addressees}
    if name not in known:
        yield not_found(path, id, name, known, "framework.yaml", name=name, **values)


def profile_value_missing(
    path: KeyPath, field: str, values: tuple[str, ...], content: Content
) -> Iterator[Finding]:
    """A profile field, or values of it, that framework.yaml does not declare."""
    fields = {each.id: each for each in content.framework.profile}
    if field not in fields:
        yield not_found(
            path, "profile-field-not-found", field, fields, "framework.yaml", field=field
        )
        return
    for i, value in enumerate(values):
        if value not in fields[field].values:
            yield not_found(
                (*path, i),
                "profile-value-not-found",
                value,
                fields[field].values,
                "framework.yaml",
                field=field,
                value=value,
            )
