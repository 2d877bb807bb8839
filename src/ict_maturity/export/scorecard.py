"""In: a Scorecard; out: the fields of its results, every number with its reasons."""

from typing import Any, NamedTuple

from ict_maturity.aggregate.results import Signal
from ict_maturity.data.provenance import Provenance
from ict_maturity.export.fields import Field, Record, Shape, plain
from ict_maturity.export.shapes import (
    CHECKS,
    CYCLE_ID,
    DAY,
    DIGEST_HEX,
    EDITION_ID,
    FLAG,
    KPI_ID,
    KPIS,
    LEVEL,
    OFFICE_CODE,
    RECOMMENDATION_ID,
    SCORE,
    SHARE,
    SLUG_ID,
    TEXT,
    TEXT_STATUS,
    count,
    number,
    one_of,
)
from ict_maturity.model import Content
from ict_maturity.rules.reading import Reason
from ict_maturity.rules.reasons import FACTS, ReasonCode
from ict_maturity.score.scorecard import Claim, Confidence, Grade, Overall, Scorecard, Standing


class Scored(NamedTuple):
    """A scorecard and what it was computed from."""

    card: Scorecard
    origin: Provenance


def text_status(content: Content, result: Any) -> str:
    """How the text of the Recommendation is known that a result is about."""
    return content.recommendations[result.recommendation].text_status


def lowest_text_status(content: Content, overall: Overall) -> str | None:
    """The same of the Recommendation with the lowest score."""
    return content.recommendations[overall.lowest].text_status if overall.lowest else None


def reason_data(reason: Reason | Signal) -> dict[str, Any]:
    """A reason's code, and its facts as numbers, texts and lists."""
    return {"code": str(reason.code)} | {name: plain(value) for name, value in reason.facts.items()}


def reason_shape(codes: list[str], facts: list[str]) -> Shape:
    """A reason with one of these codes; which facts it has follows from the code."""
    value = {"type": ["number", "string", "array"], "items": TEXT}
    return {
        "type": "object",
        "properties": {"code": {"enum": codes}, **dict.fromkeys(facts, value)},
        "required": ["code"],
        "additionalProperties": False,
    }


REASON = reason_shape([*ReasonCode], sorted({name for facts in FACTS.values() for name in facts}))
REASONS = Field(
    "reasons",
    REASON,
    lambda content, result: [reason_data(reason) for reason in result.reasons],
    many=True,
)
RECOMMENDATION = Field("recommendation", RECOMMENDATION_ID)
STATUS_OF_TEXT = Field("text_status", TEXT_STATUS, text_status)
PROVENANCE = (
    Field("edition", EDITION_ID),
    Field("engine_version", TEXT),
    Field("input_digest", DIGEST_HEX),
)

NEXT_STEP = Record(
    "NextStep",
    (
        Field("kpi", KPI_ID, meaning="next.kpi"),
        Field("from_level", LEVEL),
        Field("to_level", LEVEL),
        Field("checks", SLUG_ID, many=True, meaning="next.checks"),
        Field("effort", CHECKS),
        Field("reason", REASON, lambda content, step: reason_data(step.reason)),
    ),
)
OVERALL = Record(
    "Overall",
    (
        Field("published", count("Recommendations"), meaning="overall.published"),
        Field("total", count("Recommendations")),
        Field("level", LEVEL, optional=True, meaning="overall.level"),
        Field("score", SCORE, optional=True, meaning="overall.score"),
        Field("lowest", RECOMMENDATION_ID, optional=True),
        Field("lowest_text_status", TEXT_STATUS, lowest_text_status, optional=True),
        Field("balance_adjusted", SCORE, optional=True),
        REASONS,
    ),
)
RECOMMENDATION_RESULT = Record(
    "RecommendationResult",
    (
        RECOMMENDATION,
        STATUS_OF_TEXT,
        Field("level_shown", LEVEL, "levels.shown", optional=True),
        Field("level_possible", LEVEL, "levels.possible", optional=True),
        Field("level_evidenced", LEVEL, "levels.evidenced", optional=True),
        Field("score_shown", SCORE, "score.shown", optional=True),
        Field("score_possible", SCORE, "score.possible", optional=True),
        Field("coverage", SHARE, optional=True),
        Field("applicable", KPIS),
        Field("assessed", KPIS),
        Field("confidence", one_of(Confidence), optional=True),
        Field("confidence_points", SHARE, optional=True),
        Field("published", FLAG),
        Field("profile_limited", FLAG),
        Field("kpis", KPI_ID, many=True, meaning="counted_kpis"),
        REASONS,
        Field("next_steps", NEXT_STEP, many=True),
    ),
)
KPI_RESULT = Record(
    "KpiResult",
    (
        Field("kpi", KPI_ID),
        RECOMMENDATION,
        STATUS_OF_TEXT,
        Field("core", FLAG),
        Field("weight", number("weight", 0, 100)),
        Field("standing", one_of(Standing)),
        Field("claim", one_of(Claim), optional=True),
        Field("level_shown", LEVEL, "shown.level"),
        Field("level_possible", LEVEL, "possible.level"),
        Field("level_evidenced", LEVEL),
        Field("score_shown", SCORE, "shown.score"),
        Field("score_possible", SCORE, "possible.score"),
        Field("assessed", FLAG, meaning="kpi.assessed"),
        Field("figure", number("", None), optional=True),
        Field("evidence_grade", one_of(Grade), "evidence.grade"),
        Field("evidence_points", SHARE, "evidence.points"),
        Field("evidence_cap", LEVEL, "evidence.cap"),
        Field("evidence_all_stale", FLAG, "evidence.all_stale"),
        REASONS,
    ),
)
SCORECARD = Record(
    "Scorecard",
    (
        Field("office", OFFICE_CODE, "card.office"),
        Field(
            "fictional", FLAG, lambda content, scored: content.offices[scored.card.office].fictional
        ),
        Field("cycle", CYCLE_ID, "card.cycle"),
        *(Field(each.name, each.shape, f"origin.{each.name}") for each in PROVENANCE),
        Field("reference_date", DAY, "card.reference_date"),
        Field("overall", OVERALL, "card.overall"),
        Field(
            "recommendations",
            RECOMMENDATION_RESULT,
            lambda content, scored: scored.card.recommendations.values(),
            many=True,
            meaning="results.recommendations",
        ),
        Field(
            "kpis",
            KPI_RESULT,
            lambda content, scored: scored.card.kpis.values(),
            many=True,
            meaning="results.kpis",
        ),
    ),
    under=lambda content, scored: content.answered_under(scored.card.edition),
)


def scorecard_data(content: Content, scorecard: Scorecard, origin: Provenance) -> dict[str, Any]:
    """All results of one assessment; also what `ict-maturity score --format json` prints."""
    return SCORECARD.json(content, Scored(scorecard, origin))
