"""In: nothing; out: the types of an Impact, which says what a change does and to whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal

from ict_maturity.compare.classes import Classes
from ict_maturity.compare.difference import FieldChange
from ict_maturity.compare.offices import OfficeChange, ReportChange
from ict_maturity.model import AssessmentKey, Content
from ict_maturity.rules.reading import Reason
from ict_maturity.score.scorecard import Scorecard, Standing

What = Literal["answer", "answer_later", "confirm", "suggested", "carried", "scored_again"]
Cause = Literal["framework", "report", "both"]


@dataclass(frozen=True)
class Side:
    """One of the two that are compared: what a person called it, and its content.

    `scorecards` are results of the newest reports that are known already, each under `content`.
    """

    label: str
    content: Content
    scorecards: Mapping[AssessmentKey, Scorecard] = field(default_factory=dict)


@dataclass(frozen=True)
class ItemChange:
    """A Recommendation or KPI that changed.

    `recommendation` is the one that a KPI belongs to now, and itself for a Recommendation; the
    digests are None for a Recommendation and where there is no KPI.
    """

    kind: Literal["recommendation", "kpi"]
    id: str
    title: str
    recommendation: str
    working_theme: bool
    found: Classes
    declared: Classes
    fields: tuple[FieldChange, ...]
    digest_before: str | None
    digest_after: str | None


@dataclass(frozen=True)
class KpiState:
    """How a KPI stands in one result; what differs here can move a Recommendation's level.

    `decided` is the decided part of its facts, 0 to 1.
    """

    recommendation: str
    standing: Standing
    level: int
    decided: Fraction
    core: bool
    weight: str


@dataclass(frozen=True)
class KpiMove:
    """A KPI that stands otherwise; None on the side where there is no such KPI."""

    kpi: str
    before: KpiState | None
    after: KpiState | None


@dataclass(frozen=True)
class LevelMove:
    """A public office whose published level of a Recommendation differs; None is not published.

    `cause` says whether the framework, the office's own report or both moved it; `kpis` stand
    otherwise, and `reasons` say what holds the level where it is now.
    """

    office: str
    name: str
    fictional: bool
    cycle: str
    recommendation: str
    before: int | None
    after: int | None
    cause: Cause
    kpis: tuple[KpiMove, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Levels:
    """How many public offices are at each level, 0 to 4, before and after."""

    recommendation: str
    before: tuple[int, ...]
    after: tuple[int, ...]


@dataclass(frozen=True)
class Again:
    """What offices have to do about a KPI; `offices` counts the public ones that answered it.

    For a KPI that takes the place of others, `replaced` is the one whose answers are meant.
    """

    kpi: str
    what: What
    replaced: str | None
    offices: int
    counts_from: date | None


@dataclass(frozen=True)
class Impact:
    """All that a change does. Only public offices are named or counted.

    `some_hidden` says that at least one office is not shown by name any more.
    """

    before: Side
    after: Side
    framework: tuple[FieldChange, ...]
    items: tuple[ItemChange, ...]
    offices: int
    moves: tuple[LevelMove, ...]
    levels: tuple[Levels, ...]
    again: tuple[Again, ...]
    office_changes: tuple[OfficeChange, ...]
    some_hidden: bool
    reports: tuple[ReportChange, ...]
