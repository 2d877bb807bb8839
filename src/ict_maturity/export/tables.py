"""In: the Site; out: every table: its columns, and its rows from the fields of the results."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple

from pydantic import BaseModel

from ict_maturity.aggregate.site import Site
from ict_maturity.compare.difference import FieldChange
from ict_maturity.compare.history import Correction, corrections
from ict_maturity.export import health
from ict_maturity.export import shapes as of
from ict_maturity.export.fields import Field, Shape, Table, Value, row_of
from ict_maturity.export.office import STEP, Reporting, Tracked
from ict_maturity.export.round_tables import ROUND_TABLES
from ict_maturity.export.scorecard import (
    EDITION_STATUS_OF,
    KPI_RESULT,
    PROVENANCE,
    RECOMMENDATION,
    RECOMMENDATION_RESULT,
    STATUS_OF_CONTENT,
)
from ict_maturity.facts.answer import FACTS, Before, Improvement
from ict_maturity.forms.schema import model_schema
from ict_maturity.model import Answer, Content, Kpi, Office, ProfileField
from ict_maturity.order import natural_order
from ict_maturity.rules import TYPES
from ict_maturity.score.scorecard import KpiResult, Scorecard

Row = tuple[Value, ...]


def fictional(content: Content, result: Scorecard | Tracked) -> bool:
    """Whether the office of a result is invented."""
    return content.offices[result.office].fictional


OFFICE = Field("office", of.OFFICE_CODE)
FICTIONAL = Field("fictional", of.FLAG, fictional)
REPORT = (
    OFFICE,
    FICTIONAL,
    Field("cycle", of.CYCLE_ID),
    Field("edition", of.EDITION_ID),
    EDITION_STATUS_OF,
)
"""Whose result or answer a row has, from its scorecard."""

SCORED = (
    "recommendation",
    "content_status",
    "kpi",
    "standing",
    "none",
    "level_shown",
    "level_possible",
    "level_evidenced",
    "score_shown",
    "score_possible",
    "decided",
    "assessed",
    "applicable",
    "coverage",
    "confidence",
    "published",
    "profile_limited",
    "short_round",
    "held_by",
    "rests_on",
    "figure",
    "few",
    "held",
    "evidence_grade",
)
"""The values of results that make a row, in its order; the others are in the office's file."""
ASSESSED = Field("assessed", of.KPIS, lambda content, result: int(result.assessed))
OF_RECOMMENDATION = [RECOMMENDATION_RESULT.field(name) for name in SCORED]
OF_KPI = [ASSESSED if name == "assessed" else KPI_RESULT.field(name) for name in SCORED]
ORIGIN = PROVENANCE[1:]


def either(*fields: Field | None) -> Field:
    """The column of a table in which not every row has the value."""
    found = [field for field in fields if field]
    optional = len(found) < len(fields) or any(field.optional for field in found)
    return replace(found[0], optional=optional)


def score_rows(site: Site) -> Iterator[Row]:
    """One row a Recommendation, followed by one row for each of its KPIs, counted or not."""
    first, last = row_of(REPORT), row_of(ORIGIN)
    of_recommendation, of_kpi = row_of(OF_RECOMMENDATION), row_of(OF_KPI)
    for key, card in sorted(site.scorecards.items()):
        content = site.content.answered_under(card.edition)
        whose, origin = first(content, card), last(content, site.provenance[key])
        kpis = defaultdict[str, list[KpiResult]](list)
        for kpi in card.kpis.values():
            kpis[kpi.recommendation].append(kpi)
        for id, result in card.recommendations.items():
            yield (*whose, *of_recommendation(content, result), *origin)
            for kpi in kpis[id]:
                yield (*whose, *of_kpi(content, kpi), *origin)


ANSWER = (RECOMMENDATION, STATUS_OF_CONTENT, Field("kpi", of.KPI_ID, meaning="answers.kpi"))
FACT = (Field("field", of.TEXT), Field("value", {}))
FIELDS = (
    "answer",
    *(field.name for field in FACTS if field.kind != "checks"),
    "reason",
    "accepted_on",
    "accepted_by",
    "note",
)


def answer_rows(site: Site) -> Iterator[Row]:
    """One row a fact, KPIs in the order of their ids; evidence stands in the office's file."""
    first, of_kpi = row_of(REPORT), row_of(ANSWER)
    for key, card in sorted(site.scorecards.items()):
        content = site.content.answered_under(card.edition)
        answers, whose = site.content.assessments[key].answers, first(content, card)
        for id in sorted(answers, key=natural_order):
            start = (*whose, *of_kpi(content, card.kpis[id]))
            for fact in facts_of(answers[id]):
                yield (*start, *fact)


def facts_of(answer: Answer) -> Iterator[tuple[str, Value]]:
    """Every reported fact of an answer with the path of its field."""
    for name in FIELDS:
        value = getattr(answer, name)
        if isinstance(value, Before | Improvement):
            yield from ((f"{name}.{part}", each) for part, each in value if each is not None)
        elif value is not None:
            yield name, value
    for check in sorted(answer.checks):
        yield f"checks.{check}", answer.checks[check]


OF_TREND = (OFFICE, FICTIONAL, RECOMMENDATION, STATUS_OF_CONTENT)
OF_STEP = (*STEP.fields[:4], EDITION_STATUS_OF, *STEP.fields[4:])


def progress_rows(site: Site) -> Iterator[Row]:
    """Every step of every trend, in the order of office, Recommendation and cycle."""
    content, of_trend, of_step = site.content, row_of(OF_TREND), row_of(OF_STEP)
    for office, trends in sorted(site.trends.items()):
        for _, trend in sorted(trends.items()):
            first = of_trend(content, Tracked(site, office, trend))
            for step in trend.steps:
                yield (*first, *of_step(content, step))


class Rewritten(NamedTuple):
    """One field that a correction replaced."""

    correction: Correction
    path: str
    before: str | None
    after: str | None


CORRECTED = (
    Field("entry", of.count("entry", 1), "correction.number"),
    Field("corrected_on", of.DAY, "correction.entry.date"),
    Field("corrected_by", of.TEXT, "correction.entry.by"),
    Field("change", of.TEXT, "correction.entry.change", meaning="correction.change"),
    Field("why", of.TEXT, "correction.entry.why", meaning="correction.why"),
    Field("field", of.TEXT, "path", meaning="correction.field"),
    Field("before", of.TEXT, optional=True, meaning="correction.before"),
    Field("after", of.TEXT, optional=True, meaning="correction.after"),
)


def correction_rows(site: Site) -> Iterator[Row]:
    """One row a field that was corrected after it was submitted, with both of its values."""
    first, of_field = row_of(REPORT), row_of(CORRECTED)
    for key, card in sorted(site.scorecards.items()):
        content = site.content.answered_under(card.edition)
        for correction in corrections(site.content.assessments[key]):
            for field in rewritten_fields(correction):
                yield (*first(content, card), *of_field(content, field))


def rewritten_fields(correction: Correction) -> Iterator[Rewritten]:
    """The fields of a correction; entries of one list stand in one row."""
    paths: dict[str, list[FieldChange]] = {}
    for change in correction.changes:
        paths.setdefault(".".join(change.path), []).append(change)
    for path, changes in paths.items():
        before, after = (
            "; ".join(text for text in texts if text is not None) or None
            for texts in ((each.before for each in changes), (each.after for each in changes))
        )
        yield Rewritten(correction, path, before, after)


CURRENT = (
    Field(
        "edition",
        of.EDITION_ID,
        lambda content, _: content.framework.edition,
        meaning="head.edition",
    ),
    EDITION_STATUS_OF,
)


def written(model: type[BaseModel], *names: str) -> tuple[Field, ...]:
    """Fields of what people wrote, as the model describes them."""
    described = model_schema(model)["properties"]
    return tuple(written_field(name, described[name]) for name in names)


def written_field(name: str, described: Shape) -> Field:
    """One such field; what was left out is an empty cell."""
    shape = described.get("anyOf", [described])[0]
    return Field(
        name,
        shape.get("items", shape),
        optional=described.get("default", True) in (None, []),
        many="items" in shape,
        said=described["description"],
    )


NOT_IN_ONE_CELL = (
    "audience",
    "audience_since",
    "profile",
    "profile_formerly",
    "formerly",
    "succeeds",
)
"""Fields of an office that are said otherwise in a table, or are the same in each row."""


def office_columns(content: Content) -> tuple[Field, ...]:
    """All that an office says of itself, one column a profile field, and the rounds it reported."""
    own = [name for name in Office.model_fields if name not in NOT_IN_ONE_CELL]
    return (
        *CURRENT,
        *(replace(field, at=f"office.{field.name}") for field in written(Office, *own)),
        Field("formerly", of.TEXT, "office.former_names", many=True),
        Field(
            "succeeds",
            of.OFFICE_CODE,
            lambda content, it: tuple(each.code for each in it.office.succeeds),
            many=True,
        ),
        *map(profile_column, content.framework.profile),
        Field("cycles", of.CYCLE_ID, many=True),
    )


def profile_column(field: ProfileField) -> Field:
    """The column of a question about offices."""
    return Field(
        f"profile.{field.id}",
        {"type": "string", "enum": sorted(field.values)},
        lambda content, reporting: reporting.office.profile.get(field.id),
        optional=True,
        many=field.multiple,
        said=field.title,
    )


def office_rows(site: Site) -> Iterator[Row]:
    """One row a public office."""
    row = row_of(office_columns(site.content))
    return (row(site.content, Reporting(site, office)) for office in site.content.offices.values())


KPI = (
    *CURRENT,
    *written(Kpi, "id", "title", "recommendation"),
    STATUS_OF_CONTENT,
    *written(Kpi, "lifecycle"),
    Field("type", {"type": "string", "enum": [kind.name() for kind in TYPES]}, "rule.type"),
    Field("unit", of.TEXT, lambda content, kpi: getattr(kpi.rule, "unit", None), optional=True),
    *written(Kpi, "addressee", "core", "weight"),
    Field(
        "levels",
        of.LEVEL,
        lambda content, kpi: tuple(sorted(kpi.rule.reachable_levels())),
        many=True,
        meaning="kpis.levels",
    ),
    *written(Kpi, "valid_for_months", "since", "counts_from"),
)


def kpi_rows(site: Site) -> Iterator[Row]:
    """One row a KPI of the current edition."""
    row = row_of(KPI)
    return (row(site.content, kpi) for kpi in site.content.kpis.values())


def fixed(*columns: Field) -> Callable[[Content], tuple[Field, ...]]:
    """Columns that are the same in every edition."""
    return lambda content: columns


SCORES = Table(
    "scores",
    fixed(*REPORT, *map(either, OF_RECOMMENDATION, OF_KPI), *ORIGIN),
    ("office", "cycle", "recommendation", "kpi"),
    score_rows,
)
TABLES = (
    SCORES,
    Table(
        "answers", fixed(*REPORT, *ANSWER, *FACT), ("office", "cycle", "kpi", "field"), answer_rows
    ),
    Table(
        "progress", fixed(*OF_TREND, *OF_STEP), ("office", "recommendation", "cycle"), progress_rows
    ),
    Table(
        "corrections",
        fixed(*REPORT, *CORRECTED),
        ("office", "cycle", "entry", "field"),
        correction_rows,
    ),
    Table("offices", office_columns, ("code",), office_rows),
    Table("kpis", fixed(*KPI), ("id",), kpi_rows),
    Table(
        "health",
        fixed(*health.FIRST, *health.OF_ONE),
        ("recommendation", "kpi"),
        health.health_rows,
    ),
    *ROUND_TABLES,
)
