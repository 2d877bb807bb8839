"""In: nothing; out: the types of a cycle's results over many offices, and of KPI health."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Literal

from ict_maturity.rules.reading import FactValue

Effect = Literal["ceiling", "floor", "one_level"]
LOWEST, HIGHEST = 0, 4


@dataclass(frozen=True)
class Distribution:
    """How many offices are at each level of one Recommendation or KPI.

    `offices` is the number behind it. All three are None when it is suppressed because fewer than
    `small_cell` offices stand behind it; `levels` has five counts, None for a suppressed cell,
    and then there is no median either. `unnamed` says whether offices without a name are counted.
    """

    id: str
    offices: int | None
    levels: tuple[int | None, ...] | None
    median: Fraction | None
    unnamed: bool

    @property
    def suppressed(self) -> bool:
        """Whether too few offices stand behind it to be shown."""
        return self.offices is None


@dataclass(frozen=True)
class Group:
    """One value of a profile field: offices asked and reporting, None where suppressed."""

    field: str
    value: str
    label: str
    asked: int | None
    reporting: int | None


@dataclass(frozen=True)
class OptionCount:
    """One option of a question and how many offices chose it, None where suppressed."""

    question: str
    option: str
    label: str
    offices: int | None


@dataclass(frozen=True)
class MedianChange:
    """Median levels of one Recommendation over offices with a name, None where suppressed.

    `before` is the round before under its own edition, `restated` the same answers under the
    edition of this round, and `now` this round.
    """

    recommendation: str
    before: Fraction | None
    restated: Fraction | None
    now: Fraction | None


@dataclass(frozen=True)
class CycleResults:
    """The results of one cycle (docs/method.md, section 8).

    `asked` and `reporting` count public offices and, when enough of them reported, those that
    are counted without a name; of these only the ones that reported are counted as asked.
    `unnamed_left_out` says that there are such offices, and that too few or none of them reported
    to be counted without revealing them: they are left out of every figure.
    `since_other_edition` compares with the round before when that asked about another edition.
    """

    cycle: str
    asked: int
    reporting: int | None
    named: tuple[str, ...]
    unnamed_left_out: bool
    recommendations: Mapping[str, Distribution]
    kpis: Mapping[str, Distribution]
    breakdowns: Mapping[str, tuple[Group, ...]]
    responses: Mapping[str, tuple[OptionCount, ...]]
    since_other_edition: tuple[MedianChange, ...] = ()


@dataclass(frozen=True)
class Answers:
    """How the offices that were asked answered a KPI, or all KPIs of a Recommendation.

    Each answer is in one of the five groups below `asked`: its level is known, it is undecided
    because the office cannot tell, it is undecided because the office has not looked, or the
    office claims that the KPI does not apply. `unnamed` says whether offices without a name are
    counted.
    """

    asked: int
    with_level: int
    unknown: int
    not_assessed: int
    claims_open: int
    claims_accepted: int
    unnamed: bool

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
    """The checks that enough named offices decided, and which of them all decided alike.

    Offices without a name are not counted: "nobody" and "everybody" would tell each one's answer.
    """

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

    `kpi` is None for a Recommendation. `answers` is None when fewer than `small_cell` offices
    stand behind it, `items` when nothing is answered by checks. `crowded` is the level at which
    more than the share of `one_level_share` of the offices are. `review_age` is in whole months
    at the cycle's reference date, 0 for a later review. `open_since` is the day of the oldest
    open question.
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
    """KPI health in the newest cycle, None when no cycle has results (docs/method.md, section 8).

    `queue` has the ids of KPIs and Recommendations that are put forward for review, by need.
    """

    cycle: str | None
    recommendations: Mapping[str, Health]
    kpis: Mapping[str, Health]
    queue: tuple[str, ...]

    def of(self, id: str) -> Health:
        """The health of a KPI or Recommendation."""
        return self.kpis[id] if id in self.kpis else self.recommendations[id]
