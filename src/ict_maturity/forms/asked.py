"""In: content, an office and a round; out: what the office is asked, one Item for each answer."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from decimal import Decimal
from typing import Any, Literal, NamedTuple, get_args

from ict_maturity.facts.answer import (
    AS_OF,
    BEFORE,
    CHECKS,
    CHOICE,
    Answer,
    CheckAnswer,
    FactField,
    FactKind,
    WholeAnswer,
    earlier_form,
    needed,
)
from ict_maturity.facts.record import record
from ict_maturity.model import Content, Cycle, Kpi, Office, Recommendation
from ict_maturity.problems.finding import KeyPath
from ict_maturity.rules import RuleType
from ict_maturity.rules.second import CHANGED_WITHIN, EARLIER_AT_LEAST, EARLIER_AT_MOST
from ict_maturity.said import Sayable, listed, word
from ict_maturity.score.applies import respondent, unmet_fields

Takes = Literal["choice", "number", "whole", "day", "text", "tick"]
"""What is written as an answer; `whole` is a whole number, and a `tick` says yes or nothing."""

YES = "yes"
WHOLE: tuple[WholeAnswer, ...] = ("none", "unknown", "not_applicable")
"""What may be said of a KPI instead of facts; that nobody looked is said by an empty cell."""
TAKES: Mapping[FactKind, Takes] = {"number": "number", "day": "day", "choice": "choice"}


@record
class Item:
    """One answer that is asked for.

    `path` is where it stands in the file of a report, `asks` are the words that ask for it, `help`
    those that stand beside it, `options` the values among which one is chosen, with their labels.
    A `second` answer is asked for level 4 alone; an option of several has its
    `label`, and in `group` the question that all of them answer.
    """

    path: KeyPath
    asks: Sayable
    takes: Takes
    options: Mapping[str, Sayable] = field(default_factory=dict)
    help: Sayable = ""
    second: bool = False
    label: Sayable = ""
    group: Sayable = ""

    @property
    def id(self) -> str:
        """The path in one word, such as `answers.K01.checks.owner-named`."""
        return ".".join(map(str, self.path))


@record
class Last:
    """What an office reported before, as far as it may be proposed again.

    `answers` are those by KPI; `data` has them, targets, offers and asks as a report's file does.
    """

    answers: Mapping[str, Answer]
    data: Mapping[str, Any]


NEVER = Last({}, {})


class KpiAsked(NamedTuple):
    """A KPI and what is asked for it: nothing where the profile says that it does not apply."""

    kpi: Kpi
    items: tuple[Item, ...]
    unmet: tuple[str, ...] = ()


def kpis_asked(
    content: Content, office: Office, cycle: Cycle, known: Mapping[str, Answer]
) -> Iterator[tuple[Recommendation, tuple[Kpi, ...]]]:
    """The Recommendations with the KPIs that ask the office or are answered by its choice.

    `known` are the answers that it gave before, which is how it chooses.
    """
    who = respondent(content.framework, office)
    for recommendation in content.recommendations.values():
        asked = tuple(
            kpi
            for kpi in content.kpis_of(recommendation.id)
            if kpi.lifecycle != "retired"
            and (
                who.chooses(kpi, known.get(kpi.id))
                or (kpi.addressee in who.addressees and cycle.asks(kpi.id))
            )
        )
        if asked:
            yield recommendation, asked


def unmet_of(content: Content, office: Office, kpi: Kpi) -> tuple[str, ...]:
    """The fields of the office's profile by which a KPI that is asked of it does not apply."""
    addressed = kpi.addressee in respondent(content.framework, office).addressees
    return unmet_fields(kpi, office.profile) if addressed else ()


def asked_of(content: Content, office: Office, kpi: Kpi) -> KpiAsked:
    """What an office is asked for one KPI."""
    unmet = unmet_of(content, office, kpi)
    return KpiAsked(kpi, () if unmet else tuple(kpi_items(kpi)), unmet)


def kpi_items(kpi: Kpi) -> Iterator[Item]:
    """The facts that the rule asks for, and what may be said of the whole KPI."""
    rule, at = kpi.rule, ("answers", kpi.id)
    labels = labels_of(get_args(CheckAnswer))
    for level, check in rule.each_check():
        place = word("book.core") if check.core else ""
        help = word("book.level", level=level) if level else place
        yield Item((*at, CHECKS.name, check.id), check.text, "choice", labels, help)
    yield from fact_items(rule, at)
    if BEFORE in rule.facts:
        yield from second_items(rule, at)
    whole = word("book.whole")
    yield Item((*at, "answer"), whole, "choice", labels_of(WHOLE), word("book.whole.help"))
    yield Item((*at, "reason"), word("book.reason"), "text")
    yield Item((*at, "note"), word("book.note"), "text")


def labels_of(answers: Iterable[str]) -> dict[str, Sayable]:
    """Answers with the words that pages have for them."""
    return {answer: word(f"answer.{answer}") for answer in answers}


def fact_items(rule: RuleType, at: KeyPath) -> Iterator[Item]:
    """The facts beside checks, and the day for which they hold."""
    for fact, text, unit in rule.questions():
        yield fact_item(rule, fact, at, text, unit)
    if AS_OF in needed(rule.facts):
        yield Item((*at, AS_OF.name), word("book.as_of"), "day")


def fact_item(rule: RuleType, fact: FactField, at: KeyPath, text: Sayable, unit: str) -> Item:
    """One fact, by its kind: a choice has its states beside it."""
    if fact != CHOICE:
        unit_of = word("book.unit", unit=unit) if unit else ""
        return Item((*at, fact.name), text, TAKES[fact.kind], help=unit_of)
    labels = {option.id: option.id.replace("-", " ") for option in rule.options()}
    states = [word("book.state", state=labels[each.id], text=each.text) for each in rule.options()]
    return Item((*at, fact.name), text, "choice", labels, listed(states, "paragraphs"))


def second_items(rule: RuleType, at: KeyPath) -> Iterator[Item]:
    """The earlier fact and the change, which only level 4 asks for."""
    form = earlier_form(rule.facts)
    months = word("book.before.months", least=EARLIER_AT_LEAST, most=EARLIER_AT_MOST)
    for fact, text, unit in rule.questions():
        asked = fact_item(rule, fact, (*at, BEFORE.name), word("book.before", text=text), unit)
        yield Item(asked.path, asked.asks, asked.takes, asked.options, months, second=True)
    if AS_OF.name in form:
        path = (*at, BEFORE.name, AS_OF.name)
        yield Item(path, word("book.before.as_of"), "day", help=months, second=True)
    within = word("book.change.months", months=CHANGED_WITHIN)
    yield Item((*at, "change", "what"), word("book.change"), "text", help=within, second=True)
    yield Item((*at, "change", "date"), word("book.change.date"), "day", help=within, second=True)


def profile_items(content: Content) -> Iterator[Item]:
    """What the framework asks about an office."""
    for asked in content.framework.profile:
        path = ("profile", asked.id)
        yield from chosen_items(path, asked.title, asked.values, asked.multiple)


def further_items(content: Content, cycle: Cycle) -> Iterator[Item]:
    """The round's questions beyond the KPIs, targets and notes."""
    for question in cycle.questions:
        path = ("responses", question.id)
        yield from chosen_items(path, question.text, question.options, question.multiple)
    levels = {str(level): str(level) for level in range(1, 5)}
    for id in content.asked_about(cycle):
        title = content.recommendations[id].title
        level = word("book.target.level", id=id, title=title)
        yield Item(("targets", id, "level"), level, "whole", levels)
        yield Item(("targets", id, "year"), word("book.target.year", id=id), "whole")
    yield Item(("notes",), word("book.notes"), "text")


def chosen_items(
    path: KeyPath, asks: str, options: Mapping[str, str], multiple: bool
) -> Iterator[Item]:
    """One of the options, or each by itself where several may be true."""
    if not multiple:
        yield Item(path, asks, "choice", options)
        return
    for option, label in options.items():
        each = word("book.option", question=asks, option=label)
        yield Item((*path, option), each, "tick", {YES: word("book.yes")}, label=label, group=asks)


def value_at(data: Any, path: KeyPath) -> Any:
    """What lies at a path of nested mappings, None when there is nothing.

    An option of several is named by the last key and lies in a list. A number is exact, whatever
    form it was dumped in.
    """
    for key in path:
        if isinstance(data, (list, tuple)):
            return YES if key in data else None
        if not isinstance(data, Mapping) or key not in data:
            return None
        data = data[key]
    return Decimal(repr(data)) if isinstance(data, float) else data
