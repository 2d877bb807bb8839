"""In: the name of something elsewhere in the content; out: a finding when there is no such thing.

A file that exists but cannot be read counts as there: it has a problem of its own.
"""

from collections.abc import Iterator

from ict_maturity.model import Content
from ict_maturity.problems.finding import Finding, KeyPath, not_found


def ids_of(kind: str, content: Content) -> frozenset[str]:
    """The ids of one kind that have a file, readable or not."""
    return frozenset(id for each, id in content.files if each == kind)


def recommendation_missing(
    path: KeyPath, subject: str, name: str, content: Content
) -> Iterator[Finding]:
    """A Recommendation that has no file."""
    if ("recommendation", name) not in content.files:
        yield not_found(
            path,
            "recommendation-not-found",
            f'{subject} "{name}", but there is no file recommendations/{name}-….yaml.',
            name,
            ids_of("recommendation", content),
            "recommendations/",
        )


def kpi_missing(path: KeyPath, subject: str, name: str, content: Content) -> Iterator[Finding]:
    """A KPI that has no file."""
    if ("kpi", name) not in content.files:
        yield not_found(
            path,
            "kpi-not-found",
            f'{subject} "{name}", but there is no file kpis/{name}-….yaml.',
            name,
            ids_of("kpi", content),
            "kpis/",
        )


def addressee_missing(
    path: KeyPath, subject: str, name: str, content: Content
) -> Iterator[Finding]:
    """An addressee that framework.yaml does not declare."""
    known = {addressee.id for addressee in content.framework.addressees}
    if name not in known:
        yield not_found(
            path,
            "addressee-not-found",
            f'{subject} addresses "{name}", whom framework.yaml does not list under `addressees`.',
            name,
            known,
            "framework.yaml",
        )


def profile_value_missing(
    path: KeyPath, field: str, values: tuple[str, ...], content: Content
) -> Iterator[Finding]:
    """A profile field, or values of it, that framework.yaml does not declare."""
    fields = {each.id: each for each in content.framework.profile}
    if field not in fields:
        yield not_found(
            path,
            "profile-field-not-found",
            f'There is no profile field "{field}" in framework.yaml.',
            field,
            fields,
            "framework.yaml",
        )
        return
    for i, value in enumerate(values):
        if value not in fields[field].values:
            yield not_found(
                (*path, i),
                "profile-value-not-found",
                f'The profile field {field} has no value "{value}" in framework.yaml.',
                value,
                fields[field].values,
                "framework.yaml",
            )
