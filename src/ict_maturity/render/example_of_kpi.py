"""In: a rule and an answer of a hand-written page; out: the example with its level worked out."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from ict_maturity.model import KpiExample, Measured
from ict_maturity.render.office_kpis import evidence_line, facts
from ict_maturity.render.parts import Table, WorkedExample, kpi_labels
from ict_maturity.rules.reading import Reading
from ict_maturity.said import Sayable, fixed_number, listed, long_date, short_number, word
from ict_maturity.score.example import score_kpi_example
from ict_maturity.score.scorecard import Bounds, EvidenceResult, KpiResult, Levels
from ict_maturity.texts.results import level_words, reason_text, score_words
from ict_maturity.texts.rules import Fact, asked

ABOUT_EVIDENCE = "evidence-"


def kpi_example(example: KpiExample, title: str) -> WorkedExample:
    """One answer and its level, with the progress worked out."""
    result = score_kpi_example(example)
    levels = Levels(result.shown.level, result.possible.level, result.level_evidenced)
    score = Bounds(result.shown.score, result.possible.score)
    labels = kpi_labels(example.kpi)
    reasons = [
        reason_text(reason, labels)
        for reason in result.reasons
        if example.answer.evidence or not reason.code.startswith(ABOUT_EVIDENCE)
    ]
    if isinstance(example.rule, Measured):
        reasons += progress_lines(example.rule, result)
    return WorkedExample(
        title=title,
        rule=example.rule.line(),
        facts=tuple(reported_tables(example, result)),
        outcome=tuple(outcome_tables(result)),
        result=listed((level_words(levels, published=True), score_words(score)), "semicolons"),
        reasons=tuple(reasons),
    )


def reported_tables(example: KpiExample, result: KpiResult) -> Iterator[Table]:
    """What the office reports: checks, figures and evidence."""
    if result.checks:
        checks = [
            (check.text, check_place(check.level, check.core), word(f"answer.{check.answer}"))
            for check in result.checks
        ]
        columns = (word("example.check"), word("example.check.place"), word("example.answer"))
        yield Table(word("example.answered"), columns, tuple(checks))
    reported = figures_of(example)
    if example.reference_date:
        day = long_date(example.reference_date)
        reported.append(Fact(word("example.reference_date"), day))
    if reported:
        yield facts_table(reported)
    if result.evidence.items:
        yield evidence_table(result.evidence)


def figures_of(example: KpiExample) -> list[Fact]:
    """Figures and dates, called what the rule asks for."""
    rule = example.rule
    names = dict(asked(rule)) if isinstance(rule, Measured) else {}
    return [
        Fact(names.get(fact.label, fact.label), fact.value)
        for fact in facts(example.kpi, example.answer)
    ]


def outcome_tables(result: KpiResult) -> Iterator[Table]:
    """What the facts and, where there is any, the evidence are worth."""
    yield reading_table(result)
    if result.evidence.items:
        yield backing_table(result)


def facts_table(reported: Sequence[Fact]) -> Table:
    """Figures, dates and answers to the whole KPI."""
    columns = (word("example.fact"), word("example.answer"))
    return Table(word("example.reported"), columns, tuple(map(tuple, reported)))


def check_place(level: int | None, core: bool) -> Sayable:
    """Where a check stands in its rule."""
    if level is not None:
        return word("example.check.level", level=level)
    return word("kpi.core" if core else "kpi.not_core")


def evidence_table(evidence: EvidenceResult) -> Table:
    """Each piece of evidence with its grade."""
    rows = []
    for item in evidence.items:
        line = evidence_line(item)
        stale = word("example.stale") if item.stale else word("example.fresh")
        rows.append((line.title, line.facts, line.grade, stale))
    columns = tuple(word(f"example.evidence.{part}") for part in ("title", "facts", "grade", "age"))
    return Table(word("office.kpi.evidence"), columns, tuple(rows))


def reading_table(result: KpiResult) -> Table:
    """Level, progress and score, shown and, where it differs, possible."""
    rows = [(word("example.shown"), *reading_words(result.shown))]
    if result.possible != result.shown:
        rows.append((word("example.possible"), *reading_words(result.possible)))
    columns = (word("example.reading"), word("level"), word("example.progress"), word("score"))
    return Table(word("example.result"), columns, tuple(rows))


def backing_table(result: KpiResult) -> Table:
    """What all evidence together is worth, and how far it backs the level."""
    evidence = result.evidence
    columns = tuple(word(f"example.{part}") for part in ("grade", "points", "backs", "evidenced"))
    points = short_number(evidence.points, places=4)
    row = (evidence.grade, points, str(evidence.cap), str(result.level_evidenced))
    return Table(word("example.backing"), columns, (row,))


def reading_words(reading: Reading) -> tuple[Sayable, Sayable, Sayable]:
    """Level, progress and score."""
    progress = short_number(reading.progress, places=4)
    return str(reading.level), progress, fixed_number(reading.score)


def progress_lines(rule: Measured, result: KpiResult) -> Iterator[Sayable]:
    """How far the figure is on its way from one cut point to the next.

    At level 3 that is half of the way; the other half is that it was held or improved.
    """
    figure, reading = result.figure, result.shown
    if figure is None or reading.level == 4:
        return
    points = (Fraction(rule.floor), *(Fraction(rule.cut_points[k]) for k in (1, 2, 3, 4)))
    low, high = points[reading.level], points[reading.level + 1]
    values = {"figure": rule.said(figure), "low": rule.said(low), "high": rule.said(high)}
    progress = short_number(reading.progress, places=4)
    if reading.level < 3:
        yield word("example.progress.between", **values, progress=progress)
        return
    second = Fraction(result.held is not None)
    yield word(
        "example.progress.second",
        **values,
        share=short_number(2 * reading.progress - second, places=4),
        second=short_number(second),
        progress=progress,
    )
