"""In: one KPI and its answer; out: the KpiResult (docs/method.md, sections 3 to 5)."""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction

from ict_maturity.facts.record import record
from ict_maturity.model import Answer, Kpi
from ict_maturity.rules import Reader, reader_of
from ict_maturity.rules.reading import Reason
from ict_maturity.rules.reasons import ReasonCode
from ict_maturity.score.applies import Profile, Respondent, claim_of, standing_of
from ict_maturity.score.evidence import evidence_result
from ict_maturity.score.scorecard import EvidenceResult, Grade, KpiResult

GRADE_REASONS: Mapping[Grade, Reason] = {
    grade: Reason.of(ReasonCode.EVIDENCE_GRADE, grade=grade) for grade in ("E0", "E1", "E2", "E3")
}
NO_EVIDENCE_REASON = Reason.of(ReasonCode.EVIDENCE_NONE)
NOT_FOR_THE_OFFICE = frozenset({"not_asked", "not_asked_this_round", "not_applicable"})


@record
class ReadyKpi:
    """A KPI with its rule made ready to read many answers."""

    kpi: Kpi
    reader: Reader
    weight: Fraction


def ready_kpi(kpi: Kpi) -> ReadyKpi:
    """Prepare one KPI; do it once when many answers follow."""
    return ReadyKpi(kpi, reader_of(kpi.rule), Fraction(kpi.weight))


def score_kpi(
    kpi: Kpi, answer: Answer | None, reference_date: date | None, profile: Profile | None = None
) -> KpiResult:
    """Score one answer to one KPI, as its cases and rule tests need it; never raises.

    Without a profile the KPI applies; without a reference date no evidence is stale and no
    recency can be read.
    """
    who = Respondent(frozenset({kpi.addressee}), profile)
    return kpi_result(ready_kpi(kpi), answer, reference_date, who)


def kpi_result(
    ready: ReadyKpi, answer: Answer | None, reference_date: date | None, who: Respondent
) -> KpiResult:
    """Score one answer to one prepared KPI."""
    kpi = ready.kpi
    standing, standing_reasons = standing_of(kpi, answer, who)
    reading = ready.reader.read(answer, reference_date)
    evidence = evidence_result(
        answer.evidence if answer else (), reference_date, kpi.valid_for_months, who.office
    )
    reasons = standing_reasons
    if standing not in NOT_FOR_THE_OFFICE:
        about_evidence = evidence_reasons(evidence, reading.shown.level, kpi.valid_for_months)
        reasons = (*standing_reasons, *reading.reasons, *about_evidence)
    return KpiResult(
        kpi=kpi.id,
        recommendation=kpi.recommendation,
        core=kpi.core,
        weight=ready.weight,
        standing=standing,
        claim=claim_of(answer),
        none=answer is not None and answer.answer == "none",
        reading=reading,
        level_evidenced=min(reading.shown.level, evidence.cap),
        evidence=evidence,
        reasons=reasons,
    )


def evidence_reasons(
    evidence: EvidenceResult, level: int, valid_for_months: int
) -> Iterator[Reason]:
    """Why the evidence has its grade, and whether it backs less than the shown level."""
    if not evidence.items:
        yield NO_EVIDENCE_REASON
    elif evidence.all_stale:
        yield Reason.of(
            ReasonCode.EVIDENCE_STALE, grade=evidence.grade, valid_for_months=valid_for_months
        )
    else:
        yield GRADE_REASONS[evidence.grade]
    if evidence.cap < level:
        yield Reason.of(ReasonCode.EVIDENCE_CAPS, cap=evidence.cap, level=level)
