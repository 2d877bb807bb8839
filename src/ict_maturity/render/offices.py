"""In: the Site; out: the page of all offices, a heat map of offices by Recommendations."""

from collections.abc import Sequence
from typing import NamedTuple

from ict_maturity.aggregate.site import Site
from ict_maturity.data.outputs import Output
from ict_maturity.model import Office, ProfileField
from ict_maturity.render.address import OFFICES, office_path, recommendation_path
from ict_maturity.render.page import Page, body_of, page_output
from ict_maturity.render.parts import LevelCell, recommendation_cell
from ict_maturity.said import word
from ict_maturity.score.scorecard import RecommendationResult, Scorecard


class HeatCell(NamedTuple):
    """One badge of the heat map and what it is sorted by.

    `cycle` is the round that it is from, where that is not the office's newest one.
    """

    badge: LevelCell
    sort: str
    cycle: str = ""


class OfficeRow(NamedTuple):
    """One office; `cells` is empty when it has not reported, `marks` are its profile values.

    `successors` are the offices that continue it.
    """

    office: Office
    successors: tuple[Office, ...]
    cycle: str | None
    cells: tuple[HeatCell, ...]
    marks: tuple[tuple[str, str], ...]


def offices_page(site: Site) -> Output:
    """All offices in alphabetical order, never by rank."""
    content = site.content
    fields = tuple(field for field in content.framework.profile if field.filter)
    rows = office_rows(site, fields)
    body = body_of(
        site,
        "offices.html.j2",
        OFFICES,
        rows=rows,
        recommendations=tuple(content.recommendations.values()),
        fields=used_fields(fields, rows),
        levels=content.framework.levels,
        office_path=office_path,
        withdrawn=content.withdrawals.withdrawals,
        recommendation_path=recommendation_path,
        has_fictional=any(row.office.fictional for row in rows),
        themes=[item.id for item in content.recommendations.values() if item.is_working_theme],
    )
    page = Page(
        path=OFFICES,
        title=word("offices.title"),
        description=word("offices.description"),
        kind=word("kind.offices"),
        body=body,
        data="data/v1/scores.csv",
        hide=("navigation", "toc"),
    )
    return page_output(site, page)


def office_rows(site: Site, fields: Sequence[ProfileField]) -> tuple[OfficeRow, ...]:
    """One row an office, by name and then by code."""
    offices = site.content.offices.values()
    ordered = sorted(offices, key=lambda office: (office.name.casefold(), office.code))
    return tuple(office_row(site, office, fields) for office in ordered)


def office_row(site: Site, office: Office, fields: Sequence[ProfileField]) -> OfficeRow:
    """The office's newest results; of what its newest round did not ask, an earlier one's."""
    scorecard = site.latest_scorecard(office.code)
    ids = site.content.recommendations
    return OfficeRow(
        office=office,
        successors=tuple(other for other, _ in site.content.continued_as(office.code)),
        cycle=scorecard.cycle if scorecard else None,
        cells=tuple(newest_cell(site, scorecard, id) for id in ids) if scorecard else (),
        marks=tuple((field.id, " ".join(office.profile.get(field.id, ()))) for field in fields),
    )


def newest_cell(site: Site, scorecard: Scorecard, id: str) -> HeatCell:
    """The level of a Recommendation from the last of the office's rounds that asked about it."""
    result = scorecard.recommendations.get(id)
    earlier = site.result_before(scorecard, id) if result and result.not_asked else None
    if earlier is None:
        return heat_cell(result)
    return heat_cell(earlier.recommendations[id])._replace(cycle=earlier.cycle)


def heat_cell(result: RecommendationResult | None) -> HeatCell:
    """The badge; only published levels are sorted, the rest stays last."""
    published = result.levels if result and result.published else None
    sort = str(published.shown) if published else ""
    return HeatCell(recommendation_cell(result), sort)


def used_fields(
    fields: Sequence[ProfileField], rows: Sequence[OfficeRow]
) -> tuple[tuple[ProfileField, tuple[tuple[str, str], ...]], ...]:
    """The profile fields that tell offices apart, each with the values that occur."""
    used = []
    for field in fields:
        occurring = {value for row in rows for value in row.office.profile.get(field.id, ())}
        values = tuple((id, label) for id, label in field.values.items() if id in occurring)
        if len(values) > 1:
            used.append((field, values))
    return tuple(used)
