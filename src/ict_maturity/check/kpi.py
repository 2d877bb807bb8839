"""In: one KPI and all content; out: what is wrong with it, its rule and what it replaces."""

from collections.abc import Iterator, Mapping

from ict_maturity.check.edition import changes_are_in_order, edition_is_out, not_ascending, not_due
from ict_maturity.check.link import (
    addressee_missing,
    kpi_missing,
    profile_value_missing,
    recommendation_missing,
)
from ict_maturity.compare.classes import REPLACING
from ict_maturity.model import ChangeClass, Content, Kpi
from ict_maturity.problems.finding import Finding, finding, not_found, repeated, some_of
from ict_maturity.rules.levels import STEPS, missing_levels
from ict_maturity.said import word

SUCCESSORS: Mapping[ChangeClass, tuple[int, str]] = {
    "redefined": (1, "successor-missing.redefined"),
    "split": (2, "successor-missing.split"),
    "merged": (1, "successor-missing.merged"),
}
"""How many KPIs at least take the place of one that was retired so, and the words for it."""


def recommendation_exists(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """The KPI belongs to a Recommendation that has a file."""
    yield from recommendation_missing(
        ("recommendation",), "recommendation-not-found.kpi", kpi.recommendation, content, kpi=kpi.id
    )


def recommendation_is_not_retired(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """A KPI that counts belongs to a Recommendation that is still in use."""
    recommendation = content.recommendations.get(kpi.recommendation)
    if kpi.counted and recommendation and recommendation.lifecycle == "retired":
        yield finding(
            ("lifecycle",),
            "recommendation-retired",
            kpi=kpi.id,
            lifecycle=kpi.lifecycle,
            recommendation=kpi.recommendation,
        )


def actions_exist(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """The actions that the KPI evidences are actions of its Recommendation."""
    recommendation = content.recommendations.get(kpi.recommendation)
    if recommendation is None:
        return
    known = [str(action.number) for action in recommendation.actions]
    for i, number in enumerate(kpi.actions):
        if str(number) not in known:
            yield not_found(
                ("actions", i),
                "action-not-found",
                str(number),
                known,
                recommendation.id,
                kpi=kpi.id,
                number=number,
                recommendation=recommendation.id,
            )


def addressee_exists(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """The KPI addresses somebody whom framework.yaml declares."""
    yield from addressee_missing(
        ("addressee",), "addressee-not-found.kpi", kpi.addressee, content, kpi=kpi.id
    )


def applies_when_is_known(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """`applies_when` uses profile fields and values that framework.yaml declares."""
    for field, values in kpi.applies_when.items():
        yield from profile_value_missing(("applies_when", field), field, values, content)


def evidence_is_wanted_at_each_level(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """`evidence_wanted` says something for each of the levels 1 to 4."""
    yield from missing_levels(("evidence_wanted",), kpi.evidence_wanted, STEPS)


def rulings_are_numbered(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """Rulings count up from 1, so that each can be cited for ever."""
    for i, ruling in enumerate(kpi.rulings):
        if ruling.number != i + 1:
            yield finding(
                ("rulings", i, "number"), "number-out-of-order", expected=i + 1, found=ruling.number
            )


def rulings_take_effect(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """A ruling holds from an edition that has the KPI and is out or the next one."""
    for i, ruling in enumerate(kpi.rulings):
        yield from not_due(("rulings", i, "edition"), ruling.edition, kpi.since, content)


def rulings_and_questions_are_in_order(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """Rulings and open questions each have the oldest entry first."""
    yield from not_ascending(
        (("rulings", i, "date"), ruling.date) for i, ruling in enumerate(kpi.rulings)
    )
    yield from not_ascending(
        (("open_questions", i, "date"), each.date) for i, each in enumerate(kpi.open_questions)
    )


def replaced_exist(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """A KPI replaces others that have a file, each once."""
    for i, replaced in enumerate(kpi.replaces):
        path = ("replaces", i, "kpi")
        if replaced.kpi == kpi.id:
            yield finding(path, "link-to-itself.replaces", kpi=kpi.id)
        else:
            yield from kpi_missing(
                path, "kpi-not-found.replaces", replaced.kpi, content, kpi=kpi.id
            )
    yield from repeated(
        (("replaces", i, "kpi"), replaced.kpi) for i, replaced in enumerate(kpi.replaces)
    )


def replaced_are_retired(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """When a KPI counts, what it replaces counts no longer."""
    for i, replaced in enumerate(kpi.replaces):
        other = content.kpis.get(replaced.kpi)
        if kpi.counted and other and other.counted and other is not kpi:
            yield finding(
                ("replaces", i, "kpi"), "replaced-still-counts", kpi=kpi.id, other=other.id
            )


def successors_exist(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """What was redefined, split or merged has the KPIs that take its place."""
    if kpi.lifecycle != "retired":
        return
    successors = content.successors_of(kpi.id)
    ids = [other.id for other in successors]
    for i, entry in enumerate(kpi.change_log):
        if entry.change_class not in REPLACING:
            continue
        merged = all(len(other.replaces) > 1 for other in successors)
        least, id = SUCCESSORS[entry.change_class]
        if len(successors) < least or (entry.change_class == "merged" and not merged):
            yield finding(
                ("change_log", i, "change_class"),
                id,
                word("problem.successor-missing.hint", kpi=kpi.id),
                kpi=kpi.id,
                found=some_of(ids) or word("problem.none"),
            )


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
    """Only a checklist has core checks: on a ladder each check counts as much as any other."""
    if kpi.rule.has_core:
        return
    for path, _, check in kpi.rule.placed_checks():
        if check.core:
            yield finding(
                ("rule", *path, "core"), "core-without-effect", check=check.id, type=kpi.rule.type
            )


def rule_is_not_in_doubt(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """Nothing about the rule may turn out wrong, such as a level that hangs on one check."""
    for doubt in kpi.rule.doubts():
        yield doubt.under("rule")


def draft_is_not_counted(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """A release counts no draft."""
    if kpi.counted and kpi.lifecycle == "draft":
        yield finding(("lifecycle",), "draft-counted", kpi=kpi.id)


RULES_FOR_RULES = (rule_can_be_read, ids_are_listed_once, core_checks_belong_to_checklists)
RULES = (
    recommendation_exists,
    recommendation_is_not_retired,
    actions_exist,
    addressee_exists,
    applies_when_is_known,
    evidence_is_wanted_at_each_level,
    edition_is_out,
    changes_are_in_order,
    rulings_are_numbered,
    rulings_take_effect,
    rulings_and_questions_are_in_order,
    replaced_exist,
    replaced_are_retired,
    successors_exist,
    *RULES_FOR_RULES,
    rule_is_not_in_doubt,
)
RELEASE_RULES = (draft_is_not_counted,)
