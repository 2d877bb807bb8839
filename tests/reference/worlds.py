"""In: a source of chance; out: a small framework in two editions and what an office reported.

Everything is what `check` would accept, but for single facts that it refuses and that an engine
must read as not assessed. Objects are made without validation: they are right as they are made,
and tens of thousands are needed. Days and figures lie on the borders of the method more often than
between them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any, TypeVar

from pydantic import BaseModel

from ict_maturity.facts.answer import Answer, Before, Evidence, Improvement
from ict_maturity.facts.values import Step
from ict_maturity.model import (
    Addressee,
    Assessment,
    AssessmentKey,
    Binary,
    Check,
    Checklist,
    Choice,
    Content,
    Cycle,
    Edition,
    Framework,
    Glossary,
    Kpi,
    Ladder,
    Lock,
    NumberRule,
    Office,
    OfficeCodes,
    Ordered,
    Ratio,
    Recency,
    Recommendation,
    Rule,
    Target,
    Thresholds,
)

M = TypeVar("M", bound=BaseModel)

STEPS: tuple[Step, ...] = (1, 2, 3, 4)
KINDS = (
    "ladder",
    "ladder",
    "checklist",
    "ratio",
    "ratio",
    "number",
    "recency",
    "ordered",
    "binary",
)
DAYS = (
    date(2026, 6, 30),
    date(2026, 1, 31),
    date(2026, 3, 1),
    date(2026, 2, 28),
    date(2026, 12, 31),
    date(2026, 12, 31),
)
STATES = ("met", "met", "met", "not_met", "not_met", "unknown", "not_assessed", None)
ADDRESSEES = (
    Addressee(id="offices", title="Offices"),
    Addressee(id="hub", title="Hub", office="HB"),
)
OLD, NEW = "2025.1", "2026.1"


@dataclass(frozen=True)
class World:
    """An office and its reports of one or two rounds, by cycle; `content` is the newest state."""

    content: Content
    office: Office
    reports: Mapping[str, Assessment]

    @property
    def newest(self) -> Assessment:
        return self.reports[max(self.reports)]


def made(type_: type[M], **fields: Any) -> M:
    """An object with these fields, not validated; the others have their defaults."""
    return type_.model_construct(**fields)


def one_in(rng: Random, number: int) -> bool:
    return rng.randrange(number) == 0


def back(day: date, months: int, off: int = 0) -> date:
    """The day with the same number so many months before (or the month's last), moved by days."""
    place = day.year * 12 + day.month - 1 - months
    year, month = divmod(place, 12)
    last = (date(year + month // 11, (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last)) + timedelta(days=off)


# --- rules ---------------------------------------------------------------------------------------


def check(id: str, **marks: bool) -> Check:
    fields: dict[str, Any] = {"id": id, "text": f"The claim {id} holds.", **marks}
    return made(Check, **fields)


def a_ladder(rng: Random) -> Ladder:
    sizes = [rng.choice((1, 2, 2, 2, 3)) for _ in STEPS]
    return made(
        Ladder,
        type="ladder",
        levels={
            k: tuple(check(f"l{k}{'abc'[i]}", second_figure=k == 4 and not i) for i in range(size))
            for k, size in zip(STEPS, sizes, strict=True)
        },
    )


def a_checklist(rng: Random) -> Checklist:
    size = rng.randint(4, 7)
    return made(
        Checklist,
        type="checklist",
        checks=tuple(
            check(f"c{i}", core=one_in(rng, 5), second_figure=one_in(rng, 4)) for i in range(size)
        ),
        at_least=dict(zip(STEPS, sorted(rng.sample(range(1, size + 1), 4)), strict=True)),
    )


def points(rng: Random, low: int, high: int, scale: int, down: bool | None = None) -> list[Decimal]:
    """A floor and four cut points that move strictly in one direction."""
    found = sorted(rng.sample(range(low, high + 1), 5))
    if down if down is not None else rng.random() < 0.4:
        found.reverse()
    return [Decimal(point) / scale for point in found]


def measured(found: list[Decimal]) -> dict[str, Any]:
    floor, *cuts = found
    direction = "higher" if floor < cuts[0] else "lower"
    return {
        "direction": direction,
        "floor": floor,
        "cut_points": dict(zip(STEPS, cuts, strict=True)),
    }


def a_ratio(rng: Random) -> Ratio:
    above = one_in(rng, 4)
    fields = measured(points(rng, 0, 30 if above else 20, 20))
    return made(
        Ratio,
        type="ratio",
        numerator="Above.",
        denominator="Below.",
        may_exceed_one=above,
        denominator_at_least=rng.choice((None, None, None, 3, 10)),
        as_of_within_months=rng.choice((12, 12, 6, 36)),
        **fields,
    )


def a_number(rng: Random) -> NumberRule:
    return made(
        NumberRule,
        type="number",
        value="Value.",
        unit="days",
        as_of_within_months=rng.choice((12, 12, 6, 36)),
        **measured(points(rng, -4 if one_in(rng, 5) else 0, 20, 1)),
    )


def a_recency(rng: Random) -> Recency:
    floor, *cuts = points(rng, 0, rng.choice((8, 24, 48)), 1, down=True)
    return made(
        Recency,
        type="recency",
        date="Day.",
        floor=floor,
        cut_points=dict(zip(STEPS, cuts, strict=True)),
    )


def an_ordered(rng: Random) -> Ordered:
    levels = sorted(rng.choice((0, 1, 2, 3, 4, 4)) for _ in range(rng.randint(2, 5)))
    return made(
        Ordered,
        type="ordered",
        question="Which?",
        choices=tuple(
            made(Choice, id=f"s{i}", text=f"State {i}.", level=level)
            for i, level in enumerate(levels)
        ),
    )


def a_binary(rng: Random) -> Binary:
    return made(
        Binary,
        type="binary",
        check=check("only"),
        level_if_met=rng.choice((1, 2, 3, 3)),
        reason="One.",
    )


MAKERS: Mapping[str, Callable[[Random], Rule]] = {
    "ladder": a_ladder,
    "checklist": a_checklist,
    "ratio": a_ratio,
    "number": a_number,
    "recency": a_recency,
    "ordered": an_ordered,
    "binary": a_binary,
}


def a_rule(rng: Random, kinds: tuple[str, ...] = KINDS) -> Rule:
    return MAKERS[rng.choice(kinds)](rng)


# --- answers -------------------------------------------------------------------------------------


def a_figure(rng: Random, rule: Any) -> dict[str, Decimal]:
    """A ratio's or a number's figure, on a cut point or beside it more often than elsewhere."""
    cut = rng.choice([rule.floor, *rule.cut_points.values(), rule.cut_points[4]])
    if rule.type == "number":
        value = Decimal(rng.choice((int(cut), int(cut) + rng.randint(-1, 1), rng.randint(-5, 25))))
        low = min(rule.floor, *rule.cut_points.values())
        return {"value": value if low < 0 or (value >= 0 and not one_in(rng, 30)) else abs(value)}
    least = int(rule.denominator_at_least or 1)
    below = rng.choice((rng.randint(1, 7), rng.randint(1, 12), 20, 40))
    below = max(below, least) if not one_in(rng, 20) else below
    above = int(cut * below) + rng.choice((0, 0, 0, 1, -1))
    above = below - rng.randint(0, 2) if one_in(rng, 3) else above
    most = below * 2 if rule.may_exceed_one or one_in(rng, 40) else below
    return {"numerator": Decimal(max(0, min(above, most))), "denominator": Decimal(below)}


def near(rng: Random, day: date, *months: int) -> date:
    """A day so many months before, one day sooner or later, or on the day."""
    return back(day, rng.choice(months), rng.choice((0, 0, 0, -1, 1)))


def facts(rng: Random, rule: Any, reference: date) -> Answer:
    """An answer with facts for the rule."""
    if rule.type in ("ladder", "checklist", "binary"):
        keen = rng.random() < 0.6
        given = {
            one.id: "met" if keen and not one_in(rng, 4) else rng.choice(STATES)
            for _, one in rule.each_check()
        }
        return made(Answer, checks={id: one for id, one in given.items() if one})
    fields: dict[str, Any] = {}
    earlier: dict[str, Any] = {}
    if rule.type == "recency":
        months = [int(point) for point in rule.cut_points.values()]
        fields["date"] = day = near(rng, reference, *months, months[3], rng.randint(0, 50))
        if day > reference and not one_in(rng, 10):
            fields["date"] = day = reference
        top = 2 * months[3]
        earlier["date"] = rng.choice(
            (near(rng, reference, top, 36, 36, 20), near(rng, day, 0, 1, 2))
        )
        since = earlier["date"]
    else:
        fields |= one_fact(rng, rule)
        if rule.type == "ordered":
            day = reference
        else:
            window = rule.as_of_within_months
            late = one_in(rng, 12)
            fields["as_of"] = day = (
                near(rng, reference, window, 0) if late else back(reference, rng.randint(0, 5))
            )
        # The same figure again is on the border between worse and better.
        earlier |= fields if one_in(rng, 4) else one_fact(rng, rule)
        earlier["as_of"] = since = near(rng, day, 6, 12, 24, 36)
        for dated in (fields, earlier):
            if "as_of" in dated and one_in(rng, 60):
                del dated["as_of"]
    if rng.random() < 0.7:
        fields["before"] = made(Before, **earlier)
        if rng.random() < 0.7:
            on = rng.choice((near(rng, reference, 24, 24, 10, 0), near(rng, since, 0)))
            fields["change"] = made(Improvement, what="Staff were hired.", date=on)
    return made(Answer, **fields)


def one_fact(rng: Random, rule: Any) -> dict[str, Any]:
    if rule.type != "ordered":
        return dict(a_figure(rng, rule))
    ids = [choice.id for choice in rule.choices]
    return {"choice": rng.choice([*ids, ids[-1], ids[-1]] if not one_in(rng, 30) else ["other"])}


def an_item(rng: Random, reference: date, months: int) -> Evidence:
    """Evidence of any grade and age, also with what its grade lacks left out."""
    fields: dict[str, Any] = {"title": "Document"}
    if rng.random() < 0.6:
        day = near(rng, reference, months, months, 0, 5)
        fields["date"] = day if one_in(rng, 10) else min(reference, day)
    if rng.random() < 0.5:
        fields["holder"] = "ICT unit"
    if rng.random() < 0.5:
        fields["url"] = "https://office.example/a"
    if rng.random() < 0.4:
        fields["read_on"] = near(rng, reference, months, -1, 3)
    if rng.random() < 0.5:
        fields["verified_by"] = rng.choice(("TF", "QB", "QA", "HB"))
    if rng.random() < 0.4:
        fields["verified_on"] = near(rng, reference, -2, 3)
    return made(Evidence, **fields)


def an_answer(rng: Random, kpi: Kpi, reference: date) -> Answer:
    """Facts, one answer for the whole KPI or a claim, with some evidence."""
    evidence = tuple(
        an_item(rng, reference, kpi.valid_for_months) for _ in range(rng.choice((0, 1, 1, 2)))
    )
    whole = rng.choice((*[None] * 16, "none", "none", "unknown", "not_assessed", "claim", "out"))
    if whole is None:
        return facts(rng, kpi.rule, reference).model_copy(update={"evidence": evidence})
    if whole not in ("claim", "out"):
        return made(Answer, answer=whole, evidence=evidence)
    accepted = {"accepted_on": reference, "accepted_by": "Task Force"} if whole == "out" else {}
    if whole == "claim" and one_in(rng, 3):
        accepted = {"accepted_on": reference}
    return made(
        Answer, answer="not_applicable", reason="No such rights.", evidence=evidence, **accepted
    )


# --- frameworks ----------------------------------------------------------------------------------


def a_kpi(rng: Random, id: str, recommendations: int, edition: str = OLD) -> Kpi:
    applies: dict[str, tuple[str, ...]] = {"size": ("large",)} if one_in(rng, 8) else {}
    if one_in(rng, 12):
        applies = {"size": ("small", "large"), "tasks": ("patents",)}
    return made(
        Kpi,
        id=id,
        title=id,
        recommendation=f"R{rng.randint(1, recommendations):02}",
        addressee="hub" if one_in(rng, 25) else "offices",
        core=one_in(rng, 4),
        weight=rng.choice((Decimal(1), Decimal(1), Decimal(2), Decimal("0.5"), Decimal(5))),
        lifecycle=rng.choice(("adopted",) * 9 + ("draft",) * 9 + ("upcoming", "retired")),
        since=edition,
        rule=a_rule(rng),
        applies_when=applies,
        valid_for_months=rng.choice((12, 24, 24, 36)),
    )


def revised_rule(rng: Random, rule: Any) -> Any:
    """The rule as a later edition may have it: another bar, other checks, or another rule."""
    way = rng.randrange(5)
    if way == 0:
        return a_rule(rng)
    if way < 3:
        return a_rule(rng, (rule.type,))
    if rule.type == "ladder":
        k = rng.choice(STEPS)
        more = (*rule.levels[k], check(f"l{k}new"))
        less = rule.levels[k][1:] or more
        return rule.model_copy(update={"levels": {**rule.levels, k: rng.choice((more, less))}})
    if rule.type == "checklist":
        return rule.model_copy(update={"checks": (check("cnew"), *rule.checks)})
    if rule.type == "ordered":
        return rule.model_copy(update={"choices": rule.choices[1:]}) if rule.choices[2:] else rule
    if rule.type == "ratio":
        return rule.model_copy(update={"denominator_at_least": rng.choice((None, 5, 10))})
    return rule


def revised(rng: Random, kpi: Kpi, recommendations: int) -> Kpi:
    """The KPI as the next edition has it."""
    changes: dict[str, Any] = {}
    if one_in(rng, 3):
        changes["rule"] = revised_rule(rng, kpi.rule)
    if one_in(rng, 6):
        changes["recommendation"] = f"R{rng.randint(1, recommendations):02}"
    if one_in(rng, 6):
        changes["core"] = not kpi.core
    if one_in(rng, 6):
        changes["weight"] = Decimal(3)
    if one_in(rng, 6):
        changes["lifecycle"] = rng.choice(("adopted", "upcoming", "retired"))
    if one_in(rng, 8):
        changes["applies_when"] = rng.choice(({}, {"size": ("large",)}))
    return kpi.model_copy(update=changes)


def a_framework(edition: str, thresholds: Thresholds) -> Framework:
    return made(Framework, edition=edition, addressees=ADDRESSEES, thresholds=thresholds, levels=())


def recommendations_of(rng: Random, number: int) -> dict[str, Recommendation]:
    found = {}
    for n in range(1, number + 1):
        lifecycle = rng.choice(("adopted",) * 14 + ("draft",) * 5 + ("upcoming",))
        found[f"R{n:02}"] = made(Recommendation, id=f"R{n:02}", lifecycle=lifecycle)
    return found


def a_cycle(rng: Random, id: str, edition: str, day: date, kpis: Mapping[str, Kpi]) -> Cycle:
    asked: tuple[str, ...] = ()
    if one_in(rng, 4):
        counted = [id for id, kpi in kpis.items() if kpi.counted]
        asked = tuple(sorted(rng.sample(counted, rng.randint(0, len(counted)))))
    return made(
        Cycle,
        id=id,
        title=id,
        edition=edition,
        opens=day,
        closes=day,
        reference_date=day,
        kpis=asked,
    )


def an_assessment(
    cycle: Cycle, answers: Mapping[str, Answer], targets: Mapping[str, Target]
) -> Assessment:
    return made(
        Assessment,
        cycle=cycle.id,
        edition=cycle.edition,
        reference_date=cycle.reference_date,
        status="submitted",
        answers=dict(answers),
        targets=dict(targets),
        history=(),
    )


def answered_again(rng: Random, kpi: Kpi, old: Answer, reference: date) -> Answer:
    """The answer of the round before, as it is, with single checks changed, or a new one."""
    way = rng.randrange(4)
    if way == 0:
        return old
    if way == 1 and old.checks:
        id = rng.choice(sorted(old.checks))
        state = rng.choice(("met", "not_met", "unknown"))
        return old.model_copy(update={"checks": {**old.checks, id: state}})
    if way == 2:
        return an_answer(rng, kpi, reference)
    return facts(rng, kpi.rule, reference).model_copy(update={"evidence": old.evidence})


def a_world(rng: Random, most: int = 7, rounds: int | None = None, fixed: bool = False) -> World:
    """A framework, an office and its reports; with two rounds the older one has an edition of its
    own more often than not. `fixed`: one round, no short round, default thresholds."""
    number = rng.randint(1, 3)
    size = rng.choice((rng.randint(1, most), rng.randint(min(4, most), most)))
    rounds = rounds if rounds is not None else rng.choice((1, 2))
    thresholds = Thresholds()
    if not fixed and one_in(rng, 6):
        shares = (Fraction(1, 3), Fraction(1, 2), Fraction(1))
        thresholds = made(
            Thresholds,
            coverage_to_publish=rng.choice(shares),
            overall_share=rng.choice(shares),
            not_applicable_limit=rng.choice(shares),
        )
    recommendations = recommendations_of(rng, number)
    first = {id: a_kpi(rng, id, number) for id in (f"K{n:02}" for n in range(1, size + 1))}
    office = made(
        Office,
        code="HB" if one_in(rng, 25) else "QA",
        name="Office",
        audience="public",
        profile={"size": (rng.choice(("small", "large")),), "tasks": ("patents", "marks")},
    )
    day = rng.choice(DAYS)
    then = day.replace(year=2025)
    content = Content(
        framework=a_framework(NEW, thresholds),
        glossary=made(Glossary, terms=()),
        codes=made(OfficeCodes, standard="-", codes={}),
        recommendations=recommendations,
        kpis=first,
        offices={office.code: office},
        assessments={},
        cycles={},
        files={},
    )
    kpis = first
    reports: dict[str, Assessment] = {}
    cycles: dict[str, Cycle] = {}
    if rounds == 2:
        edition = OLD if rng.random() < 0.7 else NEW
        if edition == OLD:
            kpis = {id: revised(rng, kpi, number) for id, kpi in first.items()}
            if one_in(rng, 2):
                kpis[f"K{size + 1:02}"] = a_kpi(rng, f"K{size + 1:02}", number, NEW)
            frozen = Edition(
                made(Lock, edition=OLD),
                a_framework(OLD, thresholds),
                recommendations,
                first,
            )
            content = replace(content, kpis=kpis, editions={OLD: frozen})
        cycles["2025"] = a_cycle(rng, "2025", edition, then, first)
        old = {id: an_answer(rng, kpi, then) for id, kpi in first.items() if not one_in(rng, 10)}
        reports["2025"] = an_assessment(cycles["2025"], old, {})
    cycles["2026"] = a_cycle(rng, "2026", NEW, day, {} if fixed else kpis)
    before = reports["2025"].answers if reports else {}
    new = {
        id: answered_again(rng, kpi, before[id], day) if id in before else an_answer(rng, kpi, day)
        for id, kpi in kpis.items()
        if not one_in(rng, 12)
    }
    targets = {
        id: made(Target, level=rng.choice(STEPS), year=rng.choice((2025, 2026, 2027, 2030)))
        for id in recommendations
        if rng.random() < 0.7
    }
    reports["2026"] = an_assessment(cycles["2026"], new, targets)
    return with_reports(replace(content, cycles=cycles), office, reports)


def with_reports(content: Content, office: Office, reports: Mapping[str, Assessment]) -> World:
    """The world with these reports in its content too."""
    assessments = {AssessmentKey(office.code, id): one for id, one in sorted(reports.items())}
    return World(replace(content, assessments=assessments), office, dict(reports))
