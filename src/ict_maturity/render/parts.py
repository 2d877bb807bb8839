"""In: content and results; out: what several pages show: badges, tables, lines, examples."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from markupsafe import Markup

from ict_maturity.aggregate.site import Site
from ict_maturity.model import Content, Kpi, Office, Recommendation
from ict_maturity.render.address import line_address
from ict_maturity.render.page import body_of, framed
from ict_maturity.said import Sayable, listed, word
from ict_maturity.score.kpi import NOT_FOR_THE_OFFICE
from ict_maturity.score.scorecard import KpiResult, Levels, RecommendationResult
from ict_maturity.texts.results import level_range, level_words, marks, nothing_words

T = TypeVar("T")


class LevelCell(NamedTuple):
    """A badge: what it prints, its colour (a level or `none`), and the whole in words."""

    text: Sayable
    colour: str
    words: Sayable


def recommendation_cell(result: RecommendationResult | None) -> LevelCell:
    """The badge of a Recommendation; without colour unless the level is published.

    There is no result for a Recommendation that is newer than the edition that was answered.
    """
    if result is None:
        return LevelCell(word("result.n_a"), "none", word("result.newer"))
    if result.levels is None:
        short = word("result.not_asked.short" if result.not_asked else "result.n_a")
        return LevelCell(short, "none", nothing_words(result))
    text = level_range(result.levels)
    if result.short_round:
        text = word("result.short", level=text)
    if result.profile_limited:
        text = word("result.limited", level=text)
    words = listed((level_words(result.levels, result.published), *marks(result)), "semicolons")
    colour = str(result.levels.shown) if result.published else "none"
    return LevelCell(text, colour, words)


def kpi_cell(result: KpiResult) -> LevelCell:
    """The badge of a KPI; without colour when nothing of it is known or it does not apply."""
    if result.standing in NOT_FOR_THE_OFFICE:
        return LevelCell(word("result.n_a"), "none", "")
    levels = kpi_levels(result)
    colour = str(levels.shown) if result.assessed else "none"
    return LevelCell(level_range(levels), colour, "")


def kpi_levels(result: KpiResult) -> Levels:
    """A KPI's three levels."""
    return Levels(result.shown.level, result.possible.level, result.level_evidenced)


def foremost(items: Iterable[T], most: int, key: Callable[[T], Any]) -> Sequence[T]:
    """The first of the items by a key, as many as wanted and those that are equal to the last."""
    ordered = sorted(items, key=key)
    return [item for item in ordered if key(item) <= key(ordered[:most][-1])]


@dataclass(frozen=True)
class Table:
    """Rows of words; the first cell of a row is its heading."""

    caption: Sayable
    columns: tuple[Sayable, ...]
    rows: tuple[tuple[Sayable, ...], ...]


def framework_labels(content: Content) -> Mapping[str, str]:
    """Addressees and profile fields."""
    framework = content.framework
    return {
        **{field.id: field.title for field in framework.profile},
        **{addressee.id: addressee.title for addressee in framework.addressees},
    }


def kpi_labels(kpi: Kpi) -> Mapping[str, str]:
    """The checks or choices of one KPI."""
    return kpi.rule.labels()


def kpi_titles(content: Content) -> Mapping[str, str]:
    """All KPIs by their ids, each called by id and title: a page on paper has no links."""
    return {id: f"{id} {kpi.title}" for id, kpi in content.kpis.items()}


def recommendation_words(item: Recommendation) -> Sayable:
    """Id, title and, for a working theme, that it is one."""
    title = word("titled", id=item.id, title=item.title)
    if not item.is_working_theme:
        return title
    return word("marked", text=title, mark=word("content_status.within.placeholder"))


def marks_of(item: Recommendation) -> tuple[Sayable, ...]:
    """What is said of a Recommendation, and of its KPIs, wherever they are shown."""
    return (word("content_status.placeholder"),) if item.is_working_theme else ()


def office_words(office: Office) -> Sayable:
    """The office's name and, when it is invented, that it is."""
    if not office.fictional:
        return office.name
    return word("marked", text=office.name, mark=word("fictional"))


class SourceLine(NamedTuple):
    """One line of a content file, and the address where the repository shows it."""

    file: str
    line: int
    url: str


def source_line(content: Content, kind: str, id: str, *path: str | int) -> SourceLine | None:
    """The line of a field of an object; None when its file lacks it, or no repository shows it."""
    line, repository = content.line_of(kind, id, *path), content.framework.real_repository
    if line is None or repository is None:
        return None
    file = content.source_of(kind, id)
    return SourceLine(file, line, line_address(repository, content.revision, file, line))


class WorkedExample(NamedTuple):
    """An example in words.

    `facts` go in; `outcome` is what the engine makes of them, `result` the same in one line,
    and `reasons` say why.
    """

    title: str
    rule: Sayable
    facts: tuple[Table, ...]
    outcome: tuple[Table, ...]
    result: Sayable
    reasons: tuple[Sayable, ...]


def drawn(site: Site, example: WorkedExample, page: str) -> Markup:
    """The example as HTML for the staged `page`."""
    return framed(body_of(site, "example.html.j2", page, example=example))
