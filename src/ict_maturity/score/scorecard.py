"""In: nothing; out: the types of a Scorecard, in which every number says where it came from."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Literal

from ict_maturity.facts.record import record
from ict_maturity.model import Evidence
from ict_maturity.rules.reading import CheckResult, Held, Reading, Reason, RuleReading
from ict_maturity.rules.reasons import ReasonCode

Grade = Literal["E0", "E1", "E2", "E3"]
Confidence = Literal["A", "B", "C"]
Standing = Literal[
    "counted",
    "not_applicable",
    "upcoming",
    "retired",
    "by_choice",
    "not_asked",
    "not_asked_this_round",
]
Claim = Literal["open", "accepted"]
Pace = Literal[
    "reached", "missed", "on_track", "moderate", "slow", "none_or_falling", "not_enough_data"
]


@record
class GradedEvidence:
    """One piece of evidence with the grade that its fields earn and whether it is stale."""

    evidence: Evidence
    grade: Grade
    stale: bool


@record
class EvidenceResult:
    """The best points (0 to 1) and the highest level cap among all evidence and "stated only".

    `grade` is that of the evidence with the best points, `all_stale` says that there is evidence
    and all of it is stale.
    """

    grade: Grade
    points: Fraction
    cap: int
    all_stale: bool
    items: tuple[GradedEvidence, ...]


@record
class KpiResult:
    """One KPI of one assessment.

    `standing` says whether it counts and, if not, why; `claim` is set when the office claims that
    the KPI does not apply, `none` when it says that there is nothing of the kind. `reading` is
    what the rule made of the answer.
    """

    kpi: str
    recommendation: str
    core: bool
    weight: Fraction
    standing: Standing
    claim: Claim | None
    none: bool
    reading: RuleReading
    level_evidenced: int
    evidence: EvidenceResult
    reasons: tuple[Reason, ...]

    @property
    def shown(self) -> Reading:
        """Undecided parts taken as not met."""
        return self.reading.shown

    @property
    def possible(self) -> Reading:
        """Undecided parts taken as met."""
        return self.reading.possible

    @property
    def decided(self) -> Fraction:
        """The decided part of the KPI's facts, 0 to 1."""
        return self.reading.decided

    @property
    def assessed(self) -> bool:
        """Whether every fact is decided."""
        return self.reading.decided == 1

    @property
    def figure(self) -> Fraction | None:
        """The ratio, the number or the whole months that the level was read from."""
        return self.reading.figure

    @property
    def few(self) -> bool:
        """Whether the figure is a share of fewer than ten."""
        return self.reading.few

    @property
    def held(self) -> Held | None:
        """In which way the KPI shows a second figure; None for rules with checks."""
        return self.reading.second.how

    @property
    def checks(self) -> tuple[CheckResult, ...]:
        """The checks as they were answered."""
        return self.reading.checks


@record
class Levels:
    """A Recommendation's level by shown, possible and evidenced KPI levels."""

    shown: int
    possible: int
    evidenced: int


@record
class Bounds:
    """A score from 0 to 100, with unknown parts taken as not met and as met."""

    shown: Fraction
    possible: Fraction


@record
class NextStep:
    """One thing to do for the next level: meet these checks, move a figure or give evidence.

    `checks` are ids of the KPI's checks to meet; those of them in `find_out` are undecided, so that
    looking is the step. For a KPI without checks `reasons` say which value, date or choice is
    needed. `effort` counts checks, figures or pieces of evidence.
    """

    kpi: str
    from_level: int
    to_level: int
    checks: tuple[str, ...]
    find_out: tuple[str, ...]
    reasons: tuple[Reason, ...]
    effort: int


@record
class RecommendationResult:
    """One Recommendation of one assessment (docs/method.md, section 6).

    `levels`, `score` and `coverage` (0 to 1) are None when no KPI is applicable.
    `held_by` are the KPIs that keep the shown level from the next one. `rests_on` are those of
    which one decided fact, changed for the worse, would lower it by two or more. `short_round`
    says that the round did not ask all counted KPIs. `next_steps` is the smallest set of facts
    that reaches the next level, `evidence_steps` the fewest pieces of evidence that lift the
    evidenced one.
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
    short_round: bool
    held_by: tuple[str, ...]
    rests_on: tuple[str, ...]
    kpis: tuple[str, ...]
    reasons: tuple[Reason, ...]
    next_steps: tuple[NextStep, ...]
    evidence_steps: tuple[NextStep, ...]

    @property
    def not_asked(self) -> bool:
        """Whether the round asked nothing of it, so that an earlier one may have its level."""
        return any(reason.code is ReasonCode.NOTHING_ASKED for reason in self.reasons)

    @property
    def between_levels(self) -> bool:
        """Whether undecided facts leave the level open."""
        return self.levels is not None and self.levels.shown != self.levels.possible


@record
class Interval:
    """A level with undecided facts taken as not met and as met."""

    shown: int
    possible: int


@record
class Overall:
    """The office as a whole (docs/method.md, section 7); the figures are None unless shown.

    `total` is the number of counted Recommendations to which something applies, `published` that
    of the published ones among them. `lowest` are those of these with the lowest shown level.
    """

    published: int
    total: int
    levels: Interval | None
    score: Bounds | None
    lowest: tuple[str, ...]
    reasons: tuple[Reason, ...]


@record
class Scorecard:
    """All results of one assessment, in the order of ids."""

    office: str
    cycle: str
    edition: str
    reference_date: date
    kpis: Mapping[str, KpiResult]
    recommendations: Mapping[str, RecommendationResult]
    overall: Overall


@record
class Difference:
    """How far two results lie apart: levels (-4 to 4), and points of the score (-100 to 100)."""

    level: int
    score: Fraction

    def __sub__(self, other: "Difference") -> "Difference":
        """What is left of this difference without the other one."""
        return Difference(self.level - other.level, self.score - other.score)


NO_DIFFERENCE = Difference(0, Fraction(0))


@record
class TrendPoint:
    """A Recommendation's published result in one cycle, under the edition that was answered.

    `possible` is the level with what is undecided taken as met.
    """

    cycle: str
    edition: str
    reference_date: date
    level: int
    possible: int
    score: Fraction

    def __sub__(self, other: "TrendPoint") -> Difference:
        """How far this result lies above the other one."""
        return Difference(self.level - other.level, self.score - other.score)


@record
class TrendStep:
    """From one point of a trend to the next (docs/method.md, section 9).

    `total` is `by_doing`, `by_looking` and `by_framework` together, exactly.
    """

    before: TrendPoint
    after: TrendPoint
    by_doing: Difference
    by_looking: Difference

    @property
    def total(self) -> Difference:
        """How far the two results lie apart."""
        return self.after - self.before

    @property
    def by_framework(self) -> Difference:
        """What comes from other KPIs, other checks and another edition."""
        return self.total - self.by_doing - self.by_looking

    @property
    def parts(self) -> tuple[Difference, Difference, Difference]:
        """By doing, by looking and by framework."""
        return self.by_doing, self.by_looking, self.by_framework

    @property
    def breaks(self) -> bool:
        """Whether the step is not by doing alone, so that it must not be read as progress."""
        return self.by_framework != NO_DIFFERENCE or self.by_looking != NO_DIFFERENCE


@record
class Trend:
    """A Recommendation over cycles, with the pace towards the office's target.

    `points` are the published results, oldest first; `steps` lead from each to the next one.
    `gained_per_year` is what was gained by doing. It and `needed_per_year` are levels a year, None
    where they cannot be said; `pace` is None when the office set no target.
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
