"""In: content, an office and a round; out: an assessment file with every question, unanswered."""

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ict_maturity.data.outputs import Output
from ict_maturity.facts.answer import AS_OF, BEFORE, Before, earlier_form
from ict_maturity.forms.asked import kpis_asked, unmet_of
from ict_maturity.forms.skeleton import WIDTH, filled, quoted, yaml_line, yaml_text
from ict_maturity.model import Answer, AssessmentKey, CheckAnswer, Content, Cycle, Kpi, Office
from ict_maturity.rules import Check, RuleType
from ict_maturity.rules.second import CHANGED_WITHIN, EARLIER_AT_LEAST, EARLIER_AT_MOST
from ict_maturity.score.applies import respondent

BY_CHOICE = "You may answer any other KPI too; it is shown on your page and counts nowhere."


@dataclass(frozen=True)
class Given:
    """What is known already: answers that stand, and proposals, which stand as comments.

    `earlier` are proposals for what was so before. `wishes` are targets, offers, asks and notes by
    the name of the field, and `change` is the first entry of the history.
    """

    answers: Mapping[str, Answer] = field(default_factory=dict)
    proposals: Mapping[str, Answer] = field(default_factory=dict)
    earlier: Mapping[str, Before] = field(default_factory=dict)
    wishes: Mapping[str, Any] = field(default_factory=dict)
    change: str = "Skeleton written; nothing is assessed yet."


def new_assessment(
    content: Content, key: AssessmentKey, today: date, given: Given = Given()
) -> Output:
    """An assessment in which every check that the office is asked stands as not assessed.

    What is `given` stands in the place of the questions.
    """
    office, cycle = content.offices[key.office], content.cycles[key.cycle]
    questions = list(all_questions(content, office, cycle, given))
    text = filled(
        "assessment",
        code=office.code,
        cycle=cycle.id,
        edition=cycle.edition,
        reference_date=cycle.reference_date.isoformat(),
        answers="\n".join(("" if any(map(is_read, questions)) else " {}", *questions)),
        responses="\n".join(further_questions(cycle)),
        wishes=wishes(given.wishes),
        change=quoted(given.change),
        today=today.isoformat(),
        by=quoted(office.contact_role or "The office"),
    )
    return Output.of_text(f"offices/{office.code}/{cycle.id}.yaml", text)


def wishes(given: Mapping[str, Any]) -> str:
    """Targets, offers, asks and notes, as help where there are none."""
    if given:
        return yaml_text(given)
    return (
        "# Where the office wants to be.\n# targets:\n#   R01: {level: 3, year: 2028}\n"
        "# What the office can share, and what it wants help with.\n"
        "# offers:\n#   - recommendation: R01\n#     text:\n"
        "# asks:\n#   - recommendation: R01\n#     text:\n# notes:\n"
    )


def all_questions(content: Content, office: Office, cycle: Cycle, given: Given) -> Iterator[str]:
    """The lines for every KPI that asks the office or is answered by its choice."""
    if respondent(content.framework, office).by_choice:
        yield from comment(BY_CHOICE, "  ")
    known = {**given.answers, **given.proposals}
    for recommendation, asked in kpis_asked(content, office, cycle, known):
        yield ""
        theme = " (working theme)" if recommendation.is_working_theme else ""
        yield from comment(f"{recommendation.id}  {recommendation.title}{theme}", "  ")
        for kpi in asked:
            yield ""
            yield from comment(f"{kpi.id}  {kpi.title}", "  ")
            if unmet_of(content, office, kpi):
                yield from comment("By the office's profile this KPI does not apply.", "  ")
                continue
            yield from counting_lines(kpi)
            if kpi.id in given.answers:
                yield from yaml_lines(kpi.id, given.answers[kpi.id], "  ")
                continue
            if kpi.id in given.proposals:
                yield from proposal_lines(kpi, given.proposals[kpi.id])
            yield f"  {kpi.id}:"
            yield from answer_lines(kpi, cycle, given.earlier.get(kpi.id))


def proposal_lines(kpi: Kpi, answer: Answer) -> Iterator[str]:
    """An answer that counts only once somebody puts it where it is asked for."""
    yield "  # A proposal; if it is true, put it in the place of the lines below it."
    if again := looking_back(kpi, answer.checks):
        ids = ", ".join(check.id for check in again)
        yield from comment(f"Look again, because they look back: {ids}.", "  ")
    yield from yaml_lines(kpi.id, answer, "  # ")


def looking_back(kpi: Kpi, checks: Mapping[str, CheckAnswer]) -> tuple[Check, ...]:
    """The checks that are decided and look back, so that on another day they may differ."""
    return tuple(
        check
        for _, check in kpi.rule.each_check()
        if check.looks_back_months and checks.get(check.id) in ("met", "not_met")
    )


def yaml_lines(id: str, answer: Answer, before: str) -> Iterator[str]:
    """An answer as a person would write it, each line with the same beginning."""
    written = answer.model_dump(exclude_none=True, exclude_defaults=True)
    return (f"{before}{line}" for line in yaml_text({id: written}).splitlines())


def counting_lines(kpi: Kpi) -> Iterator[str]:
    """What counts and what does not, as help."""
    for heading, texts in (("Counts:", kpi.counting.include), ("Not:", kpi.counting.exclude)):
        yield from comment(heading, "  ")
        for text in texts:
            yield from comment(f"- {text}", "  ")


def answer_lines(kpi: Kpi, cycle: Cycle, earlier: Before | None) -> Iterator[str]:
    """The facts that the rule asks for; an earlier one that is known stands where it is asked."""
    rule = kpi.rule
    if rule.asks_checks:
        yield "    checks:"
        for level, check in rule.each_check():
            place = f"Level {level}: " if level else "Core: " if check.core else ""
            yield from comment(f"{place}{check.text}", "      ")
            yield f"      {check.id}: not_assessed"
        return
    for option in rule.options():
        yield from comment(f"{option.id}: {option.text}", "    ")
    yield from figures(rule)
    for fact in rule.facts:
        if fact.dates:
            yield f"    # {fact.name}: {cycle.reference_date}"
    if BEFORE in rule.facts:
        yield from second_lines(rule, earlier)


def figures(rule: RuleType) -> Iterator[str]:
    """Facts to be filled in, behind the answer that stands until they are."""
    yield "    answer: not_assessed  # none: nothing of the kind exists. Instead:"
    for fact, text, unit in rule.questions():
        yield from comment(f"{text} ({unit})" if unit else text, "    ")
        yield f"    # {fact.name}:"


def second_lines(rule: RuleType, earlier: Before | None) -> Iterator[str]:
    """The earlier fact and the change, which only level 4 asks for."""
    form = earlier_form(rule.facts)
    months = f", {EARLIER_AT_LEAST} to {EARLIER_AT_MOST} months older" if AS_OF.name in form else ""
    if earlier is None:
        yield from comment(f"For level 4: how it was before{months}.", "    ")
        yield f"    # before: {{{', '.join(f'{name}: ' for name in form)}}}"
    else:
        yield from comment("For level 4: how it was before, as you said in the last round.", "    ")
        yield f"    # before: {yaml_line(earlier.model_dump(exclude_none=True))}"
    yield from comment(
        f"What you changed because of it, in the last {CHANGED_WITHIN} months.", "    "
    )
    yield "    # change: {what: , date: }"


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
