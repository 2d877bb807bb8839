"""In: the answers of departments of one office; out: one set of answers, or where they differ.

What only one of them answered is taken, and the same answer is one. The facts of a KPI hang
together, so where two parts say something else about one, a KPI is taken from one part as a whole.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ict_maturity.forms.layout import COVER
from ict_maturity.intake.answers import Answered, Answers, Line
from ict_maturity.problems import Problem, short
from ict_maturity.said import Sayable, listed, word
from ict_maturity.texts.words import Words

BY = f"{COVER}.by"
REMARKS = ("note", "notes", "why")
"""Texts that say something beside an answer: two of them are both kept."""
WHOLE, REASON = "answer", "reason"
Facts = Mapping[str, Answered]


class Part(NamedTuple):
    """What one department sent: the name of its file, and what it says."""

    file: str
    answers: Answers


class Conflict(NamedTuple):
    """What parts say something else about, such as K02 or `targets.R01`, and what each says.

    `said` has the answers that differ, by part; nothing for a part that says nothing of it.
    """

    about: str
    said: tuple[tuple[Answered, ...], ...]

    @property
    def told(self) -> tuple[Answered, ...]:
        """All of these answers, part by part."""
        return tuple(answered for each in self.said for answered in each)

    def problem(self) -> Problem:
        """Where they differ first, and what the others say."""
        first, *others = self.told
        says = listed([said_at(each) for each in others], "semicolons")
        values = {"about": self.about, "said": spoken(first), "others": says}
        return first.spot.problem("workbook-parts.differ", **values)


class Merged(NamedTuple):
    """The answers of all parts together, and what is to be decided first."""

    answers: Answers
    conflicts: tuple[Conflict, ...]


def merged(parts: Sequence[Part], takes: Mapping[str, int], words: Words) -> Merged:
    """Join parts; `takes` says by what they differ about which of them counts, the first is 0."""
    subjects = {subject(each): None for part in parts for each in part.answers.answered.values()}
    found: dict[str, Answered] = {}
    conflicts = []
    for about in subjects:
        of_parts = [facts_about(part, about) for part in parts]
        if differing := difference(of_parts):
            of_parts = [of_parts[takes[about]]] if about in takes else []
            if not of_parts:
                conflicts.append(Conflict(about, differing))
        for facts in reversed(of_parts):
            found |= facts
    found |= {each.item.id: each for each in remarks(parts, names_of(parts), words)}
    spots = {id: spot for part in reversed(parts) for id, spot in part.answers.spots.items()}
    problems = tuple(problem for part in parts for problem in part.answers.problems)
    order = {id: place for place, id in enumerate(spots)}
    in_order = dict(sorted(found.items(), key=lambda each: order.get(each[0], len(order))))
    answers = Answers(in_order, tuple(lines_once(parts)), spots, problems)
    return Merged(answers, tuple(conflicts))


def subject(answered: Answered) -> str:
    """What an answer belongs to: a KPI, or a question with all its parts."""
    kind, *rest = map(str, answered.item.path)
    return rest[0] if kind == "answers" else ".".join([kind, *rest[:1]])


def is_remark(answered: Answered) -> bool:
    """Whether it stands beside answers and is none itself."""
    item = answered.item
    return item.takes == "text" and (item.path[-1] in REMARKS or item.id == BY)


def facts_about(part: Part, about: str) -> Facts:
    """What a part answers about something."""
    return {
        id: each
        for id, each in part.answers.answered.items()
        if subject(each) == about and not is_remark(each)
    }


def difference(parts: Sequence[Facts]) -> tuple[tuple[Answered, ...], ...]:
    """By part, its answers that do not go with those of another part; empty when all do.

    One answer for a whole KPI goes with no facts.
    """
    ids = {
        id
        for id in dict.fromkeys(id for facts in parts for id in facts)
        if len({facts[id].value for facts in parts if id in facts}) > 1
    }
    for number, facts in enumerate(parts):
        whole = {id for id, each in facts.items() if is_whole(each)}
        others = [each for place, each in enumerate(parts) if place != number]
        beside = {id for each in others for id in each if not is_claim(each[id])}
        if whole and beside:
            ids |= whole | beside
    if not ids:
        return ()
    return tuple(tuple(facts[id] for id in facts if id in ids) for facts in parts)


def is_whole(answered: Answered) -> bool:
    """Whether it answers a whole KPI."""
    path = answered.item.path
    return path[0] == "answers" and path[2:] == (WHOLE,)


def is_claim(answered: Answered) -> bool:
    """Whether it goes with an answer for the whole KPI."""
    return answered.item.path[2:] in ((WHOLE,), (REASON,))


def names_of(parts: Sequence[Part]) -> tuple[str, ...]:
    """Who speaks in each part: the role or unit that it names, its file where that is not clear."""
    names = [str(by.value) if (by := part.answers.answered.get(BY)) else "" for part in parts]
    if all(names) and len(set(names)) == len(names):
        return tuple(names)
    return tuple(part.file for part in parts)


def remarks(parts: Sequence[Part], names: Sequence[str], words: Words) -> Iterator[Answered]:
    """Every remark; where parts have several, all of them, each with who says it."""
    ids = dict.fromkeys(
        id for part in parts for id, each in part.answers.answered.items() if is_remark(each)
    )
    for id in ids:
        found = {
            name: part.answers.answered[id]
            for name, part in zip(names, parts, strict=True)
            if id in part.answers.answered
        }
        first = next(iter(found.values()))
        texts: dict[str, str] = {}
        for name, each in found.items():
            texts.setdefault(str(each.value), name)
        if len(texts) == 1:
            yield first
            continue
        both = [word("parts.remark", who=name, text=text) for text, name in texts.items()]
        joined = listed(texts, "and") if id == BY else listed(both, "paragraphs")
        yield Answered(first.item, words.say(joined), first.spot)


def lines_once(parts: Iterable[Part]) -> Iterator[Line]:
    """The lines of all tables; one that several parts have stands once."""
    seen: list[tuple[str, str, object]] = []
    for part in parts:
        for line in part.answers.lines:
            if (key := (line.table, line.owner, line.fields)) not in seen:
                seen.append(key)
                yield line


def spoken(answered: Answered) -> Sayable:
    """An answer in the words of the form."""
    value = answered.value
    return answered.item.options.get(str(value)) or (
        short(value) if isinstance(value, str) else value
    )


def said_at(answered: Answered) -> Sayable:
    """An answer and its place."""
    return word("parts.said", place=answered.spot.words, said=spoken(answered))
