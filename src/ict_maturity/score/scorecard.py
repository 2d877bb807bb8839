"""In: nothing; out: the types of a Scorecard, in which every number says where it came from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from ict_maturity.model import Evidence
from ict_maturity.rules.reading import CheckResult, Reading, Reason

Grade = Literal["E0", "E1", "E2", "E3"]
Confidence = Literal["A", "B", "C"]
Standing = Literal["counted", "not_applicable", "upcoming", "retired", "not_asked"]
Claim = Literal["open", "accepted"]
Pace = Literal["reached", "on_track", "moderate", "slow", "none_or_falling", "not_enough_data"]


@dataclass(frozen=True)
class GradedEvidence:
    """One piece of evidence with the grade that its fields earn and whether it is stale."""

    evidence: Evidence
    grade: Grade
    stale: bool


@dataclass(frozen=True)
class EvidenceResult:
    """The grade that counts, its points (0 to 1, halved when all is stale) and the level cap."""

    grade: Grade
    points: Fraction
    cap: int
    all_stale: bool
    items: tuple[GradedEvidence, ...]


@dataclass(frozen=True)
class KpiResult:
    """One KPI of one assessment.

    `standing` says whether it counts and, if not, why; `figure` is the ratio, the number or the
    whole months that the level was read from; `claim` is set when the office claims that the KPI
    does not apply. `shown` takes unknown parts as not met, `possible` as met.
    """

    kpi: str
    recommendation: str
    core: bool
    weight: Fraction
    standing: Standing
    claim: Claim | None
    shown: Reading
    possible: Reading
    level_evidenced: int
    assessed: bool
    evidence: EvidenceResult
    figure: Fraction | None
    checks: tuple[CheckResult, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Levels:
    """A Recommendation's level by shown, possible and evidenced KPI levels."""

    shown: int
    possible: int
    evidenced: int


@dataclass(frozen=True)
class Bounds:
    """A score from 0 to 100, with unknown parts taken as not met and as met."""

    shown: Fraction
    possible: Fraction


@dataclass(frozen=True)
class NextStep:
    """One thing to do for the next level: meet these checks, or move this KPI's figure.

    `checks` are ids of the KPI's checks to meet; for a KPI without checks `reason` says which
    value, date or choice is needed. `effort` is the number of checks, 1 for a figure.
    """

    kpi: str
    from_level: int
    to_level: int
    checks: tuple[str, ...]
    reason: Reason
    effort: int


@dataclass(frozen=True)
class RecommendationResult:
    """One Recommendation of one assessment (docs/method.md, section 6).

    `levels`, `score` and `coverage` (0 to 1) are None when no KPI is applicable.
    `next_steps` is the smallest set of checks and figures that reaches the next level.
    """

    recommendation: str
    levels: Levels | None
    score: Bounds | None
    coverage: Fraction | None
    applicable: int
    assessed: int
    confidence: Confidence | None
    confidence_points: Fraction | None
    published: bool
    profile_limited: bool
    kpis: tuple[str, ...]
    reasons: tuple[Reason, ...]
    next_steps: tuple[NextStep, ...]


@dataclass(frozen=True)
class Overall:
    """The office as a whole (docs/method.md, section 7); the figures are None unless shown.

    `total` is the number of Recommendations that are counted, `lowest` the one with the lowest
    score.
    """

    published: int
    total: int
    level: int | None
    score: Fraction | None
    lowest: str | None
    balance_adjusted: Fraction | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Scorecard:
    """All results of one assessment, in the order of ids."""

    office: str
    cycle: str
    edition: str
    reference_date: date
    kpis: Mapping[str, KpiResult]
    recommendations: Mapping[str, RecommendationResult]
    overall: Overall


@dataclass(frozen=True)
class Difference:
    """How far two results lie apart: levels (-4 to 4), and points of the score (-100 to 100)."""

    level: int
    score: Fraction

    def __sub__(self, other: "Difference") -> "Difference":
        """What is left of this difference without the other one."""
        return Difference(self.level - other.level, self.score - other.score)


NO_DIFFERENCE = Difference(0, Fraction(0))


@dataclass(frozen=True)
class TrendPoint:
    """A Recommendation's published result in one cycle, under the edition that was answered."""

    cycle: str
    edition: str
    reference_date: date
    level: int
    score: Fraction

    def __sub__(self, other: "TrendPoint") -> Difference:
        """How far this result lies above the other one."""
        return Difference(self.level - other.level, self.score - other.score)


@dataclass(frozen=True)
class TrendStep:
    """From one point of a trend to the next (docs/method.md, section 9).

    `total` is `by_office` and `by_framework` together, exactly. Both parts are None when the two
    results have too little in common to be compared under one edition.
    """

    before: TrendPoint
    after: TrendPoint
    by_office: Difference | None

    @property
    def total(self) -> Difference:
        """How far the two results lie apart."""
        return self.after - self.before

    @property
    def by_framework(self) -> Difference | None:
        """What the change of edition made of the same answers, and of answers to new KPIs."""
        return None if self.by_office is None else self.total - self.by_office

    @property
    def breaks(self) -> bool:
        """Whether the step is not the office's alone, so that it must not be read as progress."""
        return self.by_framework != NO_DIFFERENCE


@dataclass(frozen=True)
class Trend:
    """A Recommendation over cycles, with the pace towards the office's target.

    `points` are the published results, oldest first, without those of the newest one's edition in
    which other KPIs counted; `steps` lead from each to the next one. `gained_per_year` counts what
    the office itself gained since the last step that cannot be split. It and `needed_per_year` are
    levels a year, None where they cannot be said; `pace` is None when the office set no target.
    """

    recommendation: str
    points: tuple[TrendPoint, ...]
    steps: tuple[TrendStep, ...]
    target_level: int | None
    target_year: int | None
    gained_per_year: Fraction | None
    needed_per_year: Fraction | None
    pace: Pace | None
    reasons: tuple[Reason, ...]
