"""In: an office's reports; out: every correction of them: when, by whom, why, from what to what."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from ict_maturity.aggregate.site import Site
from ict_maturity.compare.history import Correction, corrections
from ict_maturity.model import Answer, Assessment, AssessmentKey, Content, Cycle, Evidence, Kpi
from ict_maturity.render.parts import SourceLine, source_line
from ict_maturity.said import Name, Sayable, listed, long_date, word
from ict_maturity.texts.rules import answer_facts


class CorrectedLine(NamedTuple):
    """One thing that was corrected, with both values; `kpi` is None where it is no answer."""

    kpi: Kpi | None
    label: Sayable
    before: Sayable
    after: Sayable


class CorrectionRow(NamedTuple):
    """One correction of a report."""

    cycle: str
    correction: Correction
    lines: tuple[CorrectedLine, ...]
    source: SourceLine | None


def correction_rows(site: Site, office: str) -> tuple[CorrectionRow, ...]:
    """All corrections of what an office submitted, the newest first."""
    found = []
    for key in site.rounds_of(office):
        report = site.content.assessments[key]
        content = site.content.answered_under(report.edition)
        found += [correction_row(content, key, each) for each in corrections(report)]
    newest = [(row.correction.entry.date, row.cycle, row.correction.number) for row in found]
    order = sorted(range(len(found)), key=lambda i: newest[i], reverse=True)
    return tuple(found[i] for i in order)


def correction_row(content: Content, key: AssessmentKey, correction: Correction) -> CorrectionRow:
    """One correction; the line is that of the history."""
    return CorrectionRow(
        cycle=key.cycle,
        correction=correction,
        lines=tuple(corrected_lines(content, key.cycle, correction)),
        source=source_line(content, "assessment", "/".join(key), "history", correction.number - 1),
    )


def corrected_lines(
    content: Content, cycle: str, correction: Correction
) -> Iterator[CorrectedLine]:
    """What differs, answers first."""
    before, after = correction.before, correction.after
    for id in sorted({**before.answers, **after.answers}):
        old, new = before.answers.get(id), after.answers.get(id)
        if old != new and id in content.kpis:
            yield from answer_lines(content.kpis[id], old, new)
    asked = content.cycles.get(cycle)
    for field, said_before in other_fields(before, asked).items():
        said_after = other_fields(after, asked)[field]
        if said_before != said_after:
            nothing = word("office.corrections.nothing")
            label = word(f"office.corrections.{field}")
            yield CorrectedLine(None, label, said_before or nothing, said_after or nothing)


def answer_lines(kpi: Kpi, old: Answer | None, new: Answer | None) -> Iterator[CorrectedLine]:
    """Each fact of a KPI that differs, and its evidence and note as a whole."""
    gap = word("answer.not_assessed")
    before, after = said_of(kpi, old), said_of(kpi, new)
    for label in {**before, **after}:
        if before.get(label) != after.get(label):
            yield CorrectedLine(kpi, label, before.get(label, gap), after.get(label, gap))


def said_of(kpi: Kpi, answer: Answer | None) -> Mapping[Sayable, Sayable]:
    """All that an answer says, by what it is about."""
    if answer is None:
        return {}
    said: dict[Sayable, Sayable] = dict(answer_facts(kpi, answer))
    if answer.accepted_on:
        said[word("office.corrections.accepted")] = long_date(answer.accepted_on)
    if answer.evidence:
        pieces = (listed(evidence_parts(each), "commas") for each in answer.evidence)
        said[word("office.kpi.evidence")] = listed(pieces, "semicolons")
    if answer.note:
        said[word("office.kpi.note")] = answer.note
    return said


def evidence_parts(evidence: Evidence) -> Iterator[Sayable]:
    """All that is said of one piece of evidence, in the order of its fields."""
    for _, value in evidence:
        if value is not None:
            yield long_date(value) if isinstance(value, date) else Name(value)


def other_fields(report: Assessment, cycle: Cycle | None) -> Mapping[str, Sayable]:
    """What a report says beside its answers, by field; false where it says nothing."""
    questions = {question.id: question for question in cycle.questions} if cycle else {}
    return {
        "reference_date": long_date(report.reference_date),
        "responses": listed(
            (
                word(
                    "office.corrections.response",
                    question=questions[id].title,
                    options=listed((questions[id].options.get(o, o) for o in options), "commas"),
                )
                for id, options in report.responses.items()
                if id in questions
            ),
            "semicolons",
        ),
        "targets": listed(
            (
                word("office.corrections.target", id=id, level=target.level, year=str(target.year))
                for id, target in report.targets.items()
            ),
            "semicolons",
        ),
        **{
            field: listed(
                (word("result.of", id=each.recommendation, result=each.text) for each in exchanges),
                "semicolons",
            )
            for field, exchanges in (("offers", report.offers), ("asks", report.asks))
        },
        "notes": report.notes or "",
    }
