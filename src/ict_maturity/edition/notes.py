"""In: content and the edition before; out: the release notes, for offices to read."""

import re
from collections.abc import Iterator, Mapping

from ict_maturity.compare.classes import CLASSES, REPLACING, Item, found, new_entries
from ict_maturity.data.outputs import Output
from ict_maturity.load.editions import NOTES, file_of
from ict_maturity.model import ChangeClass, Content, Edition, Kpi, Recommendation
from ict_maturity.said import long_date
from ict_maturity.texts.words import Words, site_words

MARKDOWN_SIGNS = re.compile(r"([\\`*_{}\[\]<>#&~|!@$^])")
EDITORIAL: ChangeClass = "editorial"


def notes_output(content: Content, before: Edition | None) -> Output:
    """The notes in Markdown without headings, so that any page can show them below its own."""
    words = site_words(content.framework)
    parts = (*opening(content, before, words), *by_recommendation(content, before, words))
    return Output.of_text(file_of(content.framework.edition, NOTES), "\n\n".join(parts) + "\n")


def opening(content: Content, before: Edition | None, words: Words) -> Iterator[str]:
    """Which edition it is, and how many of which changes it brings."""
    framework = content.framework
    yield words(
        "notes.edition",
        edition=framework.edition,
        date=long_date(framework.edition_date),
        status=words(f"impact.edition_status.{framework.edition_status}"),
    )
    if before is None:
        recommendations, kpis = len(content.recommendations), len(content.kpis)
        yield words("notes.first", recommendations=recommendations, kpis=kpis)
        return
    yield words("notes.follows", edition=before.id, date=long_date(before.date))
    counts = counts_of(content, before)
    lines = [
        f"- {words(f'change_class.{each}')}: {counts[each]}" for each in CLASSES if counts[each]
    ]
    yield "\n".join(lines) if lines else words("notes.nothing")


def counts_of(content: Content, before: Edition) -> Mapping[ChangeClass, int]:
    """How many Recommendations and KPIs changed in each way."""
    old: Mapping[str, Item] = {**before.recommendations, **before.kpis}
    new: Mapping[str, Item] = {**content.recommendations, **content.kpis}
    happened = [found(old.get(id), each) for id, each in new.items()]
    return {each: sum(each in one for one in happened) for each in CLASSES}


def by_recommendation(content: Content, before: Edition | None, words: Words) -> Iterator[str]:
    """What changed in each Recommendation and its KPIs; one without changes is left out."""
    for id, recommendation in content.recommendations.items():
        kpis = content.kpis_of(id)
        if before is None:
            lines = [f"- {kpi.id} {escaped(kpi.title)}{mark(words, kpi)}" for kpi in kpis]
        else:
            lines = [
                *item_lines(words, before.recommendations.get(id), recommendation),
                *(line for kpi in kpis for line in item_lines(words, before.kpis.get(kpi.id), kpi)),
            ]
        if lines:
            yield f"**{id} {escaped(recommendation.title)}**{theme(words, recommendation)}"
            yield "\n".join(lines)


def item_lines(words: Words, before: Item | None, after: Item) -> Iterator[str]:
    """One line a change: its class, and the words of the change log where it has some."""
    happened = found(before, after)
    told: set[ChangeClass] = set()
    for entry in new_entries(before, after):
        name: ChangeClass = entry.change_class or (*happened, EDITORIAL)[0]
        told.add(name)
        if name != EDITORIAL:
            yield line(words, name, after, escaped(entry.summary))
    for each in happened:
        if each not in told | {EDITORIAL} and not (each == "retired" and told & REPLACING):
            yield line(words, each, after, without_words(words, each, before, after))


def line(words: Words, name: ChangeClass, item: Item, summary: str) -> str:
    """One change of one thing."""
    said = f"- *{words(f'change_class.{name}')}.* {item.id} {escaped(item.title)}"
    return f"{said}{mark(words, item)}: {summary}" if summary else f"{said}{mark(words, item)}"


def without_words(words: Words, name: ChangeClass, before: Item | None, after: Item) -> str:
    """What can be said of a change that the change log does not tell."""
    if name != "moved" or not isinstance(before, Kpi) or not isinstance(after, Kpi):
        return ""
    if before.recommendation == after.recommendation:
        return ""
    return words("notes.moved", before=before.recommendation, after=after.recommendation)


def mark(words: Words, item: Item) -> str:
    """From which day an announced KPI counts."""
    if isinstance(item, Kpi) and item.lifecycle == "upcoming":
        day = item.counts_from
        return words("notes.counts_from", day=long_date(day)) if day else words("notes.upcoming")
    return ""


def theme(words: Words, recommendation: Recommendation) -> str:
    """The mark of a working theme, which stands wherever its title does."""
    return f" ({words('impact.theme')})" if recommendation.is_working_theme else ""


def escaped(text: str) -> str:
    """Plain text as Markdown shows it unchanged, on one line."""
    return MARKDOWN_SIGNS.sub(r"\\\1", " ".join(text.split()))
