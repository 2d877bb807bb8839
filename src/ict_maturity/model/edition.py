"""In: editions/<id>.lock.json and <id>.content.json; out: an Edition, frozen when it was cut."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from pydantic import Field

from ict_maturity.facts.values import (
    CycleId,
    Day,
    Digest,
    EditionId,
    KpiId,
    Line,
    Model,
    OfficeCode,
    RecommendationId,
)
from ict_maturity.model.framework import Framework
from ict_maturity.model.kpi import Kpi, Lifecycle
from ict_maturity.model.recommendation import ContentStatus, Recommendation

EditionStatus = Literal["proposal", "adopted"]


@cache
def edition_order(edition: str) -> tuple[int, ...]:
    """A key that sorts editions by year and number: "2026.10" comes after "2026.9"."""
    return tuple(int(part) for part in edition.split("."))


class LockedKpi(Model):
    """What an edition says of one KPI in few words."""

    measurement: Digest
    """The digest over the fields that define what is measured."""
    lifecycle: Lifecycle
    """Whether it counts in the edition."""
    recommendation: RecommendationId
    """The Recommendation it belongs to."""


class LockedRecommendation(Model):
    """What an edition says of one Recommendation in few words."""

    content_status: ContentStatus
    """Whether what it says was known to be adopted in the edition."""
    lifecycle: Lifecycle
    """Whether it is in use in the edition."""


class LockedOffice(Model):
    """What an edition says of an office that was shown by name when it was cut."""

    name: Line
    """What it was called."""
    reports: dict[CycleId, Digest]
    """By round: the digest of what it had submitted, with the history of the report."""


class Lock(Model):
    """editions/<id>.lock.json: the digests that show whether anything was changed afterwards."""

    format: Literal[1]
    """The form of the file."""
    edition: EditionId
    """The edition."""
    status: EditionStatus
    """A proposal may carry working themes and drafts, an adopted edition may not."""
    date: Day
    """The day of the edition."""
    engine_version: Line
    """The version of the software that cut it."""
    recommendations: dict[RecommendationId, LockedRecommendation]
    """Every Recommendation of the edition."""
    kpis: dict[KpiId, LockedKpi]
    """Every KPI of the edition."""
    offices: dict[OfficeCode, LockedOffice] = Field(default_factory=dict)
    """Every office that was shown by name; of others nothing is here, not even a digest.

    Software that knew nothing of it cut editions without."""
    files: dict[Line, Digest]
    """Every content file the edition was cut from, with the digest of its whole text."""
    content: Digest
    """The digest of editions/<id>.content.json."""
    digest: Digest
    """The digest of all the other fields of this file."""


class FrozenContent(Model):
    """editions/<id>.content.json: the framework, Recommendations and KPIs as they were."""

    framework: Framework
    """framework.yaml."""
    recommendations: tuple[Recommendation, ...]
    """Every file of recommendations/."""
    kpis: tuple[Kpi, ...]
    """Every file of kpis/."""


@dataclass(frozen=True)
class Edition:
    """An edition that was cut: what was answered under it can be scored under it for ever.

    `notes` are its release notes in Markdown, empty when there are none.
    """

    lock: Lock
    framework: Framework
    recommendations: Mapping[str, Recommendation]
    kpis: Mapping[str, Kpi]
    notes: str = ""

    @property
    def id(self) -> str:
        """Such as "2026.1"."""
        return self.lock.edition

    @property
    def status(self) -> EditionStatus:
        """proposal or adopted."""
        return self.lock.status

    @property
    def date(self) -> date:
        """The day of the edition."""
        return self.lock.date
