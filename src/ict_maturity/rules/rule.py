"""In: nothing; out: what every type of rule is, so that nobody else has to ask which type one is.

A type is one module beside this one. It says what is asked, reads an answer, finds what is wrong
with a rule or an answer, and names the words and the picture that show it.
"""

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, NamedTuple, get_args

from pydantic import Field

from ict_maturity.facts.answer import CHECKS, Answer, FactField, needed, reported
from ict_maturity.facts.values import Flag, Model, Slug, Text
from ict_maturity.problems.finding import Finding, KeyPath
from ict_maturity.rules.reading import Reader
from ict_maturity.said import Sayable

Direction = Literal["higher", "lower"]
FieldChange = Literal["redefined", "recalibrated", "clarified", "editorial"]
"""What a change of one field of a rule does to answers and results."""

ALL_LEVELS = frozenset(range(5))


class Check(Model):
    """One claim that two strangers with the same evidence would decide alike."""

    id: Slug
    """Stable id, unique within the KPI; answers refer to it."""
    text: Text
    """The claim, one sentence, without undefined adjectives or adverbs."""
    core: Flag = False
    """Checklist only: without this check no level above 2 is reached."""
    second_figure: Flag = False
    """Whether it asks for a figure of a second period or what was done because of one: a ladder
    has such a check at level 4, and without it a checklist does not reach level 4."""
    looks_back_months: Annotated[int, Field(strict=True, ge=1, le=120)] | None = None
    """How many months the check looks back from the reference date, where its text does."""
    evidence: Literal["internal", "public"] = "internal"
    """Whether an outsider can verify the check from public sources."""


class PlacedCheck(NamedTuple):
    """A check, the level it stands under (None where it has none), and its place in the rule."""

    path: KeyPath
    level: int | None
    check: Check


class Question(NamedTuple):
    """One fact that the rule asks for beside checks: the words that ask it, and its unit if any."""

    field: FactField
    text: str
    unit: str = ""


class Option(NamedTuple):
    """One of the values that a fact can take, and its place in the rule."""

    path: KeyPath
    id: str
    text: str
    level: int


class Stair(NamedTuple):
    """What a level asks for, in two or three words."""

    level: int
    words: Sayable


class RuleType(Model):
    """How reported facts become a level.

    `changes` says, for each field of the rule, what a change of it does; a field that is not in it
    is redefined when it changes. `has_core` says whether core checks have an effect,
    `needs_reference_date` that no answer can be read without the day it is reckoned to.
    """

    facts: ClassVar[tuple[FactField, ...]]
    changes: ClassVar[Mapping[str, FieldChange]] = {}
    has_core: ClassVar[bool] = False
    needs_reference_date: ClassVar[bool] = False

    if TYPE_CHECKING:
        type: str

    @classmethod
    def name(cls) -> str:
        """The name of the type, as it stands in files."""
        return str(get_args(cls.model_fields["type"].annotation)[0])

    @abstractmethod
    def is_sound(self) -> bool:
        """Whether the rule has all levels and moves strictly from each one to the next."""

    @abstractmethod
    def reader(self) -> Reader:
        """The rule made ready to read answers; only for a sound rule."""

    @abstractmethod
    def findings(self, kpi: str) -> Iterator[Finding]:
        """What is wrong with the rule of this KPI; paths begin in the rule."""

    def doubts(self) -> Iterator[Finding]:
        """What may be wrong with the rule, told as warnings; paths begin in the rule."""
        yield from ()

    @abstractmethod
    def line(self) -> Sayable:
        """The whole rule in one line, for lists of KPIs."""

    def stairs(self) -> Iterator[Stair]:
        """What the levels of the rule ask for, where each is a stair and not a cut point."""
        yield from ()

    def placed_checks(self) -> Iterator[PlacedCheck]:
        """Every check, from the lowest level up."""
        yield from ()

    def questions(self) -> Iterator[Question]:
        """The facts that are asked beside checks, in the words of the KPI."""
        yield from ()

    def options(self) -> tuple[Option, ...]:
        """The states among which one is chosen."""
        return ()

    def reachable_levels(self) -> frozenset[int]:
        """The levels that some answer to the rule earns."""
        return ALL_LEVELS

    def answer_findings(self, answer: Answer, reference_date: date | None) -> Iterator[Finding]:
        """What is wrong with the facts that an answer reports; paths begin in the answer.

        Without a reference date, as in some cases, no period is looked at.
        """
        yield from ()

    def is_whole(self, answer: Answer) -> bool:
        """Whether an answer holds every fact that the rule needs."""
        return set(needed(self.facts)) <= set(reported(answer))

    def each_check(self) -> Iterator[tuple[int | None, Check]]:
        """Every check with the level it stands under, None where it has no level."""
        for _, level, check in self.placed_checks():
            yield level, check

    @cached_property
    def check_ids(self) -> tuple[str, ...]:
        """The ids of the checks, in order."""
        return tuple(check.id for _, check in self.each_check())

    def labels(self) -> dict[str, str]:
        """The words for the ids of checks and options."""
        checks = {check.id: check.text for _, check in self.each_check()}
        return checks | {option.id: option.text for option in self.options()}

    def claims(self) -> Iterator[tuple[KeyPath, str]]:
        """The texts that an office decides on, with their place in the rule."""
        for path, _, check in self.placed_checks():
            yield (*path, "text"), check.text
        for option in self.options():
            yield (*option.path, "text"), option.text

    @property
    def asks_checks(self) -> bool:
        """Whether an answer goes through checks."""
        return CHECKS in self.facts
