"""In: services.yaml; out: the address book of what helps an office, and pages to copy."""

from typing import Annotated

from pydantic import Field

from ict_maturity.facts.values import Line, Model, RecommendationId, Slug, Text, WebAddress
from ict_maturity.model.kpi import Source


class Service(Model):
    """Something that somebody offers to offices: a system, an exchange, a database, a Standard."""

    id: Slug
    """Stable id, used in the steps of KPIs and in the address of its heading."""
    title: Line
    """What it is called."""
    purpose: Text
    """What it is for."""
    ask: Text
    """How an office gets it or takes part, as far as that is publicly known."""
    url: WebAddress | None = None
    """Its public address; left out when no source at hand gives one."""
    recommendations: Annotated[tuple[RecommendationId, ...], Field(min_length=1)]
    """The Recommendations that it helps with."""
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    """The public pages or documents that this entry rests on."""


class HelpPage(Model):
    """A page of docs/ that helps an office."""

    id: Slug
    """The page's name without its ending."""
    title: Line
    """What it is called."""
    purpose: Text
    """What it is for."""


def page_path(id: str) -> str:
    """The file of the page to begin with, below docs/."""
    return f"{id}.md"


def template_path(id: str) -> str:
    """The file of a template, below docs/.

    The folder cannot be called `templates`: the site engine leaves out one of that name.
    """
    return f"to-copy/{id}.md"


class Services(Model):
    """services.yaml: who offers offices what, and which pages help."""

    start: HelpPage | None = None
    """The page of docs/ to begin with, linked from the home page."""
    templates: tuple[HelpPage, ...] = ()
    """Pages of docs/to-copy/ to copy and fill in."""
    note: Text | None = None
    """What to know about all entries, such as how their addresses were read."""
    services: tuple[Service, ...] = ()
    """What is offered to offices, in the order of the page."""

    def of(self, recommendation: str) -> tuple[Service, ...]:
        """The services that help with this Recommendation."""
        return tuple(each for each in self.services if recommendation in each.recommendations)
