"""In: a worked example of a hand-written page; out: what the engine needs to compute it."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field

from ict_maturity.facts.answer import Answer, Before, Evidence, Improvement
from ict_maturity.facts.values import Day, Flag, Level, Line, Model, Number, Step
from ict_maturity.model.kpi import Kpi
from ict_maturity.model.office import Target
from ict_maturity.rules import NumberRule, Rule

LEVELS_AS_CUT_POINTS: dict[Step, Decimal] = {
    1: Decimal(1),
    2: Decimal(2),
    3: Decimal(3),
    4: Decimal(4),
}
# The types ask for every field of a KPI; what makes an example is that most are left out.
NEEDED: dict[str, Any] = {
    "id": "K01",
    "recommendation": "R01",
    "lifecycle": "draft",
    "valid_for_months": 24,
}
EMPTY_KPI: Kpi = Kpi.model_construct(**NEEDED)
"""A KPI for the engine alone: what only readers need is left out."""

EXAMPLE_DAY = date(2026, 3, 31)
"""The day of all facts of an example that gives levels alone."""
IMPROVED = {
    "before": Before(value=Decimal(0), as_of=date(2025, 3, 31)),
    "change": Improvement(what="Something.", date=date(2025, 9, 30)),
}
"""What makes such a fact one that was improved."""

LevelAndProgress = Annotated[Number, Field(ge=0, le=4)]


class KpiExample(Model):
    """One rule and one answer to it."""

    rule: Rule
    """How reported facts become a level."""
    answer: Answer = Answer()
    """What an office reports."""
    reference_date: Day | None = None
    """The day that months are counted to."""
    valid_for_months: Annotated[int, Field(strict=True, ge=1, le=120)] = 24
    """Evidence older than this many months is stale."""

    @property
    def kpi(self) -> Kpi:
        """A KPI with this rule and without the words that only readers need."""
        return EMPTY_KPI.model_copy(
            update={"rule": self.rule, "valid_for_months": self.valid_for_months}
        )


class GivenKpi(Model):
    """One KPI of which an example gives the level and not the facts."""

    core: Flag = False
    """Whether the Recommendation's level can never be above this KPI's."""
    weight: Annotated[Number, Field(gt=0, le=100)] = Decimal(1)
    """Weight in score and coverage."""
    level: LevelAndProgress | None = None
    """Level and progress in one number: 2.5 is level 2, half way to 3. Left out: unknown."""
    applies: Flag = True
    """Whether it applies to the office."""
    asked: Flag = True
    """Whether the round asks it."""
    evidence: tuple[Evidence, ...] = ()
    """What backs the answer."""

    def kpi(self, id: str) -> Kpi:
        """A KPI whose figure is the level itself."""
        rule = NumberRule.model_construct(
            type="number",
            value="",
            unit="levels",
            direction="higher",
            floor=Decimal(0),
            cut_points=LEVELS_AS_CUT_POINTS,
        )
        return EMPTY_KPI.model_copy(
            update={
                "id": id,
                "rule": rule,
                "core": self.core,
                "weight": self.weight,
                "applies_when": {} if self.applies else {"kind": ("another",)},
            }
        )

    @property
    def answer(self) -> Answer:
        """The answer that earns the level.

        From level 3 on half of the way is the figure, and half that it was improved.
        """
        if self.level is None:
            return Answer(evidence=self.evidence)
        value = max(self.level, 2 * self.level - 3)
        second = IMPROVED if value > 4 else {}
        value -= bool(second)
        return Answer(value=value, as_of=EXAMPLE_DAY, evidence=self.evidence, **second)


class RecommendationExample(Model):
    """The KPIs of one Recommendation."""

    kpis: Annotated[dict[Line, GivenKpi], Field(min_length=1, max_length=30)]
    """By the name of the KPI."""


class ChangedKpi(Model):
    """One KPI in two rounds."""

    core: Flag = False
    """Whether the Recommendation's level can never be above this KPI's."""
    weight: Annotated[Number, Field(gt=0, le=100)] = Decimal(1)
    """Weight in score and coverage."""
    before: LevelAndProgress | None = None
    """Level and progress in the older round. Left out: unknown."""
    now: LevelAndProgress | None = None
    """Level and progress in the newer round. Left out: unknown."""
    new: Flag = False
    """Whether it counts in the newer round only."""

    def given(self, level: Decimal | None) -> GivenKpi:
        """The KPI in one of the rounds."""
        return GivenKpi(core=self.core, weight=self.weight, level=level)


class ChangeExample(Model):
    """The KPIs of one Recommendation in two rounds."""

    kpis: Annotated[dict[Line, ChangedKpi], Field(min_length=1, max_length=30)]
    """By the name of the KPI."""

    @property
    def before(self) -> RecommendationExample:
        """The older round."""
        kpis = {name: kpi.given(kpi.before) for name, kpi in self.kpis.items() if not kpi.new}
        return RecommendationExample(kpis=kpis)

    @property
    def now(self) -> RecommendationExample:
        """The newer round."""
        kpis = {name: kpi.given(kpi.now) for name, kpi in self.kpis.items()}
        return RecommendationExample(kpis=kpis)


class OfficeExample(Model):
    """The Recommendations of one office."""

    recommendations: Annotated[
        dict[Line, LevelAndProgress | None], Field(min_length=1, max_length=30)
    ]
    """By name: level and progress in one number; nothing where no result is published."""


class DatedLevel(Model):
    """A published level and its reference date."""

    reference_date: Day
    """The day the facts held."""
    level: Level
    """The level."""


class PaceExample(Model):
    """The results of one Recommendation over rounds, and a target."""

    results: tuple[DatedLevel, ...]
    """The published levels, oldest first."""
    target: Target
    """Where the office wants to be."""


class RoundExample(Model):
    """Where the offices of a round stand in one Recommendation."""

    named: Annotated[tuple[Level, ...], Field(max_length=100)] = ()
    """The levels of the offices that are shown by name."""
    counted: Annotated[tuple[Level, ...], Field(max_length=100)] = ()
    """The levels of those that are only counted."""
