"""In: levels of a hand-written page; out: the example with what they add up to."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from ict_maturity.aggregate.cycle import PLACES
from ict_maturity.aggregate.distribution import LEVELS
from ict_maturity.aggregate.rounded import rounded_row
from ict_maturity.model import (
    ChangeExample,
    OfficeExample,
    PaceExample,
    RecommendationExample,
    RoundExample,
    Thresholds,
)
from ict_maturity.render.example_of_kpi import reading_words
from ict_maturity.render.parts import Table, WorkedExample
from ict_maturity.rules.reasons import ReasonCode
from ict_maturity.said import Sayable, fixed_number, listed, long_date, short_number, word
from ict_maturity.score.example import (
    score_change_example,
    score_office_example,
    score_pace_example,
    score_recommendation_example,
)
from ict_maturity.score.scorecard import Bounds, KpiResult, Overall, TrendStep
from ict_maturity.texts.results import (
    level_range,
    printed_change,
    reason_text,
    result_line,
    score_range,
)

CHANGES = ("doing", "looking", "framework", "total")
PARTS = ("core", "weight", "level", "progress", "score", "grade", "evidenced")


def recommendation_example(
    example: RecommendationExample, thresholds: Thresholds, title: str
) -> WorkedExample:
    """Some KPIs and the Recommendation's result, with the mean worked out."""
    scored = score_recommendation_example(example, thresholds)
    counted = [kpi for kpi in scored.kpis.values() if kpi.standing == "counted"]
    backed = is_backed(counted)
    reasons = [
        reason_text(reason)
        for reason in scored.result.reasons
        if backed or reason.code != ReasonCode.CONFIDENCE_MEAN
    ]
    if scored.result.score and counted:
        reasons.append(mean_line(counted, scored.result.score))
    if scored.result.levels and backed:
        reasons.append(word("example.backed", level=scored.result.levels.evidenced))
    return WorkedExample(
        title=title,
        rule="",
        facts=(kpis_table(scored.kpis),),
        outcome=(),
        result=result_line(scored.result),
        reasons=tuple(reasons),
    )


def is_backed(kpis: Iterable[KpiResult]) -> bool:
    """Whether the example speaks of evidence at all."""
    return any(kpi.evidence.items for kpi in kpis)


def kpis_table(kpis: Mapping[str, KpiResult]) -> Table:
    """What each KPI brings in; weight, progress and evidence only where they say something."""
    optional = {
        "weight": any(kpi.weight != 1 for kpi in kpis.values()),
        "progress": any(kpi.shown.progress for kpi in kpis.values()),
        "grade": is_backed(kpis.values()),
        "evidenced": is_backed(kpis.values()),
    }
    parts = [part for part in PARTS if optional.get(part, True)]
    rows = tuple(
        (name, *(cell for part, cell in kpi_cells(kpi).items() if part in parts))
        for name, kpi in kpis.items()
    )
    columns = (word("kpi"), *(word(f"example.{part}") for part in parts))
    return Table(word("example.kpis"), columns, rows)


def kpi_cells(kpi: KpiResult) -> dict[str, Sayable]:
    """One KPI's row, part by part."""
    cells: dict[str, Sayable] = {
        "core": word("example.yes" if kpi.core else "example.no"),
        "weight": short_number(kpi.weight),
    }
    if kpi.standing != "counted":
        dash = word("example.none")
        reading: dict[str, Sayable] = {"level": word("result.n_a"), "progress": dash, "score": dash}
        return cells | reading | {"grade": dash, "evidenced": dash}
    score = score_range(Bounds(kpi.shown.score, kpi.possible.score))
    if kpi.assessed:
        level, progress, _ = reading_words(kpi.shown)
    else:
        level, progress = word("answer.unknown"), word("example.none")
    return cells | {
        "level": level,
        "progress": progress,
        "score": score,
        "grade": kpi.evidence.grade,
        "evidenced": str(kpi.level_evidenced),
    }


def mean_line(kpis: Sequence[KpiResult], score: Bounds) -> Sayable:
    """The weighted mean with all its terms."""
    weights = [kpi.weight for kpi in kpis]
    terms = [
        term(kpi.weight, kpi.shown.score, bracket=any(weight != 1 for weight in weights))
        for kpi in kpis
    ]
    line = word(
        "example.mean",
        terms=listed(terms, "sum"),
        total=short_number(sum(weights, Fraction(0))),
        score=fixed_number(score.shown),
    )
    if score.possible == score.shown:
        return line
    more = word("example.mean.possible", score=fixed_number(score.possible))
    return listed((line, more), "sentences")


def term(weight: Fraction, score: Fraction, *, bracket: bool) -> Sayable:
    """One score of a mean, with its weight where weights differ."""
    if not bracket:
        return short_number(score)
    return word("example.term", weight=short_number(weight), score=short_number(score))


def office_example(example: OfficeExample, thresholds: Thresholds, title: str) -> WorkedExample:
    """Some Recommendations and the office as a whole."""
    whole, results = score_office_example(example, thresholds)
    rows = tuple(
        (name, level_range(result.levels), score_range(result.score))
        for name, result in results.items()
        if result.levels and result.score
    )
    columns = (word("example.recommendation"), word("level"), word("example.mean_of_kpis"))
    return WorkedExample(
        title=title,
        rule="",
        facts=(Table(word("example.recommendations"), columns, rows),),
        outcome=tuple(overall_tables(whole)),
        result=word("example.overall.published", published=whole.published, total=whole.total),
        reasons=tuple(map(reason_text, whole.reasons)),
    )


def overall_tables(whole: Overall) -> Iterator[Table]:
    """The two figures of an office, when there are any."""
    if whole.levels is None or whole.score is None:
        return
    rows = (
        (word("example.overall.level"), level_range(whole.levels)),
        (word("example.overall.score"), score_range(whole.score)),
    )
    columns = (word("example.fact"), word("example.overall.value"))
    yield Table(word("example.result"), columns, rows)


def change_example(example: ChangeExample, thresholds: Thresholds, title: str) -> WorkedExample:
    """Some KPIs in two rounds, and the three parts of the change."""
    rows = []
    for name, kpi in example.kpis.items():
        before = word("example.change.new") if kpi.new else given_words(kpi.before)
        rows.append((name, before, given_words(kpi.now)))
    columns = (word("kpi"), word("example.change.before"), word("example.change.now"))
    step = score_change_example(example, thresholds)
    return WorkedExample(
        title=title,
        rule="",
        facts=(Table(word("example.kpis"), columns, tuple(rows)),),
        outcome=(change_table(step),) if step else (),
        result=word("example.change.result", before=step.before.level, after=step.after.level)
        if step
        else word("example.not_published"),
        reasons=(),
    )


def given_words(level: Decimal | None) -> Sayable:
    """A level as an example gives it."""
    return word("answer.unknown") if level is None else short_number(level, places=2)


def change_table(step: TrendStep) -> Table:
    """The parts of a change, and all of it."""
    rows = tuple(
        (word(f"example.change.{name}"), level, score)
        for name, (level, score) in zip(CHANGES, printed_change(step), strict=True)
    )
    columns = (word("example.change.part"), word("level"), word("example.mean_of_kpis"))
    return Table(word("example.result"), columns, rows)


def pace_example(example: PaceExample, title: str) -> WorkedExample:
    """Some rounds and a target, and the pace that follows."""
    found = score_pace_example(example)
    rows = tuple((long_date(each.reference_date), str(each.level)) for each in example.results)
    target = word("example.target", level=example.target.level, year=example.target.year)
    table = Table(target, (word("example.reference_date"), word("level")), rows)
    pace = word(f"office.pace.{found.pace}") if found.pace else ""
    return WorkedExample(title, "", (table,), (), pace, tuple(map(reason_text, found.reasons)))


def round_example(example: RoundExample, thresholds: Thresholds, title: str) -> WorkedExample:
    """Some offices of a round, counted by level, and the row with all of them."""
    named, counted = ([(level,) for level in some] for some in (example.named, example.counted))
    row = rounded_row("R01", PLACES, named, counted, thresholds.small_cell)
    parts = zip(PLACES.counts(named), PLACES.counts(counted), strict=True)
    facts = Table(
        word("example.round.offices"),
        (word("level"), word("example.round.named"), word("example.round.counted")),
        tuple((str(level), *map(str, part)) for level, part in zip(LEVELS, parts, strict=False)),
    )
    if row.counts is None:
        return WorkedExample(title, "", (facts,), (), word("example.round.hidden"), ())
    outcome = Table(
        word("example.result"),
        (word("level"), word("example.round.all")),
        tuple((str(level), str(count)) for level, count in zip(LEVELS, row.counts, strict=False)),
    )
    result = word("example.round.shown", offices=row.offices)
    return WorkedExample(title, "", (facts,), (outcome,), result, ())
