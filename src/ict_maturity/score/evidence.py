"""In: the evidence of one answer; out: its grade, points and level cap (docs/method.md, 5)."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from ict_maturity.facts.values import is_older
from ict_maturity.model import Evidence
from ict_maturity.score.scorecard import EvidenceResult, Grade, GradedEvidence

POINTS: Mapping[Grade, Fraction] = {
    "E0": Fraction(1, 4),
    "E1": Fraction(1, 2),
    "E2": Fraction(3, 4),
    "E3": Fraction(1),
}
CAPS: Mapping[Grade, int] = {"E0": 2, "E1": 3, "E2": 4, "E3": 4}
NO_EVIDENCE = EvidenceResult("E0", POINTS["E0"], CAPS["E0"], all_stale=False, items=())


def grade(evidence: Evidence) -> Grade:
    """The grade that the filled fields of one piece of evidence earn."""
    if evidence.verified_by and evidence.verified_on:
        return "E3"
    if evidence.url and evidence.read_on:
        return "E2"
    if evidence.date and evidence.holder:
        return "E1"
    return "E0"


def day_of(evidence: Evidence) -> date | None:
    """The day from which evidence grows old, None when it carries no day.

    The day a link was read, else the day the evidence was made, else the day it was checked.
    """
    if evidence.url and evidence.read_on:
        return evidence.read_on
    return evidence.date or evidence.verified_on


def is_stale(evidence: Evidence, reference_date: date | None, valid_for_months: int) -> bool:
    """Whether evidence is older than the KPI accepts; without a day it never is."""
    day = day_of(evidence)
    if day is None or reference_date is None:
        return False
    return is_older(day, reference_date, valid_for_months)


def evidence_result(
    evidence: Sequence[Evidence], reference_date: date | None, valid_for_months: int
) -> EvidenceResult:
    """Grade all evidence of one answer: the best that is not stale counts.

    When all is stale, the best stale grade counts with half its points and caps as E0.
    """
    if not evidence:
        return NO_EVIDENCE
    items = tuple(
        GradedEvidence(item, grade(item), is_stale(item, reference_date, valid_for_months))
        for item in evidence
    )
    fresh = [item.grade for item in items if not item.stale]
    if fresh:
        best = max(fresh)
        return EvidenceResult(best, POINTS[best], CAPS[best], False, items)
    best = max(item.grade for item in items)
    return EvidenceResult(best, POINTS[best] / 2, CAPS["E0"], True, items)
