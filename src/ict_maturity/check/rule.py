"""In: one KPI; out: what is wrong with its rule, so that the engine can rely on it."""

from collections.abc import Iterator

from ict_maturity.model import Content, Kpi
from ict_maturity.problems.finding import Finding, finding, repeated


def rule_can_be_read(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """Each level has what earns it, in order, with its reason, and within reach."""
    for each in kpi.rule.findings(kpi.id):
        yield each.under("rule")


def ids_are_listed_once(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """No two checks and no two choices of a KPI share an id."""
    placed = kpi.rule.placed_checks()
    yield from repeated((("rule", *path, "id"), check.id) for path, _, check in placed)
    options = kpi.rule.options()
    yield from repeated((("rule", *option.path, "id"), option.id) for option in options)


def core_checks_belong_to_checklists(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """Only a checklist has core checks: on a ladder every check of a level is needed."""
    if kpi.rule.has_core:
        return
    for path, _, check in kpi.rule.placed_checks():
        if check.core:
            yield finding(
                ("rule", *path, "core"), "core-without-effect", check=check.id, type=kpi.rule.type
            )


RULES = (rule_can_be_read, ids_are_listed_once, core_checks_belong_to_checklists)
