"""In: one scorecard and its answers; out: each Recommendation with its KPIs, down to the facts."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ict_maturity.facts.answer import TASK_FORCE
from ict_maturity.model import Answer, Assessment, AssessmentKey, Content, Kpi
from ict_maturity.render.office_levels import LevelRow
from ict_maturity.render.parts import (
    LevelCell,
    SourceLine,
    framework_labels,
    kpi_cell,
    kpi_labels,
    kpi_levels,
    kpi_titles,
    source_line,
)
from ict_maturity.rules.reading import CheckResult
from ict_maturity.rules.reasons import ReasonCode
from ict_maturity.said import Name, Sayable, listed, long_date, word
from ict_maturity.score.scorecard import (
    Bounds,
    GradedEvidence,
    KpiResult,
    RecommendationResult,
    Scorecard,
)
from ict_maturity.texts.results import level_range, reason_text, score_words
from ict_maturity.texts.rules import Fact, answer_facts

TOLD = frozenset(
    {
        ReasonCode.CONFIDENCE_MEAN,
        ReasonCode.COVERAGE_COUNTED,
        ReasonCode.NEXT_LEVEL_OUT_OF_REACH,
        ReasonCode.NOTHING_ASKED,
        ReasonCode.SCORE_MEAN,
        ReasonCode.SHORT_ROUND,
    }
)
"""Reasons that the line above them, or the next steps below them, say already."""


class EvidenceLine(NamedTuple):
    """One piece of evidence: what, what is known of it, and the grade that it earns."""

    title: str
    url: str | None
    facts: Sayable
    grade: str
    stale: bool
    note: str | None


class KpiRow(NamedTuple):
    """One KPI of an office: its badge and what it opens to."""

    kpi: Kpi
    cell: LevelCell
    aside: Sayable
    marks: tuple[Sayable, ...]
    rule: Sayable
    facts: tuple[Fact, ...]
    checks: tuple[CheckResult, ...]
    reasons: tuple[Sayable, ...]
    evidence: tuple[EvidenceLine, ...]
    note: str | None
    source: SourceLine | None


class Section(NamedTuple):
    """One Recommendation of an office: the result, what holds it, the reasons and its KPIs."""

    row: LevelRow
    held_by: tuple[Kpi, ...]
    holds: Sayable
    reasons: tuple[Sayable, ...]
    kpis: tuple[KpiRow, ...]


def sections(
    content: Content, scorecards: Mapping[str, Scorecard], rows: Sequence[LevelRow]
) -> tuple[Section, ...]:
    """The rows' Recommendations with the KPIs that the office was asked.

    `scorecards` has the one that last asked about each Recommendation.
    """
    return tuple(section(content, scorecards[row.recommendation.id], row) for row in rows)


def section(content: Content, scorecard: Scorecard, row: LevelRow) -> Section:
    """One Recommendation, under the edition that was answered."""
    content = content.answered_under(scorecard.edition)
    assessment = content.assessments[AssessmentKey(scorecard.office, scorecard.cycle)]
    titles, result = kpi_titles(content), row.latest
    return Section(
        row=row,
        held_by=tuple(content.kpis[id] for id in result.held_by),
        holds=holding(result, scorecard, titles),
        reasons=tuple(reason_text(reason) for reason in result.reasons if reason.code not in TOLD),
        kpis=tuple(kpi_row(content, scorecard, assessment, content.kpis[id]) for id in result.kpis),
    )


def holding(
    result: RecommendationResult, scorecard: Scorecard, titles: Mapping[str, str]
) -> Sayable:
    """Which KPIs keep the level from the next one, and where they are; nothing at the top."""
    kpis = [
        word("office.held.kpi", kpi=titles[id], level=level_range(kpi_levels(scorecard.kpis[id])))
        for id in result.held_by
    ]
    return word("office.held", kpis=listed(kpis)) if kpis else ""


def kpi_row(content: Content, scorecard: Scorecard, assessment: Assessment, kpi: Kpi) -> KpiRow:
    """One KPI with everything that its level was read from."""
    result, answer = scorecard.kpis[kpi.id], assessment.answers.get(kpi.id)
    reported = f"{scorecard.office}/{scorecard.cycle}"
    labels = {**framework_labels(content), **kpi_labels(kpi)}
    return KpiRow(
        kpi=kpi,
        cell=kpi_cell(result),
        aside=aside(result),
        marks=tuple(kpi_marks(result)),
        rule=kpi.rule.line(),
        facts=facts(kpi, answer),
        checks=result.checks,
        reasons=tuple(reason_text(reason, labels) for reason in result.reasons),
        evidence=tuple(evidence_line(item) for item in result.evidence.items),
        note=answer.note if answer else None,
        source=source_line(content, "assessment", reported, "answers", kpi.id),
    )


def aside(result: KpiResult) -> Sayable:
    """What stands to the right of a KPI: its score, or why it has none."""
    if result.standing != "counted":
        return word(f"office.standing.{result.standing}")
    return score_words(Bounds(result.shown.score, result.possible.score))


def kpi_marks(result: KpiResult) -> Iterator[Sayable]:
    """What the level alone does not tell: that there is nothing, or a share of few."""
    if result.none:
        yield word("office.kpi.none")
    if result.few:
        yield word("office.kpi.few")
    if result.held:
        yield word(f"office.kpi.{result.held}")


def facts(kpi: Kpi, answer: Answer | None) -> tuple[Fact, ...]:
    """What the office reported apart from the checks, which have a list of their own."""
    if answer is None:
        return ()
    return answer_facts(kpi, answer.model_copy(update={"checks": {}}))


def evidence_line(item: GradedEvidence) -> EvidenceLine:
    """One piece of evidence; a link is kept apart from the words."""
    evidence = item.evidence
    return EvidenceLine(
        title=evidence.title,
        url=evidence.url,
        facts=listed(evidence_facts(item), "commas"),
        grade=item.grade,
        stale=item.stale,
        note=evidence.note,
    )


def evidence_facts(item: GradedEvidence) -> Iterator[Sayable]:
    """Date, holder, day of reading and who checked it, as far as they are given."""
    evidence = item.evidence
    if evidence.date:
        yield word("office.kpi.dated", date=long_date(evidence.date))
    if evidence.holder:
        yield word("office.kpi.held_by", holder=Name(evidence.holder))
    if evidence.read_on:
        yield word("office.kpi.read_on", date=long_date(evidence.read_on))
    by: Sayable = evidence.verified_by or ""
    if by == TASK_FORCE:
        by = word("office.kpi.task_force")
    if by and evidence.verified_on:
        yield word("office.kpi.verified_on", by=by, date=long_date(evidence.verified_on))
    elif by:
        yield word("office.kpi.verified", by=by)
