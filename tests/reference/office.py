"""In: content and an assessment; out: every result of it, and the office as a whole.

Sections 4, 6 and 7 of docs/method.md, word by word. Nothing here is taken from the engine.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tests.reference.kpi import Made, backing, read
from tests.reference.recommendation import KpiRead, RecommendationRead, read_recommendation

COUNTED = ("draft", "adopted")


@dataclass(frozen=True)
class OverallRead:
    """The office as a whole, None where it is not shown."""

    levels: tuple[int, int] | None
    scores: tuple[Fraction, Fraction] | None
    lowest: tuple[str, ...]


@dataclass(frozen=True)
class CardRead:
    """All results of one assessment."""

    kpis: Mapping[str, KpiRead]
    recommendations: Mapping[str, RecommendationRead]
    overall: OverallRead


def order_of(edition: str) -> tuple[int, ...]:
    return tuple(int(part) for part in edition.split("."))


def standing(
    kpi: Made, answer: Made, framework: Made, edition: str, asked: Sequence[str], office: Made
) -> str:
    """Whether a KPI counts and, if not, why; the first cause in this order is told.

    Reading 16: what the round does not ask is told before what does not apply.
    """
    named = [one.id for one in framework.addressees if one.office == office.code]
    general = [one.id for one in framework.addressees if one.office is None]
    chosen = (
        bool(named) and kpi.addressee in general and answer is not None and claim(answer) is None
    )
    if kpi.addressee not in (named or general) and not chosen:
        return "not_asked"
    if order_of(kpi.since) > order_of(edition):
        return "not_asked"
    if kpi.lifecycle not in COUNTED:
        return str(kpi.lifecycle)
    if chosen:
        return "by_choice"
    if asked and kpi.id not in asked:
        return "not_asked_this_round"
    for field, values in kpi.applies_when.items():
        if not set(values) & set(office.profile.get(field, ())):
            return "not_applicable"
    return "not_applicable" if claim(answer) == "accepted" else "counted"


def claim(answer: Made) -> str | None:
    if answer is None or answer.answer != "not_applicable":
        return None
    return "accepted" if answer.accepted_on and answer.accepted_by else "open"


def card(content: Made, assessment: Made, office: Made) -> CardRead:
    """Score one assessment under the framework of `content`."""
    framework, day = content.framework, assessment.reference_date
    cycle = content.cycles.get(assessment.cycle)
    asked = cycle.kpis if cycle is not None else ()
    kpis: dict[str, KpiRead] = {}
    for id, kpi in sorted(content.kpis.items()):
        answer = assessment.answers.get(id)
        points, cap = backing(answer, kpi.valid_for_months, day, office.code)
        kpis[id] = KpiRead(
            id=id,
            standing=standing(kpi, answer, framework, assessment.edition, asked, office),
            claim=claim(answer),
            core=kpi.core,
            weight=Fraction(kpi.weight),
            read=read(kpi.rule, answer, day),
            points=points,
            cap=cap,
            rule=kpi.rule,
            answer=answer,
        )
    results = {
        id: read_recommendation(
            id,
            [kpis[kpi.id] for kpi in content.kpis.values() if kpi.recommendation == id],
            framework.thresholds,
            day,
        )
        for id in sorted(content.recommendations)
    }
    counted = [
        results[id]
        for id, recommendation in sorted(content.recommendations.items())
        if recommendation.lifecycle in COUNTED
    ]
    return CardRead(kpis, results, overall(counted, framework.thresholds.overall_share))


def overall(counted: Sequence[RecommendationRead], share: Fraction) -> OverallRead:
    """The office as a whole; `share` is needed for a level, and published to show it."""
    some = [result for result in counted if result.shown is not None]
    published = [result for result in some if result.published]
    # Reading 17: any counted Recommendation that the round cut short hides the whole, published or
    # not, and also when nothing of it was asked.
    if not some or any(result.short_round for result in counted):
        return OverallRead(None, None, ())
    if len(published) < share * len(some):
        return OverallRead(None, None, ())
    # Reading 18: with no published result at all (a share of 0) there is nothing to show either.
    if not published:
        return OverallRead(None, None, ())

    def reached(levels: Sequence[int]) -> int:
        return max(
            k
            for k in range(5)
            if sum(one >= k for one in levels) >= share * len(levels)
            and all(one >= k - 1 for one in levels)
        )

    least = min(result.shown or 0 for result in published)
    return OverallRead(
        levels=(
            reached([result.shown or 0 for result in some]),
            reached([result.possible or 0 for result in some]),
        ),
        scores=(
            sum((result.score or Fraction(0) for result in some), Fraction(0)) / len(some),
            sum((result.possible_score or Fraction(0) for result in some), Fraction(0)) / len(some),
        ),
        lowest=tuple(result.id for result in published if result.shown == least),
    )
