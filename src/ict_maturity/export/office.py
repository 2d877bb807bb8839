"""In: one public office; out: the fields of its file: profile, reports, results and trends."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from ict_maturity.aggregate.site import Site
from ict_maturity.data.digest import Provenance
from ict_maturity.data.written import assessment_data
from ict_maturity.export import shapes as of
from ict_maturity.export.fields import PLACES, Field, Record
from ict_maturity.export.scorecard import (
    PROVENANCE,
    REASONS,
    RECOMMENDATION,
    RECOMMENDATION_RESULT,
    SCORECARD,
    STATUS_OF_CONTENT,
    Scored,
)
from ict_maturity.model import Assessment, AssessmentKey, Office
from ict_maturity.said import adding_up
from ict_maturity.score.scorecard import Pace, Scorecard, Trend, TrendPoint, TrendStep


class Reporting(NamedTuple):
    """A public office and what it reported, the oldest round first."""

    site: Site
    office: Office

    @property
    def rounds(self) -> tuple[AssessmentKey, ...]:
        """Its reports."""
        return self.site.rounds_of(self.office.code)

    @property
    def cycles(self) -> tuple[str, ...]:
        """The rounds in which it reported."""
        return tuple(key.cycle for key in self.rounds)

    @property
    def assessments(self) -> list[dict[str, object]]:
        """What it reported, as it was written."""
        content = self.site.content
        reports = [content.assessments[key] for key in self.rounds]
        return [assessment_data(content.answered_under(each.edition), each) for each in reports]

    @property
    def scorecards(self) -> Iterator[Scored]:
        """The result of each report, under the edition that was answered."""
        return (Scored(self.site.scorecards[key], self.site.provenance[key]) for key in self.rounds)

    @property
    def restated(self) -> Iterator[Scorecard]:
        """Results of older editions again, under the current one."""
        return (self.site.restated[key] for key in self.rounds if key in self.site.restated)

    @property
    def trends(self) -> Iterator["Tracked"]:
        """Each Recommendation over rounds."""
        of_all = self.site.trends.get(self.office.code, {})
        return (Tracked(self.site, self.office.code, trend) for trend in of_all.values())


class Tracked(NamedTuple):
    """One Recommendation of an office over rounds."""

    site: Site
    office: str
    trend: Trend

    @property
    def recommendation(self) -> str:
        """The Recommendation."""
        return self.trend.recommendation

    @property
    def points(self) -> Iterator["Point"]:
        """Its published results."""
        for point in self.trend.points:
            yield Point(point, self.site.provenance[AssessmentKey(self.office, point.cycle)])


class Point(NamedTuple):
    """A published result, and what it was computed from."""

    point: TrendPoint
    origin: Provenance


def printed_scores(step: TrendStep) -> tuple[Fraction, ...]:
    """The three parts of a change of score, rounded so that they add up as they are written."""
    return adding_up([part.score for part in step.parts], PLACES)


A_YEAR = of.number("levels a year", None)
STEP = Record(
    "Step",
    (
        Field("from_cycle", of.CYCLE_ID, "before.cycle"),
        Field("cycle", of.CYCLE_ID, "after.cycle"),
        Field("from_edition", of.EDITION_ID, "before.edition"),
        Field("edition", of.EDITION_ID, "after.edition"),
        Field("level_total", of.LEVELS, "total.level"),
        *(
            Field(f"level_{part}", of.LEVELS, f"{part}.level")
            for part in ("by_doing", "by_looking", "by_framework")
        ),
        Field("score_total", of.POINTS, "total.score"),
        Field("score_by_doing", of.POINTS, lambda content, step: printed_scores(step)[0]),
        Field("score_by_looking", of.POINTS, lambda content, step: printed_scores(step)[1]),
        Field("score_by_framework", of.POINTS, lambda content, step: printed_scores(step)[2]),
        Field("breaks", of.FLAG),
    ),
)
POINT = Record(
    "Point",
    (
        Field("cycle", of.CYCLE_ID, "point.cycle"),
        *(Field(each.name, each.shape, f"origin.{each.name}") for each in PROVENANCE),
        Field("reference_date", of.DAY, "point.reference_date"),
        Field("level", of.LEVEL, "point.level", meaning="point.level"),
        Field("level_possible", of.LEVEL, "point.possible"),
        Field("score", of.SCORE, "point.score", meaning="point.score"),
    ),
)
TREND = Record(
    "Trend",
    (
        RECOMMENDATION,
        STATUS_OF_CONTENT,
        Field("points", POINT, many=True),
        Field("steps", STEP, "trend.steps", many=True),
        Field("target_level", of.LEVEL, "trend.target_level", optional=True),
        Field("target_year", of.count("year", None), "trend.target_year", optional=True),
        Field("gained_per_year", A_YEAR, "trend.gained_per_year", optional=True),
        Field("needed_per_year", A_YEAR, "trend.needed_per_year", optional=True),
        Field("pace", of.one_of(Pace), "trend.pace", optional=True),
        replace(REASONS, at=lambda content, it: REASONS.take(content, it.trend)),
    ),
)
RESTATED = Record(
    "Restated",
    (
        Field("cycle", of.CYCLE_ID),
        Field("edition", of.EDITION_ID),
        Field("restated_under", of.EDITION_ID, lambda content, _: content.framework.edition),
        Field(
            "recommendations", RECOMMENDATION_RESULT, many=True, meaning="results.recommendations"
        ),
    ),
)
OFFICE = Record(
    "Office",
    (
        Field("office", Office, meaning="profile"),
        Field("fictional", of.FLAG, "office.fictional"),
        Field("reported", of.FLAG, lambda content, it: bool(it.rounds)),
        Field("assessments", Assessment, many=True),
        Field("scorecards", SCORECARD, many=True),
        Field("restated", RESTATED, many=True),
        Field("trends", TREND, many=True),
    ),
)
