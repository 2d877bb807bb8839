"""In: one KPI; out: what is wrong with its rule, so that the engine can rely on it."""

from collections.abc import Iterator
from decimal import Decimal

from ict_maturity.check.finding import Finding, KeyPath, repeated
from ict_maturity.check.levels import STEPS, missing_levels, not_rising
from ict_maturity.model import (
    Binary,
    Check,
    Checklist,
    Content,
    Kpi,
    Ladder,
    NumberRule,
    Ordered,
    Ratio,
    Recency,
)


def placed_checks(kpi: Kpi) -> Iterator[tuple[KeyPath, Check]]:
    """Every check of a KPI and where it stands in the file."""
    match kpi.rule:
        case Ladder() as ladder:
            for level, checks in ladder.levels.items():
                for i, check in enumerate(checks):
                    yield ("rule", "levels", level, i), check
        case Checklist() as checklist:
            for i, check in enumerate(checklist.checks):
                yield ("rule", "checks", i), check
        case Binary() as binary:
            yield ("rule", "check"), binary.check


def levels_are_complete(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """Each of the levels 1 to 4 has checks, a count or a cut point."""
    match kpi.rule:
        case Ladder() as ladder:
            yield from missing_levels(("rule", "levels"), ladder.levels, STEPS)
        case Checklist() as checklist:
            yield from missing_levels(("rule", "at_least"), checklist.at_least, STEPS)
        case Ratio() | NumberRule() | Recency() as measured:
            yield from missing_levels(("rule", "cut_points"), measured.cut_points, STEPS)


def thresholds_have_reasons(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """Each count and each cut point says why it lies where it lies."""
    if not isinstance(kpi.rule, Checklist | Ratio | NumberRule | Recency):
        return
    missing = [str(level) for level in STEPS if level not in kpi.rule.reasons]
    if missing:
        yield Finding(
            ("rule", "reasons"),
            "reason-missing",
            f"{kpi.id} does not say why the figure of level {', '.join(missing)} lies there.",
            "Add one line for each level under `reasons`.",
        )


def ids_are_listed_once(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """No two checks and no two choices of a KPI share an id."""
    yield from repeated(((*path, "id"), check.id) for path, check in placed_checks(kpi))
    if isinstance(kpi.rule, Ordered):
        yield from repeated(
            (("rule", "choices", i, "id"), choice.id) for i, choice in enumerate(kpi.rule.choices)
        )


def figures_of(kpi: Kpi) -> tuple[KeyPath, dict[int, Decimal]]:
    """Where a rule's counts or cut points stand, and what they are; none for rules without."""
    match kpi.rule:
        case Checklist() as checklist:
            counts = {int(level): Decimal(count) for level, count in checklist.at_least.items()}
            return ("rule", "at_least"), counts
        case Ratio() | NumberRule() | Recency() as measured:
            return ("rule", "cut_points"), dict(measured.cut_points.items())
    return (), {}


def thresholds_rise(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """Counts and cut points move strictly towards the better side, the floor being the worst."""
    path, figures = figures_of(kpi)
    match kpi.rule:
        case Checklist():
            yield from not_rising(path, {0: Decimal(0), **figures}, "higher")
        case Ratio() | NumberRule() | Recency() as measured:
            yield from not_rising(
                path, {0: measured.floor, **figures}, measured.direction, "the floor"
            )


def thresholds_are_reachable(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """A checklist asks for no more checks than it has, a ratio for no share above one."""
    match kpi.rule:
        case Checklist() as checklist:
            most, what = len(checklist.checks), "checks"
        case Ratio(may_exceed_one=False):
            most, what = 1, "as the share"
        case _:
            return
    path, figures = figures_of(kpi)
    for level, figure in figures.items():
        if figure > most:
            yield Finding(
                (*path, level),
                "threshold-unreachable",
                f"Level {level} needs {figure} {what}, but there can be {most} at most.",
                "Lower the figure, or widen what is counted.",
            )


def core_checks_belong_to_checklists(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """Only a checklist has core checks: on a ladder every check of a level is needed."""
    if isinstance(kpi.rule, Checklist):
        return
    for path, check in placed_checks(kpi):
        if check.core:
            yield Finding(
                (*path, "core"),
                "core-without-effect",
                f'The check {check.id} is marked core, which has no effect in a "{kpi.rule.type}".',
                "Remove `core`; only checks of a checklist can be core.",
            )


def choices_rise(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """Choices are listed from the lowest level to the highest."""
    if not isinstance(kpi.rule, Ordered):
        return
    highest = 0
    for i, choice in enumerate(kpi.rule.choices):
        if choice.level < highest:
            yield Finding(
                ("rule", "choices", i, "level"),
                "choices-not-rising",
                f"The choice {choice.id} has level {choice.level} "
                f"and stands after one of level {highest}.",
                "List the choices from the lowest level to the highest.",
            )
        highest = max(highest, choice.level)


RULES = (
    levels_are_complete,
    thresholds_have_reasons,
    ids_are_listed_once,
    thresholds_rise,
    thresholds_are_reachable,
    core_checks_belong_to_checklists,
    choices_rise,
)
