"""In: content, an office and a round; out: an assessment file with every question, unanswered."""

import textwrap
from collections.abc import Iterator
from datetime import date

from ict_maturity.model import (
    AssessmentKey,
    Content,
    Cycle,
    Kpi,
    NumberRule,
    Office,
    Ordered,
    Ratio,
    Recency,
    checks_of,
)
from ict_maturity.outputs import Output
from ict_maturity.score.applies import respondent, unmet_fields
from ict_maturity.skeleton import filled, quoted

WIDTH = 98


def new_assessment(content: Content, key: AssessmentKey, today: date) -> Output:
    """An assessment in which every check that the office is asked stands as not assessed."""
    office, cycle = content.offices[key.office], content.cycles[key.cycle]
    questions = list(all_questions(content, office, cycle))
    text = filled(
        "assessment",
        code=office.code,
        cycle=cycle.id,
        edition=cycle.edition,
        reference_date=cycle.reference_date.isoformat(),
        answers="\n".join(("" if any(map(is_read, questions)) else " {}", *questions)),
        responses="\n".join(further_questions(cycle)),
        today=today.isoformat(),
        by=quoted(office.contact_role or "The office"),
    )
    return Output(f"offices/{office.code}/{cycle.id}.yaml", text)


def all_questions(content: Content, office: Office, cycle: Cycle) -> Iterator[str]:
    """The lines for every KPI that asks the office, Recommendation by Recommendation."""
    addressees = respondent(content.framework, office).addressees
    for recommendation in content.recommendations.values():
        asked = [
            kpi
            for kpi in content.kpis_of(recommendation.id)
            if kpi.addressee in addressees and kpi.lifecycle != "retired"
        ]
        if asked:
            yield ""
            theme = " (working theme)" if recommendation.is_working_theme else ""
            yield from comment(f"{recommendation.id}  {recommendation.title}{theme}", "  ")
        for kpi in asked:
            yield ""
            yield from comment(f"{kpi.id}  {kpi.title}", "  ")
            if unmet_fields(kpi, office.profile):
                yield from comment("By the office's profile this KPI does not apply.", "  ")
                continue
            yield from counting_lines(kpi)
            yield f"  {kpi.id}:"
            yield from answer_lines(kpi, cycle)


def counting_lines(kpi: Kpi) -> Iterator[str]:
    """What counts and what does not, as help."""
    for heading, texts in (("Counts:", kpi.counting.include), ("Not:", kpi.counting.exclude)):
        yield from comment(heading, "  ")
        for text in texts:
            yield from comment(f"- {text}", "  ")


def answer_lines(kpi: Kpi, cycle: Cycle) -> Iterator[str]:
    """The facts that the rule asks for."""
    match kpi.rule:
        case Ratio() as ratio:
            yield from figures({"numerator": ratio.numerator, "denominator": ratio.denominator})
            yield f"    # as_of: {cycle.reference_date}"
        case NumberRule() as rule:
            yield from figures({"value": f"{rule.value} ({rule.unit})"})
            yield f"    # as_of: {cycle.reference_date}"
        case Recency() as recency:
            yield from figures({"date": recency.date})
        case Ordered() as ordered:
            for choice in ordered.choices:
                yield from comment(f"{choice.id}: {choice.text}", "    ")
            yield from figures({"choice": ordered.question})
        case rule:
            yield "    checks:"
            for level, check in checks_of(rule):
                place = f"Level {level}: " if level else "Core: " if check.core else ""
                yield from comment(f"{place}{check.text}", "      ")
                yield f"      {check.id}: not_assessed"


def figures(fields: dict[str, str]) -> Iterator[str]:
    """Facts to be filled in, behind the answer that stands until they are."""
    yield "    answer: not_assessed  # instead, when you know:"
    for name, meaning in fields.items():
        yield from comment(meaning, "    ")
        yield f"    # {name}:"


def is_read(line: str) -> bool:
    """Whether YAML reads the line, which it does not do with help and empty lines."""
    return bool(line.strip()) and not line.lstrip().startswith("#")


def further_questions(cycle: Cycle) -> Iterator[str]:
    """The round's questions beyond the KPIs, as help."""
    if not cycle.questions:
        return
    yield "\n# Further questions: take away the # and keep the options that fit."
    yield "# responses:"
    for question in cycle.questions:
        yield from comment(question.text, "", "#   ")
        yield f"#   {question.id}: [{', '.join(question.options)}]"


def comment(text: str, indent: str, sign: str = "# ") -> list[str]:
    """A text as help lines that YAML does not read."""
    prefix = indent + sign
    return textwrap.wrap(
        " ".join(text.split()),
        WIDTH,
        initial_indent=prefix,
        subsequent_indent=prefix,
        break_long_words=False,
        break_on_hyphens=False,
    )
