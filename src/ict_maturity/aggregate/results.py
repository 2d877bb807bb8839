"""In: nothing; out: the types of a cycle's results over many offices, and of KPI health."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Literal

from ict_maturity.rules.reading import FactValue

Effect = Literal["ceiling", "floor", "one_level"]
LOWEST, HIGHEST = 0, 4


@dataclass(frozen=True)
class Distribution:
    """Where the named offices stand in one Recommendation or KPI, exactly.

    `offices` have a result. `levels` counts those at each level, 0 to 4, and `between` those whose
    shown and possible level differ: together they are the `offices`. `below` counts those whose
    possible level is below 2. The medians are those of the shown and of the possible levels, and
    `mean_score` is that of the shown scores; all three are None where there are no offices.
    """

    id: str
    offices: int
    levels: tuple[int, ...]
    between: int
    below: int
    median_shown: Fraction | None
    median_possible: Fraction | None
    mean_score: Fraction | None

    @property
    def share_below(self) -> Fraction:
        """The part of the offices whose possible level is below 2, 0 where there are none."""
        return Fraction(self.below, self.offices) if self.offices else Fraction(0)


@dataclass(frozen=True)
class ProfileGroup:
    """One value of a profile field: named offices asked and reporting."""

    field: str
    value: str
    label: str
    asked: int
    reporting: int


@dataclass(frozen=True)
class OptionCount:
    """One option of a question and how many of the named offices that answered it chose it."""

    question: str
    option: str
    label: str
    offices: int
    answered: int


@dataclass(frozen=True)
class Rounded:
    """All offices that may be counted, named or not, by the cells of one row.

    Each number is on its own the nearest multiple of five. Both are None where the row is not
    shown; why it is not can be seen nowhere.
    """

    id: str
    offices: int | None
    counts: tuple[int, ...] | None


@dataclass(frozen=True)
class AllOffices:
    """All offices that may be counted in a cycle, named or not (docs/method.md, section 8).

    `offices` reported, rounded, None where it is not shown. Counts of Recommendations are by level,
    0 to 4, and then those between levels; of breakdowns by value of the profile field; of responses
    by option.
    """

    offices: int | None
    recommendations: Mapping[str, Rounded]
    breakdowns: Mapping[str, Rounded]
    responses: Mapping[str, Rounded]

    @property
    def shown(self) -> bool:
        """Whether anything is."""
        every = (self.recommendations, self.breakdowns, self.responses)
        return self.offices is not None or any(
            row.counts is not None for rows in every for row in rows.values()
        )


@dataclass(frozen=True)
class RoundChange:
    """How many named offices rose, stayed and fell in one Recommendation by what they did.

    `offices` have results in this and in the earlier round that can be compared; `mean` is the mean
    of the levels that they gained.
    """

    recommendation: str
    offices: int
    rose: int
    stayed: int
    fell: int
    mean: Fraction


@dataclass(frozen=True)
class CycleResults:
    """The results of one cycle (docs/method.md, section 8).

    `asked` counts the offices that were invited or, where the round does not say how many, those
    with a name. `named` has the codes of those with a name that reported; they alone stand behind
    all other figures but those of `all_offices`. `short_rounds` are the Recommendations of
    which the cycle did not ask all KPIs that count. `changes` are those since the cycle
    `compared_with`, by Recommendation, where enough offices can be compared.
    """

    cycle: str
    asked: int
    named: tuple[str, ...]
    recommendations: Mapping[str, Distribution]
    kpis: Mapping[str, Distribution]
    breakdowns: Mapping[str, tuple[ProfileGroup, ...]]
    responses: Mapping[str, tuple[OptionCount, ...]]
    all_offices: AllOffices
    short_rounds: tuple[str, ...] = ()
    compared_with: str | None = None
    changes: Mapping[str, RoundChange] = field(default_factory=dict)

    @property
    def reporting(self) -> int:
        """How many offices with a name reported."""
        return len(self.named)


@dataclass(frozen=True)
class Answers:
    """How the named offices that were asked answered a KPI, or all KPIs of a Recommendation.

    Each answer is in one of the five groups below `asked`: its level is known, it is undecided
    because the office cannot tell, it is undecided because the office has not looked, or the
    office claims that the KPI does not apply.
    """

    asked: int
    with_level: int
    unknown: int
    not_assessed: int
    claims_open: int
    claims_accepted: int

    @property
    def answered(self) -> int:
        """All but those that have not looked."""
        return self.asked - self.not_assessed

    @property
    def unknown_share(self) -> Fraction:
        """The part of those asked that cannot tell."""
        return self.share(self.unknown)

    @property
    def not_assessed_share(self) -> Fraction:
        """The part of those asked that have not looked."""
        return self.share(self.not_assessed)

    def share(self, count: int) -> Fraction:
        """A part of those asked."""
        return Fraction(count, self.asked)


@dataclass(frozen=True)
class Items:
    """The checks that enough offices decided, and which of them all decided alike."""

    decided: int
    never_met: tuple[str, ...]
    always_met: tuple[str, ...]


class SignalCode(StrEnum):
    """Why a text is put forward for review, the weightiest reason first. `texts` words each."""

    OPEN_QUESTION = "open-question"
    """Nobody has ruled on a question about how it is read."""
    UNKNOWN = "unknown"
    """Many offices looked and cannot tell."""
    CLAIM_OPEN = "claim-open"
    """Claims that it does not apply wait for a decision."""
    NOT_ASSESSED = "not-assessed"
    """Many offices have not looked."""
    CLAIM_ACCEPTED = "claim-accepted"
    """Many claims that it does not apply were accepted."""
    FLOOR = "floor"
    """Nearly all offices are at level 0."""
    CEILING = "ceiling"
    """Nearly all offices are at level 4."""
    ONE_LEVEL = "one-level"
    """Nearly all offices are at one level in between."""
    NEVER_MET = "never-met"
    """Checks that no office meets."""
    ALWAYS_MET = "always-met"
    """Checks that every office meets."""
    REVIEW_DUE = "review-due"
    """The last review lies long ago."""
    NEVER_REVIEWED = "never-reviewed"
    """No day of a review is known."""


@dataclass(frozen=True)
class Signal:
    """One reason to look at a text again, with the facts that fill its words."""

    code: SignalCode
    extent: Fraction
    """How far it goes, to compare it with other signals of its code."""
    facts: Mapping[str, FactValue]

    @classmethod
    def of(cls, code: SignalCode, extent: Fraction | int, **facts: FactValue) -> "Signal":
        """A signal with its facts by name."""
        return cls(code, Fraction(extent), facts)


@dataclass(frozen=True)
class Health:
    """How one KPI, or one Recommendation with the KPIs that count for it, fares in a cycle.

    Only offices with a name are counted. `kpi` is None for a Recommendation. `answers` is None when
    fewer than `small_cell` offices are asked, who say too little about a text; `items` when nothing
    is answered by checks. `crowded` is the level at which more than the share of `one_level_share`
    of so many offices are. `review_age` is in whole months at the cycle's reference date, 0 for a
    later review. `open_since` is the day of the oldest open question.
    """

    recommendation: str
    kpi: str | None
    answers: Answers | None
    levels: Distribution
    crowded: int | None
    items: Items | None
    reviewed: date | None
    review_age: int | None
    open_questions: int
    open_since: date | None
    signals: tuple[Signal, ...] = ()

    @property
    def id(self) -> str:
        """The id of what the figures are about."""
        return self.kpi or self.recommendation

    @property
    def effect(self) -> Effect | None:
        """What being crowded at a level is called."""
        if self.crowded is None:
            return None
        if self.crowded == LOWEST:
            return "floor"
        return "ceiling" if self.crowded == HIGHEST else "one_level"


@dataclass(frozen=True)
class HealthReport:
    """KPI health in the newest whole cycle, None when none has results (docs/method.md, section 8).

    `queue` has the ids of KPIs and Recommendations that are put forward for review, by need.
    """

    cycle: str | None
    recommendations: Mapping[str, Health]
    kpis: Mapping[str, Health]
    queue: tuple[str, ...]

    def of(self, id: str) -> Health:
        """The health of a KPI or Recommendation."""
        return self.kpis[id] if id in self.kpis else self.recommendations[id]
