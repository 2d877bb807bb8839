"""In: facts.yaml; out: what is known of the world outside, from where, and what is estimated."""

import re
from typing import Annotated

from pydantic import Field

from ict_maturity.facts.values import Line, Model, Slug, Text, WebAddress


class FactSource(Model):
    """Where a fact can be read."""

    document: Line
    """The document with its number; where no number is at hand, what is known of it."""
    place: Line | None = None
    """Where in the document, such as `paragraphs 17 to 24`."""
    url: WebAddress | None = None
    """Public address."""


class WorldFact(Model):
    """One statement about the real world."""

    id: Slug
    """Stable id, by which pages and files name the fact."""
    statement: Text
    """What is known, in whole sentences and in this project's words."""
    sources: Annotated[tuple[FactSource, ...], Field(min_length=1)]
    """Where it can be read."""

    def carries(self, words: str) -> bool:
        """Whether the words stand in the statement or name one of the sources."""
        whole = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
        return any(whole.search(text) for text in (self.statement, *self.documents))

    @property
    def documents(self) -> tuple[str, ...]:
        """Where it can be read, each document with the place in it."""
        return tuple(", ".join(filter(None, (each.document, each.place))) for each in self.sources)


class Estimate(Model):
    """A figure in the KPIs that this project chose and nobody measured."""

    figure: Line
    """The figure as the texts have it, such as `180 days`."""
    reason: Text
    """Why this figure was chosen."""


class Facts(Model):
    """facts.yaml: what content may say of the world outside, and the figures it estimates."""

    facts: tuple[WorldFact, ...] = ()
    """What is known."""
    references: tuple[Line, ...] = ()
    """What points at a document or session, such as `CWS/#`; `#` stands for any number.
    Wherever it is written, a fact that the file or page names must carry it."""
    subjects: tuple[Line, ...] = ()
    """Names of which a sentence says only what a fact says word for word, or a wish."""
    wishes: tuple[Line, ...] = ()
    """Words that make a sentence a wish, such as `could`."""
    estimates: tuple[Estimate, ...] = ()
    """Figures of KPIs that are this project's estimates."""

    def named(self, ids: tuple[str, ...]) -> tuple[WorldFact, ...]:
        """The facts with these ids, in the order of the file; ids of no fact are left out."""
        return tuple(fact for fact in self.facts if fact.id in ids)
