"""In: the results of a cycle; out: the fields of its file, None where a figure is not shown."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from ict_maturity.aggregate.distribution import BETWEEN
from ict_maturity.aggregate.results import (
    CycleResults,
    Distribution,
    OptionCount,
    ProfileGroup,
    Rounded,
)
from ict_maturity.aggregate.rounded import ROUND_TO
from ict_maturity.aggregate.site import Site
from ict_maturity.data.digest import digest_of
from ict_maturity.data.written import written
from ict_maturity.export import shapes as of
from ict_maturity.export.fields import Field, Record, Shape
from ict_maturity.export.scorecard import RECOMMENDATION, STATUS_OF_CONTENT
from ict_maturity.model import Content, Cycle, Office


@dataclass(frozen=True)
class Round:
    """The results of a cycle, under the edition that it asked about."""

    site: Site
    cycle: Cycle
    results: CycleResults

    @property
    def input_digest(self) -> str:
        """The digest of what public offices put into it.

        Offices without a name are left out: a digest of the little they report could be guessed.
        """
        content, cycle = self.site.content, self.cycle
        return digest_of(
            {
                "framework_digest": self.site.framework_digests[cycle.edition],
                "cycle": written(cycle),
                "offices": {
                    code: profile_on(office, cycle.reference_date)
                    for code, office in content.offices.items()
                },
                "inputs": {
                    key.office: {
                        "input_digest": origin.input_digest,
                        "responses": content.assessments[key].responses,
                    }
                    for key, origin in self.site.provenance.items()
                    if key.cycle == cycle.id
                },
            }
        )


def profile_on(office: Office, day: date) -> dict[str, list[str]]:
    """The profile of an office on a day, as it is written."""
    return {field: list(values) for field, values in office.on(day).profile.items()}


def recommendation_of(content: Content, counted: Distribution | Rounded) -> str:
    """The Recommendation that the counts are about, or that their KPI belongs to."""
    kpi = content.kpis.get(counted.id)
    return kpi.recommendation if kpi else counted.id


def status_of_content(content: Content, counted: Distribution | Rounded) -> str:
    """Whether what it says was adopted."""
    return content.recommendations[recommendation_of(content, counted)].content_status


COUNTS: Shape = {
    "type": "array",
    "items": {"type": "integer", "minimum": 0},
    "minItems": 5,
    "maxItems": 5,
}


def counts(at: str) -> tuple[Field, ...]:
    """The fields of a distribution, which is found there."""
    return (
        Field("offices", of.OFFICES, f"{at}offices"),
        Field("levels", COUNTS, f"{at}levels"),
        Field("between", of.OFFICES, f"{at}between"),
        Field("below", of.OFFICES, f"{at}below"),
        Field("median_shown", of.MEAN_LEVEL, f"{at}median_shown", optional=True),
        Field("median_possible", of.MEAN_LEVEL, f"{at}median_possible", optional=True),
        Field("mean_score", of.SCORE, f"{at}mean_score", optional=True),
    )


ABOUT = (
    replace(RECOMMENDATION, at=recommendation_of),
    replace(STATUS_OF_CONTENT, at=status_of_content),
)
RECOMMENDATION_COUNTS = Record("RecommendationCounts", (*ABOUT, *counts("")))
KPI_COUNTS = Record("KpiCounts", (Field("kpi", of.KPI_ID, "id"), *RECOMMENDATION_COUNTS.fields))
GROUP = Record(
    "Group",
    (
        Field("field", of.SLUG_ID, meaning="group.field"),
        Field("value", of.SLUG_ID, meaning="group.value"),
        Field("label", of.TEXT),
        Field("asked", of.OFFICES, meaning="group.asked"),
        Field("reporting", of.OFFICES),
    ),
)
OPTION = Record(
    "Option",
    (
        Field("question", of.SLUG_ID),
        Field("option", of.SLUG_ID),
        Field("label", of.TEXT),
        Field("offices", of.OFFICES, meaning="chosen"),
        Field("answered", of.OFFICES, meaning="question.answered"),
    ),
)
CHANGE = Record(
    "RoundChange",
    (
        RECOMMENDATION,
        STATUS_OF_CONTENT,
        Field("offices", of.OFFICES, meaning="change.offices"),
        Field("rose", of.OFFICES),
        Field("stayed", of.OFFICES),
        Field("fell", of.OFFICES),
        Field("mean", of.MEAN_CHANGE, meaning="change.mean"),
    ),
)

ROUNDED: Shape = {"type": "integer", "minimum": 0, "multipleOf": ROUND_TO, "unit": "offices"}
ROUNDED_COUNTS: Shape = {**COUNTS, "items": ROUNDED}


class RoundedCell(NamedTuple):
    """One cell of a rounded row, with the row's total; both numbers None where it is not shown."""

    row: str
    id: str
    label: str
    offices: int | None
    total: int | None


def cells(
    rows: Mapping[str, Rounded], labels: Mapping[str, Mapping[str, str]]
) -> list[RoundedCell]:
    """The cells of all rows, whose labels are by row and cell."""
    return [
        RoundedCell(row.id, id, label, row.counts[place] if row.counts else None, row.offices)
        for row in rows.values()
        for place, (id, label) in enumerate(labels[row.id].items())
    ]


def breakdown_cells(content: Content, round: Round) -> list[RoundedCell]:
    """The rounded breakdowns."""
    labels = {field.id: field.values for field in content.framework.profile}
    return cells(round.results.all_offices.breakdowns, labels)


def response_cells(content: Content, round: Round) -> list[RoundedCell]:
    """The rounded responses."""
    labels = {question.id: question.options for question in round.cycle.questions}
    return cells(round.results.all_offices.responses, labels)


ROUNDED_RECOMMENDATION = Record(
    "RoundedRecommendation",
    (
        *ABOUT,
        Field("offices", ROUNDED, optional=True),
        Field(
            "levels",
            ROUNDED_COUNTS,
            lambda content, row: row.counts and row.counts[:BETWEEN],
            optional=True,
        ),
        Field(
            "between",
            ROUNDED,
            lambda content, row: row.counts and row.counts[BETWEEN],
            optional=True,
        ),
    ),
)
ROUNDED_GROUP = Record(
    "RoundedGroup",
    (
        Field("field", of.SLUG_ID, "row", meaning="group.field"),
        Field("value", of.SLUG_ID, "id", meaning="group.value"),
        Field("label", of.TEXT),
        Field("reporting", ROUNDED, "offices", optional=True),
    ),
)
ROUNDED_OPTION = Record(
    "RoundedOption",
    (
        Field("question", of.SLUG_ID, "row"),
        Field("option", of.SLUG_ID, "id"),
        Field("label", of.TEXT),
        Field("offices", ROUNDED, optional=True, meaning="chosen"),
        Field("answered", ROUNDED, "total", optional=True, meaning="question.answered"),
    ),
)
ALL_OFFICES = Record(
    "AllOffices",
    (
        Field(
            "reporting", ROUNDED, "results.all_offices.offices", optional=True, meaning="reporting"
        ),
        Field(
            "recommendations",
            ROUNDED_RECOMMENDATION,
            "results.all_offices.recommendations",
            many=True,
            meaning="counts.recommendations",
        ),
        Field("breakdowns", ROUNDED_GROUP, breakdown_cells, many=True),
        Field("responses", ROUNDED_OPTION, response_cells, many=True),
    ),
)


def profile_groups(round: Round) -> list[ProfileGroup]:
    """The groups of all profile fields, by their ids: the order of keys in a file says nothing."""
    groups = chain.from_iterable(round.results.breakdowns.values())
    return sorted(groups, key=attrgetter("field", "value"))


def option_counts(round: Round) -> list[OptionCount]:
    """The options of all questions, by their ids."""
    options = chain.from_iterable(round.results.responses.values())
    return sorted(options, key=attrgetter("question", "option"))


RESULTS = Record(
    "Results",
    (
        Field("cycle", of.CYCLE_ID, "cycle.id"),
        Field("cycle_title", of.TEXT, "cycle.title"),
        Field("cycle_fictional", of.FLAG, "cycle.fictional"),
        Field("cycle_edition", of.EDITION_ID, "cycle.edition"),
        Field("input_digest", of.DIGEST_HEX, meaning="results.input_digest"),
        Field("reference_date", of.DAY, "cycle.reference_date"),
        Field("small_cell", of.OFFICES, lambda content, _: content.framework.thresholds.small_cell),
        Field("asked", of.OFFICES, "results.asked", meaning="results.asked"),
        Field("reporting", of.OFFICES, "results.reporting"),
        Field("named", of.OFFICE_CODE, "results.named", many=True),
        Field("short_rounds", of.RECOMMENDATION_ID, "results.short_rounds", many=True),
        Field(
            "recommendations",
            RECOMMENDATION_COUNTS,
            "results.recommendations",
            many=True,
            meaning="counts.recommendations",
        ),
        Field("kpis", KPI_COUNTS, "results.kpis", many=True, meaning="counts.kpis"),
        Field("breakdowns", GROUP, lambda content, round: profile_groups(round), many=True),
        Field("responses", OPTION, lambda content, round: option_counts(round), many=True),
        Field("compared_with", of.CYCLE_ID, "results.compared_with", optional=True),
        Field("changes", CHANGE, "results.changes", many=True),
        Field("all_offices", ALL_OFFICES, lambda content, round: round),
    ),
    under=lambda content, round: content.answered_under(round.cycle.edition),
)
