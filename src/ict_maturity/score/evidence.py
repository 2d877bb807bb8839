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
STATED, STATED_CAP = POINTS["E0"], CAPS["E0"]
WORTH: Mapping[tuple[Grade, bool], tuple[Fraction, int]] = {
    **{(grade, False): (POINTS[grade], CAPS[grade]) for grade in POINTS},
    **{(grade, True): (max(POINTS[grade] / 2, STATED), STATED_CAP) for grade in POINTS},
}
"""Points and cap of each grade, and of each when it is stale: never less than only stated."""
NO_EVIDENCE = EvidenceResult("E0", POINTS["E0"], CAPS["E0"], all_stale=False, items=())


def grade(
    evidence: Evidence, office: str | None = None, reference_date: date | None = None
) -> Grade:
    """The grade that the filled fields of one piece of evidence earn.

    Somebody else has checked it only when that is not the office itself. A document of a day
    after the reference date, which `check` refuses, is no more than stated.
    """
    base: Grade = "E0"
    if evidence.date and reference_date and evidence.date > reference_date:
        return base
    if evidence.url and evidence.read_on:
        base = "E2"
    elif evidence.date and evidence.holder:
        base = "E1"
    verified = evidence.verified_by and evidence.verified_on and evidence.verified_by != office
    return "E3" if verified and base != "E0" else base


def is_stale(evidence: Evidence, reference_date: date | None, valid_for_months: int) -> bool:
    """Whether evidence is older than the KPI accepts, or carries no day.

    It grows old from the document's own day, else from the day on which a link was read.
    """
    day = evidence.date or (evidence.read_on if evidence.url else None)
    if day is None:
        return True
    return reference_date is not None and is_older(day, reference_date, valid_for_months)


def evidence_result(
    evidence: Sequence[Evidence],
    reference_date: date | None,
    valid_for_months: int,
    office: str | None = None,
) -> EvidenceResult:
    """Grade all evidence of one answer: the best points and the best cap count.

    What is only stated counts as well, so a bad piece is never less than none.
    """
    if not evidence:
        return NO_EVIDENCE
    items = tuple(
        GradedEvidence(
            item,
            grade(item, office, reference_date),
            is_stale(item, reference_date, valid_for_months),
        )
        for item in evidence
    )
    best = max(items, key=lambda item: (WORTH[item.grade, item.stale][0], item.grade))
    return EvidenceResult(
        grade=best.grade,
        points=WORTH[best.grade, best.stale][0],
        cap=max(WORTH[item.grade, item.stale][1] for item in items),
        all_stale=all(item.stale for item in items),
        items=items,
    )
