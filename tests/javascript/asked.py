"""In: editions, offices and what they reported; out: lines for the browser's engine, and what the
engine in Python answers to each in the spelling of the data files.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import chain
from random import Random
from typing import Any, NamedTuple

from pydantic import BaseModel

from ict_maturity.check.assessment import Report
from ict_maturity.check.doubt import RULES
from ict_maturity.data.digest import framework_digest
from ict_maturity.data.written import kpi_data, written
from ict_maturity.export.scorecard import KPI_RESULT, OVERALL, RECOMMENDATION_RESULT
from ict_maturity.export.text_files import compact_json
from ict_maturity.facts.answer import Reported
from ict_maturity.forms.asked import NEVER
from ict_maturity.forms.handover import handover, handover_bytes
from ict_maturity.forms.layout import KINDS, Paper, all_items
from ict_maturity.model import Answer, Assessment, AssessmentKey, Content, Kpi, Office
from ict_maturity.problems.finding import Finding
from ict_maturity.rules.reading import Reason
from ict_maturity.said import Said
from ict_maturity.score import Ready, ready, score_assessment, score_kpi
from ict_maturity.texts.results import REASON_TEXTS, reason_text
from tests.english import ENGLISH
from tests.reference.worlds import DAYS, a_world, an_answer, made, one_in

DRAFTED = ("cycle", "edition", "answers", "responses", "targets", "notes")
"""What a draft has in the form of a report."""


class Asked(NamedTuple):
    """What one engine is asked, and what the other one answers; `expected` is empty where nothing
    is asked yet."""

    where: str
    line: str
    expected: str = ""


def as_json(**parts: Any) -> str:
    return json.dumps(parts, ensure_ascii=False, default=plain)


def plain(value: Any) -> Any:
    """A model as data files have it, and a day as a text."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    raise TypeError(type(value))


def edition_line(content: Content, id: str | None = None) -> str:
    """An edition as its data file has it, as far as an engine reads it."""
    recommendations = [
        {"id": each.id, "lifecycle": each.lifecycle, "content_status": each.content_status}
        for each in content.recommendations.values()
    ]
    return as_json(
        edition=id or content.framework.edition,
        framework=written(content.framework),
        recommendations=recommendations,
        kpis=[kpi_data(content, kpi) for kpi in content.kpis.values()],
    )


def assessment_asked(
    where: str, content: Content, office: Office, assessment: Assessment, prepared: Ready
) -> Asked:
    """One assessment, under the content of the edition that was answered."""
    cycle = content.cycles.get(assessment.cycle)
    line = as_json(
        office={"code": office.code, "profile": office.profile},
        assessment=assessment,
        cycle={"kpis": cycle.kpis if cycle else ()},
    )
    card = score_assessment(content, assessment, office, prepared)
    results = card.recommendations.values()
    expected = {
        "overall": OVERALL.json(content, card.overall),
        "recommendations": [RECOMMENDATION_RESULT.json(content, each) for each in results],
        "kpis": [KPI_RESULT.json(content, each) for each in card.kpis.values()],
    }
    return Asked(where, line, compact_json(expected))


def answers_asked(where: str, content: Content, kpi: Kpi) -> Iterator[Asked]:
    """Every case and every test of a KPI."""
    data = kpi_data(content, kpi)
    answers = [(each.answer, each.reference_date) for each in kpi.cases]
    answers += [(each.answer, each.reference_date) for each in kpi.tests]
    for i, (answer, day) in enumerate(answers):
        result = score_kpi(kpi, answer, day)
        line = as_json(kpi=data, answer=answer, reference_date=day)
        expected = compact_json(KPI_RESULT.json(content, result))
        yield Asked(f"{where}/{kpi.id}/{i}", line, expected)


def content_asked(where: str, content: Content) -> Iterator[Asked]:
    """All of a content root: its KPIs' cases and tests, and every assessment."""
    for kpi in content.kpis.values():
        yield from answers_asked(where, content, kpi)
    yield from editions_asked(where, content)
    views = {id: content.answered_under(id) for id in editions_of(content)}
    prepared = {id: ready(view) for id, view in views.items()}
    for key, each in content.assessments.items():
        office, edition = content.offices[key.office], each.edition
        yield assessment_asked(f"{where}/{key}", views[edition], office, each, prepared[edition])
        yield queries_asked(f"{where}/{key}/queries", content, key.office, each)


def editions_of(content: Content) -> list[str]:
    """The current edition, and all that some office answered."""
    answered = {each.edition for each in content.assessments.values()}
    return sorted({content.framework.edition, *answered})


def editions_asked(where: str, content: Content) -> Iterator[Asked]:
    """A line for each of these editions."""
    for id in editions_of(content):
        yield Asked(f"{where}/{id}", edition_line(content.answered_under(id), id))


def queries_asked(where: str, content: Content, office: str, assessment: Assessment) -> Asked:
    """What is odd in a report, beside what the office handed in before."""
    line = as_json(
        now=assessment,
        edition=content.framework.edition,
        last=content.report_before(office, assessment.reference_date),
        cycle=content.cycles.get(assessment.cycle),
    )
    found = [each for rule in RULES for each in rule(Report(office, assessment), content)]
    return Asked(where, line, compact_json([query_data(each) for each in found]))


def sentences_asked(
    where: str, content: Content, office: Office, assessment: Assessment, prepared: Ready
) -> Asked:
    """The same assessment, with every reason in words."""
    line = json.loads(assessment_asked(where, content, office, assessment, prepared).line)
    labels = {id: kpi.rule.labels() for id, kpi in content.kpis.items()}
    card = score_assessment(content, assessment, office, prepared)
    results = card.recommendations.values()
    steps = chain.from_iterable((*one.next_steps, *one.evidence_steps) for one in results)
    said: list[tuple[Iterable[Reason], dict[str, str]]] = [(card.overall.reasons, {})]
    said += [(each.reasons, {}) for each in results]
    said += [(each.reasons, labels[id]) for id, each in card.kpis.items()]
    said += [(each.reasons, labels[each.kpi]) for each in steps]
    sentences = [ENGLISH.say(reason_text(one, names)) for reasons, names in said for one in reasons]
    return Asked(where, as_json(**line, labels=labels), compact_json(sentences))


def catalogue_asked() -> Asked:
    """The texts of reasons, which both engines read."""
    texts = {id: text._asdict() for id, text in ENGLISH.plain(REASON_TEXTS).items()}
    return Asked("words", as_json(catalogue={"locale": ENGLISH.locale, "texts": texts}))


def handover_asked(content: Content, key: AssessmentKey) -> Asked:
    """The file in which an office hands over its answers to what a round asks it."""
    report, cover = content.assessments[key], {"audience": "public", "by": "Head of ICT"}
    items = all_items(content, key, NEVER)
    ids = {item.path[1] for item in items if item.path[0] == "answers"}
    answers = {id: answer for id, answer in report.answers.items() if id in ids}
    answered = report.model_copy(update={"answers": answers})
    paper = Paper(key, framework_digest(content))
    text = handover_bytes(handover(content, paper, items, answered, cover)).decode()
    draft = {
        "office": {"code": key.office, "profile": {}},
        **{name: getattr(answered, name) for name in DRAFTED},
        "exchange": [
            {"kind": kind, **written(each)}
            for kind in reversed(KINDS)
            for each in getattr(report, kind)
        ],
    }
    about = {
        "framework": paper.framework,
        "kpis": [written(content.kpis[id]) for id in content.kpis if id in ids],
        "profile": [],
        "questions": [written(each) for each in content.cycles[key.cycle].questions],
        "recommendations": content.asked_about(content.cycles[key.cycle]),
        **cover,
    }
    return Asked(f"{key}/handover", as_json(draft=draft, about=about), compact_json(text))


def query_data(found: Finding) -> dict[str, Any]:
    """A doubt by the id of its words, with their values."""
    assert isinstance(found.message, Said)
    values = {
        name: Reported(value=value).model_dump(mode="json")["value"]
        if isinstance(value, Decimal)
        else value.isoformat()
        if isinstance(value, date)
        else value
        for name, value in found.message.values
    }
    id = found.message.id.removeprefix("problem.")
    return {"path": [*found.path], "id": id, "values": values}


def worlds_asked(seed: object, number: int) -> Iterator[Asked]:
    """At least so many random assessments, under random frameworks."""
    done = 0
    while done < number:
        where = f"{seed}/{done}"
        world = a_world(Random(where))
        for cycle, report in world.reports.items():
            view = with_status(world.content.answered_under(report.edition))
            yield Asked(where, edition_line(view, report.edition))
            yield assessment_asked(f"{where}/{cycle}", view, world.office, report, ready(view))
            done += 1


def with_status(content: Content) -> Content:
    """A made-up framework whose Recommendations say how their text is known."""
    status = {"content_status": "adopted"}
    recommendations = {
        id: each.model_copy(update=status) for id, each in content.recommendations.items()
    }
    return replace(content, recommendations=recommendations)


def reports_asked(seed: object, content: Content, number: int) -> Iterator[Asked]:
    """So many random assessments under the real framework, of offices with random profiles."""
    prepared = ready(content)
    yield Asked("real", edition_line(content))
    codes = sorted(content.offices)
    for n in range(number):
        rng = Random(f"{seed}/{n}")
        day = rng.choice(DAYS)
        answers: dict[str, Answer] = {
            id: an_answer(rng, kpi, day) for id, kpi in content.kpis.items() if not one_in(rng, 12)
        }
        profile = {
            field.id: tuple(sorted(rng.sample(sorted(field.values), 1)))
            for field in content.framework.profile
            if not one_in(rng, 6)
        }
        office = content.offices[rng.choice(codes)].model_copy(update={"profile": profile})
        assessment = made(
            Assessment,
            cycle="",
            edition=content.framework.edition,
            reference_date=day,
            status="submitted",
            answers=answers,
            history=(),
        )
        yield assessment_asked(f"real/{seed}/{n}", content, office, assessment, prepared)


def all_asked(lines: Iterable[Asked]) -> tuple[str, list[Asked]]:
    """The text for the engine, and those to which it answers."""
    every = list(lines)
    return "".join(f"{each.line}\n" for each in every), [each for each in every if each.expected]
