"""In: a Scorecard; out: the fields of its results, every of.number with its reasons."""

from dataclasses import replace
from typing import Any, NamedTuple

from ict_maturity.aggregate.results import Signal
from ict_maturity.data.digest import Provenance
from ict_maturity.export import shapes as of
from ict_maturity.export.fields import Field, Record, Shape, plain
from ict_maturity.model import Content
from ict_maturity.rules.reading import Held, Reason
from ict_maturity.rules.reasons import FACTS, ReasonCode
from ict_maturity.score.scorecard import Claim, Confidence, Grade, Overall, Scorecard, Standing


class Scored(NamedTuple):
    """A scorecard and what it was computed from."""

    card: Scorecard
    origin: Provenance


def content_status(content: Content, result: Any) -> str:
    """How the text of the Recommendation is known that a result is about."""
    return content.recommendations[result.recommendation].content_status


def lowest_content_status(content: Content, overall: Overall) -> tuple[str, ...]:
    """The same of the Recommendations with the lowest level, in their order."""
    return tuple(content.recommendations[id].content_status for id in overall.lowest)


def is_fictional(content: Content, scored: Scored) -> bool:
    """Whether the office is invented."""
    return content.offices[scored.card.office].fictional


def reason_data(reason: Reason | Signal) -> dict[str, Any]:
    """A reason's code, and its facts as numbers, texts and lists."""
    return {"code": str(reason.code)} | {name: plain(value) for name, value in reason.facts.items()}


def reason_shape(codes: list[str], facts: list[str]) -> Shape:
    """A reason with one of these codes; which facts it has follows from the code."""
    value = {"type": ["number", "string", "array"], "items": of.TEXT}
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
RECOMMENDATION = Field("recommendation", of.RECOMMENDATION_ID)
EDITION_STATUS_OF = Field(
    "edition_status", of.EDITION_STATUS, lambda content, _: content.framework.edition_status
)
STATUS_OF_CONTENT = Field("content_status", of.CONTENT_STATUS, content_status)
PROVENANCE = (
    Field("edition", of.EDITION_ID),
    Field("engine_version", of.TEXT),
    Field("input_digest", of.DIGEST_HEX),
)

NEXT_STEP = Record(
    "NextStep",
    (
        Field("kpi", of.KPI_ID, meaning="next.kpi"),
        Field("from_level", of.LEVEL),
        Field("to_level", of.LEVEL),
        Field("checks", of.SLUG_ID, many=True, meaning="next.checks"),
        Field("find_out", of.SLUG_ID, many=True),
        Field("effort", of.count("facts")),
        replace(REASONS, meaning="next.reasons"),
    ),
)
OVERALL = Record(
    "Overall",
    (
        Field("published", of.count("Recommendations"), meaning="overall.published"),
        Field("total", of.count("Recommendations")),
        Field(
            "level_shown", of.LEVEL, "levels.shown", optional=True, meaning="overall.level_shown"
        ),
        Field(
            "level_possible",
            of.LEVEL,
            "levels.possible",
            optional=True,
            meaning="overall.level_possible",
        ),
        Field("score_shown", of.SCORE, "score.shown", optional=True, meaning="overall.score_shown"),
        Field(
            "score_possible",
            of.SCORE,
            "score.possible",
            optional=True,
            meaning="overall.score_possible",
        ),
        Field("lowest", of.RECOMMENDATION_ID, many=True),
        Field("lowest_content_status", of.CONTENT_STATUS, lowest_content_status, many=True),
        REASONS,
    ),
)
RECOMMENDATION_RESULT = Record(
    "RecommendationResult",
    (
        RECOMMENDATION,
        STATUS_OF_CONTENT,
        Field("level_shown", of.LEVEL, "levels.shown", optional=True),
        Field("level_possible", of.LEVEL, "levels.possible", optional=True),
        Field("level_evidenced", of.LEVEL, "levels.evidenced", optional=True),
        Field("score_shown", of.SCORE, "score.shown", optional=True),
        Field("score_possible", of.SCORE, "score.possible", optional=True),
        Field("coverage", of.SHARE, optional=True),
        Field("applicable", of.KPIS),
        Field("assessed", of.KPIS),
        Field("confidence", of.one_of(Confidence), optional=True),
        Field("confidence_points", of.SHARE, optional=True),
        Field("published", of.FLAG),
        Field("profile_limited", of.FLAG),
        Field("short_round", of.FLAG),
        Field("held_by", of.KPI_ID, many=True),
        Field("rests_on", of.KPI_ID, many=True),
        Field("kpis", of.KPI_ID, many=True, meaning="counted_kpis"),
        REASONS,
        Field("next_steps", NEXT_STEP, many=True),
        Field("evidence_steps", NEXT_STEP, many=True),
    ),
)
KPI_RESULT = Record(
    "KpiResult",
    (
        Field("kpi", of.KPI_ID),
        RECOMMENDATION,
        STATUS_OF_CONTENT,
        Field("core", of.FLAG),
        Field("weight", of.number("weight", 0, 100)),
        Field("standing", of.one_of(Standing)),
        Field("claim", of.one_of(Claim), optional=True),
        Field("none", of.FLAG),
        Field("level_shown", of.LEVEL, "shown.level"),
        Field("level_possible", of.LEVEL, "possible.level"),
        Field("level_evidenced", of.LEVEL),
        Field("score_shown", of.SCORE, "shown.score"),
        Field("score_possible", of.SCORE, "possible.score"),
        Field("decided", of.SHARE),
        Field("assessed", of.FLAG, meaning="kpi.assessed"),
        Field("figure", of.number("", None), optional=True),
        Field("few", of.FLAG),
        Field("held", of.one_of(Held), optional=True),
        Field("evidence_grade", of.one_of(Grade), "evidence.grade"),
        Field("evidence_points", of.SHARE, "evidence.points"),
        Field("evidence_cap", of.LEVEL, "evidence.cap"),
        Field("evidence_all_stale", of.FLAG, "evidence.all_stale"),
        REASONS,
    ),
)
SCORECARD = Record(
    "Scorecard",
    (
        Field("office", of.OFFICE_CODE, "card.office"),
        Field("fictional", of.FLAG, is_fictional),
        Field("cycle", of.CYCLE_ID, "card.cycle"),
        *(Field(each.name, each.shape, f"origin.{each.name}") for each in PROVENANCE),
        Field("reference_date", of.DAY, "card.reference_date"),
        Field("overall", OVERALL, "card.overall"),
        Field(
            "recommendations",
            RECOMMENDATION_RESULT,
            "card.recommendations",
            many=True,
            meaning="results.recommendations",
        ),
        Field("kpis", KPI_RESULT, "card.kpis", many=True, meaning="results.kpis"),
    ),
    under=lambda content, scored: content.answered_under(scored.card.edition),
)


def scorecard_data(content: Content, scorecard: Scorecard, origin: Provenance) -> dict[str, Any]:
    """All results of one assessment; also what `ict-maturity score --format json` prints."""
    return SCORECARD.json(content, Scored(scorecard, origin))
