"""In: cycles/<id>.closed.yaml; out: a round as it was closed: who answered, and its tables."""

from typing import Annotated

from pydantic import Field

from ict_maturity.facts.values import (
    CycleId,
    Day,
    Digest,
    KpiId,
    Line,
    Model,
    Number,
    OfficeCode,
    RecommendationId,
    Slug,
    Text,
)
from ict_maturity.model.withdrawal import KeptRound

Offices = Annotated[int, Field(strict=True, ge=0)]
Levels = Annotated[tuple[Offices, ...], Field(min_length=5, max_length=5)]


class Closing(Model):
    """One entry of the history of a closed round, the newest last."""

    date: Day
    """The day."""
    by: Line
    """The role that did it."""
    why: Text | None = None
    """Why the round was closed again; left out for the first time."""
    withdrawn: OfficeCode | None = None
    """The office without which the tables were made anew, because it took its report back."""


class FrozenLevels(Model):
    """Where the offices shown by name stood in a Recommendation or KPI."""

    offices: Offices
    """How many have a result."""
    levels: Levels
    """How many are at each level, from 0 to 4."""
    between: Offices
    """How many have a shown and a possible level that differ."""
    below: Offices
    """How many have a possible level below 2."""
    median_shown: Number | None = None
    """The median of the shown levels."""
    median_possible: Number | None = None
    """The median of the possible levels."""
    mean_score: Number | None = None
    """The mean of the shown scores, with four decimals."""


class FrozenGroup(Model):
    """The offices shown by name with one value in a field of the profile."""

    asked: Offices
    """How many were asked."""
    reporting: Offices
    """How many reported."""


class FrozenChange(Model):
    """What the offices shown by name did since the round before, in one Recommendation."""

    offices: Offices
    """How many can be compared."""
    rose: Offices
    """How many rose."""
    stayed: Offices
    """How many stayed."""
    fell: Offices
    """How many fell."""
    mean: Number
    """The mean of the levels that they gained, with four decimals."""


class ClosedRound(Model):
    """cycles/<id>.closed.yaml: a round as it was closed; `round close` writes it."""

    id: CycleId
    """The round; it is the first part of the file's name."""
    history: Annotated[tuple[Closing, ...], Field(min_length=1)]
    """When it was closed, and each time it was closed again; entries stay."""
    asked: Offices
    """How many offices were asked."""
    reports: dict[OfficeCode, Digest] = Field(default_factory=dict)
    """By office shown by name: the digest of its report as it was counted."""
    recommendations: dict[RecommendationId, FrozenLevels] = Field(default_factory=dict)
    """By Recommendation: where the offices shown by name stood."""
    kpis: dict[KpiId, FrozenLevels] = Field(default_factory=dict)
    """By KPI: where the offices shown by name stood."""
    breakdowns: dict[Slug, dict[Slug, FrozenGroup]] = Field(default_factory=dict)
    """By profile field and value: who answered, of those shown by name."""
    responses: dict[Slug, dict[Slug, Offices]] = Field(default_factory=dict)
    """By question and option: how many of those shown by name chose it."""
    compared_with: CycleId | None = None
    """The round before, with which this one was compared."""
    changes: dict[RecommendationId, FrozenChange] = Field(default_factory=dict)
    """By Recommendation: what those shown by name did since then."""
    all_offices: KeptRound = KeptRound()
    """All offices that may be counted, named or not, rounded; rows that are not shown are out."""
    digest: Digest
    """The digest of all the other fields."""
