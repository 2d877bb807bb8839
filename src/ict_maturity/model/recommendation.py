"""In: one file of recommendations/; out: the Recommendation with its actions and guidance."""

from hashlib import sha256
from typing import Annotated, Literal

from pydantic import Field

from ict_maturity.facts.values import (
    LETTER,
    Day,
    Digest,
    EditionId,
    Language,
    Level,
    Line,
    Markdown,
    Model,
    RecommendationId,
    Slug,
    Text,
    WebAddress,
)
from ict_maturity.model.change import Change
from ict_maturity.model.kpi import Lifecycle, Source

ContentStatus = Literal["confirmed", "partial", "placeholder"]
Wording = Literal["own", "adopted"]
Strength = Literal["should", "encouraged", "should_consider", "optional"]


class Publication(Model):
    """Where the adopted text is published."""

    document: Line
    """Document number."""
    session: Line
    """The session that adopted it."""
    url: WebAddress
    """Public address."""


class AdoptedText(Model):
    """What was adopted, word for word: quoted on the page and never retold here."""

    language: Language
    """The language it is quoted in, such as en."""
    statement: Text
    """The statement; an empty line begins a paragraph."""
    actions: tuple[Text, ...] = ()
    """The actions in their order, so the first is action 1; lettered parts are paragraphs."""
    source: WebAddress
    """The public page or file that it was copied from, in this language."""
    digest: Digest
    """The digest over statement and actions, which `check` works out."""

    @property
    def digest_of_words(self) -> str:
        """SHA-256 over statement and actions, a line each; where lines break does not matter."""
        lines = (" ".join(text.split()) for text in (self.statement, *self.actions))
        return sha256("\n".join(lines).encode()).hexdigest()


class ActionPart(Model):
    """A lettered part of an action."""

    id: Annotated[str, Field(strict=True, pattern=LETTER)]
    """The letter."""
    text: Text
    """What is recommended."""
    strength: Strength | None = None
    """Strength, where it differs from the action's."""


class Action(Model):
    """One recommended action."""

    number: Annotated[int, Field(strict=True, ge=1, le=99)]
    """Its number within the Recommendation."""
    text: Text
    """What is recommended, in this project's words."""
    strength: Strength
    """should, encouraged, should_consider or optional."""
    addressee: Slug = "offices"
    """Whom it addresses: an addressee declared in framework.yaml."""
    parts: tuple[ActionPart, ...] = ()
    """Lettered parts, if it has any."""


class StartingPoint(Model):
    """How an office at one level moves on."""

    steps: Annotated[tuple[Markdown, ...], Field(min_length=1)]
    """The first steps, in order."""
    people: Text | None = None
    """Who is needed."""
    effort: Text | None = None
    """Rough effort."""


class Guidance(Model):
    """This project's guidance on carrying out the Recommendation."""

    why: Markdown
    """Why it matters to an office."""
    start: dict[Level, StartingPoint] = Field(default_factory=dict)
    """How to move on from each level, 0 to 3."""
    mistakes: tuple[Markdown, ...] = ()
    """Common mistakes."""
    needs: tuple[Markdown, ...] = ()
    """What it needs: people, decisions, money, law."""
    small_office: Markdown | None = None
    """What an office with five ICT staff or none can do."""


class Standard(Model):
    """A published standard or service that helps."""

    id: Line
    """Its short name, such as ST.90."""
    title: Line
    """Its subject."""
    url: WebAddress | None = None
    """Public address."""


class Forum(Model):
    """A forum where the subject is discussed."""

    id: Line
    """Its short name."""
    text: Text
    """What belongs there."""


class RelatedRecommendation(Model):
    """A link to another Recommendation."""

    id: RecommendationId
    """The other Recommendation."""
    text: Text
    """How the two connect."""


class Related(Model):
    """What the Recommendation connects to."""

    standards: tuple[Standard, ...] = ()
    """Standards and services that help."""
    forums: tuple[Forum, ...] = ()
    """Forums where it is discussed."""
    recommendations: tuple[RelatedRecommendation, ...] = ()
    """Other Recommendations."""


class Recommendation(Model):
    """One Recommendation: its text, its actions and the guidance around it."""

    id: RecommendationId
    """The stable id; it is the page's address."""
    title: Line
    """A short title."""
    content_status: ContentStatus
    """Whether what it says was adopted: confirmed, partial (of some of it this is known), or
    placeholder (this project's working theme)."""
    statement: Text
    """The statement in plain words, which are this project's own."""
    source: Publication | None = None
    """Where the adopted text is published; required unless a placeholder."""
    actions: tuple[Action, ...] = ()
    """The recommended actions that are known, in plain words."""
    adopted_text: AdoptedText | None = None
    """The adopted text itself; empty until the Task Force fills it, refused unless confirmed."""
    levels: dict[Level, Text]
    """What each level, 0 to 4, looks like in an office."""
    guidance: Guidance
    """This project's guidance."""
    related: Related = Related()
    """Standards, forums and other Recommendations."""
    lifecycle: Lifecycle
    """draft, upcoming, adopted or retired."""
    since: EditionId
    """The edition that first carries it."""
    reviewed: Day
    """The day the file was last reviewed as a whole."""
    change_log: tuple[Change, ...] = ()
    """What changed in which edition, newest last."""
    sources: tuple[Source, ...] = ()
    """Public sources the guidance rests on."""
    facts: tuple[Slug, ...] = ()
    """Ids of the facts in facts.yaml that its texts rest on."""

    @property
    def is_working_theme(self) -> bool:
        """Whether subject and text are this project's working theme and nothing adopted."""
        return self.content_status == "placeholder"

    @property
    def wording(self) -> Wording:
        """Whose words there are: this project's own alone, or beside them the adopted text."""
        return "adopted" if self.adopted_text else "own"
