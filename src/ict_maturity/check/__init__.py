"""In: Content and where its parts stand; out: every Problem that takes more than one field to see.

One function a rule, named as the claim that must hold; modules are named after what is checked.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from ict_maturity.check import (
    assessment,
    case,
    claim,
    closed,
    cycle,
    doubt,
    framework,
    kpi,
    locked,
    markdown,
    office,
    recommendation,
    services,
    text,
    withdrawal,
)
from ict_maturity.check.change import check_change
from ict_maturity.model import Assessment, AssessmentKey, Content, Edition, Services, Withdrawals
from ict_maturity.problems import Problem, errors, sorted_once
from ict_maturity.problems.finding import Finder, Finding, problems_of

__all__ = ["check", "check_change", "check_report"]

Thing = TypeVar("Thing")
Found = Iterator[tuple[str, Finding]]
FRAMEWORK_RULES = (
    *framework.FRAMEWORK_RULES,
    *locked.FRAMEWORK_RULES,
    markdown.markdown_is_safe,
    claim.claims_are_carried,
)
GLOSSARY_RULES = (
    *framework.GLOSSARY_RULES,
    markdown.markdown_is_safe,
    claim.claims_are_carried,
)
SERVICES_RULES = (*services.RULES, markdown.markdown_is_safe)
CODES_RULES = (*framework.CODES_RULES, markdown.markdown_is_safe)
RECOMMENDATION_RULES = (
    *recommendation.RULES,
    *claim.RESTING_RULES,
    claim.forums_are_wished,
    *locked.RECOMMENDATION_RULES,
)
KPI_RULES = (
    *kpi.RULES,
    *services.KPI_RULES,
    *text.RULES,
    markdown.markdown_is_safe,
    *case.RULES,
    *claim.RESTING_RULES,
    *locked.KPI_RULES,
)


def check(content: Content, places: Finder, release: bool = False) -> tuple[Problem, ...]:
    """Every broken rule, in the order of files and lines.

    With `release` also what keeps an edition from being released: text that is not confirmed,
    actions that no KPI evidences and drafts that count.
    """
    found = [*findings(content), *(release_findings(content) if release else ())]
    problems = sorted_once(problems_of(found, places))
    if errors(problems):
        return problems
    frozen = problems_of(closed.tables_are_the_frozen_ones(content), places)
    return sorted_once((*problems, *frozen))


def check_report(
    content: Content, key: AssessmentKey, report: Assessment, file: str, places: Finder
) -> tuple[Problem, ...]:
    """Every rule that a report breaks which is not among the content's files yet.

    `file` is what it is called, and `places` knows where its parts stand.
    """
    files = {**content.files, ("assessment", "/".join(key)): file}
    beside = replace(content, assessments={**content.assessments, key: report}, files=files)
    return sorted_once(problems_of(assessment_findings(beside, [key]), places))


def findings(content: Content) -> Found:
    """What is wrong, kind by kind, with the file it is in."""
    for found in (
        broken(FRAMEWORK_RULES, "framework", {"framework": content.framework}, content),
        broken(GLOSSARY_RULES, "glossary", {"glossary": content.glossary}, content),
        broken(claim.FACTS_RULES, "facts", {"facts": content.facts}, content),
        broken(SERVICES_RULES, "services", services_of(content), content),
        broken(withdrawal.RULES, "withdrawals", withdrawals_of(content), content),
        broken(CODES_RULES, "codes", {"codes": content.codes}, content),
        broken(RECOMMENDATION_RULES, "recommendation", content.recommendations, content),
        broken(KPI_RULES, "kpi", content.kpis, content),
        broken((*cycle.RULES, claim.claims_are_carried), "cycle", content.cycles, content),
        broken(closed.RULES, "closed", content.closed, content),
        broken((*office.RULES, *locked.OFFICE_RULES), "office", content.offices, content),
        assessment_findings(content, content.assessments),
        broken(locked.EDITION_RULES, "edition", content.editions, content),
        broken(locked.NOTES_RULES, "notes", with_notes(content), content),
    ):
        yield from found


def assessment_findings(content: Content, keys: Iterable[AssessmentKey]) -> Found:
    """What is wrong with what offices reported, each under the edition that it answered."""
    by_edition: dict[str, dict[str, assessment.Report]] = {}
    for key in keys:
        each = content.assessments[key]
        reports = by_edition.setdefault(each.edition, {})
        reports["/".join(key)] = assessment.Report(key.office, each)
    for edition, reports in by_edition.items():
        rules = (*assessment.RULES, *locked.ASSESSMENT_RULES, *doubt.RULES)
        yield from broken(rules, "assessment", reports, content.answered_under(edition))


def services_of(content: Content) -> Mapping[str, Services]:
    """The address book, where there is one."""
    there = ("services", "services") in content.files
    return {"services": content.services} if there else {}


def withdrawals_of(content: Content) -> Mapping[str, Withdrawals]:
    """The withdrawals, where there is a list of them."""
    there = ("withdrawals", "withdrawals") in content.files
    return {"withdrawals": content.withdrawals} if there else {}


def with_notes(content: Content) -> Mapping[str, Edition]:
    """The editions that have release notes."""
    return {id: each for id, each in content.editions.items() if ("notes", id) in content.files}


def release_findings(content: Content) -> Found:
    """What keeps an edition from being released."""
    yield from broken(
        recommendation.RELEASE_RULES, "recommendation", content.recommendations, content
    )
    yield from broken(kpi.RELEASE_RULES, "kpi", content.kpis, content)


def broken(
    rules: tuple[Callable[[Thing, Content], Iterator[Finding]], ...],
    kind: str,
    things: Mapping[str, Thing],
    content: Content,
) -> Found:
    """What each rule finds in each thing of one kind."""
    for id, thing in things.items():
        for rule in rules:
            for finding in rule(thing, content):
                yield content.source_of(kind, id), finding
