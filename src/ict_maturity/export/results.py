"""In: the results of a cycle; out: the fields of its file, None where a figure is suppressed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ict_maturity.aggregate.results import CycleResults, Distribution, Group, OptionCount
from ict_maturity.aggregate.site import Site
from ict_maturity.data.digest import digest_of
from ict_maturity.data.written import written
from ict_maturity.export.fields import Field, Record, Shape
from ict_maturity.export.scorecard import RECOMMENDATION, STATUS_OF_TEXT
from ict_maturity.export.shapes import (
    CYCLE_ID,
    DAY,
    DIGEST_HEX,
    EDITION_ID,
    FLAG,
    KPI_ID,
    MEAN_LEVEL,
    OFFICE_CODE,
    OFFICES,
    SLUG_ID,
    TEXT,
)
from ict_maturity.model import Cycle


class Counted(NamedTuple):
    """How many offices are at each level of a Recommendation, or of one of its KPIs."""

    recommendation: str
    levels: Distribution


class GroupOf(NamedTuple):
    """The offices with one value of a profile field."""

    field: str
    group: Group


class OptionOf(NamedTuple):
    """The offices that chose one option of a question."""

    question: str
    option: OptionCount


@dataclass(frozen=True)
class Round:
    """The results of a cycle, under the edition that it asked about."""

    site: Site
    cycle: Cycle
    results: CycleResults

    @property
    def recommendations(self) -> Iterator[Counted]:
        """The offices at each level of each Recommendation."""
        return (Counted(one.id, one) for one in self.results.recommendations.values())

    @property
    def kpis(self) -> Iterator[Counted]:
        """The offices at each level of each KPI."""
        kpis = self.site.content.answered_under(self.cycle.edition).kpis
        return (Counted(kpis[one.id].recommendation, one) for one in self.results.kpis.values())

    @property
    def breakdowns(self) -> Iterator[GroupOf]:
        """The offices by each profile field that results are broken down by."""
        for field, groups in self.results.breakdowns.items():
            yield from (GroupOf(field, group) for group in groups)

    @property
    def responses(self) -> Iterator[OptionOf]:
        """The offices by each option of each question."""
        for question, options in self.results.responses.items():
            yield from (OptionOf(question, option) for option in options)

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
                    code: office.model_dump(mode="json", include={"profile"})["profile"]
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


COUNTS: Shape = {
    "type": "array",
    "items": {"type": ["integer", "null"], "minimum": 0},
    "minItems": 5,
    "maxItems": 5,
}


def counts(at: str) -> tuple[Field, ...]:
    """The fields of a distribution, which is found there."""
    return (
        Field("offices", OFFICES, f"{at}offices", optional=True),
        Field("levels", COUNTS, f"{at}levels", optional=True),
        Field("median", MEAN_LEVEL, f"{at}median", optional=True),
        Field("unnamed", FLAG, f"{at}unnamed"),
    )


COUNTED = (Field("suppressed", FLAG, "levels.suppressed"), *counts("levels."))
RECOMMENDATION_COUNTS = Record("RecommendationCounts", (RECOMMENDATION, STATUS_OF_TEXT, *COUNTED))
KPI_COUNTS = Record("KpiCounts", (Field("kpi", KPI_ID, "levels.id"), *RECOMMENDATION_COUNTS.fields))
MEDIAN_CHANGE = Record(
    "MedianChange",
    (
        RECOMMENDATION,
        STATUS_OF_TEXT,
        Field("median_before", MEAN_LEVEL, "before", optional=True),
        Field("median_restated", MEAN_LEVEL, "restated", optional=True),
        Field("median_now", MEAN_LEVEL, "now", optional=True),
    ),
)
GROUPED = (
    Field("asked", OFFICES, "group.asked", optional=True, meaning="group.asked"),
    Field("reporting", OFFICES, "group.reporting", optional=True),
)
GROUP = Record(
    "Group",
    (
        Field("field", SLUG_ID, meaning="group.field"),
        Field("value", SLUG_ID, "group.value", meaning="group.value"),
        Field("label", TEXT, "group.label"),
        *GROUPED,
    ),
)
CHOSEN = (Field("offices", OFFICES, "option.offices", optional=True, meaning="chosen"),)
OPTION = Record(
    "Option",
    (
        Field("question", SLUG_ID),
        Field("option", SLUG_ID, "option.option"),
        Field("label", TEXT, "option.label"),
        *CHOSEN,
    ),
)
RESULTS = Record(
    "Results",
    (
        Field("cycle", CYCLE_ID, "cycle.id"),
        Field("cycle_title", TEXT, "cycle.title"),
        Field("cycle_fictional", FLAG, "cycle.fictional"),
        Field("cycle_edition", EDITION_ID, "cycle.edition"),
        Field("input_digest", DIGEST_HEX, meaning="results.input_digest"),
        Field("reference_date", DAY, "cycle.reference_date"),
        Field("small_cell", OFFICES, lambda content, _: content.framework.thresholds.small_cell),
        Field("asked", OFFICES, "results.asked", meaning="results.asked"),
        Field("reporting", OFFICES, "results.reporting", optional=True),
        Field("named", OFFICE_CODE, "results.named", many=True),
        Field("unnamed_left_out", FLAG, "results.unnamed_left_out"),
        Field(
            "recommendations",
            RECOMMENDATION_COUNTS,
            many=True,
            meaning="counts.recommendations",
        ),
        Field("kpis", KPI_COUNTS, many=True, meaning="counts.kpis"),
        Field("since_other_edition", MEDIAN_CHANGE, "results.since_other_edition", many=True),
        Field("breakdowns", GROUP, many=True),
        Field("responses", OPTION, many=True),
    ),
    under=lambda content, of: content.answered_under(of.cycle.edition),
)


def names(fields: Sequence[Field]) -> frozenset[str]:
    """What the fields are called."""
    return frozenset(field.name for field in fields)


FIGURES = {
    "recommendations": names(COUNTED),
    "kpis": names(COUNTED),
    "breakdowns": names(GROUPED),
    "responses": names(CHOSEN),
}
"""By list of a round's file: the fields that unnamed offices change."""
