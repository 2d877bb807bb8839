"""In: the results of a cycle; out: the fields of its file, None where a figure is suppressed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

from ict_maturity.aggregate.results import CycleResults, Distribution
from ict_maturity.aggregate.site import Site
from ict_maturity.data.digest import digest_of
from ict_maturity.data.written import written
from ict_maturity.export import shapes as of
from ict_maturity.export.fields import Field, Record, Shape, Take
from ict_maturity.export.scorecard import RECOMMENDATION, STATUS_OF_TEXT
from ict_maturity.model import Content, Cycle


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


def recommendation_of(content: Content, counted: Distribution) -> str:
    """The Recommendation that the counts are about, or that their KPI belongs to."""
    kpi = content.kpis.get(counted.id)
    return kpi.recommendation if kpi else counted.id


def status_of_text(content: Content, counted: Distribution) -> str:
    """How its text is known."""
    return content.recommendations[recommendation_of(content, counted)].text_status


COUNTS: Shape = {
    "type": "array",
    "items": {"type": ["integer", "null"], "minimum": 0},
    "minItems": 5,
    "maxItems": 5,
}


def counts(at: str) -> tuple[Field, ...]:
    """The fields of a distribution, which is found there."""
    return (
        Field("offices", of.OFFICES, f"{at}offices", optional=True),
        Field("levels", COUNTS, f"{at}levels", optional=True),
        Field("median", of.MEAN_LEVEL, f"{at}median", optional=True),
        Field("unnamed", of.FLAG, f"{at}unnamed"),
    )


COUNTED = (Field("suppressed", of.FLAG), *counts(""))
RECOMMENDATION_COUNTS = Record(
    "RecommendationCounts",
    (
        replace(RECOMMENDATION, at=recommendation_of),
        replace(STATUS_OF_TEXT, at=status_of_text),
        *COUNTED,
    ),
)
KPI_COUNTS = Record("KpiCounts", (Field("kpi", of.KPI_ID, "id"), *RECOMMENDATION_COUNTS.fields))
MEDIAN_CHANGE = Record(
    "MedianChange",
    (
        RECOMMENDATION,
        STATUS_OF_TEXT,
        Field("median_before", of.MEAN_LEVEL, "before", optional=True),
        Field("median_restated", of.MEAN_LEVEL, "restated", optional=True),
        Field("median_now", of.MEAN_LEVEL, "now", optional=True),
    ),
)
GROUPED = (
    Field("asked", of.OFFICES, optional=True, meaning="group.asked"),
    Field("reporting", of.OFFICES, optional=True),
)
GROUP = Record(
    "Group",
    (
        Field("field", of.SLUG_ID, meaning="group.field"),
        Field("value", of.SLUG_ID, meaning="group.value"),
        Field("label", of.TEXT),
        *GROUPED,
    ),
)
CHOSEN = (Field("offices", of.OFFICES, optional=True, meaning="chosen"),)
OPTION = Record(
    "Option",
    (Field("question", of.SLUG_ID), Field("option", of.SLUG_ID), Field("label", of.TEXT), *CHOSEN),
)


def joined(name: str) -> Take:
    """The lists by the fields or questions that they are about, as one list."""
    return lambda content, round: chain.from_iterable(getattr(round.results, name).values())


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
        Field("reporting", of.OFFICES, "results.reporting", optional=True),
        Field("named", of.OFFICE_CODE, "results.named", many=True),
        Field("unnamed_left_out", of.FLAG, "results.unnamed_left_out"),
        Field(
            "recommendations",
            RECOMMENDATION_COUNTS,
            "results.recommendations",
            many=True,
            meaning="counts.recommendations",
        ),
        Field("kpis", KPI_COUNTS, "results.kpis", many=True, meaning="counts.kpis"),
        Field("since_other_edition", MEDIAN_CHANGE, "results.since_other_edition", many=True),
        Field("breakdowns", GROUP, joined("breakdowns"), many=True),
        Field("responses", OPTION, joined("responses"), many=True),
    ),
    under=lambda content, round: content.answered_under(round.cycle.edition),
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
