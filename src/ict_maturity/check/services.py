"""In: services.yaml, what KPIs name of it and the pages of docs/; out: what is not there."""

from collections.abc import Collection, Iterator

from ict_maturity.check.link import recommendation_missing
from ict_maturity.model import Content, HelpPage, Kpi, Services, page_path, template_path
from ict_maturity.problems import Problem
from ict_maturity.problems.finding import (
    Finder,
    Finding,
    KeyPath,
    finding,
    not_found,
    problems_of,
    repeated,
)

FILE = "services.yaml"


def ids_are_listed_once(services: Services, content: Content) -> Iterator[Finding]:
    """No two services and no two templates share an id."""
    for field in ("services", "templates"):
        entries = getattr(services, field)
        yield from repeated(((field, i, "id"), each.id) for i, each in enumerate(entries))


def recommendations_exist(services: Services, content: Content) -> Iterator[Finding]:
    """A service helps with Recommendations that have a file."""
    for i, each in enumerate(services.services):
        for j, name in enumerate(each.recommendations):
            path = ("services", i, "recommendations", j)
            id = "recommendation-not-found.service"
            yield from recommendation_missing(path, id, name, content, service=each.id)


RULES = (ids_are_listed_once, recommendations_exist)


def help_is_listed(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """The templates and services that the steps of a KPI name are in services.yaml.

    A list that cannot be read is empty, and has a problem of its own.
    """
    listed = content.services
    if ("services", "services") in content.files and listed == Services():
        return
    services = {each.id for each in listed.services}
    templates = {each.id for each in listed.templates}
    for i, step in enumerate(kpi.how):
        for j, name in enumerate(step.services):
            path = ("how", i, "services", j)
            if name not in services:
                yield not_found(
                    path, "service-not-found", name, services, FILE, kpi=kpi.id, name=name
                )
        for j, name in enumerate(step.templates):
            path = ("how", i, "templates", j)
            if name not in templates:
                yield not_found(
                    path, "template-not-found", name, templates, FILE, kpi=kpi.id, name=name
                )


KPI_RULES = (help_is_listed,)


def check_help_pages(content: Content, places: Finder, pages: Collection[str]) -> Iterator[Problem]:
    """The pages that services.yaml lists and docs/ does not have; `pages` are below docs/."""
    missing = (
        (FILE, finding((*path, "id"), "file-missing.help_page", id=page.id, file=f"docs/{file}"))
        for path, page, file in help_pages(content.services)
        if file not in pages
    )
    return problems_of(missing, places)


def help_pages(services: Services) -> Iterator[tuple[KeyPath, HelpPage, str]]:
    """Each listed page, with its place in the file and its path below docs/."""
    if services.start:
        yield ("start",), services.start, page_path(services.start.id)
    for i, page in enumerate(services.templates):
        yield ("templates", i), page, template_path(page.id)
