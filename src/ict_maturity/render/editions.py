"""In: the framework and its change logs; out: the page that says what each edition changed."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple, get_args

from ict_maturity.aggregate.site import Site
from ict_maturity.data.outputs import Output
from ict_maturity.model import (
    Change,
    Content,
    Kpi,
    Lifecycle,
    Recommendation,
    Wording,
    edition_order,
)
from ict_maturity.order import natural_order
from ict_maturity.render.address import EDITIONS
from ict_maturity.render.page import Page, body_of, page_output
from ict_maturity.said import Said, Sayable, word

LIFECYCLES: tuple[Lifecycle, ...] = ("draft", "upcoming", "adopted", "retired")
CONTENT_STATUSES = {
    name: word(f"content_status.{name}") for name in ("confirmed", "partial", "placeholder")
}
WORDINGS = {name: word(f"wording.{name}") for name in get_args(Wording)}


class Entry(NamedTuple):
    """A change of one Recommendation or KPI."""

    change: Change
    item: Recommendation | Kpi


class Row(NamedTuple):
    """One change with all that it changed: a day, its summary, Recommendations and KPIs."""

    change: Change
    recommendations: tuple[Recommendation, ...]
    kpis: tuple[Kpi, ...]


class Count(NamedTuple):
    """How many Recommendations and KPIs share a word."""

    label: Sayable
    recommendations: int
    kpis: int


def editions_page(site: Site) -> Output:
    """The current edition with its counts, then all changes, the newest edition first."""
    content = site.content
    body = body_of(
        site,
        "editions.html.j2",
        EDITIONS,
        framework=content.framework,
        lifecycles=lifecycle_counts(content),
        content_statuses=counts(content, CONTENT_STATUSES, lambda one: one.content_status),
        wordings=counts(content, WORDINGS, lambda one: one.wording),
        cut=tuple(content.editions.values())[::-1],
        editions=changes_by_edition(content),
    )
    page = Page(
        EDITIONS,
        title=word("editions.title"),
        description=word("editions.description", edition=content.framework.edition),
        kind=word("kind.editions"),
        body=body,
        source=content.source_of("framework", "framework"),
        data="data/v1/framework.json",
    )
    return page_output(site, page)


def lifecycle_counts(content: Content) -> tuple[Count, ...]:
    """How many Recommendations and KPIs are at each step of their life."""
    recommendations = Counter(one.lifecycle for one in content.recommendations.values())
    kpis = Counter(one.lifecycle for one in content.kpis.values())
    return tuple(
        Count(word(f"lifecycle.{name}"), recommendations[name], kpis[name]) for name in LIFECYCLES
    )


def counts(
    content: Content, labels: Mapping[str, Said], of: Callable[[Recommendation], str]
) -> tuple[Count, ...]:
    """How many Recommendations have which of these labels, and how many KPIs belong to those."""
    label = {id: of(one) for id, one in content.recommendations.items()}
    recommendations = Counter(label.values())
    kpis = Counter(label[kpi.recommendation] for kpi in content.kpis.values())
    return tuple(Count(said, recommendations[name], kpis[name]) for name, said in labels.items())


def changes_by_edition(content: Content) -> tuple[tuple[str, tuple[Row, ...]], ...]:
    """All changes, newest edition first, within an edition newest first."""
    return tuple(
        (edition, rows(tuple(entries)))
        for edition, entries in groupby(newest_first(content), lambda entry: entry.change.edition)
    )


def rows(entries: Sequence[Entry]) -> tuple[Row, ...]:
    """The entries of an edition, those that say the same of the same day in one row."""
    together: dict[Change, list[Recommendation | Kpi]] = {}
    for entry in entries:
        together.setdefault(entry.change, []).append(entry.item)
    return tuple(
        Row(
            change,
            tuple(item for item in items if isinstance(item, Recommendation)),
            tuple(item for item in items if isinstance(item, Kpi)),
        )
        for change, items in together.items()
    )


def newest_first(content: Content) -> tuple[Entry, ...]:
    """Every change of every Recommendation and KPI, the newest edition and day first."""
    by_id = sorted(entries(content), key=lambda entry: natural_order(entry.item.id))
    by_day = sorted(by_id, key=lambda entry: entry.change.date, reverse=True)
    return tuple(
        sorted(by_day, key=lambda entry: edition_order(entry.change.edition), reverse=True)
    )


def entries(content: Content) -> Iterator[Entry]:
    """The change logs of all Recommendations and KPIs."""
    items: Iterable[Recommendation | Kpi] = (
        *content.recommendations.values(),
        *content.kpis.values(),
    )
    return (Entry(change, item) for item in items for change in item.change_log)
