"""In: framework.yaml, glossary.yaml, offices/codes.yaml; out: the framework's title page."""

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field

from ict_maturity.facts.address import is_placeholder
from ict_maturity.facts.values import (
    Day,
    EditionId,
    Flag,
    Language,
    Level,
    LicenceId,
    Line,
    Markdown,
    Model,
    OfficeCode,
    RepositoryAddress,
    Share,
    SiteAddress,
    Slug,
    Text,
    WebAddress,
)


class Publisher(Model):
    """Who publishes the framework."""

    name: Line
    """Name."""
    url: WebAddress | None = None
    """Public address."""


class Licence(Model):
    """Under which terms others may use what is published."""

    id: LicenceId
    """Its identifier in the list of SPDX, such as `CC-BY-4.0`."""
    title: Line
    """How it is called on pages."""
    url: WebAddress
    """Where it can be read."""


class LevelName(Model):
    """One of the five levels."""

    level: Level
    """0 to 4."""
    name: Line
    """Short name."""
    meaning: Text
    """The observable kind of thing that is true at this level."""


class Addressee(Model):
    """Somebody whom actions and KPIs address."""

    id: Slug
    """Stable id, used in Recommendations and KPIs."""
    title: Line
    """How it is called on pages."""
    office: OfficeCode | None = None
    """The one office that it is, if it is one; nobody means every other office."""


class ProfileField(Model):
    """One question about an office that decides which KPIs apply and how offices are grouped."""

    id: Slug
    """Stable id, used in offices and in `applies_when`."""
    title: Line
    """How it is called on pages."""
    values: Annotated[dict[Slug, Line], Field(min_length=1)]
    """The possible values and their labels."""
    multiple: Flag = False
    """Whether an office may have several of the values."""
    filter: Flag = True
    """Whether offices can be filtered by it."""
    breakdown: Flag = False
    """Whether results tell by it who answered without a name; one field at most does."""


class Thresholds(Model):
    """The figures of docs/method.md that the engine reads instead of knowing."""

    coverage_to_publish: Share = Fraction(2, 3)
    """Share of the facts, by weight, that must be decided before a result is published, and of
    those of each core KPI."""
    not_applicable_limit: Share = Fraction(1, 3)
    """Above this share of the weight not applicable, a result is profile-limited."""
    overall_share: Share = Fraction(4, 5)
    """Share of Recommendations for the overall level, and that must be published to show it."""
    confidence_a: Share = Fraction(3, 4)
    """Mean evidence points from which confidence is A."""
    confidence_b: Share = Fraction(1, 2)
    """Mean evidence points from which confidence is B."""
    small_cell: Annotated[int, Field(strict=True, ge=2, le=50)] = 5
    """Least number of offices behind a rounded row, a round's change and a signal of KPI health."""
    one_level_share: Share = Fraction(17, 20)
    """Above this share of offices at one level, KPI health says that they are crowded there."""
    undecided_share: Share = Fraction(1, 5)
    """Above this share of offices without a decided answer, KPI health puts a text forward."""
    review_after_months: Annotated[int, Field(strict=True, ge=1, le=120)] = 24
    """With a last review older than this, KPI health puts a text forward."""


class Respondent(Model):
    """What pages call whoever reports, in the language of the site and within a sentence."""

    one: Line = "office"
    """One of them: `library`."""
    a: Line = "an office"
    """One of them with the article that it takes: `a library`."""
    many: Line = "offices"
    """Several: `libraries`."""


class Framework(Model):
    """The title page: what the framework is called, who publishes it and which figures it uses."""

    name: Line
    """Name of the framework and of the site."""
    subject: Line
    """What maturity is measured in, for headings: for example `ICT`."""
    purpose: Text
    """What the framework is for, in one sentence."""
    notice: Text
    """What every page says about the standing of the framework."""
    publisher: Publisher
    """Who publishes it."""
    licence: Licence | None = None
    """Under which terms others may use texts and data; nothing while that is not decided."""
    site_url: SiteAddress
    """The address of the site, with a slash at the end."""
    repository: RepositoryAddress
    """The address of the repository, without a slash at the end. Nothing leads to one of
    example.org."""
    edition: EditionId
    """The current edition, such as "2026.1"."""
    edition_status: Literal["proposal", "adopted"]
    """A proposal may carry working themes and drafts, an adopted edition may not."""
    edition_date: Day
    """The day of the edition."""
    languages: Annotated[tuple[Language, ...], Field(min_length=1)] = ("en",)
    """Languages of the site, the first one is the source."""
    levels: Annotated[tuple[LevelName, ...], Field(min_length=5, max_length=5)]
    """The five levels, 0 to 4."""
    addressees: Annotated[tuple[Addressee, ...], Field(min_length=1)]
    """Whom actions and KPIs address; the first one is the offices."""
    respondent: Respondent = Respondent()
    """What whoever reports is called on the pages; files and addresses say `office`."""
    profile: tuple[ProfileField, ...] = ()
    """What is asked about an office."""
    thresholds: Thresholds = Thresholds()
    """Figures of the scoring method."""
    not_measurable: tuple[Line, ...] = ()
    """Words that no check may use, because two strangers would read them differently."""

    not_facts: tuple[Line, ...] = ()
    """Turns of phrase that tell an office to report a value which is not a fact; a `#` in them
    stands for any number."""

    @property
    def real_repository(self) -> str | None:
        """The repository's address, None while it is an example that leads nowhere."""
        return None if is_placeholder(self.repository) else self.repository

    @property
    def language(self) -> str:
        """The language that the site speaks."""
        return self.languages[0]


class Term(Model):
    """One glossary entry."""

    term: Line
    """The term."""
    meaning: Text
    """One sentence."""
    also: tuple[Line, ...] = ()
    """Other forms under which the term is found and linked in texts."""
    see: WebAddress | None = None
    """A public source."""


class Glossary(Model):
    """glossary.yaml: the terms that are linked in the texts."""

    terms: tuple[Term, ...]
    """The terms; pages show them in alphabetical order."""

    @property
    def in_order(self) -> tuple[Term, ...]:
        """The terms in alphabetical order."""
        return tuple(sorted(self.terms, key=lambda term: term.term.casefold()))


class OfficeCodes(Model):
    """offices/codes.yaml: the codes that an office may have."""

    standard: Line
    """The standard that assigns the codes."""
    codes: dict[OfficeCode, Line]
    """Assigned codes and the names they stand for."""
    fictional: tuple[OfficeCode, ...] = ()
    """Codes left free by the standard, for fictional offices only."""
    note: Markdown | None = None
    """Where the list comes from and what it leaves out."""
