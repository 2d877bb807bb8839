"""In: the Site; out: scores.csv, one result a row, and answers.csv, one reported fact a row."""

from collections.abc import Iterator

from ict_maturity.aggregate.site import Site
from ict_maturity.data.outputs import Output
from ict_maturity.export.csv_file import Value, csv_output
from ict_maturity.facts.answer import FACTS
from ict_maturity.model import Answer, AssessmentKey
from ict_maturity.score.scorecard import KpiResult, RecommendationResult, Scorecard

Row = tuple[Value, ...]

WHOSE = (
    "office",
    "fictional",
    "cycle",
    "edition",
    "edition_status",
    "recommendation",
    "text_status",
)
SCORES = (
    *WHOSE,
    "kpi",
    "standing",
    "level_shown",
    "level_possible",
    "level_evidenced",
    "score_shown",
    "score_possible",
    "assessed",
    "applicable",
    "coverage",
    "confidence",
    "published",
    "profile_limited",
    "figure",
    "evidence_grade",
    "engine_version",
    "input_digest",
)
ANSWERS = (*WHOSE, "kpi", "field", "value")
FIELDS = (
    "answer",
    *(field.name for field in FACTS if field.kind != "checks"),
    "reason",
    "accepted_on",
    "accepted_by",
    "note",
)


def scores_csv(site: Site) -> Output:
    """Every Recommendation's and every KPI's result, in the order of office, cycle and id."""
    return csv_output("scores.csv", SCORES, score_rows(site))


def answers_csv(site: Site) -> Output:
    """Every reported fact; evidence stands in the office's JSON file."""
    return csv_output("answers.csv", ANSWERS, answer_rows(site))


def whose(site: Site, key: AssessmentKey, recommendation: str) -> Row:
    """The first columns of both tables, in the words of the edition that was answered."""
    edition = site.content.assessments[key].edition
    content = site.content.answered_under(edition)
    return (
        key.office,
        content.offices[key.office].fictional,
        key.cycle,
        edition,
        content.framework.edition_status,
        recommendation,
        content.recommendations[recommendation].text_status,
    )


def score_rows(site: Site) -> Iterator[Row]:
    """One row a Recommendation, followed by one row for each of its KPIs."""
    for key in sorted(site.scorecards):
        scorecard, origin = site.scorecards[key], site.provenance[key]
        last = (origin.engine_version, origin.input_digest)
        for id, result in scorecard.recommendations.items():
            first = whose(site, key, id)
            yield (*first, *recommendation_row(result), *last)
            for kpi in kpis_of(scorecard, id):
                yield (*first, *kpi_row(kpi), *last)


def kpis_of(scorecard: Scorecard, recommendation: str) -> Iterator[KpiResult]:
    """The results of all KPIs of a Recommendation, those that do not count included."""
    return (kpi for kpi in scorecard.kpis.values() if kpi.recommendation == recommendation)


def recommendation_row(result: RecommendationResult) -> Row:
    """A Recommendation's own columns; those of KPIs are empty."""
    levels, score = result.levels, result.score
    return (
        None,
        None,
        levels.shown if levels else None,
        levels.possible if levels else None,
        levels.evidenced if levels else None,
        score.shown if score else None,
        score.possible if score else None,
        result.assessed,
        result.applicable,
        result.coverage,
        result.confidence,
        result.published,
        result.profile_limited,
        None,
        None,
    )


def kpi_row(result: KpiResult) -> Row:
    """A KPI's own columns; those of Recommendations are empty."""
    return (
        result.kpi,
        result.standing,
        result.shown.level,
        result.possible.level,
        result.evidenced_level,
        result.shown.score,
        result.possible.score,
        int(result.assessed),
        None,
        None,
        None,
        None,
        None,
        result.figure,
        result.evidence.grade,
    )


def answer_rows(site: Site) -> Iterator[Row]:
    """One row a fact, KPIs in the order of their ids."""
    content = site.content
    for key in sorted(content.assessments):
        assessment = content.assessments[key]
        kpis, answers = content.answered_under(assessment.edition).kpis, assessment.answers
        for id in sorted(answers):
            first = whose(site, key, kpis[id].recommendation)
            for field, value in facts_of(answers[id]):
                yield (*first, id, field, value)


def facts_of(answer: Answer) -> Iterator[tuple[str, Value]]:
    """Every reported fact of an answer with the path of its field."""
    for name in FIELDS:
        value = getattr(answer, name)
        if value is not None:
            yield name, value
    for check in sorted(answer.checks):
        yield f"checks.{check}", answer.checks[check]
