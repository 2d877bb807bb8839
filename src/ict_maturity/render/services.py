"""In: the address book and what KPIs name of it; out: its page, one heading a service."""

from collections.abc import Iterable, Iterator
from functools import partial

from ict_maturity.aggregate.site import Site
from ict_maturity.data.outputs import Output
from ict_maturity.model import HowStep, Kpi, Services, page_path, template_path
from ict_maturity.render.address import SERVICES
from ict_maturity.render.page import Page, Part, body_of, labelled, lines, page_output
from ict_maturity.render.parts import source_line
from ict_maturity.said import word


def services_page(site: Site) -> Output:
    """Pages to copy, then what others offer, each with the KPIs whose steps name it."""
    content = site.content
    book = content.services
    written = ("services", "services") in content.files
    body = body_of(
        site,
        "services.html.j2",
        SERVICES,
        start=book.start,
        note=book.note,
        services=book.services,
        templates=book.templates,
        recommendations=content.recommendations,
        template_path=template_path,
        page_path=page_path,
        of_service={
            each.id: naming(content.kpis.values(), each.id, "services") for each in book.services
        },
        of_template={
            each.id: naming(content.kpis.values(), each.id, "templates") for each in book.templates
        },
        line=partial(source_line, content, "services", "services") if written else nowhere,
    )
    page = Page(
        SERVICES,
        title=word("services.title"),
        description=word(
            "services.description", services=len(book.services), templates=len(book.templates)
        ),
        kind=word("kind.services"),
        body=body,
        source=content.files.get(("services", "services")),
        data="data/v1/framework.json",
        parts=tuple(parts(book)),
    )
    return page_output(site, page)


def parts(book: Services) -> Iterator[Part]:
    """What the search finds: the list of pages to copy, and each service."""
    if book.templates:
        listed = (labelled(each.title, each.purpose) for each in book.templates)
        yield Part("templates", word("services.templates"), lines(*listed))
    for each in book.services:
        yield Part(f"service-{each.id}", each.title, lines(each.purpose, each.ask))


def nowhere(*path: str | int) -> None:
    """There is no file to show."""


def naming(kpis: Iterable[Kpi], id: str, field: str) -> tuple[Kpi, ...]:
    """The KPIs of which a step names this service or template."""

    def names(step: HowStep) -> bool:
        return id in getattr(step, field)

    return tuple(kpi for kpi in kpis if kpi.lifecycle != "retired" and any(map(names, kpi.how)))
