"""Invented KPIs, offices and answers for tests of the scoring, by hand and by hypothesis."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any, Literal

from hypothesis import settings
from hypothesis import strategies as st

from ict_maturity.facts.answer import Before
from ict_maturity.facts.values import Step
from ict_maturity.model import (
    Addressee,
    Answer,
    Assessment,
    AssessmentKey,
    Binary,
    Check,
    Checklist,
    Choice,
    Content,
    Edition,
    HistoryEntry,
    Kpi,
    Ladder,
    Lock,
    NumberRule,
    Office,
    Ordered,
    Ratio,
    Recency,
    Rule,
    Thresholds,
)
from ict_maturity.score import score_assessment
from ict_maturity.score.scorecard import Scorecard
from tests.unit.made_up import minimal_content

REFERENCE = date(2026, 6, 30)
STEPS: tuple[Step, ...] = (1, 2, 3, 4)
FEW = settings(derandomize=True, deadline=None, max_examples=100)
ADDRESSEES = (
    Addressee(id="offices", title="Offices"),
    Addressee(id="hub", title="Hub", office="HB"),
)


@cache
def template() -> Content:
    """The smallest whole content; tests replace what they are about."""
    return minimal_content()


# --- by hand ---------------------------------------------------------------------------------


def check(id: str, core: bool = False, second_figure: bool = False) -> Check:
    return Check(id=id, text=f"The claim {id} holds.", core=core, second_figure=second_figure)


def ladder(*sizes: int) -> Ladder:
    """A ladder with so many checks at each level; ids are l1a, l1b, l2a …

    The first check of level 4 is the second figure.
    """
    return Ladder(
        type="ladder",
        levels={
            level: tuple(
                check(f"l{level}{'abcdef'[i]}", second_figure=level == 4 and i == 0)
                for i in range(size)
            )
            for level, size in zip(STEPS, sizes, strict=True)
        },
    )


def checklist(
    size: int, at_least: Iterable[int], core: Iterable[int] = (), second: Iterable[int] = (0,)
) -> Checklist:
    """A checklist of c0, c1 … with the numbers needed and the positions of core checks.

    `second` are the positions of those that ask for a second figure.
    """
    cores, seconds = set(core), set(second)
    return Checklist(
        type="checklist",
        checks=tuple(check(f"c{i}", i in cores, i in seconds) for i in range(size)),
        at_least=dict(zip(STEPS, at_least, strict=True)),
    )


def cuts(*points: str | int) -> dict[Step, Decimal]:
    return dict(zip(STEPS, map(Decimal, points), strict=True))


def ratio(*points: str | int, floor: str = "0", may_exceed_one: bool = False) -> Ratio:
    """A ratio; the direction follows from the points."""
    return Ratio(
        type="ratio",
        numerator="What is counted above.",
        denominator="What is counted below.",
        direction="higher" if Decimal(floor) < Decimal(points[0]) else "lower",
        floor=Decimal(floor),
        cut_points=cuts(*points),
        may_exceed_one=may_exceed_one,
    )


def number(*points: str | int, floor: str = "0") -> NumberRule:
    """A number; the direction follows from the points."""
    return NumberRule(
        type="number",
        value="What is counted.",
        unit="days",
        direction="higher" if Decimal(floor) < Decimal(points[0]) else "lower",
        floor=Decimal(floor),
        cut_points=cuts(*points),
    )


def recency(*points: int, floor: int) -> Recency:
    return Recency(
        type="recency", date="Which day.", floor=Decimal(floor), cut_points=cuts(*points)
    )


def ordered(*levels: int) -> Ordered:
    """States s0, s1 … that map to the levels."""
    return Ordered(
        type="ordered",
        question="Which state?",
        choices=tuple(
            Choice.model_validate({"id": f"s{i}", "text": f"State {i}.", "level": level})
            for i, level in enumerate(levels)
        ),
    )


def binary(level_if_met: Literal[1, 2, 3] = 3) -> Binary:
    return Binary(type="binary", check=check("only"), level_if_met=level_if_met, reason="One fact.")


def kpi(id: str, rule: Rule, recommendation: str = "R01", **changes: object) -> Kpi:
    """A KPI with this rule; other fields are those of the template, not validated again."""
    fields: dict[str, object] = {
        "id": id,
        "recommendation": recommendation,
        "rule": rule,
        "addressee": "offices",
        "core": False,
        "weight": Decimal(1),
        "lifecycle": "adopted",
        "since": "2026.1",
        "applies_when": {},
        "valid_for_months": 24,
    }
    made: Kpi = template().kpis["K01"].model_copy(update=fields | changes)
    return made


def office(code: str = "QA", audience: str = "public", **profile: tuple[str, ...]) -> Office:
    return Office.model_validate(
        {"code": code, "name": f"Office {code}", "audience": audience, "profile": profile}
    )


def assessment(answers: Mapping[str, Answer], cycle: str = "2026", **changes: object) -> Assessment:
    fields: dict[str, object] = {
        "cycle": cycle,
        "edition": "2026.1",
        "reference_date": REFERENCE.replace(year=int(cycle)),
        "status": "submitted",
        "answers": dict(answers),
        "history": (HistoryEntry(date=REFERENCE, by="ICT unit", change="Reported."),),
    }
    return Assessment.model_validate(fields | changes)


def content_of(*kpis: Kpi) -> Content:
    """Content with these KPIs and as many Recommendations as they name."""
    base = template()
    recommendation = base.recommendations["R01"]
    ids = sorted({kpi.recommendation for kpi in kpis})
    return replace(
        base,
        framework=base.framework.model_copy(
            update={"addressees": ADDRESSEES, "thresholds": Thresholds()}
        ),
        recommendations={
            id: recommendation.model_copy(update={"id": id, "lifecycle": "adopted"}) for id in ids
        },
        kpis={kpi.id: kpi for kpi in kpis},
        offices={},
        assessments={},
        files={},
        lines={},
    )


def cut(content: Content, edition: str, *kpis: Kpi) -> Content:
    """The content with an edition that was cut with these KPIs, or with those that it has now."""
    view = content_of(*kpis) if kpis else content
    nothing = {"recommendations": {}, "kpis": {}, "files": {}, "content": "0" * 64}
    lock = Lock.model_validate(
        {"format": 1, "edition": edition, "status": "adopted", "date": "2026-06-30"}
        | {"engine_version": "0.1.0", "digest": "0" * 64, **nothing}
    )
    framework = view.framework.model_copy(update={"edition": edition})
    frozen = Edition(lock, framework, view.recommendations, view.kpis)
    return replace(content, editions={**content.editions, edition: frozen})


def scored(content: Content, answers: Mapping[str, Answer], who: Office | None = None) -> Scorecard:
    return score_assessment(content, assessment(answers), who or office())


def with_assessments(
    content: Content, offices: Iterable[Office], assessments: Mapping[AssessmentKey, Assessment]
) -> Content:
    """The content with offices and what they reported, and where each was read from.

    Reports say of who may see them what their office allows.
    """
    by_code = {office.code: office for office in offices}
    files = {("office", code): f"offices/{code}/office.yaml" for code in by_code}
    files |= {
        ("assessment", f"{key.office}/{key.cycle}"): f"offices/{key.office}/{key.cycle}.yaml"
        for key in assessments
    }
    reports = {
        key: each.model_copy(update={"audience": by_code[key.office].audience})
        for key, each in assessments.items()
    }
    return replace(content, offices=by_code, assessments=reports, files=files)


def checks(**answers: str) -> Answer:
    """An answer by check id."""
    return Answer.model_validate({"checks": answers})


def held(choice: str) -> Before:
    """The same state a year before."""
    return Before(choice=choice, as_of=REFERENCE.replace(year=REFERENCE.year - 1))


def level_answer(rule: Rule, level: int) -> Answer:
    """An answer to a ladder or an ordered rule that earns exactly this level, progress 0."""
    if isinstance(rule, Ordered):
        choice = next(c.id for c in rule.choices if c.level == level)
        return Answer(choice=choice, before=held(choice) if level == 4 else None)
    return Answer.model_validate(
        {
            "checks": {
                check.id: "met" if (place or 0) <= level else "not_met"
                for place, check in rule.each_check()
            }
        }
    )


# --- by hypothesis ---------------------------------------------------------------------------

ANSWERS = st.sampled_from(["met", "met", "not_met", "unknown", "not_assessed"])
COUNTS = st.integers(0, 40)
DAYS = st.integers(0, 1500).map(lambda days: REFERENCE - timedelta(days=days))


@st.composite
def measured_points(draw: st.DrawFn, low: int, high: int, scale: int) -> list[Decimal]:
    """A floor and four cut points that move strictly, in one of the two directions."""
    found = draw(st.lists(st.integers(low, high), min_size=5, max_size=5, unique=True))
    points = sorted(found, reverse=draw(st.booleans()))
    return [Decimal(point) / scale for point in points]


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    """Any sound rule, small enough to try every way of meeting it."""
    kind = draw(
        st.sampled_from(["ladder", "checklist", "ratio", "number", "recency", "ordered", "binary"])
    )
    if kind == "ladder":
        return ladder(*(draw(st.integers(1, 2)) for _ in STEPS))
    if kind == "checklist":
        needed = sorted(draw(st.sets(st.integers(1, 6), min_size=4, max_size=4)))
        return checklist(6, needed, draw(st.sets(st.integers(0, 5), max_size=2)))
    if kind == "recency":
        months = [int(point) for point in sorted(draw(measured_points(0, 48, 1)), reverse=True)]
        return recency(*months[1:], floor=months[0])
    if kind == "ordered":
        return ordered(*sorted(draw(st.lists(st.integers(0, 4), min_size=2, max_size=5))))
    if kind == "binary":
        return binary(draw(st.sampled_from([1, 2, 3])))
    floor, *points = draw(measured_points(0, 40, 40 if kind == "ratio" else 1))
    make = ratio if kind == "ratio" else number
    return make(*map(str, points), floor=str(floor))


@st.composite
def facts(draw: st.DrawFn, rule: Rule) -> Answer:
    """An answer with facts that `check` accepts."""
    match rule:
        case Ladder() | Checklist() | Binary():
            ids = [check.id for _, check in rule.each_check()]
            return Answer.model_validate({"checks": {id: draw(ANSWERS) for id in ids}})
        case Ratio():
            denominator = draw(st.integers(1, 40))
            numerator = draw(st.integers(0, denominator))
            return Answer(numerator=Decimal(numerator), denominator=Decimal(denominator))
        case NumberRule():
            return Answer(value=Decimal(draw(COUNTS)))
        case Recency():
            return Answer(date=draw(DAYS))
    return Answer(choice=draw(st.sampled_from([option.id for option in rule.options()])))


EVIDENCE: list[dict[str, Any]] = [
    {"title": "Stated"},
    {"title": "Minutes", "date": date(2026, 1, 1), "holder": "ICT unit"},
    {"title": "Old minutes", "date": date(2020, 1, 1), "holder": "ICT unit"},
    {"title": "Page", "url": "https://office.example/a", "read_on": date(2026, 6, 1)},
    {
        "title": "Checked minutes",
        "date": date(2026, 1, 1),
        "holder": "ICT unit",
        "verified_by": "QB",
        "verified_on": date(2026, 6, 1),
    },
]


@st.composite
def answers(draw: st.DrawFn, rule: Rule) -> Answer:
    """Any answer that `check` accepts: facts, one answer for the whole KPI, or a claim."""
    whole = draw(st.sampled_from([None, None, None, None, "unknown", "not_assessed", "claim"]))
    answer = draw(facts(rule)) if whole is None else Answer(answer="unknown")
    if whole == "not_assessed":
        answer = Answer(answer="not_assessed")
    if whole == "claim":
        answer = Answer(answer="not_applicable", reason="No such rights here.")
    evidence = draw(st.lists(st.sampled_from(EVIDENCE), max_size=2))
    return Answer.model_validate(answer.model_dump() | {"evidence": evidence})


WEIGHTS = st.sampled_from([Decimal(1), Decimal(1), Decimal(2), Decimal("0.5"), Decimal(5)])


@st.composite
def worlds(
    draw: st.DrawFn, most: int = 8, recommendations: int = 2
) -> tuple[Content, dict[str, Answer]]:
    """Some KPIs and one office's answers to them; some KPIs may be left out of the answers."""
    kpis = [
        kpi(
            f"K{n:02}",
            draw(rules()),
            recommendation=f"R{draw(st.integers(1, recommendations)):02}",
            core=draw(st.integers(0, 3)) == 0,
            weight=draw(WEIGHTS),
        )
        for n in range(1, draw(st.integers(1, most)) + 1)
    ]
    given = {kpi.id: draw(answers(kpi.rule)) for kpi in kpis if draw(st.integers(0, 9))}
    return content_of(*kpis), given


def naive_level(kpis: Iterable[tuple[bool, Fraction, int]]) -> int:
    """Section 6 of the method word by word, for (core, weight, level) of the applicable KPIs."""
    listed = list(kpis)

    def holds(k: int) -> bool:
        below = [level for core, _, level in listed if not core and level < k]
        one = len(below) <= 1 and (k == 0 or any(level >= k for _, _, level in listed))
        cores = all(level >= k for core, _, level in listed if core)
        return cores and one and all(level >= k - 1 for _, _, level in listed)

    return max(k for k in range(5) if holds(k))
