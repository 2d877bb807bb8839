"""In: withdrawals.yaml; out: which offices took back what they had reported, and what is left."""

from typing import Annotated

from pydantic import Field

from ict_maturity.facts.values import (
    CycleId,
    Day,
    Flag,
    Model,
    OfficeCode,
    RecommendationId,
    Slug,
)
from ict_maturity.model.office import Audience

Rounded = Annotated[int, Field(strict=True, ge=0, multiple_of=5)]


class Withdrawal(Model):
    """An office took back what it had reported; nothing else of it is kept."""

    office: OfficeCode
    """The code of the office."""
    cycle: CycleId | None = None
    """The round; left out, all that it had reported and its profile."""
    date: Day
    """The day."""
    audience: Audience
    """Who could see it until then; the site names the withdrawal where this is `public`."""
    fictional: Flag = False
    """Whether the office is invented to show how the site works."""


class KeptRow(Model):
    """A row of a round's rounded table, as it was before an office took its report back."""

    offices: Rounded | None = None
    """How many offices stood behind it, rounded."""
    counts: tuple[Rounded, ...]
    """How many were in each cell, rounded, in the order of the table."""


class KeptRound(Model):
    """The rounded tables of a round as they were; rows that were not shown are left out.

    They name no office. Counted anew without one office, they would tell of it and of others.
    """

    offices: Rounded | None = None
    """How many offices reported, rounded."""
    recommendations: dict[RecommendationId, KeptRow] = Field(default_factory=dict)
    """By Recommendation: its levels from 0 to 4, then those between levels."""
    breakdowns: dict[Slug, KeptRow] = Field(default_factory=dict)
    """By profile field: its values."""
    responses: dict[Slug, KeptRow] = Field(default_factory=dict)
    """By question of the round: its options."""


class Withdrawals(Model):
    """withdrawals.yaml: who withdrew; `ict-maturity withdraw` writes it and adds at its end."""

    withdrawals: tuple[Withdrawal, ...] = ()
    """Every withdrawal, the oldest first."""
    rounded: dict[CycleId, KeptRound] = Field(default_factory=dict)
    """By round from which an office withdrew: its rounded tables, which stay as they were."""

    def of(self, office: str, cycle: str | None = None) -> Withdrawal | None:
        """The entry by which a report, or without a cycle the whole office, is withdrawn."""
        wanted = (None, cycle)
        found = (each for each in self.withdrawals if each.office == office)
        return next((each for each in found if each.cycle in wanted), None)

    def rounds_of(self, office: str) -> tuple[Withdrawal, ...]:
        """The withdrawals of single rounds of an office, the oldest round first."""
        found = [each for each in self.withdrawals if each.office == office and each.cycle]
        return tuple(sorted(found, key=lambda each: each.cycle or ""))

    @property
    def offices(self) -> tuple[Withdrawal, ...]:
        """The withdrawals of whole offices, in the order of codes."""
        found = [each for each in self.withdrawals if each.cycle is None]
        return tuple(sorted(found, key=lambda each: each.office))
