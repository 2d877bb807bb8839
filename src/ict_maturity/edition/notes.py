"""In: content and the edition before; out: the release notes, for offices to read."""

import re
from collections.abc import Iterator, Mapping

from ict_maturity.compare.classes import CLASSES, REPLACING, Item, found, new_entries
from ict_maturity.data.outputs import Output
from ict_maturity.load.editions import NOTES, file_of
from ict_maturity.model import ChangeClass, Content, Edition, Kpi, Recommendation
from ict_maturity.texts.numbers import long_date
from ict_maturity.texts.words import word

MARKDOWN_SIGNS = re.compile(r"([\\`*_{}\[\]<>#&~|!@$^])")
EDITORIAL: ChangeClass = "editorial"


def notes_output(content: Content, before: Edition | None) -> Output:
    """The notes in Markdown without headings, so that any page can show them below its own."""
    parts = (*opening(content, before), *by_recommendation(content, before))
    return Output.of_text(file_of(content.framework.edition, NOTES), "\n\n".join(parts) + "\n")


def opening(content: Content, before: Edition | None) -> Iterator[str]:
    """Which edition it is, and how many of which changes it brings."""
    framework = content.framework
    yield word(
        "notes.edition",
        edition=framework.edition,
        date=long_date(framework.edition_date),
        status=word(f"impact.edition_status.{framework.edition_status}"),
    )
    if before is None:
        recommendations, kpis = len(content.recommendations), len(content.kpis)
        yield word("notes.first", recommendations=recommendations, kpis=kpis)
        return
    yield word("notes.follows", edition=before.id, date=long_date(before.date))
    counts = counts_of(content, before)
    lines = [
        f"- {word(f'change_class.{each}')}: {counts[each]}" for each in CLASSES if counts[each]
    ]
    yield "\n".join(lines) if lines else word("notes.nothing")


def counts_of(content: Content, before: Edition) -> Mapping[ChangeClass, int]:
    """How many Recommendations and KPIs changed in each way."""
    old: Mapping[str, Item] = {**before.recommendations, **before.kpis}
    new: Mapping[str, Item] = {**content.recommendations, **content.kpis}
    happened = [found(old.get(id), each) for id, each in new.items()]
    return {each: sum(each in one for one in happened) for each in CLASSES}


def by_recommendation(content: Content, before: Edition | None) -> Iterator[str]:
    """What changed in each Recommendation and its KPIs; one without changes is left out."""
    for id, recommendation in content.recommendations.items():
        kpis = content.kpis_of(id)
        if before is None:
            lines = [f"- {kpi.id} {escaped(kpi.title)}{mark(kpi)}" for kpi in kpis]
        else:
            lines = [
                *item_lines(before.recommendations.get(id), recommendation),
                *(line for kpi in kpis for line in item_lines(before.kpis.get(kpi.id), kpi)),
            ]
        if lines:
            yield f"**{id} {escaped(recommendation.title)}**{theme(recommendation)}"
            yield "\n".join(lines)


def item_lines(before: Item | None, after: Item) -> Iterator[str]:
    """One line a change: its class, and the words of the change log where it has some."""
    happened = found(before, after)
    told: set[ChangeClass] = set()
    for entry in new_entries(before, after):
        name: ChangeClass = entry.change_class or (*happened, EDITORIAL)[0]
        told.add(name)
        if name != EDITORIAL:
            yield line(name, after, escaped(entry.summary))
    for each in happened:
        if each not in told | {EDITORIAL} and not (each == "retired" and told & REPLACING):
            yield line(each, after, without_words(each, before, after))


def line(name: ChangeClass, item: Item, words: str) -> str:
    """One change of one thing."""
    said = f"- *{word(f'change_class.{name}')}.* {item.id} {escaped(item.title)}"
    return f"{said}{mark(item)}: {words}" if words else f"{said}{mark(item)}"


def without_words(name: ChangeClass, before: Item | None, after: Item) -> str:
    """What can be said of a change that the change log does not tell."""
    if name != "moved" or not isinstance(before, Kpi) or not isinstance(after, Kpi):
        return ""
    if before.recommendation == after.recommendation:
        return ""
    return word("notes.moved", before=before.recommendation, after=after.recommendation)


def mark(item: Item) -> str:
    """From which day an announced KPI counts."""
    if isinstance(item, Kpi) and item.lifecycle == "upcoming":
        day = item.counts_from
        return word("notes.counts_from", day=long_date(day)) if day else word("notes.upcoming")
    return ""


def theme(recommendation: Recommendation) -> str:
    """The mark of a working theme, which stands wherever its title does."""
    return f" ({word('impact.theme')})" if recommendation.is_working_theme else ""


def escaped(text: str) -> str:
    """Plain text as Markdown shows it unchanged, on one line."""
    return MARKDOWN_SIGNS.sub(r"\\\1", " ".join(text.split()))
