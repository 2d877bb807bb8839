"""In: offices/<code>/ and cycles/; out: an office, what it reported, and the round it is for."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import Field

from ict_maturity.facts.answer import Answer
from ict_maturity.facts.values import (
    CycleId,
    Day,
    EditionId,
    Flag,
    KpiId,
    Language,
    Line,
    Markdown,
    Model,
    OfficeCode,
    RecommendationId,
    Slug,
    Step,
    Text,
    WebAddress,
)

Audience = Literal["public", "members", "counted", "own"]
"""Who may see a report: everybody; the members of the Task Force; nobody, but counted in rounded
totals; nobody but the office. The default is the last one.
"""
WITHIN: Mapping[Audience, tuple[Audience, ...]] = MappingProxyType(
    {
        "public": ("public", "members", "counted", "own"),
        "members": ("members", "own"),
        "counted": ("counted", "own"),
        "own": ("own",),
    }
)
"""By what an office allows, what one of its reports may say.

To be named to members and to be counted for everybody are two things: neither allows the other.
"""


class FormerName(Model):
    """A name that an office had."""

    name: Line
    """The name."""
    until: Day
    """The last day on which it was in use."""


class FormerProfile(Model):
    """What a profile said before, in the fields that say something else now."""

    until: Day
    """The last day on which it held."""
    values: dict[Slug, tuple[Slug, ...]]
    """By profile field: the value or values; `[]` where there were none."""


class Predecessor(Model):
    """An office that this one continues: under a new code, or after a merger."""

    code: OfficeCode
    """Its code; its folder stays, with what it reported."""
    since: Day
    """The day from which this office continues it."""


class Office(Model):
    """offices/<code>/office.yaml: the profile of an office."""

    code: OfficeCode
    """Its code for ever, which is the name of its folder and the address of its page."""
    name: Line
    """Its name in the source language."""
    formerly: tuple[FormerName, ...] = ()
    """Names that it had before, the oldest first; it is found by them."""
    succeeds: tuple[Predecessor, ...] = ()
    """Those that this one continues; their pages say so and lead here."""
    fictional: Flag = False
    """Whether it is invented to show how the site works."""
    audience: Audience = "own"
    """The most that its reports may say of who may see them."""
    audience_since: Day | None = None
    """The day from which that holds; reports handed in before keep what they say."""
    languages: tuple[Language, ...] = ()
    """Languages it works in."""
    profile: dict[Slug, Annotated[tuple[Slug, ...], Field(min_length=1)]] = Field(
        default_factory=dict
    )
    """By profile field of framework.yaml: the office's value or values."""
    profile_formerly: tuple[FormerProfile, ...] = ()
    """What the profile said before, the oldest first; a round rests on the profile of its day."""
    contact_role: Line | None = None
    """The role to write to, never a person's name."""
    url: WebAddress | None = None
    """Its public site."""
    about: Markdown | None = None
    """A short description."""

    @property
    def former_names(self) -> tuple[str, ...]:
        """The names that it had before, the oldest first."""
        return tuple(each.name for each in self.formerly)

    def on(self, day: date) -> "Office":
        """The office with its profile of a day."""
        profile = dict(self.profile)
        for each in reversed(self.profile_formerly):
            if day <= each.until:
                profile |= each.values
        if profile == self.profile:
            return self
        known = {field: values for field, values in profile.items() if values}
        return self.model_copy(update={"profile": known})

    def name_on(self, day: date) -> str:
        """What the office was called on a day."""
        return next((each.name for each in self.formerly if day <= each.until), self.name)


class Target(Model):
    """Where an office wants to be."""

    level: Step
    """The level to reach."""
    year: Annotated[int, Field(strict=True, ge=2000, le=2100)]
    """By the end of which year."""


class Exchange(Model):
    """An offer of help or a request for it."""

    recommendation: RecommendationId
    """What it is about."""
    text: Text
    """What is offered or asked for."""


class Was(Model):
    """What a correction replaced, as it stood before; a field that is left out was not corrected.

    Answers are given KPI by KPI, every other field as a whole.
    """

    reference_date: Day | None = None
    """The day for which all answers held."""
    answers: dict[KpiId, Answer] = Field(default_factory=dict)
    """By KPI that was corrected: the answer before; `answer: not_assessed` where there was none."""
    responses: dict[Slug, tuple[Slug, ...]] | None = None
    """All responses to the round's questions; `{}` where there were none."""
    targets: dict[RecommendationId, Target] | None = None
    """All targets; `{}` where there were none."""
    offers: tuple[Exchange, ...] | None = None
    """All offers; `[]` where there were none."""
    asks: tuple[Exchange, ...] | None = None
    """All that was asked for; `[]` where there was nothing."""
    notes: Markdown | None = None
    """The notes; the one word `none` where there were none."""


class HistoryEntry(Model):
    """One entry of an assessment's history, the newest last."""

    date: Day
    """The day."""
    by: Line
    """The role that made the change, never a person's name."""
    change: Text
    """What was done."""
    why: Text | None = None
    """Why; a correction says it."""
    was: Was | None = None
    """For a correction of what was submitted: what it replaced, as it stood before."""


class Assessment(Model):
    """offices/<code>/<cycle>.yaml: what an office reported in one cycle."""

    cycle: CycleId
    """The cycle; it is the file's name."""
    edition: EditionId
    """The edition under which the office answered."""
    reference_date: Day
    """The day for which all answers hold."""
    status: Literal["draft", "submitted"]
    """Only submitted assessments are shown and counted."""
    audience: Audience = "own"
    """public: everybody, by name; members: the Task Force; counted: nobody, it is only counted;
    own: nobody, it never leaves its folder."""
    answers: dict[KpiId, Answer] = Field(default_factory=dict)
    """By KPI: facts, or one answer for the whole KPI; a KPI left out is not assessed."""
    responses: dict[Slug, Annotated[tuple[Slug, ...], Field(min_length=1)]] = Field(
        default_factory=dict
    )
    """By question of the cycle: the chosen options."""
    targets: dict[RecommendationId, Target] = Field(default_factory=dict)
    """By Recommendation: the level wanted and by when."""
    offers: tuple[Exchange, ...] = ()
    """What the office is willing to share."""
    asks: tuple[Exchange, ...] = ()
    """What the office wants help with."""
    notes: Markdown | None = None
    """What readers should know."""
    history: Annotated[tuple[HistoryEntry, ...], Field(min_length=1)]
    """What was done to the file, oldest first."""

    @property
    def handed_in(self) -> date:
        """The day of the newest entry of its history that is no correction."""
        return next((each.date for each in reversed(self.history) if not each.was), date.min)


class Question(Model):
    """A question beyond the KPIs."""

    id: Slug
    """Stable id."""
    title: Line
    """A short heading."""
    text: Text
    """The question as asked."""
    options: Annotated[dict[Slug, Line], Field(min_length=2)]
    """The possible answers and their labels."""
    multiple: Flag = True
    """Whether several options may be chosen."""


class Cycle(Model):
    """cycles/<id>.yaml: one assessment round."""

    id: CycleId
    """The id; it is the file's name."""
    title: Line
    """How the round is called."""
    edition: EditionId
    """The edition that was asked."""
    opens: Day
    """First day for answers."""
    closes: Day
    """Last day for answers."""
    reference_date: Day
    """The day for which offices answer."""
    invited: Annotated[int, Field(strict=True, ge=1)] | None = None
    """How many offices were invited; who they are is said nowhere."""
    fictional: Flag = False
    """Whether the round is invented to show how the site works."""
    about: Markdown | None = None
    """What the round was for."""
    kpis: tuple[KpiId, ...] = ()
    """The KPIs that the round asks; left out, it asks all that count."""
    questions: tuple[Question, ...] = ()
    """Questions beyond the KPIs."""

    def asks(self, kpi: str) -> bool:
        """Whether the round asks a KPI, as far as it counts or is announced."""
        return not self.kpis or kpi in self.kpis
