"""In: one file of kpis/; out: the KPI, with its rule, cases and rule tests."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from ict_maturity.facts.answer import Answer
from ict_maturity.facts.values import (
    Count,
    Day,
    EditionId,
    Flag,
    KpiId,
    Level,
    Line,
    Markdown,
    Model,
    Number,
    RecommendationId,
    Slug,
    Step,
    Text,
    WebAddress,
)
from ict_maturity.model.change import Change, Replaced
from ict_maturity.rules import Rule

Lifecycle = Literal["draft", "upcoming", "adopted", "retired"]
COUNTED_LIFECYCLES: frozenset[Lifecycle] = frozenset({"draft", "adopted"})


class Source(Model):
    """A public document, standard or page that a text rests on."""

    title: Line
    """What it is called."""
    document: Line | None = None
    """Its document number."""
    url: WebAddress | None = None
    """Its public address."""


class Ruling(Model):
    """A decision on how the KPI is read, where its text leaves room for two readings."""

    number: Annotated[int, Field(strict=True, ge=1, le=99)]
    """1 for the KPI's first ruling, 2 for the second, and so on without a gap."""
    date: Day
    """The day of the ruling."""
    edition: EditionId
    """The first edition under which offices answer by it."""
    by: Line
    """Who ruled: a body or a role, never a person's name."""
    question: Text
    """What could be read in two ways."""
    ruling: Text
    """How it is read, and why."""


class OpenQuestion(Model):
    """A question on how the KPI is read that nobody has ruled on yet."""

    date: Day
    """The day the question came up."""
    question: Text
    """What can be read in two ways."""


class CountingRules(Model):
    """What counts and what does not, so that two offices count alike."""

    include: Annotated[tuple[Text, ...], Field(min_length=1)]
    """What is counted."""
    exclude: Annotated[tuple[Text, ...], Field(min_length=1)]
    """What is not counted."""


class Case(Model):
    """A fictional situation with its keyed answer, for readers to test their understanding."""

    title: Line
    """A few words that name the situation."""
    facts: Text
    """What is known of the fictional office."""
    answer: Answer
    """The keyed answer."""
    reference_date: Day | None = None
    """The assessment's reference date, for rules that need one."""
    level: Level
    """The level that the keyed answer earns."""
    reason: Text
    """Why this is the right answer."""
    easy_to_misread: Flag = False
    """Marks the case that careful readers get wrong."""
    evidence_as_found: Flag = False
    """Marks a case told by what an office has at hand, not in the words of the questions."""


class RuleTest(Model):
    """An answer and what the engine must make of it; run by `check`."""

    name: Line
    """What the test shows."""
    answer: Answer
    """The answer that is scored."""
    reference_date: Day | None = None
    """The assessment's reference date, for rules that need one."""
    level: Level
    """The shown level that must come out."""
    possible_level: Level | None = None
    """The possible level that must come out; left out when it equals `level`."""
    score: Number
    """The shown score that must come out, to four decimals."""


class HowStep(Model):
    """One step on the way to a better result."""

    text: Text
    """What is done, in a sentence that begins with a verb, and more where that helps."""
    who: Line
    """Who does it, by role."""
    takes: Line
    """How long it takes, as an estimate of the authors and not a measurement."""
    templates: tuple[Slug, ...] = ()
    """Pages to copy, by their ids in services.yaml."""
    services: tuple[Slug, ...] = ()
    """What others offer that helps here, by ids in services.yaml."""


class Kpi(Model):
    """One KPI: what is measured, how facts become a level, and what evidence is wanted."""

    id: KpiId
    """The stable id; it is the page's address and never contains a Recommendation's number."""
    title: Line
    """The KPI in one short line."""
    recommendation: RecommendationId
    """The Recommendation it belongs to."""
    addressee: Slug = "offices"
    """Who is asked: an addressee declared in framework.yaml."""
    actions: tuple[Count, ...] = ()
    """The numbers of the Recommendation's actions that this KPI evidences."""
    core: Flag = False
    """Whether the Recommendation's level can never be above this KPI's."""
    weight: Annotated[Number, Field(gt=0, le=100)] = Decimal(1)
    """Weight in the Recommendation's score and coverage."""
    lifecycle: Lifecycle
    """draft and adopted KPIs are counted; upcoming and retired ones are shown only."""
    counts_from: Day | None = None
    """The day from which an upcoming KPI may count, at least two months after its edition."""
    replaces: tuple[Replaced, ...] = ()
    """The KPIs that it takes the place of; they are retired when it counts."""
    since: EditionId
    """The edition that first carries the KPI."""
    why: Markdown
    """Why it matters to an office."""
    measures: Markdown
    """What is measured."""
    scope: Markdown
    """What the KPI covers and what not."""
    counting: CountingRules
    """What counts and what does not."""
    rule: Rule
    """How reported facts become a level."""
    to_do: Text
    """What to do for a better result, one sentence that begins with a verb."""
    hours: Annotated[Number, Field(gt=0, le=200)] | None = None
    """How many hours an office needs to find the answer the first time, as this project
    estimates."""
    answered_by: Line | None = None
    """Who usually has the answer: a unit or a role, never a person's name."""
    how: Annotated[tuple[HowStep, ...], Field(max_length=4)] = ()
    """The way to do it, in a few steps that a small office can take too."""
    evidence_wanted: dict[Step, Text]
    """What evidence is wanted at each level, 1 to 4."""
    applies_when: dict[Slug, Annotated[tuple[Slug, ...], Field(min_length=1)]] = Field(
        default_factory=dict
    )
    """Profile fields and the values that make the KPI apply; empty means it applies to all."""
    valid_for_months: Annotated[int, Field(strict=True, ge=1, le=120)]
    """Evidence older than this many months at the reference date is stale."""
    cases: Annotated[tuple[Case, ...], Field(min_length=3)]
    """Fictional cases with keyed answers."""
    tests: Annotated[tuple[RuleTest, ...], Field(min_length=1)]
    """Answers with the score that the engine must give."""
    rulings: tuple[Ruling, ...] = ()
    """How the text is read where it leaves room, newest last."""
    open_questions: tuple[OpenQuestion, ...] = ()
    """What nobody has ruled on yet, newest last; a question that is ruled on leaves the list."""
    reviewed: Day | None = None
    """The day the file was last reviewed as a whole; left out, the day of its newest change."""
    change_log: tuple[Change, ...] = ()
    """What changed in which edition, newest last."""
    sources: tuple[Source, ...] = ()
    """Public sources the KPI rests on."""
    facts: tuple[Slug, ...] = ()
    """Ids of the facts in facts.yaml that its texts rest on."""

    @property
    def counted(self) -> bool:
        """Whether the KPI's lifecycle lets it count."""
        return self.lifecycle in COUNTED_LIFECYCLES

    @property
    def last_review(self) -> Day | None:
        """The day of the last review, None when no day is known."""
        changes = (change.date for change in self.change_log)
        return self.reviewed or max(changes, default=None)
